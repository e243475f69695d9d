//! An answer against a passage.

use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, tidy, tokens};

use crate::align::{Aligned, align};
use crate::classes;
use crate::question::{self, Kind, Question};
use crate::task::Task;
use crate::text::{Span, Text};
use crate::words::{is_function, key, keys};

/// Longer answers are more than what was asked for.
const LONGEST: usize = 4000;
/// More candidates than these say nothing.
const MOST: usize = 6;

/// The fault of an answer to a question on a passage, if it has one.
pub(crate) fn check(task: &Task<'_>, response: &str) -> Option<Finding> {
    if response.len() > LONGEST {
        return None;
    }
    let asked = tokens(task.question);
    let question = question::read(&fold(task.question, &asked))?;
    let text = Text::read(&task.passage);
    let aligned = align(&text, &question)?;
    // Nothing in a story is called so.
    let unnamed = matches!(&question.kind, Kind::Named(noun) if !text.tokens.iter().any(|token| token.is_word() && key(token.text) == *noun));
    if !task.called && unnamed && aligned.best.len() > 1 {
        return None;
    }
    if is_reckoned(task, &text, &question, &aligned) {
        return None;
    }
    if !is_countable(&text, &question, &aligned) {
        return None;
    }
    let said = Said::read(response)?;
    if said.declines() || said.is_foreign(&text, &question) {
        return None;
    }
    if aligned.best.len() <= MOST
        && aligned.sure
        && !said.names_one_of(&text, &question, &aligned)
    {
        let speaks = said.speaks(&text, &question, &aligned.all);
        return speaks.then(|| finding(&text, &question, &aligned, &said));
    }
    None
}

fn finding(text: &Text<'_>, question: &Question, aligned: &Aligned, said: &Said) -> Finding {
    let foreign = !aligned
        .all
        .iter()
        .any(|span| said.names(text, question, span));
    let (code, message) = if foreign {
        (
            "extraction.foreign",
            "the answer names nothing that the text gives for this",
        )
    } else {
        (
            "extraction.other",
            "the answer names something else than the text gives for this",
        )
    };
    let mut written: Vec<String> = aligned
        .best
        .iter()
        .map(|span| text.written(span).trim().to_owned())
        .collect();
    written.dedup();
    let finding = Finding::error(code, message)
        .hint("Answer with words of the text.")
        .grammar(grammar::one_of(&written));
    let source = text.sources[text.sentence[aligned.best[0].first]];
    if written.len() == 1 && source.len() <= 240 {
        finding.fact(format!(
            "The text says: {}",
            source.trim_end_matches(['.', '"'])
        ))
    } else {
        finding
    }
}

/// Whether the answer may have to be reckoned: a story that nobody calls a text.
fn is_reckoned(task: &Task<'_>, text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let number = matches!(
        question.kind,
        Kind::Count(_) | Kind::Measure(_) | Kind::Clock | Kind::Time
    );
    if !number {
        return false;
    }
    let changes = (0..text.tokens.len()).any(|at| {
        text.is(
            at,
            &[
                "more",
                "another",
                "twice",
                "half",
                "each",
                "every",
                "per",
                "gives",
                "gave",
                "eats",
                "ate",
                "loses",
                "lost",
                "later",
                "fewer",
                "less",
                "as",
                "times",
                "double",
                "rest",
                "remaining",
                "away",
                "shares",
                "shared",
                "equally",
                "apiece",
                "altogether",
                "total",
                "ago",
                "older",
                "younger",
            ],
        )
    });
    if task.called {
        let later = (0..text.tokens.len())
            .any(|at| text.is(at, &["later", "ago", "earlier", "postponed", "moved"]));
        return later && matches!(question.kind, Kind::Clock | Kind::Time | Kind::Year);
    }
    changes || aligned.covered < 0.6 || aligned.best.len() > 1
}

/// Whether a number is given for what is asked: the verb stands there too, or there is but
/// one number. Of "won 3 of 5 games", none is lost.
fn is_countable(text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let Kind::Count(_) = question.kind else {
        return true;
    };
    let known = |verb: &String| text.keys.iter().flatten().any(|key| key == verb);
    aligned.best.len() == 1
        && aligned.best[0].bonus > 0.3
        && (aligned.all.len() == 1 || question.verb.as_ref().is_none_or(known))
}

/// What an answer says.
struct Said {
    text: String,
    keys: Vec<String>,
    words: usize,
    answer: Answer,
}

impl Said {
    fn read(response: &str) -> Option<Self> {
        let text = tidy(response);
        let plain = tokens(&text);
        let folded = fold(&text, &plain);
        Some(Self {
            keys: keys(&folded).into_iter().flatten().collect(),
            words: folded
                .iter()
                .filter(|token| token.is_word() || token.number().is_some())
                .count(),
            answer: Answer::read(response)?,
            text,
        })
    }

    /// "The passage does not say."
    fn declines(&self) -> bool {
        let lower = self.text.to_lowercase();
        let negative = ["not", "n't", "no ", "cannot", "never"]
            .iter()
            .any(|word| lower.contains(word));
        let speaks = [
            "say",
            "mention",
            "specif",
            "provide",
            "give",
            "state",
            "tell",
            "contain",
            "know",
            "clear",
            "sure",
            "includ",
            "find",
            "information",
            "answer",
            "determine",
            "passage",
            "text",
        ]
        .iter()
        .any(|word| lower.contains(word));
        negative && speaks
            || ["unknown", "unclear", "unsure", "unable", "sorry"]
                .iter()
                .any(|word| lower.contains(word))
    }

    /// Whether it is in another language, or has what is not understood.
    fn is_foreign(&self, text: &Text<'_>, question: &Question) -> bool {
        let shares = self.keys.iter().any(|key| {
            question.keys.contains(key) || text.keys.iter().flatten().any(|known| known == key)
        });
        self.answer.unreadable || !self.answer.english && self.words > 3 && !shares
    }

    /// Whether the answer has what one of the best says. What others say too, such as the
    /// month of two days, counts only where nothing of theirs is said.
    fn names_one_of(&self, text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
        let is_best = |span: &Span| aligned.best.iter().any(|best| best.first == span.first);
        let best: Vec<&String> = aligned.best.iter().flat_map(|span| text.span_keys(span)).collect();
        let others: Vec<&String> = aligned.all.iter().filter(|span| !is_best(span)).flat_map(|span| text.span_keys(span)).collect();
        let own = best.iter().any(|key| !others.contains(key) && !question.keys.contains(key) && self.keys.contains(key));
        let other = others.iter().any(|key| !best.contains(key) && !question.keys.contains(key) && self.keys.contains(key));
        let has_own = best.iter().any(|key| !others.contains(key) && !question.keys.contains(key));
        if other && !own && has_own && !matches!(question.kind, Kind::Count(_) | Kind::Measure(_)) {
            return self.twelve_hours(text, question, aligned);
        }
        aligned.best.iter().any(|span| self.names(text, question, span))
    }

    /// Whether it says 7:05 for 19:05.
    fn twelve_hours(&self, text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
        matches!(question.kind, Kind::Clock | Kind::Time)
            && aligned.best.iter().any(|span| self.twelve_hours_of(text, question, span))
    }

    fn twelve_hours_of(&self, text: &Text<'_>, question: &Question, span: &Span) -> bool {
        matches!(question.kind, Kind::Clock | Kind::Time)
            && (span.first..=span.last).any(|at| {
                text.tokens[at]
                    .number()
                    .filter(|hour| hour.value >= 13.into())
                    .and_then(|hour| hour.value.minus(12.into()))
                    .is_some_and(|hour| self.answer.states(hour))
            })
    }

    /// Whether the answer has what a candidate says.
    fn names(&self, text: &Text<'_>, question: &Question, span: &Span) -> bool {
        let values: Vec<Rational> = (span.first..=span.last)
            .filter_map(|at| Some(text.tokens[at].number()?.value))
            .collect();
        let number = matches!(
            question.kind,
            Kind::Count(_) | Kind::Measure(_) | Kind::Year
        );
        if number && let Some(first) = values.first() {
            let vague = question.kind == Kind::Year && self.text.contains("century");
            return vague || self.answer.states(*first) || self.converts(&values);
        }
        let own: Vec<&String> = text
            .span_keys(span)
            .filter(|key| !question.keys.contains(key))
            .collect();
        let own = if own.is_empty() {
            text.span_keys(span).collect()
        } else {
            own
        };
        // "Rome, the capital of Italy" is in Italy.
        let beside = if question.kind == Kind::Place {
            aside(text, span)
        } else {
            Vec::new()
        };
        own.iter()
            .chain(&beside)
            .any(|key| self.keys.contains(key) || self.keys.iter().any(|said| are_near(key, said)))
            || values.iter().any(|value| self.answer.states(*value))
            || matches!(question.kind, Kind::Time | Kind::Year)
                && ["century", "decade", "1800s", "1900s"]
                    .iter()
                    .any(|vague| self.text.contains(vague))
            || self.twelve_hours_of(text, question, span)
            || own.is_empty() && self
                    .text
                    .to_lowercase()
                    .contains(&text.written(span).to_lowercase())
    }

    /// Whether it states the same in other units: 150 minutes for 2 hours and 30 minutes.
    fn converts(&self, values: &[Rational]) -> bool {
        values.iter().any(|value| {
            [7, 10, 12, 24, 60, 100, 365, 1000]
                .into_iter()
                .any(|scale| {
                    let scaled = value.times(scale.into());
                    let more = values
                        .get(1)
                        .and_then(|rest| scaled.and_then(|scaled| scaled.plus(*rest)));
                    [scaled, more, value.over(scale.into())]
                        .into_iter()
                        .flatten()
                        .any(|value| self.answer.states(value))
                })
        })
    }

    /// Whether it says enough to be wrong: something else of the passage or of the kind, or
    /// a whole sentence.
    fn speaks(&self, text: &Text<'_>, question: &Question, all: &[Span]) -> bool {
        if self.words == 0 {
            return false;
        }
        let known = self.keys.iter().any(|key| {
            !question.keys.contains(key) && text.keys.iter().flatten().any(|own| own == key)
        });
        let plain = tokens(&self.text);
        let kind = match &question.kind {
            Kind::Count(_) | Kind::Measure(_) | Kind::Year | Kind::Clock | Kind::Time => {
                !self.answer.numbers.is_empty()
                    || question.kind == Kind::Time
                        && plain.iter().any(|token| {
                            ["weekday", "month"].iter().any(|class| {
                                token.text.starts_with(char::is_uppercase)
                                    && classes::has(class, token.text)
                            })
                        })
            }
            Kind::Person | Kind::Place | Kind::Named(_) | Kind::Label(_) | Kind::Code => {
                plain.iter().any(|token| is_name(token)) || !self.answer.numbers.is_empty()
            }
            Kind::Class(class) => plain
                .iter()
                .any(|token| token.is_word() && classes::has(class, token.text)),
            Kind::Thing => false,
        };
        let rival = all.iter().any(|span| self.names(text, question, span));
        rival || known || kind || self.words > 5
    }
}

/// What stands behind a comma and says more of a place.
fn aside<'s>(text: &'s Text<'_>, span: &Span) -> Vec<&'s String> {
    let Some(comma) = text
        .after(span.last)
        .filter(|&comma| text.tokens[comma].is_mark(',') || text.tokens[comma].is_mark('('))
    else {
        return Vec::new();
    };
    let clause = text.clause[comma];
    (comma..text.tokens.len())
        .take_while(|&at| text.clause[at] == clause)
        .filter_map(|at| text.keys[at].as_ref())
        .take(6)
        .collect()
}

/// A capital word that is not short for something.
fn is_name(token: &Token<'_>) -> bool {
    token.is_word()
        && token.text.starts_with(char::is_uppercase)
        && !is_function(token)
        && !is_short(token.text)
}

/// UK, NYC: short for something that the passage may spell out.
fn is_short(word: &str) -> bool {
    word.len() <= 4 && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// `Italian` is near enough to `Italy`.
fn are_near(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common >= 4 && common + 3 >= a.chars().count().max(b.chars().count())
}

/// Whether the answer is words of the passage, in a row.
pub(crate) fn span(passage: &str, response: &str) -> Option<Finding> {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (whole, said) = (format!(" {} ", words(passage)), words(response));
    (said.is_empty() || !whole.contains(&format!(" {said} "))).then(|| {
        Finding::error("extraction.span", "the answer is no part of the passage")
            .hint("Answer with words of the text, exactly as they stand there.")
    })
}
