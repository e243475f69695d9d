//! A part that is told backwards, or that is an amount of its own.

use super::facts::Quantity;
use super::read::Item;
use super::units::Unit;
use super::{Scene, sought};
use crate::question::{Sought, shown};

/// `36 km, which is 3/4 of the route. How long is the route?`
pub(super) fn whole_of(scene: &Scene) -> Option<Sought> {
    let [base, part] = &scene.quantities[..] else {
        return None;
    };
    let named = is_part_of(scene, base, part)?;
    let asked = scene.target.words.contains(&named);
    if !asked || scene.says("off") || scene.says("on-top") || part.value >= 100.into() {
        return None;
    }
    let value = base.value.times(100.into())?.over(part.value)?;
    let written = format!("{} / {} * 100", base.value, shown(part.value, None));
    value.places().filter(|&places| places <= 2)?;
    sought(scene, value, &written, base.unit == Unit::Money)
}

/// What an amount is said to be so much of.
fn is_part_of(scene: &Scene, base: &Quantity, part: &Quantity) -> Option<String> {
    let items = &scene.sentences[part.sentence];
    let told = base.sentence == part.sentence
        && base.at < part.at
        && part.unit == Unit::Percent
        && items.get(part.at.checked_sub(1)?)?.says("is")
        && items.get(part.at + 1)?.says("of");
    let word = items
        .get(part.at + 2..)?
        .iter()
        .find(|item| !item.says("his"))?
        .word()?;
    told.then(|| word.key.clone())
}

/// Whether the part is an amount of its own, or the amount a part: `a third of that on
/// Sunday`, `which is 3/4 of the route`.
pub(super) fn tells_another(scene: &Scene) -> bool {
    let Some(part) = scene.quantities.iter().find(|q| q.unit == Unit::Percent) else {
        return false;
    };
    let items = &scene.sentences[part.sentence];
    let of_that = items.get(part.at + 1).is_some_and(|item| item.says("of"))
        && items
            .get(part.at + 2)
            .is_some_and(|item| item.says_any(&["than", "these"]));
    let named = items[part.at..]
        .iter()
        .filter_map(Item::word)
        .any(|word| scene.target.words.contains(&word.key));
    let reversed = scene
        .quantities
        .iter()
        .any(|base| is_part_of(scene, base, part).is_some());
    // "4 full bags and one half-full bag"
    let half_full = part.asked
        && part.at > 0
        && items[part.at - 1].says("and")
        && items.get(part.at + 1).is_some_and(|item| item.says("can"));
    of_that && !named || reversed || half_full
}
