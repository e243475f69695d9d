//! Values in the spelling that the request wants: its case, and the form of its dates.

use reading::Token;
use serde_json::Value;

use super::whole::Teller;

impl Teller<'_, '_> {
    /// Texts in the case that the request wants.
    pub(super) fn in_case(&self, value: Value) -> Value {
        let change: fn(&str) -> String = if says_lower(self.all) {
            str::to_lowercase
        } else if says_upper(self.all) {
            str::to_uppercase
        } else {
            return value;
        };
        match value {
            Value::String(text) => Value::String(change(&text)),
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.in_case(item)).collect())
            }
            value => value,
        }
    }
}

/// `in lower case`, `lowercase`
pub(super) fn says_lower(all: &[Token<'_>]) -> bool {
    all.iter().enumerate().any(|(at, token)| {
        token.is_any(&["lowercase", "lowercased"])
            || token.is("lower")
                && all[at + 1..]
                    .iter()
                    .take(2)
                    .any(|next| next.is_any(&["case", "cased"]))
            || token.is("small") && all.get(at + 1).is_some_and(|next| next.is("letters"))
    })
}

/// `in upper case`, `in capital letters`
pub(super) fn says_upper(all: &[Token<'_>]) -> bool {
    all.iter().enumerate().any(|(at, token)| {
        token.is_any(&["uppercase", "uppercased"])
            || token.is("upper") && all[at + 1..].iter().take(2).any(|next| next.is("case"))
            || token.is_any(&["capital", "block"])
                && all.get(at + 1).is_some_and(|next| next.is("letters"))
    })
}

/// `15 March 2025` as `2025-03-15`.
pub(super) fn iso_date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let month = words.iter().find_map(|word| {
        MONTHS
            .iter()
            .position(|month| word.len() > 2 && word.starts_with(month))
    })? + 1;
    let numbers: Vec<u32> = words
        .iter()
        .filter_map(|word| word.trim_end_matches(char::is_alphabetic).parse().ok())
        .collect();
    match numbers[..] {
        [day, year] if day < 32 && year > 31 => Some(format!("{year:04}-{month:02}-{day:02}")),
        [year, day] if day < 32 && year > 31 => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}
