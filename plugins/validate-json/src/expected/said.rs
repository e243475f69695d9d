//! What is said of a key in so many words: `Author: Roald Dahl`, `a width of 15`, `in
//! class 3b`.

use reading::Token;
use serde_json::{Value, json};

use super::kinds::{only, same_noun};
use super::material::Material;

/// What stands behind the key's label.
pub(super) fn label(material: &Material<'_>, key: &[&str], kind: Option<&str>) -> Option<Value> {
    let found: Vec<&String> = material
        .labels
        .iter()
        .filter(|(label, _)| means(&label.split(' ').collect::<Vec<_>>(), key))
        .map(|(_, value)| value)
        .collect();
    let [value] = found[..] else { return None };
    let none = [
        "none",
        "-",
        "n/a",
        "unknown",
        "not known",
        "nothing",
        "missing",
    ]
    .contains(&value.to_lowercase().as_str());
    if none {
        return material.nulls.then_some(Value::Null);
    }
    let plain = value.replace(',', "");
    let number = serde_json::from_str::<Value>(&plain)
        .ok()
        .filter(Value::is_number);
    match kind {
        Some("string") => Some(json!(value)),
        Some("number" | "integer") => number.or_else(|| {
            // "12.95 euros"
            let first = plain
                .trim_start_matches(['$', '\u{20AC}', '\u{A3}'])
                .split_whitespace()
                .next()?;
            serde_json::from_str::<Value>(first)
                .ok()
                .filter(Value::is_number)
        }),
        Some("boolean") => match value.to_lowercase().as_str() {
            "yes" | "true" => Some(json!(true)),
            "no" | "false" => Some(json!(false)),
            _ => None,
        },
        Some("array") => {
            let items: Vec<&str> = value
                .split(',')
                .flat_map(|item| item.split(" and "))
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            Some(json!(items))
        }
        _ => {
            let measured = value.split_whitespace().count() == 2
                && value.starts_with(|c: char| c.is_ascii_digit());
            let many = value.contains(',') || value.contains(" and ");
            let truth = ["yes", "no", "true", "false"].contains(&value.to_lowercase().as_str());
            // With a unit or a row it may be written in two ways.
            if ["true", "false"].contains(&value.as_str()) {
                return Some(json!(value == "true"));
            }
            (!measured && !many && !truth).then(|| number.unwrap_or_else(|| json!(value)))
        }
    }
}

/// Whether a label names the key: the same words, or all but `name` or an article.
fn means(label: &[&str], key: &[&str]) -> bool {
    let core = |words: &[&str]| -> Vec<String> {
        words
            .iter()
            .filter(|word| !["the", "a", "an", "of", "full", "number", "no", "is"].contains(word))
            .map(|word| (*word).to_owned())
            .collect()
    };
    let (label, key) = (core(label), core(key));
    let synonym = |a: &str, b: &str| {
        const SAME: &[&[&str]] = &[
            &["mail", "email"],
            &["phone", "tel", "telephone", "mobile"],
            &["color", "colour"],
            &["quantity", "qty", "amount"],
            &["price", "cost"],
            &["location", "place", "venue"],
            &["organizer", "organiser"],
            &["job", "occupation", "profession"],
            &["sender", "from"],
            &["recipient", "receiver", "to"],
        ];
        same_noun(a, b) || SAME.iter().any(|row| row.contains(&a) && row.contains(&b))
    };
    !label.is_empty()
        && label.len() == key.len()
        && label.iter().zip(&key).all(|(a, b)| synonym(a, b))
}

/// `a width of 15`, `his name is Marco Bellini`, `room 214`.
pub(super) fn said(material: &Material<'_>, key: &[&str]) -> Option<(Value, bool)> {
    const JOINTS: &[&str] = &[
        "name", "of", "is", "was", "are", "=", "being", "called", "named", "number", "no", "the",
        "a", "to",
    ];
    // "order 5521" for `order_id`
    let key = match key {
        [front @ .., last]
            if !front.is_empty()
                && ["id", "number", "no", "code", "nr", "name", "celsius", "c"].contains(last)
                && !["first", "last", "full", "middle", "user", "family", "phone"]
                    .contains(&front[0]) =>
        {
            front
        }
        key => key,
    };
    let last = *key.last()?;
    // What every text speaks of says too little.
    let computed = [
        "sum",
        "product",
        "difference",
        "quotient",
        "average",
        "mean",
        "total",
        "min",
        "max",
        "median",
    ]
    .contains(&last);
    if [
        "from", "to", "date", "day", "time", "year", "type", "to", "in", "a", "released",
        "founded", "born",
    ]
    .contains(&last)
    {
        return None;
    }
    let mut found = Vec::new();
    let mut things = Vec::new();
    for part in &material.parts {
        for at in 0..part.len() {
            if !ends_key(part, at, key) {
                continue;
            }
            let joints = part[at + 1..]
                .iter()
                .take(4)
                .take_while(|token| token.is_any(JOINTS))
                .count();
            let begin = at + 1 + joints;
            let joined = part[at + 1..begin].iter().any(|token| {
                token.is_any(&["of", "is", "was", "=", "being", "called", "named", "are"])
            });
            // "the product of 4 and 6" is worked out.
            if computed && part[at + 1..begin].iter().any(|token| token.is("of")) {
                continue;
            }
            // "the capital of France" is none of its own.
            let equals = joined && !part[at + 1..begin].iter().any(|token| token.is("of"));
            let value = begins(material, part, begin, joined)
                .filter(|value| value.is_number() || !joined || equals);
            if let Some(value) = value {
                found.push(value);
            } else if equals {
                things.extend(word(material.text, part, begin));
            }
        }
    }
    only(found)
        .map(|value| (value, true))
        .or_else(|| only(things).map(|thing| (thing, false)))
}

/// `issue is login`: one word, and nothing behind it.
fn word(text: &str, part: &[Token<'_>], at: usize) -> Option<Value> {
    let first = part.get(at).filter(|token| {
        token.is_word()
            && token.text.len() > 2
            && crate::keys::type_named(token.text).is_none()
            && !token.is_any(&["not", "also", "very", "now", "the", "about", "what"])
    })?;
    // "The item is basil seed": up to three words to the end.
    let length = part[at..]
        .iter()
        .take_while(|token| token.is_word() && !token.is("and"))
        .count();
    let over = part
        .get(at + length)
        .is_none_or(|next| next.is_mark(',') || next.is("and"));
    let plain = part[at..at + length].iter().all(|token| {
        token.text.starts_with(char::is_lowercase)
            && !token.is_any(&[
                "in", "on", "at", "of", "to", "for", "with", "from", "by", "not", "who", "which",
                "that", "when", "and", "or", "as", "than", "if",
            ])
    });
    (over && (length == 1 || length < 4 && plain))
        .then(|| text.get(first.start..part[at + length - 1].end()))?
        .map(|words| json!(words))
}

/// Whether the key's last word stands here, and its others before it.
fn ends_key(part: &[Token<'_>], at: usize, key: &[&str]) -> bool {
    let Some((last, others)) = key.split_last() else {
        return false;
    };
    let said = part[at].text.to_lowercase();
    let own = said.trim_end_matches("'s");
    if !same_noun(own, last) {
        return false;
    }
    others.is_empty()
        || others.iter().all(|other| {
            part[at.saturating_sub(3)..at]
                .iter()
                .any(|token| same_noun(token.text.to_lowercase().trim_end_matches("'s"), other))
        })
}

/// The value that begins here: what has a form of its own, a name, a number.
fn begins(material: &Material<'_>, part: &[Token<'_>], at: usize, joined: bool) -> Option<Value> {
    let first = part.get(at)?;
    if (first.is("minus") || first.is_mark('-'))
        && let Some(number) = part.get(at + 1).and_then(Token::number)
    {
        return signed(number.value, true);
    }
    if let Some(typed) = material
        .typed
        .iter()
        .find(|typed| typed.span.start == first.start)
    {
        return Some(json!(typed.text));
    }
    if first.is("one") {
        return None;
    }
    if let Some(number) = first.number() {
        let value = signed(number.value, false)?;
        // "pupils in class 24 chairs"
        let noun = !joined
            && part.get(at + 1).is_some_and(|next| {
                next.is_word()
                    && next.text.ends_with('s')
                    && !next.is_any(&[
                        "has", "is", "was", "costs", "holds", "starts", "leaves", "departs",
                        "opens", "closes", "contains", "seats", "as",
                    ])
            });
        // "three-letter codes"
        let part_of_word = part
            .get(at + 1)
            .is_some_and(|next| next.glued && next.is_mark('-'));
        return (!noun && !part_of_word).then_some(value);
    }
    // "host web-07", "file report.pdf"
    let glued = part[at + 1..]
        .iter()
        .take_while(|token| token.glued)
        .count();
    let code = &part[at..=at + glued];
    let marked = code
        .iter()
        .any(|token| token.is_mark('-') || token.is_mark('_') || token.is_mark('.'));
    if !joined
        && glued > 1
        && marked
        && code.iter().any(|token| token.number().is_some())
        && first.text.starts_with(char::is_lowercase)
    {
        return material
            .text
            .get(first.start..part[at + glued].end())
            .map(|code| json!(code));
    }
    // "Flight LX 318"
    if !joined
        && first.text.len() > 1
        && first.text.len() <= 4
        && first.text.chars().all(char::is_uppercase)
        && let Some(number) = part.get(at + 1).filter(|next| next.number().is_some())
        && number.text.starts_with(|c: char| c.is_ascii_digit())
    {
        return material
            .text
            .get(first.start..number.end())
            .map(|code| json!(code));
    }
    // "size M"
    if !joined
        && first.is_word()
        && first.text.len() <= 3
        && first.text.chars().all(char::is_uppercase)
    {
        return Some(json!(first.text));
    }
    if !joined {
        return None;
    }
    material
        .names
        .iter()
        .find(|name| material.text[first.start..].starts_with(name.text.as_str()))
        .map(|name| json!(name.text))
}

fn signed(value: reading::Rational, minus: bool) -> Option<Value> {
    let sign = if minus { "-" } else { "" };
    serde_json::from_str(&format!("{sign}{value}")).ok()
}
