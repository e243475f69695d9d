//! What follows from the units alone: `3 hens lay 5 eggs a week each; at 40 cents an egg,
//! what do 4 weeks bring?`
//!
//! Each number multiplies or divides. Where one way only leads to the unit that is asked
//! for, that is the way.

use reading::Rational;

use super::super::Scene;
use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
use super::factors::{Factor, factor};
use super::{counted, is_odd};
use crate::question::Sought;

/// The kinds of what is counted, by one unit of each.
#[derive(Default)]
struct Kinds {
    units: Vec<Unit>,
}

impl Kinds {
    /// The kind of a unit, and how many of the kind's own unit it is; none where it may be of
    /// two kinds.
    fn of(&self, unit: &Unit) -> Option<(usize, Rational)> {
        let mut fits = self
            .units
            .iter()
            .enumerate()
            .filter_map(|(at, known)| Some((at, same(unit, known)?)));
        let found = fits.next()?;
        fits.next().is_none().then_some(found)
    }

    fn add(&mut self, unit: &Unit) {
        if !self.units.iter().any(|known| same(unit, known).is_some()) {
            self.units.push(unit.clone());
        }
    }
}

/// The value that the units leave.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(
        scene,
        &[
            "off", "on-top", "older", "younger", "left", "rest", "towards", "not",
        ],
    ) || compares(scene)
        || target.says_any(&["more", "fewer", "change?", "profit?", "percent?"]);
    let quantities = &scene.quantities;
    if odd || !(2..=5).contains(&quantities.len()) {
        return None;
    }
    let plain = |q: &Quantity| q.unit != Unit::Percent && q.value > Rational::ZERO && !q.compared;
    // Each sister has the same brothers.
    let kin = quantities.iter().any(|q| {
        q.unit
            .words()
            .iter()
            .any(|word| ["brother", "sister", "sibling", "cousin"].contains(&word.as_str()))
    });
    if kin || !quantities.iter().all(plain) {
        return None;
    }
    let factors: Vec<Factor> = quantities
        .iter()
        .map(|quantity| factor(scene, quantity))
        .collect::<Option<_>>()?;
    let mut kinds = Kinds::default();
    for factor in &factors {
        kinds.add(&factor.above);
        factor.below.iter().for_each(|unit| kinds.add(unit));
    }
    let (wanted, per) = wanted(scene, &kinds)?;
    let (dims, scale) = wanted_dims(&kinds, &wanted, per.as_ref())?;
    let mut found: Option<(Vec<bool>, Rational)> = None;
    for mask in 0..1_usize << factors.len() {
        let multiplies: Vec<bool> = (0..factors.len()).map(|at| mask >> at & 1 == 1).collect();
        let (own, value) = product(&kinds, &factors, &multiplies)?;
        if own == dims {
            if found.is_some() {
                return None;
            }
            found = Some((multiplies, value.over(scale)?));
        }
    }
    let (multiplies, value) = found?;
    let written = written(&factors, &multiplies, value)?;
    counted(scene, value, &wanted, &written)
}

/// The exponents of all kinds, and the value in the kinds' own units.
fn product(kinds: &Kinds, factors: &[Factor], multiplies: &[bool]) -> Option<(Vec<i8>, Rational)> {
    let mut dims = vec![0_i8; kinds.units.len()];
    let mut value = Rational::from(1);
    for (factor, multiplies) in factors.iter().zip(multiplies) {
        let (above, mut own) = kinds.of(&factor.above)?;
        own = own.times(factor.value)?;
        let sign = if *multiplies { 1 } else { -1 };
        dims[above] += sign;
        for unit in &factor.below {
            let (below, size) = kinds.of(unit)?;
            dims[below] -= sign;
            own = own.over(size)?;
        }
        value = if *multiplies {
            value.times(own)?
        } else {
            value.over(own)?
        };
    }
    Some((dims, value))
}

fn wanted_dims(kinds: &Kinds, wanted: &Unit, per: Option<&Unit>) -> Option<(Vec<i8>, Rational)> {
    let mut dims = vec![0_i8; kinds.units.len()];
    let (above, mut scale) = kinds.of(wanted)?;
    dims[above] += 1;
    if let Some(per) = per {
        let (below, size) = kinds.of(per)?;
        dims[below] -= 1;
        scale = scale.over(size)?;
    }
    Some((dims, scale))
}

/// What is asked for, in a unit that is told, and for each of what.
fn wanted(scene: &Scene, kinds: &Kinds) -> Option<(Unit, Option<Unit>)> {
    let target = &scene.target;
    let of_kind = |fits: fn(&Unit) -> bool| {
        let mut known = kinds.units.iter().filter(|unit| fits(unit));
        let first = known.next()?.clone();
        known.next().is_none().then_some(first)
    };
    let told = |unit: &Unit| -> Option<Unit> {
        if kinds.of(unit).is_some() {
            return Some(unit.clone());
        }
        let mut known = kinds
            .units
            .iter()
            .filter(|own| counts_for(own, unit).is_some());
        let first = known.next()?.clone();
        known.next().is_none().then_some(first)
    };
    let per = match &target.per {
        Some(per) => Some(told(per)?),
        None if target.says("each") => return None,
        None => None,
    };
    let unit = match (&target.unit, target.kind) {
        (Some(unit), _) => told(unit)?,
        (None, "how-long?") => of_kind(Unit::is_time)?,
        (None, "how-far?" | "how-fast?") => of_kind(Unit::is_length)?,
        _ => return None,
    };
    if target.kind == "how-fast?" && per.is_none() {
        return Some((unit, Some(of_kind(Unit::is_time)?)));
    }
    Some((unit, per))
}

fn written(factors: &[Factor], multiplies: &[bool], value: Rational) -> Option<String> {
    let mut plain = Rational::from(1);
    let mut above: Vec<String> = Vec::new();
    let mut below: Vec<String> = Vec::new();
    for (factor, multiplies) in factors.iter().zip(multiplies) {
        if *multiplies {
            plain = plain.times(factor.value)?;
            above.push(factor.value.to_string());
        } else {
            plain = plain.over(factor.value)?;
            below.push(factor.value.to_string());
        }
    }
    let size = value.over(plain)?;
    if size != 1.into() {
        if size < 1.into() {
            below.push(Rational::from(1).over(size)?.to_string());
        } else {
            above.push(size.to_string());
        }
    }
    if above.is_empty() {
        above.push("1".to_owned());
    }
    let mut written = above.join(" * ");
    for part in below {
        written.push_str(" / ");
        written.push_str(&part);
    }
    Some(written)
}
