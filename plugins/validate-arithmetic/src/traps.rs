//! Shapes at which a story means something else than its numbers seem to say.
//!
//! They turn on single words: the first hour that has a price of its own, a growth by
//! the year, work that is done at once. A story with one of them is not added up, or is
//! left alone.

use reading::{Asked, Token};

mod doers;
mod rates;
mod shapes;

/// How far a story is safe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trap {
    None,
    /// What it tells must not be added up, or taken from each other.
    NoSum,
    Silent,
}

/// A story as its words stand.
struct Told<'s, 't> {
    sentences: &'s [Vec<Token<'t>>],
    all: Vec<&'s Token<'t>>,
}

type Shape = fn(&Told<'_, '_>) -> bool;

const SILENT: &[Shape] = &[
    rates::tiers,
    rates::compounds,
    rates::both_at_a_rate,
    rates::special,
    rates::after_the_change,
    rates::against_each_other,
    shapes::labels,
    shapes::directions,
    shapes::pieces,
    shapes::own_half,
    shapes::overlaps,
    shapes::contrary,
    shapes::steps,
    doers::companions,
    doers::retinue,
    doers::at_the_same_time,
    doers::no_work,
    doers::named_each,
];

const NO_SUM: &[Shape] = &[
    shapes::parts,
    shapes::backwards,
    shapes::either_way,
    doers::another_owner,
    doers::together,
    doers::several,
];

/// What is dangerous in a story.
pub(crate) fn of(asked: &Asked<'_>) -> Trap {
    let told = Told {
        sentences: &asked.sentences,
        all: asked.sentences.iter().flatten().collect(),
    };
    if SILENT.iter().any(|shape| shape(&told)) {
        Trap::Silent
    } else if NO_SUM.iter().any(|shape| shape(&told)) {
        Trap::NoSum
    } else {
        Trap::None
    }
}

const PERIODS: &[&str] = &[
    "second", "minute", "min", "hour", "day", "night", "week", "month", "quarter", "year",
    "decade", "season", "seconds", "minutes", "mins", "hours", "days", "nights", "weeks", "months",
    "years", "decades",
];

impl<'s, 't> Told<'s, 't> {
    fn says(&self, words: &[&str]) -> bool {
        self.all.iter().any(|token| token.is_any(words))
    }

    /// Whether the words stand somewhere beside each other.
    fn has(&self, phrase: &str) -> bool {
        let words: Vec<&str> = phrase.split(' ').collect();
        self.all.windows(words.len()).any(|tokens| {
            tokens
                .iter()
                .zip(&words)
                .all(|(token, word)| token.is(word))
        })
    }

    fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// What stands from the last word of asking on.
    fn question(&self) -> &[&'s Token<'t>] {
        let from = self
            .all
            .iter()
            .rposition(|token| token.is_any(&["how", "what", "what's"]))
            .unwrap_or(0);
        &self.all[from..]
    }

    fn asks(&self, words: &[&str]) -> bool {
        self.question().iter().any(|token| token.is_any(words))
    }

    /// Whether a time is asked for.
    fn asks_time(&self) -> bool {
        let question = self.question();
        let second = question.get(1);
        second.is_some_and(|token| token.is("long"))
            || second.is_some_and(|token| token.is_any(&["many", "much"]))
                && question
                    .iter()
                    .skip(2)
                    .take(3)
                    .any(|token| token.is_any(PERIODS) || token.is("time"))
    }

    fn is_priced(&self) -> bool {
        self.all
            .iter()
            .any(|token| "$€£".chars().any(|mark| token.is_mark(mark)))
            || self.says(&[
                "cost", "costs", "fee", "free", "dollars", "euros", "charge", "charges", "price",
                "pay", "pays", "cents",
            ])
    }
}
