//! Arithmetic inside other words: `My son is stuck on this sum: 684 + 1297. What is the
//! correct result?`
//!
//! What has neither a number nor a word of arithmetic in it is left out, sentence by
//! sentence and at the edges of one, if it cannot change what is asked. What is left is
//! read as if it had been asked alone.

use crate::chain;
use crate::choice;
use crate::equation;
use crate::expression;
use crate::fluff::{ASKS, OPERATIONS, harmless, plainly, tells};
use crate::question::{Question, single};
use crate::verbs;
use reading::{Asked, Kind, Token};

/// What may be asked of a list by its name alone: `Mean?`
const LISTED: &[&str] = &[
    "mean", "median", "average", "total", "tot", "range", "tally",
];

/// What is asked between other words.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    let all: Vec<Token<'_>> = asked.sentences.concat();
    let asks = all
        .iter()
        .any(|token| token.is_any(ASKS) || token.is_any(LISTED) || token.is_mark('='));
    let verdict = all
        .first()
        .is_some_and(|first| first.is_any(&["is", "are", "does", "true"]));
    if !asks && !verdict && asked.sentences.len() > 1 || all.len() > 120 {
        return None;
    }
    let mut kept: Vec<Token<'_>> = Vec::new();
    for sentence in &asked.sentences {
        if repeats(sentence, &kept) {
            harmless(sentence)?;
            continue;
        }
        let part = trimmed(sentence)?;
        if !kept.is_empty() && !part.is_empty() {
            // A full stop ends a step: "Take 12. Add 5."
            kept.push(Token {
                text: ";",
                kind: Kind::Mark(';'),
                ..part[0].clone()
            });
        }
        kept.extend(part.iter().filter(|t| !t.is_mark('"')).cloned());
    }
    let kept = plainly(kept);
    let plain: Vec<Token<'_>> = kept.iter().filter(|t| !t.is_mark(';')).cloned().collect();
    if plain.iter().filter(|t| t.number().is_some()).count() == 0 {
        return None;
    }
    single(text, &plain)
        .or_else(|| choice::understand(text, &plain))
        .or_else(|| equation::understand(text, &plain))
        .or_else(|| chain::understand(&kept))
        .or_else(|| verbs::listed(&plain).map(Question::Value))
        .or_else(|| behind_colon(text, &plain))
}

/// Whether a sentence only says again what to answer: `Reply with the larger one.`
fn repeats(sentence: &[Token<'_>], before: &[Token<'_>]) -> bool {
    let answers = sentence.first().is_some_and(|first| {
        first.is_any(&[
            "reply", "answer", "respond", "write", "give", "state", "return", "output", "tell",
            "show", "just", "only", "please", "name", "say",
        ])
    });
    answers
        && before.iter().any(|token| token.number().is_some())
        && sentence.iter().all(|token| {
            (token.number().is_none() || token.is("one"))
                && (!token.is_any(OPERATIONS) || before.iter().any(|known| known.is(token.text)))
        })
}

/// The expression behind a colon: `stuck on this sum: 684 + 1297`.
fn behind_colon(text: &str, tokens: &[Token<'_>]) -> Option<Question> {
    let colon = tokens.iter().rposition(|token| token.is_mark(':'))?;
    let (front, rest) = tokens.split_at(colon);
    let other = |token: &Token<'_>| {
        token.number().is_some() || token.is_any(OPERATIONS) && !token.is_any(&["sum", "equal"])
    };
    let labels = [
        "sum",
        "problem",
        "exercise",
        "question",
        "task",
        "calculation",
        "expression",
        "equation",
        "calculate",
        "compute",
        "evaluate",
        "solve",
        "work",
        "answer",
        "result",
        "homework",
        "worksheet",
        "calc",
        "math",
        "maths",
    ];
    let labelled = front.iter().any(|token| token.is_any(&labels));
    if !labelled || front.iter().any(other) || rest.len() < 4 {
        return None;
    }
    harmless(front)?;
    expression::compute(&rest[1..])?;
    single(text, &rest[1..])
}

/// A sentence without what stands at its edges and says nothing; none if something that
/// is left out may change what is asked.
fn trimmed<'s, 't>(sentence: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
    let ends: Vec<usize> = sentence
        .iter()
        .enumerate()
        .filter(|(at, token)| ends_part(sentence, *at, token))
        .map(|(at, _)| at)
        .collect();
    let mut begin = 0;
    let mut end = sentence.len();
    for &at in &ends {
        if begin <= at && !tells(&sentence[begin..at]) {
            harmless(&sentence[begin..at])?;
            begin = at + 1;
        } else {
            break;
        }
    }
    for &at in ends.iter().rev() {
        if at >= begin && !tells(&sentence[at + 1..end]) {
            harmless(&sentence[at + 1..end])?;
            end = at;
        } else {
            break;
        }
    }
    let part = &sentence[begin..end.max(begin)];
    if !tells(part) {
        harmless(part)?;
        return Some(&[]);
    }
    Some(part)
}

/// Whether a mark parts what stands beside it.
fn ends_part(sentence: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let Kind::Mark(mark) = token.kind else {
        return false;
    };
    match mark {
        ',' | ';' | ':' | '"' | '\u{2014}' | '\u{2013}' => true,
        // " - just the number"
        '-' => {
            !token.glued
                && sentence
                    .get(at + 1)
                    .is_some_and(|next| !next.glued && next.is_word())
        }
        _ => false,
    }
}
