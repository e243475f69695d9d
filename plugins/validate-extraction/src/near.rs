//! How near the words of a question stand to what may be its answer.

use crate::chunks::is_determiner;
use crate::clause::{Clause, is_before_verb, is_verb};
use crate::question::{Kind, Question};
use crate::text::{Span, Text};

/// Of a word that stands more often, the rest is not looked at.
const MOST_PLACES: usize = 60;

/// How near each word of the question is to each candidate. A word belongs to the candidate
/// that it is nearest to, and counts less for the others.
pub(crate) fn nearness(
    text: &Text<'_>,
    question: &Question,
    all: &[Span],
    serious: &[usize],
    found: &[Vec<usize>],
    starts: &[usize],
) -> Vec<Vec<f32>> {
    let mut close = vec![vec![0.0_f32; found.len()]; all.len()];
    // Where anything may be the answer, most of it is no rival.
    let belongs = if question.kind == Kind::Thing {
        0.75
    } else {
        0.6
    };
    let clauses: Vec<Clause> = all
        .iter()
        .map(|span| Clause::of(text, question, span))
        .collect();
    for (word, (places, wanted)) in found.iter().zip(&question.wanted).enumerate() {
        let is_verb = question.verb.as_ref() == Some(&wanted.key);

        // "23 of them"
        if let Kind::Count(thing) = &question.kind
            && *thing == wanted.key
        {
            for (span, close) in all
                .iter()
                .zip(&mut close)
                .filter(|(span, _)| span.bonus > 0.3)
            {
                close[word] = if span.bonus > 0.3 { 1.0 } else { 0.0 };
            }
        }
        for &at in places.iter().take(MOST_PLACES) {
            let owner = text
                .before(at)
                .filter(|&of| text.is(of, &["of"]))
                .and_then(|of| text.before(of))
                .and_then(|last| all.iter().position(|span| span.last == last));
            let noun = text.before(at).is_some_and(|before| {
                is_determiner(text, before) || text.is(before, &["for", "of", "in", "with"])
            });
            let raw: Vec<(f32, f32)> = all
                .iter()
                .zip(&clauses)
                .map(|(span, clause)| {
                    closeness(text, span, clause, at, starts, (is_verb, wanted.vital))
                })
                .collect();
            let most = serious.iter().map(|&span| raw[span].0).fold(0.0, f32::max);
            for (span, &(own, inherited)) in raw.iter().enumerate() {
                let apart = text.sentence[all[span].first] != text.sentence[at];
                // "300 grams of flour": it is the flour's.
                let own = if owner.is_some_and(|owner| owner != span) {
                    own * 0.6
                } else {
                    own
                };
                // "for help" is no helping.
                let own = if is_verb && noun { own * 0.6 } else { own };
                let own = if own + 0.06 >= most || apart {
                    own
                } else {
                    own * belongs
                };
                close[span][word] = close[span][word].max(own).max(inherited);
            }
        }
    }
    close
}

/// Where each word of the question stands.
pub(crate) fn occurrences(text: &Text<'_>, question: &Question) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = question
        .wanted
        .iter()
        .map(|wanted| {
            (0..text.tokens.len())
                .filter(|&at| text.keys[at].as_ref() == Some(&wanted.key))
                .collect()
        })
        .collect();
    // "The second one is in Namur", "the oldest was built": what follows is meant too.
    for at in 1..found.len() {
        let (adjective, noun) = (&question.wanted[at - 1], &question.wanted[at]);
        if adjective.vital && !adjective.name && !noun.vital {
            let elliptic: Vec<usize> = found[at - 1]
                .iter()
                .copied()
                .filter(|&place| {
                    text.after(place).is_some_and(|next| {
                        text.keys[next].is_none()
                            || text.is(next, &["one", "ones"])
                            || is_verb(text, next)
                    })
                })
                .collect();
            found[at].extend(elliptic);
            found[at].sort_unstable();
        }
    }
    found
}

/// How near a word stands to a candidate: 1 beside it, 0 far off; and how much of it a clause
/// without a verb takes from the clause before.
fn closeness(
    text: &Text<'_>,
    span: &Span,
    clause: &Clause,
    at: usize,
    starts: &[usize],
    wanted: (bool, bool),
) -> (f32, f32) {
    let (is_verb, is_vital) = wanted;
    if (span.first..=span.last).contains(&at) {
        return (1.0, 0.0);
    }
    let (here, there) = (
        text.sentence[span.first] as isize,
        text.sentence[at] as isize,
    );
    let close = match there - here {
        0 => {
            let (from, to) = if at < span.first {
                (at, span.first)
            } else {
                (span.last, at)
            };
            let apart = (text.depth[to] - text.depth[from]).abs();
            // Other candidates between belong to it rather.
            let rivals = if at < span.first {
                starts[span.first] - starts[at]
            } else {
                starts[at] - starts[span.last + 1]
            };
            let rivals = i32::try_from(rivals).unwrap_or(i32::MAX);
            let tokens = u16::try_from(to - from).unwrap_or(u16::MAX);
            let near = (1.0 - 0.02 * f32::from(tokens)).max(0.8);
            // Without another candidate between, a comma parts little.
            let parts = if rivals == 0 { 0.4 } else { 0.7 };
            let close = near * (-parts * apart).exp() * 0.55_f32.powi(rivals.min(8));
            // "on Mondays he teaches geography, on Tuesdays Latin"
            let inherits = at < span.first && rivals <= 3 && clause.short;
            let shares_subject =
                at < span.first && !is_verb && is_before_verb(text, at) && clause.goes_on;
            let inherited = match (inherits, is_verb) {
                _ if shares_subject => 0.82,
                (true, false) if clause.plain && is_before_verb(text, at) && !is_vital => 0.8,
                (true, false) if clause.own_subject => 0.3,
                (true, _) if is_vital => 0.3,
                (true, true) => 0.85,
                (true, false) => 0.5,
                _ => 0.0,
            };
            return (close, inherited);
        }
        // "It is 340 metres long."
        -1 if clause.pronoun && !text.is_capital(at) => 0.45,
        ..=-1 if clause.pronoun && text.is_capital(at) => {
            if there + 1 == here {
                0.6
            } else {
                0.4
            }
        }
        -1 => 0.3,
        1 => 0.15,
        ..=-2 => 0.12,
        _ => 0.05,
    };
    (close, 0.0)
}
