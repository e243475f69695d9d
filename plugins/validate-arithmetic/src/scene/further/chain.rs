//! What follows from the units alone: `3 hens lay 5 eggs a week each; at 40 cents an egg,
//! what do 4 weeks bring?`
//!
//! Each number multiplies or divides. Where one way only leads to the unit that is asked
//! for, that is the way.

use reading::Rational;

use super::super::Scene;
use super::super::facts::{Per, Quantity};
use super::super::read::Item;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
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

/// A number with what it is of, and for each of what.
struct Factor {
    value: Rational,
    above: Unit,
    below: Vec<Unit>,
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
        let Some((own, value)) = product(&kinds, &factors, &multiplies) else {
            return None;
        };
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

fn factor(scene: &Scene, quantity: &Quantity) -> Option<Factor> {
    let mut below: Vec<Unit> = Vec::new();
    let counts = |unit: &Unit| {
        scene
            .quantities
            .iter()
            .any(|other| !std::ptr::eq(other, quantity) && same(&other.unit, unit).is_some())
            || [&scene.target.unit, &scene.target.per]
                .into_iter()
                .flatten()
                .any(|asked| same(asked, unit).is_some())
    };
    match &quantity.per {
        Some(Per::Each(unit)) => below.push(unit.clone()),
        Some(Per::Perhaps(unit)) if counts(unit) => below.push(unit.clone()),
        Some(Per::Beside) => below.push(beside(scene, quantity)?),
        _ => {}
    }
    // "each of the 3 hens lays 5 eggs a week", "each clerk files 20 an hour"
    if let Some(unit) = each_before(scene, quantity)
        && same(&unit, &quantity.unit).is_none()
        && !below.iter().any(|known| same(known, &unit).is_some())
        && counts(&unit)
    {
        below.push(unit);
    }
    // "250 ml are poured into each of 6 glasses"
    if below.is_empty()
        && let Some(unit) = each_behind(scene, quantity)
        && same(&unit, &quantity.unit).is_none()
    {
        below.push(unit);
    }
    let above = match &quantity.unit {
        Unit::Bare => bare(scene, quantity, &below)?,
        unit => unit.clone(),
    };
    if below.iter().any(|unit| same(unit, &above).is_some()) {
        return None;
    }
    Some(Factor {
        value: quantity.value,
        above,
        below,
    })
}

/// What a bare rate is of: the only thing that is told besides.
fn bare(scene: &Scene, quantity: &Quantity, below: &[Unit]) -> Option<Unit> {
    let other = |unit: &&Unit| {
        matches!(unit, Unit::Things(_))
            && !unit.is_time()
            && !below.iter().any(|known| same(known, unit).is_some())
    };
    let told = scene
        .quantities
        .iter()
        .filter(|q| !std::ptr::eq(*q, quantity) && !q.is_rate())
        .map(|q| &q.unit);
    let mut fits: Vec<&Unit> = told.chain(&scene.target.unit).filter(other).collect();
    fits.dedup_by(|a, b| same(a, b).is_some());
    match (fits.as_slice(), below.is_empty()) {
        ([one], false) => Some((*one).clone()),
        _ => None,
    }
}

/// What stands in front of "each": counted there, or named.
fn beside(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    let items = &scene.sentences[quantity.sentence];
    let counted = scene.quantities.iter().rev().find(|other| {
        other.sentence == quantity.sentence
            && other.at < quantity.at
            && matches!(other.unit, Unit::Things(_))
            && !other.unit.is_time()
            && same(&other.unit, &quantity.unit).is_none()
    });
    if let Some(other) = counted {
        return Some(other.unit.clone());
    }
    let named = |unit: &Unit| {
        matches!(unit, Unit::Things(_))
            && same(unit, &quantity.unit).is_none()
            && items[..quantity.at].iter().any(|item| {
                item.word()
                    .is_some_and(|word| unit.words().contains(&word.key))
            })
    };
    scene
        .quantities
        .iter()
        .map(|other| &other.unit)
        .chain(&scene.target.unit)
        .find(|unit| named(unit))
        .cloned()
}

/// What "each" stands in front of, earlier in the clause.
fn each_before(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    let items = &scene.sentences[quantity.sentence][..quantity.at];
    let from = items
        .iter()
        .rposition(|item| item.says("and"))
        .map_or(0, |at| at + 1);
    let each = from + items[from..].iter().position(|item| item.says("each"))?;
    // "for 40 cents each" belongs to what stands before it.
    if items[..each]
        .iter()
        .rev()
        .take(2)
        .any(|item| matches!(item, Item::Number(_)))
    {
        return None;
    }
    let counted = scene.quantities.iter().find(|other| {
        other.sentence == quantity.sentence
            && other.at > each
            && other.at < quantity.at
            && other.at <= each + 4
    });
    if let Some(other) = counted {
        return matches!(other.unit, Unit::Things(_)).then(|| other.unit.clone());
    }
    let words: Vec<String> = items[each + 1..]
        .iter()
        .skip_while(|item| item.says_any(&["of", "his"]))
        .map_while(|item| item.word().map(|word| word.key.clone()))
        .collect();
    (!words.is_empty()).then_some(Unit::Things(words))
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

/// What is counted behind "each of", later in the clause.
fn each_behind(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    let items = &scene.sentences[quantity.sentence];
    let other = scene
        .quantities
        .iter()
        .find(|other| other.sentence == quantity.sentence && other.at > quantity.at)?;
    let between = items.get(quantity.at + 1..other.at)?;
    let each = between.iter().rposition(|item| item.says("each"))?;
    let direct = between[each + 1..]
        .iter()
        .all(|item| item.says_any(&["of", "his"]));
    let free = quantity.per.is_none() && !between[..each].iter().any(|item| item.says("and"));
    (direct && free && matches!(other.unit, Unit::Things(_))).then(|| other.unit.clone())
}
