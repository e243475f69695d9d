//! What each keyword of JSON Schema says.

use std::cmp::Ordering;
use std::collections::HashSet;

use reading::Rational;
use regex_lite::RegexBuilder;
use serde_json::{Map, Number, Value};

use crate::schema::{Run, Verdict};

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

/// Whether `value` fits one keyword of a schema.
pub(crate) fn evaluate<'s>(
    run: &mut Run<'s>,
    schema: &'s Map<String, Value>,
    key: &str,
    wanted: &'s Value,
    value: &Value,
    place: &str,
    depth: usize,
) -> Verdict {
    let hold = |holds: bool, why: String| {
        if holds {
            Verdict::Valid
        } else {
            Verdict::Invalid(place.to_owned(), why)
        }
    };
    match (key, wanted) {
        ("$ref", Value::String(reference)) => match resolve(run.root, reference) {
            Some(target) => run.evaluate(target, value, place, depth + 1),
            None => Verdict::Unknown,
        },
        ("$dynamicRef" | "$recursiveRef" | "dependencies" | "additionalItems", _) => {
            Verdict::Unknown
        }
        ("unevaluatedProperties" | "unevaluatedItems", wanted) => {
            if wanted == &Value::Bool(true) {
                Verdict::Valid
            } else {
                Verdict::Unknown
            }
        }
        ("type", Value::String(name)) => hold(
            is_type(value, name),
            format!("it has to be {}", article(name)),
        ),
        ("type", Value::Array(names)) => hold(
            names
                .iter()
                .filter_map(Value::as_str)
                .any(|name| is_type(value, name)),
            "it is of another type".to_owned(),
        ),
        ("enum", Value::Array(allowed)) if !run.spend(allowed.len()) => Verdict::Unknown,
        ("enum", Value::Array(allowed)) => hold(
            allowed.iter().any(|one| same(one, value)),
            format!("it has to be one of {}", shortened(wanted)),
        ),
        ("const", wanted) => hold(
            same(wanted, value),
            format!("it has to be {}", shortened(wanted)),
        ),
        ("allOf", Value::Array(schemas)) => {
            schemas.iter().fold(Verdict::Valid, |verdict, schema| {
                verdict.and(run.evaluate(schema, value, place, depth + 1))
            })
        }
        ("anyOf" | "oneOf", Value::Array(schemas)) => {
            let verdicts: Vec<_> = schemas
                .iter()
                .map(|schema| run.evaluate(schema, value, place, depth + 1))
                .collect();
            let valid = verdicts.iter().filter(|v| **v == Verdict::Valid).count();
            let unknown = verdicts.contains(&Verdict::Unknown);
            match (key, valid) {
                ("anyOf", 1..) => Verdict::Valid,
                ("oneOf", 2..) => hold(
                    false,
                    "it fits more than one of the forms it may have".to_owned(),
                ),
                _ if unknown => Verdict::Unknown,
                (_, 1) => Verdict::Valid,
                _ => hold(false, "it fits none of the forms it may have".to_owned()),
            }
        }
        ("not", schema) => match run.evaluate(schema, value, place, depth + 1) {
            Verdict::Valid => hold(false, "it is what it must not be".to_owned()),
            Verdict::Invalid(..) => Verdict::Valid,
            Verdict::Unknown => Verdict::Unknown,
        },
        ("if", condition) => {
            let branch = match run.evaluate(condition, value, place, depth + 1) {
                Verdict::Valid => schema.get("then"),
                Verdict::Invalid(..) => schema.get("else"),
                Verdict::Unknown => return Verdict::Unknown,
            };
            branch.map_or(Verdict::Valid, |branch| {
                run.evaluate(branch, value, place, depth + 1)
            })
        }
        _ => match value {
            Value::Number(number) => numeric(key, wanted, number, hold),
            Value::String(text) => textual(run, key, wanted, text, hold),
            Value::Array(items) => listed(run, schema, key, wanted, items, place, depth),
            Value::Object(members) => keyed(run, schema, key, wanted, members, place, depth),
            _ => Verdict::Valid,
        },
    }
}

fn numeric(
    key: &str,
    wanted: &Value,
    number: &Number,
    hold: impl Fn(bool, String) -> Verdict,
) -> Verdict {
    let Value::Number(bound) = wanted else {
        return Verdict::Valid;
    };
    let Some(order) = compare(number, bound) else {
        return Verdict::Unknown;
    };
    match key {
        "minimum" => hold(order.is_ge(), format!("it has to be at least {bound}")),
        "maximum" => hold(order.is_le(), format!("it has to be at most {bound}")),
        "exclusiveMinimum" => hold(order.is_gt(), format!("it has to be more than {bound}")),
        "exclusiveMaximum" => hold(order.is_lt(), format!("it has to be less than {bound}")),
        "multipleOf" => match (exact(number), exact(bound)) {
            (Some(number), Some(bound)) => match number.over(bound) {
                Some(times) => hold(
                    times.whole().is_some(),
                    format!("it has to be a multiple of {bound}"),
                ),
                None => Verdict::Unknown,
            },
            _ => Verdict::Unknown,
        },
        _ => Verdict::Valid,
    }
}

fn textual(
    run: &mut Run<'_>,
    key: &str,
    wanted: &Value,
    text: &str,
    hold: impl Fn(bool, String) -> Verdict,
) -> Verdict {
    match (key, wanted) {
        ("minLength", bound) => hold(
            at_least(text.chars().count(), bound),
            format!("it has to have at least {bound} characters"),
        ),
        ("maxLength", bound) => hold(
            at_most(text.chars().count(), bound),
            format!("it has to have at most {bound} characters"),
        ),
        ("pattern", Value::String(pattern)) => match fits(run, pattern, text) {
            Some(fits) => hold(
                fits,
                format!("it has to fit the pattern {}", shortened(wanted)),
            ),
            None => Verdict::Unknown,
        },
        _ => Verdict::Valid,
    }
}

fn listed<'s>(
    run: &mut Run<'s>,
    schema: &'s Map<String, Value>,
    key: &str,
    wanted: &'s Value,
    items: &[Value],
    place: &str,
    depth: usize,
) -> Verdict {
    let hold = |holds: bool, why: String| {
        if holds {
            Verdict::Valid
        } else {
            Verdict::Invalid(place.to_owned(), why)
        }
    };
    match (key, wanted) {
        ("minItems", bound) => hold(
            at_least(items.len(), bound),
            format!("it has to have at least {bound} items"),
        ),
        ("maxItems", bound) => hold(
            at_most(items.len(), bound),
            format!("it has to have at most {bound} items"),
        ),
        ("uniqueItems", Value::Bool(true)) => {
            let mut seen = HashSet::new();
            hold(
                items.iter().all(|item| seen.insert(canonical(item))),
                "its items have to differ".to_owned(),
            )
        }
        ("prefixItems", Value::Array(schemas)) => schemas.iter().zip(items).enumerate().fold(
            Verdict::Valid,
            |verdict, (at, (schema, item))| {
                verdict.and(run.evaluate(schema, item, &format!("{place}/{at}"), depth + 1))
            },
        ),
        // As the drafts before 2019 had it.
        ("items", Value::Array(_)) => Verdict::Unknown,
        ("items", each) => {
            let from = schema
                .get("prefixItems")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            items
                .iter()
                .enumerate()
                .skip(from)
                .fold(Verdict::Valid, |verdict, (at, item)| {
                    if matches!(verdict, Verdict::Invalid(..)) {
                        return verdict;
                    }
                    verdict.and(run.evaluate(each, item, &format!("{place}/{at}"), depth + 1))
                })
        }
        ("contains", each) => {
            let verdicts: Vec<_> = items
                .iter()
                .map(|item| run.evaluate(each, item, place, depth + 1))
                .collect();
            if verdicts.contains(&Verdict::Unknown) {
                return Verdict::Unknown;
            }
            let found = verdicts.iter().filter(|v| **v == Verdict::Valid).count();
            let fewest = schema.get("minContains").unwrap_or(&Value::Null);
            let enough = if fewest.is_null() {
                found > 0
            } else {
                at_least(found, fewest)
            };
            let most = schema
                .get("maxContains")
                .is_none_or(|most| at_most(found, most));
            hold(
                enough && most,
                "it has too few or too many items of a kind".to_owned(),
            )
        }
        _ => Verdict::Valid,
    }
}

fn keyed<'s>(
    run: &mut Run<'s>,
    schema: &'s Map<String, Value>,
    key: &str,
    wanted: &'s Value,
    members: &Map<String, Value>,
    place: &str,
    depth: usize,
) -> Verdict {
    let hold = |holds: bool, why: String| {
        if holds {
            Verdict::Valid
        } else {
            Verdict::Invalid(place.to_owned(), why)
        }
    };
    let missing = |keys: &[Value]| {
        keys.iter()
            .filter_map(Value::as_str)
            .find(|key| !members.contains_key(*key))
            .map(str::to_owned)
    };
    match (key, wanted) {
        ("required", Value::Array(keys)) => match missing(keys) {
            Some(key) => hold(false, format!("\"{key}\" is missing")),
            None => Verdict::Valid,
        },
        ("minProperties", bound) => hold(
            at_least(members.len(), bound),
            format!("it has to have at least {bound} members"),
        ),
        ("maxProperties", bound) => hold(
            at_most(members.len(), bound),
            format!("it has to have at most {bound} members"),
        ),
        ("properties", Value::Object(properties)) => {
            properties
                .iter()
                .fold(Verdict::Valid, |verdict, (name, schema)| {
                    match members.get(name) {
                        Some(value) => verdict.and(run.evaluate(
                            schema,
                            value,
                            &format!("{place}/{name}"),
                            depth + 1,
                        )),
                        None => verdict,
                    }
                })
        }
        ("patternProperties", Value::Object(patterns)) => {
            let mut verdict = Verdict::Valid;
            for (pattern, schema) in patterns {
                for (name, value) in members {
                    match fits(run, pattern, name) {
                        Some(true) => {
                            verdict = verdict.and(run.evaluate(
                                schema,
                                value,
                                &format!("{place}/{name}"),
                                depth + 1,
                            ))
                        }
                        Some(false) => {}
                        None => return Verdict::Unknown,
                    }
                }
            }
            verdict
        }
        ("additionalProperties", others) => {
            let known = schema.get("properties").and_then(Value::as_object);
            let patterns = schema.get("patternProperties").and_then(Value::as_object);
            let mut verdict = Verdict::Valid;
            for (name, value) in members {
                if known.is_some_and(|known| known.contains_key(name)) {
                    continue;
                }
                let mut matched = false;
                for pattern in patterns.iter().flat_map(|patterns| patterns.keys()) {
                    match fits(run, pattern, name) {
                        Some(fits) => matched |= fits,
                        None => return Verdict::Unknown,
                    }
                }
                if matched {
                    continue;
                }
                let one = if others == &Value::Bool(false) {
                    hold(
                        false,
                        format!(
                            "\"{}\" does not belong there",
                            name.chars().take(60).collect::<String>()
                        ),
                    )
                } else {
                    run.evaluate(others, value, &format!("{place}/{name}"), depth + 1)
                };
                verdict = verdict.and(one);
            }
            verdict
        }
        ("propertyNames", schema) => members.keys().fold(Verdict::Valid, |verdict, name| {
            verdict.and(run.evaluate(schema, &Value::String(name.clone()), place, depth + 1))
        }),
        ("dependentRequired", Value::Object(dependents)) => {
            let broken = dependents
                .iter()
                .filter(|(name, _)| members.contains_key(*name))
                .find_map(|(_, keys)| missing(keys.as_array()?));
            match broken {
                Some(key) => hold(false, format!("\"{key}\" is missing")),
                None => Verdict::Valid,
            }
        }
        ("dependentSchemas", Value::Object(dependents)) => {
            let value = Value::Object(members.clone());
            dependents
                .iter()
                .filter(|(name, _)| members.contains_key(*name))
                .fold(Verdict::Valid, |verdict, (_, schema)| {
                    verdict.and(run.evaluate(schema, &value, place, depth + 1))
                })
        }
        _ => Verdict::Valid,
    }
}

/// The schema a reference within the document names.
fn resolve<'s>(root: &'s Value, reference: &str) -> Option<&'s Value> {
    let fragment = reference.strip_prefix('#')?;
    if fragment.is_empty() || fragment.starts_with('/') {
        return root
            .pointer(&fragment.replace("%25", "%"))
            .filter(|_| !fragment.contains('%'));
    }
    root.get("$defs")?
        .as_object()?
        .values()
        .find(|schema| schema.get("$anchor").and_then(Value::as_str) == Some(fragment))
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => false,
    }
}

fn article(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    }
}

/// Whether two values are equal: 1 is 1.0.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || compare(a, b) == Some(Ordering::Equal),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// One text for equal values.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            exact(number).map_or_else(|| number.to_string(), |exact| exact.to_string())
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", canonical(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        value => value.to_string(),
    }
}

fn exact(number: &Number) -> Option<Rational> {
    Rational::parse(&number.to_string())
}

fn compare(a: &Number, b: &Number) -> Option<Ordering> {
    match (exact(a), exact(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

fn at_least(count: usize, bound: &Value) -> bool {
    bound.as_f64().is_none_or(|bound| count as f64 >= bound)
}

fn at_most(count: usize, bound: &Value) -> bool {
    bound.as_f64().is_none_or(|bound| count as f64 <= bound)
}

/// The time of a match grows with the pattern's size times the text's: both are
/// bounded, and counted as work.
fn fits(run: &mut Run<'_>, pattern: &str, text: &str) -> Option<bool> {
    const LARGEST: usize = 16 * 1024;
    if pattern.len() > 1000 || text.len() > 4096 || !run.spend(pattern.len() + text.len() / 4) {
        return None;
    }
    let regex = RegexBuilder::new(pattern)
        .size_limit(LARGEST)
        .nest_limit(30)
        .build()
        .ok()?;
    Some(regex.is_match(text))
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
