//! The parts that a passage says things in: pieces between commas and small words, clauses
//! with a verb, sentences; and what each takes over from what stands before it.

use std::ops::Range;

use crate::cutting::{cut, parts, with_entries};
use crate::names::names;
use crate::question::Question;
use crate::text::{Span, Text};

/// What stands for what was said before.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "one",
];
/// How many sentences back a pronoun may reach through others.
const FURTHEST: usize = 4;

/// A part of a passage that says something.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) tokens: Range<usize>,
    /// Its first verb.
    pub(crate) verb: Option<usize>,
    /// Where its subject ends, as far as can be told.
    pub(crate) subject_end: usize,
}

impl Piece {
    pub(crate) fn verb(&self) -> Option<usize> {
        self.verb
    }
}

/// The pieces, clauses and sentences of a passage.
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    clauses: Vec<Piece>,
    sentences: Vec<Piece>,
    names: Vec<Span>,
}

impl Pieces {
    pub(crate) fn of(text: &Text<'_>, question: &Question) -> Self {
        let pieces = cut(text, question, |at| parts(text, at));
        let mut clauses: Vec<Piece> = Vec::new();
        for piece in &pieces {
            if let Some(last) = clauses.last_mut() {
                let same = text.sentence[last.tokens.start] == text.sentence[piece.tokens.start];
                if same && (piece.verb.is_none() || last.verb.is_none()) {
                    last.tokens.end = piece.tokens.end;
                    last.verb = last.verb.or(piece.verb);
                    continue;
                }
            }
            clauses.push(piece.clone());
        }
        let sentences = cut(text, question, |_| false);
        let clauses = with_entries(text, clauses, &sentences);
        Self {
            pieces,
            clauses,
            sentences,
            names: names(text),
        }
    }

    /// The smallest parts first.
    pub(crate) fn levels(&self) -> [&[Piece]; 3] {
        [&self.pieces, &self.clauses, &self.sentences]
    }

    /// The clause of a token.
    pub(crate) fn clause_of(&self, at: usize) -> Option<&Piece> {
        let next = self.clauses.partition_point(|part| part.tokens.end <= at);
        self.clauses
            .get(next)
            .filter(|part| part.tokens.contains(&at))
    }

    /// The piece of a token.
    pub(crate) fn piece_of(&self, at: usize) -> Range<usize> {
        let next = self.pieces.partition_point(|piece| piece.tokens.end <= at);
        self.pieces
            .get(next)
            .map_or(at..at + 1, |piece| piece.tokens.clone())
    }

    /// Whether a part takes over what stands at one of these places: as its subject, through
    /// a pronoun, or as the verb that it leaves out.
    pub(crate) fn takes_over(
        &self,
        text: &Text<'_>,
        part: &Piece,
        places: &[usize],
        is_verb: bool,
    ) -> bool {
        let sentence = text.sentence[part.tokens.start];
        let begin = self.sentences[sentence_at(&self.sentences, part.tokens.start)]
            .tokens
            .start;
        if is_verb {
            // "his daughter Sunniva the clarinet"
            return part.verb.is_none()
                && places
                    .iter()
                    .any(|&at| at < part.tokens.start && at >= begin);
        }
        let inner = part.tokens.start > begin;
        // ", which had been parked": it speaks of what stands right before it.
        if inner && self.is_relative(text, part) {
            let before = self.piece_of(part.tokens.start - 1);
            return places.iter().any(|at| before.contains(at));
        }
        let stands_for = self.refers(text, part);
        let open = self.lacks_subject(text, part);
        if inner && (open || stands_for) && places.iter().any(|&at| self.is_subject(at, begin)) {
            return true;
        }
        if there(text, part) && places.iter().any(|&at| text.sentence[at] + 1 == sentence) {
            return true;
        }
        // "… and is open until four": the subject is a pronoun itself.
        let before = stands_for || inner && open && self.first_refers(text, begin);
        stands_for && self.is_only_name(text, part, places)
            || before && self.stood_before(text, begin, places)
    }

    /// The name that begins at a token.
    pub(crate) fn name_at(&self, at: usize) -> Option<&Span> {
        let next = self.names.partition_point(|name| name.first < at);
        self.names.get(next).filter(|name| name.first == at)
    }

    /// "… was grown by Marjorie Cope. She …": the one name of the sentence before.
    fn is_only_name(&self, text: &Text<'_>, part: &Piece, places: &[usize]) -> bool {
        let sentence = text.sentence[part.tokens.start];
        let begin = self
            .names
            .partition_point(|name| text.sentence[name.first] + 1 < sentence);
        let before: Vec<&Span> = self.names[begin..]
            .iter()
            .take_while(|name| text.sentence[name.first] + 1 == sentence)
            .take(2)
            .collect();
        let person = part
            .tokens
            .clone()
            .any(|at| text.is(at, &["he", "she", "his", "her", "him"]));
        matches!(before[..], [only] if person
            && places.iter().any(|at| (only.first..=only.last).contains(at)))
    }

    /// Whether one of the places is the subject of a sentence before the one that begins
    /// here, through pronouns.
    fn stood_before(&self, text: &Text<'_>, begin: usize, places: &[usize]) -> bool {
        let mut at = sentence_at(&self.sentences, begin);
        for _ in 0..FURTHEST {
            let Some(before) = at.checked_sub(1) else {
                return false;
            };
            at = before;
            let begin = self.sentences[at].tokens.start;
            if places.iter().any(|&place| self.is_subject(place, begin)) {
                return true;
            }
            if !self.first_refers(text, begin) {
                return false;
            }
        }
        false
    }

    /// Whether a token is in the subject of the sentence that begins there.
    fn is_subject(&self, at: usize, begin: usize) -> bool {
        let sentence = &self.sentences[sentence_at(&self.sentences, begin)];
        // Without a verb, the first piece is what the rest speaks of.
        let end = if sentence.verb.is_none() {
            self.piece_of(begin).end
        } else {
            sentence.subject_end
        };
        (begin..end.min(begin + 14)).contains(&at)
    }

    /// Whether the subject of the sentence that begins here is a pronoun.
    fn first_refers(&self, text: &Text<'_>, begin: usize) -> bool {
        let sentence = &self.sentences[sentence_at(&self.sentences, begin)];
        self.refers(text, sentence)
    }

    /// Whether a part speaks of something before: "it", "her".
    fn refers(&self, text: &Text<'_>, part: &Piece) -> bool {
        let end = part
            .verb
            .map_or(part.tokens.end, |verb| verb + 1)
            .min(part.tokens.start + 10);
        // "the one for staff", but "one umbrella"
        let is_one = |at: usize| {
            !text.is(at, &["one"]) || text.before(at).is_some_and(|the| text.is(the, &["the"]))
        };
        (part.tokens.start..end).any(|at| text.is(at, PRONOUNS) && is_one(at))
            || (end..part.tokens.end).any(|at| text.is(at, &["him", "them", "it", "her"]))
    }

    /// Whether the subject of a part is a pronoun.
    pub(crate) fn has_pronoun(&self, text: &Text<'_>, part: &Piece) -> bool {
        let end = part.verb.unwrap_or(part.tokens.end);
        (part.tokens.start..=end.min(part.tokens.end - 1)).any(|at| {
            text.is(
                at,
                &[
                    "he", "she", "it", "they", "it's", "he's", "she's", "they're",
                ],
            ) || text.is(at, &["one"]) && text.before(at).is_some_and(|the| text.is(the, &["the"]))
        })
    }

    /// Whether a part speaks of what stands right before it.
    pub(crate) fn is_relative(&self, text: &Text<'_>, part: &Piece) -> bool {
        part.tokens
            .clone()
            .find(|&at| text.tokens[at].is_word())
            .is_some_and(|at| text.is(at, &["which", "who", "whose"]))
    }

    /// Whether a part has a verb and no subject before it.
    pub(crate) fn begins_with_verb(&self, text: &Text<'_>, part: &Piece) -> bool {
        part.verb.is_some() && self.lacks_subject(text, part)
    }

    /// Whether a token stands in a piece without a verb right behind a part: "by the
    /// guitarist, Ravi Sen".
    pub(crate) fn follows_alone(&self, part: &Piece, at: usize) -> bool {
        let next = self
            .pieces
            .partition_point(|piece| piece.tokens.start < part.tokens.end);
        let mut end = part.tokens.end;
        for piece in &self.pieces[next..] {
            if piece.tokens.start != end || piece.verb.is_some() {
                break;
            }
            if piece.tokens.contains(&at) {
                return true;
            }
            end = piece.tokens.end;
        }
        false
    }

    /// Whether a part without a verb has a subject of its own: "the yellow bus to the
    /// airport" beside "the blue bus goes to the harbour", and "Aylin the bread".
    fn is_parallel(&self, text: &Text<'_>, part: &Piece, begin: usize) -> bool {
        let named = part
            .tokens
            .clone()
            .find(|&at| text.tokens[at].is_word() && !text.is(at, &["and", "but", "or"]))
            .is_some_and(|at| text.is_capital(at) && text.before(at).is_some());
        let repeated = part.tokens.clone().any(|at| {
            text.keys[at].is_some()
                && (begin..part.tokens.start)
                    .take(14)
                    .any(|first| self.is_subject(first, begin) && text.keys[first] == text.keys[at])
        });
        named || repeated
    }

    /// Whether a part begins with its verb, or has none.
    fn lacks_subject(&self, text: &Text<'_>, part: &Piece) -> bool {
        let Some(verb) = part.verb else {
            let begin = self.sentences[sentence_at(&self.sentences, part.tokens.start)]
                .tokens
                .start;
            return !self.is_parallel(text, part, begin);
        };
        !(part.tokens.start..verb).any(|at| text.keys[at].is_some())
            && !(part.tokens.start..verb).any(|at| text.is(at, PRONOUNS))
            || (part.tokens.start..verb)
                .all(|at| text.is_small(at) && !text.is(at, PRONOUNS) || !text.tokens[at].is_word())
    }
}

/// "There she opened a school": of the place that was named before.
pub(crate) fn there(text: &Text<'_>, part: &Piece) -> bool {
    part.tokens.clone().any(|at| {
        text.is(at, &["there"])
            && !text.after(at).is_some_and(|next| {
                text.is(next, &["is", "are", "was", "were", "will", "has", "have"])
            })
    })
}

fn sentence_at(sentences: &[Piece], at: usize) -> usize {
    sentences
        .partition_point(|sentence| sentence.tokens.end <= at)
        .min(sentences.len() - 1)
}
