//! Keywords for arrays and objects.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::values::{at_least, at_most, canonical, fits};
use crate::schema::{Run, Verdict};

pub(super) fn listed<'s>(
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

pub(super) fn keyed<'s>(
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
