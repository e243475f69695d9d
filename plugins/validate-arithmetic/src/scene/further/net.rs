//! What is left when something is taken off, as a whole or for each: `The trip costs 910, the
//! town pays 350, and the rest is split among 35`.

use reading::Rational;

use super::super::facts::{Per, Quantity};
use super::super::read::Item;
use super::super::scope::compares;
use super::super::terms::{Term, terms};
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::{Deed, deed, is_fine, is_odd};
use crate::question::Sought;

/// So much for each of those who share.
pub(super) fn shared(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let shares = scene.says("share") || scene.says("each") || target.says("each");
    let one = target.says("each") || target.per.is_some();
    let odd = is_odd(scene, &["off", "older", "younger"]) || compares(scene);
    if odd || !shares || !one || target.says_any(&["more", "total", "left", "now"]) {
        return None;
    }
    let shared_at = scene
        .sentences
        .iter()
        .position(|s| s.iter().any(|item| item.says("share")));
    let quantities = &scene.quantities;
    if !(3..=5).contains(&quantities.len())
        || quantities
            .iter()
            .any(|q| q.is_rate() || q.unit == Unit::Percent || q.compared)
    {
        return None;
    }
    let unit = target
        .unit
        .clone()
        .or_else(|| Some(quantities.iter().find(|q| is_thing(q))?.unit.clone()))?;
    let (others, counts): (Vec<&Quantity>, Vec<&Quantity>) = quantities
        .iter()
        .partition(|q| counts_for(&q.unit, &unit).is_some());
    let [count] = counts[..] else { return None };
    let people = target.per.as_ref().is_none_or(|per| {
        same(&count.unit, per).is_some()
            || per
                .words()
                .iter()
                .any(|word| PEOPLE.contains(&word.as_str()))
    });
    if !is_thing(count) && count.unit != Unit::Bare || !people || count.value <= 1.into() {
        return None;
    }
    // What comes or goes after it was shared is another step.
    let late =
        |q: &&Quantity| shared_at.is_some_and(|at| q.sentence > at) && q.sentence > count.sentence;
    let rest = scene.tells("rest") || scene.tells("left");
    let mut value = Rational::ZERO;
    let mut written = String::new();
    for (at, other) in others.iter().enumerate() {
        let goes = match deed(scene, other) {
            Deed::Down => true,
            Deed::Unclear => return None,
            _ => rest && at > 0 && matches!(other.role, "paid" | "pay" | "spend" | "give"),
        };
        // "The rent is 640 and the fee is 72": both are to be paid.
        let bill = unit == Unit::Money
            && !rest
            && matches!(
                other.role,
                "" | "cost" | "spend" | "paid" | "have" | "need" | "share"
            );
        if at > 0 && late(other) && !bill {
            return None;
        }
        // "Two shirts and a tie cost $58. The tie costs $14."
        let among = at > 0 && bill && is_among(scene, other, others[0]);
        let takes = (goes && !bill || among) && at > 0;
        if at == 0 && goes && !bill || at > 0 && !takes && rest {
            return None;
        }
        value = if takes {
            value.minus(other.value)?
        } else {
            value.plus(other.value)?
        };
        if at > 0 {
            written.push_str(if takes { " - " } else { " + " });
        }
        written.push_str(&other.value.to_string());
    }
    let value = value.over(count.value)?;
    (others.len() > 1 && is_fine(value, &unit) && !value.is_negative()).then(|| {
        sought(
            scene,
            value,
            &format!("({written}) / {}", count.value),
            unit == Unit::Money,
        )
    })?
}

/// Whether what has this price is named beside what the first price is of: it is part of that.
fn is_among(scene: &Scene, price: &Quantity, first: &Quantity) -> bool {
    let front = &scene.sentences[first.sentence][..first.at];
    price.sentence > first.sentence
        && front.iter().any(|item| item.says("and"))
        && !price.subject.is_empty()
        && price.subject.iter().all(|word| {
            front
                .iter()
                .filter_map(Item::word)
                .any(|named| named.key == *word)
        })
}

/// Who shares, by whatever name.
pub(super) const PEOPLE: &[&str] = &[
    "person", "child", "friend", "student", "player", "member", "guest",
];

pub(super) fn is_thing(quantity: &Quantity) -> bool {
    matches!(quantity.unit, Unit::Things(_)) && quantity.unit.measure().is_none()
}

/// What is earned on so many, each sold for one price and bought or made for another.
pub(super) fn profit(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.kind == "profit?" || target.says("profit?");
    if !asks || is_odd(scene, &["off", "on-top", "rest", "older", "younger"]) || compares(scene) {
        return None;
    }
    let quantities = &scene.quantities;
    let (money, counts): (Vec<&Quantity>, Vec<&Quantity>) = quantities
        .iter()
        .partition(|q| q.unit == Unit::Money || q.unit == Unit::Bare && q.role == "cost");
    let ([a, b], [count]) = (&money[..], &counts[..]) else {
        return None;
    };
    let of_one = |q: &Quantity| {
        q.is_rate()
            || matches!(q.per, Some(Per::Perhaps(_)))
            || scene.sentences[q.sentence][..q.at]
                .iter()
                .any(|item| item.says_any(&["each", "ones"]))
    };
    let sells = |q: &Quantity| {
        scene.sentences[q.sentence][..q.at]
            .iter()
            .rev()
            .find_map(|item| {
                if item.says("sell") {
                    Some(true)
                } else if item.says_any(&["buy", "make", "gain"]) {
                    Some(false)
                } else {
                    None
                }
            })
            .unwrap_or(false)
    };
    let (price, cost) = match (sells(a), sells(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    // Where a price stands beside the count, it may be one for all.
    let clear = |q: &Quantity| of_one(q) || q.sentence != count.sentence || count.asked;
    if !(of_one(price) || of_one(cost)) || !clear(cost) || !is_thing(count) {
        return None;
    }
    let whole = of_one(cost) || cost.sentence != count.sentence;
    let value = price.value.minus(cost.value)?.times(count.value)?;
    let written = format!("({} - {}) * {}", price.value, cost.value, count.value);
    (whole && !value.is_negative()).then(|| sought(scene, value, &written, true))?
}

/// What is left of money when all that is told is paid.
pub(super) fn kept(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks =
        target.is_money() && (target.says_any(&["left", "change?"]) || target.kind == "change?");
    if !asks || is_odd(scene, &["off", "on-top", "rest", "older", "younger"]) || compares(scene) {
        return None;
    }
    let all = terms(scene)?;
    if !(3..=6).contains(&all.len()) || all.iter().any(|t| t.unit != Unit::Money || is_open(t)) {
        return None;
    }
    let has = |t: &&Term| matches!(t.role, "have" | "pay") && t.factors == 1;
    let mut holders = all.iter().filter(has);
    let (Some(holder), None) = (holders.next(), holders.next()) else {
        return None;
    };
    let mut value = holder.value;
    let mut written = holder.written.clone();
    for term in all.iter().filter(|t| !std::ptr::eq(*t, holder)) {
        if !matches!(term.role, "cost" | "spend" | "" | "paid") {
            return None;
        }
        value = value.minus(term.value)?;
        written = format!("{written} - {}", term.written);
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, true))?
}

pub(super) fn is_open(term: &Term) -> bool {
    matches!(term.per, Some(Per::Each(_) | Per::Beside)) || term.doubtful
}
