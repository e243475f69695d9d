//! The grammar of the JSON that is asked for: its schema, and for extraction the
//! values that the request has.

use omni_skill::Grammar;
use serde_json::{Map, Value, json};

use crate::expected::spans::{Open, open};
use crate::expected::{Expected, Told};
use crate::request::Wanted;
use crate::taken::takes_from_text;

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
    if (extracts(wanted, plain) || takes_from_text(wanted, plain, prompt))
        && let Some(open) =
            open(wanted, prompt, plain).filter(|open| open.texts.len() <= MOST_SPANS)
        && let Some(object) = flat_object(&mut schema)
    {
        for property in object.values_mut() {
            offer(property, &open);
        }
    }
    let text = schema.to_string();
    (text.len() <= LARGEST).then_some(Grammar::JsonSchema(text))
}

/// Whether values are to be taken from a text, and there is one.
fn extracts(wanted: &Wanted, plain: &Expected) -> bool {
    wanted.extracts && plain.told != Some(Told::Nothing)
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

/// Holds a property to values that the text has and that are not another key's.
fn offer(property: &mut Value, open: &Open) {
    if property.get("enum").is_some() || property.get("const").is_some() {
        return;
    }
    match property.get("type") {
        Some(Value::String(name)) if name == "string" && !open.texts.is_empty() => {
            *property = json!({"enum": open.texts});
        }
        Some(Value::String(name)) if name == "integer" || name == "number" => {
            let fits = |number: &&Value| name == "number" || number.is_i64() || number.is_u64();
            let numbers: Vec<&Value> = open.numbers.iter().filter(fits).collect();
            if !numbers.is_empty() {
                *property = json!({"enum": numbers});
            }
        }
        Some(Value::Array(_)) => {
            let texts = open.texts.iter().map(|text| json!(text));
            let all: Vec<Value> = texts.chain(open.numbers.iter().cloned()).collect();
            if !all.is_empty() {
                *property = json!({"enum": all});
            }
        }
        _ => {}
    }
}
