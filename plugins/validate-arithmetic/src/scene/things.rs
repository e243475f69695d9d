//! Words that may be verbs, where they name things: `in packs of 6`, `5 seats`.

use reading::Token;

use super::lexicon::WORDS;
use super::read::Item;
use super::units::Unit;

/// Whether a word is written as several.
pub(super) fn is_plural(text: &str) -> bool {
    let regular = text.len() > 4 && text.ends_with('s') && !text.ends_with("ss");
    regular
        || [
            "men", "women", "people", "children", "cows", "hens", "dogs", "cats", "boys",
        ]
        .contains(&text)
}

/// Verbs that are things where they are counted.
pub(super) const THINGS: &[&str] = &[
    "seats",
    "drinks",
    "walks",
    "rides",
    "leaves",
    "tips",
    "packs",
    "runs",
    "shares",
    "stops",
    "plants",
    "prints",
    "moves",
    "notes",
    "bills",
    "orders",
    "points",
    "visits",
    "answers",
    "seat",
    "cuts",
    "hands",
    "frames",
    "slices",
    "pieces",
    "finds",
    "trains",
    "scores",
    "hours",
    "wins",
    "houses",
    "holes",
    "feet",
    "books",
    "stamps",
    "rolls",
    "covers",
    "works",
    "plays",
    "watches",
    "types",
    "sales",
    "swims",
    "hikes",
    "catches",
    "presents",
    "gifts",
    "drops",
    "breaks",
    "boards",
    "sheets",
    "saves",
    "goes",
    "returns",
    "walkers",
    "picks",
    "counts",
    "shows",
    "fits",
    "flies",
    "climbs",
    "draws",
    "cooks",
    "tears",
    "increases",
    "uses",
    "needs",
    "places",
    "puts",
    "pops",
    "numbers",
    "sorts",
    "tipped",
    "sheets",
    "shots",
    "cans",
    "can",
    "whole",
    "dice",
    "candles",
];

/// Whether a fraction in words is the place of one more: `a fifth carries 31`.
pub(super) fn is_another(rest: &[Token<'_>]) -> bool {
    let holds = |rest: &[Token<'_>]| {
        matches!(WORDS.longest(rest), Some(("hold" | "have" | "cost" | "do", used))
            if rest.get(used).is_some_and(|next| next.number().is_some() || next.is_any(&["only", "just"])))
    };
    if rest[0].is("one") && rest.get(1).is_some_and(|next| next.is("more")) {
        return holds(&rest[2..]);
    }
    let place = rest[0].text.starts_with("a ")
        && rest[0]
            .number()
            .is_some_and(|number| number.value < 1.into());
    place && holds(&rest[1..])
}

/// Whether a word that may be a verb names things where it stands: `in packs of 6`,
/// `rolls are packed`, `every evening`, `her pay`.
pub(super) fn is_thing_here(sentence: &[Token<'_>], at: usize, items: &[Item]) -> bool {
    let token = &sentence[at];
    let times = [
        "morning",
        "evening",
        "afternoon",
        "mornings",
        "evenings",
        "afternoons",
    ];
    if token.is_any(&times) {
        return items.last().is_some_and(|item| {
            matches!(item, Item::Number(_)) || item.says_any(&["each", "how-many?"])
        });
    }
    // "What is her score?"
    let owned = at > 0
        && sentence[at - 1].is_any(&["his", "her", "my", "your", "their", "our", "its", "the"])
        && at + 1 == sentence.len()
        && token.is_any(&["score", "pay", "share", "catch", "gain", "sale", "purchase"]);
    if owned {
        return true;
    }
    // "a 2.40 euro drink and"
    let priced = matches!(items.last(), Some(Item::Number(number)) if number.unit == Unit::Money)
        && matches!(
            WORDS.longest(&sentence[at..=at]),
            Some(("do" | "make" | "gain" | "lose" | "hold", _))
        )
        && sentence
            .get(at + 1)
            .is_none_or(|next| next.is("and") || next.is_mark(','));
    if priced {
        return true;
    }
    // "12 rose bushes"
    let first_of_two = matches!(items.last(), Some(Item::Number(number)) if number.unit == Unit::Bare)
        && matches!(
            WORDS.longest(&sentence[at..=at]),
            Some(("on-top" | "do" | "make" | "hold", _))
        )
        && sentence.get(at + 1).is_some_and(|next| {
            is_plural(next.text) && next.is_word() && WORDS.longest(&sentence[at + 1..]).is_none()
        })
        && !token.text.ends_with("ed");
    if first_of_two {
        return true;
    }
    let many = token.text.len() > 3 && token.text.ends_with('s') && !token.text.ends_with("ss");
    if !many {
        return false;
    }
    let verb = matches!(
        WORDS.longest(&sentence[at..=at]),
        Some((
            "do" | "gain"
                | "lose"
                | "make"
                | "sell"
                | "give"
                | "share"
                | "hold"
                | "need"
                | "earn"
                | "buy"
                | "spend",
            _
        ))
    );
    if !verb || token.is("has") {
        return false;
    }
    let before = at.checked_sub(1).map(|at| &sentence[at]);
    let after = sentence.get(at + 1);
    let goes_on = after.is_none_or(|next| {
        next.number().is_none() && !next.is_any(&["a", "an", "the", "his", "her", "their", "all"])
    });
    let behind_preposition = before.is_some_and(|token| {
        token.is_any(&[
            "of", "in", "into", "with", "by", "for", "from", "between", "these", "those",
        ])
    });
    let first = before.is_none_or(|token| token.is_mark(',') || token.is("and"));
    let is_subject =
        first && after.is_some_and(|next| next.is_any(&["are", "were", "come", "cost", "contain"]));
    let asked = items.last().is_some_and(|item| item.says("how-many?"));
    (behind_preposition || asked) && goes_on || is_subject
}
