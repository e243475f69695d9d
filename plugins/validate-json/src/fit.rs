//! Keys, types and the schema.

use omni_skill::Finding;
use serde_json::Value;

use crate::request::Wanted;
use crate::schema::{Schema, Verdict};

/// Why a value is not of the form that is asked for.
pub(crate) fn misfit(wanted: &Wanted, value: &Value) -> Option<Finding> {
    if let Some(schema) = &wanted.schema {
        return match schema.check(value) {
            Verdict::Invalid(place, why) => {
                let place = if place.is_empty() {
                    "the JSON".to_owned()
                } else {
                    format!("`{place}`")
                };
                Some(
                    Finding::error(
                        "json.schema",
                        format!("{place} does not fit the schema: {why}"),
                    )
                    .hint(format!("In the JSON, {place}: {why}.")),
                )
            }
            Verdict::Valid | Verdict::Unknown => None,
        };
    }
    if let Some(shape) = &wanted.shape {
        let schema = Schema::new(shape.schema()).ok()?;
        return match schema.check(value) {
            Verdict::Invalid(place, why) => Some(
                Finding::error(
                    "json.keys",
                    format!("the JSON has another form: {place} {why}"),
                )
                .hint(format!("Use the keys {}, as described.", names(wanted))),
            ),
            Verdict::Valid | Verdict::Unknown => None,
        };
    }
    if wanted.array && !value.is_array() && !holds(value, &Value::is_array, 0) {
        return Some(
            Finding::error("json.schema", "the JSON is not an array")
                .hint("Answer with a JSON array."),
        );
    }
    let (missing, kind) = missing_key(wanted, value)
        .or_else(|| other_key(wanted, value))
        .or_else(|| repeated_inside(wanted, value))?;
    let missing = missing.as_str();
    Some(match kind {
        None => Finding::error("json.keys", format!("the key \"{missing}\" is missing"))
            .hint(format!("Use the keys {}.", names(wanted))),
        Some("inside") => Finding::error(
            "json.keys",
            format!("\"{missing}\" has an object that repeats the other keys"),
        )
        .hint(format!("\"{missing}\" has to be one value.")),
        // "First Name" for "first_name"
        Some("") => Finding::error(
            "json.keys",
            format!("the key \"{missing}\" is written otherwise"),
        )
        .hint(format!("Use the keys {}.", names(wanted))),
        Some("extra") => Finding::error(
            "json.keys",
            format!("the key \"{missing}\" was not asked for"),
        )
        .hint(format!("Use the keys {}, and no others.", names(wanted))),
        Some(kind) => Finding::error(
            "json.keys",
            format!("\"{missing}\" is of another type than {kind}"),
        )
        .hint(format!("\"{missing}\" has to be of type {kind}.")),
    })
}

fn names(wanted: &Wanted) -> String {
    wanted
        .keys
        .iter()
        .map(|(key, _)| format!("\"{key}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The first key that no object has together with the others, or that has
/// another type than was said.
fn missing_key(wanted: &Wanted, value: &Value) -> Option<(String, Option<&'static str>)> {
    if wanted.keys.is_empty() {
        return None;
    }
    if wanted.nested {
        let has = |key: &str| {
            holds(
                value,
                &|value| {
                    value
                        .as_object()
                        .is_some_and(|members| members.keys().any(|name| plain(name) == plain(key)))
                },
                0,
            )
        };
        let (missing, _) = wanted.keys.iter().find(|(key, _)| !has(key))?;
        return Some((missing.clone(), None));
    }
    let has_all = |value: &Value| {
        value.as_object().is_some_and(|members| {
            let names: Vec<String> = members.keys().map(|key| plain(key)).collect();
            wanted
                .keys
                .iter()
                .all(|(key, _)| names.contains(&plain(key)))
        })
    };
    if !holds(value, &has_all, 0) {
        let names = all_names(value);
        let missing = wanted
            .keys
            .iter()
            .find(|(key, _)| !names.contains(&plain(key)));
        return Some((
            missing
                .or(wanted.keys.first())
                .map(|(key, _)| key.clone())?,
            None,
        ));
    }
    let members = value.as_object()?;
    wanted.keys.iter().find_map(|(key, kind)| {
        let kind = (*kind)?;
        let value = members.get(key)?;
        let schema = Schema::new(serde_json::json!({"type": kind})).ok()?;
        (!value.is_null() && matches!(schema.check(value), Verdict::Invalid(..)))
            .then_some((key.clone(), Some(kind)))
    })
}

/// A key that is spelled otherwise, or that nobody asked for.
fn other_key(wanted: &Wanted, value: &Value) -> Option<(String, Option<&'static str>)> {
    if !wanted.is_flat() {
        return None;
    }
    let members = value.as_object()?;
    if let Some((key, _)) = wanted
        .keys
        .iter()
        .find(|(key, _)| !members.contains_key(key))
    {
        let respelled = members.keys().any(|name| plain(name) == plain(key));
        return respelled.then(|| (key.clone(), Some("")));
    }
    members
        .keys()
        .find(|name| !wanted.keys.iter().any(|(key, _)| key == *name) && !wanted.speaks_of(name))
        .map(|name| (name.clone(), Some("extra")))
}

/// A key with an object that has only keys of the object around it.
fn repeated_inside(wanted: &Wanted, value: &Value) -> Option<(String, Option<&'static str>)> {
    if !wanted.is_flat() {
        return None;
    }
    let outer = value.as_object()?;
    outer
        .iter()
        .find(|(_, held)| {
            held.as_object().is_some_and(|inner| {
                !inner.is_empty() && inner.keys().all(|key| outer.contains_key(key))
            })
        })
        .map(|(key, _)| (key.clone(), Some("inside")))
}

/// Whether a value, or one in it, is so.
fn holds(value: &Value, is: &dyn Fn(&Value) -> bool, depth: usize) -> bool {
    is(value)
        || depth < 8
            && match value {
                Value::Array(items) => items.iter().any(|item| holds(item, is, depth + 1)),
                Value::Object(members) => members.values().any(|value| holds(value, is, depth + 1)),
                _ => false,
            }
}

fn all_names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members.keys().map(|key| plain(key)).collect(),
        Value::Array(items) => items.first().map_or(Vec::new(), all_names),
        _ => Vec::new(),
    }
}

/// `firstName`, `First Name` and `first_name` are one key.
fn plain(key: &str) -> String {
    key.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
