//! What is left when something is taken off, as a whole or for each: `The trip costs 910, the
//! town pays 350, and the rest is split among 35`.

use reading::Rational;

use super::super::facts::{Per, Quantity};
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
        let takes = goes && !bill && at > 0;
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

const PEOPLE: &[&str] = &[
    "person", "child", "friend", "student", "player", "member", "guest",
];

fn is_thing(quantity: &Quantity) -> bool {
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

fn is_open(term: &Term) -> bool {
    matches!(term.per, Some(Per::Each(_) | Per::Beside)) || term.doubtful
}

/// What one has of what was shared, when some of it comes or goes.
pub(super) fn afterwards(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b, change] = &scene.quantities[..] else {
        return None;
    };
    let shared_at = scene
        .sentences
        .iter()
        .position(|s| s.iter().any(|item| item.says("share")))?;
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if odd || !target.says_any(&["left", "now"]) || target.says_any(&["total", "more"]) {
        return None;
    }
    let people = |q: &Quantity| is_thing(q) && q.value > 1.into() && q.value <= 12.into();
    let (count, total) = match (
        people(a) && a.value < b.value,
        people(b) && b.value < a.value,
    ) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let own = change.unit == Unit::Bare
        || same(&change.unit, &total.unit).is_some()
        || matches!(change.unit.words(), [one] if ["her", "hers", "his"].contains(&one.as_str()));
    let late = change.sentence > shared_at && change.sentence > total.sentence;
    let unit = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&total.unit, unit).is_some());
    let rates = scene
        .quantities
        .iter()
        .any(|q| q.is_rate() || q.unit == Unit::Percent);
    if !own
        || !late
        || !unit
        || rates
        || same(&count.unit, &total.unit).is_some()
        || !is_thing(total)
    {
        return None;
    }
    let each = total.value.over(count.value)?;
    each.whole()?;
    let (value, sign) = match deed(scene, change) {
        Deed::Up => (each.plus(change.value)?, '+'),
        Deed::Down => (each.minus(change.value)?, '-'),
        _ => return None,
    };
    let written = format!("{} / {} {sign} {}", total.value, count.value, change.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// How many more one has than the other, where both are told as so many each.
pub(super) fn difference(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.kind == "difference?" || target.says("difference?");
    let odd = [
        "ratio", "off", "on-top", "start", "ago", "rest", "left", "back", "not", "as", "total",
    ]
    .iter()
    .any(|what| scene.says(what));
    let (place, begin) = scene.question;
    let told = scene.sentences[..place]
        .iter()
        .chain([&scene.sentences[place][..begin].to_vec()])
        .flatten()
        .any(|item| {
            item.says_any(&["more", "fewer", "older", "younger", "than"])
                || matches!(item, super::super::read::Item::Factor(_))
        });
    if !asks || odd || told {
        return None;
    }
    let all = terms(scene)?;
    let [a, b] = &all[..] else { return None };
    let like = same(&a.unit, &b.unit) == Some(1.into()) && a.role == b.role;
    let products = a.factors + b.factors >= 3;
    let plain = !is_open(a) && !is_open(b) && a.per.is_none() && b.per.is_none();
    let asked = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&a.unit, unit).is_some());
    let kept = matches!(
        a.role,
        "have" | "hold" | "" | "gain" | "make" | "do" | "earn" | "cost" | "sell" | "buy"
    );
    if !like || !products || !plain || !asked || !kept || a.asked || b.asked {
        return None;
    }
    let (more, less) = if a.value > b.value { (a, b) } else { (b, a) };
    let value = more.value.minus(less.value)?;
    let written = format!("{} - {}", more.written, less.written);
    (value != Rational::ZERO && is_fine(value, &a.unit))
        .then(|| sought(scene, value, &written, a.unit == Unit::Money))?
}

/// Who is there of so many groups when some are absent.
pub(super) fn present(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if odd || target.kind != "how-many?" || target.says_any(&["missing", "taken", "more", "each"]) {
        return None;
    }
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    let per = super::rate_of(scene, b).filter(|per| same(&a.unit, per).is_some());
    let like = same(&b.unit, &c.unit) == Some(1.into()) || c.unit == Unit::Bare;
    let people = Unit::of("person");
    let seated = b
        .unit
        .words()
        .iter()
        .any(|word| word == "seat" || word == "plac");
    let asked = target.unit.as_ref().is_none_or(|unit| {
        counts_for(&b.unit, unit).is_some() || seated && same(unit, &people).is_some()
    });
    if per.is_none() || c.role != "missing" || !like || !asked || c.is_rate() || !is_thing(b) {
        return None;
    }
    let value = a.value.times(b.value)?.minus(c.value)?;
    let written = format!("{} * {} - {}", a.value, b.value, c.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// `130 of the 250 pages are read: how many a day in 6 days?`, `14 of the 20 squares, each
/// takes 3 hours: how many hours remain?`
pub(super) fn remaining(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [part, whole, third] = &scene.quantities[..] else {
        return None;
    };
    let items = &scene.sentences[part.sentence];
    let of = part.sentence == whole.sentence
        && items.get(part.at + 1..whole.at).is_some_and(|between| {
            between.iter().any(|item| item.says("of"))
                && between
                    .iter()
                    .all(|item| item.says_any(&["of", "his", "total"]))
        });
    let done = matches!(part.role, "do" | "make" | "have" | "gain" | "earn" | "sell");
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if !of || !done || odd || part.unit != Unit::Bare || part.value >= whole.value || third.asked {
        return None;
    }
    let left = whole.value.minus(part.value)?;
    let unit = target.unit.as_ref()?;
    // So many for each of what is left.
    if let Some(per) = super::rate_of(scene, third).filter(|_| target.says("left")) {
        let fits = same(&per, &whole.unit).is_some() && same(&third.unit, unit) == Some(1.into());
        let value = left.times(third.value)?;
        let written = format!("({} - {}) * {}", whole.value, part.value, third.value);
        return fits.then(|| sought(scene, value, &written, target.is_money()))?;
    }
    let per = target.per.as_ref()?;
    let fits = same(&whole.unit, unit).is_some()
        && same(&third.unit, per) == Some(1.into())
        && third.per.is_none()
        && (target.says("need") || target.verb == "need");
    let value = left.over(third.value)?;
    let written = format!("({} - {}) / {}", whole.value, part.value, third.value);
    (fits && is_fine(value, &whole.unit)).then(|| sought(scene, value, &written, false))?
}
