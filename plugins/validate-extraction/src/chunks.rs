//! Things: words that name something, without the small words around them.

use crate::question::Question;
use crate::text::{Span, Text};
use crate::words::{is_past, is_past_behind_noun};

/// What may name a thing: a run of content words that the question does not have.
pub(crate) fn chunks(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let mut chunks: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if !is_part(text, question, at) {
            at += 1;
            continue;
        }
        let first = at;
        let mut last = at;
        while let Some(next) = text.after(last) {
            if is_past_behind_noun(text.tokens[next].text) {
                break;
            } else if is_part(text, question, next) {
                last = next;
            } else if let Some(behind) = text.after(next)
                && (text.tokens[next].is_mark('-')
                    && text.tokens[next].glued
                    && text.tokens[behind].glued
                    || text.tokens[next].is_mark('&'))
                && is_part(text, question, behind)
            {
                last = behind;
            } else {
                break;
            }
        }
        at = last + 1;
        // "an oak planted in 1690"
        while last > first && is_verb(text, last) {
            last -= 1;
        }
        // "ate beans", "watered the roses": a verb begins here.
        let described = text
            .before(first)
            .is_some_and(|before| is_determiner(text, before));
        let first = if !described && first < last && is_verb(text, first) {
            first + 1
        } else {
            first
        };
        if first == last && !described && is_verb(text, first) {
            continue;
        }
        chunks.push(Span::new(first, last));
    }
    with_of(text, chunks)
}

/// `the head of the school` is one thing.
fn with_of(text: &Text<'_>, chunks: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for chunk in chunks {
        if let Some(previous) = joined.last_mut() {
            let between: Vec<usize> = (previous.last + 1..chunk.first).collect();
            let of = match between[..] {
                [of] => text.is(of, &["of"]),
                [of, the] => text.is(of, &["of"]) && is_determiner(text, the),
                _ => false,
            };
            if of
                && text.sentence[previous.last] == text.sentence[chunk.first]
                && chunk.last - previous.first < 8
            {
                previous.last = chunk.last;
                continue;
            }
        }
        joined.push(chunk);
    }
    joined
}

fn is_part(text: &Text<'_>, question: &Question, at: usize) -> bool {
    let token = &text.tokens[at];
    if token.number().is_some() {
        // "10:00 Hall A"
        let colon = |at: Option<usize>| at.is_some_and(|at| text.tokens[at].is_mark(':'));
        let clock = token.glued && colon(text.before(at))
            || colon(text.after(at).filter(|&next| {
                text.tokens[next].glued && text.tokens.get(next + 1).is_some_and(|next| next.glued)
            }));
        return !clock;
    }
    let adverb = token.text.len() > 5
        && token.text.ends_with("ly")
        && !token.is_any(&[
            "family",
            "butterfly",
            "assembly",
            "jewelly",
            "monopoly",
            "anomaly",
        ]);
    token.is_word()
        && !text.is_small(at)
        && !adverb
        && text.keys[at]
            .as_ref()
            .is_some_and(|key| !question.keys.contains(key))
}

/// What stands before the name of a thing.
pub(crate) const ARTICLES: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "that", "these",
    "those", "some", "several", "many", "each", "every", "any", "no", "both",
];

/// Whether a small word stands before the name of a thing, or says "only" before that.
pub(crate) fn is_before_thing(word: &str) -> bool {
    ARTICLES.contains(&word) || ["only", "just", "also"].contains(&word)
}

pub(crate) fn is_determiner(text: &Text<'_>, at: usize) -> bool {
    text.is(at, ARTICLES)
}

fn is_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    is_past(word)
        || word.len() > 4
            && word.ends_with("ed")
            && !word.ends_with("eed")
            && word.starts_with(char::is_lowercase)
}
