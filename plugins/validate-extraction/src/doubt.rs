//! Where what stands nearest to a question's words may not be its answer.

use crate::certain::stands_with;
use crate::needed::Needed;
use crate::pieces::Pieces;
use crate::question::{Kind, Question};
use crate::saying::{exact, says};
use crate::text::{Span, Text};

/// Whether another sentence says more of what is asked than those of the best, or the
/// passage lacks what the best are called and what they do.
pub(crate) fn is_doubtful(
    text: &Text<'_>,
    question: &Question,
    best: &[Span],
    all: &[Span],
) -> bool {
    let resolved = question.with_verb_of(text);
    let question = &resolved;
    let needed = Needed::of(text, question);
    if let Kind::Named(noun) = &question.kind
        && needed.as_ref().is_none_or(|needed| needed.verbs.is_empty())
        && !(0..text.tokens.len()).any(|at| text.any_key(at) == *noun)
    {
        return true;
    }
    let Some(needed) = needed else {
        return false;
    };
    let pieces = Pieces::of(text, question);
    let [_, _, sentences] = pieces.levels();
    let exact = exact(text, question, &pieces, &needed);
    if !needed.light
        && !best
            .iter()
            .any(|span| stands_with(text, &pieces, &exact, span))
    {
        return true;
    }
    // "the bus on Monday and his bike on Tuesday": a name or a day stands with another.
    let goes_with_another = needed.words.iter().any(|word| {
        word.vital
            && !best.iter().any(|span| {
                let piece = pieces.piece_of(span.first);
                word.places.iter().any(|at| piece.contains(at))
            })
            && word.places.iter().any(|&at| {
                let piece = pieces.piece_of(at);
                let beside = best
                    .iter()
                    .any(|best| text.sentence[best.first] == text.sentence[at]);
                beside
                    && all.iter().any(|span| {
                        span.bonus > 0.2
                            && piece.contains(&span.first)
                            && !best.iter().any(|best| best.first == span.first)
                    })
            })
    });
    if goes_with_another {
        return true;
    }
    let said: Vec<usize> = sentences
        .iter()
        .map(|part| {
            needed
                .words
                .iter()
                .filter(|word| says(text, &pieces, part, word))
                .count()
        })
        .collect();
    let most = said.iter().copied().max().unwrap_or(0);
    let of_best = sentences
        .iter()
        .zip(&said)
        .filter(|(part, _)| best.iter().any(|span| part.tokens.contains(&span.first)))
        .map(|(_, said)| *said)
        .max()
        .unwrap_or(0);
    of_best < most
}
