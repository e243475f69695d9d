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

/// The other side of a rectangle of which the way around, or the area, and one side are told.
pub(super) fn side(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let asks = target
        .words
        .iter()
        .chain(target.unit.iter().flat_map(|unit| unit.words()))
        .any(|word| ["width", "length", "breadth", "height", "sid"].contains(&word.as_str()))
        || target.kind == "how-far?"
        || target.kind == "how-long?";
    let rectangle = scene.items().any(|item| {
        item.word()
            .is_some_and(|word| word.key.starts_with("rectang"))
    });
    if !asks || !rectangle || target.says_any(&["perimeter?", "area?", "cost"]) {
        return None;
    }
    // "a perimeter of 36 cm", "its area is 40"
    let named = |what: &str| {
        let names = |q: &super::facts::Quantity| {
            scene.sentences[q.sentence][..q.at]
                .iter()
                .rev()
                .take_while(|item| !matches!(item, super::read::Item::Number(_)))
                .filter(|item| !item.says_any(&["a", "his", "of"]))
                .take(4)
                .any(|item| item.says(what))
        };
        match (names(a), names(b)) {
            (true, false) => Some((a, b)),
            (false, true) => Some((b, a)),
            _ => None,
        }
    };
    let ((given, side), around) = match (scene.tells("perimeter?"), scene.tells("area?")) {
        (true, false) => (named("perimeter?")?, true),
        (false, true) => (named("area?")?, false),
        _ => return None,
    };
    let like = side.unit == Unit::Bare
        || given.unit == Unit::Bare
        || side.unit.is_length() && (!around || same(&side.unit, &given.unit) == Some(1.into()));
    let (value, written) = if around {
        (
            given.value.over(2.into())?.minus(side.value)?,
            format!("{} / 2 - {}", given.value, side.value),
        )
    } else {
        (
            given.value.over(side.value)?,
            format!("{} / {}", given.value, side.value),
        )
    };
    let fine = value > Rational::ZERO && value.places().is_some_and(|places| places <= 2);
    (like && fine).then(|| sought(scene, value, &written, false))?
}
