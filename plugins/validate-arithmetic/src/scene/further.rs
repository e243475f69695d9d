//! Stories of two and three steps, where none of the other solvers sees one.
//!
//! Each of these takes every number of the story, and knows one way in which stories are
//! put together: by their units alone, by what grows with the time, by what is shared when
//! something is taken off.

use super::facts::{Per, Quantity};
use super::read::Item;
use super::units::{Unit, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};
use reading::Rational;

mod ages;
mod chain;
mod factors;
mod fees;
mod growth;
mod kinds;
mod levels;
mod limbs;
mod net;
mod parts;
mod pieces;
mod places;
mod portions;
mod split;
mod steps;
mod successive;
mod whole;

/// A solver, and whether it adds up what a story tells.
const SOLVERS: [(super::Solver, bool); 38] = [
    (in_parts, false),
    (chain::solve, false),
    (growth::level, true),
    (growth::until, true),
    (growth::saved, true),
    (net::shared, true),
    (net::profit, true),
    (net::kept, true),
    (steps::afterwards, true),
    (steps::difference, true),
    (steps::present, true),
    (steps::remaining, true),
    (steps::rest_shared, true),
    (kinds::solve, true),
    (kinds::rest, true),
    (parts::mixture, false),
    (parts::recipe, false),
    (parts::servings, false),
    (kinds::stages, false),
    (portions::nested, false),
    (portions::changed, true),
    (portions::share, false),
    (levels::heights, true),
    (levels::roster, true),
    (levels::gap, true),
    (ages::solve, true),
    (successive::solve, false),
    (whole::percentage, false),
    (whole::by_percent, false),
    (pieces::solve, false),
    (split::solve, false),
    (fees::first_span, true),
    (ages::now, true),
    (limbs::solve, true),
    (places::free, true),
    (kinds::others, true),
    (whole::when_full, false),
    (portions::trips, false),
];

/// What a story comes to, if all of these that see something see the same.
pub(super) fn solve(scene: &Scene, adds: bool) -> Option<Sought> {
    let scene = &single_asked(scene);
    let scene = &in_every(scene.clone());
    let mut found: Option<Sought> = None;
    for (solver, is_sum) in SOLVERS {
        if is_sum && !adds {
            continue;
        }
        let Some(other) = solver(scene) else { continue };
        match &found {
            Some(known) if known.value != other.value => return None,
            Some(_) => {}
            None => found = Some(other),
        }
    }
    found
}

/// `What does one person pay?` asks for each of them.
fn single_asked(scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    let single = |q: &Quantity| {
        q.asked && q.value == 1.into() && matches!(q.unit, Unit::Things(_)) && q.per.is_none()
    };
    if scene.target.per.is_none()
        && let [one] = &scene
            .quantities
            .iter()
            .filter(|q| single(q))
            .collect::<Vec<_>>()[..]
        && scene.quantities.len() > 2
    {
        let at = (one.sentence, one.at);
        scene.target.per = Some(one.unit.clone());
        scene.target.says.push("each");
        scene.quantities.retain(|q| (q.sentence, q.at) != at);
    }
    scene
}

/// What a part of a hundred comes to that was told as `five in every twelve`.
fn in_parts(scene: &Scene) -> Option<Sought> {
    super::percents::solve(scene)
}

/// `Five in every twelve`: a part of a hundred.
fn in_every(mut scene: Scene) -> Scene {
    let pair = scene.quantities.windows(2).position(|two| {
        two[0].sentence == two[1].sentence
            && two[1].at == two[0].at + 2
            && two[0].unit == Unit::Bare
            && scene.sentences[two[0].sentence][two[0].at + 1].says_any(&["each", "of"])
            && two[0].value < two[1].value
    });
    let Some(at) = pair else { return scene };
    let below = scene.quantities.remove(at + 1).value;
    let part = &mut scene.quantities[at];
    if let Some(value) = part
        .value
        .times(100.into())
        .and_then(|value| value.over(below))
    {
        part.value = value;
        part.unit = Unit::Percent;
        part.per = None;
    }
    scene
}

/// Words at which none of these is safe.
fn is_odd(scene: &Scene, also: &[&str]) -> bool {
    const ODD: &[&str] = &[
        "ratio", "start", "ago", "original", "back", "interest", "unknown", "final",
    ];
    ODD.iter().chain(also).any(|what| scene.says(what))
        || scene.tells("not")
        || scene
            .target
            .says_any(&["difference?", "average?", "area?", "perimeter?", "not"])
}

/// What becomes of what is there.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Up,
    Down,
    None,
    Unclear,
}

/// The items around a number, as far as they belong to it.
fn clause<'s>(scene: &'s Scene, quantity: &Quantity) -> &'s [Item] {
    let items = &scene.sentences[quantity.sentence];
    let ends = |item: &Item| item.says("and") || matches!(item, Item::Number(_));
    let begin = items[..quantity.at]
        .iter()
        .rposition(ends)
        .map_or(0, |at| at + 1);
    let end = items[quantity.at + 1..]
        .iter()
        .position(ends)
        .map_or(items.len(), |at| quantity.at + 1 + at);
    &items[begin..end]
}

fn deed(scene: &Scene, quantity: &Quantity) -> Deed {
    let of = |says: &str| match says {
        "gain" | "earn" | "make" | "buy" | "on-top" => Deed::Up,
        "lose" | "spend" | "sell" | "give" | "off" | "missing" | "taken" => Deed::Down,
        _ => Deed::None,
    };
    let mut found = Deed::None;
    for item in clause(scene, quantity) {
        let Item::Says(says) = item else { continue };
        match (of(says), found) {
            (Deed::None, _) => {}
            (new, Deed::None) => found = new,
            (new, known) if new == known => {}
            _ => return Deed::Unclear,
        }
    }
    if found == Deed::None {
        of(quantity.role)
    } else {
        found
    }
}

/// Whether a value is one that such a story ends with.
fn is_fine(value: Rational, unit: &Unit) -> bool {
    let places = value.places();
    value.whole().is_some()
        || *unit == Unit::Money && places.is_some_and(|places| places <= 2)
        || unit.measure().is_some() && places.is_some_and(|places| places <= 3)
}

/// A number of things that have no parts: rounded up where all need a place, and down where
/// only full ones count.
fn counted(scene: &Scene, exact: Rational, unit: &Unit, written: &str) -> Option<Sought> {
    // "She saves $20 a month. After how many months can she buy it?": when there is enough.
    let saves = unit.is_time()
        && exact.whole().is_none()
        && scene.quantities.iter().any(|q| {
            q.role == "earn"
                && q.unit == Unit::Money
                && matches!(&q.per, Some(Per::Each(per)) if same(per, unit) == Some(1.into()))
        });
    if saves {
        let whole = exact.floor() + 1;
        let mut found = sought(scene, whole.into(), written, false)?;
        found.fact = format!("{written} = {}, so {whole} are needed", shown(exact, None));
        return Some(found);
    }
    if is_fine(exact, unit) {
        return sought(scene, exact, written, *unit == Unit::Money);
    }
    let target = &scene.target;
    let up = target.says("need") || scene.says("need") && !target.says("can");
    let down = target.says("can");
    if up == down || unit.measure().is_some() || *unit == Unit::Money || exact < 1.into() {
        return None;
    }
    let whole = exact.floor() + i128::from(up);
    let mut found = sought(scene, whole.into(), written, false)?;
    found.fact = format!(
        "{written} = {}, so {whole} {}",
        shown(exact, None),
        if up { "are needed" } else { "is the most" }
    );
    Some(found)
}

/// Whether it is so many for each of something that is counted elsewhere.
fn rate_of(scene: &Scene, quantity: &Quantity) -> Option<Unit> {
    match &quantity.per {
        Some(Per::Each(unit)) => Some(unit.clone()),
        Some(Per::Perhaps(unit)) => scene
            .quantities
            .iter()
            .any(|other| !std::ptr::eq(other, quantity) && same(&other.unit, unit).is_some())
            .then(|| unit.clone()),
        _ => None,
    }
}
