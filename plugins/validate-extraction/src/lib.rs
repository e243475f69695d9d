//! Holds answers on a passage to what the passage says.
//!
//! | code | severity | when |
//! |---|---|---|
//! | `extraction.foreign` | error | it names nothing of the kind asked for that the passage has |
//! | `extraction.other` | error | it names another one than the one that the passage gives for this |
//! | `extraction.copied` | warning | it repeats sentences of the passage, where others of the kind stand beside the value that is sure |
//! | `extraction.several` | warning | it has the value that is sure, and mixes others of its kind with it |
//! | `extraction.longer` | warning | it says more than the word, name or number that alone was asked for, and that is mended |
//! | `extraction.span` | error | it is no part of the passage, where the caller says that it has to be |
//!
//! Understood are requests with a passage and one question on it, in whatever order, with
//! or without labels and quotes (`task.rs`). The question says what kind of thing is asked
//! for (`question.rs`): a person, a place, a time, a number with its unit, a colour, a
//! thing; `spans.rs` has the parts of the passage of that kind.
//!
//! First a value is sought that is sure (`certain.rs`). The passage is cut into pieces,
//! clauses and sentences (`cutting.rs`), each of which takes over what it leaves out or says
//! with a pronoun (`pieces.rs`). In the smallest that says all that the question does
//! (`needed.rs`, `saying.rs`), what stands in the question's gap is the value (`slot.rs`,
//! `lead.rs`), or what stands beside it (`besides.rs`), if that is one alone. An answer
//! without it is at fault, the fact says the value, and the grammar is that alone. For
//! `why` it is what stands behind `because` (`reason.rs`).
//!
//! Else the candidates are weighed by how near the question's words stand to each
//! (`near.rs`), by its place beside the verb and by what its clause leaves out (`clause.rs`,
//! `bonus.rs`). What no other clearly beats (`align.rs`) may be the answer, and an answer
//! that names none of these is at fault, unless another part says more of what is asked
//! (`doubt.rs`).
//!
//! Nothing is said where the passage hardly speaks of what is asked, where it takes back
//! what it said, where its reading is not safe (`unsure.rs`), where the answer is to be reckoned (`reckoned.rs`, `story.rs`), to be
//! judged or to be concluded, of answers that tell of others what the passage does and of the
//! value too (`several.rs`), unless it was asked for alone (`form.rs`), and of answers that
//! decline.
//!
//! As the named validator it takes `{ "passage": "…" }`: the answer has to be words
//! of it, in a row. To extend it, add words to `classes.txt` or `words.rs`, verbs to
//! `acting.rs`, a kind to `question.rs` with its spans, and wordings to `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::{Expect, tidy};
use serde_json::Value;

mod acting;
mod align;
mod amounts;
mod aside;
mod besides;
mod bonus;
mod called;
mod certain;
mod check;
mod chunks;
mod classes;
mod clause;
mod copied;
mod cutting;
mod demand;
mod dimensions;
mod doubt;
mod focus;
mod form;
mod labels;
mod lead;
mod lists;
mod moments;
mod names;
mod near;
mod needed;
mod nouns;
mod people;
mod pieces;
mod question;
mod reason;
mod reckoned;
mod said;
mod saying;
mod several;
mod slot;
mod spans;
mod story;
mod task;
mod text;
mod units;
mod unsure;
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
        .and_then(|task| check::check(&prompt, &task, &attempt.response))
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests;
