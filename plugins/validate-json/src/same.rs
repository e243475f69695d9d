//! Whether two values say the same.

use serde_json::{Map, Value};

/// Words that a value may have or lack.
const IDLE: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "miss",
    "sir",
];

/// Whether a value is the one that is plain: whatever the case, a number or a text, and
/// perhaps with a title or a unit.
pub(crate) fn is_same(said: &Value, right: &Value) -> bool {
    match (said, right) {
        (Value::Null, _) => true,
        // Nothing may be said in many ways.
        (said, Value::Null) => {
            !matches!(said, Value::String(text) if text.trim().eq_ignore_ascii_case("none"))
        }
        (Value::Array(said), Value::Array(right)) => {
            said.len() == right.len() && said.iter().zip(right).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => false,
        (Value::Number(said), Value::Number(right)) => said.as_f64() == right.as_f64(),
        (said, right) => is_same_text(&text(said), &text(right)),
    }
}

/// Whether a whole answer is the one that is plain.
pub(crate) fn is_whole(said: &Value, right: &Value) -> bool {
    match (said, right) {
        (Value::Object(said), Value::Object(right)) => {
            said.len() == right.len()
                && right.iter().all(|(key, right)| {
                    said.iter()
                        .find(|(name, _)| name.eq_ignore_ascii_case(key))
                        .is_some_and(|(_, said)| is_whole(said, right))
                })
        }
        (Value::Array(said), Value::Array(right)) => {
            said.len() == right.len() && said.iter().zip(right).all(|(a, b)| is_whole(a, b))
        }
        // The array may be what the only key has.
        (Value::Object(members), Value::Array(_)) => {
            members.len() == 1 && members.values().all(|value| is_whole(value, right))
        }
        (Value::String(_), Value::Number(_)) => false,
        (said, right) => is_same(said, right),
    }
}

/// Whether a whole answer is the one that is plain, if numbers may be written as
/// texts, and `yes` as true.
pub(crate) fn is_whole_in_text(said: &Value, right: &Value) -> bool {
    is_whole(&in_text(said), &in_text(right))
}

/// A value with texts for numbers, and `yes` and `no`.
fn in_text(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(in_text).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), in_text(value)))
            .collect::<Map<String, Value>>()
            .into(),
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(true) => Value::from("yes"),
        Value::Bool(false) => Value::from("no"),
        other => other.clone(),
    }
}

/// Whether two texts have a word in common.
pub(crate) fn shares_word(said: &str, right: &str) -> bool {
    let stem = |word: &String| word.chars().take(4).collect::<String>();
    let right: Vec<String> = words(right).iter().map(stem).collect();
    words(said).iter().any(|word| right.contains(&stem(word)))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_lowercase(),
        other => other.to_string(),
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !IDLE.contains(word))
        .map(str::to_owned)
        .collect()
}

fn is_same_text(said: &str, right: &str) -> bool {
    if said == right {
        return true;
    }
    let (mut said_words, mut right_words) = (words(said), words(right));
    said_words.sort();
    right_words.sort();
    // "Lovelace, Ada"
    if !right_words.is_empty() && said_words == right_words {
        return true;
    }
    if let (Some(said), Some(right)) = (date(said), date(right)) {
        return said == right;
    }
    if let (Some(said), Some(right)) = (minutes(said), minutes(right)) {
        return said == right;
    }
    // "Walter from Vienna" is more than a name.
    let clause = [" from ", " in ", " of ", " at ", " bought ", " is ", " to "]
        .iter()
        .any(|word| said.contains(word));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    said_words.len() > right_words.len()
        && !right.is_empty()
        && said.contains(right)
        && digits(said) == digits(right)
        && !clause
        && said.len() < right.len() + 12
        && !said
            .split_whitespace()
            .filter(|word| !right.contains(word))
            .any(|word| word.len() > 7)
}

/// The numbers of a date, in whatever order; the name of a month is one.
fn date(text: &str) -> Option<Vec<u32>> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut numbers = Vec::new();
    for word in words(text) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse() {
            numbers.push(number);
        } else if let Some(month) = MONTHS.iter().position(|month| word.starts_with(month)) {
            numbers.push(u32::try_from(month + 1).ok()?);
        } else if word != "of" {
            return None;
        }
    }
    numbers.sort_unstable();
    (2..=3)
        .contains(&numbers.len())
        .then_some(numbers)
        .filter(|_| !text.contains(':'))
}

/// A time of day in minutes.
fn minutes(text: &str) -> Option<u32> {
    let words = words(text);
    let afternoon = text.contains("pm") || text.contains("p.m");
    let morning = text.contains("am") || text.contains("a.m");
    let number = |at: usize| -> Option<u32> {
        words
            .get(at)?
            .chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok()
    };
    let hour = number(0)?;
    if !(afternoon || morning || text.contains(':')) || hour > 24 {
        return None;
    }
    let minute = number(1).unwrap_or(0);
    let hour = match (afternoon, morning) {
        (true, _) if hour < 12 => hour + 12,
        (_, true) if hour == 12 => 0,
        _ => hour,
    };
    Some(hour * 60 + minute)
}
