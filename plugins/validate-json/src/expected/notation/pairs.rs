//! Names, each with its value beside it.

use serde_json::{Map, Value};

use super::{is_name, is_open, value};
use crate::request::Wanted;

/// `user Lena, id 88, role admin`: each key, and its value behind it.
pub(super) fn keyed(text: &str, wanted: &Wanted) -> Option<Value> {
    let mut told = text.to_owned();
    // Behind the keys' own row, which is no part of what is told.
    for span in wanted.spans.iter().rev() {
        told.replace_range(span.clone(), "\n");
    }
    let parts: Vec<&str> = told
        .split([',', ';', '\n', ':'])
        .map(|part| part.trim().trim_start_matches("and ").trim_end_matches('.'))
        .collect();
    let mut members = Map::new();
    for (key, kind) in &wanted.keys {
        let mut cells = parts.iter().filter_map(|part| {
            let (name, cell) = part.split_once(' ')?;
            name.eq_ignore_ascii_case(key).then_some(cell.trim())
        });
        let (cell, None) = (cells.next()?, cells.next()) else {
            return None;
        };
        let plain = cell
            .chars()
            .all(|c| c.is_alphanumeric() || " -'@_".contains(c) || c == '.');
        if is_open(cell) || !plain || cell.split(' ').count() > 2 || kind.is_some() {
            return None;
        }
        if [
            "is", "was", "of", "to", "in", "for", "and", "or", "at", "has", "by", "must", "should",
        ]
        .iter()
        .any(|word| cell.split(' ').any(|own| own == *word))
        {
            return None;
        }
        members.insert(key.clone(), value(cell));
    }
    (members.len() > 1).then_some(Value::Object(members))
}

/// What stands behind the first colon, in one line.
fn behind_colon(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once(':')?;
    let behind = behind.trim().split(". ").next()?.trim_end_matches('.');
    (!behind.contains(['{', '[', '"'])).then_some(behind)
}

/// `brand = Volvo, doors = 5`
pub(super) fn assigned(text: &str) -> Option<Value> {
    let behind = behind_colon(text)?;
    let mut members = Map::new();
    for part in behind
        .split([',', ';', '\n'])
        .filter(|part| !part.trim().is_empty())
    {
        let (key, cell) = part.split_once('=')?;
        let (key, cell) = (key.trim(), cell.trim());
        let truth = match cell {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        };
        let told = ["yes", "no"].contains(&cell.to_lowercase().as_str());
        let open = truth.is_none() && !told && is_open(cell);
        if !is_name(key) || key.contains(' ') || open || cell.contains('=') {
            return None;
        }
        members.insert(key.to_owned(), truth.unwrap_or_else(|| value(cell)));
    }
    (members.len() > 1).then_some(Value::Object(members))
}

/// `my shopping list is milk (2), bread (1) and eggs (12)`
pub(super) fn bracketed(text: &str) -> Option<Value> {
    let behind = behind_colon(text)?;
    let open = behind.matches('(').count();
    let mut members = Map::new();
    let mut rest = behind;
    while let Some((front, tail)) = rest.split_once('(') {
        let (cell, tail) = tail.split_once(')')?;
        let key = front
            .trim_start_matches([',', ' ', ';', '\n'])
            .trim_start_matches("and ")
            .trim();
        // Only the first may stand behind other words.
        let key = if members.is_empty() {
            key.rsplit(' ').next()?
        } else {
            key
        };
        let cell = value(cell.trim());
        if !is_name(key) || !cell.is_number() || key.contains(' ') {
            return None;
        }
        members.insert(key.to_owned(), cell);
        rest = tail;
    }
    let last = rest.trim().is_empty();
    (last && members.len() > 1 && members.len() == open).then_some(Value::Object(members))
}

/// `maps each country to its capital: France Paris, Italy Rome`
pub(super) fn mapped(text: &str, wanted: &Wanted) -> Option<Value> {
    let says = |words: &[&str]| words.iter().any(|word| wanted.words.contains(*word));
    if !says(&["map", "maps", "mapping", "mapped"]) {
        return None;
    }
    let behind = behind_colon(text)?;
    let mut members = Map::new();
    for part in behind
        .split([',', ';', '\n'])
        .filter(|part| !part.trim().is_empty())
    {
        let part = part.trim().trim_start_matches("and ");
        let marked = [" - ", ": ", " -> ", " \u{2192} ", " \u{2013} ", " = "]
            .iter()
            .find_map(|mark| part.split_once(mark));
        let (key, cell) = marked.or_else(|| {
            let (key, cell) = part.split_once(' ')?;
            (!cell.contains(' ')).then_some((key, cell))
        })?;
        if !is_name(key.trim()) || is_open(cell.trim()) {
            return None;
        }
        members.insert(key.trim().to_owned(), value(cell.trim()));
    }
    (members.len() > 1).then_some(Value::Object(members))
}
