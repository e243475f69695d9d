//! Values that the request sets: `"id" set to 44`, `Use "toner" as the item`.

use reading::Token;
use serde_json::{Value, json};

use super::listed::after_colon;

/// `"id" set to 44`, `active = true`, or the one list for the one key.
pub(super) fn under_key(text: &str, all: &[Token<'_>], key: &str, keys: usize) -> Option<Value> {
    stated(text, all, key).or_else(|| {
        let list = all.iter().any(|token| token.is_any(&["list", "array"]));
        (list && keys == 1 && all.iter().any(|token| token.is(key)))
            .then(|| after_colon(text, all).or_else(|| numbers(all)))?
    })
}

/// `the numbers 5, 10 and 20`
fn numbers(all: &[Token<'_>]) -> Option<Value> {
    let at = all.iter().position(|token| token.is("numbers"))?;
    let row: Vec<&Token<'_>> = all[at + 1..]
        .iter()
        .take_while(|token| token.number().is_some() || token.is_mark(',') || token.is("and"))
        .collect();
    let numbers: Option<Vec<Value>> = row
        .iter()
        .filter_map(|token| token.number())
        .map(|number| serde_json::from_str(&number.value.to_string()).ok())
        .collect();
    numbers
        .filter(|numbers| numbers.len() > 1)
        .map(Value::Array)
}

/// `"id" set to 44`, `active = true`
fn stated(text: &str, all: &[Token<'_>], key: &str) -> Option<Value> {
    let mut found = None;
    for at in 0..all.len() {
        if !all[at].is(key) {
            continue;
        }
        if let Some(value) = as_the_key(text, all, at) {
            found.get_or_insert(value);
            continue;
        }
        let mut rest = &all[at + 1..];
        let mut sets = false;
        // `event is "Supplier Forum"`, `room = "Oslo"`
        let named = at > 0 && all[at - 1].is_mark('"');
        if let [close, others @ ..] = rest
            && close.is_mark('"')
            && named
        {
            rest = others;
        }
        if let [is, value, ..] = rest
            && is.is("is")
            && (value.is_mark('"') || named && value.number().is_some())
        {
            rest = &rest[1..];
            sets = true;
        }
        while let Some((first, others)) = rest.split_first() {
            let quote = first.is_mark('"') || first.is_mark('\'') || first.is_mark('`');
            let joins = first
                .is_any(&["set", "to", "with", "the", "value", "equal", "of", "being"])
                || first.is_mark('=');
            if !quote && !joins || quote && sets || sets && first.is("of") {
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
        } else if first.is("null") {
            Value::Null
        } else if first.is_mark('"') || first.is_mark('\'') {
            let close = rest[1..]
                .iter()
                .position(|token| token.text == first.text)?
                + 1;
            let inner = text.get(first.end()..rest[close].start)?;
            if crate::keys::type_named(inner).is_some() {
                continue;
            }
            json!(inner)
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

/// `Use "blue toner" as the item`
fn as_the_key(text: &str, all: &[Token<'_>], at: usize) -> Option<Value> {
    let articles = all[..at]
        .iter()
        .rev()
        .take_while(|token| token.is_any(&["the", "as", "a"]))
        .count();
    let quote = at.checked_sub(articles + 1)?;
    if articles == 0 || !all[quote].is_mark('"') || !all[quote + 1].is("as") {
        return None;
    }
    let open = all[..quote].iter().rposition(|token| token.is_mark('"'))?;
    Some(json!(text.get(all[open].end()..all[quote].start)?))
}
