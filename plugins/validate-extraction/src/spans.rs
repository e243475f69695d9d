//! What in a passage may be the answer, by the kind that is asked for.

use crate::amounts::{counted, measured};
use crate::called::{codes, labels, named, of_class};
use crate::chunks::{chunks, is_determiner};
use crate::dimensions::is_of_another;
use crate::moments::{clocks, times, years};
use crate::people::{persons, places};
use crate::question::{Kind, Question};
use crate::text::{Span, Text};

/// More are not weighed.
const MOST: usize = 200;

/// What may be the answer, in the order of the passage.
pub(crate) fn spans(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let found = match &question.kind {
        Kind::Person => persons(text, question),
        Kind::Place => places(text, question),
        Kind::Count(thing) => counted(text, thing),
        Kind::Measure(quantity) => measured(text, quantity),
        Kind::Label(noun) => labels(text, question, noun),
        Kind::Year => years(text),
        Kind::Clock => clocks(text),
        Kind::Time => times(text),
        Kind::Class(class) => of_class(text, question, class),
        Kind::Named(noun) => named(text, question, noun),
        Kind::Code => codes(text, question),
        Kind::Thing => chunks(text, question),
    };
    let number = matches!(
        question.kind,
        Kind::Count(_) | Kind::Measure(_) | Kind::Year | Kind::Clock | Kind::Time | Kind::Code
    );
    let mut found: Vec<Span> = found
        .into_iter()
        // What the question says is not what it asks for.
        .filter(|span| {
            if number {
                !text
                    .span_keys(span)
                    .next()
                    .is_some_and(|first| question.keys.contains(first))
            } else {
                !text.span_keys(span).all(|key| question.keys.contains(key))
            }
        })
        // "320 m long and 18 m wide": how wide it is, is not how long.
        .filter(|span| {
            question
                .dimension
                .is_none_or(|asked| !is_of_another(text, span, asked))
        })
        // Part of a name in the question is the same name.
        .filter(|span| {
            let named = |key: &String| {
                question
                    .wanted
                    .iter()
                    .any(|wanted| wanted.name && wanted.key == *key)
            };
            let beside = text
                .before(span.first)
                .and_then(|before| text.keys[before].as_ref())
                .is_some_and(named);
            number || !text.is_capital(span.first) || !beside && !text.span_keys(span).any(named)
        })
        .collect();
    // "Call Mrs. Abara": the verb of the question is no part of the name.
    for span in &mut found {
        while span.first < span.last
            && text.begins(span.first)
            && text.keys[span.first]
                .as_ref()
                .is_some_and(|key| question.verb.as_ref() == Some(key))
        {
            span.first += 1;
        }
    }
    found.sort_by_key(|span| (span.first, std::cmp::Reverse(span.last)));
    found.dedup_by(|b, a| {
        b.first <= a.last && {
            a.bonus = a.bonus.max(b.bonus);
            true
        }
    });
    if !number {
        found = coordinated(text, question, found);
    }
    found.truncate(MOST);
    found
}

/// `Hakan and Simone` is one answer.
fn coordinated(text: &Text<'_>, question: &Question, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        if let Some(previous) = joined.last_mut() {
            let gap: Vec<usize> = (previous.last + 1..span.first).collect();
            let and = match gap[..] {
                [and] => text.is(and, &["and"]),
                [and, the] => text.is(and, &["and"]) && is_determiner(text, the),
                _ => false,
            };
            let same = text.sentence[previous.first] == text.sentence[span.first];
            // "a ladder in the cellar and the lawnmower in the shed"
            let apart = question.kind == Kind::Thing
                && gap.len() > 1
                && is_behind_place(text, previous.first);
            if and && same && !apart && (previous.bonus - span.bonus).abs() < 0.01 {
                previous.last = span.last;
                continue;
            }
        }
        joined.push(span);
    }
    joined
}

/// Whether a thing stands behind `in`, `on` or the like.
fn is_behind_place(text: &Text<'_>, at: usize) -> bool {
    text.before(at)
        .and_then(|before| {
            if is_determiner(text, before) {
                text.before(before)
            } else {
                Some(before)
            }
        })
        .is_some_and(|before| {
            text.is(
                before,
                &[
                    "in", "on", "at", "to", "from", "under", "behind", "for", "near",
                ],
            )
        })
}
