//! What of the request's text may be a value, where it is open which.

use reading::{Token, fold, tokens};
use serde_json::Value;

use super::material::Material;
use super::pieces::pieces;
use super::{Expected, LONGEST, keys};
use crate::request::{Wanted, spelled};

/// Words of one value.
const LONGEST_SPAN: usize = 4;

/// Values that are not given to a key yet.
pub(crate) struct Open {
    /// Runs of words.
    pub(crate) texts: Vec<String>,
    pub(crate) numbers: Vec<Value>,
}

/// The runs of up to four words of what is told, and its numbers, less those that are plainly the values of some keys.
pub(crate) fn open(wanted: &Wanted, prompt: &str, plain: &Expected) -> Option<Open> {
    if prompt.len() > LONGEST {
        return None;
    }
    let text = spelled(prompt);
    let plain_tokens = tokens(&text);
    let all = fold(&text, &plain_tokens);
    let material = Material::of(&text, &all, &wanted.spans, &keys(wanted));
    let mut texts: Vec<String> = material.typed.iter().map(|one| one.text.clone()).collect();
    let mut numbers: Vec<Value> = material
        .numbers
        .iter()
        .map(|one| one.value.clone())
        .collect();
    texts.extend(material.names.iter().map(|name| name.text.clone()));
    for piece in pieces(&all, &wanted.spans) {
        texts.extend(runs(&text, behind_label(piece)));
        let whole = |token: &Token<'_>| i64::try_from(token.number()?.value.whole()?).ok();
        numbers.extend(piece.iter().filter_map(whole).map(Value::from));
    }
    let given: Vec<&Value> = plain.members.iter().map(|given| &given.value).collect();
    let key_names: Vec<String> = wanted
        .keys
        .iter()
        .map(|(key, _)| key.to_lowercase())
        .collect();
    texts.retain(|text| {
        !key_names.contains(&text.to_lowercase())
            && !given.iter().any(|value| is_part_of(text, value))
    });
    numbers.retain(|number| !given.contains(&number));
    texts.sort();
    texts.dedup();
    let mut distinct: Vec<Value> = Vec::new();
    for number in numbers {
        if !distinct.contains(&number) {
            distinct.push(number);
        }
    }
    Some(Open {
        texts,
        numbers: distinct,
    })
}

/// Whether a text is said by a value that has its key, or says it.
fn is_part_of(text: &str, value: &Value) -> bool {
    let holds = |long: &str, short: &str| {
        let words = |text: &str| format!(" {} ", text.to_lowercase());
        words(long).contains(&words(short))
    };
    match value {
        Value::String(value) => holds(text, value) || holds(value, text),
        Value::Number(value) => holds(text, &value.to_string()),
        _ => false,
    }
}

/// A piece without `Text:` in front.
fn behind_label<'s, 't>(piece: &'s [Token<'t>]) -> &'s [Token<'t>] {
    match piece {
        [label, colon, rest @ ..]
            if colon.is_mark(':')
                && label.is_any(&["text", "note", "sentence", "input", "message", "line"]) =>
        {
            rest
        }
        piece => piece,
    }
}

/// The runs of words that may be values.
fn runs(text: &str, part: &[Token<'_>]) -> Vec<String> {
    let mut runs = Vec::new();
    for (at, first) in part.iter().enumerate() {
        for length in 1..=LONGEST_SPAN.min(part.len() - at) {
            let run = &part[at..at + length];
            let last = &run[length - 1];
            let apart =
                run.iter().any(|token| !is_value(token) || is_verb(token)) || is_small(first);
            if apart || is_small(last) {
                continue;
            }
            runs.extend(text.get(first.start..last.end()).map(str::to_owned));
        }
    }
    runs
}

fn is_value(token: &Token<'_>) -> bool {
    token.is_word()
        || token.number().is_some()
        || token.glued && (token.is_mark('-') || token.is_mark('@') || token.is_mark('.'))
}

/// Words that no short value has.
fn is_verb(token: &Token<'_>) -> bool {
    token.is_any(&[
        "is", "was", "are", "were", "has", "had", "have", "be", "been", "costs", "cost", "will",
        "can", "does", "did", "do", "and", "who", "which", "that", "because", "i", "he", "she",
        "we", "they", "it", "you",
    ])
}

/// Words at which no value begins or ends.
fn is_small(token: &Token<'_>) -> bool {
    token.is_any(&[
        "the", "a", "an", "and", "or", "of", "in", "on", "at", "to", "is", "was", "are", "were",
        "by", "with", "for", "from", "as", "it", "he", "she", "they", "who", "that", "has", "had",
        "have", "her", "his", "its",
    ]) || !token.is_word() && token.number().is_none()
}
