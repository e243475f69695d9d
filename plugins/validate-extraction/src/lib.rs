//! Holds answers on a passage to what the passage says.
//!
//! | code | severity | when |
//! |---|---|---|
//! | `extraction.foreign` | error | it names a number, a date or a name that the passage does not have |
//! | `extraction.other` | error | it names another one than the one that the passage gives for this |
//! | `extraction.span` | error | it is no part of the passage, where the caller says that it has to be |
//!
//! Understood are requests with a passage that is labelled, set apart, or stands before
//! or after the only question: who, when, where, how many, how long, which day, what
//! colour, what year. What stands in one plain sentence (`direct.rs`) has to be named.
//! Otherwise the answer has to name
//! something of that type, and every such thing it names has to be foreign before
//! anything is said. Which of several is meant is judged only where one sentence of
//! the passage has nearly all words of the question, and one candidate. Questions
//! that count or compute are left alone.
//!
//! As the named validator it takes `{ "passage": "…" }`: the answer has to be words
//! of it, in a row. To extend it, add a type to `direct.rs` or `question.rs` and
//! wordings to `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::{Expect, tidy};
use serde_json::Value;

mod align;
mod amounts;
mod bonus;
mod check;
mod chunks;
mod classes;
mod clause;
mod focus;
mod lists;
mod moments;
mod names;
mod near;
mod question;
mod reckoned;
mod said;
mod spans;
mod task;
mod text;
mod units;
mod verbs;
mod words;

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    if let Some(options) = expect.options("extraction") {
        let wrong = |why: &str| Error::InvalidInput(format!("`expect.validator.options`: {why}"));
        if let Some(unknown) = options.keys().find(|key| *key != "passage") {
            return Err(wrong(&format!("there is no `{unknown}` for extraction")));
        }
        let Some(Value::String(passage)) = options.get("passage") else {
            return Err(wrong("`passage` is not a text"));
        };
        return Ok(check::span(passage, &attempt.response)
            .into_iter()
            .collect());
    }
    if expect.is_strict() || attempt.request.images > 0 {
        return Ok(Vec::new());
    }
    let prompt = tidy(&attempt.request.prompt);
    Ok(task::split(&prompt)
        .and_then(|task| check::check(&task, &attempt.response))
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests;
