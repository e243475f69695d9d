//! Whole answers that are told in a notation of their own: lines under a header, `brand =
//! Volvo`, keys and values in two rows, counts in brackets, pairs, a row of items.

use serde_json::{Value, json};

use crate::request::Wanted;

mod pairs;
mod rows;
mod table;

use pairs::{assigned, bracketed, keyed, mapped};
use rows::{row, two_rows};
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
    if let Some(members) = two_rows(text, wanted) {
        return Some(members);
    }
    let named = !wanted.keys.is_empty();
    if alters(text, wanted) {
        return None;
    }
    if named {
        return (!wanted.array).then(|| keyed(text, wanted))?;
    }
    row(text)
        .or_else(|| (!wanted.array).then(|| assigned(text))?)
        .or_else(|| (!wanted.array).then(|| bracketed(text))?)
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
