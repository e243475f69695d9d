//! A story's words and numbers.

use reading::{Rational, Token};

use super::lexicon::{RIDDLE, WORDS};
use super::units::{Unit, key};
use reading::skeleton::NOTHING;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Says(&'static str),
    /// A word of which nothing is known: a name, a thing, perhaps a verb.
    Word(Word),
    Number(Number),
    /// `twice`, `three times`: in front of `as many`, or of what it is compared with.
    Factor(Rational),
}

/// A word by its key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) key: String,
    /// Whether it is written as a name.
    pub(super) name: bool,
}

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: Rational,
    /// Money and percents are told by their signs; else it is bare.
    pub(super) unit: Unit,
    /// Whether it is in cents, though it is kept in dollars.
    pub(super) cents: bool,
    /// Whether it is a note or a coin that somebody pays with.
    pub(super) note: bool,
}

impl Item {
    pub(super) fn says(&self, what: &str) -> bool {
        matches!(self, Self::Says(said) if *said == what)
    }

    pub(super) fn says_any(&self, what: &[&str]) -> bool {
        matches!(self, Self::Says(said) if what.contains(said))
    }

    pub(super) fn word(&self) -> Option<&Word> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The items of a sentence; none if something in it is no word of a story.
pub(super) fn items(sentence: &[Token<'_>]) -> Option<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let rest = &sentence[at..];
        if let Some(used) = skipped(rest, &items) {
            at += used;
            continue;
        }
        if let Some((item, used)) = fraction(rest).or_else(|| factor(rest)) {
            items.push(item);
            at += used;
            continue;
        }
        if let Some((found, used)) = rate_sign(rest) {
            items.extend(found);
            at += used;
            continue;
        }
        // "In 2019": a year.
        if is_year(rest, at.checked_sub(1).map(|at| &sentence[at])) {
            return None;
        }
        // "T-shirts"
        if rest[0].is_mark('-')
            && rest[0].glued
            && rest.get(1).is_some_and(|next| next.glued && next.is_word())
        {
            at += 1;
            continue;
        }
        // "one pack contains 12"
        if rest[0].is("one") && holds_soon(&rest[1..]) {
            items.push(Item::Says("each"));
            at += 1;
            continue;
        }
        // "one is older", "does one cost": no amount.
        if is_pronoun_one(rest, &items) {
            items.push(Item::Says("ones"));
            at += 1;
            continue;
        }
        if rest[0].is_mark('\u{2026}')
            || rest[0].is_mark('\u{2013}')
            || rest[0].is_mark('\u{2014}')
            || rest[0].is_mark('.')
        {
            items.push(Item::Says("and"));
            at += 1;
            continue;
        }
        // "January 5" is a day.
        let dated = |token: Option<&Token<'_>>| token.is_some_and(|t| t.is_any(MONTHS));
        if rest[0].number().is_some()
            && (dated(rest.get(1)) || dated(at.checked_sub(1).map(|at| &sentence[at])))
        {
            return None;
        }
        if let Some((number, used)) = number(rest, &items) {
            items.push(Item::Number(number));
            at += used;
            continue;
        }
        // "class 4a", "the 5th grade"
        if let Some((label, used)) = label(rest) {
            items.push(Item::Word(label));
            at += used;
            continue;
        }
        if rest[0].number().is_some() {
            return None;
        }
        // Behind a number these are things: "5 seats", "3 drinks".
        let counted = matches!(items.last(), Some(Item::Number(_)))
            || items
                .last()
                .is_some_and(|item| item.says_any(&["how-many?", "more"]));
        if counted && rest[0].is_any(THINGS) && !is_verb_here(rest) {
            items.push(Item::Word(Word {
                key: key(rest[0].text),
                name: false,
            }));
            at += 1;
            continue;
        }
        if let Some((says, used)) = WORDS.longest(rest) {
            if says == RIDDLE {
                return None;
            }
            // "to her brother", but "gives her 5"
            let owns = rest[0].is("her")
                && used == 1
                && rest.get(1).is_some_and(Token::is_word)
                && rest.get(1).is_some_and(|next| next.number().is_none())
                && WORDS
                    .longest(&rest[1..])
                    .is_none_or(|(says, _)| matches!(says, "more" | "each"));
            // "each pack contains", "the ride takes": verbs that are things here.
            let behind_article = items
                .last()
                .is_some_and(|item| item.says_any(&["his", "a", "these"]));
            let behind_each = items.last().is_some_and(|item| item.says("each"))
                && matches!(
                    WORDS.longest(&rest[1..]),
                    Some(("hold" | "have" | "cost" | "need" | "of", _))
                );
            let thing = used == 1
                && rest[0].is_word()
                && matches!(
                    says,
                    "hold" | "do" | "gain" | "lose" | "make" | "sell" | "give"
                )
                && (behind_article || behind_each);
            if thing {
                items.push(Item::Word(Word {
                    key: key(rest[0].text),
                    name: false,
                }));
            } else if owns {
                items.push(Item::Says("his"));
            } else if says != NOTHING {
                items.push(Item::Says(says));
            }
            at += used;
            continue;
        }
        if !rest[0].is_word() {
            return None;
        }
        items.push(Item::Word(Word {
            key: key(rest[0].text),
            name: rest[0].text.starts_with(char::is_uppercase) && at > 0,
        }));
        at += 1;
    }
    Some(items)
}

/// Verbs that are things where they are counted.
const THINGS: &[&str] = &[
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

const MONTHS: &[&str] = &[
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `5 seats are`, but `each table of the 6 seats 8`.
fn is_verb_here(rest: &[Token<'_>]) -> bool {
    rest.get(1).is_some_and(|next| next.number().is_some())
}

/// What says nothing: the hyphen of `ten-euro note`.
fn skipped(rest: &[Token<'_>], items: &[Item]) -> Option<usize> {
    let behind_number = matches!(items.last(), Some(Item::Number(_)));
    (rest[0].is_mark('-') && rest[0].glued && behind_number).then_some(1)
}

/// `half of`, `half`, `a third of`, `3/4 of`, `two thirds`: as percents.
fn fraction(rest: &[Token<'_>]) -> Option<(Item, usize)> {
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
        && rest.get(used + 1).is_some_and(|n| n.is_any(&["a", "an"]));
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
fn factor(rest: &[Token<'_>]) -> Option<(Item, usize)> {
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
fn rate_sign(rest: &[Token<'_>]) -> Option<(Vec<Item>, usize)> {
    let word = |name: &str| {
        Item::Word(Word {
            key: key(name),
            name: false,
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
fn holds_soon(rest: &[Token<'_>]) -> bool {
    (1..=3).any(|at| {
        rest.get(at..)
            .is_some_and(|rest| matches!(WORDS.longest(rest), Some(("hold" | "cost", _))))
            && rest[..at]
                .iter()
                .all(|token| token.is_word() && token.number().is_none())
    })
}

/// `in 2019`, `since 1998`
fn is_year(rest: &[Token<'_>], before: Option<&Token<'_>>) -> bool {
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
fn is_pronoun_one(rest: &[Token<'_>], before: &[Item]) -> bool {
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
fn label(rest: &[Token<'_>]) -> Option<(Word, usize)> {
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
            (Word { key, name: true }, 2)
        })
}

/// A number with what its signs say; none where it is no amount.
fn number(rest: &[Token<'_>], before: &[Item]) -> Option<(Number, usize)> {
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
        if money(next) && !(next.is("pounds") && weighs) || next.is_mark('$') && behind == used {
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
