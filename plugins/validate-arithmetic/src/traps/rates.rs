//! Rates that change: by steps, with the time, or with those who work.

use reading::Token;

use super::{PERIODS, Told};

/// What comes behind the first: `each additional hour`.
const FURTHER: &[&str] = &[
    "additional",
    "further",
    "extra",
    "subsequent",
    "following",
    "thereafter",
    "beyond",
    "other",
    "others",
    "next",
    "after",
    "afterwards",
    "then",
    "remaining",
    "rest",
    "over",
    "above",
    "later",
    "second",
    "free",
    "more",
    "another",
    "every",
    "each",
    "per",
];

/// `$4 for the first hour and $2 for each additional hour`
pub(super) fn tiers(told: &Told<'_, '_>) -> bool {
    // "First it is reduced": a step, not a price of its own.
    let opens = |sentence: &Vec<Token<'_>>| {
        sentence
            .iter()
            .skip(1)
            .any(|token| token.is_any(&["first", "initial"]))
    };
    let first = told.sentences.iter().any(opens) && !told.has_any(&["at first", "first place"]);
    let step = told.all.windows(2).any(|two| {
        two[0].is_any(&["each", "every", "per", "any", "all", "an", "a"])
            && two[1].is_any(&["additional", "further", "subsequent", "following", "extra"])
            || two[0].is_any(&["each", "every"]) && two[1].is_any(&["other", "more"])
    });
    let rate = told.says(&[
        "each",
        "every",
        "per",
        "all",
        "any",
        "additional",
        "further",
    ]);
    told.is_priced()
        && (first && told.says(FURTHER) || step && rate && told.says(&["first", "for"]))
        || told.says(&["beyond", "thereafter"])
        || told.has_any(&["half price", "half the price"])
            && told.says(&[
                "second", "third", "other", "every", "each", "next", "another",
            ])
}

fn is_percent(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].is_mark('%')
        || tokens[at].is_any(&["percent", "%"])
        || tokens[at].is("cent") && at > 0 && tokens[at - 1].is("per")
}

/// `by half`, `by a third`
fn is_part(rest: &[Token<'_>]) -> bool {
    let [by, next, ..] = rest else { return false };
    let part = |token: &Token<'_>| {
        token.is_any(&["half", "third", "quarter", "fifth", "tenth"])
            || token.number().is_some_and(|number| number.value < 1.into())
    };
    by.is("by") && (part(next) || rest.get(2).is_some_and(part))
}

/// `$80 after a discount of 20%`, `$60 including 20% tax`: what is told is the end.
pub(super) fn after_the_change(told: &Told<'_, '_>) -> bool {
    let changed = told.sentences.iter().any(|sentence| {
        let percent = (0..sentence.len()).any(|at| is_percent(sentence, at));
        let after = sentence
            .iter()
            .position(|token| token.is("after"))
            .is_some_and(|at| {
                at > 1
                    && sentence[..at].iter().any(|token| token.number().is_some())
                    && !sentence[..at]
                        .iter()
                        .any(|token| token.is_any(&["how", "what"]))
                    && (at..sentence.len()).any(|at| is_percent(sentence, at))
            });
        let within = sentence
            .iter()
            .any(|token| token.is_any(&["including", "includes", "incl", "inclusive", "included"]));
        percent && (after || within)
    });
    changed
        && !told.asks(&[
            "original",
            "originally",
            "before",
            "initially",
            "initial",
            "full",
            "regular",
            "list",
        ])
}

/// Where `each year` stands.
fn periodic(tokens: &[Token<'_>]) -> Option<usize> {
    tokens.iter().enumerate().position(|(at, token)| {
        token.is_any(&["yearly", "monthly", "weekly", "daily", "hourly", "annually"])
            || token.is_any(&["each", "every", "per", "a", "an"])
                && tokens.get(at + 1).is_some_and(|next| next.is_any(PERIODS))
    })
}

/// `grows by 10% each year`, `doubles every hour`
pub(super) fn compounds(told: &Told<'_, '_>) -> bool {
    let grows = |token: &Token<'_>| {
        token.is_any(&[
            "doubles", "triples", "halves", "doubled", "tripled", "halved", "double", "triple",
            "doubling", "halving", "tripling",
        ])
    };
    let by_itself = told.says(&["doubling", "halving", "tripling"]);
    by_itself
        || told.sentences.iter().any(|sentence| {
            let changes = (0..sentence.len()).any(|at| {
                is_percent(sentence, at) || grows(&sentence[at]) || is_part(&sentence[at..])
            });
            changes && periodic(sentence).is_some()
        })
}

/// `Both machines make 30 parts a minute`: each of them, or the two together?
pub(super) fn both_at_a_rate(told: &Told<'_, '_>) -> bool {
    told.sentences.iter().any(|sentence| {
        sentence.first().is_some_and(|token| token.is("both")) && periodic(sentence).is_some()
    })
}

/// What comes in and what runs out by the minute.
pub(super) fn against_each_other(told: &Told<'_, '_>) -> bool {
    let rates = told
        .all
        .windows(2)
        .filter(|two| two[0].is_any(&["a", "an", "per", "every", "each"]) && two[1].is_any(PERIODS))
        .count();
    rates > 1
        && told.says(&[
            "leak",
            "leaks",
            "leaking",
            "leaked",
            "out",
            "escape",
            "escapes",
            "evaporate",
            "evaporates",
            "drain",
            "drains",
            "drips",
            "drip",
            "empties",
            "falls",
            "slides",
            "back",
            "away",
            "loses",
            "removes",
        ])
}

/// Prices from a number on, for each person and night, or for nothing; what a stream
/// carries along; the first pill that is taken at once.
pub(super) fn special(told: &Told<'_, '_>) -> bool {
    let from_on = told
        .all
        .windows(4)
        .any(|four| four[0].is("from") && four[1].number().is_some() && four[3].is("on"));
    let twice = told.all.windows(4).any(|four| {
        four[0].is("per")
            && four[1].is_any(&["person", "head", "guest"])
            && four[2].is_any(&["a", "per", "and", "each"])
            && four[3].is_any(PERIODS)
    });
    let free = told.has_any(&["was free", "is free", "for free"])
        && told.says(&["second", "third", "fourth", "fifth", "last", "other"]);
    let stream = told.says(&["current", "headwind", "tailwind", "escalator", "stream"])
        && told.says(&["against", "with", "up", "down", "escalator"]);
    let pills = told.asks_time()
        && told.says(&["pill", "pills", "tablet", "tablets", "dose", "doses"])
        && told.says(&["every"]);
    told.is_priced() && (from_on || twice || free) || stream || pills
}
