//! A story's words and numbers.

use super::lexicon::{RIDDLE, WORDS};
use super::numbers::{
    factor, fraction, holds_soon, is_pronoun_one, is_year, label, number, rate_sign,
};
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
        // "was minus 6 degrees"
        if rest[0].is("minus")
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
            items.push(Item::Word(Word {
                key: key(rest[0].text),
                name: false,
            }));
            at += 1;
            continue;
        }
        // "19 had left"
        if matches!(items.last(), Some(Item::Number(_)))
            && rest[0].is_any(&["had", "have", "has"])
            && rest.get(1).is_some_and(|next| next.is("left"))
        {
            items.push(Item::Says("lose"));
            at += 2;
            continue;
        }
        // "9 equal monthly payments"
        if matches!(items.last(), Some(Item::Number(_)))
            && rest[0].is_any(&["monthly", "weekly", "daily", "yearly", "annual"])
            && rest
                .get(1)
                .is_some_and(|next| next.is_word() && next.text.ends_with('s'))
        {
            at += 1;
            continue;
        }
        // "and a fifth carries 31", "one more holds 9": another of them.
        if is_another(rest) {
            at += if rest[0].is("one") { 2 } else { 1 };
            continue;
        }
        // "as many bags as he can"
        if rest[0].is("as")
            && rest
                .get(1)
                .is_some_and(|next| next.is_any(&["many", "much"]))
            && let Some(second) = (2..=4).find(|&at| rest.get(at).is_some_and(|t| t.is("as")))
            && let Some(end) = (second + 1..second + 3).find(|&at| {
                rest.get(at)
                    .is_some_and(|t| t.is_any(&["can", "possible", "could"]))
            })
        {
            items.push(Item::Says("can"));
            at += end + 1;
            continue;
        }
        // "how long will it last"
        if rest[0].is("last")
            && at > 0
            && sentence[at - 1].is_any(&["it", "will", "they", "this", "does", "supply", "food"])
        {
            at += 1;
            continue;
        }
        // "ended up with 31"
        if rest[0].is_any(&["ended", "ends"])
            && rest.get(1).is_some_and(|t| t.is("up"))
            && rest.get(2).is_some_and(|t| t.is("with"))
            && rest.get(3).is_some_and(|t| t.number().is_some())
        {
            items.push(Item::Says("have"));
            at += 3;
            continue;
        }
        // "$4 a head"
        if rest[0].is("head") && at > 0 && sentence[at - 1].is_any(&["a", "per"]) {
            items.push(Item::Word(Word {
                key: key("head"),
                name: false,
            }));
            at += 1;
            continue;
        }
        // "4 full coaches"
        if matches!(items.last(), Some(Item::Number(number)) if number.unit == Unit::Bare)
            && rest[0].is_any(&[
                "full",
                "whole",
                "complete",
                "entire",
                "equal",
                "identical",
                "separate",
                "different",
            ])
            && rest
                .get(1)
                .is_some_and(|next| next.is_word() && next.number().is_none())
            && !rest[1].is_any(&["of", "and", "are", "is", "were", "was"])
        {
            at += 1;
            continue;
        }
        // "when full"
        if rest[0].is("when") && rest.get(1).is_some_and(|next| next.is("full")) {
            at += 2;
            continue;
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
            // "a bag of 5 kg", "a piece of cloth": no unknown number, and not each.
            let measured =
                says == "unknown" && rest.get(used).is_some_and(|next| next.number().is_some());
            let piece = says == "each"
                && used == 2
                && rest[1].is("piece")
                && rest.get(2).is_some_and(|next| next.is("of"));
            if (measured || piece) && rest[0].is("a") && rest[1].is_word() {
                items.push(Item::Says("a"));
                items.push(Item::Word(Word {
                    key: key(rest[1].text),
                    name: false,
                }));
                at += 2;
                continue;
            }
            // "What is the price per kg?" compares nothing.
            let alone = says == "than"
                && used == 2
                && rest[0].is("the")
                && rest[1].is_any(&["price", "weight", "length", "height", "age", "speed"])
                && items.iter().any(|item| item.says("what?"))
                && !items.iter().any(|item| {
                    matches!(item, Item::Factor(_))
                        || item.says_any(&["more", "fewer", "older", "younger", "as", "than"])
                });
            if alone {
                items.push(Item::Says("his"));
                at += 1;
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

/// Whether a fraction in words is the place of one more: `a fifth carries 31`.
fn is_another(rest: &[Token<'_>]) -> bool {
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
fn is_thing_here(sentence: &[Token<'_>], at: usize, items: &[Item]) -> bool {
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
