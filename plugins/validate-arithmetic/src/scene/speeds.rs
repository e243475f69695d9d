//! Speeds, one alone or two together.

use super::facts::Per;
use super::quotients::is_other;
use super::scope::compares;
use super::units::{Unit, same};
use super::{Scene, sought};
use crate::question::Sought;

/// `18 km in 1.5 hours`
pub(super) fn speed(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.kind == "how-fast?"
        || target.says("how-fast?")
        || matches!(target.kind, "how-many?")
            && target.per.as_ref().is_some_and(Unit::is_time)
            && target.unit.as_ref().is_some_and(Unit::is_length);
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    if !asks
        || is_other(scene) && !scene.target.says("average?")
        || a.per.is_some()
        || b.per.is_some()
    {
        return None;
    }
    let (distance, time) = if a.unit.is_length() { (a, b) } else { (b, a) };
    if !distance.unit.is_length() || !time.unit.is_time() {
        return None;
    }
    let per = target.per.clone().or_else(|| {
        target
            .words
            .iter()
            .map(|word| Unit::of(word))
            .find(Unit::is_time)
    });
    let length = target.unit.clone().filter(Unit::is_length).or_else(|| {
        target
            .words
            .iter()
            .map(|word| Unit::of(word))
            .find(Unit::is_length)
    });
    let mut hours = time.value;
    // Without a unit that is asked for, only hours and seconds are clear.
    match &per {
        Some(per) => hours = hours.times(same(&time.unit, per)?)?,
        None if time.unit.words() == ["minute"] => return None,
        None => {}
    }
    let mut way = distance.value;
    if let Some(length) = &length {
        way = way.times(same(&distance.unit, length)?)?;
    }
    let value = way.over(hours)?;
    value.places().filter(|&places| places <= 3)?;
    sought(scene, value, &format!("{way} / {hours}"), false)
}

/// `A makes 40 a minute and B 25: together, how many minutes for 1300?`
pub(super) fn joint(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if !scene.says("total") || is_other(scene) || scene.says("towards") {
        return None;
    }
    let rates: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| q.per.is_some())
        .collect();
    let others: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| q.per.is_none())
        .collect();
    let ([a, b], [other]) = (&rates[..], &others[..]) else {
        return None;
    };
    let (Some(Per::Each(per_a)), Some(Per::Each(per_b))) = (&a.per, &b.per) else {
        return None;
    };
    let units = same(&a.unit, &b.unit).or((b.unit == Unit::Bare).then_some(1.into()))?;
    let alike = units == 1.into() && same(per_a, per_b) == Some(1.into()) && per_a.is_time();
    let sum = a.value.plus(b.value)?;
    let written = format!("({} + {})", a.value, b.value);
    let wanted = target
        .unit
        .clone()
        .or((target.kind == "how-long?").then(|| per_a.clone()))?;
    if !alike || a.role != b.role && !b.role.is_empty() {
        return None;
    }
    if let Some(factor) = same(&other.unit, &a.unit)
        && same(&wanted, per_a) == Some(1.into())
    {
        let total = other.value.times(factor)?;
        let value = total.over(sum)?;
        value.places().filter(|&places| places <= 2)?;
        return sought(scene, value, &format!("{total} / {written}"), false);
    }
    let time = other.value.times(same(&other.unit, per_a)?)?;
    same(&a.unit, &wanted).filter(|factor| *factor == 1.into())?;
    sought(
        scene,
        sum.times(time)?,
        &format!("{written} * {time}"),
        a.unit == Unit::Money,
    )
}

/// Two that drive away from each other.
pub(super) fn apart(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if !scene.says("towards") || compares(scene) || scene.says("not") {
        return None;
    }
    let rates: Vec<_> = scene.quantities.iter().filter(|q| q.is_rate()).collect();
    // "Two cars"
    let others: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| !(q.is_rate() || q.value == 2.into() && q.unit.measure().is_none()))
        .collect();
    let ([a, b], [other]) = (&rates[..], &others[..]) else {
        return None;
    };
    let (Some(Per::Each(per_a)), Some(Per::Each(per_b))) = (&a.per, &b.per) else {
        return None;
    };
    if !a.unit.is_length()
        || same(&a.unit, &b.unit) != Some(1.into())
        || same(per_a, per_b) != Some(1.into())
    {
        return None;
    }
    let both = a.value.plus(b.value)?;
    let written = format!("({} + {})", a.value, b.value);
    if other.unit.is_time() {
        let far = target.kind == "how-far?"
            || target
                .unit
                .as_ref()
                .is_some_and(|unit| same(&a.unit, unit) == Some(1.into()));
        let hours = other.value.times(same(&other.unit, per_a)?)?;
        return far.then(|| {
            sought(
                scene,
                both.times(hours)?,
                &format!("{written} * {hours}"),
                false,
            )
        })?;
    }
    let when = target.kind == "how-long?"
        || target
            .unit
            .as_ref()
            .is_some_and(|unit| same(per_a, unit).is_some());
    let size = target
        .unit
        .as_ref()
        .and_then(|unit| same(per_a, unit))
        .unwrap_or(1.into());
    let far = other.value.times(same(&other.unit, &a.unit)?)?;
    let value = far.over(both)?.times(size)?;
    value.places().filter(|&places| places <= 2)?;
    let sized = if size == 1.into() {
        String::new()
    } else {
        format!(" * {size}")
    };
    when.then(|| sought(scene, value, &format!("{far} / {written}{sized}"), false))?
}
