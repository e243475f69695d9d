//! Values that the request's text gives for the keys, where it is plain which: the one
//! name, the one year, what stands behind `set to`.
//!
//! A key's name tells what to look for; `told.rs` has the names that are known. Of two
//! that may be meant, neither is.

use reading::{Token, fold, items, sentences, tidy, tokens};
use serde_json::{Value, json};

use crate::request::Wanted;
use crate::told::find;

/// The keys whose values are plain, with the values.
pub(crate) fn values(wanted: &Wanted, prompt: &str) -> Vec<(String, Value)> {
    let text = tidy(prompt);
    let plain = tokens(&text);
    let all = fold(&text, &plain);
    // An object in an object has keys of its own.
    let nested = all.iter().any(|token| {
        token.is_any(&[
            "nested",
            "holds",
            "inner",
            "inside",
            "containing",
            "subobject",
        ])
    });
    if nested && wanted.schema.is_none() {
        return Vec::new();
    }
    let told = told(&all);
    keys(wanted)
        .into_iter()
        .filter_map(|(key, kind)| {
            let value = stated(&text, &all, &key)
                .or_else(|| listed(&text, &all, &key, wanted))
                .or_else(|| find(&told, &key))?;
            // What is to be a text or a number is no other value.
            let fits = match kind.as_deref() {
                Some("string") => value.is_string(),
                Some("integer" | "number") => value.is_number(),
                Some("array") => value.is_array(),
                Some("boolean") => value.is_boolean(),
                _ => true,
            };
            fits.then_some((key, value))
        })
        .collect()
}

/// The keys of one flat object, and their types where those are said.
fn keys(wanted: &Wanted) -> Vec<(String, Option<String>)> {
    let Some(schema) = &wanted.schema else {
        return wanted
            .keys
            .iter()
            .map(|(key, kind)| (key.clone(), kind.map(str::to_owned)))
            .collect();
    };
    schema
        .root()
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| {
            properties
                .iter()
                .take(40)
                .filter(|(_, property)| {
                    property.get("enum").is_none() && property.get("const").is_none()
                })
                .map(|(key, property)| {
                    let kind = property.get("type").and_then(Value::as_str);
                    (key.clone(), kind.map(str::to_owned))
                })
                .collect()
        })
        .unwrap_or_default()
}

/// The sentences that tell something, and not what to do.
fn told<'s, 't>(all: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    const TASK: &[&str] = &[
        "json", "key", "keys", "field", "fields", "object", "reply", "respond", "return", "output",
        "format", "schema", "extract", "answer", "give", "use", "number", "numbers", "string",
        "strings", "integer",
    ];
    sentences(all)
        .into_iter()
        .flat_map(|sentence| sentence.split(|token| token.is_mark(':') || token.is_mark('"')))
        .filter(|part| part.len() > 2 && !part.iter().any(|token| token.is_any(TASK)))
        .collect()
}

/// `"id" set to 44`, `active = true`
fn stated(text: &str, all: &[Token<'_>], key: &str) -> Option<Value> {
    let mut found = None;
    for at in 0..all.len() {
        if !all[at].is(key) {
            continue;
        }
        let mut rest = &all[at + 1..];
        let mut sets = false;
        while let Some((first, others)) = rest.split_first() {
            let quote = first.is_mark('"') || first.is_mark('\'') || first.is_mark('`');
            let joins = first
                .is_any(&["set", "to", "with", "the", "value", "equal", "of", "being"])
                || first.is_mark('=');
            if !quote && !joins || quote && sets {
                break;
            }
            sets |= first.is_any(&["set", "value", "equal"]) || first.is_mark('=');
            rest = others;
        }
        let Some(first) = rest.first().filter(|_| sets) else {
            continue;
        };
        let value = if let Some(number) = first.number() {
            serde_json::from_str(&number.value.to_string()).ok()?
        } else if first.is("true") || first.is("false") {
            json!(first.is("true"))
        } else if first.is_mark('"') || first.is_mark('\'') {
            let close = rest[1..]
                .iter()
                .position(|token| token.text == first.text)?
                + 1;
            json!(text.get(first.end()..rest[close].start)?)
        } else {
            return None;
        };
        if found.is_some_and(|before| before != value) {
            return None;
        }
        found = Some(value);
    }
    found
}

/// `one key "items", a list of these words: apple, guitar, table`
fn listed(text: &str, all: &[Token<'_>], key: &str, wanted: &Wanted) -> Option<Value> {
    let list = all.iter().any(|token| token.is_any(&["list", "array"]));
    let only = wanted.schema.is_none() && wanted.keys.len() == 1;
    if !list || !only || !all.iter().any(|token| token.is(key)) {
        return None;
    }
    let lists: Vec<Vec<&str>> = sentences(all)
        .into_iter()
        .filter_map(|sentence| {
            let colon = sentence.iter().rposition(|token| token.is_mark(':'))?;
            let behind = &sentence[colon + 1..];
            behind
                .iter()
                .any(|token| token.is_mark(','))
                .then(|| items(text, behind))?
        })
        .collect();
    let [items] = &lists[..] else { return None };
    let values: Option<Vec<Value>> = items
        .iter()
        .map(|item| {
            let item = item.trim_matches(['"', '\'']);
            let plain = item.chars().all(|c| c.is_alphabetic() || c == ' ');
            let number = item.parse::<i64>().ok().map(|n| json!(n));
            number.or_else(|| plain.then(|| json!(item)))
        })
        .collect();
    values.map(Value::Array)
}
