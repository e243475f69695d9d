//! How much there is for each, and what cannot be shared.

use reading::Rational;

use super::quotients::is_other;
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::Sought;

/// `130 brochures for 9 branches, each the same number: how many remain?`
pub(super) fn undivided(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let equally =
        scene.says("share") && scene.items().any(|item| item.says("share")) || scene.says("each");
    if !target.says("left") || !equally || is_other(scene) || a.is_rate() || b.is_rate() {
        return None;
    }
    let goes = |q: &super::facts::Quantity| {
        matches!(q.role, "lose" | "sell" | "spend" | "taken" | "missing")
    };
    if goes(a)
        || goes(b)
        || same(&a.unit, &b.unit).is_some()
        || a.unit == Unit::Bare
        || b.unit == Unit::Bare
    {
        return None;
    }
    let (total, parts) = match &target.unit {
        Some(unit) if same(&a.unit, unit).is_some() => (a, b),
        Some(unit) if same(&b.unit, unit).is_some() => (b, a),
        Some(_) => return None,
        None if a.value > b.value => (a, b),
        None => (b, a),
    };
    let (x, y) = (total.value.whole()?, parts.value.whole()?);
    if x <= y || y <= 1 {
        return None;
    }
    let mut found = sought(scene, (x % y).into(), "", false)?;
    found.fact = format!("{x} = {} * {y} + {}", x / y, x % y);
    Some(found)
}

/// `60 marbles, 5 friends: how many for each?`
pub(super) fn shared(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_other(scene)
        || scene.quantities.len() != 2
        || !matches!(
            target.kind,
            "how-many?" | "how-much?" | "how-long?" | "what?" | "price?"
        )
    {
        return None;
    }
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    if a.is_rate() || b.is_rate() {
        return None;
    }
    // "How long is each piece?", "what does one bottle cost?"
    let per = target.per.clone().or_else(|| {
        let names = |unit: &Unit| unit.words().iter().any(|word| target.words.contains(word));
        let each = target.says("each") || matches!(target.verb, "cost") && single(scene);
        match (names(&a.unit), names(&b.unit)) {
            (true, false) if each => Some(a.unit.clone()),
            (false, true) if each => Some(b.unit.clone()),
            _ => None,
        }
    });
    let fits = |total: &Unit, parts: &Unit| -> Option<Rational> {
        let unit = match (&target.unit, target.kind) {
            (Some(unit), _) => unit.clone(),
            (None, "how-long?") => total.clone(),
            (None, "how-many?") if !total.words().is_empty() && target.per.is_some() => {
                total.clone()
            }
            _ => return None,
        };
        let factor = counts_for(total, &unit)?;
        let counted = match &per {
            Some(per) => same(parts, per) == Some(1.into()) || piece(per, parts),
            None => target.says("each") && same(parts, total).is_none() && *parts != Unit::Bare,
        };
        (counted && !matches!(parts, Unit::Money | Unit::Bare)).then_some(factor)
    };
    let (total, parts, factor) = match (fits(&a.unit, &b.unit), fits(&b.unit, &a.unit)) {
        (Some(factor), None) => (a, b, factor),
        (None, Some(factor)) => (b, a, factor),
        _ => return None,
    };
    let value = total.value.over(parts.value)?.times(factor)?;
    let money = total.unit == Unit::Money;
    let places = value.places()?;
    let fine = places == 0 || money && places <= 2 || total.unit.measure().is_some() && places <= 3;
    // "shares 7 apples among 3": not all of them.
    if !fine || parts.value <= 1.into() && parts.value.whole().is_none() {
        return None;
    }
    let converted = if factor == 1.into() {
        String::new()
    } else {
        format!(" * {factor}")
    };
    sought(
        scene,
        value,
        &format!("{} / {}{converted}", total.value, parts.value),
        money,
    )
}

/// Pieces that are cut from something have any name.
fn piece(per: &Unit, parts: &Unit) -> bool {
    let is = |unit: &Unit| {
        unit.words().iter().any(|word| {
            [
                "piec", "part", "portion", "group", "person", "child", "friend", "student",
            ]
            .contains(&word.as_str())
        })
    };
    is(per) && is(parts) || per.words() == ["person"]
}

/// "What does one bottle cost?"
fn single(scene: &Scene) -> bool {
    let (place, begin) = scene.question;
    scene.sentences[place][begin..]
        .iter()
        .any(|item| item.says_any(&["a", "each"]))
}
