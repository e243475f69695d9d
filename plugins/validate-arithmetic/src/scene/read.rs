//! A story's words and numbers.

use super::lexicon::{RIDDLE, WORDS};
use super::numbers::{
    factor, fraction, holds_soon, is_pronoun_one, is_year, label, number, rate_sign,
};
use super::phrases::{no_comparison, phrase};
use super::things::{THINGS, is_another, is_plural, is_thing_here};
use super::units::{Unit, key};
use reading::skeleton::NOTHING;
use reading::{Rational, Token};

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
    /// Whether it is written as several.
    pub(super) many: bool,
}

impl Word {
    /// What is counted, whatever else the word may say.
    pub(super) fn thing(text: &str) -> Self {
        Self {
            key: key(text),
            name: false,
            many: false,
        }
    }
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
        // "a one-off fee"
        if let [one, dash, off, ..] = rest
            && one.is("one")
            && dash.is_mark('-')
            && off.is_any(&["off", "time"])
        {
            at += 3;
            continue;
        }
        // "and a fifth carries 31", "one more holds 9": another of them.
        if is_another(rest) {
            at += if rest[0].is("one") { 2 } else { 1 };
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
        // "was minus 6 degrees", "was -6 degrees"
        let minus = rest[0].is("minus")
            || rest[0].is_mark('-') && !rest[0].glued && rest.get(1).is_some_and(|next| next.glued);
        if minus
            && items
                .last()
                .is_some_and(|item| item.says_any(&["is", "at", "prep", "off", "on-top"]))
            && let Some((mut found, used)) = rest.get(1..).and_then(|rest| number(rest, &items))
        {
            found.value = found.value.negated();
            items.push(Item::Number(found));
            at += used + 1;
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
        if is_thing_here(sentence, at, &items) {
            items.push(Item::Word(Word::thing(rest[0].text)));
            at += 1;
            continue;
        }
        if let Some((found, used)) = phrase(sentence, at, &items) {
            items.extend(found);
            at += used;
            continue;
        }
        // Behind a number these are things: "5 seats", "3 drinks".
        let counted = matches!(items.last(), Some(Item::Number(_)))
            || items
                .last()
                .is_some_and(|item| item.says_any(&["how-many?", "more"]));
        if counted && rest[0].is_any(THINGS) && !is_verb_here(rest) {
            items.push(Item::Word(Word::thing(rest[0].text)));
            at += 1;
            continue;
        }
        if let Some((says, used)) = WORDS.longest(rest) {
            if says == RIDDLE {
                return None;
            }
            if let Some((found, used)) = no_comparison(rest, says, used, &items) {
                items.extend(found);
                at += used;
                continue;
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
                items.push(Item::Word(Word::thing(rest[0].text)));
            } else if owns {
                items.push(Item::Says("his"));
            } else if says == "each"
                && rest[0].is("to")
                && rest[..used].iter().any(|token| token.is("of"))
                && rest
                    .get(used)
                    .and_then(Token::number)
                    .is_some_and(|number| number.value > 1.into())
            {
                // "5 to each of her 3 friends", but "5 for every 3 friends"
                items.push(Item::Says("of-each"));
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
            many: is_plural(rest[0].text),
        }));
        at += 1;
    }
    Some(items)
}

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
