//! Parts of parts, and what a percentage makes of an amount that is told as cheaper or more.

use reading::Rational;

use super::super::facts::Quantity;
use super::super::read::Item;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::is_fine;
use crate::question::{Sought, shown};

fn is_other(scene: &Scene) -> bool {
    [
        "ratio", "start", "ago", "interest", "back", "unknown", "rest", "each", "not",
    ]
    .iter()
    .any(|what| scene.says(what))
        || scene
            .target
            .says_any(&["difference?", "average?", "percent?", "fewer", "area?"])
}

/// `Half of the 84 bought popcorn, and a third of those also a drink: how many both?`
pub(super) fn nested(scene: &Scene) -> Option<Sought> {
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    let percent = |q: &Quantity| q.unit == Unit::Percent && q.value < 100.into();
    if is_other(scene) || compares(scene) || scene.says_any(&["off", "on-top", "left"]) {
        return None;
    }
    let (base, first, second) = match (percent(a), percent(b), percent(c)) {
        (false, true, true) => (a, b, c),
        (true, false, true) => (b, a, c),
        _ => return None,
    };
    // The second part is one of the first: "a third of those who".
    let items = &scene.sentences[second.sentence];
    let of_those = items[second.at + 1..]
        .iter()
        .take(3)
        .any(|item| item.says_any(&["pronoun", "these"]));
    let goes = [first, second].iter().any(|q| {
        matches!(
            q.role,
            "lose" | "sell" | "spend" | "give" | "missing" | "taken"
        )
    });
    let fits = scene
        .target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&base.unit, unit) == Some(1.into()));
    if !of_those || goes || !fits || base.is_rate() || scene.target.kind != "how-many?" {
        return None;
    }
    // Who is asked for is in the inner part: both, or what only that part tells.
    let inner: Vec<&str> = items[second.at + 1..]
        .iter()
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let outer: Vec<&str> = scene.sentences[first.sentence]
        .iter()
        .take(if first.sentence == second.sentence {
            second.at
        } else {
            usize::MAX
        })
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    let named = asked
        .iter()
        .filter_map(Item::word)
        .any(|word| inner.contains(&word.key.as_str()) && !outer.contains(&word.key.as_str()));
    if !(scene.target.says("total") || named) {
        return None;
    }
    let value = base
        .value
        .times(first.value)?
        .times(second.value)?
        .over(10_000.into())?;
    let part = base.value.times(first.value)?.over(100.into())?;
    let written = format!(
        "{} * {} / 100 = {}, {} * {} / 100",
        base.value,
        shown(first.value, None),
        shown(part, None),
        shown(part, None),
        shown(second.value, None)
    );
    value.whole()?;
    sought(scene, value, &written, false)
}

/// `15 percent cheaper`, `25 percent more in the second; how many in both?`
pub(super) fn changed(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [base, rate] = &scene.quantities[..] else {
        return None;
    };
    let percent = rate.unit == Unit::Percent;
    let amount = !percent
        && (same(&rate.unit, &base.unit).is_some() || rate.unit == Unit::Bare)
        && !compares(scene)
        && rate.value < base.value;
    if is_other(scene)
        || base.is_rate()
        || rate.is_rate()
        || base.unit == Unit::Percent
        || !(percent && rate.value < 100.into() || amount)
        || scene.says_any(&["off", "on-top"])
    {
        return None;
    }
    let length = rate.unit.words().len();
    let behind = scene.sentences[rate.sentence].get(rate.at + 1 + length);
    let more = behind.is_some_and(|item| item.says_any(&["more", "older"]));
    let less = behind.is_some_and(|item| item.says_any(&["fewer", "younger"]));
    if more == less {
        return None;
    }
    // "cheaper than what they paid before": what the amount is then is not told.
    let told_first = (base.sentence, base.at) < (rate.sentence, rate.at);
    let unit_fits = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&base.unit, unit) == Some(1.into()));
    if !told_first || !unit_fits || target.says("more") {
        return None;
    }
    let share = if percent {
        base.value.times(rate.value)?.over(100.into())?
    } else {
        rate.value
            .times(same(&rate.unit, &base.unit).unwrap_or(1.into()))?
    };
    let (after, sign) = if more {
        (base.value.plus(share)?, '+')
    } else {
        (base.value.minus(share)?, '-')
    };
    let money = base.unit == Unit::Money;
    let all = target.says("total");
    let priced = target.says("price?") || target.kind == "price?" || target.verb == "cost";
    let named = names_second(scene, base, rate);
    if all && priced && percent {
        return None;
    }
    if all {
        let value = base.value.plus(after)?;
        let written = format!("{} + {}", base.value, shown(after, None));
        return is_fine(value, &base.unit).then(|| sought(scene, value, &written, money))?;
    }
    let written = format!("{} {sign} {}", base.value, shown(share, None));
    let asked = priced && money || target.says("now") || named;
    (asked && is_fine(after, &base.unit)).then(|| sought(scene, after, &written, money))?
}

/// Whether the question names what stands beside the percentage only.
fn names_second(scene: &Scene, base: &Quantity, rate: &Quantity) -> bool {
    let words = |sentence: usize, from: usize, to: usize| -> Vec<&str> {
        scene.sentences[sentence]
            .iter()
            .take(to)
            .skip(from)
            .filter_map(|item| item.word().map(|word| word.key.as_str()))
            .collect()
    };
    let (first, second) = if base.sentence == rate.sentence {
        let items = scene.sentences[base.sentence]
            .get(base.at..rate.at)
            .unwrap_or(&[]);
        let split = base.at
            + items
                .iter()
                .position(|item| item.says("and"))
                .unwrap_or(items.len());
        (
            words(base.sentence, 0, split),
            words(rate.sentence, split, usize::MAX),
        )
    } else {
        (
            words(base.sentence, 0, usize::MAX),
            words(rate.sentence, 0, usize::MAX),
        )
    };
    let asked = &scene.target.words;
    let own = |one: &[&str], other: &[&str]| {
        one.iter()
            .any(|word| !other.contains(word) && asked.iter().any(|own| own == word))
    };
    own(&second, &first) && !own(&first, &second)
}

/// `82 percent reached the finish. How many runners was that?`
pub(super) fn share(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let (base, rate) = match &scene.quantities[..] {
        [a, b] if b.unit == Unit::Percent && a.unit != Unit::Percent => (a, b),
        [a, b] if a.unit == Unit::Percent && b.unit != Unit::Percent => (b, a),
        _ => return None,
    };
    if is_other(scene)
        || compares(scene)
        || scene.says_any(&["off", "on-top", "more", "fewer", "left"])
        || base.is_rate()
        || rate.value >= 100.into()
    {
        return None;
    }
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    // Nothing but "how many runners was that": the part that is told.
    let plain = asked.iter().all(|item| {
        item.says_any(&[
            "how-many?",
            "is",
            "and",
            "his",
            "pronoun",
            "these",
            "how-much?",
            "of",
        ]) || item
            .word()
            .is_some_and(|word| base.unit.words().contains(&word.key))
    });
    let unit = target
        .unit
        .as_ref()
        .is_some_and(|unit| counts_for(&base.unit, unit) == Some(1.into()));
    let value: Rational = base.value.times(rate.value)?.over(100.into())?;
    let written = format!("{} * {} / 100", base.value, shown(rate.value, None));
    (plain && unit && place > rate.sentence && asked.len() > 2 && is_fine(value, &base.unit))
        .then(|| sought(scene, value, &written, base.unit == Unit::Money))?
}

/// `It carries 6 people at a time: how many trips for 45 people?`
pub(super) fn trips(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [most, all] = &scene.quantities[..] else {
        return None;
    };
    let asks = target.kind == "how-many?"
        && target.unit.as_ref().is_some_and(|unit| {
            unit.words().iter().any(|word| {
                [
                    "trip", "journei", "ride", "rid", "crossing", "round", "load", "run", "tour",
                ]
                .contains(&word.as_str())
            })
        });
    let like = super::super::units::same(&most.unit, &all.unit) == Some(1.into())
        || all.unit == Unit::Bare;
    let holds = most.role == "hold" || most.role == "do";
    let odd = super::is_odd(
        scene,
        &["off", "on-top", "rest", "left", "lose", "gain", "each-way"],
    ) || super::super::scope::compares(scene);
    if !asks || !like || !holds || odd || most.is_rate() || all.is_rate() || most.value >= all.value
    {
        return None;
    }
    let exact = all.value.over(most.value)?;
    let written = format!("{} / {}", all.value, most.value);
    if exact.whole().is_some() {
        return sought(scene, exact, &written, false);
    }
    let whole = exact.floor() + 1;
    let mut found = sought(scene, whole.into(), &written, false)?;
    found.fact = format!("{written} = {}, so {whole} are needed", shown(exact, None));
    Some(found)
}
