//! Places that are taken by those who come, and free when they go: `40 seats, 23 people get
//! on and 6 get off`.

use super::super::scope::compares;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::Sought;

/// The places that are free.
pub(super) fn free(scene: &Scene) -> Option<Sought> {
    const PLACES: &[&str] = &[
        "seat", "plac", "bed", "room", "spac", "chair", "spot", "tabl",
    ];
    let target = &scene.target;
    let unit = target.unit.as_ref()?;
    let is_place = unit
        .words()
        .last()
        .is_some_and(|word| PLACES.contains(&word.as_str()));
    let asks = target.kind == "how-many?" && target.says_any(&["missing", "left"]);
    let (all, rest) = scene.quantities.split_first()?;
    let odd = is_odd(scene, &["off", "on-top", "rest", "each", "start"]) || compares(scene);
    if !is_place || !asks || odd || same(&all.unit, unit) != Some(1.into()) || all.is_rate() {
        return None;
    }
    let mut value = all.value;
    let mut written = all.value.to_string();
    for quantity in rest {
        let people = matches!(quantity.unit, Unit::Things(_) | Unit::Bare)
            && quantity.unit.measure().is_none()
            && same(&quantity.unit, unit).is_none()
            && quantity.unit != Unit::Percent;
        if !people || quantity.is_rate() || quantity.asked || quantity.value.whole().is_none() {
            return None;
        }
        let sign = match quantity.role {
            "gain" | "taken" => '-',
            "lose" => '+',
            _ => return None,
        };
        value = if sign == '-' {
            value.minus(quantity.value)?
        } else {
            value.plus(quantity.value)?
        };
        written = format!("{written} {sign} {}", quantity.value);
    }
    (rest.len() > 1 && !value.is_negative() && value <= all.value)
        .then(|| sought(scene, value, &written, false))?
}
