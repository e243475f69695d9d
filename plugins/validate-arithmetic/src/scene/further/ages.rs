//! Two that are so far apart, and so much together; and how old someone is who will be so old.

use reading::Rational;

use super::super::read::Item;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::Sought;

/// `5 years apart and together 31: how old is the younger one?`
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let target = &scene.target;
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let older = asked.iter().any(|item| item.says("older"));
    let younger = asked.iter().any(|item| item.says("younger"));
    let told = scene.sentences[..place].iter().flatten();
    let compared = told
        .clone()
        .any(|item| item.says_any(&["older", "younger", "more", "fewer", "than"]));
    if !scene.apart
        || older == younger
        || compared
        || is_odd(scene, &["left", "rest"])
        || target.says("difference?")
    {
        return None;
    }
    // The total stands beside "together".
    let beside = |sentence: usize, at: usize| {
        let items = &scene.sentences[sentence];
        let from = items[..at]
            .iter()
            .rposition(|item| item.says("and"))
            .map_or(0, |at| at + 1);
        let to = items[at..]
            .iter()
            .position(|item| item.says("and"))
            .map_or(items.len(), |to| at + to);
        items[from..to].iter().any(|item| item.says("total"))
    };
    let (total, gap) = match (beside(a.sentence, a.at), beside(b.sentence, b.at)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let (sum, sign) = if older {
        (total.value.plus(gap.value)?, '+')
    } else {
        (total.value.minus(gap.value)?, '-')
    };
    let value = sum.over(Rational::from(2))?;
    (value.whole().is_some() && gap.value < total.value).then(|| {
        sought(
            scene,
            value,
            &format!("({} {sign} {}) / 2", total.value, gap.value),
            false,
        )
    })?
}

/// `In 3 years Jana will be 20: how old is she now?`
pub(super) fn now(scene: &Scene) -> Option<Sought> {
    let [years, age] = &scene.quantities[..] else {
        return None;
    };
    let target = &scene.target;
    let told = &scene.sentences[years.sentence];
    let ahead = years.at > 0
        && told[years.at - 1].says("prep")
        && same(&years.unit, &Unit::of("year")) == Some(1.into());
    let plain = age.sentence == years.sentence
        && matches!(&age.unit, Unit::Bare)
        && !age.asked
        && told[..age.at].last().is_some_and(|item| item.says("is"))
        && told.iter().all(|item| {
            item.word().is_some()
                || item.says_any(&["prep", "is", "and", "his", "old"])
                || matches!(item, Item::Number(_))
        });
    let asks = target.kind == "how-old?" && target.says("now");
    let odd = is_odd(
        scene,
        &["older", "younger", "left", "rest", "than", "more", "fewer"],
    );
    if !ahead || !plain || !asks || odd {
        return None;
    }
    let value = age.value.minus(years.value)?;
    let written = format!("{} - {}", age.value, years.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}
