//! Answers that say the value that is sure, and mix others of its kind with it.
//!
//! `The fair is on Monday, the market on Friday` tells both right. `The fair is on Monday and
//! Friday` does not, nor does `The fair is on Monday. The fair is on Friday`; and who goes on
//! and on answers no question.

use reading::{Token, fold, tidy, tokens};

use crate::question::{Kind, Question};
use crate::text::{Span, Text};
use crate::words::keys;

/// With fewer words an answer is a name with what belongs to it.
const LEAST_WORDS: usize = 5;
/// With more words than these an answer goes on and on.
const MANY_WORDS: usize = 24;
/// What says of another one that it is not meant.
const CONTRASTS: &[&str] = &[
    "not",
    "than",
    "instead",
    "unlike",
    "without",
    "except",
    "before",
    "after",
    "until",
    "from",
    "besides",
    "previously",
    "formerly",
    "originally",
    "no",
    "never",
    "neither",
    "nor",
    "isn't",
    "wasn't",
];
/// What stands between parts of one answer: `Ann Reed and Tom Baker`.
const JOINTS: &[&str] = &[
    "and", "with", "the", "a", "an", "his", "her", "their", "or", "by",
];
/// Where a part of an answer ends.
const ENDS: &[char] = &['.', ',', ';', ':', '!', '?', '\n', '(', ')'];
const PARTS: &[&str] = &["and", "but", "while", "whereas", "which", "who"];
/// A contrast holds for what comes so soon.
const SOON: usize = 4;

/// Whether an answer that has the value mixes another candidate with it.
pub(crate) fn mixes_several(
    text: &Text<'_>,
    question: &Question,
    value: &Span,
    all: &[Span],
    response: &str,
) -> bool {
    // Nearly anything may be a thing, or a part of it.
    if question.kind == Kind::Thing {
        return false;
    }
    let answer = tidy(response);
    let said = fold(&answer, &tokens(&answer));
    let mut own: Vec<&String> = text.span_keys(value).collect();
    let others: Vec<&String> = all
        .iter()
        .filter(|span| span.first != value.first && !stands_beside(text, value, span))
        .flat_map(|span| text.span_keys(span))
        .collect();
    let rivals: Vec<&String> = others
        .iter()
        .copied()
        .chain(other_numbers(text, question, value).filter_map(|at| text.keys[at].as_ref()))
        .filter(|key| !own.contains(key) && !question.keys.contains(key))
        .collect();
    // The month of two days tells neither.
    own.retain(|key| !others.contains(key));
    let parts = parts(&said, |key| own.contains(&key) || rivals.contains(&key));
    let mut rival_parts = parts
        .iter()
        .filter(|part| part.iter().any(|key| rivals.contains(&key)));
    let words = said.iter().filter(|token| token.is_word()).count();
    if words < LEAST_WORDS {
        return false;
    }
    if words > MANY_WORDS {
        return rival_parts.next().is_some();
    }
    rival_parts.any(|part| {
        // "under the oak in the forest" is one place.
        let place = question.kind == Kind::Place && words <= MANY_WORDS / 2;
        let named = !place && part.iter().any(|key| own.contains(&key));
        let asked = question.keys.len() > 1 && question.keys.iter().all(|key| part.contains(key));
        named || asked
    })
}

/// Where a number is asked for: those of other sentences, whatever they count.
fn other_numbers(
    text: &Text<'_>,
    question: &Question,
    value: &Span,
) -> impl Iterator<Item = usize> {
    // "When was it built?": in a year.
    let year = question.kind == Kind::Time && value.first == value.last;
    let number = matches!(
        question.kind,
        Kind::Count(_) | Kind::Measure(_) | Kind::Year
    ) || year && text.tokens[value.first].number().is_some();
    let sentence = text.sentence[value.first];
    (0..text.tokens.len()).filter(move |&at| {
        number && text.sentence[at] != sentence && text.tokens[at].number().is_some()
    })
}

/// The sentences that have others, but not the value.
pub(crate) fn sentences_of_others(
    text: &Text<'_>,
    question: &Question,
    value: &Span,
    all: &[Span],
) -> Vec<usize> {
    let candidates = all.iter().map(|span| span.first);
    candidates
        .chain(other_numbers(text, question, value))
        .map(|at| text.sentence[at])
        .filter(|&sentence| sentence != text.sentence[value.first])
        .collect()
}

/// The keys of each part of an answer, without those that are not meant. What has nothing but
/// candidates belongs to the part before.
fn parts(said: &[Token<'_>], is_candidate: impl Fn(&String) -> bool) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    let mut part: Vec<String> = Vec::new();
    let close = |part: &mut Vec<String>, parts: &mut Vec<Vec<String>>| {
        let part = std::mem::take(part);
        match parts.last_mut() {
            Some(last) if part.iter().all(&is_candidate) => last.extend(part),
            _ => parts.push(part),
        }
    };
    for (at, (token, key)) in said.iter().zip(keys(said)).enumerate() {
        if ENDS.iter().any(|&end| token.is_mark(end)) || token.is_any(PARTS) {
            close(&mut part, &mut parts);
        }
        part.extend(key.filter(|key| !is_candidate(key) || !is_contrasted(said, at)));
    }
    close(&mut part, &mut parts);
    parts
}

/// `not Ann`, `Ann's daughter`
fn is_contrasted(said: &[Token<'_>], at: usize) -> bool {
    said[at.saturating_sub(SOON)..at]
        .iter()
        .any(|token| token.is_any(CONTRASTS))
        || said[at].text.ends_with("'s")
}

/// Whether two are parts of one answer: nothing but `and` and the like stands between them.
fn stands_beside(text: &Text<'_>, value: &Span, other: &Span) -> bool {
    let (first, second) = if value.first < other.first {
        (value, other)
    } else {
        (other, value)
    };
    text.sentence[first.first] == text.sentence[second.first]
        && (first.last + 1..second.first)
            .all(|at| text.tokens[at].is_mark(',') || text.is(at, JOINTS))
}
