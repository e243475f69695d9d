//! The clause that a candidate stands in: its verb, its subject, what it leaves out.

use crate::chunks::is_determiner;
use crate::lists::{PREPOSITIONS, has};
use crate::question::Question;
use crate::text::{Span, Text};
use crate::words::is_past;

/// What a clause has and lacks.
pub(crate) struct Clause {
    /// It has no verb of its own: "on Tuesdays Latin".
    pub(crate) short: bool,
    /// It has no subject of its own: "and signed by Ann".
    pub(crate) goes_on: bool,
    /// It begins with a preposition.
    pub(crate) plain: bool,
    pub(crate) own_subject: bool,
    /// Its sentence speaks of something before: "it".
    pub(crate) pronoun: bool,
}

impl Clause {
    pub(crate) fn of(text: &Text<'_>, question: &Question, span: &Span) -> Self {
        Self {
            short: is_short(text, question, span),
            goes_on: goes_on(text, question, span),
            plain: begins_plainly(text, span),
            own_subject: has_own_subject(text, span),
            pronoun: has_pronoun(text, span),
        }
    }
}

/// Whether the clause of a candidate has no verb of its own, as far as can be told.
fn is_short(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let mut content = 0;
    let clause = text.clause_at(span.first);
    for at in clause.start..clause.end.max(span.last + 1) {
        content += usize::from(text.keys[at].is_some());
        let asked = question.verb.is_some() && text.keys[at] == question.verb;
        // More is no short one, whatever follows.
        if content > 6
            || asked
            || is_verb(text, at)
            || text.is(at, &["he", "she", "they", "it", "i", "we"])
        {
            return false;
        }
    }
    content <= 6
}

/// Whether the clause of a candidate has no subject of its own: "… and signed by Ann".
fn goes_on(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let clause = text.clause[span.first];
    let begin = text.clause.partition_point(|&other| other < clause);
    (begin..span.first)
        .find(|&at| {
            text.tokens[at].is_word()
                && !text.is(at, &["and", "but", "then", "later", "also", "or"])
        })
        .is_some_and(|at| {
            is_verb(text, at) || question.verb.is_some() && text.keys[at] == question.verb
        })
}

/// Whether it begins as the rest of another: "on Tuesdays Latin".
fn begins_plainly(text: &Text<'_>, span: &Span) -> bool {
    first_word(text, span).is_some_and(|at| has(PREPOSITIONS, text.tokens[at].text))
}

/// Whether it speaks of another thing: "the silver teapot for 1,250 pounds".
fn has_own_subject(text: &Text<'_>, span: &Span) -> bool {
    first_word(text, span).is_some_and(|at| is_determiner(text, at) && at + 1 < span.first)
}

/// The first word of the clause of a candidate.
fn first_word(text: &Text<'_>, span: &Span) -> Option<usize> {
    let clause = text.clause[span.first];
    let begin = text.clause.partition_point(|&other| other < clause);
    (begin..=span.first).find(|&at| {
        (text.tokens[at].is_word() || text.tokens[at].number().is_some())
            && !text.is(at, &["and", "but", "or"])
    })
}

fn has_pronoun(text: &Text<'_>, span: &Span) -> bool {
    let sentence = text.sentence[span.first];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    (begin..text.tokens.len())
        .take_while(|&at| text.sentence[at] == sentence)
        .any(|at| {
            text.is(
                at,
                &[
                    "it", "he", "she", "they", "its", "his", "her", "their", "him", "them",
                ],
            )
        })
}

/// Whether a word stands before the first verb of its sentence, as its subject does.
pub(crate) fn is_before_verb(text: &Text<'_>, at: usize) -> bool {
    let sentence = text.sentence[at];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    at - begin < 8 && !(begin..at).any(|at| is_verb(text, at))
}

pub(crate) fn is_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    let past = is_past(word)
        || word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase);
    // "It comes with …", "Ann sells …"
    let subject = text.before(at).is_some_and(|before| {
        text.is(before, &["it", "he", "she", "they", "who", "which"])
            || text.is_capital(before) && word.ends_with('s')
    });
    // "… and returns at four"
    let goes_on = word.ends_with('s')
        && !word.ends_with("ss")
        && text
            .before(at)
            .is_some_and(|before| text.is(before, &["and", "but"]))
        && text.after(at).is_some_and(|next| {
            text.is(
                next,
                &[
                    "at", "in", "on", "to", "from", "for", "by", "until", "the", "a", "with",
                    "into",
                ],
            )
        });
    past || goes_on
        || subject && text.keys[at].is_some() && !text.is_capital(at)
        || text.is(
            at,
            &[
                "is", "was", "are", "were", "has", "had", "have", "will", "can", "must",
            ],
        )
}
