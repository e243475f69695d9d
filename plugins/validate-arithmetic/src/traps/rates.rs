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
    let first = told.says(&["first", "initial"]) && !told.has_any(&["at first", "first place"]);
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
}

fn is_percent(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].is_mark('%')
        || tokens[at].is_any(&["percent", "%"])
        || tokens[at].is("cent") && at > 0 && tokens[at - 1].is("per")
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
            let changes =
                (0..sentence.len()).any(|at| is_percent(sentence, at) || grows(&sentence[at]));
            changes && periodic(sentence).is_some()
        })
}

/// `Both machines make 30 parts a minute`: each of them, or the two together?
pub(super) fn both_at_a_rate(told: &Told<'_, '_>) -> bool {
    told.sentences.iter().any(|sentence| {
        sentence.first().is_some_and(|token| token.is("both")) && periodic(sentence).is_some()
    })
}
