//! Keys that are told themselves: `Eva won gold and Noah won silver`, each name a key.

use reading::Token;
use serde_json::{Map, Value, json};

use super::material::Material;

/// The object of the pairs that are told, where the request calls one half of each the key
/// and the other the value.
pub(super) fn paired(all: &[Token<'_>], material: &Material<'_>) -> Option<Value> {
    let says = |words: &[&str]| all.iter().any(|token| token.is_any(words));
    let nested = says(&[
        "nested", "holds", "inside", "inner", "outer", "array", "list",
    ]);
    if nested || !says(&["key", "keys"]) || !says(&["value", "values"]) {
        return None;
    }
    // "each pupil's name is a key", "the names as keys"
    let names_are_keys = all.windows(4).any(|four| {
        four[0].is_any(&[
            "name",
            "names",
            "pupils",
            "people",
            "persons",
            "students",
            "countries",
            "cities",
            "players",
        ]) && four[1..].iter().any(|token| token.is_any(&["key", "keys"]))
    }) || all.windows(4).any(|four| {
        four[0].is_any(&["key", "keys"])
            && four[1..]
                .iter()
                .any(|token| token.is_any(&["name", "names", "people", "countries", "cities"]))
    });
    if let Some(counts) = counted(material) {
        return Some(counts);
    }
    let mut pairs: Vec<(String, Value)> = Vec::new();
    let mut verb: Option<String> = None;
    for part in &material.parts {
        for clause in part.split(|token| token.is_mark(',') || token.is("and")) {
            let [first, middle @ .., last] = clause else {
                continue;
            };
            let known = material
                .names
                .iter()
                .any(|name| clause.iter().any(|token| name.text == token.text));
            if !known {
                continue;
            }
            let words: String = middle
                .iter()
                .map(|token| token.text)
                .collect::<Vec<_>>()
                .join(" ");
            let same = verb.get_or_insert_with(|| words.clone()) == &words;
            let name = first.is_word() && first.text.starts_with(char::is_uppercase);
            if !same || middle.len() > 2 {
                return None;
            }
            let value = match last.number() {
                Some(number) if name => serde_json::from_str(&number.value.to_string()).ok()?,
                None if name && names_are_keys && last.text.starts_with(char::is_lowercase) => {
                    json!(last.text)
                }
                _ => return None,
            };
            pairs.push((first.text.to_owned(), value));
        }
    }
    let object: Map<String, Value> = pairs.iter().cloned().collect();
    (pairs.len() > 1 && object.len() == pairs.len()).then_some(Value::Object(object))
}

/// `5 pens, 3 rulers, 9 folders`
fn counted(material: &Material<'_>) -> Option<Value> {
    let mut object = Map::new();
    let clauses = material
        .parts
        .iter()
        .flat_map(|part| part.split(|token| token.is_mark(',') || token.is("and")));
    for clause in clauses.filter(|clause| clause.iter().any(|token| token.number().is_some())) {
        let [number, noun] = clause else { return None };
        let value = serde_json::from_str(&number.number()?.value.to_string()).ok()?;
        object.insert(noun.text.to_owned(), value);
    }
    (object.len() > 1).then_some(Value::Object(object))
}

/// The object of the labels, where the request calls them pairs of keys and values.
pub(super) fn labelled(all: &[Token<'_>], material: &Material<'_>) -> Option<Value> {
    let says = |words: &[&str]| all.iter().any(|token| token.is_any(words));
    if !says(&["pairs"]) || material.labels.len() < 2 {
        return None;
    }
    let strings = says(&["strings"]);
    let mut object = Map::new();
    for (label, value) in &material.labels {
        let number = serde_json::from_str::<Value>(value)
            .ok()
            .filter(|value| value.is_number() && !strings);
        object.insert(label.clone(), number.unwrap_or_else(|| json!(value)));
    }
    (object.len() == material.labels.len()).then_some(Value::Object(object))
}
