//! What a caller asks for: the keys of `expect`, and the options of the named
//! validator.
//!
//! Options: `words`, `sentences`, `paragraphs`, `bullets` (a number, or
//! `{ "min": 1, "max": 3 }`), `case` (`"lower"` or `"upper"`), `no_commas`.

use omni_skill::Error;
use reading::Expect;
use serde_json::Value;

use crate::rule::{Case, Form, MARKS, Range, Rule, Unit};

/// The rules that the caller states.
pub(crate) fn rules(expect: &Expect) -> Result<Vec<Rule>, Error> {
    let mut rules = Vec::new();
    if expect.max_words.is_some() || expect.min_words.is_some() {
        let range = Range {
            min: expect.min_words.unwrap_or(0),
            max: expect.max_words.unwrap_or(usize::MAX),
        };
        rules.push(Form::Count(Unit::Words, range));
    }
    rules.extend(
        expect
            .contains
            .iter()
            .map(|text| Form::Contains(text.clone(), false)),
    );
    rules.extend(
        expect
            .not_contains
            .iter()
            .map(|text| Form::Lacks(text.clone(), false)),
    );
    rules.extend(expect.starts_with.clone().map(Form::Starts));
    rules.extend(expect.ends_with.clone().map(Form::Ends));
    rules.extend(expect.regex.clone().map(Form::Regex));
    if !expect.one_of.is_empty() {
        rules.push(Form::OneOf(expect.one_of.clone()));
    }
    for (key, value) in expect.options("format").into_iter().flatten() {
        rules.push(match (key.as_str(), value) {
            ("words", value) => Form::Count(Unit::Words, range(key, value)?),
            ("sentences", value) => Form::Count(Unit::Sentences, range(key, value)?),
            ("paragraphs", value) => Form::Count(Unit::Paragraphs, range(key, value)?),
            ("bullets", value) => Form::Count(Unit::Items, range(key, value)?),
            ("case", Value::String(case)) if case == "lower" => Form::Case(Case::Lower),
            ("case", Value::String(case)) if case == "upper" => Form::Case(Case::Upper),
            ("no_commas", Value::Bool(true)) => Form::Free(&MARKS[0]),
            ("no_commas", Value::Bool(false)) => continue,
            ("case" | "no_commas", _) => {
                return Err(wrong(key, "it has another value than it may"));
            }
            _ => return Err(wrong(key, "there is no such option for format")),
        });
    }
    Ok(rules.into_iter().map(Rule::firm).collect())
}

fn range(key: &str, value: &Value) -> Result<Range, Error> {
    let whole = |value: &Value| {
        value
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .ok_or_else(|| wrong(key, "it is not a whole number from 0"))
    };
    let Value::Object(bounds) = value else {
        return whole(value).map(Range::exactly);
    };
    if let Some(unknown) = bounds.keys().find(|key| *key != "min" && *key != "max") {
        return Err(wrong(key, &format!("there is no `{unknown}` in it")));
    }
    Ok(Range {
        min: bounds.get("min").map(whole).transpose()?.unwrap_or(0),
        max: bounds
            .get("max")
            .map(whole)
            .transpose()?
            .unwrap_or(usize::MAX),
    })
}

fn wrong(key: &str, why: &str) -> Error {
    Error::InvalidInput(format!("`expect.validator.options.{key}`: {why}"))
}
