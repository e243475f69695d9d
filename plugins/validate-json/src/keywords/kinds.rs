//! Which kinds of values keywords have.

use serde_json::Value;

/// Whether a keyword has a value of the kind it needs.
pub(crate) fn check_kind(key: &str, value: &Value) -> Result<(), &'static str> {
    let is_count = |value: &Value| {
        value.as_u64().is_some() || value.as_f64().is_some_and(|n| n >= 0.0 && n.fract() == 0.0)
    };
    let is_schema = |value: &Value| value.is_object() || value.is_boolean();
    let ok = match key {
        "type" => {
            let known = |value: &Value| {
                value.as_str().is_some_and(|name| {
                    [
                        "string", "number", "integer", "boolean", "null", "array", "object",
                    ]
                    .contains(&name)
                })
            };
            match value {
                Value::Array(types) => types.iter().all(known),
                // A property may be called so.
                Value::Object(_) => true,
                value => known(value),
            }
        }
        "properties" | "patternProperties" | "$defs" | "dependentSchemas" => value.is_object(),
        "required" => {
            value.is_object()
                || value
                    .as_array()
                    .is_some_and(|keys| keys.iter().all(Value::is_string))
        }
        "enum" => value.is_array() || value.is_object(),
        "allOf" | "anyOf" | "oneOf" => {
            value.is_object() || value.as_array().is_some_and(|all| !all.is_empty())
        }
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minContains" | "maxContains" => is_count(value) || value.is_object(),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            value.is_number() || value.is_object()
        }
        "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "additionalProperties" => {
            is_schema(value)
        }
        "pattern" => value.is_string() || value.is_object(),
        _ => true,
    };
    if ok {
        Ok(())
    } else {
        Err("has a value of another kind than it may have")
    }
}
