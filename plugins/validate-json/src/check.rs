//! An answer against what is asked for.

use omni_skill::Finding;
use serde_json::Value;

use crate::coerce::coerce;
use crate::expected::typed::{Sort, typed};
use crate::expected::{Expected, Given, expected};
use crate::find::{Found, find};
use crate::request::Wanted;
use crate::same::{is_same, is_whole, shares_word};
use crate::schema::{Schema, Verdict};
use crate::{grammar, source};

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
    if (wanted.extracts || takes_from_text(wanted, &plain, prompt)) && inside.is_empty() {
        inside.extend(invented(&value, prompt));
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
        if is_form && (inside_sound || at < outside) {
            finding.mend = Some(mended.clone());
        }
    }
    with_grammar(findings, wanted, prompt)
}

fn with_grammar(mut findings: Vec<Finding>, wanted: &Wanted, prompt: &str) -> Vec<Finding> {
    let plain = expected(wanted, prompt);
    let grammar = grammar::of(wanted, prompt, &plain);
    let fact = fact(&plain);
    for finding in &mut findings {
        finding.grammar = grammar.clone();
        if finding.fact.is_none() && finding.mend.is_none() {
            finding.fact = fact.clone();
        }
    }
    findings
}

/// What the text gives for the keys.
fn fact(plain: &Expected) -> Option<String> {
    if let Some(whole) = &plain.whole {
        return Some(format!("the JSON is {whole}"));
    }
    let values: Vec<String> = plain
        .members
        .iter()
        .map(|given| format!("\"{}\" is {}", given.key, given.value))
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether values stand in the text, so that others were made up.
fn takes_from_text(wanted: &Wanted, plain: &Expected, prompt: &str) -> bool {
    const INVENTED: [&str; 12] = [
        "invent",
        "imagine",
        "example",
        "sample",
        "fictional",
        "random",
        "suggest",
        "own",
        "capital",
        "guess",
        "classify",
        "translate",
    ];
    const GIVEN: [&str; 24] = [
        "null",
        "missing",
        "turn",
        "convert",
        "transform",
        "represent",
        "parse",
        "structure",
        "store",
        "record",
        "encode",
        "map",
        "reformat",
        "format",
        "text",
        "sentence",
        "line",
        "note",
        "message",
        "following",
        "copy",
        "this",
        "put",
        "data",
    ];
    let given = !plain.members.is_empty() || GIVEN.iter().any(|word| wanted.speaks_of(word));
    wanted.schema.is_none()
        && !wanted.keys.is_empty()
        && given
        && !prompt.contains('?')
        && !INVENTED.iter().any(|word| wanted.speaks_of(word))
}

/// A date, a time, an address that is none of those that the text has.
fn other_form(value: &Value, prompt: &str) -> Option<Finding> {
    let told = typed(prompt);
    let (key, said) = value.as_object()?.iter().find(|(_, value)| {
        let Some(said) = value.as_str() else {
            return false;
        };
        let forms = typed(said);
        let [form] = &forms[..] else { return false };
        let whole = form.text.len() == said.trim().len() && form.sort != Sort::Code;
        let mut same_sort = told.iter().filter(|told| told.sort == form.sort).peekable();
        whole
            && same_sort.peek().is_some()
            && !source::stands(prompt, said.trim())
            && same_sort.all(|told| !is_same(value, &Value::String(told.text.clone())))
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` is {said}, which the text does not have"),
        )
        .hint("Take every value from the text, word for word."),
    )
}

/// A text that was to be copied and is not there.
fn not_copied(wanted: &Wanted, value: &Value, prompt: &str) -> Option<Finding> {
    let copies = wanted.speaks_of("copy")
        || wanted.speaks_of("copied")
        || wanted.speaks_of("verbatim")
        || wanted.speaks_of("written") && wanted.speaks_of("as");
    let members = value.as_object().filter(|_| copies && wanted.is_flat())?;
    let lower = prompt.to_lowercase();
    let (key, said) = members.iter().find(|(_, value)| {
        value.as_str().is_some_and(|text| {
            !text.trim().is_empty() && !source::stands(&lower, &text.trim().to_lowercase())
        })
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` is {said}, which the text does not have"),
        )
        .hint("Take every value from the text, word for word."),
    )
}

/// A value that is another one than the text gives for its key.
fn missed(wanted: &Wanted, plain: &Expected, value: &Value) -> Option<Finding> {
    const HINT: &str = "Take every value from the text, word for word.";
    if let Some(whole) = &plain.whole {
        return (!is_whole(value, whole)).then(|| {
            Finding::error("json.value", "the values are not those of the text")
                .hint(HINT)
                .fact(format!("the JSON is {whole}"))
        });
    }
    let says = |word: &str| wanted.speaks_of(word);
    let untitled = says("surname")
        || says("surnames")
        || says("without") && says("title")
        || says("last") && says("name") && says("only");
    let wrong = plain.members.iter().find(|given| {
        let said = if wanted.nested {
            within(value, &given.key, 0)
        } else {
            value
                .as_object()
                .and_then(|members| members.get(&given.key))
        };
        let inner = wanted.nested && said.is_some_and(|said| said.is_object() || said.is_array());
        !inner && said.is_some_and(|said| !is_given(said, given) || untitled && has_title(said))
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{}` is not what the text gives for it", wrong.key),
        )
        .hint(HINT)
        .fact(format!("\"{}\" is {}", wrong.key, wrong.value)),
    )
}

/// `Mr Lindqvist`
fn has_title(said: &Value) -> bool {
    said.as_str().is_some_and(|text| {
        ["Mr", "Mrs", "Ms", "Dr", "Prof", "Miss"]
            .iter()
            .any(|title| {
                text.strip_prefix(title)
                    .is_some_and(|rest| rest.starts_with([' ', '.']))
            })
    })
}

fn is_given(said: &Value, given: &Given) -> bool {
    if given.firm || said.is_null() {
        return is_same(said, &given.value);
    }
    // A thing may have more words or fewer, but not none of them.
    match (said.as_str(), given.value.as_str()) {
        (Some(said), Some(right)) => shares_word(said, right),
        _ => true,
    }
}

/// The value of a key somewhere in a value.
fn within<'v>(value: &'v Value, key: &str, depth: usize) -> Option<&'v Value> {
    let inner: Vec<&Value> = match value {
        Value::Object(members) => {
            if let Some(found) = members.get(key) {
                return Some(found);
            }
            members.values().collect()
        }
        Value::Array(items) => items.iter().collect(),
        _ => return None,
    };
    (depth < 8).then(|| {
        inner
            .into_iter()
            .find_map(|value| within(value, key, depth + 1))
    })?
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
    let (missing, kind) = missing_key(wanted, value).or_else(|| other_key(wanted, value))?;
    let missing = missing.as_str();
    Some(match kind {
        None => Finding::error("json.keys", format!("the key \"{missing}\" is missing"))
            .hint(format!("Use the keys {}.", names(wanted))),
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

/// A text where null was to stand for what is missing.
fn not_null(wanted: &Wanted, value: &Value) -> Option<Finding> {
    let members = value
        .as_object()
        .filter(|_| wanted.speaks_of("null") && wanted.schema.is_none())?;
    let empty = |text: &str| {
        ["", "null", "none", "n/a", "unknown", "missing", "-"]
            .contains(&text.trim().to_lowercase().as_str())
    };
    let (key, _) = members
        .iter()
        .find(|(_, value)| value.as_str().is_some_and(empty))?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` has to be null where there is no value"),
        )
        .hint(format!("Write null for \"{key}\"."))
        .fact(format!("\"{key}\" is null")),
    )
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
