//! Values that stand beside what says all of a question, and not in its gap: a title before a
//! name, the place that `there` speaks of, what `who` goes with.

use crate::needed::Needed;
use crate::pieces::{Piece, Pieces, there};
use crate::question::{Kind, Question, Role};
use crate::slot::Slot;
use crate::text::{Span, Text};

/// What a part is looked at with.
pub(crate) struct Beside<'s, 't> {
    pub(crate) text: &'s Text<'t>,
    pub(crate) question: &'s Question,
    pub(crate) pieces: &'s Pieces,
    pub(crate) needed: &'s Needed,
    pub(crate) slot: &'s Slot<'s, 't>,
    pub(crate) all: &'s [Span],
}

impl Beside<'_, '_> {
    /// The value that stands beside a part, if one does.
    pub(crate) fn find(&self, part: &Piece) -> Option<Span> {
        let (text, question) = (self.text, self.question);
        let there = || {
            (question.kind == Kind::Place && there(text, part))
                .then(|| place_before(text, self.slot, self.all, part))
                .flatten()
        };
        named_subject(text, question, self.pieces, self.needed, part)
            .or_else(|| titled(text, question, self.needed, self.all, part))
            .or_else(|| before_when(text, question, self.pieces, self.all, part))
            .or_else(|| self.antecedent(part))
            .or_else(there)
    }

    /// `apprentice Dobrow`
    pub(crate) fn titled(&self, part: &Piece) -> Option<Span> {
        titled(self.text, self.question, self.needed, self.all, part)
    }

    /// "Peter, who is allergic to nuts"
    fn antecedent(&self, part: &Piece) -> Option<Span> {
        let text = self.text;
        let first = part
            .tokens
            .clone()
            .find(|&at| text.tokens[at].is_word())
            .filter(|&at| text.is(at, &["who", "which"]))?;
        let before = text.before(first)?;
        let before = if text.tokens[before].is_mark(',') {
            text.before(before)?
        } else {
            before
        };
        let who = self.question.role == Role::Subject
            && matches!(self.question.kind, Kind::Person | Kind::Named(_));
        self.all
            .iter()
            .find(|span| who && span.last == before)
            .cloned()
    }

    /// The name of somebody who is first called something else: "an engineer from Graz, Paul
    /// Reiter", "a banker called Franz Huber".
    pub(crate) fn by_name(&self, value: Span) -> Span {
        let text = self.text;
        let named = matches!(self.question.kind, Kind::Person | Kind::Named(_));
        if !named || text.is_capital(value.last) {
            return value;
        }
        let mut at = value.last;
        for _ in 0..5 {
            let Some(next) = text.after(at) else { break };
            at = next;
            let introduces = text.tokens[at].is_mark(',') || text.is(at, &["called", "named"]);
            if introduces {
                let article = usize::from(text.is(at + 1, &["the"]));
                return self
                    .pieces
                    .name_at(at + 1 + article)
                    .cloned()
                    .unwrap_or(value);
            }
            let inside = text.is_capital(at) || text.is(at, &["from", "of", "in", "the"]);
            if !inside {
                break;
            }
        }
        value
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
