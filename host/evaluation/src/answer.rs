//! Whether a response is right.

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde_json::Value;

use crate::Form;
use crate::numbers::numbers;

/// The largest compiled pattern, in bytes. The engine takes linear time whatever the pattern is.
const MAX_PATTERN: usize = 1 << 20;

/// How a right response is known.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It contains one of these as whole words; case, and what surrounds words, do not matter.
    AnyOf(Vec<String>),
    /// It matches this pattern, anywhere.
    Regex(Regex),
    /// It is this JSON value, alone or in one fence.
    Json(Value),
    /// It gives this number, and no other that the question does not contain.
    Number {
        /// The number.
        value: f64,
        /// How far off it may be.
        tolerance: f64,
    },
    /// It has this form.
    Checker(Form),
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// As it is written.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Written {
    AnyOf(Vec<String>),
    Regex(String),
    Json(Value),
    Number(Number),
    Checker(Form),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Exact(f64),
    About {
        value: f64,
        #[serde(default)]
        tolerance: f64,
    },
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        Ok(match Written::deserialize(deserializer)? {
            Written::AnyOf(texts) if texts.iter().any(|text| words(text).is_empty()) => {
                return Err(D::Error::custom("any_of has an empty text"));
            }
            Written::AnyOf(texts) if texts.is_empty() => {
                return Err(D::Error::custom("any_of names nothing"));
            }
            Written::AnyOf(texts) => Self::AnyOf(texts),
            Written::Regex(pattern) => {
                let pattern = RegexBuilder::new(&pattern).size_limit(MAX_PATTERN).build();
                Self::Regex(pattern.map_err(|error| {
                    let text = error.to_string();
                    let last = text.lines().last().unwrap_or_default();
                    D::Error::custom(format!("the pattern cannot be used: {last}"))
                })?)
            }
            Written::Json(value) => Self::Json(value),
            Written::Number(Number::Exact(value)) => Self::Number {
                value,
                tolerance: 0.0,
            },
            Written::Number(Number::About { value, tolerance }) => {
                Self::Number { value, tolerance }
            }
            Written::Checker(form) => Self::Checker(form),
        })
    }
}

impl Answer {
    /// Whether `response` answers `prompt` rightly.
    #[must_use]
    pub fn is_right(&self, prompt: &str, response: &str) -> bool {
        match self {
            Self::AnyOf(texts) => {
                let said = words(response);
                texts.iter().any(|text| contains(&said, &words(text)))
            }
            Self::Regex(pattern) => pattern.is_match(response),
            Self::Json(value) => {
                serde_json::from_str::<Value>(unfenced(response)).is_ok_and(|said| said == *value)
            }
            Self::Number { value, tolerance } => gives(prompt, response, *value, *tolerance),
            Self::Checker(form) => form.holds(response),
        }
    }
}

/// Lower-case words without what surrounds them.
fn words(text: &str) -> Vec<String> {
    let trimmed = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.to_lowercase()
    };
    let words = text.split_whitespace().map(trimmed);
    words.filter(|word| !word.is_empty()).collect()
}

fn contains(said: &[String], wanted: &[String]) -> bool {
    said.windows(wanted.len()).any(|window| window == wanted)
}

/// The inside of a response that is one fenced block.
fn unfenced(response: &str) -> &str {
    let text = response.trim();
    let inside = || {
        let (_, inside) = text.strip_prefix("```")?.split_once('\n')?;
        inside.strip_suffix("```")
    };
    inside().unwrap_or(text).trim()
}

/// What a response repeats of the question is no answer; any other number is.
fn gives(prompt: &str, response: &str, value: f64, tolerance: f64) -> bool {
    let is_it = |number: f64| (number - value).abs() <= tolerance + value.abs() * 1e-9;
    let asked = numbers(prompt);
    let said = numbers(response);
    said.iter().any(|number| is_it(*number))
        && said
            .iter()
            .all(|number| is_it(*number) || asked.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(json: &str) -> Answer {
        serde_json::from_str(json).unwrap()
    }

    #[track_caller]
    fn check(json: &str, prompt: &str, right: &[&str], wrong: &[&str]) {
        let answer = answer(json);
        for response in right {
            assert!(answer.is_right(prompt, response), "{response}");
        }
        for response in wrong {
            assert!(!answer.is_right(prompt, response), "{response}");
        }
    }

    #[test]
    fn any_of_wants_whole_words() {
        check(
            r#"{"any_of": ["Paris", "city of light"]}"#,
            "",
            &["It is **Paris**.", "PARIS!", "The City of Light."],
            &["Parisian", "Lyon", "", "city light"],
        );
    }

    #[test]
    fn a_number_stands_alone_or_beside_those_of_the_question() {
        check(
            r#"{"number": 391}"#,
            "What is 17 * 23?",
            &[
                "391",
                "17 * 23 = 391.",
                "The answer is 391.0",
                "391 is 17 times 23",
            ],
            &["381", "391 or 381", "17 * 23", "3910", ""],
        );
        check(
            r#"{"number": {"value": 3.14, "tolerance": 0.01}}"#,
            "",
            &["3.14", "about 3.1416"],
            &["3.2", "3.14 or 3.2"],
        );
        check(
            r#"{"number": 4}"#,
            "What is 4 + 0?",
            &["4", "It is 4."],
            &["0", "5"],
        );
    }

    #[test]
    fn json_is_a_value_whatever_its_spaces() {
        check(
            r#"{"json": {"a": 1, "b": [true]}}"#,
            "",
            &[
                "{\"b\":[true],\"a\":1}",
                "```json\n{\"a\": 1, \"b\": [true]}\n```",
            ],
            &["{\"a\": 1}", "Here: {\"a\": 1, \"b\": [true]}", "a"],
        );
    }

    #[test]
    fn a_pattern_matches_anywhere() {
        check(
            r#"{"regex": "(?i)^yes\\b"}"#,
            "",
            &["Yes, it is."],
            &["Oh yes"],
        );
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for bad in [
            "{}",
            r#"{"any_of": []}"#,
            r#"{"any_of": ["!"]}"#,
            r#"{"regex": "("}"#,
            r#"{"number": "four"}"#,
            r#"{"nothing": 1}"#,
            r#"{"number": 1, "regex": "x"}"#,
        ] {
            assert!(serde_json::from_str::<Answer>(bad).is_err(), "{bad}");
        }
    }
}
