//! Everyday stories of a few fixed kinds.
//!
//! A story is understood only if each of its sentences fits a pattern and all
//! speak of the same person and the same things: what is left out of a story is
//! where riddles hide.

use reading::{Asked, Captures, Rational, Token, matches};

use crate::question::{Question, Sought, shown};

mod holdings;
mod measures;
mod patterns;
mod twists;

use twists::is_twist;

/// What a story asks, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let total: usize = asked.sentences.iter().map(Vec::len).sum();
    if total > 120 {
        return None;
    }
    let plain = !asked.sentences.iter().flatten().any(is_twist);
    let sought = plain
        .then(|| {
            let clauses: Vec<&[Token<'_>]> =
                asked.sentences.iter().flat_map(|s| clauses(s)).collect();
            fixed(&clauses).or_else(|| holdings::understand(&clauses))
        })
        .flatten()?;
    // Nobody has less than nothing.
    (!sought.value.is_negative()).then_some(Question::Value(sought))
}

/// `If A and B, how many …` are a sentence each; so are what `and` or `then` joins,
/// where a verb follows.
fn clauses<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let sentence = match sentence {
        [first, rest @ ..] if first.is("if") || first.is("suppose") => rest,
        sentence => sentence,
    };
    let mut clauses = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < sentence.len() {
        let joins = sentence[at].is_any(&["and", "then", ";"]) || sentence[at].is_mark(',');
        if joins {
            let mut next = at + 1;
            while sentence
                .get(next)
                .is_some_and(|t| t.is_any(&["and", "then"]) || t.is_mark(','))
            {
                next += 1;
            }
            let rest = &sentence[next..];
            let starts = rest.first().is_some_and(|token| {
                token.is("how") || holdings::is_verb(token) || token.is("what")
            }) || rest.get(1).is_some_and(|token| {
                token.is("are") || holdings::is_verb(token) && rest[0].is_word()
            }) || rest
                .first()
                .is_some_and(|token| token.is_any(&["each", "one", "a"]))
                && rest.iter().any(|t| t.is_any(&["cost", "costs"]));
            if starts {
                if begin < at {
                    clauses.push(&sentence[begin..at]);
                }
                begin = next;
                at = next;
                continue;
            }
        }
        at += 1;
    }
    if begin < sentence.len() {
        clauses.push(&sentence[begin..]);
    }
    clauses
}

fn fixed(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    measures::understand(clauses).or_else(|| {
        patterns::STORIES.iter().find_map(|(patterns, compute)| {
            if patterns.len() != clauses.len() {
                return None;
            }
            let captures: Vec<_> = patterns
                .iter()
                .zip(clauses)
                .map(|(pattern, clause)| matches(pattern, clause))
                .collect::<Option<_>>()?;
            compute(&captures)
        })
    })
}

fn product(a: Rational, b: Rational, money: bool) -> Option<Sought> {
    let value = a.times(b)?;
    Some(sought(
        value,
        vec![a, b],
        format!("{a} * {b} = {}", shown(value, None)),
        money,
    ))
}

fn share(total: Rational, parts: Rational, money: bool) -> Option<Sought> {
    let value = total.over(parts)?;
    // Things that are left over are no everyday sharing.
    (value.whole().is_some() || money && value.places().is_some_and(|places| places <= 2)).then(
        || {
            sought(
                value,
                vec![total, parts],
                format!("{total} / {parts} = {value}"),
                money,
            )
        },
    )
}

fn difference(a: Rational, b: Rational, money: bool) -> Option<Sought> {
    let value = a.minus(b)?;
    Some(sought(
        value,
        vec![a, b],
        format!("{a} - {b} = {value}"),
        money,
    ))
}

fn discount(price: Rational, percent: Rational) -> Option<Sought> {
    let off = price.times(percent)?.over(100.into())?;
    let value = price.minus(off)?;
    Some(sought(
        value,
        vec![price, percent],
        format!("{price} - {} = {}", shown(off, None), shown(value, None)),
        true,
    ))
}

fn sought(value: Rational, operands: Vec<Rational>, fact: String, money: bool) -> Sought {
    Sought {
        value,
        operands,
        fact,
        places: None,
        fraction: false,
        money,
        ambiguous: false,
        also: Vec::new(),
    }
}

/// Whether two slots name the same things: `red apples` and `apples`.
fn about(a: &Captures<'_, '_>, slot_a: usize, b: &Captures<'_, '_>, slot_b: usize) -> Option<()> {
    same_thing(a.tokens(slot_a), b.tokens(slot_b)).then_some(())
}

/// Whether the last words are the same but for a plural.
fn same_thing(a: &[Token<'_>], b: &[Token<'_>]) -> bool {
    match (a.last(), b.last()) {
        (Some(a), Some(b)) => stem(a.text) == stem(b.text),
        _ => false,
    }
}

fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for (plural, singular) in [
        ("ies", "y"),
        ("oxes", "ox"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("sses", "ss"),
        ("uses", "us"),
        ("ss", "ss"),
        ("us", "us"),
        ("ves", "f"),
        ("s", ""),
    ] {
        if let Some(front) = word
            .strip_suffix(plural)
            .filter(|front| front.len() + singular.len() > 1)
        {
            return format!("{front}{singular}");
        }
    }
    word
}

fn person(a: &Captures<'_, '_>, slot_a: usize, b: &Captures<'_, '_>, slot_b: usize) -> Option<()> {
    same_person(a.tokens(slot_a), b.tokens(slot_b)).then_some(())
}

/// Whether the second is the first: by name, or by a pronoun.
fn same_person(first: &[Token<'_>], again: &[Token<'_>]) -> bool {
    let same = first.len() == again.len() && first.iter().zip(again).all(|(a, b)| a.is(b.text));
    same || matches!(again, [one] if one.is_any(&["he", "she", "they", "it", "him", "her"]))
        && !first.iter().any(|token| token.is_any(&["i", "you", "we"]))
        || matches!((first, again), ([a], [b]) if a.is("i") && b.is("you") || a.is("you") && b.is("i"))
}
