//! What a key's name asks for: a person, a price, a date.

use serde_json::{Value, json};

use super::flags;
use super::listed;
use super::material::Material;
use super::said;
use super::scores;
use super::things;

mod amounts;
mod when;
mod who;

use amounts::{amount, by_unit};
pub(super) use when::colours;
use when::{end_of_time, of_few, part_of_date, with_form};
use who::name;

/// What is told for a key, and whether it has no other wording.
pub(super) fn value(
    material: &Material<'_>,
    key: &str,
    kind: Option<&str>,
) -> Option<(Value, bool)> {
    let words = words(key);
    let names: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(label) = said::label(material, &names, kind) {
        return Some((label, true));
    }
    if kind == Some("boolean") || kind.is_none() && flags::is_flag(&names) {
        return flags::flag(material, &names).map(|flag| (json!(flag), true));
    }
    if kind == Some("array") || kind.is_none() && listed::is_list(&names) {
        return listed::list(material, &names).map(|list| (list, true));
    }
    if let Some(value) = scores::score(material, &names) {
        return Some((value, true));
    }
    // "three hotels" counts them: it is no hotel.
    let counts = |value: &Value| kind.is_none() && value.is_number() && !may_be_number(key);
    if let Some(given) = said::said(material, &names) {
        return Some(given);
    }
    if matches!(kind, Some("integer" | "number"))
        && let Some(part) = part_of_date(material, &names)
    {
        return Some((part, true));
    }
    let firm = |value: Value| (value, true);
    [with_form, end_of_time, of_few, amount, name, by_unit]
        .iter()
        .find_map(|way| way(material, &names))
        .filter(|value| !(counts(value) && counted(material, &names)))
        .map(firm)
        .or_else(|| things::thing(material, &names).map(|thing| (json!(thing), false)))
}

/// Whether a number stands before the key's noun in the plural, and the key is singular.
fn counted(material: &Material<'_>, key: &[&str]) -> bool {
    key.last().is_some_and(|last| {
        !last.ends_with('s')
            && material.numbers.iter().any(|number| {
                number
                    .behind
                    .iter()
                    .take(2)
                    .any(|word| word != last && same_noun(word, last))
            })
    })
}

/// The words of a key: `petName` and `pet_name` are `pet`, `name`.
pub(super) fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in key.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Keys whose numbers are worked out.
pub(super) fn is_computed(key: &str) -> bool {
    words(key).iter().any(|word| {
        [
            "total",
            "sum",
            "average",
            "mean",
            "difference",
            "duration",
            "length",
            "remaining",
            "left",
            "change",
        ]
        .contains(&word.as_str())
    })
}

/// Keys that may be numbers, whatever their types.
pub(super) fn may_be_number(key: &str) -> bool {
    words(key).iter().any(|word| {
        [
            "price",
            "cost",
            "amount",
            "age",
            "year",
            "quantity",
            "count",
            "number",
            "total",
            "id",
            "score",
            "points",
            "size",
            "weight",
            "height",
            "length",
            "width",
            "distance",
            "duration",
            "temperature",
            "population",
            "seats",
            "rooms",
            "pages",
            "goals",
        ]
        .contains(&word.as_str())
            || word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !["status", "series", "news"].contains(&word.as_str())
    })
}

/// `pupil` and `pupils`, whatever the number.
pub(super) fn same_noun(word: &str, noun: &str) -> bool {
    let stem = |word: &str| -> String {
        word.strip_suffix("ies").map_or_else(
            || {
                word.strip_suffix("es")
                    .or(word.strip_suffix('s'))
                    .unwrap_or(word)
                    .trim_end_matches('e')
                    .to_owned()
            },
            |stem| format!("{stem}y"),
        )
    };
    word == noun || word.len() > 2 && noun.len() > 2 && stem(word) == stem(noun)
}

pub(super) fn only(found: impl IntoIterator<Item = Value>) -> Option<Value> {
    let mut found = found.into_iter();
    let first = found.next()?;
    found.all(|next| next == first).then_some(first)
}
