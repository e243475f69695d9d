//! Where a passage is cut: at its sentences, at commas and small words, in its lists.

use std::ops::Range;

use crate::acting;
use crate::pieces::Piece;
use crate::question::Question;
use crate::text::Text;

/// With these another piece begins.
const PARTING: &[&str] = &[
    "and", "or", "but", "while", "whereas", "because", "although", "though", "which", "who",
    "whose", "where", "then", "so", "unlike",
];

/// "one glove (platform 2), one violin case, empty (waiting room)": what stands before a
/// parenthesis belongs to it, where a sentence is a list of such.
pub(crate) fn with_entries(
    text: &Text<'_>,
    clauses: Vec<Piece>,
    sentences: &[Piece],
) -> Vec<Piece> {
    let mut parts: Vec<Piece> = Vec::new();
    let mut listed: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        let closing: Vec<usize> = sentence
            .tokens
            .clone()
            .filter(|&at| text.tokens[at].is_mark(')'))
            .collect();
        if closing.len() < 2 {
            continue;
        }
        let mut begin = sentence
            .tokens
            .clone()
            .take(closing[0] - sentence.tokens.start)
            .rfind(|&at| text.tokens[at].is_mark(':'))
            .map_or(sentence.tokens.start, |colon| colon + 1);
        for end in closing {
            parts.push(Piece {
                tokens: begin..end + 1,
                verb: None,
                subject_end: end + 1,
            });
            begin = end + 1;
        }
        listed.push(sentence.tokens.clone());
    }
    if listed.is_empty() {
        return clauses;
    }
    parts.extend(clauses.into_iter().filter(|clause| {
        let next = listed.partition_point(|range| range.end <= clause.tokens.start);
        listed
            .get(next)
            .is_none_or(|range| !range.contains(&clause.tokens.start))
    }));
    parts.sort_by_key(|part| part.tokens.start);
    parts
}

/// Cuts a passage at its sentences and where `parts` says so.
pub(crate) fn cut(
    text: &Text<'_>,
    question: &Question,
    parts: impl Fn(usize) -> bool,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for at in 0..text.tokens.len() {
        let verb = acts(text, question, at).then_some(at);
        match pieces.last_mut() {
            Some(piece) if text.before(at).is_some() && !parts(at) => {
                piece.tokens.end = at + 1;
                piece.verb = piece.verb.or(verb);
                // "The cook, a quiet man called Tashi, was …"
                let only_describes = text.is(at, &["called", "named", "known", "aged"]);
                if piece.subject_end == at && (verb.is_none() || only_describes) {
                    piece.subject_end = at + 1;
                }
            }
            _ => pieces.push(Piece {
                tokens: at..at + 1,
                verb,
                subject_end: at + usize::from(verb.is_none()),
            }),
        }
    }
    pieces
}

fn acts(text: &Text<'_>, question: &Question, at: usize) -> bool {
    let asked = question.verb.is_some()
        && text.keys[at] == question.verb
        && !text.is_capital(at)
        && !text.before(at).is_some_and(|before| {
            text.is(
                before,
                &["the", "a", "an", "of", "for", "her", "his", "its"],
            )
        });
    asked || acting::acts(text, at)
}

pub(crate) fn parts(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let number = |at: Option<usize>| at.is_some_and(|at| text.tokens[at].number().is_some());
    let time = token.glued && number(text.before(at)) && number(text.after(at));
    [',', ';', '(', '—', '–', '!', '?']
        .iter()
        .any(|&mark| token.is_mark(mark))
        || token.is_mark(':') && !time
        || token.is_mark('-') && !token.glued
        || token.is_any(PARTING)
            && !text
                .before(at)
                .is_some_and(|before| text.tokens[before].is_mark(','))
        // What a parenthesis says ends with it.
        || text.before(at).is_some_and(|before| text.tokens[before].is_mark(')'))
}
