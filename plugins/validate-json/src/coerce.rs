//! Values that only look wrong, made what the schema says.

use serde_json::{Map, Number, Value};

/// How deep values are followed.
const DEEPEST: usize = 16;

/// The value with `"36"` as 36 where a number has to be, `Red` as `red` where
/// that is allowed, and without members that do not belong there.
pub(crate) fn coerce(value: &Value, schema: &Value, root: &Value) -> Value {
    at_depth(value, schema, root, 0)
}

fn at_depth(value: &Value, schema: &Value, root: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return value.clone();
    }
    if let Some(target) = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| root.pointer(reference.strip_prefix('#')?))
    {
        return at_depth(value, target, root, depth + 1);
    }
    if let (Some(Value::Array(allowed)), Value::String(text)) = (schema.get("enum"), value) {
        let meant = allowed.iter().find(|one| {
            one.as_str()
                .is_some_and(|one| one.eq_ignore_ascii_case(text.trim()))
        });
        return meant.unwrap_or(value).clone();
    }
    match (schema.get("type").and_then(Value::as_str), value) {
        (Some("integer" | "number"), Value::String(text)) => {
            number(text).unwrap_or_else(|| value.clone())
        }
        (Some("string"), Value::Number(number)) => Value::String(number.to_string()),
        (Some("boolean"), Value::String(text)) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" => Value::Bool(true),
            "false" | "no" => Value::Bool(false),
            _ => value.clone(),
        },
        (_, Value::Array(items)) => match schema.get("items") {
            Some(each) => Value::Array(
                items
                    .iter()
                    .map(|item| at_depth(item, each, root, depth + 1))
                    .collect(),
            ),
            None => value.clone(),
        },
        (Some("array"), Value::String(_)) => Value::Array(vec![value.clone()]),
        (_, Value::Object(members)) => Value::Object(object(members, schema, root, depth)),
        _ => value.clone(),
    }
}

fn object(
    members: &Map<String, Value>,
    schema: &Value,
    root: &Value,
    depth: usize,
) -> Map<String, Value> {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return members.clone();
    };
    let closed = schema.get("additionalProperties") == Some(&Value::Bool(false))
        && schema.get("patternProperties").is_none();
    let mut coerced = Map::new();
    for (name, value) in members {
        let meant = if properties.contains_key(name) {
            Some(name)
        } else {
            // "Name" for "name"
            properties
                .keys()
                .find(|known| known.eq_ignore_ascii_case(name) && !members.contains_key(*known))
        };
        match meant {
            Some(meant) => {
                coerced.insert(
                    meant.clone(),
                    at_depth(value, &properties[meant], root, depth + 1),
                );
            }
            None if closed => {}
            None => {
                coerced.insert(name.clone(), value.clone());
            }
        }
    }
    coerced
}

fn number(text: &str) -> Option<Value> {
    let plain = text.trim().replace([',', '$', '€'], "");
    serde_json::from_str::<Number>(&plain)
        .ok()
        .map(Value::Number)
}
