//! Values that the request's text gives for the keys, where it is plain which: the one
//! name, the one year, what stands behind `set to`.
//!
//! A key's name tells what to look for; [`find`] has the names that are known. Of two
//! that may be meant, neither is.

use reading::{Token, fold, items, sentences, tidy, tokens};
use serde_json::{Value, json};

use crate::request::Wanted;

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

/// What a key's name asks for in what is told.
fn find(told: &[&[Token<'_>]], key: &str) -> Option<Value> {
    let lower = key.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    let place =
        |before: &[&str]| only(names(told, |token| token.is_some_and(|t| t.is_any(before))));
    if is(&[
        "name",
        "person",
        "buyer",
        "customer",
        "author",
        "winner",
        "employee",
        "student",
        "owner",
        "who",
        "full_name",
        "fullname",
        "sender",
        "guest",
        "traveller",
        "traveler",
        "speaker",
    ]) {
        return only(names(told, |before| {
            before
                .is_none_or(|token| !token.is_any(&["in", "at", "to", "from", "of", "near", "on"]))
        }));
    }
    if is(&["city", "town", "location", "place"]) {
        return place(&["in", "at", "from", "to", "near"]);
    }
    if is(&["from", "origin", "departure", "source"]) {
        return place(&["from"]);
    }
    if is(&["to", "destination", "arrival"]) {
        return place(&["to"]);
    }
    if is(&["country"]) {
        return place(&["in", "from"]);
    }
    if is(&["age"]) {
        return only(numbers(told, |before, after| {
            after.is_some_and(|token| token.is_any(&["years", "year"]))
                || before.is_some_and(|token| token.is_any(&["turned", "aged", "turns", "age"]))
        }));
    }
    if is(&["year", "founded", "born", "birth_year"]) {
        return only(
            numbers(told, |_, _| true)
                .into_iter()
                .filter(|year| {
                    year.as_i64()
                        .is_some_and(|year| (1000..2200).contains(&year))
                })
                .collect(),
        );
    }
    if is(&["price", "cost", "amount", "fee", "total"]) {
        return only(numbers(told, is_money));
    }
    if is(&["quantity", "count", "number", "qty"]) {
        return only(numbers(told, |before, after| {
            !is_money(before, after) && !after.is_some_and(|t| t.is_any(&["years", "year"]))
        }));
    }
    if is(&["job", "profession", "occupation", "role"]) {
        return job(told);
    }
    if is(&["item", "product", "article"]) {
        return thing(told);
    }
    // "tickets": how many of them
    let counted = numbers(told, |_, after| after.is_some_and(|token| token.is(&lower)));
    (lower.ends_with('s')).then(|| only(counted))?
}

fn only(mut found: Vec<Value>) -> Option<Value> {
    found.dedup();
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn is_money(before: Option<&Token<'_>>, after: Option<&Token<'_>>) -> bool {
    after.is_some_and(|token| {
        token.is_any(&["euros", "dollars", "pounds", "euro", "dollar", "eur", "usd"])
            || "$€£".chars().any(|mark| token.is_mark(mark))
    }) || before.is_some_and(|token| "$€£".chars().any(|mark| token.is_mark(mark)))
}

fn numbers(
    told: &[&[Token<'_>]],
    fits: impl Fn(Option<&Token<'_>>, Option<&Token<'_>>) -> bool,
) -> Vec<Value> {
    told.iter()
        .flat_map(|part| {
            part.iter().enumerate().filter_map(|(at, token)| {
                let number = token.number()?;
                let before = at.checked_sub(1).map(|at| &part[at]);
                fits(before, part.get(at + 1)).then_some(())?;
                serde_json::from_str(&number.value.to_string()).ok()
            })
        })
        .collect()
}

/// Runs of capitalised words, by what stands before them.
fn names(told: &[&[Token<'_>]], fits: impl Fn(Option<&Token<'_>>) -> bool) -> Vec<Value> {
    const NONE: &[&str] = &[
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "his",
        "her",
        "i",
        "we",
        "my",
        "our",
        "last",
        "next",
        "yesterday",
        "today",
        "after",
        "before",
        "when",
        "while",
        "who",
        "what",
        "where",
        "text",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "once",
        "then",
        "from",
        "by",
        "as",
        "is",
        "mr",
        "mrs",
        "ms",
        "dr",
    ];
    let mut found = Vec::new();
    for part in told {
        let mut at = 0;
        while at < part.len() {
            let is_name = |token: &&Token<'_>| {
                token.is_word() && token.text.starts_with(char::is_uppercase) && !token.is_any(NONE)
            };
            let length = part[at..].iter().take_while(is_name).count();
            if length == 0 {
                at += 1;
                continue;
            }
            let words: Vec<&str> = part[at..at + length]
                .iter()
                .map(|token| token.text.trim_end_matches("'s"))
                .collect();
            if fits(at.checked_sub(1).map(|at| &part[at])) {
                found.push(json!(words.join(" ")));
            }
            at += length;
        }
    }
    found
}

/// `works as a teacher in …`, `is a nurse`
fn job(told: &[&[Token<'_>]]) -> Option<Value> {
    let mut found = Vec::new();
    for part in told {
        for at in 0..part.len() {
            let introduced = at >= 2
                && part[at - 1].is_any(&["a", "an"])
                && part[at - 2].is_any(&["as", "is", "was", "became"]);
            let ends = part.get(at + 1).is_none_or(|next| {
                !next.is_word()
                    || next.is_any(&["in", "at", "for", "from", "and", "who", "with", "on"])
            });
            if introduced && ends && part[at].is_word() {
                found.push(json!(part[at].text));
            }
        }
    }
    only(found)
}

/// `item winter`, `the butter costs`
fn thing(told: &[&[Token<'_>]]) -> Option<Value> {
    let mut found = Vec::new();
    for part in told {
        for at in 1..part.len() {
            let called = part[at - 1].is_any(&["item", "product"]);
            let priced = part[at - 1].is_any(&["the", "a", "an", "one"])
                && part
                    .get(at + 1)
                    .is_some_and(|next| next.is_any(&["costs", "cost", "sells"]));
            if (called || priced) && part[at].is_word() && part[at].text.len() > 1 {
                found.push(json!(part[at].text));
            }
        }
    }
    only(found)
}
