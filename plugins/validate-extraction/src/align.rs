//! Which part of a passage answers a question: the one that the question's words stand
//! nearest to.

use crate::chunks::{is_before_thing, is_determiner};
use crate::question::{Kind, Question, Role, Wanted};
use crate::spans::spans;
use crate::text::{Span, Text};
use crate::words::is_past;

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

/// Of a word that stands more often, the rest is not looked at.
const MOST_PLACES: usize = 60;
/// A candidate with less of the best one's score is beaten.
const BEATEN: f32 = 0.78;
/// A best one with less is not sure.
const SURE: f32 = 0.4;
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
    let alone = question.on_focus_alone().filter(|_| found.iter().all(Vec::is_empty));
    let found = alone.as_ref().map_or(found, |alone| occurrences(text, alone));
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
        .map(|word| serious.iter().map(|&span| close[span][word]).fold(0.0, f32::max))
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
            !wanted.vital || near(places) || is_subject_of_all(text, places)
        });
    let matched: f32 = weights
        .iter()
        .zip(&found)
        .filter(|(_, places)| here(places))
        .map(|(weight, _)| weight)
        .sum();
    Some(Aligned {
        sure: near_best >= SURE && vital && !is_turned(text, sentence),
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

/// How near each word of the question is to each candidate. A word belongs to the candidate
/// that it is nearest to, and counts less for the others.
fn nearness(
    text: &Text<'_>,
    question: &Question,
    all: &[Span],
    serious: &[usize],
    found: &[Vec<usize>],
    starts: &[usize],
) -> Vec<Vec<f32>> {
    let mut close = vec![vec![0.0_f32; found.len()]; all.len()];
    for (word, (places, wanted)) in found.iter().zip(&question.wanted).enumerate() {
        
                // "23 of them"
        if let Kind::Count(thing) = &question.kind
            && *thing == wanted.key
        {
            for (span, close) in all.iter().zip(&mut close).filter(|(span, _)| span.bonus > 0.3) {
                close[word] = if span.bonus > 0.3 { 1.0 } else { 0.0 };
            }
        }
        for &at in places.iter().take(MOST_PLACES) {
            let raw: Vec<(f32, f32)> = all
                .iter()
                .map(|span| closeness(text, question, span, at, starts, wanted))
                .collect();
            let most = serious.iter().map(|&span| raw[span].0).fold(0.0, f32::max);
            for (span, &(own, inherited)) in raw.iter().enumerate() {
                let apart = text.sentence[all[span].first] != text.sentence[at];
                let own = if own + 0.06 >= most || apart { own } else { own * 0.6 };
                close[span][word] = close[span][word].max(own).max(inherited);
            }
        }
    }
    close
}

/// Where each word of the question stands.
fn occurrences(text: &Text<'_>, question: &Question) -> Vec<Vec<usize>> {
        let mut found: Vec<Vec<usize>> = question
        .wanted
        .iter()
        .map(|wanted| {
            (0..text.tokens.len())
                .filter(|&at| text.keys[at].as_ref() == Some(&wanted.key))
                .collect()
        })
        .collect();
    // "The second one is in Namur", "the oldest was built": what follows is meant too.
    for at in 1..found.len() {
        let (adjective, noun) = (&question.wanted[at - 1], &question.wanted[at]);
        if adjective.vital && !adjective.name && !noun.vital {
            let elliptic: Vec<usize> = found[at - 1]
                .iter()
                .copied()
                .filter(|&place| text.after(place).is_some_and(|next| text.keys[next].is_none() || text.is(next, &["one", "ones"]) || is_verb(text, next)))
                .collect();
            found[at].extend(elliptic);
            found[at].sort_unstable();
        }
    }
    found
}

/// How near a word stands to a candidate: 1 beside it, 0 far off; and how much of it a clause
/// without a verb takes from the clause before.
fn closeness(text: &Text<'_>, question: &Question, span: &Span, at: usize, starts: &[usize], wanted: &Wanted) -> (f32, f32) {
        let is_verb = question.verb.as_ref() == Some(&wanted.key);
    let wanted_vital = wanted.vital;
    if (span.first..=span.last).contains(&at) {
        return (1.0, 0.0);
    }
    let (here, there) = (
        text.sentence[span.first] as isize,
        text.sentence[at] as isize,
    );
    let close = match there - here {
        0 => {
            let (from, to) = if at < span.first {
                (at, span.first)
            } else {
                (span.last, at)
            };
            let apart = (text.depth[to] - text.depth[from]).abs();
            // Other candidates between belong to it rather.
            let rivals = if at < span.first {
                starts[span.first] - starts[at]
            } else {
                starts[at] - starts[span.last + 1]
            };
            let rivals = i32::try_from(rivals).unwrap_or(i32::MAX);
            let tokens = u16::try_from(to - from).unwrap_or(u16::MAX);
            let near = (1.0 - 0.02 * f32::from(tokens)).max(0.8);
            // Without another candidate between, a comma parts little.
            let parts = if rivals == 0 { 0.4 } else { 0.7 };
            let close = near * (-parts * apart).exp() * 0.55_f32.powi(rivals.min(8));
            // "on Mondays he teaches geography, on Tuesdays Latin"
            let inherits = at < span.first && rivals <= 3 && is_short(text, question, span);
            let shares_subject = at < span.first && !is_verb && is_before_verb(text, at) && goes_on(text, question, span);
            let inherited = match (inherits, is_verb) {
                _ if shares_subject => 0.82,
                                (true, false) if begins_plainly(text, span) && is_before_verb(text, at) && !wanted_vital => 0.8,
                (true, false) if has_own_subject(text, span) => 0.3,
                (true, _) if wanted_vital => 0.3,
                (true, true) => 0.85,
                (true, false) => 0.5,
                _ => 0.0,
            };
            return (close, inherited);
        }
        // "It is 340 metres long."
                -1 if has_pronoun(text, span) && !text.is_capital(at) => 0.45,
        ..=-1 if has_pronoun(text, span) && text.is_capital(at) => {
            if there + 1 == here {
                0.6
            } else {
                0.4
            }
        }
        -1 => 0.3,
        1 => 0.15,
        ..=-2 => 0.12,
        _ => 0.05,
    };
    (close, 0.0)
}

fn has_pronoun(text: &Text<'_>, span: &Span) -> bool {
    let sentence = text.sentence[span.first];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    (begin..text.tokens.len())
        .take_while(|&at| text.sentence[at] == sentence)
        .any(|at| {
            text.is(
                at,
                &[
                    "it", "he", "she", "they", "its", "his", "her", "their", "him", "them",
                ],
            )
        })
}

/// Whether a word stands before the first verb of its sentence, as its subject does.
fn is_before_verb(text: &Text<'_>, at: usize) -> bool {
    let sentence = text.sentence[at];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    at - begin < 8 && !(begin..at).any(|at| is_verb(text, at))
}

/// Whether the clause of a candidate has no subject of its own: "… and signed by Ann".
fn goes_on(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let clause = text.clause[span.first];
    let begin = text.clause.partition_point(|&other| other < clause);
    (begin..span.first)
        .find(|&at| text.tokens[at].is_word() && !text.is(at, &["and", "but", "then", "later", "also", "or"]))
        .is_some_and(|at| is_verb(text, at) || question.verb.is_some() && text.keys[at] == question.verb)
}

fn is_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    let past = is_past(word) || word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase);
        // "It comes with …", "Ann sells …"
    let subject = text.before(at).is_some_and(|before| text.is(before, &["it", "he", "she", "they", "who", "which"]) || text.is_capital(before) && word.ends_with('s'));
        // "… and returns at four"
    let goes_on = word.ends_with('s')
        && !word.ends_with("ss")
        && text.before(at).is_some_and(|before| text.is(before, &["and", "but"]))
        && text.after(at).is_some_and(|next| text.is(next, &["at", "in", "on", "to", "from", "for", "by", "until", "the", "a", "with", "into"]));
    past || goes_on || subject && text.keys[at].is_some() && !text.is_capital(at) || text.is(at, &["is", "was", "are", "were", "has", "had", "have", "will", "can", "must"])
}

/// The first word of the clause of a candidate.
fn first_word(text: &Text<'_>, span: &Span) -> Option<usize> {
    let clause = text.clause[span.first];
    let begin = text.clause.partition_point(|&other| other < clause);
    (begin..=span.first).find(|&at| (text.tokens[at].is_word() || text.tokens[at].number().is_some()) && !text.is(at, &["and", "but", "or"]))
}

/// Whether it begins as the rest of another: "on Tuesdays Latin".
fn begins_plainly(text: &Text<'_>, span: &Span) -> bool {
    first_word(text, span).is_some_and(|at| crate::lists::has(crate::lists::PREPOSITIONS, text.tokens[at].text))
}

/// Whether it speaks of another thing: "the silver teapot for 1,250 pounds".
fn has_own_subject(text: &Text<'_>, span: &Span) -> bool {
    first_word(text, span).is_some_and(|at| is_determiner(text, at) && at + 1 < span.first)
}

/// Whether the clause of a candidate has no verb of its own, as far as can be told.
fn is_short(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let clause = text.clause[span.first];
    let mut content = 0;
    let begin = (0..=span.first)
        .rev()
        .take_while(|&at| text.clause[at] == clause)
        .last()
        .unwrap_or(span.first);
    let end = (span.last..text.tokens.len())
        .take_while(|&at| text.clause[at] == clause || at <= span.last)
        .last()
        .unwrap_or(span.last);
    for at in begin..=end {
        content += usize::from(text.keys[at].is_some());
                let asked = question.verb.is_some() && text.keys[at] == question.verb;
        if asked || is_verb(text, at) || text.is(at, &["he", "she", "they", "it", "i", "we"])
        {
            return false;
        }
    }
        content <= 6
}

/// What speaks for a candidate by its kind and its place in its clause.
fn bonus(text: &Text<'_>, question: &Question, span: &Span) -> f32 {
    let mut bonus = span.bonus;
    let mut before = span.first;
    // "from the second school", "by her nephew Berold": its preposition
    let mut preposition = None;
    for step in 0..5 {
        let Some(at) = text.before(before) else { break };
                let label = text.keys[at].is_some() && text.keys[at] == question.focus;
        if label || step < 2 && text.is_capital(span.first)
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
    let clause_begin = (0..=span.first)
        .rev()
        .take_while(|&at| text.clause[at] == text.clause[span.first])
        .last()
        .unwrap_or(span.first);
    let clause_end = (span.last..text.tokens.len())
        .take_while(|&at| text.clause[at] == text.clause[span.last])
        .last()
        .unwrap_or(span.last);
    let (verb_before, verb_behind) = (
        verb(clause_begin..span.first),
        verb(span.last + 1..clause_end + 1),
    );
    let by = preposition.as_deref() == Some("by");
    match question.role {
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
        text.sentence[at] == text.sentence[span.first] && text.is(at, &["instead", "rather"]) && text.is(at + 1, &["of", "than"])
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
    let negated = negated && !(clause_begin..=clause_end).any(|at| text.is(at, &["before", "until", "till", "only"]));
    bonus - if negated { 0.25 } else { 0.0 }
}

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

/// Whether a name is what the whole passage speaks of.
fn is_subject_of_all(text: &Text<'_>, places: &[usize]) -> bool {
    places.iter().any(|&at| text.sentence[at] <= 1)
}

/// Whether a sentence, or the one behind it, takes something back: `instead`, `moved to`.
fn is_turned(text: &Text<'_>, sentence: usize) -> bool {
    (0..text.tokens.len()).any(|at| {
                let instead_of = text.is(at, &["instead"]) && text.is(at + 1, &["of"]);
        let longer = text.is(at, &["longer"]) && !text.before(at).is_some_and(|no| text.is(no, &["no"]));
        !instead_of && !longer && (text.sentence[at] == sentence || text.sentence[at] == sentence + 1)
            && text.is(
                at,
                &[
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
                ],
            )
    })
}
