//! Names, each with its value beside it.

use serde_json::{Map, Value};

use super::{is_name, is_open, value};
use crate::request::Wanted;

/// `user Lena, id 88, role admin`: each key, and its value behind it.
pub(super) fn keyed(text: &str, wanted: &Wanted) -> Option<Value> {
    // The keys' own row is no part of what is told.
    let mut spans = wanted.spans.clone();
    spans.sort_by_key(|span| span.start);
    let mut told = String::new();
    let mut from = 0;
    for span in spans {
        told.push_str(text.get(from..span.start.max(from))?);
        told.push('\n');
        from = from.max(span.end);
    }
    told.push_str(text.get(from..)?);
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

/// What stands behind the first colon, up to where the next sentence begins, if that only
/// speaks of it.
fn behind_colon(text: &str) -> Option<&str> {
    const SMALL: &[&str] = &[
        "the", "a", "an", "is", "are", "and", "be", "to", "should", "must", "number", "numbers",
        "boolean", "booleans", "text", "texts", "integer", "integers", "please", "all", "keep",
        "order", "json", "nothing", "else", "only", "thanks", "output",
    ];
    let (_, behind) = text.split_once(':')?;
    let behind = behind.trim();
    let (told, rest) = behind.split_once(". ").unwrap_or((behind, ""));
    let told = told.trim_end_matches('.');
    let known = told.to_lowercase();
    let plain = rest
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| SMALL.contains(&word) || known.contains(word));
    (plain && !told.contains(['{', '[', '"'])).then_some(told)
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
        let open = truth.is_none() && !told && is_open(cell) || !is_plain(cell);
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
        // "Ann Lee" is one name, "France Paris" are two where countries have capitals.
        let two = says(&[
            "capital", "country", "age", "price", "colour", "color", "score", "currency",
        ]);
        let (key, cell) = marked.or_else(|| {
            let (key, cell) = part.split_once(' ')?;
            (two && !cell.contains(' ')).then_some((key, cell))
        })?;
        if !is_name(key.trim()) || is_open(cell.trim()) {
            return None;
        }
        members.insert(key.trim().to_owned(), value(cell.trim()));
    }
    (members.len() > 1).then_some(Value::Object(members))
}

/// `Name: Omar Reed; Role: nurse; Years: 7`
pub(super) fn labelled(text: &str) -> Option<Value> {
    let behind = behind_colon(text)?;
    let mut members = Map::new();
    for part in behind
        .split([';', '\n'])
        .filter(|part| !part.trim().is_empty())
    {
        let (key, cell) = part.split_once(':')?;
        let (key, cell) = (key.trim(), cell.trim());
        // Of two words there are many ways to make a key.
        if !is_name(key) || key.contains(' ') || is_open(cell) || !is_plain(cell) {
            return None;
        }
        members.insert(key.to_owned(), value(cell));
    }
    (members.len() > 1).then_some(Value::Object(members))
}

/// `containing "x": 5 and "y": 9`
pub(super) fn quoted(text: &str, wanted: &Wanted) -> Option<Value> {
    if text.contains(['{', '[']) {
        return None;
    }
    let mut members = Map::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('"') {
        let (key, behind) = behind.split_once('"')?;
        let cell = behind.strip_prefix(':')?.trim_start();
        let (cell, behind) = if let Some(inner) = cell.strip_prefix('"') {
            let (inner, behind) = inner.split_once('"')?;
            (Value::from(inner), behind)
        } else {
            let end = cell.find([',', ' ', '\n']).unwrap_or(cell.len());
            let plain = cell[..end].trim_end_matches(['.', ';']);
            let told = serde_json::from_str::<Value>(plain).ok()?;
            (told, &cell[end..])
        };
        members.insert(key.to_owned(), cell);
        rest = behind;
    }
    let all = wanted.keys.iter().all(|(key, _)| members.contains_key(key));
    (members.len() > 1 && all).then_some(Value::Object(members))
}

/// `describing a car: make Ford, model Focus, year 2018`
pub(super) fn described(text: &str, wanted: &Wanted) -> Option<Value> {
    if !wanted.words.contains("object") {
        return None;
    }
    let behind = behind_colon(text).or_else(|| {
        let (_, behind) = text.split_once("object with ")?;
        Some(behind.trim().trim_end_matches('.'))
    })?;
    let mut members = Map::new();
    let mut parts = 0;
    for part in behind.split(',').flat_map(|part| part.split(" and ")) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let (key, cell) = part.trim_start_matches("the ").split_once(' ')?;
        let small = key.chars().all(char::is_lowercase) && !STRAY.contains(&key);
        let named = cell.starts_with(char::is_uppercase) && cell.split(' ').count() <= 2;
        if !small || !(named || value(cell).is_number()) {
            return None;
        }
        members.insert(key.to_owned(), value(cell));
        parts += 1;
    }
    let least = if text.contains(':') { 3 } else { 2 };
    (parts >= least && members.len() == parts).then_some(Value::Object(members))
}

/// What names no key before a name or a number.
const STRAY: &[&str] = &[
    "in", "at", "on", "for", "from", "to", "by", "with", "is", "are", "has", "the", "a", "an",
    "of", "about", "until", "since", "costs", "was", "near", "mr", "mrs",
];

/// `a dog named Rex and a cat named Tom`
pub(super) fn called(text: &str, wanted: &Wanted) -> Option<Value> {
    const KINDS: &[&str] = &["species", "animal", "kind", "type", "pet"];
    let [(one, _), (other, _)] = &wanted.keys[..] else {
        return None;
    };
    let is_kind = |key: &str| KINDS.contains(&key.to_lowercase().as_str());
    let (kind, name) = match (is_kind(one), is_kind(other)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return None,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let rows: Vec<Value> = words
        .windows(4)
        .filter(|four| {
            ["a", "an"].contains(&four[0].to_lowercase().as_str())
                && ["named", "called"].contains(&four[2])
                && four[3].starts_with(char::is_uppercase)
        })
        .map(|four| {
            let own = four[3].trim_end_matches(['.', ',', ';', '!']);
            let pairs = wanted.keys.iter().map(|(key, _)| {
                let told = if key == kind { four[1] } else { own };
                (key.clone(), Value::from(told))
            });
            Value::Object(pairs.collect())
        })
        .collect();
    let all = words
        .iter()
        .filter(|word| ["named", "called"].contains(word))
        .count();
    (name.eq_ignore_ascii_case("name") && wanted.array && rows.len() > 1 && rows.len() == all)
        .then_some(Value::Array(rows))
}

/// `with name = "Lisa" and age = 25`
pub(super) fn equalled(text: &str) -> Option<Value> {
    // "Given a = 3 and b = 4, return JSON with the sum" wants something else.
    let told = text
        .to_lowercase()
        .find("json")
        .is_some_and(|json| text.find('=').is_some_and(|first| json < first));
    let rest = text.rsplit('=').next()?.trim();
    let ends =
        rest.split(' ').count() == 1 || rest.starts_with('"') && rest.matches('"').count() == 2;
    if !told || !ends || text.contains(['{', '[', ':', ';']) || text.contains("==") {
        return None;
    }
    let sides: Vec<&str> = text.split('=').collect();
    let mut members = Map::new();
    for pair in sides.windows(2) {
        let key = pair[0].split_whitespace().next_back()?;
        let behind = pair[1].trim_start();
        let cell = if let Some(inner) = behind.strip_prefix('"') {
            Value::from(inner.split('"').next()?)
        } else {
            let end = behind.find([',', ' ']).unwrap_or(behind.len());
            let cell = behind[..end].trim_end_matches(['.', '?']);
            if is_open(cell) || !is_plain(cell) {
                return None;
            }
            value(cell)
        };
        if !is_name(key) {
            return None;
        }
        members.insert(key.to_owned(), cell);
    }
    (members.len() > 1 && members.len() + 1 == sides.len()).then_some(Value::Object(members))
}

/// A value as it is told, and nothing that is to be reckoned.
fn is_plain(cell: &str) -> bool {
    cell.chars()
        .all(|c| c.is_alphanumeric() || " .'_@%-/".contains(c))
}
