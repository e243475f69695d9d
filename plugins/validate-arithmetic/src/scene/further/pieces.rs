//! Two parts of a whole, one so many times or so much more than the other: `A rope of 48 m is
//! cut into two pieces, one twice as long as the other`, `Two numbers add up to 50`.

use reading::Rational;

use super::super::read::Item;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::Sought;

/// The larger or the smaller of the two.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(
        scene,
        &[
            "off", "on-top", "rest", "left", "lose", "gain", "sell", "give", "cost", "not",
        ],
    );
    if odd || scene.says("percent?") || target.says_any(&["total", "each"]) {
        return None;
    }
    let larger = match (
        target.says_any(&["older", "more"]),
        target.says_any(&["younger", "fewer"]),
    ) {
        (true, false) => true,
        (false, true) => false,
        _ => return None,
    };
    // "one … than the other"
    let place = scene.sentences[..=scene.question.0]
        .iter()
        .position(|items| {
            let one = items.iter().position(|item| match item {
                Item::Number(number) => number.value == 1.into() && number.unit == Unit::Bare,
                item => item.says("ones"),
            });
            one.is_some_and(|one| items[one..].iter().any(|item| item.says("than")))
        })?;
    let items = &scene.sentences[place];
    let than = items.iter().position(|item| item.says("than"))?;
    let two = scene.items().any(|item| {
        matches!(item, Item::Number(number) if number.value == 2.into() && number.unit == Unit::Bare)
    });
    let factor = items[..than].iter().find_map(|item| match item {
        Item::Factor(factor) => Some(*factor),
        _ => None,
    });
    let (totals, gaps): (Vec<_>, Vec<_>) = scene
        .quantities
        .iter()
        .filter(|q| !(q.unit == Unit::Bare && (q.value == 1.into() || q.value == 2.into())))
        .partition(|q| {
            !(q.sentence == place
                && q.at < than
                && items[q.at + 1..than].iter().all(|item| {
                    item.says_any(&["more", "older", "younger", "fewer"]) || item.word().is_some()
                })
                && items[q.at + 1..than]
                    .iter()
                    .any(|item| item.says_any(&["more", "older", "younger", "fewer"])))
        });
    let [total] = totals[..] else { return None };
    if !two || total.is_rate() || total.unit == Unit::Percent {
        return None;
    }
    let (value, written) = match (factor, &gaps[..]) {
        (Some(factor), []) if factor > 1.into() => {
            let parts = factor.plus(1.into())?;
            if larger {
                (
                    total.value.times(factor)?.over(parts)?,
                    format!("{} * {factor} / {parts}", total.value),
                )
            } else {
                (
                    total.value.over(parts)?,
                    format!("{} / {parts}", total.value),
                )
            }
        }
        (None, [gap]) if gap.value < total.value => {
            let like = gap.unit == Unit::Bare || same(&gap.unit, &total.unit) == Some(1.into());
            if !like {
                return None;
            }
            let (sum, sign) = if larger {
                (total.value.plus(gap.value)?, '+')
            } else {
                (total.value.minus(gap.value)?, '-')
            };
            (
                sum.over(2.into())?,
                format!("({} {sign} {}) / 2", total.value, gap.value),
            )
        }
        _ => return None,
    };
    let fine = value.places().is_some_and(|places| places <= 2);
    (fine && value > Rational::ZERO)
        .then(|| sought(scene, value, &written, total.unit == Unit::Money))?
}
