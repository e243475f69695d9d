//! What a caller expects of an answer: `--expect F.json`, `omni.expect`.

use omni_skill::{Error, Request};
use serde_json::{Map, Value};

use crate::Rational;

/// The keys that there are, each with the validator that checks it.
///
/// | key | value | checked by |
/// |---|---|---|
/// | `json_schema` | a JSON Schema document | `validate-json` |
/// | `number` | `{ "value": 391, "tolerance": 0.5 }`, or the value alone | `validate-arithmetic` |
/// | `regex` | a pattern that fits somewhere in the answer | `validate-format` |
/// | `contains`, `not_contains` | a text or several, whatever their case | `validate-format` |
/// | `max_words`, `min_words` | a whole number | `validate-format` |
/// | `one_of` | the answers that are right, whatever their case and end mark | `validate-format` |
/// | `starts_with`, `ends_with` | a text | `validate-format` |
/// | `validator` | `{ "name": "format", "options": { … } }` | the one named |
pub const KEYS: [(&str, &str); 11] = [
    ("json_schema", "json"),
    ("number", "arithmetic"),
    ("regex", "format"),
    ("contains", "format"),
    ("not_contains", "format"),
    ("max_words", "format"),
    ("min_words", "format"),
    ("one_of", "format"),
    ("starts_with", "format"),
    ("ends_with", "format"),
    ("validator", ""),
];

/// What a caller expects. Keys that are not in [`KEYS`] are the host's to refuse.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// A JSON Schema document.
    pub json_schema: Option<Value>,
    /// A number.
    pub number: Option<Quantity>,
    /// A pattern that fits somewhere in the answer.
    pub regex: Option<String>,
    /// Texts that are part of the answer.
    pub contains: Vec<String>,
    /// Texts that are not.
    pub not_contains: Vec<String>,
    /// At most so many words.
    pub max_words: Option<usize>,
    /// At least so many words.
    pub min_words: Option<usize>,
    /// One of these is the answer.
    pub one_of: Vec<String>,
    /// How it begins.
    pub starts_with: Option<String>,
    /// How it ends.
    pub ends_with: Option<String>,
    /// A validator with what it shall check.
    pub validator: Option<Named>,
}

/// A number, and how far off an answer may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: Rational,
    /// How far off; none where the answer's own digits decide.
    pub tolerance: Option<Rational>,
}

/// A validator with what it shall check.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// `arithmetic`, `format` and so on: the skill's name without `validate-`.
    pub name: String,
    /// What it shall check; see each validator.
    pub options: Map<String, Value>,
}

impl Expect {
    /// What the caller of this request expects; nothing where nothing is said.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`], naming the key, if a known one has a value of
    /// another kind.
    pub fn of(request: &Request) -> Result<Self, Error> {
        let Some(json) = &request.expect else {
            return Ok(Self::default());
        };
        let value: Value =
            serde_json::from_str(json).map_err(|error| wrong("", &error.to_string()))?;
        let Value::Object(mut keys) = value else {
            return Err(wrong("", "it is not a JSON object"));
        };
        let mut take = |key: &str| keys.remove(key).filter(|value| !value.is_null());
        Ok(Self {
            json_schema: take("json_schema"),
            number: take("number").map(quantity).transpose()?,
            regex: take("regex").map(|v| text("regex", v)).transpose()?,
            contains: texts("contains", take("contains"))?,
            not_contains: texts("not_contains", take("not_contains"))?,
            max_words: take("max_words")
                .map(|v| count("max_words", &v))
                .transpose()?,
            min_words: take("min_words")
                .map(|v| count("min_words", &v))
                .transpose()?,
            one_of: texts("one_of", take("one_of"))?,
            starts_with: take("starts_with")
                .map(|v| text("starts_with", v))
                .transpose()?,
            ends_with: take("ends_with")
                .map(|v| text("ends_with", v))
                .transpose()?,
            validator: take("validator").map(named).transpose()?,
        })
    }

    /// The options for this validator, if the caller names it.
    #[must_use]
    pub fn options(&self, name: &str) -> Option<&Map<String, Value>> {
        self.validator
            .as_ref()
            .filter(|validator| {
                validator
                    .name
                    .strip_prefix("validate-")
                    .unwrap_or(&validator.name)
                    == name
            })
            .map(|validator| &validator.options)
    }

    /// Whether the answer is held to a form of the caller's own, so that what the
    /// request alone suggests may not hold.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.json_schema.is_some() || self.regex.is_some() || !self.one_of.is_empty()
    }
}

/// The number that a JSON value is.
pub(crate) fn rational(value: &Value) -> Option<Rational> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .map(|whole| Rational::from(i128::from(whole)))
            .or_else(|| Rational::parse(&number.to_string())),
        Value::String(text) => Rational::parse(text.trim()),
        _ => None,
    }
}

fn quantity(value: Value) -> Result<Quantity, Error> {
    let not = |key: &str| wrong(key, "it is not a number that fits");
    match &value {
        Value::Object(keys) => {
            if let Some(unknown) = keys
                .keys()
                .find(|key| *key != "value" && *key != "tolerance")
            {
                return Err(wrong("number", &format!("there is no `{unknown}` in it")));
            }
            let value = keys
                .get("value")
                .and_then(rational)
                .ok_or_else(|| not("number.value"))?;
            let tolerance = match keys.get("tolerance") {
                None | Some(Value::Null) => None,
                Some(tolerance) => Some(
                    rational(tolerance)
                        .filter(|tolerance| !tolerance.is_negative())
                        .ok_or_else(|| not("number.tolerance"))?,
                ),
            };
            Ok(Quantity { value, tolerance })
        }
        other => Ok(Quantity {
            value: rational(other).ok_or_else(|| not("number"))?,
            tolerance: None,
        }),
    }
}

fn named(value: Value) -> Result<Named, Error> {
    let Value::Object(mut keys) = value else {
        return Err(wrong("validator", "it is not an object with a `name`"));
    };
    let Some(Value::String(name)) = keys.remove("name") else {
        return Err(wrong("validator.name", "it is not a text"));
    };
    let options = match keys.remove("options") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(options)) => options,
        Some(_) => return Err(wrong("validator.options", "it is not an object")),
    };
    match keys.keys().next() {
        Some(unknown) => Err(wrong(
            "validator",
            &format!("there is no `{unknown}` in it"),
        )),
        None => Ok(Named { name, options }),
    }
}

fn text(key: &str, value: Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(wrong(key, "it is not a text")),
    }
}

fn texts(key: &str, value: Option<Value>) -> Result<Vec<String>, Error> {
    match value {
        None => Ok(Vec::new()),
        Some(Value::Array(values)) => values.into_iter().map(|value| text(key, value)).collect(),
        Some(value) => Ok(vec![text(key, value)?]),
    }
}

fn count(key: &str, value: &Value) -> Result<usize, Error> {
    value
        .as_u64()
        .and_then(|count| usize::try_from(count).ok())
        .ok_or_else(|| wrong(key, "it is not a whole number from 0"))
}

fn wrong(key: &str, why: &str) -> Error {
    Error::InvalidInput(if key.is_empty() {
        format!("`expect`: {why}")
    } else {
        format!("`expect.{key}`: {why}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::request;
    use proptest::prelude::*;

    fn expect(json: &str) -> Result<Expect, Error> {
        Expect::of(&Request {
            expect: Some(json.to_owned()),
            ..request("?")
        })
    }

    #[test]
    fn reads_every_key() {
        let all = r#"{ "json_schema": {"type": "object"}, "number": {"value": 391, "tolerance": 0.5},
            "regex": "a+", "contains": "x", "not_contains": ["y", "z"], "max_words": 9, "min_words": 1,
            "one_of": ["a", "b"], "starts_with": "s", "ends_with": "e",
            "validator": {"name": "validate-format", "options": {"bullets": 3}} }"#;
        let read = expect(all).unwrap();
        let keys: Map<String, Value> = serde_json::from_str(all).unwrap();
        assert!(
            keys.keys()
                .all(|key| KEYS.iter().any(|(known, _)| known == key))
        );
        assert_eq!(keys.len(), KEYS.len());
        assert_eq!(read.number.unwrap().tolerance, Rational::new(1, 2));
        assert_eq!(read.contains, ["x"]);
        assert_eq!(read.not_contains, ["y", "z"]);
        assert_eq!((read.max_words, read.min_words), (Some(9), Some(1)));
        assert!(read.options("format").unwrap().contains_key("bullets"));
        assert!(read.options("json").is_none());
        assert_eq!(Expect::of(&request("?")), Ok(Expect::default()));
    }

    #[test]
    fn names_the_key_of_a_wrong_value() {
        for (json, key) in [
            ("[]", "`expect`"),
            ("{", "`expect`"),
            (r#"{"max_words": -1}"#, "`expect.max_words`"),
            (r#"{"contains": [1]}"#, "`expect.contains`"),
            (r#"{"number": "many"}"#, "`expect.number`"),
            (r#"{"number": {"value": 1, "of": 2}}"#, "`expect.number`"),
            (
                r#"{"number": {"value": 1, "tolerance": -2}}"#,
                "`expect.number.tolerance`",
            ),
            (r#"{"validator": "x"}"#, "`expect.validator`"),
            (
                r#"{"validator": {"name": "x", "option": {}}}"#,
                "`expect.validator`",
            ),
        ] {
            let Err(Error::InvalidInput(message)) = expect(json) else {
                panic!("{json} was accepted");
            };
            assert!(message.contains(key), "{message}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text: String) {
            let _ = expect(&text);
        }
    }
}
