//! What a caller may state about the answer: which keys there are. What they mean is the validators' business.

use std::time::Duration;

use omni_skills::types::{self, Attempt, TokenStats};
use serde_json::{Map, Value};

use crate::run::Company;
use crate::{Error, Iteration, Request, convert};

/// Every key of an `expect` block.
pub const KEYS: [&str; 11] = [
    "json_schema",
    "number",
    "regex",
    "contains",
    "not_contains",
    "max_words",
    "min_words",
    "one_of",
    "starts_with",
    "ends_with",
    "validator",
];

/// Refuses keys that nobody would check: an expectation that is silently not held is worse than none.
///
/// # Errors
/// [`Error::Expect`] names the key and the nearest known one.
pub fn check(expect: &Map<String, Value>) -> Result<(), Error> {
    let unknown = expect.keys().find(|key| !KEYS.contains(&key.as_str()));
    unknown.map_or(Ok(()), |key| {
        Err(Error::Expect {
            key: key.clone(),
            nearest: omni_settings::nearest(key, KEYS).map(str::to_owned),
        })
    })
}

/// Refuses a named validator that takes no part. `present` are the names of those that do; `validate-x` is `x`, too.
///
/// # Errors
/// [`Error::ExpectValidator`].
pub(crate) fn check_validator<'n>(
    expect: Option<&str>,
    present: impl Iterator<Item = &'n str> + Clone,
) -> Result<(), Error> {
    let expect: Option<Value> = expect.and_then(|text| serde_json::from_str(text).ok());
    let name = expect
        .as_ref()
        .and_then(|expect| expect.get("validator")?.get("name")?.as_str());
    let Some(name) = name else {
        return Ok(());
    };
    let short = |present: &'n str| present.strip_prefix("validate-").unwrap_or(present);
    if present.clone().any(|one| one == name || short(one) == name) {
        return Ok(());
    }
    Err(Error::ExpectValidator {
        name: name.to_owned(),
        present: present.map(short).collect::<Vec<_>>().join(", "),
    })
}

/// Refuses what a validator cannot use, such as a regular expression that is none, before anything is generated: each is asked
/// about an empty response, without a model. Gives the time that this took.
///
/// # Errors
/// [`Error::ExpectUnusable`] with the validator's own words.
pub(crate) fn check_usable(company: &Company<'_>, request: &Request) -> Result<Duration, Error> {
    let mut time = Duration::ZERO;
    if request.expect.is_none() {
        return Ok(time);
    }
    let stated = empty(request);
    let mut unstated = stated.clone();
    unstated.request.expect = None;
    for validator in &company.crew.validators {
        let mut refusal = |attempt: &Attempt| {
            let outcome = validator.skill.validate(attempt);
            time += outcome.usage.time;
            let skill = validator.skill.skill();
            company.trail.called(skill, &outcome.usage, None);
            match outcome.result {
                Err(omni_skills::Error::Failed {
                    reason: "invalid-input",
                    text,
                    ..
                }) => Some(text),
                _ => None,
            }
        };
        // Who refuses without it as well has another reason, which is told when a response is judged.
        if let Some(text) = refusal(&stated)
            && refusal(&unstated).is_none()
        {
            return Err(Error::ExpectUnusable(text));
        }
    }
    Ok(time)
}

fn empty(request: &Request) -> Attempt {
    Attempt {
        request: convert::request(request),
        response: String::new(),
        iteration: Iteration::First.number(),
        stop: types::Stop::End,
        stats: TokenStats::default(),
        findings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validator_that_takes_no_part_is_refused() {
        let present = ["validate-json", "house-style"];
        let check = |expect: &str| check_validator(Some(expect), present.into_iter());
        for name in ["json", "validate-json", "house-style"] {
            check(&format!(r#"{{"validator": {{"name": "{name}"}}}}"#)).unwrap();
        }
        check(r#"{"max_words": 3}"#).unwrap();
        let error = check(r#"{"validator": {"name": "jsn"}}"#).unwrap_err();
        assert_eq!(error.code(), "invalid.expect");
        assert!(error.to_string().contains("`jsn`"), "{error}");
        assert!(error.help().unwrap().contains("json, house-style"));
    }

    #[test]
    fn an_unknown_key_is_named_with_the_nearest() {
        let expect = |key: &str| Map::from_iter([(key.to_owned(), Value::Null)]);
        for key in KEYS {
            check(&expect(key)).unwrap();
        }
        let error = check(&expect("max_word")).unwrap_err();
        assert_eq!(error.code(), "invalid.expect");
        assert!(error.to_string().contains("`max_words`"), "{error}");
    }
}
