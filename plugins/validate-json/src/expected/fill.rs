//! What is likely for keys whose values are not plain: a retry is held to it, no answer is
//! judged by it.

use serde_json::{Value, json};

use super::Given;
use super::flags;
use super::kinds::{is_computed, may_be_number, words};
use super::listed::chain;
use super::material::Material;
use super::typed::Sort;
use super::whole::Teller;

mod clauses;
mod named;
mod numbers;

use named::texts;
use numbers::{goals, numbers, prices, sum};

/// Keys without a plain value, with their types.
type Open<'k> = [(&'k str, Option<&'k str>)];

/// Keys filled in. Nobody names more.
const MOST: usize = 12;

/// Likely values of the keys that have none yet.
pub(super) fn fill(
    material: &Material<'_>,
    teller: &Teller<'_, '_>,
    keys: &[(String, Option<String>)],
    plain: &[Given],
) -> Vec<Given> {
    if keys.len() > MOST {
        return Vec::new();
    }
    let mut filled: Vec<Given> = Vec::new();
    let open: Vec<(&str, Option<&str>)> = keys
        .iter()
        .filter(|(key, _)| !plain.iter().any(|given| given.key == *key))
        .map(|(key, kind)| (key.as_str(), kind.as_deref()))
        .collect();
    flags_of(teller, &open, &mut filled);
    clauses::said_so(teller, &open, &mut filled);
    lists(teller, &open, &mut filled);
    goals(teller, &open, &mut filled);
    prices(teller, &open, &mut filled);
    clauses::labelled(teller, &open, &mut filled);
    let given = |filled: &[Given]| -> Vec<Given> { plain.iter().chain(filled).cloned().collect() };
    let before = given(&filled);
    numbers(material, &open, &before, &mut filled);
    let before = given(&filled);
    texts(material, &open, &before, &mut filled);
    if teller.says_kind() {
        clauses::modifiers(teller, &open, &mut filled);
    }
    let known: Vec<&str> = plain
        .iter()
        .chain(&filled)
        .map(|given| given.key.as_str())
        .collect();
    let left: Vec<(&str, Option<&str>)> = open
        .iter()
        .filter(|(key, _)| !known.contains(key))
        .copied()
        .collect();
    if let [(key, kind @ (None | Some("string")))] = left[..]
        && (kind.is_some() || !may_be_number(key))
        && let Some(noun) = clauses::counted(teller, plain, &filled)
    {
        give(&mut filled, key, json!(noun));
    } else if let [(key, None | Some("string"))] = left[..]
        && !crate::source::is_judged(key)
        && !may_be_number(key)
        && !is_computed(key)
        && !teller.text.contains('?')
        && let Some(subject) = clauses::subject(teller)
        && !plain
            .iter()
            .chain(&filled)
            .any(|given| given.value == *subject)
    {
        // "The pottery course" is the course pottery.
        let own = subject
            .rsplit_once(' ')
            .filter(|(_, last)| *last == key)
            .map_or(subject, |(front, _)| front);
        give(&mut filled, key, json!(own));
    }
    let before = given(&filled);
    sum(&open, keys, &before, &mut filled);
    filled
}

/// The one list for the one key that has none: names or items that are joined.
fn lists(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    let wanted: Vec<&str> = open
        .iter()
        .filter(|(_, kind)| *kind == Some("array"))
        .map(|(key, _)| *key)
        .collect();
    let [key] = wanted[..] else { return };
    let mut found: Vec<Vec<String>> = teller
        .pieces
        .iter()
        .filter_map(|piece| chain(teller.text, piece))
        .collect();
    found.sort_by_key(|chain| std::cmp::Reverse(chain.len()));
    if let Some(one) = found.first() {
        give(filled, key, json!(one));
    }
}

fn give(filled: &mut Vec<Given>, key: &str, value: Value) {
    filled.push(Given {
        key: key.to_owned(),
        value,
        firm: false,
    });
}

fn flags_of(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    for (key, kind) in open {
        let names = words(key);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if *kind == Some("boolean")
            && let Some(flag) = flags::likely(&teller.pieces, &names)
        {
            give(filled, key, json!(flag));
        }
    }
}

/// The one value with a form of its own.
fn typed(material: &Material<'_>, key: &str) -> Option<Value> {
    let words = words(key);
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let sort = if says(&["date", "day", "deadline", "due"]) {
        Sort::Date
    } else if says(&["street"]) {
        Sort::Street
    } else if says(&["time", "departure", "arrival", "start", "end", "begin"]) {
        Sort::Time
    } else if says(&[
        "code", "model", "size", "part", "shelf", "seat", "id", "flight", "level", "gate", "room",
        "plate", "number",
    ]) {
        Sort::Code
    } else {
        return None;
    };
    let mut found = material.typed.iter().filter(|typed| typed.sort == sort);
    let (one, None) = (found.next()?, found.next()) else {
        return None;
    };
    Some(json!(one.text))
}
