//! The one value that a passage surely gives: what stands in the question's gap in the
//! smallest part of the passage that says all that the question does.

use crate::bonus::{MOVES, is_turned};
use crate::chunks::chunks;
use crate::classes;
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
pub(crate) fn certain(text: &Text<'_>, question: &Question, called: bool) -> Option<Certain> {
    if question.whose {
        return None;
    }
    let resolved = question.with_verb_of(text).with_agent();
    let question = &resolved;
    let needed = Needed::of(text, question)?;
    if needed.light && question.advises {
        return None;
    }
    let all = of_the_kind(question, spans(text, question));
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
    let [pieces_of, clauses, sentences] = pieces.levels();
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
                continue;
            }
            let mut here = slot.fill(part, &all, needed.light);
            // What several clauses say together is sure only of what alone is of its kind.
            let whole = std::ptr::eq(parts, sentences);
            if whole && !is_alone(text, &pieces, &needed, &all, part, rough) {
                here.clear();
            }
            if here.is_empty() {
                here.extend(named_subject(text, question, &pieces, &needed, part));
            }
            if here.is_empty() && !needed.light && !rough {
                here.extend(slot.fill(part, &things, false));
            }
            if here.is_empty() {
                here.extend(titled(text, question, &needed, &all, part));
            }
            if here.is_empty() {
                here.extend(before_when(text, question, &pieces, &all, part));
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
        |word: &Word| !word.vital && word.places.iter().all(|&at| text.sentence[at] < sentence);
    let more = needed
        .words
        .iter()
        .any(|word| !word.is_verb && here(&word.places));
    let refers = part
        .tokens
        .clone()
        .any(|at| text.is(at, &["it", "them", "its", "their"]));
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

/// `apprentice Dobrow`, `the treasurer, Mrs Adeyemi,`
fn titled(
    text: &Text<'_>,
    question: &Question,
    needed: &Needed,
    all: &[Span],
    part: &Piece,
) -> Option<Span> {
    if question.kind != Kind::Person || !needed.verbs.is_empty() {
        return None;
    }
    let [title] = &needed.words[..] else {
        return None;
    };
    all.iter()
        .find(|span| {
            let before = text
                .before(span.first)
                .map(|before| match text.before(before) {
                    Some(title) if text.tokens[before].is_mark(',') => title,
                    _ => before,
                });
            text.is_capital(span.last)
                && before.is_some_and(|at| title.places.contains(&at) && part.tokens.contains(&at))
        })
        .cloned()
}

/// "in 1919, when it was photographed"
fn before_when(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    all: &[Span],
    part: &Piece,
) -> Option<Span> {
    let relative = match question.kind {
        Kind::Year | Kind::Time => "when",
        Kind::Place => "where",
        _ => return None,
    };
    let first = part
        .tokens
        .clone()
        .find(|&at| text.tokens[at].is_word())
        .filter(|&at| text.is(at, &[relative]))?;
    let comma = text
        .before(first)
        .filter(|&at| text.tokens[at].is_mark(','))?;
    let before = pieces.piece_of(text.before(comma)?);
    let mut found = all.iter().filter(|span| before.contains(&span.first));
    let last = found.next_back()?;
    (last.last + 1 == comma).then(|| last.clone())
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
