//! An answer against what is asked for.

use omni_skill::Finding;
use serde_json::{Map, Value};

use crate::coerce::coerce;
use crate::expected::{Expected, Told, expected};
use crate::find::{Found, find};
use crate::fit::misfit;
use crate::grammar;
use crate::request::Wanted;
use crate::taken::{invented, missed, not_copied, not_null, other_form, takes_from_text};

/// What is wrong with a response as JSON.
pub(crate) fn check(wanted: &Wanted, prompt: &str, response: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let value = match find(response) {
        Found::Nothing
            if wanted.alone
                || wanted.has_form() && !for_programs(wanted)
                || !response.contains(['{', '['])
                || looks_broken(response) =>
        {
            let (code, message) = if looks_broken(response) {
                ("json.invalid", "the answer is not quite JSON")
            } else {
                ("json.missing", "the answer has no JSON")
            };
            findings.push(Finding::error(code, message).hint("Answer with JSON only."));
            return with_grammar(findings, wanted, prompt, None);
        }
        Found::Nothing => return findings,
        Found::Whole(value) => value,
        // A fence alone is how JSON is shown to people.
        Found::Fenced(value) if !wanted.strict => value,
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
    let plain = expected(wanted, prompt);
    let mut inside = Vec::new();
    inside.extend(missed(wanted, &plain, &value));
    inside.extend(not_null(wanted, &value));
    if inside.is_empty() {
        inside.extend(not_copied(wanted, &value, prompt));
    }
    if inside.is_empty() && takes_from_text(wanted, &plain, prompt) {
        inside.extend(other_form(&value, prompt));
    }
    let extracts = wanted.extracts && plain.told != Some(Told::Nothing);
    if (extracts || takes_from_text(wanted, &plain, prompt)) && inside.is_empty() {
        inside.extend(invented(&value, prompt, wanted.extracts));
    }
    findings.extend(inside);
    if findings.is_empty() {
        return findings;
    }
    // Mended are the form around the value, and types and names that only look wrong.
    let better = match (&wanted.schema, wanted.is_flat()) {
        (Some(schema), _) => coerce(&value, schema.root(), schema.root()),
        (None, true) => {
            let schema = wanted.as_schema();
            coerce(&value, &schema, &schema)
        }
        (None, false) => value.clone(),
    };
    let inside_sound = misfit(wanted, &better).is_none();
    let mended = better.to_string();
    for (at, finding) in findings.iter_mut().enumerate() {
        let is_form = at < outside || ["json.schema", "json.keys"].contains(&&*finding.code);
        let empty = better.as_object().is_some_and(Map::is_empty);
        if is_form && (inside_sound || at < outside && !empty && wanted.keys.is_empty()) {
            finding.mend = Some(mended.clone());
        }
    }
    with_grammar(findings, wanted, prompt, Some(&value))
}

fn with_grammar(
    mut findings: Vec<Finding>,
    wanted: &Wanted,
    prompt: &str,
    said: Option<&Value>,
) -> Vec<Finding> {
    let plain = expected(wanted, prompt);
    let grammar = grammar::of(wanted, prompt, &plain, said);
    let fact = fact(&plain, wanted);
    for finding in &mut findings {
        finding.grammar = grammar.clone();
        if finding.fact.is_none() && finding.mend.is_none() {
            finding.fact = fact.clone();
        }
    }
    findings
}

/// Whether a language of programs is named, so that braces may be a program's.
fn for_programs(wanted: &Wanted) -> bool {
    [
        "python",
        "javascript",
        "typescript",
        "java",
        "rust",
        "sql",
        "interface",
        "yaml",
    ]
    .iter()
    .any(|word| wanted.words.contains(*word))
}

/// What the text gives for the keys.
fn fact(plain: &Expected, wanted: &Wanted) -> Option<String> {
    if let Some(whole) = &plain.whole {
        return Some(format!("the JSON is {whole}"));
    }
    let all: Option<Map<String, Value>> = wanted
        .keys
        .iter()
        .map(|(key, _)| {
            let given = plain.members.iter().find(|given| given.key == *key)?;
            Some((key.clone(), given.value.clone()))
        })
        .collect();
    if let Some(all) = all.filter(|all| wanted.is_flat() && all.len() > 1) {
        return Some(format!("the JSON is {}", Value::Object(all)));
    }
    let values: Vec<String> = plain
        .members
        .iter()
        .map(|given| format!("\"{}\" is {}", given.key, given.value))
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether it begins as JSON does, and so is meant to be some.
fn looks_broken(response: &str) -> bool {
    let text = response.trim().trim_start_matches("```json").trim_start();
    text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\"")
}
