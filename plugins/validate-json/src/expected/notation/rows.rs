//! Rows: of keys and their values, and of items.

use serde_json::{Map, Value};

use super::{is_open, value};
use crate::request::Wanted;

/// `the keys a, b and c with the values 1, 2 and 3`
pub(super) fn two_rows(text: &str, wanted: &Wanted) -> Option<Value> {
    let lower = text.to_lowercase();
    let at = ["the values ", "values "].iter().find_map(|word| {
        let at = lower.find(word)?;
        Some(at + word.len())
    })?;
    if lower.matches("values ").count() != 1 || lower.len() != text.len() || wanted.keys.len() < 2 {
        return None;
    }
    let front = lower[..at].trim_end();
    let joined = [
        "and the values",
        "with the values",
        "with values",
        "and values",
        "the values",
    ]
    .iter()
    .any(|joint| front.ends_with(joint));
    let cells = row_of(text.get(at..)?.split(['.', '\n']).next()?)?;
    let fits = cells.len() == wanted.keys.len()
        && joined
        && !cells.iter().any(|cell| is_open(cell))
        && cells.iter().all(|cell| cell.split(' ').count() <= 2)
        && !wanted
            .keys
            .iter()
            .any(|(key, kind)| kind.is_some() || cells.contains(key));
    fits.then(|| {
        let members: Map<String, Value> = wanted
            .keys
            .iter()
            .zip(&cells)
            .map(|((key, _), cell)| (key.clone(), value(cell)))
            .collect();
        Value::Object(members)
    })
}

/// The items of a row: `a, b and c`, without quotes; none where one is long.
fn row_of(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches(['.', '!', '?']);
    let (front, last) = match text.rsplit_once(" and ") {
        Some((front, last)) if !last.contains(',') => (front, Some(last)),
        _ => (text, None),
    };
    let cells: Vec<String> = front
        .trim_end_matches(',')
        .split(',')
        .chain(last)
        .map(|cell| cell.trim().trim_matches(['"', '\'', '`']).trim().to_owned())
        .collect();
    let fine = cells.len() > 1
        && cells.iter().all(|cell| {
            !cell.is_empty()
                && cell.split(' ').count() <= 3
                && cell
                    .chars()
                    .all(|c| c.is_alphanumeric() || " .-'_".contains(c))
        });
    fine.then_some(cells)
}

/// `Write the list red, green, blue as a JSON array.`
pub(super) fn row(text: &str) -> Option<Value> {
    const FRONT: &[&str] = &[
        "the list ",
        "this list ",
        "the words ",
        "these words ",
        "the numbers ",
        "these numbers ",
        "the colours ",
        "the colors ",
        "the names ",
        "these names ",
        "the items ",
        "these items ",
        "the values ",
        "the cities ",
        "the fruits ",
        "the animals ",
    ];
    const BEHIND: &[&str] = &[
        " as a json array",
        " as json array",
        " as a json list",
        " in a json array",
        " into a json array",
        " to a json array",
        " in json array",
    ];
    let lower = text.to_lowercase();
    if lower.len() != text.len() || lower.contains(':') {
        return None;
    }
    let (end, rest) = BEHIND.iter().find_map(|behind| {
        lower
            .split_once(behind)
            .map(|(front, rest)| (front.len(), rest))
    })?;
    let begin = FRONT
        .iter()
        .filter_map(|front| lower[..end].find(front).map(|at| at + front.len()))
        .min()?;
    // "… as a JSON array of strings." says nothing more.
    let plain = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| {
            [
                "of", "numbers", "integers", "strings", "words", "please", "in", "this", "order",
                "text",
            ]
            .contains(&word)
        });
    let cells = row_of(text.get(begin..end)?)?;
    plain.then(|| Value::Array(cells.iter().map(|cell| value(cell)).collect()))
}

/// `a key "fruits" whose value is an array of apple, banana and cherry`
pub(super) fn under_key(text: &str, wanted: &Wanted) -> Option<Value> {
    let [(key, None | Some("array"))] = &wanted.keys[..] else {
        return None;
    };
    let lower = text.to_lowercase();
    let begins = [
        " array of ",
        " list of ",
        " array with ",
        " array containing ",
        " list containing ",
    ];
    let mut found = begins
        .iter()
        .filter_map(|begin| lower.find(begin).map(|at| at + begin.len()));
    let (Some(at), None) = (found.next(), found.next()) else {
        return None;
    };
    if lower.len() != text.len() {
        return None;
    }
    let cells = row_of(text.get(at..)?.split(['.', ';', '\n']).next()?)?;
    let plain = cells.len() > 2 && cells.iter().all(|cell| cell.split(' ').count() == 1);
    plain.then(|| {
        let items: Vec<Value> = cells.iter().map(|cell| value(cell)).collect();
        Value::Object(Map::from_iter([(key.clone(), Value::Array(items))]))
    })
}

/// `the key "status" and the value "ok"`
pub(super) fn one_pair(text: &str, wanted: &Wanted) -> Option<Value> {
    let [(key, kind)] = &wanted.keys[..] else {
        return None;
    };
    let (_, behind) = text.split_once("value ")?;
    let behind = behind.trim_start_matches("of ").trim_start_matches("is ");
    let (cell, rest) = match behind.strip_prefix('"') {
        Some(inner) => {
            let (cell, rest) = inner.split_once('"')?;
            (Value::from(cell), rest)
        }
        None => {
            let end = behind.find([',', ' ', '\n']).unwrap_or(behind.len());
            let cell = value(behind[..end].trim_end_matches(['.', ';', '!']));
            (cell, &behind[end..])
        }
    };
    // "the value 1 or 2"
    if rest.starts_with(' ') {
        return None;
    }
    let told = behind.starts_with('"') || cell.is_number();
    let again = behind.contains("value ") || behind.contains("key");
    (told && !again && kind.is_none() && !wanted.array)
        .then(|| Value::Object(Map::from_iter([(key.clone(), cell)])))
}
