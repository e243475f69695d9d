//! Records in columns: lines whose parts are divided by one mark.

use reading::Token;
use serde_json::{Value, json};

use super::Field;
use crate::expected::kinds::{same_noun, words};

/// Lines whose parts are divided by one mark: `Holst,1874`, `Low Tide - 184 seconds`.
pub(super) fn columns(
    text: &str,
    lines: &[&[Token<'_>]],
    fields: &[Field],
) -> Option<Vec<Vec<Value>>> {
    let written: Vec<&str> = lines
        .iter()
        .filter_map(|line| text.get(line.first()?.start..line.last()?.end()))
        .collect();
    for separator in [" | ", "|", ";", "\t", " - ", " \u{2013} ", ": ", ", ", ","] {
        let rows: Vec<Vec<Value>> = written
            .iter()
            .filter_map(|line| {
                // What has commas may be a sentence.
                let short = if separator.starts_with([',', ':']) {
                    3
                } else {
                    6
                };
                let parts: Vec<&str> = line
                    .trim_matches(['|', ' ', '-', '*'])
                    .split(separator)
                    .map(str::trim)
                    .collect();
                (parts.len() == fields.len()
                    && parts
                        .iter()
                        .all(|part| part.split_whitespace().count() <= short))
                .then_some(())?;
                parts
                    .iter()
                    .zip(fields)
                    .map(|(part, (key, kind))| cell(part, key, *kind))
                    .collect()
            })
            .collect();
        let others = written.len() - rows.len();
        if rows.len() > 1 && fields.len() > 1 && others <= rows.len() {
            return Some(rows);
        }
    }
    None
}

/// The value of one cell: a number perhaps with a unit.
pub(in crate::expected) fn cell(part: &str, key: &str, kind: Option<&str>) -> Option<Value> {
    let part = part
        .trim()
        .trim_end_matches('.')
        .trim_matches(['[', ']', '(', ')', '"']);
    if part.is_empty() || part.split_whitespace().count() > 6 {
        return None;
    }
    let number = || {
        let plain = part.trim_start_matches(['$', '\u{20AC}', '\u{A3}']);
        let digits = plain
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
            .unwrap_or(plain.len());
        let unit = plain[digits..].trim();
        let is_unit = unit.len() < 12
            && unit
                .chars()
                .all(|c| c.is_alphabetic() || c == '%' || c == '\u{B0}');
        serde_json::from_str::<Value>(&plain[..digits])
            .ok()
            .filter(|value| value.is_number() && is_unit)
    };
    match kind {
        Some("number" | "integer") => number(),
        Some("boolean") => match part.to_lowercase().as_str() {
            "yes" | "true" | "y" => Some(json!(true)),
            "no" | "false" | "n" => Some(json!(false)),
            _ => None,
        },
        Some("array") => None,
        Some(_) => Some(json!(part)),
        // "184 seconds" under "seconds"
        None => Some(
            serde_json::from_str::<Value>(part)
                .ok()
                .filter(Value::is_number)
                .or_else(|| {
                    let unit = part.split_whitespace().last()?;
                    words(key)
                        .iter()
                        .any(|word| same_noun(unit, word))
                        .then(number)?
                })
                .unwrap_or_else(|| json!(part)),
        ),
    }
}
