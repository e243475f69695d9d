//! What is paid once, and what is paid again and again: `a $50 joining fee and $30 a month:
//! what does the first year cost?`

use reading::Rational;

use super::super::scope::compares;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::{is_odd, rate_of};
use crate::question::Sought;

/// What is paid in the span of time that the question names by its word alone.
pub(super) fn first_span(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let (fee, rate) = match (rate_of(scene, a), rate_of(scene, b)) {
        (None, Some(_)) => (a, b),
        (Some(_), None) => (b, a),
        _ => return None,
    };
    let per = rate_of(scene, rate).filter(Unit::is_time)?;
    let spans: Vec<Unit> = target
        .words
        .iter()
        .map(|word| Unit::of(word))
        .chain(target.per.clone())
        .filter(Unit::is_time)
        .collect();
    let [span] = &spans[..] else { return None };
    let first = target
        .words
        .iter()
        .any(|word| ["first", "whol", "entir"].contains(&word.as_str()))
        || target.says("total");
    let odd = is_odd(
        scene,
        &["off", "on-top", "left", "rest", "lose", "earn", "pay"],
    ) || compares(scene)
        || target.says_any(&["more", "fewer", "average?"]);
    let money = fee.unit == Unit::Money && rate.unit == Unit::Money && target.is_money();
    let count = same(span, &per)?;
    if !first || odd || !money || count <= Rational::from(1) || fee.asked || rate.asked {
        return None;
    }
    let value = fee.value.plus(rate.value.times(count)?)?;
    let written = format!("{} + {count} * {}", fee.value, rate.value);
    count.whole()?;
    sought(scene, value, &written, true)
}
