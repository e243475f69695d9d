//! The one calculation in a request, whatever else it tells: `I need 15% of 260 for my
//! lab report. What is it?`
//!
//! All numbers stand in one sentence, and in one stretch of it that can be computed. What
//! stands around it says nothing of arithmetic, and asks nothing else.

use reading::{Asked, Rational, Token};

use crate::fluff::OPERATIONS;
use crate::question::{Question, Sought, shown, single};

mod around;
mod plain;
mod run;

use around::{CHANGES, asks_else, is_aside, is_calm, is_format, is_order};
use plain::plain;
use run::every_other;

/// What is asked, if one stretch of it can be computed.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    if let Some(found) = every_other(asked) {
        return Some(Question::Value(found));
    }
    let sentences: Vec<Vec<Token<'_>>> = asked
        .sentences
        .iter()
        .filter(|sentence| !is_unrounded(sentence))
        .flat_map(|sentence| split(sentence))
        .map(plain)
        .collect();
    let mut told = sentences.iter().enumerate().filter(|(_, s)| counts(s));
    let ((place, sentence), None) = (told.next()?, told.next()) else {
        return None;
    };
    let others: Vec<&[Token<'_>]> = (0..sentences.len())
        .filter(|at| *at != place)
        .map(|at| sentences[at].as_slice())
        .collect();
    if sentence.len() > 40
        || sentences.len() > 5
        || others.iter().any(|s| asks_else(s) || is_order(s))
    {
        return None;
    }
    let (first, last) = (
        sentence.iter().position(|t| t.number().is_some())?,
        sentence.iter().rposition(|t| t.number().is_some())?,
    );
    let (least, most) = (first.saturating_sub(6), sentence.len().min(last + 6));
    for begin in least..=first {
        for end in (last + 1..=most).rev() {
            let around = [&sentence[..begin], &sentence[end..]];
            let calm = is_calm(around[0])
                && !asks_else(around[0])
                && (is_format(around[1]) || is_calm(around[1]) && is_aside(around[1]));
            if !calm {
                continue;
            }
            let core = &sentence[begin..end];
            let Some(Question::Value(found)) = single(text, core) else {
                continue;
            };
            let told_as = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
            let found = Sought {
                ambiguous: found.ambiguous
                    && !told_as(&["decimal", "fraction", "compute", "calculate"]),
                ..found
            };
            return others
                .iter()
                .try_fold(found, |found, other| named(found, core, other))
                .map(Question::Value);
        }
    }
    None
}

fn counts(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| token.number().is_some() && !token.is("one"))
}

/// Whether it says only that nothing is to be rounded.
fn is_unrounded(sentence: &[Token<'_>]) -> bool {
    sentence.len() <= 4
        && sentence
            .first()
            .is_some_and(|first| first.is_any(&["don't", "do", "without"]))
        && sentence
            .last()
            .is_some_and(|last| last.is_any(&["round", "rounding", "it"]))
        && sentence
            .iter()
            .any(|token| token.is_any(&["round", "rounding"]))
}

/// The question behind a comma as a sentence of its own: `, what is the remainder`.
fn split<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let comma = sentence
        .windows(2)
        .position(|two| two[0].is_mark(',') && two[1].is_any(&["what", "what's"]));
    match comma {
        Some(at) if at > 0 && counts(&sentence[..at]) && !counts(&sentence[at..]) => {
            vec![&sentence[..at], &sentence[at + 1..]]
        }
        _ => vec![sentence],
    }
}

/// What a sentence beside the calculation makes of it: its remainder, or nothing else if it
/// only names the result.
fn named(found: Sought, core: &[Token<'_>], other: &[Token<'_>]) -> Option<Sought> {
    let has = |words: &[&str], marks: &str| {
        core.iter()
            .any(|token| token.is_any(words) || marks.chars().any(|mark| token.is_mark(mark)))
    };
    let divides = has(&["divide", "divided", "over", "dividing"], "/÷");
    let allowed: &[&str] = match (
        divides,
        has(&["add", "plus", "sum", "added", "adding"], "+"),
        has(&["subtract", "minus", "subtracted", "less", "from"], "-−"),
        has(&["multiply", "times", "multiplied", "product"], "*×"),
    ) {
        (true, false, false, false) => &[
            "quotient",
            "remainder",
            "left",
            "over",
            "lowest",
            "simplify",
            "reduce",
        ],
        (false, true, false, false) => &["sum", "total", "lowest", "simplify", "reduce"],
        (false, false, true, false) => &["difference", "lowest", "simplify", "reduce"],
        (false, false, false, true) => &["product", "lowest", "simplify", "reduce"],
        _ => &["lowest", "simplify"],
    };
    let odd = other
        .iter()
        .any(|token| (token.is_any(CHANGES) || token.is_any(OPERATIONS)) && !token.is_any(allowed));
    if odd {
        return None;
    }
    let remainder = other
        .iter()
        .any(|token| token.is_any(&["remainder", "left"]));
    if !remainder {
        return Some(found);
    }
    let [a, b] = found.operands[..] else {
        return None;
    };
    let (a, b) = (a.whole()?, b.whole().filter(|b| *b > 0)?);
    let value = Rational::from(a % b);
    Some(Sought {
        value,
        fact: format!(
            "{a} = {} * {b} + {}, so the remainder is {}",
            a / b,
            a % b,
            shown(value, None)
        ),
        ..found
    })
}
