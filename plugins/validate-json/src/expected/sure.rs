//! Whether it is sure which value of a record is whose: by its kind, or by a header line.
//! By their places alone, records are likely only.

use serde_json::{Map, Value};

use crate::shape::Shape;

/// Whether no record has two values that could change places.
pub(super) fn is_sure(shape: &Shape, value: &Value, text: &str) -> bool {
    match (shape, value) {
        (Shape::Leaf(_), _) => true,
        (Shape::Object(members), Value::Object(held)) => members.iter().all(|(key, shape)| {
            held.get(key)
                .is_none_or(|value| is_sure(shape, value, text))
        }),
        (Shape::List(_), Value::Array(rows)) => rows
            .iter()
            .filter_map(Value::as_object)
            .all(|row| is_by_kind(row) || has_header(row, text)),
        (Shape::Map(_), Value::Object(rows)) => {
            rows.values().filter_map(Value::as_object).all(is_by_kind)
        }
        _ => false,
    }
}

fn is_by_kind(row: &Map<String, Value>) -> bool {
    // "Friday" under `day` is in no other's place.
    let texts = row
        .iter()
        .filter(|(key, value)| {
            value
                .as_str()
                .is_some_and(|text| !(is_day(text) && key.to_lowercase().contains("day")))
        })
        .count();
    let days = row
        .values()
        .filter(|value| value.as_str().is_some_and(is_day))
        .count();
    let numbers = row.values().filter(|value| value.is_number()).count();
    texts < 2 && days < 2 && numbers < 2
}

fn is_day(text: &str) -> bool {
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
    .iter()
    .any(|day| text.trim().eq_ignore_ascii_case(day))
}

/// `name,team,year` above the rows.
fn has_header(row: &Map<String, Value>, text: &str) -> bool {
    text.lines().any(|line| {
        [',', ';', '\t', '|'].iter().any(|&separator| {
            let fields = || {
                line.trim_matches(['|', ' '])
                    .split(separator)
                    .map(str::trim)
            };
            fields().count() == row.len()
                && fields().all(|field| row.keys().any(|key| key.eq_ignore_ascii_case(field)))
        })
    })
}
