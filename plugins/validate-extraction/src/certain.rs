//! The one value that a passage surely gives: what stands in the question's gap in the
//! smallest part of the passage that says all that the question does.

use crate::besides::Beside;
use crate::bonus::{MOVES, is_turned};
use crate::chunks::chunks;
use crate::classes;
use crate::needed::Needed;
use crate::pieces::{Piece, Pieces};
use crate::question::{Kind, Question};
use crate::saying::{exact, says_all, says_most, says_plainly};
use crate::slot::Slot;
use crate::spans::spans;
use crate::text::{Span, Text};

/// More parts that say all of it are not weighed.
const MOST: usize = 8;

/// A value that is sure, with what else is of its kind.
pub(crate) struct Certain {
    pub(crate) value: Span,
    pub(crate) all: Vec<Span>,
}

/// The value, if a single one is sure.
pub(crate) fn certain(text: &Text<'_>, question: &Question, called: bool) -> Option<Certain> {
    if question.whose {
        return None;
    }
    let resolved = question.with_verb_of(text).with_agent(text);
    let question = &resolved;
    let needed = Needed::of(text, question)?;
    if needed.light && question.advises {
        return None;
    }
    let numbers = spans(text, question);
    let all = of_the_kind(question, numbers.clone());
    // Of a class that has no word for it here, any thing may be one.
    let open = !text_calls_any(text, question);
    let things = if open {
        chunks(text, question)
    } else {
        Vec::new()
    };
    let pieces = Pieces::of(text, question);
    let preposition = needed
        .preposition
        .or(question.preposition.as_deref())
        .filter(|_| !matches!(question.kind, Kind::Measure(_) | Kind::Count(_)));
    let slot = Slot {
        text,
        question,
        pieces: &pieces,
        verbs: &needed.verbs,
        preposition,
    };
    let beside = Beside {
        text,
        question,
        pieces: &pieces,
        needed: &needed,
        slot: &slot,
        all: &all,
    };
    let [pieces_of, clauses, sentences] = pieces.levels();
    let exact = exact(text, question, &pieces, &needed);
    let levels = [
        (pieces_of, false),
        (clauses, false),
        (sentences, false),
        (pieces_of, true),
        (clauses, true),
        (sentences, true),
    ];
    for (parts, rough) in levels {
        let saying: Vec<&Piece> = parts
            .iter()
            .filter(|part| {
                if rough && !called && is_reckoned_with(question) {
                    false
                } else if rough {
                    says_most(text, question, &pieces, &needed, part)
                } else {
                    says_all(text, question, &pieces, &needed, part)
                }
            })
            .take(MOST)
            .collect();
        let mut values: Vec<Span> = Vec::new();
        for part in saying {
            if needed.light && !says_plainly(text, question, part) {
                values.extend(beside.titled(part));
                continue;
            }
            let bare = part.verb().is_none() && matches!(question.kind, Kind::Count(_));
            let mut here = slot.fill(part, if bare { &numbers } else { &all }, needed.light);
            if !std::ptr::eq(parts, pieces_of) && counts_others(&numbers, question, part) {
                here.clear();
            }
            // What several clauses say together is sure only of what alone is of its kind.
            let whole = std::ptr::eq(parts, sentences);
            if whole && !is_alone(text, &pieces, &needed, &all, part, rough) {
                here.clear();
            }
            if here.is_empty() && !needed.light && !rough {
                here.extend(slot.fill(part, &things, false));
            }
            here.retain(|span| stands_with(text, &pieces, &exact, span));
            if here.is_empty() {
                here.extend(beside.find(part));
            }
            // "the blue team 15": the number is of what is counted before.
            let counts = if bare { 0.4 } else { f32::MIN };
            let here = here.into_iter().map(|span| {
                let bonus = span.bonus.max(counts);
                beside.by_name(span.with(bonus))
            });
            values.extend(here);
        }
        let Some(first) = values.first() else {
            continue;
        };
        let written = text.written(first);
        let one = values.iter().all(|value| text.written(value) == written);
        let sentence = text.sentence[first.first];
        let turned =
            is_turned(text, question, sentence) && !is_moved_to(text, question, &slot, first);
        return (one && !turned && !is_denied(text, first)).then(|| Certain {
            value: first.clone(),
            all,
        });
    }
    None
}

/// Whether a candidate stands in a piece that says all, beside it, or as its subject before
/// it; where no piece does, any is fine.
pub(crate) fn stands_with(text: &Text<'_>, pieces: &Pieces, exact: &[&Piece], span: &Span) -> bool {
    exact.is_empty()
        || exact.iter().any(|piece| {
            piece.tokens.contains(&span.first)
                || piece.tokens.contains(&span.last)
                || span.first < piece.tokens.start && pieces.begins_with_verb(text, piece)
                || text.sentence[span.first] + 1 == text.sentence[piece.tokens.start]
                || piece.tokens.start == pieces.piece_of(span.first).end
                    && pieces.is_relative(text, piece)
                || pieces.follows_alone(piece, span.first)
        })
}

/// Whether the candidate of a sentence is the only one there, and stands with what is asked.
fn is_alone(
    text: &Text<'_>,
    pieces: &Pieces,
    needed: &Needed,
    all: &[Span],
    part: &Piece,
    rough: bool,
) -> bool {
    let here: Vec<&Span> = all
        .iter()
        .filter(|span| part.tokens.contains(&span.first))
        .collect();
    let [only] = here[..] else { return false };
    let Some(clause) = pieces.clause_of(only.first) else {
        return false;
    };
    rough && needed.light
        || needed.words.iter().any(|word| {
            (word.is_verb || needed.light)
                && word.places.iter().any(|&at| {
                    clause.tokens.contains(&at) && (word.is_verb || !text.is_capital(at))
                })
        })
}

/// Whether a story may be told for what is reckoned from it.
fn is_reckoned_with(question: &Question) -> bool {
    matches!(
        question.kind,
        Kind::Count(_) | Kind::Measure(_) | Kind::Clock
    )
}

/// "planned for Tuesday has been moved to Thursday", where it is asked how it is now.
fn is_moved_to(text: &Text<'_>, question: &Question, slot: &Slot<'_, '_>, value: &Span) -> bool {
    question.now
        && text.clause_at(value.first).any(|at| text.is(at, MOVES))
        && slot
            .leads(value)
            .is_some_and(|word| ["to", "until", "till"].contains(&word.as_str()))
}

/// "12 points, the blue team 15": more than one number may count what is asked for.
fn counts_others(numbers: &[Span], question: &Question, part: &Piece) -> bool {
    matches!(question.kind, Kind::Count(_))
        && numbers
            .iter()
            .filter(|span| part.tokens.contains(&span.first))
            .nth(1)
            .is_some()
}

/// Whether the passage has a word of the kind that is asked for, or that kind is none that
/// any thing may be of.
fn text_calls_any(text: &Text<'_>, question: &Question) -> bool {
    match &question.kind {
        Kind::Named(noun) => (0..text.tokens.len()).any(|at| text.any_key(at) == *noun),
        Kind::Class(class) => {
            classes::is_closed(class)
                || text
                    .tokens
                    .iter()
                    .any(|token| token.is_word() && classes::has(class, token.text))
        }
        _ => true,
    }
}

/// What is surely of the kind that is asked for.
fn of_the_kind(question: &Question, all: Vec<Span>) -> Vec<Span> {
    let least = match question.kind {
        Kind::Count(_) => 0.31,
        Kind::Class(_) => 0.25,
        Kind::Named(_) | Kind::Label(_) => 0.15,
        Kind::Person => 0.0,
        Kind::Place => -0.01,
        _ => -0.2,
    };
    all.into_iter().filter(|span| span.bonus >= least).collect()
}

/// Whether the clause of a value says that it is not so.
fn is_denied(text: &Text<'_>, span: &Span) -> bool {
    let clause = text.clause_at(span.first);
    clause.clone().any(|at| {
        text.is(
            at,
            &[
                "not", "never", "no", "neither", "nor", "nobody", "cannot", "didn't", "doesn't",
                "don't", "isn't", "wasn't", "weren't", "won't", "can't", "wouldn't", "couldn't",
            ],
        )
    }) && !clause
        .clone()
        .any(|at| text.is(at, &["before", "until", "till", "only"]))
}
