//! Which candidate of a part stands where the question leaves a gap: before its verb, behind
//! it, or behind a preposition.

use crate::bonus::MOVES;
use crate::lists::has;
use crate::pieces::{Piece, Pieces};
use crate::question::{Kind, Question, Role};
use crate::text::{Span, Text};

/// Verbs of going somewhere, by the beginning of their keys.
const MOTION: &str = "move go travel fly driv send bring tak return run walk emigrat carry transport deliver ship escap flee fled";
/// What a part is searched with.
pub(crate) struct Slot<'s, 't> {
    pub(crate) text: &'s Text<'t>,
    pub(crate) question: &'s Question,
    pub(crate) pieces: &'s Pieces,
    /// Where the verb of the question stands, or one that says the same the other way round.
    pub(crate) verbs: &'s [usize],
    /// The preposition that the answer stands behind, if that is known.
    pub(crate) preposition: Option<&'s str>,
}

impl Slot<'_, '_> {
    /// Those of the candidates in a part that fill the gap; several if that is not clear.
    pub(crate) fn fill(&self, part: &Piece, all: &[Span], light: bool) -> Vec<Span> {
        let here: Vec<Span> = all
            .iter()
            .filter(|span| part.tokens.contains(&span.first) && !self.is_rejected(span))
            .cloned()
            .collect();
        let said = self
            .verbs
            .iter()
            .copied()
            .find(|at| part.tokens.contains(at));
        // "took second place" for "came second"
        let verb = said.or(part.verb().filter(|_| light));
        let time = matches!(
            self.question.kind,
            Kind::Year | Kind::Clock | Kind::Time | Kind::Class("weekday" | "month")
        );
        let preposition = self
            .preposition
            .filter(|word| !time || !has("on in at for", word));
        if let Some(preposition) = preposition {
            let behind = self.behind(&here, preposition);
            if !behind.is_empty() {
                return behind;
            }
            return if self.is_open() || here.len() > 1 {
                Vec::new()
            } else {
                here
            };
        }
        match (self.question.kind.clone(), verb) {
            (Kind::Place, _) => self.places(here, verb),
            _ if time => self.times(here),
            (Kind::Thing, Some(_)) if light && !self.question.copular => Vec::new(),
            (Kind::Class(_), _) if light => self.beside_noun(here),
            (Kind::Person | Kind::Thing | Kind::Named(_) | Kind::Class(_), Some(verb)) => {
                match self.question.role {
                    Role::Subject => self.subjects(here, verb),
                    Role::Object => self.objects(here, verb),
                    Role::Any if self.is_open() => Vec::new(),
                    Role::Any => here,
                }
            }
            // "one violin case, empty (waiting room)"
            (Kind::Thing, None) if light && self.text.tokens[part.tokens.end - 1].is_mark(')') => {
                here.into_iter().take(1).collect()
            }
            // "and Ms Lindgren for group B"
            (Kind::Person | Kind::Thing | Kind::Named(_) | Kind::Class(_), None) if !light => {
                match self.question.role {
                    Role::Subject => here
                        .into_iter()
                        .filter(|span| self.leads(span).is_none())
                        .take(1)
                        .collect(),
                    Role::Object => here.into_iter().next_back().into_iter().collect(),
                    Role::Any => here,
                }
            }
            // "and Milly the night shift"
            (Kind::Person, None) => match &here[..] {
                [only] if self.begins(part.tokens.start, only) => here,
                _ => Vec::new(),
            },
            (Kind::Thing, None) => Vec::new(),
            _ => here,
        }
    }

    /// Whether a part begins with a name.
    fn begins(&self, start: usize, span: &Span) -> bool {
        self.text.is_capital(span.last)
            && (start..span.first)
                .all(|at| !self.text.tokens[at].is_word() || self.text.is(at, &["and", "but"]))
    }

    /// `blue` of `a blue dress with a white dog`, where the dress is asked about.
    fn beside_noun(&self, here: Vec<Span>) -> Vec<Span> {
        let beside: Vec<Span> = here
            .iter()
            .filter(|span| {
                self.text.after(span.last).is_some_and(|next| {
                    self.text.keys[next]
                        .as_ref()
                        .is_some_and(|key| self.question.keys.contains(key))
                })
            })
            .cloned()
            .collect();
        if here.len() > 1 && beside.len() == 1 {
            beside
        } else {
            here
        }
    }

    /// Whether nearly any word may be a candidate.
    fn is_open(&self) -> bool {
        matches!(self.question.kind, Kind::Person | Kind::Thing)
    }

    fn behind(&self, here: &[Span], preposition: &str) -> Vec<Span> {
        let fits = |span: &&Span| {
            let found = self.leads(span);
            found.as_deref() == Some(preposition)
                || self.leads_through(span, true).as_deref() == Some(preposition)
                || preposition == "until" && found.as_deref() == Some("till")
        };
        let fitting: Vec<Span> = here.iter().filter(fits).cloned().collect();
        // The first behind the verb is its own: "sold the mill to Ann, known to all of Ulm"
        match self.verbs.iter().find(|&&verb| {
            fitting
                .first()
                .is_some_and(|first| self.text.sentence[first.first] == self.text.sentence[verb])
        }) {
            Some(&verb) => fitting
                .into_iter()
                .filter(|span| span.first > verb)
                .take(1)
                .collect(),
            None => fitting,
        }
    }

    fn subjects(&self, here: Vec<Span>, verb: usize) -> Vec<Span> {
        // "In the second she beat Carla": it is somebody named before.
        let pronoun = self.text.before(verb).is_some_and(|before| {
            self.text.is(
                before,
                &["he", "she", "they", "it", "who", "which", "we", "i", "you"],
            )
        });
        if pronoun {
            return Vec::new();
        }
        let passive = self.is_passive(verb);
        let agents = self.behind(&here, "by");
        if passive && !agents.is_empty() && agents[0].first > verb {
            return agents;
        }
        let before: Vec<Span> = here
            .into_iter()
            .filter(|span| span.last < verb && self.leads(span).is_none())
            .collect();
        if passive && self.question.kind == Kind::Person && !self.asks_passively() {
            return Vec::new();
        }
        // What stands in the verb's own piece is nearer than what a comma parts from it.
        let piece = self.pieces.piece_of(verb);
        let near: Vec<Span> = before
            .iter()
            .filter(|span| piece.contains(&span.first))
            .cloned()
            .collect();
        let mut fitting = if near.is_empty() { before } else { near };
        if fitting.len() > 1 && self.question.kind == Kind::Person {
            fitting.retain(|span| self.text.is_capital(span.last));
        }
        fitting
    }

    fn objects(&self, here: Vec<Span>, verb: usize) -> Vec<Span> {
        // "The bread was baked": what is done something to stands before it, but "What are
        // they fed?" "They are fed worms."
        if self.is_passive(verb) && !self.asks_passively() {
            return here
                .into_iter()
                .filter(|span| span.last < verb && self.leads(span).is_none())
                .collect();
        }
        let piece = self.pieces.piece_of(verb);
        let behind: Vec<Span> = here
            .into_iter()
            .filter(|span| span.first > verb && self.leads(span).is_none())
            .collect();
        // "took the bus on Monday and the bike on Tuesday": which is meant is not clear.
        if behind.iter().any(|span| !piece.contains(&span.first)) {
            return Vec::new();
        }
        behind.into_iter().take(1).collect()
    }

    fn places(&self, here: Vec<Span>, verb: Option<usize>) -> Vec<Span> {
        if here.len() < 2 {
            return here;
        }
        let moves = verb.is_some_and(|verb| {
            self.text.keys[verb]
                .as_ref()
                .is_some_and(|key| MOTION.split(' ').any(|word| key.starts_with(word)))
        });
        let wanted: &[&str] = match (self.question.whence, moves) {
            (true, true) => &["from"],
            (_, true) => &["to", "into", "onto"],
            _ => &[
                "in", "at", "on", "under", "behind", "near", "inside", "beside", "above", "below",
                "beneath", "outside",
            ],
        };
        here.into_iter()
            .filter(|span| {
                self.leads(span)
                    .is_some_and(|word| wanted.contains(&word.as_str()))
            })
            .collect()
    }

    fn times(&self, here: Vec<Span>) -> Vec<Span> {
        if here.len() < 2 {
            return here;
        }
        let asks = |keys: &str| {
            self.question
                .keys
                .iter()
                .any(|key| keys.split(' ').any(|known| key == known))
        };
        // "moved from Tuesday to Thursday"
        let moved = here.iter().any(|span| {
            self.text
                .clause_at(span.first)
                .any(|at| self.text.is(at, MOVES))
        });
        let edges: &[&str] = if moved && self.question.now {
            &["to", "until", "till"]
        } else if asks("end finish stop clos shut last") {
            &["to", "until", "till", "and"]
        } else if asks("begin start open") {
            &["from", "between", "at", "on", "in"]
        } else {
            return here;
        };
        here.into_iter()
            .filter(|span| {
                self.leads(span)
                    .is_some_and(|word| edges.contains(&word.as_str()))
            })
            .collect()
    }

    /// "What was saved?", where the subject of the passive is meant.
    fn asks_passively(&self) -> bool {
        self.question.copular
    }
}
