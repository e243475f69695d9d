//! Holds an answer to the form that the request or the caller asks for.
//!
//! | code | when |
//! |---|---|
//! | `format.words`, `format.sentences`, `format.paragraphs`, `format.items`, `format.lines`, `format.characters` | too many or too few |
//! | `format.case` | capitals where none may be, or small letters |
//! | `format.marker` | numbers where bullets were asked for, or bullets for numbers |
//! | `format.commas`, `format.marks`, `format.letter` | what must not be used is used |
//! | `format.separator`, `format.quotes` | items are joined by another mark, or quotation marks are missing |
//! | `format.contains`, `format.not-contains` | a word is missing, or is there |
//! | `format.starts-with`, `format.ends-with` | it begins or ends otherwise |
//! | `format.language` | it is plainly in English or in another script |
//! | `format.one-of`, `format.regex` | it is not what the caller allows |
//! | `format.contradiction` | info: no answer can meet what is asked |
//!
//! From a request sentences are taken that tell how to answer: commands, wishes, demands
//! and fragments (`request/addressed.rs`). In them each kind of rule looks for its own
//! words, in any order: a unit with a number and a bound (`counted.rs`), a case, marks that
//! are denied, texts with the verb that governs them (`texts.rs`, `roles.rs`), lists, one
//! of two words. A number without `exactly`, `at most` or the like is a warning, all else
//! an error. Counts are judged by bounds: where it is open what a sentence is, an answer is
//! within the limit.
//!
//! Faults of form alone are mended, and each finding brings the one grammar for all
//! that is asked, as far as a grammar can hold it.
//!
//! Of `expect` it checks `regex`, `contains`, `not_contains`, `max_words`,
//! `min_words`, `one_of`, `starts_with` and `ends_with`; as the named validator
//! it takes the options in `options.rs`. To extend it, add a word to the list it belongs
//! to (`request/vocabulary.rs`, `bounds.rs`, `roles.rs`), or a rule in `rule.rs` with its
//! words in a file of its own in `request`, and rows in `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::Expect;

mod check;
mod grammar;
mod measure;
mod mend;
mod options;
mod request;
mod rule;

omni_skill::validator!(validate);

/// Faults that are mended by cutting.
const COUNTS: &[&str] = &[
    "format.words",
    "format.sentences",
    "format.paragraphs",
    "format.items",
    "format.lines",
    "format.characters",
];

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    let mut rules = options::rules(&expect)?;
    if !expect.is_strict() {
        // What the caller says outweighs what the request seems to say.
        let stated: Vec<_> = rules.iter().map(rule::Rule::kind).collect();
        rules.extend(
            request::rules(&attempt.request.prompt)
                .into_iter()
                .filter(|asked| !stated.contains(&asked.kind())),
        );
    }
    let mut findings = check::check(&rules, &attempt.response)?;
    if request::is_whole(&attempt.request.prompt) {
        let cut = |finding: &Finding| COUNTS.contains(&&*finding.code);
        let counted = findings.iter().any(cut);
        for finding in findings.iter_mut().filter(|_| counted) {
            finding.mend = None;
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests;
