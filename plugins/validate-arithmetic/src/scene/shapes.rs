//! Rectangles and squares.

use reading::Rational;

use super::units::{Unit, same};
use super::{Scene, sought};
use crate::question::Sought;

/// The area, or the way around.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let area = target.kind == "area?" || target.says("area?");
    let around = target.kind == "perimeter?" || target.says("perimeter?");
    let square = scene
        .items()
        .any(|item| item.word().is_some_and(|word| word.key == "squar"));
    let odd = super::scope::compares(scene)
        || [
            "cost", "lose", "off", "ratio", "older", "younger", "rest", "left", "not",
        ]
        .iter()
        .any(|what| scene.says(what))
        || target.says_any(&["difference?", "more"])
        || scene.items().any(|item| {
            item.word().is_some_and(|word| {
                [
                    "radiu",
                    "box",
                    "cub",
                    "cylinder",
                    "sphere",
                    "trapezoid",
                    "height",
                    "depth",
                    "tile",
                    "gat",
                    "parallelogram",
                    "diagonal",
                    "path",
                    "round",
                    "hexagon",
                    "pentagon",
                    "volum",
                    "rhombus",
                    "equilateral",
                    "octagon",
                    "kit",
                ]
                .contains(&word.key.as_str())
            })
        });
    let several = scene.says("each") && !square;
    if area == around
        || odd
        || several
        || scene.tells("area?")
        || scene.tells("perimeter?") && !around
    {
        return None;
    }
    let sides: Vec<(Rational, &Unit)> = scene
        .quantities
        .iter()
        .map(|q| (q.value, &q.unit))
        .collect();
    let length = |unit: &Unit| {
        *unit == Unit::Bare
            || unit.is_length()
            || !unit.words().is_empty() && unit.words().iter().any(|w| Unit::of(w).is_length())
    };
    if !sides.iter().all(|(_, unit)| length(unit)) {
        return None;
    }
    let (a, b) = match sides[..] {
        [(side, _)] if square => (side, side),
        [(a, unit_a), (b, unit_b)] if !square || around => {
            if *unit_a != Unit::Bare
                && *unit_b != Unit::Bare
                && same(unit_a, unit_b) != Some(1.into())
            {
                return None;
            }
            (a, b)
        }
        _ => return None,
    };
    // In another unit than the sides are given in, it is another number.
    if let Some(wanted) = target.unit.as_ref().filter(|unit| unit.is_length()) {
        let own = sides
            .iter()
            .map(|(_, unit)| *unit)
            .find(|unit| unit.is_length());
        if own.is_some_and(|own| same(own, wanted) != Some(1.into())) {
            return None;
        }
    }
    if area {
        return sought(scene, a.times(b)?, &format!("{a} * {b}"), false);
    }
    let value = a.plus(b)?.times(2.into())?;
    sought(scene, value, &format!("2 * ({a} + {b})"), false)
}
