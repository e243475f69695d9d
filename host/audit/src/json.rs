//! The part of canonical JSON (RFC 8785) that records use.
//!
//! Strings are codes (nothing to escape) and keys are plain ASCII, so that canonical form comes down to
//! sorted keys, no spaces and ECMAScript's numbers. A property test compares with a whole implementation.

use std::borrow::Cow;

use crate::code::is_code;
use crate::number;

/// How deep lists and objects may be nested in a body: an object, a list in it, an object in that.
const MAX_DEPTH: usize = 4;

/// A value in the body of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(f64),
    /// A code.
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    /// Sorted by key.
    Object(Vec<(&'a str, Value<'a>)>),
}

impl<'a> Value<'a> {
    pub(crate) fn object(mut fields: Vec<(&'a str, Self)>) -> Self {
        fields.sort_unstable_by_key(|(key, _)| *key);
        Self::Object(fields)
    }

    /// The field `key` of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        fields
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn whole(&self) -> Option<u64> {
        match self {
            Self::Number(number)
                if number.fract() == 0.0 && (0.0..=number::MAX_SAFE as f64).contains(number) =>
            {
                Some(*number as u64)
            }
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// Appends the canonical form to `out`.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(number) => number::write(out, *number),
            Self::Text(text) => quote(out, text),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quote(out, key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Reads canonical JSON from the front of a text, and nothing that is not canonical.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a str,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Takes exactly `expected`.
    pub(crate) fn take(&mut self, expected: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    /// Takes a string without escapes and gives what is between its quotes.
    pub(crate) fn string(&mut self) -> Option<&'a str> {
        let text = self.rest.strip_prefix('"')?;
        let end = text.bytes().position(|byte| byte == b'"')?;
        self.rest = &text[end + 1..];
        Some(&text[..end])
    }

    /// Takes a number in canonical form.
    pub(crate) fn number(&mut self) -> Option<f64> {
        let end = self
            .rest
            .bytes()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e'))
            .unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        number::read(text)
    }

    /// Takes an object whose strings are codes.
    pub(crate) fn object(&mut self) -> Option<Value<'a>> {
        self.rest.starts_with('{').then_some(())?;
        self.value(MAX_DEPTH)
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        let depth = depth.checked_sub(1)?;
        Some(match self.rest.bytes().next()? {
            b'n' => self.take("null").map(|()| Value::Null)?,
            b't' => self.take("true").map(|()| Value::Bool(true))?,
            b'f' => self.take("false").map(|()| Value::Bool(false))?,
            b'"' => {
                let text = self.string()?;
                is_code(text.as_bytes()).then_some(())?;
                Value::Text(Cow::Borrowed(text))
            }
            b'[' => {
                self.take("[")?;
                let mut items = Vec::new();
                while self.take("]").is_none() {
                    if !items.is_empty() {
                        self.take(",")?;
                    }
                    items.push(self.value(depth)?);
                }
                Value::List(items)
            }
            b'{' => {
                self.take("{")?;
                let mut fields: Vec<(&str, Value<'_>)> = Vec::new();
                while self.take("}").is_none() {
                    if !fields.is_empty() {
                        self.take(",")?;
                    }
                    let key = self.string()?;
                    is_key(key).then_some(())?;
                    fields
                        .last()
                        .is_none_or(|(before, _)| *before < key)
                        .then_some(())?;
                    self.take(":")?;
                    fields.push((key, self.value(depth)?));
                }
                Value::Object(fields)
            }
            _ => Value::Number(self.number()?),
        })
    }
}

/// Keys are names of fields.
fn is_key(key: &str) -> bool {
    (1..=64).contains(&key.len())
        && key
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<Value<'_>> {
        let mut reader = Reader::new(text);
        reader.object().filter(|_| reader.rest.is_empty())
    }

    #[test]
    fn refuses_what_is_not_canonical() {
        assert!(read(r#"{"a":1,"b":["x",null,true,{"c":0.5}]}"#).is_some());
        for text in [
            "",
            "1",
            "{",
            "{ }",
            r#"{"a":1,}"#,
            r#"{,"a":1}"#,
            r#"{"a" :1}"#,
            r#"{"b":1,"a":1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":-0}"#,
            r#"{"a":[1,]}"#,
            r#"{"a":[,1]}"#,
            r#"{"a":"two words"}"#,
            r#"{"a":"\u0061"}"#,
            r#"{"a":""}"#,
            r#"{"":1}"#,
            r#"{"a":nul}"#,
            r#"{"a":[[[[1]]]]}"#,
            r#"{"a":1}x"#,
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    fn values() -> impl Strategy<Value = Value<'static>> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<f64>()
                .prop_filter("finite", |number| number.is_finite())
                .prop_map(|number| Value::Number(number + 0.0)),
            (0..=number::MAX_SAFE).prop_map(|number| Value::Number(number as f64)),
            "[a-z0-9.-]{1,64}".prop_map(|text| Value::Text(text.into())),
        ];
        leaf.prop_recursive(2, 24, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
                fields(inner)
            ]
        })
    }

    fn fields(
        inner: impl Strategy<Value = Value<'static>>,
    ) -> impl Strategy<Value = Value<'static>> {
        const KEYS: [&str; 8] = ["a", "aa", "b", "seq", "run_id", "run", "z0", "z_"];
        let value = proptest::option::of(inner);
        proptest::collection::vec(value, KEYS.len()).prop_map(|values| {
            let pairs = KEYS.into_iter().zip(values);
            Value::object(
                pairs
                    .filter_map(|(key, value)| Some((key, value?)))
                    .collect(),
            )
        })
    }

    /// The same value for the other implementation; its own reader does not read all numbers exactly.
    fn other(value: &Value<'_>) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(bool) => (*bool).into(),
            Value::Number(number) => (*number).into(),
            Value::Text(text) => text.as_ref().into(),
            Value::List(items) => items.iter().map(other).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().rev();
                let fields = fields.map(|(key, value)| ((*key).to_owned(), other(value)));
                serde_json::Value::Object(fields.collect())
            }
        }
    }

    proptest! {
        #[test]
        fn writes_what_another_implementation_of_rfc_8785_writes(value in fields(values())) {
            let mut ours = String::new();
            value.write(&mut ours);
            let theirs = serde_json_canonicalizer::to_string(&other(&value)).unwrap();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(read(&ours), Some(value));
        }

        #[test]
        fn takes_canonical_text_only(text in r#"\{("[ab_]{0,2}":([0-9.e-]{0,3}|"[a.A]"|null|\[\]),?){0,3}\}"#) {
            if let Some(value) = read(&text) {
                let mut canonical = String::new();
                value.write(&mut canonical);
                prop_assert_eq!(canonical, text);
            }
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".*") {
            let _ = read(&text);
            let _ = read(&format!("{{\"a\":{text}}}"));
        }
    }
}
