//! What the request tells, apart from what it asks for.

use std::ops::Range;

use reading::{Token, sentences};
use serde_json::Value;

use super::labels::{labelled, quoted};
use super::names::{self, Name};
use super::typed::{self, Typed};
use crate::source::stands as source_has;

/// What is told.
#[derive(Clone, Debug)]
pub(super) struct Material<'t> {
    pub(super) text: &'t str,
    /// Runs of words without marks that end a clause.
    pub(super) parts: Vec<Vec<Token<'t>>>,
    pub(super) numbers: Vec<Numeral>,
    pub(super) names: Vec<Name>,
    pub(super) typed: Vec<Typed>,
    /// Short texts in quotes.
    pub(super) quoted: Vec<String>,
    /// `Author: Roald Dahl`
    pub(super) labels: Vec<(String, String)>,
    /// Whether what is not there is to be null.
    pub(super) nulls: bool,
    /// Whether persons are called by their last names alone.
    pub(super) surnames: bool,
    /// Whether they are called by their first names alone.
    pub(super) first_names: bool,
}

/// A number that is told, with the words beside it.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    pub(super) value: Value,
    pub(super) before: Vec<String>,
    pub(super) behind: Vec<String>,
    pub(super) money: bool,
}

/// Words of sentences that say what to do.
const TASK: &[&str] = &[
    "json",
    "key",
    "keys",
    "field",
    "fields",
    "object",
    "objects",
    "format",
    "schema",
    "integer",
    "integers",
    "boolean",
    "booleans",
    "array",
    "arrays",
    "string",
    "strings",
    "structure",
    "properties",
    "attributes",
    "null",
    "values",
    "output",
    "reply",
    "respond",
    "articles",
    "article",
    "markdown",
    "prose",
    "extract",
];

impl<'t> Material<'t> {
    /// What is told outside of the spans where keys are named.
    pub(super) fn of(
        text: &'t str,
        all: &[Token<'t>],
        spans: &[Range<usize>],
        keys: &[(String, Option<String>)],
    ) -> Self {
        let inside = |at: usize| spans.iter().any(|span| span.contains(&at));
        let typed: Vec<Typed> = typed::typed(text)
            .into_iter()
            .filter(|typed| !inside(typed.span.start))
            .collect();
        let mut parts = Vec::new();
        let mut labels = Vec::new();
        for sentence in sentences(all) {
            labels.extend(labelled(text, sentence, &inside, keys));
            let is_task = sentence.iter().any(|token| token.is_any(TASK))
                || sentence.iter().any(|token| inside(token.start));
            for part in sentence.split(|token| {
                let in_time = typed.iter().any(|typed| typed.span.contains(&token.start));
                !in_time
                    && ([
                        ':', '"', ';', '(', ')', '\u{2014}', '\u{2013}', '{', '}', '[', ']', '.',
                        '|',
                    ]
                    .iter()
                    .any(|&mark| token.is_mark(mark))
                        || token.is_mark('-') && !token.glued && !before_number(all, token))
                    || inside(token.start)
            }) {
                if is_task && part.iter().any(|token| token.is_any(TASK))
                    || before_keys(all, spans, part)
                {
                    parts.extend(part.split(|token| token.is_mark(',')).map(without_task));
                } else {
                    parts.push(part.to_vec());
                }
            }
        }
        parts.retain(|part| {
            part.iter()
                .any(|token| token.is_word() || token.number().is_some())
        });
        let quoted = quoted(text, all, &inside);
        let mut material = Self {
            text,
            parts,
            numbers: Vec::new(),
            names: Vec::new(),
            typed,
            quoted,
            labels,
            nulls: all.iter().any(|token| token.is("null")),
            surnames: all
                .iter()
                .any(|token| token.is_any(&["surname", "surnames"]))
                || all.windows(3).any(|three| {
                    three[0].is("last")
                        && three[1].is_any(&["name", "names"])
                        && three[2].is("only")
                }),
            first_names: all.windows(3).any(|three| {
                three[0].is("first")
                    && three[1].is_any(&["name", "names"])
                    && three[2].is_any(&["only", "alone"])
                    || three[0].is("only")
                        && three[1].is("first")
                        && three[2].is_any(&["name", "names"])
            }),
        };
        material.read();
        material
    }

    /// The numbers and names of the parts.
    fn read(&mut self) {
        let typed = &self.typed;
        let is_free =
            |token: &Token<'_>| !typed.iter().any(|typed| typed.span.contains(&token.start));
        self.numbers = self
            .parts
            .iter()
            .flat_map(|part| numerals(part, &is_free))
            .collect();
        self.names = self
            .parts
            .iter()
            .flat_map(|part| names::names(part, self.text, &is_free))
            // "Urgent mail": a word that is written small elsewhere.
            .filter(|name| {
                !source_has(self.text, &name.text.to_lowercase()) || name.text.contains(' ')
            })
            .collect();
    }

    /// A person's name as the request wants it.
    pub(super) fn called<'n>(&self, name: &'n str) -> &'n str {
        if self.surnames {
            name.rsplit(' ').next().unwrap_or(name)
        } else if self.first_names {
            let name = super::names::without_title(name);
            let role = [
                "Coach ", "Uncle ", "Aunt ", "Captain ", "Chef ", "Nurse ", "Sister ",
            ]
            .iter()
            .find_map(|role| name.strip_prefix(role));
            let name = role.unwrap_or(name);
            name.split(' ').next().unwrap_or(name)
        } else {
            name
        }
    }

    /// Each clause on its own.
    pub(super) fn clauses(&self) -> Vec<Self> {
        let mut clauses: Vec<Vec<Token<'t>>> = Vec::new();
        for part in &self.parts {
            clauses.extend(
                part.split(|token| token.is_mark(',') || token.is_any(&["and", "while", "but"]))
                    .map(<[Token<'t>]>::to_vec),
            );
        }
        clauses
            .into_iter()
            .filter(|clause| !clause.is_empty())
            .map(|clause| {
                let range = clause[0].start..clause[clause.len() - 1].end();
                let mut material = Self {
                    text: self.text,
                    parts: vec![clause],
                    numbers: Vec::new(),
                    names: Vec::new(),
                    typed: self
                        .typed
                        .iter()
                        .filter(|typed| range.contains(&typed.span.start))
                        .cloned()
                        .collect(),
                    quoted: Vec::new(),
                    labels: Vec::new(),
                    nulls: false,
                    surnames: self.surnames,
                    first_names: self.first_names,
                };
                material.read();
                material
            })
            .collect()
    }
}

/// Whether the names of keys follow a part, so that it may lead to them.
fn before_keys(all: &[Token<'_>], spans: &[Range<usize>], part: &[Token<'_>]) -> bool {
    let Some(last) = part.last() else {
        return false;
    };
    let next = all.partition_point(|token| token.start <= last.start);
    all.get(next)
        .is_some_and(|next| spans.iter().any(|span| span.start == next.start))
}

/// Whether a mark is a minus.
fn before_number(all: &[Token<'_>], mark: &Token<'_>) -> bool {
    let next = all.partition_point(|token| token.start <= mark.start);
    all.get(next)
        .is_some_and(|next| next.glued && next.number().is_some())
}

/// A part without what it tells to do: up to `as JSON`, without the command in front.
fn without_task<'t>(part: &[Token<'t>]) -> Vec<Token<'t>> {
    let Some(at) = part.iter().position(|token| token.is_any(TASK)) else {
        return part.to_vec();
    };
    if !part[at].is("json") {
        return Vec::new();
    }
    let front = part[..at]
        .iter()
        .rev()
        .take_while(|token| {
            token.is_any(&[
                "as", "in", "into", "to", "a", "an", "valid", "the", "nested", "this", "that",
                "compact", "single", "it", "them",
            ])
        })
        .count();
    let (front, behind) = (&part[..at - front], &part[at + 1..]);
    let behind = if behind.iter().any(|token| token.is_any(TASK)) {
        &[]
    } else {
        behind
    };
    if behind.len() > front.len() {
        behind.to_vec()
    } else {
        front.to_vec()
    }
}

fn numerals(part: &[Token<'_>], is_free: &dyn Fn(&Token<'_>) -> bool) -> Vec<Numeral> {
    let words = |tokens: &[Token<'_>]| -> Vec<String> {
        tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect()
    };
    let mut found = Vec::new();
    for (at, token) in part.iter().enumerate() {
        let Some(number) = token.number().filter(|_| is_free(token)) else {
            continue;
        };
        // "3b", "A-113": parts of a code
        let code = part.get(at + 1).is_some_and(|next| {
            next.glued && next.is_word() && next.text.len() < 3 && !is_unit(next.text)
        }) || at > 0
            && token.glued
            && !is_negative(part, at)
            && (part[at - 1].is_mark('-') || part[at - 1].is_word() || part[at - 1].is_mark('/'))
            || part
                .get(at + 1)
                .is_some_and(|next| next.glued && (next.is_mark('/') || next.is_mark('-')));
        let minus = is_negative(part, at);
        let sign = if minus { "-" } else { "" };
        let Ok(value) = serde_json::from_str::<Value>(&format!("{sign}{}", number.value)) else {
            continue;
        };
        if code {
            continue;
        }
        let before = words(&part[at.saturating_sub(5)..at]);
        let behind = words(&part[at + 1..(at + 5).min(part.len())]);
        let is_money = |word: &String| {
            [
                "euros", "dollars", "pounds", "euro", "dollar", "eur", "usd", "gbp", "cents",
                "pence", "francs", "yen", "chf", "bucks", "$", "\u{20AC}", "\u{A3}", "\u{A5}",
            ]
            .contains(&word.as_str())
        };
        let money = behind.first().is_some_and(is_money) || before.last().is_some_and(is_money);
        found.push(Numeral {
            value,
            before,
            behind,
            money,
        });
    }
    found
}

/// `-3.5`, `minus 4`
pub(super) fn is_negative(part: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        part[before].is("minus")
            || part[before].is_mark('-') && part[at].glued && !part[before].glued
    })
}

fn is_unit(word: &str) -> bool {
    [
        "km", "m", "cm", "mm", "kg", "g", "l", "ml", "h", "s", "c", "f", "kw", "w", "v", "mb",
        "gb", "tb", "t", "lb", "oz", "ft", "in", "mi", "°",
    ]
    .contains(&word.to_lowercase().as_str())
}
