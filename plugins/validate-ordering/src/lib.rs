//! Sorts, reverses and counts what a request asks for, and compares.
//!
//! | code | when |
//! |---|---|
//! | `ordering.order` | a list is not in the order asked for, or not whole |
//! | `ordering.reversed` | a word or a list is not reversed |
//! | `ordering.count` | letters, words or items are counted wrongly |
//! | `ordering.unique` | what is there twice was not removed, or more was |
//! | `ordering.extreme` | it is not the largest, the shortest, the first |
//!
//! All are errors. Understood are requests in English that bring what is to be
//! sorted or counted with them. `listing.rs` finds a list, `keyed.rs` things with a
//! number each, `runs.rs` lists in running text, `places.rs`, `quoted_places.rs` and
//! `spoken_of.rs` the text that a question is about, `policy.rs` how to count. What is
//! said about them is read by words, in any order: orders by `words.rs` and
//! `adjectives.rs`, counting by `count_words.rs`, spelling by `spell.rs`. What is counted is a unit (letters, words, items, marks) and what these have to be like
//! (`filters.rs`). Words that are not known are let through, but few of them and none
//! that may change the request (`twists.rs`): then nothing is understood.
//!
//! Parts of one text are read by `within.rs`, those of a list that fit by `chosen.rs`, and
//! two lists against each other by `two_lists.rs`.
//!
//! Numbers of versions and chapters are read part by part (`versions.rs`).
//!
//! Where the right order is open (equal lengths, capitals, accents), nothing is said. An
//! answer may repeat the list first: what counts is whether the right one stands in it.
//!
//! A list that is nothing but the items is mended by putting them in order.
//!
//! As the named validator it takes `{ "items": ["b", "a"], "order":
//! "alphabetical" }`; orders are `alphabetical`, `ascending`, `descending`,
//! `length`, `reversed`. To extend it, add a phrase to a lexicon, a word that changes
//! requests to the twists, and wordings to `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::{Asked, Expect, tidy};

mod adjectives;
mod aim;
mod asks;
mod check;
mod chosen;
mod count;
mod count_words;
mod counted;
mod filters;
mod keyed;
mod letters;
mod listing;
mod members;
mod named;
mod occurrences;
mod order;
mod payload;
mod picks;
mod places;
mod policy;
mod quoted_places;
mod quotes;
mod remarks;
mod removal;
mod request;
mod runs;
mod slots;
mod spell;
mod spoken_of;
mod strokes;
mod tally;
mod task;
mod twists;
mod two_lists;
mod values;
mod versions;
mod within;
mod words;

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    if let Some(options) = expect.options("ordering") {
        let task = task::stated(options)?;
        return Ok(check::check(&task, &attempt.response).into_iter().collect());
    }
    if expect.is_strict() || attempt.request.images > 0 {
        return Ok(Vec::new());
    }
    let prompt = quotes::doubled(&tidy(&attempt.request.prompt));
    let task = Asked::read(&prompt).and_then(|asked| request::understand(&prompt, &asked));
    Ok(task
        .and_then(|task| check::check(&task, &attempt.response))
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests;
