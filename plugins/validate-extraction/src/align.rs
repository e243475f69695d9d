//! Which part of a passage answers a question: the one that the question's words stand
//! nearest to.

use crate::bonus::{bonus, is_turned};
use crate::near::{nearness, occurrences};
use crate::question::{Kind, Question};
use crate::spans::spans;
use crate::text::{Span, Text};

/// What is left of the candidates.
pub(crate) struct Aligned {
    /// Those that no other clearly beats, the best first.
    pub(crate) best: Vec<Span>,
    /// All of the kind that is asked for.
    pub(crate) all: Vec<Span>,
    /// Whether the passage surely speaks of what is asked.
    pub(crate) sure: bool,
    /// The share of the question's words that stand in the sentence of the best.
    pub(crate) covered: f32,
}

struct Scored {
    score: f32,
    near: f32,
    bonus: f32,
    /// How near each word of the question is.
    close: Vec<f32>,
    span: Span,
}

impl Scored {
    /// Whether another is surely better: by far, or in one word and worse in none.
    fn is_beaten(&self, best: &Self, weights: &[f32], question: &Question) -> bool {
        // What the verb stands with stays.
        let verb = self
            .close
            .iter()
            .zip(&best.close)
            .zip(&question.wanted)
            .any(|((own, other), wanted)| {
                question.verb.as_ref() == Some(&wanted.key)
                    && wanted.weight > 0.5
                    && *own >= other + 0.4
            });
        let misses = self
            .close
            .iter()
            .zip(&best.close)
            .zip(&question.wanted)
            .any(|((own, other), wanted)| wanted.vital && *other >= 0.8 && *own <= 0.45);
        if verb && !misses {
            return false;
        }
        // A name, or `second`, stands with the best and not with this.
        let lacks_vital = self
            .close
            .iter()
            .zip(&best.close)
            .zip(&question.wanted)
            .any(|((own, other), wanted)| wanted.vital && *other >= 0.8 && *own <= 0.45);
        if lacks_vital && self.score < best.score {
            return true;
        }
        let never_better = self
            .close
            .iter()
            .zip(&best.close)
            .all(|(own, other)| *own <= other + 0.16);
        let once_worse = self
            .close
            .iter()
            .zip(&best.close)
            .zip(weights)
            .any(|((own, other), weight)| other - own >= 0.3 && *weight >= 0.4);
        self.score < best.score * BEATEN
            || never_better && once_worse && self.bonus <= best.bonus + 0.21
    }
}

/// A candidate with less of the best one's score is beaten.
const BEATEN: f32 = 0.78;
/// A best one with less is not sure.
const SURE: f32 = 0.4;
/// Less of the question in the sentence of the best is not sure.
const HERE: f32 = 0.34;
/// A best one with less is none.
const LEAST: f32 = 0.3;

/// The candidates that may answer the question; none where the passage does not speak of it.
pub(crate) fn align(text: &Text<'_>, question: &Question) -> Option<Aligned> {
    let all = spans(text, question);
    if all.is_empty() || question.wanted.is_empty() {
        return None;
    }
    let resolved = question.with_verb_of(text);
    let question = &resolved;
    let found = occurrences(text, question);
    // "Which platform do I go to?"
    let alone = question
        .on_focus_alone()
        .filter(|_| found.iter().all(Vec::is_empty));
    let found = alone
        .as_ref()
        .map_or(found, |alone| occurrences(text, alone));
    let question = alone.as_ref().unwrap_or(question);
    let weights: Vec<f32> = question
        .wanted
        .iter()
        .zip(&found)
        .map(|(wanted, places)| {
            // What many clauses have tells little.
            let mut clauses: Vec<usize> = places.iter().map(|&at| text.clause[at]).collect();
            clauses.dedup();
            wanted.weight / (clauses.len().max(1) as f32).sqrt()
        })
        .collect();
    if found.iter().all(Vec::is_empty) {
        return None;
    }
    let total: f32 = question
        .wanted
        .iter()
        .zip(&weights)
        .zip(&found)
        // A word that the passage lacks may be said in other words.
        .map(|((wanted, weight), places)| match places[..] {
            // "according to this notice"
            [] if wanted.weight < 0.5 => 0.0,
            [] => wanted.weight * 0.6,
            _ => *weight,
        })
        .sum();
    // What is hardly of the kind parts nothing.
    let bonuses: Vec<f32> = all.iter().map(|span| bonus(text, question, span)).collect();
    let least = bonuses.iter().copied().fold(f32::MIN, f32::max) - 0.35;
    let mut starts = vec![0_usize; text.tokens.len() + 1];
    let mut serious = Vec::new();
    for (at, span) in all.iter().enumerate() {
        if bonuses[at] > least {
            starts[span.first + 1] += 1;
            serious.push(at);
        }
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let close = nearness(text, question, &all, &serious, &found, &starts);
    let most: Vec<f32> = (0..found.len())
        .map(|word| {
            serious
                .iter()
                .map(|&span| close[span][word])
                .fold(0.0, f32::max)
        })
        .collect();
    let mut scored: Vec<Scored> = all
        .iter()
        .zip(close)
        .zip(bonuses)
        .map(|((span, close), bonus)| {
            let near = close
                .iter()
                .zip(&weights)
                .map(|(close, weight)| close * weight)
                .sum::<f32>()
                / total;
            // A name of the question that others have beside them is missed.
            let lacks: f32 = question
                .wanted
                .iter()
                .enumerate()
                .filter(|(word, wanted)| wanted.vital && most[*word] >= 0.8)
                .map(|(word, _)| 0.3 * (most[word] - close[word]))
                .sum();
            Scored {
                score: near + bonus - lacks,
                near,
                bonus,
                close,
                span: span.clone(),
            }
        })
        .collect();
    scored.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = scored.first()?.score;
    if best < LEAST {
        return None;
    }
    let near_best = scored[0].near;
    let sentence = text.sentence[scored[0].span.first];
    let here = |places: &Vec<usize>| places.iter().any(|&at| text.sentence[at] == sentence);
    let near = |places: &Vec<usize>| {
        places
            .iter()
            .any(|&at| text.sentence[at].abs_diff(sentence) <= 1)
    };
    let vital =
        question.wanted.iter().zip(&found).all(|(wanted, places)| {
            !wanted.needed || near(places) || is_subject_of_all(text, places)
        });
    let matched: f32 = weights
        .iter()
        .zip(&found)
        .filter(|(_, places)| here(places))
        .map(|(weight, _)| weight)
        .sum();
    // A material that is no known one may be none.
    let kind = match question.kind {
        Kind::Class(_) => 0.25,
        Kind::Named(_) => 0.15,
        Kind::Place => 0.0,
        _ => f32::MIN,
    };
    let unknown = scored[0].span.bonus < kind;
    // One word and no verb of the question say little of a person or a thing.
    let words = question
        .wanted
        .iter()
        .zip(&found)
        .enumerate()
        .filter(|(word, (wanted, _))| wanted.weight > 0.5 && scored[0].close[*word] >= 0.4)
        .count();
    // "Who is the mayor?"
    let title = question.kind == Kind::Person
        && question.wanted.len() == 1
        && scored[0].close[0] >= 0.75
        && question.copular;
    let acts = question
        .wanted
        .iter()
        .zip(&found)
        .any(|(wanted, places)| question.verb.as_ref() == Some(&wanted.key) && here(places));
    let beside = question
        .wanted
        .iter()
        .zip(&scored[0].close)
        .any(|(wanted, close)| wanted.weight > 0.5 && *close >= 0.8);
    let vague = match question.kind {
        Kind::Person | Kind::Thing | Kind::Class("transport") => words < 2 && !acts && !title,
        Kind::Place => !beside && words < 2,
        _ => false,
    };
    // "Whose cave was flooded?"
    let owner = |span: &Span| text.tokens[span.last].text.ends_with("'s");
    let owned = (0..text.tokens.len()).any(|at| text.is(at, &["his", "her", "their", "my", "our"]));
    // "Tess saved a penalty": it is not hers.
    let acts_itself = text
        .after(scored[0].span.last)
        .is_some_and(|next| question.verb.is_some() && text.keys[next] == question.verb);
    let owns = !question.whose
        || owner(&scored[0].span)
        || !owned && !all.iter().any(owner) && !acts_itself;
    let spoken: f32 = weights
        .iter()
        .zip(&scored[0].close)
        .filter(|(_, close)| **close >= 0.4)
        .map(|(weight, _)| weight)
        .sum();
    let spoken_of = spoken >= total * HERE
        || matches!(
            question.kind,
            Kind::Measure(_)
                | Kind::Count(_)
                | Kind::Year
                | Kind::Time
                | Kind::Clock
                | Kind::Code
                | Kind::Label(_)
        );
    Some(Aligned {
        sure: near_best >= SURE
            && !unknown
            && !vague
            && vital
            && spoken_of
            && owns
            && !is_turned(text, question, sentence),
        covered: matched / total,
        best: scored
            .iter()
            .enumerate()
            .filter(|(at, rival)| *at == 0 || !rival.is_beaten(&scored[0], &weights, question))
            .map(|(_, scored)| scored.span.clone())
            .collect(),
        all,
    })
}

/// Whether a name is what the whole passage speaks of.
fn is_subject_of_all(text: &Text<'_>, places: &[usize]) -> bool {
    places.iter().any(|&at| text.sentence[at] <= 1)
}
