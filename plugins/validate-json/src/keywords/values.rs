//! Comparing JSON values, and what messages say of them.

use std::cmp::Ordering;

use reading::Rational;
use regex_lite::RegexBuilder;
use serde_json::{Number, Value};

use crate::schema::Run;

pub(super) fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => false,
    }
}

pub(super) fn article(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    }
}

/// Whether two values are equal: 1 is 1.0.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || compare(a, b) == Some(Ordering::Equal),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// One text for equal values.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            exact(number).map_or_else(|| number.to_string(), |exact| exact.to_string())
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", canonical(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        value => value.to_string(),
    }
}

pub(super) fn exact(number: &Number) -> Option<Rational> {
    Rational::parse(&number.to_string())
}

pub(super) fn compare(a: &Number, b: &Number) -> Option<Ordering> {
    match (exact(a), exact(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

pub(super) fn at_least(count: usize, bound: &Value) -> bool {
    bound.as_f64().is_none_or(|bound| count as f64 >= bound)
}

pub(super) fn at_most(count: usize, bound: &Value) -> bool {
    bound.as_f64().is_none_or(|bound| count as f64 <= bound)
}

/// The time of a match grows with the pattern's size times the text's: both are
/// bounded, and counted as work.
pub(super) fn fits(run: &mut Run<'_>, pattern: &str, text: &str) -> Option<bool> {
    const LARGEST: usize = 16 * 1024;
    if pattern.len() > 1000 || text.len() > 4096 || !run.spend(pattern.len() + text.len() / 4) {
        return None;
    }
    let regex = RegexBuilder::new(pattern)
        .size_limit(LARGEST)
        .nest_limit(30)
        .build()
        .ok()?;
    Some(regex.is_match(text))
}

pub(super) fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
