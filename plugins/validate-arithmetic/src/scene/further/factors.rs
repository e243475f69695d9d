//! For each of what a number is, wherever in its sentence that stands.

use reading::Rational;

use super::super::Scene;
use super::super::facts::{Per, Quantity};
use super::super::read::Item;
use super::super::units::{Unit, same};

/// A number with what it is of, and for each of what.
pub(super) struct Factor {
    pub(super) value: Rational,
    pub(super) above: Unit,
    pub(super) below: Vec<Unit>,
}

/// A number of a story as a factor; none where it is not clear what it is of.
pub(super) fn factor(scene: &Scene, quantity: &Quantity) -> Option<Factor> {
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
    // "A hen lays 5 eggs a week"
    if let (Some(Per::Each(time)), [word]) = (&quantity.per, &quantity.subject[..])
        && time.is_time()
        && is_any_one(scene, quantity, word)
    {
        let unit = Unit::of(word);
        let counted = scene
            .quantities
            .iter()
            .any(|other| same(&other.unit, &unit).is_some());
        if counted && same(&unit, &quantity.unit).is_none() {
            below.push(unit);
        }
    }
    // "250 ml are poured into each of 6 glasses"
    if below.is_empty()
        && let Some(unit) = each_behind(scene, quantity)
        && same(&unit, &quantity.unit).is_none()
    {
        below.push(unit);
    }
    // "6 copies of a 40-page booklet"
    if below.is_empty()
        && let Some(unit) = copies(scene, quantity)
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
    let each = from
        + items[from..]
            .iter()
            .position(|item| item.says_any(&["each", "of-each"]))?;
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

/// What is counted behind "each of", later in the clause.
fn each_behind(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    let items = &scene.sentences[quantity.sentence];
    let other = scene
        .quantities
        .iter()
        .find(|other| other.sentence == quantity.sentence && other.at > quantity.at)?;
    let between = items.get(quantity.at + 1..other.at)?;
    let each = between
        .iter()
        .rposition(|item| item.says_any(&["each", "of-each"]))?;
    let direct = between[each + 1..]
        .iter()
        .all(|item| item.says_any(&["of", "his"]));
    let free = quantity.per.is_none() && !between[..each].iter().any(|item| item.says("and"));
    (direct && free && matches!(other.unit, Unit::Things(_))).then(|| other.unit.clone())
}

/// Whether a sentence begins with one of a kind, whichever: `A hen lays 5`.
fn is_any_one(scene: &Scene, quantity: &Quantity, word: &str) -> bool {
    let begin = &scene.sentences[quantity.sentence][..quantity.at];
    matches!(begin, [a, Item::Word(one), Item::Says(_)] if a.says("a") && one.key == word)
}

/// What is counted in front of `of a`: `6 copies of a 40-page booklet`.
fn copies(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    let items = &scene.sentences[quantity.sentence];
    let [.., Item::Word(word), of, a] = &items[..quantity.at] else {
        return None;
    };
    let other = scene
        .quantities
        .iter()
        .rev()
        .find(|other| other.sentence == quantity.sentence && other.at < quantity.at)?;
    let direct = of.says("of") && a.says("a") && other.at + 4 >= quantity.at;
    (direct && other.unit.words().contains(&word.key)).then(|| other.unit.clone())
}
