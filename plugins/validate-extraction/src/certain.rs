//! The one value that a passage surely gives: what stands in the question's gap in the
//! smallest part of the passage that says all that the question does.

use crate::besides::Beside;
use crate::bonus::{MOVES, is_turned};
use crate::chunks::chunks;
use crate::classes;
use crate::needed::{Needed, Word};
use crate::pieces::{Piece, Pieces};
use crate::question::{Kind, Question};
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

fn says(text: &Text<'_>, pieces: &Pieces, part: &Piece, word: &Word) -> bool {
    word.places.iter().any(|at| part.tokens.contains(at))
        || pieces.takes_over(text, part, &word.places, word.is_verb)
}

/// The pieces that say all of a question.
fn exact<'p>(
    text: &Text<'_>,
    question: &Question,
    pieces: &'p Pieces,
    needed: &Needed,
) -> Vec<&'p Piece> {
    let [all, _, _] = pieces.levels();
    all.iter()
        // "(waiting room)" says what the piece before it is about.
        .filter(|part| !text.tokens[part.tokens.start].is_mark('('))
        .filter(|part| says_all(text, question, pieces, needed, part))
        .collect()
}

/// Whether a candidate stands in a piece that says all, beside it, or as its subject before
/// it; where no piece does, any is fine.
fn stands_with(text: &Text<'_>, pieces: &Pieces, exact: &[&Piece], span: &Span) -> bool {
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

fn says_all(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> bool {
    // "It is 42 metres tall": a pronoun may be all that stands for the question.
    let by_pronoun = pieces.has_pronoun(text, part)
        && (matches!(question.kind, Kind::Measure(_) | Kind::Class(_))
            || needed.light && is_typed(question) && !matches!(question.kind, Kind::Count(_)));
    let direct = by_pronoun
        || needed
            .words
            .iter()
            .any(|word| word.places.iter().any(|at| part.tokens.contains(at)));
    direct
        && needed.words.iter().all(|word| {
            // "the blue team 15"
            word.counted && part.verb().is_none() || says(text, pieces, part, word)
        })
}

/// Whether a part alone has the verb and one more word of the question, and lacks but one
/// that was said before: "The worms eat peelings" of the worms in the bin.
fn says_most(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> bool {
    let sentence = text.sentence[part.tokens.start];
    let here = |places: &[usize]| places.iter().any(|at| part.tokens.contains(at));
    let only_verb = needed.words.iter().any(|word| {
        word.is_verb
            && here(&word.places)
            && word.places.iter().all(|&at| text.sentence[at] == sentence)
    });
    let only_noun = is_typed(question)
        && needed.light
        && needed.words.iter().any(|word| {
            !word.counted
                && here(&word.places)
                && word.places.iter().all(|&at| text.sentence[at] == sentence)
        });
    let lacking: Vec<&Word> = needed
        .words
        .iter()
        .filter(|word| !says(text, pieces, part, word))
        .collect();
    let said_before =
        |word: &Word| !word.vital && word.places.iter().all(|&at| at < part.tokens.start);
    let more = needed
        .words
        .iter()
        .any(|word| !word.is_verb && here(&word.places));
    let refers = part
        .tokens
        .clone()
        .any(|at| text.is(at, &["it", "them", "him", "its", "their"]));
    (only_verb && (more || refers) || only_noun)
        && needed.missing == 0
        && matches!(lacking[..], [word] if said_before(word))
}

/// Whether only few words of a passage can be of the kind that is asked for.
fn is_typed(question: &Question) -> bool {
    match question.kind {
        Kind::Count(_)
        | Kind::Measure(_)
        | Kind::Label(_)
        | Kind::Code
        | Kind::Year
        | Kind::Clock
        | Kind::Time => true,
        Kind::Class(class) => classes::is_closed(class),
        _ => false,
    }
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

/// Whether a part only says how or where something is.
fn says_plainly(text: &Text<'_>, question: &Question, part: &Piece) -> bool {
    if !matches!(
        question.kind,
        Kind::Place | Kind::Time | Kind::Clock | Kind::Year | Kind::Person | Kind::Thing
    ) {
        return true;
    }
    part.verb().is_none_or(|verb| {
        text.is(
            verb,
            &[
                "is", "was", "are", "were", "has", "have", "had", "will", "can", "lies", "stands",
                "took", "takes", "happened", "came", "comes", "got", "gets",
            ],
        )
    })
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
