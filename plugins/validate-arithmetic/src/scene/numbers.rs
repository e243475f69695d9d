//! The numbers of a story: amounts, fractions, factors, and what only looks like one.

use reading::{Rational, Token};

use super::lexicon::WORDS;
use super::read::{Item, Number, Word};
use super::units::{Unit, key};

/// `half of`, `half`, `a third of`, `3/4 of`, `two thirds`: as percents.
pub(super) fn fraction(rest: &[Token<'_>]) -> Option<(Item, usize)> {
    let percent = |value: Rational| {
        Some(Item::Number(Number {
            value: value.times(100.into())?,
            unit: Unit::Percent,
            cents: false,
            note: false,
        }))
    };
    if rest[0].is("half") {
        let next = rest.get(1);
        if next.is_some_and(|next| next.is("as")) {
            let used = if rest.get(2).is_some_and(|next| {
                next.is_any(&[
                    "many",
                    "much",
                    "old",
                    "long",
                    "tall",
                    "big",
                    "far",
                    "heavy",
                    "expensive",
                ])
            }) {
                1
            } else {
                return None;
            };
            return Some((Item::Factor(Rational::new(1, 2)?), used));
        }
        // "half of what she has", "half the price"
        let compared = [
            "of what",
            "of that",
            "the number",
            "the price",
            "the cost",
            "the age",
            "the amount",
            "that of",
            "his age",
            "her age",
            "the size",
            "the length",
            "of the number",
            "as",
            "that",
            "what",
        ];
        if compared.iter().any(|words| {
            words
                .split(' ')
                .enumerate()
                .all(|(at, word)| rest.get(at + 1).is_some_and(|token| token.is(word)))
        }) {
            let used = if rest[1].is("of") { 2 } else { 1 };
            return Some((Item::Factor(Rational::new(1, 2)?), used));
        }
        // "half an hour", "half a litre"
        if next.is_some_and(|next| next.is_any(&["a", "an"])) && rest.len() > 2 {
            return Some((
                Item::Number(Number {
                    value: Rational::new(1, 2)?,
                    unit: Unit::Bare,
                    cents: false,
                    note: false,
                }),
                2,
            ));
        }
        return Some((percent(Rational::new(1, 2)?)?, 1));
    }
    let (value, used) = match rest {
        [above, slash, below, ..]
            if slash.is_mark('/') && above.number().is_some() && below.number().is_some() =>
        {
            (above.number()?.value.over(below.number()?.value)?, 3)
        }
        [number, ..] => (number.number()?.value, 1),
        [] => return None,
    };
    let in_words = used == 3 || !rest[0].text.contains('.');
    let part = value.whole().is_none() && value < 1.into() && in_words;
    if !part {
        return None;
    }
    let next = rest.get(used);
    if next.is_some_and(|next| next.is("as")) {
        return Some((Item::Factor(value), used));
    }
    // "a quarter of an hour", "3/4 litre"
    let measured = next.is_some_and(|n| n.is("of"))
        && rest.get(used + 1).is_some_and(|n| n.is_any(&["a", "an"]))
        // "2/3 of a 24 km trail"
        && rest.get(used + 2).is_none_or(|n| n.number().is_none());
    let unit = next.is_some_and(|n| n.is_word() && Unit::of(&key(n.text)).measure().is_some());
    if measured || unit {
        return Some((
            Item::Number(Number {
                value,
                unit: Unit::Bare,
                cents: false,
                note: false,
            }),
            used + if measured { 2 } else { 0 },
        ));
    }
    Some((percent(value)?, used))
}

/// `twice as`, `three times the price`, `double`; but `twice a week` counts times.
pub(super) fn factor(rest: &[Token<'_>]) -> Option<(Item, usize)> {
    let (value, used): (Rational, usize) =
        if rest[0].is_any(&["twice", "double", "thrice", "triple"]) {
            let value = if rest[0].is_any(&["twice", "double"]) {
                2
            } else {
                3
            };
            (value.into(), 1)
        } else {
            let value = rest[0].number()?.value;
            if !rest.get(1)?.is("times") {
                return None;
            }
            (value, 2)
        };
    let next = rest.get(used);
    let often = next.is_none_or(|next| {
        next.is_any(&[
            "a", "an", "per", "each", "every", "daily", "weekly", "in", "on", "and", "did", "does",
            "around", "this", "before", "during",
        ]) || next.number().is_some()
            || next.is_mark(',')
    });
    if often && !rest[0].is_any(&["double", "triple"]) {
        return None;
    }
    Some((Item::Factor(value), used))
}

/// `km/h`, `mph`, `€/kg`.
pub(super) fn rate_sign(rest: &[Token<'_>]) -> Option<(Vec<Item>, usize)> {
    let word = |name: &str| {
        Item::Word(Word {
            key: key(name),
            name: false,
            many: false,
        })
    };
    if rest[0].is_any(&["mph", "kph", "kmh"]) {
        let unit = if rest[0].is("mph") { "miles" } else { "km" };
        return Some((vec![word(unit), Item::Says("each"), word("hour")], 1));
    }
    if rest[0].is_mark('/') && rest.get(1)?.is_word() {
        return Some((vec![Item::Says("each"), word(rest[1].text)], 2));
    }
    None
}

/// Whether a verb of holding follows a few words: `pack of stickers contains`.
pub(super) fn holds_soon(rest: &[Token<'_>]) -> bool {
    (1..=3).any(|at| {
        rest.get(at..)
            .is_some_and(|rest| matches!(WORDS.longest(rest), Some(("hold" | "cost", _))))
            && rest[..at]
                .iter()
                .all(|token| token.is_word() && token.number().is_none())
    })
}

/// `in 2019`, `since 1998`
pub(super) fn is_year(rest: &[Token<'_>], before: Option<&Token<'_>>) -> bool {
    rest[0].text.len() == 4
        && rest[0].text.starts_with(['1', '2'])
        && rest[0]
            .number()
            .is_some_and(|number| number.value >= 1800.into() && number.value <= 2100.into())
        && before.is_some_and(|token| {
            token.is_any(&["in", "since", "by", "until", "from", "year", "during", "of"])
        })
        && !rest
            .get(1)
            .is_some_and(|next| next.is_word() && WORDS.longest(&rest[1..]).is_none())
}

/// `one` that counts nothing: nothing stands behind it that it could count.
pub(super) fn is_pronoun_one(rest: &[Token<'_>], before: &[Item]) -> bool {
    if !rest[0].is("one") {
        return false;
    }
    let each = before.last().is_some_and(|item| item.says("each"));
    let counts = rest.get(1).is_some_and(|next| {
        next.is_word() && !matches!(WORDS.longest(&rest[1..]), Some((says, _)) if says != "more")
    });
    each || !counts
}

/// What is called by a number and a letter.
pub(super) fn label(rest: &[Token<'_>]) -> Option<(Word, usize)> {
    let [number, letter, ..] = rest else {
        return None;
    };
    let short = letter.glued && letter.is_word() && letter.text.len() <= 2;
    let ordinal = letter.is_any(&["st", "nd", "rd", "th"]);
    let grade = rest.get(2).is_some_and(|next| {
        next.is_any(&["grade", "graders", "grader", "birthday", "floor", "class"])
    });
    (number.number().is_some()
        && short
        && !letter.is_any(&["am", "pm", "k", "x"])
        && (!ordinal || grade))
        .then(|| {
            let key = format!("{}{}", number.text, letter.text.to_lowercase());
            (
                Word {
                    key,
                    name: true,
                    many: false,
                },
                2,
            )
        })
}

/// A number with what its signs say; none where it is no amount.
pub(super) fn number(rest: &[Token<'_>], before: &[Item]) -> Option<(Number, usize)> {
    let sign = usize::from("$€£".chars().any(|mark| rest[0].is_mark(mark)));
    // "twice a week"
    if rest[0].is_any(&["twice", "thrice"]) {
        return Some((
            Number {
                value: if rest[0].is("twice") { 2 } else { 3 }.into(),
                unit: Unit::of("time"),
                cents: false,
                note: false,
            },
            1,
        ));
    }
    let token = rest.get(sign)?;
    let mut value = token.number()?.value;
    let padded = token.text.len() > 1 && token.text.starts_with('0') && !token.text.contains('.');
    let mut used = sign + 1;
    let mut unit = if sign == 1 { Unit::Money } else { Unit::Bare };
    let mut cents = false;
    // "class 4a", "the 3rd", "12:30"
    let next = rest.get(used);
    if let Some(next) = next {
        let measure = Unit::of(&key(next.text)).measure().is_some() || next.is_any(&["k", "x"]);
        let label = next.glued && next.is_word() && !measure && !next.is_any(&["c", "p", "ct"]);
        let clock = next.is_mark(':')
            && next.glued
            && rest
                .get(used + 1)
                .is_some_and(|t| t.glued && t.text.len() == 2 && t.number().is_some());
        if label || clock || padded || next.is_any(&["pm", "am", "k", "x", "o'clock"]) {
            return None;
        }
    }
    // "-5 degrees"
    if before.is_empty() && value.is_negative() {
        return None;
    }
    let money = |token: &Token<'_>| {
        token.is_any(&[
            "dollar", "dollars", "euro", "euros", "pounds", "bucks", "usd", "eur", "francs",
            "rupees",
        ]) || "€£".chars().any(|mark| token.is_mark(mark))
    };
    // "$1.2 million" is folded; "5 $" too.
    let behind = if rest.get(used).is_some_and(|t| t.is_mark('-') && t.glued) {
        used + 1
    } else {
        used
    };
    // "5 pounds of flour"
    let weighs = rest.get(behind + 1).is_some_and(|next| next.is("of"));
    if let Some(next) = rest.get(behind) {
        let pays = next.is("pound")
            && rest
                .get(behind + 1)
                .is_some_and(|t| t.is_any(&["note", "bill", "banknote", "voucher", "coin"]));
        if (money(next) || pays) && !(next.is("pounds") && weighs)
            || next.is_mark('$') && behind == used
        {
            unit = Unit::Money;
            used = behind + 1;
        } else if next.is_any(&["cent", "cents", "penny", "pence", "p", "ct", "c"])
            && (next.glued || next.text.len() > 2)
        {
            unit = Unit::Money;
            cents = true;
            value = value.over(100.into())?;
            used = behind + 1;
        } else if next.is_mark('%') || next.is_any(&["percent", "%"]) {
            unit = Unit::Percent;
            used = behind + 1;
        } else if next.is("per") && rest.get(behind + 1).is_some_and(|t| t.is("cent")) {
            unit = Unit::Percent;
            used = behind + 2;
        }
    }
    let note = unit == Unit::Money
        && rest
            .get(used)
            .is_some_and(|t| t.is_any(&["note", "bill", "banknote"]));
    used += usize::from(note);
    let number = Number {
        value,
        unit,
        cents,
        note,
    };
    Some((number, used))
}
