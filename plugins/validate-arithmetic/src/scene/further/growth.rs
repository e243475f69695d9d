//! What grows or shrinks with the time: `14 cm tall, and 3 cm more every week`.

use reading::Rational;

use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::{Deed, counted, deed, is_fine, is_odd, rate_of};
use crate::question::Sought;

/// A rate, the levels in its unit, and the times that pass.
struct Course<'s> {
    rate: &'s Quantity,
    per: Unit,
    levels: Vec<&'s Quantity>,
    times: Vec<&'s Quantity>,
}

fn course(scene: &Scene) -> Option<Course<'_>> {
    let rates: Vec<(&Quantity, Unit)> = scene
        .quantities
        .iter()
        .filter(|q| q.is_rate())
        .filter_map(|q| Some((q, rate_of(scene, q)?)))
        .collect();
    let [(rate, per)] = &rates[..] else {
        return None;
    };
    let mut levels = Vec::new();
    let mut times = Vec::new();
    for quantity in scene.quantities.iter().filter(|q| !std::ptr::eq(*q, *rate)) {
        if quantity.is_rate() {
            return None;
        }
        if same(&quantity.unit, per).is_some() {
            times.push(quantity);
        } else if of_rate(rate, quantity) {
            levels.push(quantity);
        } else {
            return None;
        }
    }
    Some(Course {
        rate,
        per: per.clone(),
        levels,
        times,
    })
}

/// Whether a level is told in the unit of the rate: in percent, a rate is in points.
fn of_rate(rate: &Quantity, level: &Quantity) -> bool {
    let points = rate.unit == Unit::Bare || rate.unit.words().iter().any(|word| word == "point");
    same(&level.unit, &rate.unit).is_some()
        || rate.unit == Unit::Money && level.unit == Unit::Bare
        || level.unit == Unit::Percent && points
}

/// Whether the rate adds, or takes away.
fn direction(scene: &Scene, course: &Course<'_>) -> Deed {
    match deed(scene, course.rate) {
        Deed::None if course.rate.role == "do" => Deed::Down,
        deed => deed,
    }
}

/// `How tall after 9 weeks?`, `it has climbed for 5 hours: how many centimetres to go?`
pub(super) fn level(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(scene, &["older", "younger", "rest"]) || compares(scene);
    if odd || target.says_any(&["more", "each"]) || target.per.is_some() {
        return None;
    }
    let course = course(scene)?;
    let ([level], [time]) = (&course.levels[..], &course.times[..]) else {
        return None;
    };
    let percent = target.kind == "percent?" && level.unit == Unit::Percent;
    let unit = target.unit.as_ref();
    let fits = percent
        || match unit {
            Some(unit) => {
                same(&level.unit, unit).is_some() || same(&course.rate.unit, unit).is_some()
            }
            None => {
                target.kind == "how-far?" && course.rate.unit.is_length()
                    || target.says_any(&["left", "now"]) && course.rate.unit != Unit::Bare
            }
        };
    let left = target.says("left");
    let sign = match (direction(scene, &course), left) {
        (Deed::Down, true) | (Deed::None, true) => Deed::Down,
        (Deed::Up, false) => Deed::Up,
        (Deed::Down, false) if course.rate.role != "do" => Deed::Down,
        _ => return None,
    };
    // What is there stands first; a goal is no start.
    let starts = matches!(
        level.role,
        "" | "have" | "hold" | "gain" | "do" | "make" | "share"
    ) || left && (level.role != "final" || level.asked);
    if matches!(target.verb, "cost" | "spend" | "paid" | "pay") {
        return None;
    }
    if !fits || !starts || course.rate.unit == Unit::Money && level.unit != Unit::Money {
        return None;
    }
    let to_level = same(&course.rate.unit, &level.unit).unwrap_or(1.into());
    let span = time.value.times(same(&time.unit, &course.per)?)?;
    let moved = course.rate.value.times(span)?.times(to_level)?;
    let (value, sign) = match sign {
        Deed::Up => (level.value.plus(moved)?, '+'),
        _ => (level.value.minus(moved)?, '-'),
    };
    let factor = unit
        .and_then(|unit| same(&level.unit, unit))
        .unwrap_or(1.into());
    let value = value.times(factor)?;
    let plain = factor == 1.into() && to_level == 1.into();
    let written = if plain {
        format!("{} {sign} {} * {span}", level.value, course.rate.value)
    } else {
        format!("({} {sign} {moved}) * {factor}", level.value)
    };
    let fine = value.places().is_some_and(|places| places <= 2) && !value.is_negative();
    fine.then(|| sought(scene, value, &written, level.unit == Unit::Money))?
}

/// `He has 60, saves 15 a month and needs 195: how many months?`
pub(super) fn until(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let left = scene
        .quantities
        .iter()
        .any(|q| q.role == "final" && q.asked);
    let odd = !left && (is_odd(scene, &["older", "younger", "rest"]) || scene.says("left"))
        || compares(scene);
    if odd || target.says_any(&["more", "total"]) && target.unit.is_none() {
        return None;
    }
    if let Some(found) = drained(scene) {
        return Some(found);
    }
    let course = course(scene)?;
    let ([a, b], []) = (&course.levels[..], &course.times[..]) else {
        return None;
    };
    let unit = match (&target.unit, target.kind) {
        (Some(unit), _) => unit.clone(),
        (None, "how-long?") if course.per.is_time() => course.per.clone(),
        _ => return None,
    };
    let factor = same(&course.per, &unit)?;
    let rises = match deed(scene, course.rate) {
        Deed::Up => true,
        Deed::Down => false,
        _ => return None,
    };
    let goal = |q: &Quantity| {
        let items = &scene.sentences[q.sentence];
        let before = items[..q.at].iter().rev().take(4).any(|item| {
            item.says_any(&["need", "cost"])
                || item
                    .word()
                    .is_some_and(|w| ["until", "till", "reach", "hit"].contains(&w.key.as_str()))
        });
        let prep = items[..q.at]
            .iter()
            .rev()
            .find(|item| !item.says_any(&["a", "his"]))
            .is_some_and(|item| item.says_any(&["prep", "cost", "need"]));
        matches!(q.role, "need" | "cost" | "final") || before || prep && q.role != "have"
    };
    let start = |q: &Quantity| matches!(q.role, "have" | "hold" | "") && !q.asked;
    let (from, to) = match (goal(a) && start(b), goal(b) && start(a)) {
        (true, false) => (b, a),
        (false, true) => (a, b),
        _ => return None,
    };
    let gap = to.value.minus(from.value)?;
    if gap.is_negative() == rises || gap == Rational::ZERO {
        return None;
    }
    let (high, low) = if rises { (to, from) } else { (from, to) };
    let value = gap.abs().over(course.rate.value)?.times(factor)?;
    let written = format!("({} - {}) / {}", high.value, low.value, course.rate.value);
    let whole = Unit::of("thing");
    if is_fine(value, &whole) {
        return counted(scene, value, &unit, &written);
    }
    (course.per.is_length() || course.rate.unit.measure().is_some())
        .then(|| counted(scene, value, &unit, &written))?
}

/// `180 litres, emptied at 12 a minute: how many minutes until it is one third full?`
fn drained(scene: &Scene) -> Option<Sought> {
    let [level, rate, share] = &scene.quantities[..] else {
        return None;
    };
    let per = rate_of(scene, rate)?;
    let asked = scene
        .target
        .unit
        .as_ref()
        .filter(|unit| same(&per, unit) == Some(1.into()))?;
    let items = &scene.sentences[share.sentence];
    let full = items.get(share.at + 1).is_some_and(|item| item.says("can"));
    let fits = share.unit == Unit::Percent
        && share.asked
        && full
        && same(&level.unit, &rate.unit) == Some(1.into())
        && deed(scene, rate) == Deed::Down
        && !level.is_rate();
    let rest = level.value.times(share.value)?.over(100.into())?;
    let value = level.value.minus(rest)?.over(rate.value)?;
    let written = format!("({} - {rest}) / {}", level.value, rate.value);
    (fits && value.places().is_some_and(|places| places <= 2))
        .then(|| counted(scene, value, asked, &written))?
}

/// `Every week she gets 6 euros and spends 4: how much after 10 weeks?`
pub(super) fn saved(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [gain, spend, time] = &scene.quantities[..] else {
        return None;
    };
    let per = rate_of(scene, gain).filter(Unit::is_time)?;
    let odd = is_odd(scene, &["off", "on-top", "rest", "older", "younger"]) || compares(scene);
    let money = gain.unit == Unit::Money
        && matches!(spend.unit, Unit::Money | Unit::Bare)
        && gain.sentence == spend.sentence
        && target.is_money();
    let alike = spend.per.is_none()
        || rate_of(scene, spend).and_then(|own| same(&own, &per)) == Some(1.into());
    let kept = target.says("left") || matches!(target.verb, "earn" | "have");
    let fits = matches!(gain.role, "gain" | "earn") && spend.role == "spend" && time.per.is_none();
    if odd || !money || !alike || !kept || !fits || target.per.is_some() || target.says("more") {
        return None;
    }
    let span = time.value.times(same(&time.unit, &per)?)?;
    let value = gain.value.minus(spend.value)?.times(span)?;
    let written = format!("({} - {}) * {span}", gain.value, spend.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, true))?
}
