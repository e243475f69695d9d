//! What each keyword of JSON Schema says.

use serde_json::{Map, Number, Value};

use crate::schema::{Run, Verdict};

mod kinds;
mod members;
mod values;

pub(crate) use kinds::check_kind;
use members::{keyed, listed};
use values::{article, at_least, at_most, compare, exact, fits, is_type, same, shortened};

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

/// The schema a reference within the document names.
pub(crate) fn resolve<'s>(root: &'s Value, reference: &str) -> Option<&'s Value> {
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
