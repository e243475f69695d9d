//! An answer against what is asked for.

use omni_skill::Finding;
use serde_json::Value;

use crate::coerce::coerce;
use crate::find::{Found, find};
use crate::request::Wanted;
use crate::schema::{Schema, Verdict};
use crate::{expected, grammar, source};

/// What is wrong with a response as JSON.
pub(crate) fn check(wanted: &Wanted, prompt: &str, response: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let value = match find(response) {
        Found::Nothing
            if wanted.alone || !response.contains(['{', '[']) || looks_broken(response) =>
        {
            let (code, message) = if looks_broken(response) {
                ("json.invalid", "the answer is not quite JSON")
            } else {
                ("json.missing", "the answer has no JSON")
            };
            findings.push(Finding::error(code, message).hint("Answer with JSON only."));
            return with_grammar(findings, wanted, prompt);
        }
        Found::Nothing => return findings,
        Found::Whole(value) => value,
        // A fence alone is how JSON is shown to people.
        Found::Fenced(value) if !wanted.alone => value,
        Found::Fenced(value) | Found::Wrapped(value) => {
            let finding = if wanted.alone {
                Finding::error
            } else {
                Finding::warning
            };
            // Whoever names keys wants to read them by a program.
            if wanted.alone || wanted.extracts || wanted.schema.is_some() || !wanted.keys.is_empty()
            {
                findings.push(
                    finding("json.wrapped", "text stands around the JSON")
                        .hint("Answer with JSON only."),
                );
            }
            value
        }
        Found::Repaired(value) => {
            findings.push(
                Finding::error("json.invalid", "the answer is not quite JSON")
                    .hint("Answer with valid JSON only."),
            );
            value
        }
    };
    let outside = findings.len();
    findings.extend(misfit(wanted, &value));
    let plain = expected::values(wanted, prompt);
    let mut inside = Vec::new();
    inside.extend(missed(&plain, &value));
    if wanted.extracts && inside.is_empty() {
        inside.extend(invented(&value, prompt));
    }
    findings.extend(inside);
    if findings.is_empty() {
        return findings;
    }
    // Mended are the form around the value, and types that only look wrong.
    let better = match &wanted.schema {
        Some(schema) => coerce(&value, schema.root(), schema.root()),
        None => value.clone(),
    };
    let inside_sound = misfit(wanted, &better).is_none();
    let mended = better.to_string();
    for (at, finding) in findings.iter_mut().enumerate() {
        let is_form = at < outside || finding.code == "json.schema";
        if is_form && (inside_sound || at < outside) {
            finding.mend = Some(mended.clone());
        }
    }
    with_grammar(findings, wanted, prompt)
}

fn with_grammar(mut findings: Vec<Finding>, wanted: &Wanted, prompt: &str) -> Vec<Finding> {
    let plain = expected::values(wanted, prompt);
    let grammar = grammar::of(wanted, prompt, &plain);
    let fact = fact(&plain);
    for finding in &mut findings {
        finding.grammar = grammar.clone();
        if finding.fact.is_none() && !findings_are_form(finding) {
            finding.fact = fact.clone();
        }
    }
    findings
}

fn findings_are_form(finding: &Finding) -> bool {
    finding.mend.is_some()
}

/// What the text gives for the keys.
fn fact(plain: &[(String, Value)]) -> Option<String> {
    let values: Vec<String> = plain
        .iter()
        .map(|(key, value)| format!("\"{key}\" is {value}"))
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// A value that is another one than the text gives for its key.
fn missed(plain: &[(String, Value)], value: &Value) -> Option<Finding> {
    let members = value.as_object()?;
    let (key, right) = plain
        .iter()
        .find(|(key, right)| members.get(key).is_some_and(|said| !is_same(said, right)))?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` is not what the text gives for it"),
        )
        .hint("Take every value from the text, word for word.")
        .fact(format!("\"{key}\" is {right}")),
    )
}

/// Whether a value is the one that is plain: whatever the case, a number or a text, and
/// perhaps with a title or a unit.
fn is_same(said: &Value, right: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => text.trim().to_lowercase(),
        other => other.to_string(),
    };
    match (said, right) {
        (Value::Null, _) => true,
        (Value::Array(said), Value::Array(right)) => {
            said.len() == right.len() && said.iter().zip(right).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => false,
        (said, right) => {
            let (said, right) = (text(said), text(right));
            let more = said.split_whitespace().count() > right.split_whitespace().count();
            // "Walter from Vienna" is more than a name.
            let clause = [" from ", " in ", " of ", " at ", " bought ", " is ", " to "]
                .iter()
                .any(|word| said.contains(word));
            // "Lovelace, Ada"
            let words = |text: &str| {
                let mut words: Vec<String> = text
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect();
                words.sort();
                words
            };
            let same = said == right || !right.is_empty() && words(&said) == words(&right);
            same || more
                && said.contains(&right)
                && !clause
                && said.len() < right.len() + 12
                && !said
                    .split_whitespace()
                    .filter(|word| !right.contains(word))
                    .any(|word| word.len() > 5)
        }
    }
}

/// Whether it begins as JSON does, and so is meant to be some.
fn looks_broken(response: &str) -> bool {
    let text = response.trim().trim_start_matches("```json").trim_start();
    text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\"")
}

fn misfit(wanted: &Wanted, value: &Value) -> Option<Finding> {
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
    if wanted.array && !value.is_array() && !holds(value, &Value::is_array, 0) {
        return Some(
            Finding::error("json.schema", "the JSON is not an array")
                .hint("Answer with a JSON array."),
        );
    }
    let (missing, kind) = missing_key(wanted, value)?;
    Some(match kind {
        None => Finding::error("json.keys", format!("the key \"{missing}\" is missing"))
            .hint(format!("Use the keys {}.", names(wanted))),
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
fn missing_key<'w>(wanted: &'w Wanted, value: &Value) -> Option<(&'w str, Option<&'static str>)> {
    if wanted.keys.is_empty() {
        return None;
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
                .map(|(key, _)| key.as_str())?,
            None,
        ));
    }
    let members = value.as_object()?;
    wanted.keys.iter().find_map(|(key, kind)| {
        let kind = (*kind)?;
        let value = members.get(key)?;
        let schema = Schema::new(serde_json::json!({"type": kind})).ok()?;
        (!value.is_null() && matches!(schema.check(value), Verdict::Invalid(..)))
            .then_some((key.as_str(), Some(kind)))
    })
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

fn invented(value: &Value, prompt: &str) -> Option<Finding> {
    let foreign = source::foreign(value, prompt)?;
    let message = format!(
        "`{}` is {:?}, which the text does not have",
        foreign.place, foreign.value
    );
    let finding = if foreign.number {
        Finding::warning("json.value", message)
    } else {
        Finding::error("json.value", message)
    };
    Some(finding.hint("Take every value from the text, word for word."))
}
