//! Two kinds, each with its own rate: `a right answer earns 5 points and a wrong one loses
//! 2`, `95 tickets at 8 euros and the others at 5`.

use super::super::facts::Quantity;
use super::super::read::Item;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::{clause, is_fine, is_odd};
use crate::question::Sought;

/// Each kind's number by its own rate.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_odd(
        scene,
        &["off", "on-top", "rest", "older", "younger", "left"],
    ) || compares(scene)
        || target.says_any(&["more", "change?", "profit?"])
    {
        return None;
    }
    let [a, b, c, d] = &scene.quantities[..] else {
        return None;
    };
    // The rates come first, or the counts.
    let (rates, counts) = match (is_kind(scene, a, b), is_kind(scene, c, d)) {
        (false, true) => ([a, b], [c, d]),
        (true, false) => ([c, d], [a, b]),
        _ => return None,
    };
    // "6 apples and 4 pears cost 8 euros": no rate.
    if rates
        .iter()
        .any(|rate| counts.iter().any(|count| count.sentence == rate.sentence))
    {
        return None;
    }
    let unit = if rates[0].unit == Unit::Bare {
        &rates[1].unit
    } else {
        &rates[0].unit
    };
    let alike = rates[1].unit == Unit::Bare || same(&rates[1].unit, unit) == Some(1.into());
    let asked = match &target.unit {
        Some(asked) => {
            counts_for(unit, asked) == Some(1.into())
                || *unit == Unit::Bare && *asked == Unit::Money
        }
        None => {
            target
                .words
                .iter()
                .any(|word| word == "scor" || word == "point")
                || target.says("total")
        }
    };
    if !alike || !asked || rates.iter().any(|q| q.unit == Unit::Percent) {
        return None;
    }
    let of = |count: &Quantity, other: &Quantity, rate: &Quantity| names(scene, count, other, rate);
    let straight = of(counts[0], counts[1], rates[0]) && of(counts[1], counts[0], rates[1]);
    let crossed = of(counts[0], counts[1], rates[1]) && of(counts[1], counts[0], rates[0]);
    let (one, other) = match (straight, crossed) {
        (true, false) => (rates[0], rates[1]),
        (false, true) => (rates[1], rates[0]),
        _ => return None,
    };
    let down = |rate: &Quantity| {
        clause(scene, rate)
            .iter()
            .any(|item| item.says_any(&["lose", "off", "spend"]))
    };
    if down(one) {
        return None;
    }
    let first = counts[0].value.times(one.value)?;
    let second = counts[1].value.times(other.value)?;
    let (value, sign) = if down(other) {
        (first.minus(second)?, '-')
    } else {
        (first.plus(second)?, '+')
    };
    let written = format!(
        "{} * {} {sign} {} * {}",
        counts[0].value, one.value, counts[1].value, other.value
    );
    let money = target.is_money();
    (!value.is_negative()).then(|| sought(scene, value, &written, money))?
}

/// Whether two numbers count things of two kinds.
fn is_kind(scene: &Scene, a: &Quantity, b: &Quantity) -> bool {
    let things = |q: &Quantity| {
        matches!(q.unit, Unit::Things(_)) && q.unit.measure().is_none() && !q.is_rate()
    };
    things(a)
        && things(b)
        && same(&a.unit, &b.unit).is_none()
        && a.value.whole().is_some()
        && b.value.whole().is_some()
        && scene
            .target
            .unit
            .as_ref()
            .is_none_or(|unit| same(unit, &a.unit).is_none())
}

/// Whether the clause of a rate names what one of two counts is of, and not the other.
fn names(scene: &Scene, count: &Quantity, other: &Quantity, rate: &Quantity) -> bool {
    let said: Vec<&str> = clause(scene, rate)
        .iter()
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    let own = |one: &Quantity, two: &Quantity| {
        one.unit
            .words()
            .iter()
            .filter(|word| !two.unit.words().contains(word))
            .any(|word| said.contains(&word.as_str()))
    };
    own(count, other) && !own(other, count)
}

/// So many at one rate, and all others at another one.
pub(super) fn rest(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_odd(scene, &["off", "on-top", "older", "younger", "left"])
        || compares(scene)
        || target.says_any(&["more", "change?", "profit?", "each"])
    {
        return None;
    }
    let [whole, part, first, second] = &scene.quantities[..] else {
        return None;
    };
    let between = (scene.sentences[first.sentence].iter().enumerate())
        .filter(|(at, _)| first.sentence < second.sentence || *at < second.at)
        .skip(first.at)
        .map(|(_, item)| item)
        .chain(if first.sentence < second.sentence {
            scene.sentences[second.sentence][..second.at].iter()
        } else {
            [].iter()
        });
    let others = between.into_iter().any(|item: &Item| item.says("rest"));
    let counted = matches!(whole.unit, Unit::Things(_))
        && whole.unit.measure().is_none()
        && (part.unit == Unit::Bare || same(&part.unit, &whole.unit).is_some())
        && part.value < whole.value;
    let alike = same(&first.unit, &second.unit) == Some(1.into())
        || second.unit == Unit::Bare && first.unit != Unit::Bare;
    let asked = target
        .unit
        .as_ref()
        .is_some_and(|unit| counts_for(&first.unit, unit) == Some(1.into()));
    let apart = same(&first.unit, &whole.unit).is_none();
    if !others || !counted || !alike || !asked || !apart || whole.is_rate() || part.is_rate() {
        return None;
    }
    let left = whole.value.minus(part.value)?;
    let value = part
        .value
        .times(first.value)?
        .plus(left.times(second.value)?)?;
    let written = format!(
        "{} * {} + {left} * {}",
        part.value, first.value, second.value
    );
    is_fine(value, &first.unit).then(|| sought(scene, value, &written, target.is_money()))?
}

/// `120 miles at 60 mph and 90 miles at 45 mph: how long?`
pub(super) fn stages(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, u, b, v] = &scene.quantities[..] else {
        return None;
    };
    let per = super::rate_of(scene, u).filter(Unit::is_time)?;
    let alike = super::rate_of(scene, v).and_then(|other| same(&other, &per)) == Some(1.into())
        && same(&u.unit, &v.unit) == Some(1.into())
        && same(&a.unit, &u.unit) == Some(1.into())
        && same(&b.unit, &u.unit) == Some(1.into());
    let plain = !a.is_rate() && !b.is_rate() && u.value > 0.into() && v.value > 0.into();
    let unit = match (&target.unit, target.kind) {
        (Some(unit), _) => unit.clone(),
        (None, "how-long?") => per.clone(),
        _ => return None,
    };
    let factor = same(&per, &unit)?;
    let odd = is_odd(
        scene,
        &[
            "off", "on-top", "rest", "older", "younger", "left", "towards",
        ],
    );
    if !alike || !plain || odd || compares(scene) || target.says("more") {
        return None;
    }
    let value = a
        .value
        .over(u.value)?
        .plus(b.value.over(v.value)?)?
        .times(factor)?;
    let sized = if factor == 1.into() {
        String::new()
    } else {
        format!(" * {factor}")
    };
    let written = format!(
        "({} / {} + {} / {}){sized}",
        a.value, u.value, b.value, v.value
    );
    value.places().filter(|&places| places <= 2)?;
    sought(scene, value, written.trim_start_matches(' '), false)
}

/// `8 red, 5 blue and 7 green balls: how many are not red?`
pub(super) fn others(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = [
        "off", "on-top", "rest", "left", "lose", "give", "sell", "more", "fewer", "each", "older",
        "younger", "ratio", "start", "total",
    ]
    .iter()
    .any(|what| scene.says(what));
    let kinds = &scene.quantities;
    let plain = kinds.len() > 2
        && kinds.iter().all(|q| {
            matches!(q.unit, Unit::Things(_))
                && q.unit.measure().is_none()
                && !q.is_rate()
                && !q.asked
                && q.sentence == kinds[0].sentence
        });
    if odd || !plain || compares(scene) || !target.says("not") || target.kind != "how-many?" {
        return None;
    }
    let named = |q: &Quantity| {
        q.unit.words().iter().any(|word| {
            target.words.contains(word)
                && !kinds
                    .iter()
                    .any(|other| !std::ptr::eq(other, q) && other.unit.words().contains(word))
        })
    };
    let (left_out, counted): (Vec<&Quantity>, Vec<&Quantity>) =
        kinds.iter().partition(|q| named(q));
    let [_] = left_out[..] else { return None };
    let mut value = reading::Rational::ZERO;
    let mut written = Vec::new();
    for quantity in counted {
        value = value.plus(quantity.value)?;
        written.push(quantity.value.to_string());
    }
    sought(scene, value, &written.join(" + "), false)
}
