//! What speaks for or against a candidate besides the words of the question.

use crate::chunks::{is_before_thing, is_determiner};
use crate::lists::has;
use crate::question::{Kind, Question, Role};
use crate::text::{Span, Text};
use crate::words::key;

/// With these something was here and is there now.
pub(crate) const MOVES: &[&str] = &[
    "moved",
    "changed",
    "shifted",
    "relocated",
    "switched",
    "rescheduled",
    "moves",
    "changes",
];

/// What speaks for a candidate by its kind and its place in its clause.
pub(crate) fn bonus(text: &Text<'_>, question: &Question, span: &Span) -> f32 {
    let mut bonus = span.bonus;
    let mut before = span.first;
    // "from the second school", "by her nephew Berold": its preposition
    let mut preposition = None;
    for step in 0..5 {
        let Some(at) = text.before(before) else { break };
        let label = text.keys[at].is_some() && text.keys[at] == question.focus;
        if label
            || step < 2
                && text.is_capital(span.first)
                && text.tokens[at].is_word()
                && !text.is_small(at)
                && !text.is_capital(at)
        {
        } else if text.is_small(at) && text.tokens[at].is_word() {
            preposition = Some(text.tokens[at].text.to_lowercase());
            if !is_determiner(text, at) {
                break;
            }
        } else {
            break;
        }
        before = at;
    }
    if question.preposition.is_some() && question.preposition == preposition {
        bonus += 0.2;
    }
    let verb = |range: std::ops::Range<usize>| {
        range
            .clone()
            .any(|at| text.keys[at].as_ref() == question.verb.as_ref() && question.verb.is_some())
    };
    let clause_begin = text.clause_at(span.first).start;
    let clause_end = text.clause_at(span.last).end - 1;
    let (verb_before, verb_behind) = (
        verb(clause_begin..span.first),
        verb(span.last + 1..clause_end + 1),
    );
    let by = preposition.as_deref() == Some("by");
    let adjunct = matches!(question.kind, Kind::Time | Kind::Clock | Kind::Year);
    match question.role {
        _ if adjunct => {}
        Role::Subject if verb_behind && preposition.as_deref().is_none_or(is_before_thing) => {
            bonus += 0.2
        }
        Role::Subject if verb_before && by => bonus += 0.25,
        Role::Subject if verb_before && question.kind == Kind::Person => bonus -= 0.1,
        Role::Object if verb_before && question.preposition.is_some() => {}
        Role::Object if verb_behind && !verb_before => bonus -= 0.2,
        Role::Object if verb_before && preposition.as_deref().is_none_or(is_before_thing) => {
            bonus += 0.15
        }
        _ => {}
    }
    // "in bed 4" is no thing that somebody gets.
    if question.kind == Kind::Thing
        && question.preposition.is_none()
        && preposition
            .as_deref()
            .is_some_and(|word| has("in on at to from by for into behind under near", word))
    {
        bonus -= 0.15;
    }
    // "moved from the music room to the hall"
    let moved = (clause_begin..span.first).any(|at| text.is(at, MOVES));
    if moved
        && preposition.as_deref() == Some("from")
        && question.preposition.as_deref() != Some("from")
    {
        bonus -= 0.4;
    }
    // "platform 9 instead of platform 3"
    let instead = (span.first.saturating_sub(4)..span.first).any(|at| {
        text.sentence[at] == text.sentence[span.first]
            && text.is(at, &["instead", "rather"])
            && text.is(at + 1, &["of", "than"])
    });
    if instead {
        bonus -= 0.45;
    }
    // What did not happen is no answer.
    let negated = (clause_begin..=clause_end).any(|at| {
        text.is(
            at,
            &[
                "not", "never", "no", "without", "neither", "nor", "nobody", "cannot", "didn't",
                "doesn't", "don't", "isn't", "wasn't", "weren't", "won't", "can't",
            ],
        )
    });
    // "It does not open before ten": it does at ten.
    let negated = negated
        && !(clause_begin..=clause_end).any(|at| text.is(at, &["before", "until", "till", "only"]));
    bonus - if negated { 0.25 } else { 0.0 }
}

/// Whether a sentence, or the one behind it, takes something back: `instead`, `moved to`.
pub(crate) fn is_turned(text: &Text<'_>, question: &Question, sentence: usize) -> bool {
    // "Tina wanted to buy the red dress."
    let wished = (0..text.tokens.len()).any(|at| {
        text.sentence[at] == sentence
            && text.is(
                at,
                &[
                    "wanted", "planned", "hoped", "tried", "meant", "refused", "failed", "offered",
                    "wants", "tries", "hopes", "plans",
                ],
            )
            && text.is(at + 1, &["to"])
            && text.after(at + 1).is_some_and(|verb| {
                text.keys[verb]
                    .as_ref()
                    .is_some_and(|key| question.keys.contains(key))
            })
    });
    // "Who is going to compare prices?" "Ann offered to."
    let asks_for_it = ["offer", "try", "want", "plan", "hope", "refuse", "fail"]
        .iter()
        .any(|wish| question.keys.contains(&key(wish)));
    if wished && !question.thinks && !asks_for_it {
        return true;
    }
    // "In fact the dog had eaten it."
    let in_fact = (0..text.tokens.len()).any(|at| {
        text.sentence[at] == sentence + 1
            && text.before(at).is_none()
            && text.is(at, &["in"])
            && text
                .after(at)
                .is_some_and(|fact| text.is(fact, &["fact", "reality", "truth"]))
    });
    if in_fact {
        return true;
    }
    (0..text.tokens.len()).any(|at| {
        let instead_of = text.is(at, &["instead"]) && text.is(at + 1, &["of"]);
        let longer =
            text.is(at, &["longer"]) && !text.before(at).is_some_and(|no| text.is(no, &["no"]));
        !instead_of
            && !longer
            && (text.sentence[at] == sentence || text.sentence[at] == sentence + 1)
            && text.is(
                at,
                &[
                    "thought",
                    "believed",
                    "suspected",
                    "supposed",
                    "assumed",
                    "accused",
                    "instead",
                    "originally",
                    "initially",
                    "postponed",
                    "rescheduled",
                    "almost",
                    "nearly",
                    "supposedly",
                    "rumour",
                    "rumor",
                    "longer",
                    "planned",
                    "intended",
                    "mistakenly",
                    "corrected",
                    "correction",
                    "wrongly",
                    "truth",
                    "reality",
                    "actually",
                    "mistaken",
                    "wrong",
                    "lied",
                    "lying",
                    "untrue",
                    "claimed",
                    "pretended",
                    "allegedly",
                    "guessed",
                ],
            )
    })
}
