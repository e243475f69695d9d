//! What the question wants of the terms of a story: which are added, and which are taken
//! away.

use reading::Rational;

use super::Scene;
use super::terms::Term;
use super::units::{Unit, counts_for};

/// What the question wants of the terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// What there was of which some is done and some is left.
    Whole,
    /// What is there at the end.
    There,
    /// What comes back of what is paid.
    Change,
    Profit,
    /// All that is paid.
    Price,
    /// All of one kind of deed.
    Done(&'static str),
}

pub(super) fn mode(scene: &Scene) -> Option<Mode> {
    let target = &scene.target;
    if target.kind == "change?" || target.says("change?") {
        return target.is_money().then_some(Mode::Change);
    }
    if target.kind == "profit?" || target.says("profit?") {
        return target.is_money().then_some(Mode::Profit);
    }
    let finals = scene
        .quantities
        .iter()
        .filter(|q| q.role == "final")
        .count();
    if finals == 1 {
        return (!target.says_any(&["left", "now", "start"]) && !target.is_money())
            .then_some(Mode::Whole);
    }
    if target.says_any(&["left", "now"]) {
        return Some(Mode::There);
    }
    if target.is_money() {
        return match target.verb {
            "cost" | "paid" | "pay" | "spend" | "need" => Some(Mode::Price),
            "have" | "is" => Some(Mode::There),
            "earn" | "make" | "gain" | "sell" | "do" => Some(Mode::Done("earn")),
            _ if target.says("price?") => Some(Mode::Price),
            "" if target.says("total") && scene.quantities.iter().any(|q| q.role == "cost") => {
                Some(Mode::Price)
            }
            "" if scene.quantities.iter().any(|q| q.unit == Unit::Money)
                && scene
                    .quantities
                    .iter()
                    .all(|q| q.unit != Unit::Money || q.role == "cost") =>
            {
                Some(Mode::Price)
            }
            "" if target.words.iter().all(|word| is_money_word(word)) || target.says("total") => {
                Some(Mode::There)
            }
            // "$4 plus $2 per km: how much is a ride of 6 km?"
            "" if scene
                .quantities
                .iter()
                .any(|q| q.role == "cost" && q.is_rate()) =>
            {
                Some(Mode::Price)
            }
            _ => None,
        };
    }
    Some(match target.verb {
        "" | "have" | "hold" | "taken" | "missing" => Mode::There,
        verb => Mode::Done(verb),
    })
}

/// `How much is that in euros?` names nobody.
fn is_money_word(word: &str) -> bool {
    ["euro", "dollar", "pound", "cent"].contains(&word)
}

/// How many of the unit the term's unit is; none if it is something else.
pub(super) fn fits(term: &Term, unit: &Unit, mode: Mode) -> Option<Rational> {
    if let Some(factor) = counts_for(&term.unit, unit) {
        return Some(factor);
    }
    // "had 80 dollars and spent 35", "5 of them"
    let bare = term.unit == Unit::Bare && (!term.role.is_empty() || term.factors > 1);
    // "5 seats are empty": nobody sits there.
    let tickets = term.role == "sell"
        && term.unit.words().iter().any(|word| word == "ticket")
        && unit.words().iter().any(|word| word == "seat");
    let seats = (matches!(term.role, "missing" | "taken") || tickets) && mode == Mode::There;
    (bare || seats).then_some(1.into())
}

/// Whether a term is added, or taken away; none where that is not clear.
pub(super) fn sign(term: &Term, mode: Mode, scene: &Scene, all: &[Term]) -> Option<bool> {
    let target = &scene.target;
    if term.doubtful {
        return None;
    }
    let based = all.iter().any(|other| {
        matches!(other.role, "have" | "hold" | "gain" | "earn" | "make") || other.role.is_empty()
    });
    match mode {
        Mode::Whole => {
            matches!(term.role, "final" | "do" | "lose" | "sell" | "give").then_some(true)
        }
        Mode::Change => match term.role {
            // "I handed over 50 for three packets at 7.45"
            "pay"
                if term.factors > 1
                    && all.iter().any(|other| {
                        other.role == "pay" && other.factors == 1 && other.value > term.value
                    }) =>
            {
                Some(false)
            }
            "pay" => Some(true),
            // "the change from $50"
            "" | "gain" | "have" | "paid" | "cost"
                if term.factors == 1
                    && (term.asked || term.role != "cost")
                    && !all.iter().any(|other| other.role == "pay")
                    && all.iter().all(|other| {
                        std::ptr::eq(other, term)
                            || matches!(other.role, "cost" | "spend") && other.value < term.value
                    }) =>
            {
                Some(true)
            }
            "cost" | "spend" => Some(false),
            "gain" if term.factors > 1 => Some(false),
            _ => None,
        },
        Mode::Profit => match (term.role, term.verb) {
            (_, "sell") | ("earn", _) => Some(true),
            ("cost" | "spend" | "lose" | "pay" | "need", _) | ("gain", "gain") => Some(false),
            _ => None,
        },
        Mode::Price => match term.role {
            "off" => Some(false),
            "cost" | "spend" => Some(true),
            "gain" | "need" | "share" | "do" | "" | "hold" if term.factors > 1 => Some(true),
            "have" if term.factors > 1 => Some(true),
            _ => None,
        },
        Mode::There => {
            let left = target.says("left");
            match term.role {
                "have" | "hold" | "gain" | "make" | "earn" => Some(true),
                "" | "share" | "need" if term.factors > 1 => Some(true),
                "share" if target.per.is_some() => Some(true),
                "" if target.says("left")
                    && term.unit == Unit::Money
                    && based
                    && all.first().is_some_and(|first| !std::ptr::eq(first, term)) =>
                {
                    Some(false)
                }
                "" if term.unit != Unit::Money => (!term.asked).then_some(true),
                "lose" | "spend" => Some(false),
                "sell" if term.unit == Unit::Money => Some(true),
                "sell" => Some(false),
                "taken" => (target.verb != "taken").then_some(false),
                "missing" => (target.verb != "missing").then_some(false),
                "cost" | "paid" | "pay" if target.is_money() && based => Some(term.verb == "sell"),
                "cost" if !target.is_money() => Some(true),
                "do" => Some(!(left && based)),
                "give" => {
                    let asked = |who: &[String]| who.iter().any(|word| target.words.contains(word));
                    let nobody = target.words.is_empty()
                        || !scene
                            .quantities
                            .iter()
                            .any(|q| asked(&q.subject) || asked(&q.receiver));
                    let got = asked(&term.receiver)
                        || term.receiver.iter().any(|word| word == "*") && !term.subject.is_empty();
                    let gave = asked(&term.subject) || term.subject.is_empty() || nobody && !got;
                    (got != gave).then_some(got)
                }
                _ => None,
            }
        }
        Mode::Done(verb) => {
            // "How many can be used?" of what there is, not of what is used.
            if matches!(verb, "lose" | "sell" | "spend" | "give")
                && matches!(term.role, "have" | "hold")
                && all.len() > 1
            {
                return None;
            }
            let same = term.role == verb
                || matches!((term.role, verb), ("cost" | "sell" | "gain" | "make" | "do" | "spend", "earn") if term.role == "sell" || term.verb == "sell" || term.role == "do" || term.role == "make")
                || term.factors > 1
                    && (!matches!(
                        term.role,
                        "lose" | "spend" | "sell" | "taken" | "missing" | "give"
                    ) || all.len() == 1)
                || matches!(
                    (term.role, verb),
                    ("make", "do") | ("do", "make") | ("gain", "make") | ("make", "gain")
                )
                || term.role.is_empty() && term.unit != Unit::Money
                || matches!(verb, "do" | "need") && all.iter().all(|other| other.role == term.role);
            // The total of what is done is asked, or of all that one needs.
            same.then_some(true)
        }
    }
}
