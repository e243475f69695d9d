//! What an answer says, and whether that is what the passage does.

use reading::{Answer, Rational, Token, fold, tidy, tokens};

use crate::align::Aligned;
use crate::aside::{aside, described};
use crate::classes;
use crate::question::{Kind, Question};
use crate::text::{Span, Text};
use crate::unsure::{is_written_together, whole};
use crate::words::{is_function, key, keys};

/// What an answer says.
pub(crate) struct Said {
    text: String,
    keys: Vec<String>,
    words: usize,
    answer: Answer,
}

impl Said {
    pub(crate) fn read(response: &str) -> Option<Self> {
        let text = tidy(response);
        let plain = tokens(&text);
        let folded = fold(&text, &plain);
        Some(Self {
            keys: keys(&folded)
                .into_iter()
                .flatten()
                .filter(|key| !["am", "pm", "o'clock"].contains(&key.as_str()))
                .chain(other_forms(&folded))
                .collect(),
            words: folded
                .iter()
                .filter(|token| token.is_word() || token.number().is_some())
                .count(),
            answer: Answer::read(response)?,
            text,
        })
    }

    /// Whether it is more than a name.
    pub(crate) fn is_long(&self) -> bool {
        self.words > 3
    }

    /// Whether it is more than a sentence.
    pub(crate) fn is_very_long(&self) -> bool {
        self.words > 24
    }

    /// Whether it names others than the best too.
    pub(crate) fn names_others(
        &self,
        text: &Text<'_>,
        question: &Question,
        aligned: &Aligned,
    ) -> bool {
        let best: Vec<&String> = aligned
            .best
            .iter()
            .flat_map(|span| text.span_keys(span))
            .collect();
        aligned
            .all
            .iter()
            .flat_map(|span| text.span_keys(span))
            .any(|key| {
                !best.contains(&key) && !question.keys.contains(key) && self.keys.contains(key)
            })
    }

    /// Whether it has a word of a span that the question has not.
    pub(crate) fn has_any_of(&self, text: &Text<'_>, span: &Span, asked: &[String]) -> bool {
        text.span_keys(span)
            .filter(|key| !asked.contains(key))
            .any(|key| self.keys.contains(key) || self.keys.iter().any(|said| are_near(key, said)))
    }

    /// Whether it is so long that it says something, though `not` stands there too.
    pub(crate) fn goes_on(&self) -> bool {
        self.words > 30
    }

    /// "The passage does not say."
    pub(crate) fn declines(&self) -> bool {
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
    pub(crate) fn is_foreign(&self, text: &Text<'_>, question: &Question) -> bool {
        let shares = self.keys.iter().any(|key| {
            question.keys.contains(key) || text.keys.iter().flatten().any(|known| known == key)
        });
        self.answer.unreadable || !self.is_english() && self.words > 3 && !shares
    }

    fn is_english(&self) -> bool {
        self.answer.english
            || tokens(&self.text)
                .iter()
                .any(|token| token.text.len() > 1 && is_function(token))
    }

    /// Whether the answer has what one of the best says. What others say too, such as the
    /// month of two days, counts only where nothing of theirs is said.
    pub(crate) fn names_one_of(
        &self,
        text: &Text<'_>,
        question: &Question,
        aligned: &Aligned,
    ) -> bool {
        if aligned
            .best
            .iter()
            .any(|span| self.writes_together(text, question, span))
        {
            return true;
        }
        let is_best = |span: &Span| aligned.best.iter().any(|best| best.first == span.first);
        let best: Vec<&String> = aligned
            .best
            .iter()
            .flat_map(|span| text.span_keys(span))
            .collect();
        let others: Vec<&String> = aligned
            .all
            .iter()
            .filter(|span| !is_best(span))
            .flat_map(|span| text.span_keys(span))
            .collect();
        let own = best.iter().any(|key| {
            !others.contains(key) && !question.keys.contains(key) && self.keys.contains(key)
        });
        let other = others.iter().any(|key| {
            !best.contains(key) && !question.keys.contains(key) && self.keys.contains(key)
        });
        let has_own = best
            .iter()
            .any(|key| !others.contains(key) && !question.keys.contains(key));
        if other && !own && has_own && !matches!(question.kind, Kind::Count(_) | Kind::Measure(_)) {
            let described = aligned
                .best
                .iter()
                .flat_map(|span| beside(text, question, span))
                .any(|key| self.keys.contains(key));
            return described || self.twelve_hours(text, question, aligned);
        }
        aligned
            .best
            .iter()
            .any(|span| self.names(text, question, span))
    }

    /// Whether it says 7:05 for 19:05.
    pub(crate) fn twelve_hours(
        &self,
        text: &Text<'_>,
        question: &Question,
        aligned: &Aligned,
    ) -> bool {
        matches!(question.kind, Kind::Clock | Kind::Time)
            && aligned
                .best
                .iter()
                .any(|span| self.twelve_hours_of(text, question, span))
    }

    pub(crate) fn twelve_hours_of(
        &self,
        text: &Text<'_>,
        question: &Question,
        span: &Span,
    ) -> bool {
        matches!(question.kind, Kind::Clock | Kind::Time)
            && (span.first..=span.last).any(|at| {
                let noon = text.is(at, &["noon", "midday", "midnight"]);
                if noon && (self.answer.states(12.into()) || self.answer.states(0.into())) {
                    return true;
                }
                text.tokens[at]
                    .number()
                    .filter(|hour| hour.value >= 13.into())
                    .and_then(|hour| hour.value.minus(12.into()))
                    .is_some_and(|hour| self.answer.states(hour))
            })
    }

    /// Whether it has a number or code, set apart in another way.
    fn writes_together(&self, text: &Text<'_>, question: &Question, span: &Span) -> bool {
        matches!(
            question.kind,
            Kind::Code | Kind::Label(_) | Kind::Named(_) | Kind::Thing
        ) && is_written_together(text.written(&whole(text, span)), &self.text)
    }

    /// Whether the answer has what a candidate says.
    pub(crate) fn names(&self, text: &Text<'_>, question: &Question, span: &Span) -> bool {
        let values: Vec<Rational> = (span.first..=span.last)
            .filter_map(|at| Some(text.tokens[at].number()?.value))
            .collect();
        let number = matches!(
            question.kind,
            Kind::Count(_) | Kind::Measure(_) | Kind::Year
        );
        if number && let Some(first) = values.first() {
            let vague = question.kind == Kind::Year && self.text.contains("century");
            return vague
                || self.answer.states(*first)
                || self.converts(&values)
                || self.says_in_words(*first);
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
        let beside = beside(text, question, span);
        own.iter()
            .chain(&beside)
            .any(|key| self.keys.contains(key) || self.keys.iter().any(|said| are_near(key, said)))
            || values.iter().any(|value| self.answer.states(*value))
            || matches!(question.kind, Kind::Time | Kind::Year)
                && ["century", "decade", "1800s", "1900s"]
                    .iter()
                    .any(|vague| self.text.contains(vague))
            || self.twelve_hours_of(text, question, span)
            || self.writes_together(text, question, span)
            || own.is_empty()
                && self
                    .text
                    .to_lowercase()
                    .contains(&text.written(span).to_lowercase())
    }

    /// `half an hour`, `a week`
    fn says_in_words(&self, value: Rational) -> bool {
        let words = format!(" {} ", self.text.to_lowercase());
        ["half", "quarter", "dozen", "couple", "none"]
            .iter()
            .any(|word| words.contains(word))
            || value == 1.into()
                && [" a ", " an ", " single "]
                    .iter()
                    .any(|word| words.contains(word))
    }

    /// Whether it states the same in other units: 150 minutes for 2 hours and 30 minutes.
    pub(crate) fn converts(&self, values: &[Rational]) -> bool {
        values.iter().any(|value| {
            [7, 12, 24, 60, 100, 365, 1000].into_iter().any(|scale| {
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

    /// Whether a short answer has nothing but words of the question.
    pub(crate) fn says_only_what_is_asked(&self, question: &Question) -> bool {
        self.words <= 4
            && !self.keys.is_empty()
            && self.keys.iter().all(|key| question.keys.contains(key))
    }

    /// `In the barn.`: a few words that the passage does not have.
    pub(crate) fn is_short_and_foreign(&self, question: &Question) -> bool {
        let plain = self.words <= 6
            && !self.keys.is_empty()
            && !is_short(self.text.trim_end_matches('.'))
            && self.is_english();
        plain
            && match question.kind {
                Kind::Thing | Kind::Named(_) => false,
                Kind::Person => false,
                _ => self.words > 1,
            }
    }

    /// Whether it names something of the kind that the passage has nothing of.
    pub(crate) fn names_another(&self, text: &Text<'_>, question: &Question) -> bool {
        let plain = tokens(&self.text);
        let own: Vec<Option<String>> = keys(&plain);
        let foreign = |at: usize| {
            own[at].as_ref().is_some_and(|key| {
                !question.keys.contains(key)
                    && !text
                        .keys
                        .iter()
                        .flatten()
                        .any(|known| known == key || are_near(known, key))
            })
        };
        match &question.kind {
            Kind::Year | Kind::Code | Kind::Measure(_) => {
                (0..plain.len()).any(|at| plain[at].number().is_some() && foreign(at))
            }
            Kind::Time | Kind::Clock => (0..plain.len()).any(|at| {
                foreign(at)
                    && (plain[at].number().is_some()
                        || ["weekday", "month"]
                            .iter()
                            .any(|class| classes::has(class, plain[at].text)))
            }),
            Kind::Person | Kind::Place => {
                let known = self.keys.iter().any(|key| {
                    !question.keys.contains(key) && text.keys.iter().flatten().any(|own| own == key)
                });
                let begins = |at: usize| at == 0 || !plain[at - 1].is_word();
                !known
                    && (0..plain.len()).any(|at| {
                        is_name(&plain[at])
                            && foreign(at)
                            && (!begins(at)
                                || self.words <= 3
                                || plain.get(at + 1).is_some_and(is_name))
                    })
            }
            Kind::Class(class) => {
                classes::is_closed(class)
                    && !self.keys.is_empty()
                    && (0..plain.len()).any(|at| classes::has(class, plain[at].text) && foreign(at))
            }
            _ => false,
        }
    }

    /// Whether it says enough to be wrong: something else of the passage or of the kind, or
    /// a whole sentence.
    pub(crate) fn speaks(&self, text: &Text<'_>, question: &Question, all: &[Span]) -> bool {
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

/// The days of dates in the other form: `5` for `the fifth of May`, `fifth` for `May 5`.
fn other_forms(tokens: &[Token<'_>]) -> Vec<String> {
    let mut forms = Vec::new();
    for (month, _) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word() && classes::has("month", token.text))
    {
        let near = month.saturating_sub(3)..tokens.len().min(month + 3);
        for token in &tokens[near] {
            for (day, ordinal) in (1_i128..).zip(reading::ORDINALS) {
                let number = token
                    .number()
                    .is_some_and(|number| number.value == day.into());
                if number || token.is(ordinal) {
                    forms.extend([day.to_string(), key(ordinal)]);
                }
            }
        }
    }
    forms
}

/// What else the passage calls a person or a place.
fn beside<'s>(text: &'s Text<'_>, question: &Question, span: &Span) -> Vec<&'s String> {
    match question.kind {
        // "to the harbour, the yellow bus to the airport" says nothing of the harbour.
        Kind::Place => {
            let aside = aside(text, span);
            if aside.iter().any(|key| question.keys.contains(key)) {
                Vec::new()
            } else {
                aside
            }
        }
        Kind::Person => described(text, span),
        // "his dog Biscuit": who asks what the dog is called does not hear it by "dog".
        Kind::Named(ref noun) => described(text, span)
            .into_iter()
            .filter(|key| *key != noun)
            .collect(),
        _ => Vec::new(),
    }
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
