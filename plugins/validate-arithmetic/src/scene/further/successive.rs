//! One change in percent after the other: `reduced by 20%, and then by another 10%`, `half, and a
//! quarter of the rest`.

use reading::Rational;

use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::units::Unit;
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::{Sought, shown};

/// What is left of the first amount in the end.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let (base, changes) = scene.quantities.split_first()?;
    let percents = changes
        .iter()
        .all(|q| q.unit == Unit::Percent && !q.asked && q.value < 100.into());
    let of_rest = changes.iter().skip(1).all(|change| {
        let mut behind = scene.sentences[change.sentence][change.at + 1..].iter();
        behind.next().is_some_and(|item| item.says("of"))
            && behind.next().is_some_and(|item| item.says("rest"))
    });
    let in_turn = scene.tells("now") || scene.tells("more") || of_rest;
    let asks = target.kind == "price?"
        || target.says_any(&["price?", "now", "left"])
        || matches!(target.verb, "cost" | "have" | "pay");
    if !(2..=3).contains(&changes.len())
        || !percents
        || !in_turn
        || !asks
        || base.unit == Unit::Percent
        || base.is_rate()
        || is_odd(scene, &["older", "younger", "percent?", "not"])
        || scene.says("rest") && !of_rest
        || target.says_any(&["percent?", "off", "on-top"])
        || compares(scene)
    {
        return None;
    }
    let mut value = base.value;
    let mut written = Vec::new();
    let mut down = None;
    for change in changes {
        // "by 20% and then by another 10%": the verb goes on.
        let again = scene.sentences[change.sentence][..change.at]
            .last()
            .is_some_and(|item| item.says("more"));
        down = falls(scene, change).or(down.filter(|_| again));
        let share = value.times(change.value)?.over(100.into())?;
        let before = shown(value, None);
        let sign = if down? { '-' } else { '+' };
        value = if sign == '-' {
            value.minus(share)?
        } else {
            value.plus(share)?
        };
        written.push(format!("{before} {sign} {}", shown(share, None)));
    }
    let money = base.unit == Unit::Money;
    let fine = value
        .places()
        .is_some_and(|places| places <= if money { 2 } else { 0 });
    (fine && value > Rational::ZERO).then(|| sought(scene, value, &written.join(", "), money))?
}

/// Whether it is said of a change that it makes less.
fn falls(scene: &Scene, change: &Quantity) -> Option<bool> {
    let items = &scene.sentences[change.sentence];
    let begin = scene
        .quantities
        .iter()
        .filter(|other| other.sentence == change.sentence && other.at < change.at)
        .map(|other| other.at + 1)
        .max()
        .unwrap_or(0);
    let end = items[change.at + 1..]
        .iter()
        .position(|item| item.says("and"))
        .map_or(items.len(), |at| change.at + 1 + at);
    let says = |what: &str| items[begin..end].iter().any(|item| item.says(what));
    match (says("off"), says("on-top")) {
        (true, false) => Some(true),
        (false, false) if matches!(change.role, "spend" | "give" | "lose" | "sell") => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
