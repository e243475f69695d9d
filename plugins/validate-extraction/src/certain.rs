//! The one value that a passage surely gives: what stands in the question's gap in the
//! smallest part of the passage that says all that the question does.

use crate::bonus::is_turned;
use crate::needed::{Needed, Word};
use crate::pieces::{Piece, Pieces, there};
use crate::question::{Kind, Question, Role};
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
pub(crate) fn certain(text: &Text<'_>, question: &Question) -> Option<Certain> {
    if question.advises || question.whose {
        return None;
    }
    let resolved = question.with_verb_of(text);
    let question = &resolved;
    let needed = Needed::of(text, question)?;
    let all = of_the_kind(question, spans(text, question));
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
    let [pieces_of, clauses, sentences] = pieces.levels();
    let levels = [
        (pieces_of, false),
        (clauses, false),
        (sentences, false),
        (pieces_of, true),
        (clauses, true),
    ];
    for (level, (parts, rough)) in levels.into_iter().enumerate() {
        let saying: Vec<&Piece> = parts
            .iter()
            .filter(|part| {
                if rough {
                    says_most(text, &pieces, &needed, part)
                } else {
                    says_all(text, question, &pieces, &needed, part)
                }
            })
            .take(MOST)
            .collect();
        let mut values: Vec<Span> = Vec::new();
        for part in saying {
            if needed.light && !says_plainly(text, question, part) {
                continue;
            }
            let mut here = slot.fill(part, &all, needed.light);
            // What several clauses say together is sure only of what alone is of its kind.
            if level == 2 && !is_alone(text, &pieces, &needed, &all, part) {
                here.clear();
            }
            if here.is_empty() {
                here.extend(named_subject(text, question, &pieces, &needed, part));
            }
            if here.is_empty() && matches!(question.kind, Kind::Place) && there(text, part) {
                here.extend(place_before(text, &slot, &all, part));
            }
            values.extend(here);
        }
        let Some(first) = values.first() else {
            continue;
        };
        let written = text.written(first);
        let one = values.iter().all(|value| text.written(value) == written);
        let sentence = text.sentence[first.first];
        return (one && !is_turned(text, question, sentence) && !is_denied(text, first)).then(
            || Certain {
                value: first.clone(),
                all,
            },
        );
    }
    None
}

/// Whether another sentence says more of what is asked than those of the best, or the
/// passage lacks what the best are called and what they do.
pub(crate) fn is_doubtful(text: &Text<'_>, question: &Question, best: &[Span]) -> bool {
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

/// Whether the candidate of a sentence is the only one there, and stands with what is asked.
fn is_alone(text: &Text<'_>, pieces: &Pieces, needed: &Needed, all: &[Span], part: &Piece) -> bool {
    let here: Vec<&Span> = all
        .iter()
        .filter(|span| part.tokens.contains(&span.first))
        .collect();
    let [only] = here[..] else { return false };
    let Some(clause) = pieces.clause_of(only.first) else {
        return false;
    };
    needed.words.iter().any(|word| {
        (word.is_verb || needed.light)
            && word
                .places
                .iter()
                .any(|&at| clause.tokens.contains(&at) && (word.is_verb || !text.is_capital(at)))
    })
}

fn says_all(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> bool {
    let direct = matches!(question.kind, Kind::Measure(_) | Kind::Class(_))
        || needed
            .words
            .iter()
            .any(|word| word.places.iter().any(|at| part.tokens.contains(at)));
    direct
        && needed
            .words
            .iter()
            .all(|word| says(text, pieces, part, word))
}

/// Whether a part alone has the verb and one more word of the question, and lacks but one
/// that was said before: "The worms eat peelings" of the worms in the bin.
fn says_most(text: &Text<'_>, pieces: &Pieces, needed: &Needed, part: &Piece) -> bool {
    let sentence = text.sentence[part.tokens.start];
    let here = |places: &[usize]| places.iter().any(|at| part.tokens.contains(at));
    let only_verb = needed.words.iter().any(|word| {
        word.is_verb
            && here(&word.places)
            && word.places.iter().all(|&at| text.sentence[at] == sentence)
    });
    let lacking: Vec<&Word> = needed
        .words
        .iter()
        .filter(|word| !says(text, pieces, part, word))
        .collect();
    let said_before =
        |word: &Word| !word.vital && word.places.iter().all(|&at| text.sentence[at] < sentence);
    let more = needed
        .words
        .iter()
        .any(|word| !word.is_verb && here(&word.places));
    let refers = part
        .tokens
        .clone()
        .any(|at| text.is(at, &["it", "them", "its", "their"]));
    only_verb
        && needed.missing == 0
        && (more || refers)
        && matches!(lacking[..], [word] if said_before(word))
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

/// `The glue made from mussels` for `Which glue held longest?`
fn named_subject(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> Option<Span> {
    let Kind::Named(noun) = &question.kind else {
        return None;
    };
    let verb = *needed.verbs.iter().find(|at| part.tokens.contains(at))?;
    if question.role != Role::Subject || needed.light {
        return None;
    }
    let piece = pieces.piece_of(verb);
    let first = (piece.start..verb).find(|&at| {
        text.tokens[at].is_word() && !text.is(at, &["and", "but", "while", "so", "then"])
    })?;
    let noun = (first..verb).find(|&at| text.any_key(at) == *noun)?;
    // "The glue made from mussels", but nothing that stands before it.
    (noun <= first + 3 && noun + 1 < verb && verb - first <= 8).then(|| Span::new(first, verb - 1))
}

/// "moved to Lyon. There she opened a school"
fn place_before(text: &Text<'_>, slot: &Slot<'_, '_>, all: &[Span], part: &Piece) -> Option<Span> {
    let sentence = text.sentence[part.tokens.start];
    let before: Vec<&Span> = all
        .iter()
        .filter(|span| text.sentence[span.first] + 1 == sentence)
        .collect();
    match before[..] {
        [only] => Some(only.clone()),
        _ => before
            .last()
            .filter(|last| {
                slot.leads(last)
                    .is_some_and(|word| ["to", "into", "in"].contains(&word.as_str()))
            })
            .map(|last| (*last).clone()),
    }
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
