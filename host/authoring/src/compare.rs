//! What a skill gives, as text that can be compared and kept in a test file.

use serde::Serialize;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// Numbers come as 32-bit ones: what they hold beyond this many digits after the point was never meant.
const DIGITS: f64 = 1e6;
/// Lines shown around a change.
const AROUND: usize = 3;

/// Where two texts differ, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference(pub Vec<Change>);

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "change", content = "line")]
pub enum Change {
    /// In both.
    Same(String),
    /// Expected, and not there.
    Missing(String),
    /// There, and not expected.
    Extra(String),
}

impl Difference {
    /// From `expected` to `found`; none if they are the same.
    pub(crate) fn between(expected: &str, found: &str) -> Option<Self> {
        if expected == found {
            return None;
        }
        let diff = TextDiff::from_lines(expected, found);
        let mut lines = Vec::new();
        for group in diff.grouped_ops(AROUND) {
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                let line = change.value().trim_end_matches('\n').to_owned();
                lines.push(match change.tag() {
                    ChangeTag::Equal => Change::Same(line),
                    ChangeTag::Delete => Change::Missing(line),
                    ChangeTag::Insert => Change::Extra(line),
                });
            }
        }
        Some(Self(lines))
    }
}

/// As a TOML value, without what is not set; none if nothing is left of it.
pub(crate) fn value(output: &impl Serialize) -> Option<toml::Value> {
    serde_json::to_value(output).ok().and_then(convert)
}

/// As it is shown: TOML, in which an author can find it again.
pub(crate) fn text(value: Option<&toml::Value>) -> String {
    let Some(value) = value else {
        return "nothing\n".to_owned();
    };
    let mut table = toml::Table::new();
    table.insert("output".to_owned(), value.clone());
    toml::to_string_pretty(&table).unwrap_or_default()
}

/// All texts of an output, where `contains` looks.
pub(crate) fn texts(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| self::texts(item, texts)),
        toml::Value::Table(table) => table.values().for_each(|item| self::texts(item, texts)),
        _ => {}
    }
}

fn convert(value: Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => value.into(),
        Value::String(text) => text.into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => ((number.as_f64()? * DIGITS).round() / DIGITS).into(),
        },
        Value::Array(items) => toml::Value::Array(items.into_iter().filter_map(convert).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.filter_map(|(key, value)| Some((key, convert(value)?)));
            toml::Value::Table(fields.collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use omni_skills::types::{Finding, Retry, Score, Severity};

    use super::*;

    #[test]
    fn what_rounding_adds_is_not_shown() {
        let score = Score {
            confidence: 0.8_f32 * 0.8,
            reasons: vec!["so".to_owned()],
        };
        let shown = text(value(&score).as_ref());
        assert_eq!(shown, "[output]\nconfidence = 0.64\nreasons = [\"so\"]\n");
        assert_eq!(text(value(&None::<Retry>).as_ref()), "nothing\n");
    }

    #[test]
    fn only_what_is_set_is_shown() {
        let finding = Finding {
            code: "a.b".to_owned(),
            severity: Severity::Error,
            message: "m".to_owned(),
            hint: None,
            fact: None,
            mend: None,
            grammar: None,
        };
        let value = value(&vec![finding]).unwrap();
        assert!(!text(Some(&value)).contains("hint"));
        let mut found = Vec::new();
        texts(&value, &mut found);
        assert_eq!(found, ["a.b", "m", "error"]);
    }

    #[test]
    fn a_difference_names_the_lines() {
        assert_eq!(Difference::between("a\n", "a\n"), None);
        let difference = Difference::between("a\nb\n", "a\nc\n").unwrap();
        let line = str::to_owned;
        assert_eq!(
            difference.0,
            [
                Change::Same(line("a")),
                Change::Missing(line("b")),
                Change::Extra(line("c"))
            ]
        );
    }
}
