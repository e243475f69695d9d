//! The grammar of the JSON that is asked for: its schema, and for extraction the
//! values that the request has.

use omni_skill::Grammar;
use reading::{Token, sentences, tidy, tokens};
use serde_json::{Map, Value, json};

use crate::expected::Expected;
use crate::request::Wanted;

/// Words of one value.
const LONGEST_SPAN: usize = 3;
/// Values that a grammar offers for one key. More would be slow to choose from.
const MOST_SPANS: usize = 500;
/// Larger documents are no grammar for the host.
const LARGEST: usize = 60 * 1024;

/// The grammar; none if the schema is too large to be one.
pub(crate) fn of(wanted: &Wanted, prompt: &str, plain: &Expected) -> Option<Grammar> {
    let mut schema = wanted.as_schema();
    if let Some(whole) = &plain.whole {
        schema = exactly(whole, 0);
    }
    if let Some(object) = flat_object(&mut schema) {
        for given in &plain.members {
            if let Some(property) = object.get_mut(&given.key) {
                *property = exactly(&given.value, 0);
            }
        }
    }
    if wanted.extracts
        && let Some(values) = Values::of(prompt)
        && let Some(object) = flat_object(&mut schema)
    {
        for property in object.values_mut() {
            values.offer(property);
        }
    }
    let text = schema.to_string();
    (text.len() <= LARGEST).then_some(Grammar::JsonSchema(text))
}

/// The schema of one value. Lists and objects are spelled out: few converters take them as
/// constants.
fn exactly(value: &Value, depth: usize) -> Value {
    match value {
        Value::Array(items) if depth < 4 => json!({
            "type": "array",
            "minItems": items.len(),
            "maxItems": items.len(),
            "prefixItems": items.iter().map(|item| exactly(item, depth + 1)).collect::<Vec<_>>(),
        }),
        Value::Object(members) if depth < 4 => json!({
            "type": "object",
            "properties": members
                .iter()
                .map(|(key, value)| (key.clone(), exactly(value, depth + 1)))
                .collect::<Map<String, Value>>(),
            "required": members.keys().collect::<Vec<_>>(),
            "additionalProperties": false,
        }),
        value => json!({"enum": [value]}),
    }
}

/// The properties of a schema for one object.
fn flat_object(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    if schema.get("type") == Some(&json!("array")) {
        return flat_object(schema.get_mut("items")?);
    }
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    (properties.len() <= 8).then_some(properties)
}

struct Values {
    spans: Vec<String>,
    integers: Vec<i64>,
}

impl Values {
    /// Runs of up to three words of the request's text, and its whole numbers.
    fn of(prompt: &str) -> Option<Self> {
        let text = tidy(prompt);
        // What is to be extracted from stands behind the colon or on a line of its own.
        let source = match text.rsplit_once(':') {
            Some((_, source)) if source.trim().len() > 20 => source,
            _ => text.split_once('\n').map(|(_, source)| source)?,
        };
        let tokens = tokens(source);
        let mut spans: Vec<String> = Vec::new();
        let mut integers = Vec::new();
        for sentence in sentences(&tokens) {
            for (at, token) in sentence.iter().enumerate() {
                if let Some(whole) = token
                    .number()
                    .and_then(|n| i64::try_from(n.value.whole()?).ok())
                {
                    integers.push(whole);
                }
                for length in 1..=LONGEST_SPAN.min(sentence.len() - at) {
                    let run = &sentence[at..at + length];
                    let (first, last) = (&run[0], &run[length - 1]);
                    if run.iter().any(|token| !is_value(token)) || is_small(first) || is_small(last)
                    {
                        continue;
                    }
                    spans.extend(source.get(first.start..last.end()).map(str::to_owned));
                }
            }
        }
        spans.sort();
        spans.dedup();
        integers.sort_unstable();
        integers.dedup();
        (!spans.is_empty() && spans.len() <= MOST_SPANS).then_some(Self { spans, integers })
    }

    fn offer(&self, property: &mut Value) {
        if property.get("enum").is_some() || property.get("const").is_some() {
            return;
        }
        match property.get("type") {
            Some(Value::String(name)) if name == "string" => {
                *property = json!({"enum": self.spans});
            }
            Some(Value::String(name)) if name == "integer" && !self.integers.is_empty() => {
                *property = json!({"enum": self.integers});
            }
            Some(Value::Array(_)) => {
                let mut all: Vec<Value> = self.spans.iter().map(|span| json!(span)).collect();
                all.extend(self.integers.iter().map(|whole| json!(whole)));
                *property = json!({"enum": all});
            }
            _ => {}
        }
    }
}

fn is_value(token: &Token<'_>) -> bool {
    token.is_word()
        || token.number().is_some()
        || token.glued && (token.is_mark('-') || token.is_mark('@') || token.is_mark('.'))
}

/// Words at which no value begins or ends.
fn is_small(token: &Token<'_>) -> bool {
    token.is_any(&[
        "the", "a", "an", "and", "or", "of", "in", "on", "at", "to", "is", "was", "are", "were",
        "by", "with", "for", "from", "as", "it", "he", "she", "they", "who", "that", "has", "had",
        "have", "her", "his", "its",
    ]) || !token.is_word() && token.number().is_none()
}
