//! Computes what a request asks to compute, and compares it with the answer's
//! number.
//!
//! | code | severity | when |
//! |---|---|---|
//! | `arithmetic.wrong` | error | the answer states other numbers than the right one |
//! | `arithmetic.missing` | error | the answer states no number |
//! | `arithmetic.verdict` | error | yes, no, or the larger of several, and it is not |
//! | `arithmetic.expected` | error | not the number that the caller expects |
//!
//! Understood are, in English,
//!
//! - expressions in signs and in words, rounding, comparisons (`question.rs`), also between
//!   other sentences (`loose.rs`), one after the other (`chain.rs`), and with a letter for
//!   a number (`equation.rs`);
//! - letters that stand for given numbers (`letters.rs`), and a number that is sought by what is
//!   done with it (`unknown.rs`); Roman and binary numerals, fractions in lowest terms, primes
//!   (`numerals.rs`); two or three numbers by their sum (`puzzles.rs`);
//! - operations by their names in any order of words (`verbs.rs`), and which of several
//!   numbers is the larger one (`choice.rs`);
//! - the one calculation between other words (`gist.rs`), and what grows or shrinks by a
//!   percentage (`changes.rs`);
//! - everyday stories: some by their sentences (`story.rs`), all others by what their
//!   numbers count (`scene.rs`): the words beside a number tell what it is of, for each of
//!   what, and what is done with it; the question tells what is wanted; several solvers
//!   compute, and nothing is said where two of them come to different values. Where none
//!   of them sees one, those in `scene/further.rs` put two and three steps together.
//!
//! Words and shapes that turn a question around (`fluff.rs`, `scene/lexicon.rs`,
//! `traps.rs`) lead to silence, and
//! so does every number that is not used. Numbers are exact fractions. An answer is right if
//! the value stands anywhere in it, rounded to the digits it gives, but where it only repeats
//! the question.
//!
//! Of `expect` it checks `number`; as the named validator it takes
//! `{ "expression": "17 * 23" }`.
//!
//! To extend it, add a word to the lexicon in `verbs.rs` or `scene/lexicon.rs`, a line to the
//! table in `verbs.rs`, or a solver to the list in `scene.rs`, and wordings to
//! `wordings.jsonl`, with some that only look alike.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::{Answer, Asked, Expect, tidy};

mod chain;
mod changes;
mod check;
mod choice;
mod equation;
mod expression;
mod fence;
mod fluff;
mod gist;
mod letters;
mod loose;
mod numerals;
mod operations;
mod puzzles;
mod question;
mod scene;
mod story;
mod traps;
mod unknown;
mod verbs;

use fence::Factorials;
use traps::Trap;

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    let mut findings = Vec::new();
    let answer = Answer::read(&check::ungrouped(&attempt.response));
    if let (Some(quantity), Some(answer)) = (expect.number, &answer) {
        findings.extend(check::expected(quantity, answer));
    }
    if let Some(options) = expect.options("arithmetic") {
        let question = question::stated(options)?;
        findings.extend(answer.as_ref().and_then(|a| check::check(&question, a)));
        return Ok(findings);
    }
    if expect.is_strict() || attempt.request.images > 0 {
        return Ok(findings);
    }
    let mut prompt = tidy(&attempt.request.prompt);
    match fence::factorials(&prompt) {
        Factorials::None => {}
        Factorials::Told(told) => prompt = told,
        Factorials::Open => return Ok(findings),
    }
    let question = Asked::read(&prompt).and_then(|mut asked| {
        if fence::is_fenced(&asked) {
            return None;
        }
        asked.sentences.retain(|sentence| !is_form(sentence));
        question::understand(&prompt, &asked)
            .or_else(|| understand_story(&asked))
            .or_else(|| loose::understand(&prompt, &asked))
            .or_else(|| gist::understand(&prompt, &asked))
            .or_else(|| changes::understand(&asked))
            .or_else(|| letters::understand(&prompt, &asked))
            .or_else(|| unknown::understand(&asked))
            .or_else(|| numerals::understand(&asked))
            .or_else(|| puzzles::understand(&asked))
            .map(|question| question.told_as_asked(&asked))
    });
    if let (Some(question), Some(answer)) = (question, answer) {
        findings.extend(check::check(&question, &answer));
    }
    Ok(findings)
}

/// Whether a sentence only says how to answer: `Just the figure.`
fn is_form(sentence: &[reading::Token<'_>]) -> bool {
    const WORDS: &[&str] = &[
        "just", "only", "the", "a", "figure", "number", "amount", "total", "quotient", "i", "want",
        "need", "please", "and", "nothing", "else", "no", "units", "unit", "bare", "plain",
    ];
    let begins = sentence
        .first()
        .is_some_and(|first| first.is_any(&["just", "only"]));
    begins
        && sentence.len() > 2
        && sentence
            .iter()
            .all(|token| token.is_any(WORDS) || token.is_mark(','))
}

/// What a story asks, as far as it is safe to compute it.
fn understand_story(asked: &Asked<'_>) -> Option<question::Question> {
    match traps::of(asked) {
        Trap::None => story::understand(asked).or_else(|| scene::understand(asked, true)),
        Trap::NoSum => scene::understand(asked, false),
        Trap::Silent => None,
    }
}

#[cfg(test)]
mod tests;
