//! Whole answers that are told in a notation of their own: lines under a header, `brand =
//! Volvo`, keys and values in two rows, counts in brackets, pairs, a row of items.

use serde_json::{Value, json};

use crate::request::Wanted;

mod pairs;
mod reckoned;
mod rows;
mod table;

use pairs::{assigned, bracketed, called, described, equalled, keyed, labelled, mapped, quoted};
use reckoned::{of_a_word, of_numbers};
use rows::{one_pair, row, two_rows, under_key};
use table::table;

/// Words of requests that want something else than what stands there.
const ALTERING: &[&str] = &[
    "sort",
    "sorted",
    "alphabetical",
    "alphabetically",
    "ascending",
    "descending",
    "reverse",
    "reversed",
    "unique",
    "even",
    "odd",
    "longest",
    "shortest",
    "uppercase",
    "lowercase",
    "double",
    "doubled",
    "squared",
    "plural",
    "except",
    "remove",
    "filter",
    "largest",
    "smallest",
    "highest",
    "lowest",
    "oldest",
    "youngest",
    "total",
    "sum",
    "average",
    "length",
    "duplicates",
    "rounded",
    "without",
    "translated",
    "translate",
    "keyed",
    "grouped",
    "group",
    "columns",
    "nested",
    "count",
    "invent",
    "imagine",
    "example",
    "sample",
    "letters",
    "skip",
    "ignore",
    "not",
    "don't",
    "inside",
    "under",
    "plus",
    "add",
    "random",
    "null",
    "where",
    "who",
    "than",
    "least",
    "most",
    "before",
    "after",
    "which",
    "what",
    "how",
    "if",
    "calculate",
    "compute",
    "solve",
    "solution",
    "difference",
    "cheap",
    "expensive",
    "swap",
    "swapped",
    "invert",
    "inverted",
    "initials",
    "sound",
    "negate",
    "rename",
    "renamed",
    "french",
    "german",
    "spanish",
    "italian",
];

/// The answer, if all of it stands there.
pub(super) fn whole(text: &str, wanted: &Wanted) -> Option<Value> {
    let free = wanted.keys.is_empty() && !wanted.array && wanted.schema.is_none();
    if free
        && !alters(text, wanted)
        && let Some(map) = mapped(text, wanted)
    {
        return Some(map);
    }
    if wanted.schema.is_some() || wanted.shape.is_some() || wanted.nested {
        return None;
    }
    // A header and what stands under it may have any of these words.
    if let Some(table) = table(text, wanted) {
        return Some(table);
    }
    let told = [two_rows, one_pair, quoted, of_numbers, of_a_word]
        .iter()
        .find_map(|way| way(text, wanted));
    if told.is_some() {
        return told;
    }
    let named = !wanted.keys.is_empty();
    if alters(text, wanted) {
        return None;
    }
    match (named, wanted.array) {
        (true, true) => called(text, wanted),
        (true, false) => keyed(text, wanted).or_else(|| under_key(text, wanted)),
        (false, true) => row(text),
        (false, false) => row(text)
            .or_else(|| assigned(text))
            .or_else(|| equalled(text))
            .or_else(|| bracketed(text))
            .or_else(|| labelled(text))
            .or_else(|| described(text, wanted)),
    }
}

/// Whether something else is wanted than what stands there.
fn alters(text: &str, wanted: &Wanted) -> bool {
    ALTERING.iter().any(|word| wanted.words.contains(*word))
        || ["only the ", "only those ", "the first ", "the last "]
            .iter()
            .any(|phrase| text.to_lowercase().contains(phrase))
}

/// A number where it is written as one, else the text.
fn value(cell: &str) -> Value {
    let number = serde_json::from_str::<Value>(cell)
        .ok()
        .filter(Value::is_number);
    number.unwrap_or_else(|| json!(cell))
}

/// What may be told in several ways: `yes` is true for some.
fn is_open(cell: &str) -> bool {
    cell.is_empty()
        || [
            "yes", "no", "true", "false", "y", "n", "-", "none", "null", "n/a", "on", "off",
        ]
        .contains(&cell.to_lowercase().as_str())
}

fn is_name(cell: &str) -> bool {
    cell.starts_with(char::is_alphabetic)
        && cell
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
        && cell.split(' ').count() <= 3
}
