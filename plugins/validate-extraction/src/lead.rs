//! What stands before a candidate: its preposition, and what takes it back.

use crate::chunks::{is_before_thing, is_determiner};
use crate::lists::{PREPOSITIONS, has};
use crate::slot::Slot;
use crate::text::Span;
use crate::words::is_past;

const BE: &[&str] = &[
    "is", "was", "are", "were", "be", "been", "being", "got", "gets", "get",
];

/// Behind these stands what is not meant.
const REJECTING: &[&str] = &["not", "unlike", "than", "except", "without", "nor", "never"];

impl Slot<'_, '_> {
    /// The preposition right before a candidate.
    pub(crate) fn leads(&self, span: &Span) -> Option<String> {
        self.leads_through(span, false)
    }

    /// The same, through `of` too: "after the captain of their ship, Solveig Dahl".
    pub(crate) fn leads_through(&self, span: &Span, of: bool) -> Option<String> {
        let text = self.text;
        let mut at = span.first;
        for step in 0..if of { 9 } else { 5 } {
            at = text.before(at)?;
            let token = &text.tokens[at];
            // "to a former apprentice, Goran Tadic"
            let aside = step == 0
                && token.is_mark(',')
                && text.is_capital(span.first)
                && text.before(at).is_some_and(|noun| {
                    text.keys[noun].is_some()
                        && text.tokens[noun].is_word()
                        && !text.is_capital(noun)
                });
            if aside {
                continue;
            }
            if !token.is_word() {
                return None;
            }
            let word = token.text.to_lowercase();
            if of && word == "of" {
                continue;
            }
            if has(PREPOSITIONS, &word) || ["till", "until", "than"].contains(&word.as_str()) {
                return Some(word);
            }
            let inside = is_determiner(text, at)
                || is_before_thing(&word)
                || text.keys[at].is_some() && !is_past(&word) && !self.verbs.contains(&at);
            if !inside {
                return None;
            }
        }
        None
    }

    /// "instead of gate C3", "unlike Ann", "and not to the chain"
    pub(crate) fn is_rejected(&self, span: &Span) -> bool {
        let text = self.text;
        let mut at = span.first;
        for _ in 0..5 {
            let Some(before) = text.before(at) else { break };
            at = before;
            let before = self.question.now
                && text.is(at, &["planned", "scheduled", "originally", "initially"]);
            if before
                || text.is(at, REJECTING)
                || text.is(
                    at,
                    &["instead", "rather", "wanted", "hoped", "dreamed", "dreamt"],
                )
            {
                return true;
            }
            // "can't make it before Friday" says Friday.
            let inside = text.is_small(at) || text.tokens[at].text.starts_with(char::is_lowercase);
            if !text.tokens[at].is_word()
                || !inside
                || text.is(at, &["and", "but", "before", "until", "till", "it"])
            {
                break;
            }
        }
        false
    }

    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        let text = self.text;
        let mut at = verb;
        for _ in 0..3 {
            let Some(before) = text.before(at) else {
                return false;
            };
            at = before;
            if text.is(at, BE) {
                let word = text.tokens[verb].text;
                return !word.ends_with("ing");
            }
            if !(text.tokens[at].text.ends_with("ly") || text.is_small(at)) {
                break;
            }
        }
        // "made by hand", "a poem written by Ann"
        text.after(verb).is_some_and(|by| text.is(by, &["by"]))
    }
}
