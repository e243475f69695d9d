//! A whole and its parts: `9 of the balls are blue: what percentage?`, `40% chose tea, 35%
//! coffee and the rest water: how many chose water?`

use reading::Rational;

use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::{Sought, shown};

/// How many percent of all are of one kind, where every kind is counted.
pub(super) fn percentage(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let kinds = &scene.quantities;
    if target.kind != "percent?"
        || kinds.len() < 2
        || is_other(scene)
        || scene.says_any(&["off", "on-top", "rest", "left", "sell", "give"])
    {
        return None;
    }
    // Who pours something loses nothing.
    if let Some(found) = of_a_mixture(scene) {
        return Some(found);
    }
    if scene.says_any(&["lose", "gain"]) {
        return None;
    }
    // "12 red and 8 green sweets"
    let (last, others) = kinds.split_last()?;
    let noun = last
        .unit
        .words()
        .last()
        .filter(|_| last.unit.words().len() > 1)?;
    let like = kinds
        .iter()
        .all(|q| !q.is_rate() && !q.asked && q.unit.words().len() < 4)
        && others.iter().all(|q| match q.unit.words() {
            [.., own] if own == noun => q.unit.words().len() > 1,
            [_] => q.sentence == last.sentence && q.unit.measure().is_none(),
            _ => false,
        });
    let asked: Vec<&Quantity> = kinds.iter().filter(|q| names(scene, q, kinds)).collect();
    let [part] = asked[..] else { return None };
    if !like || !target.words.contains(noun) {
        return None;
    }
    share_of(scene, part, kinds)
}

/// `2 litres of syrup and 6 litres of water: what percentage is syrup?`
fn of_a_mixture(scene: &Scene) -> Option<Sought> {
    let kinds = &scene.quantities;
    let unit = &kinds.first()?.unit;
    let measured = unit.measure().is_some()
        && kinds
            .iter()
            .all(|q| same(&q.unit, unit) == Some(1.into()) && !q.is_rate() && !q.asked);
    let stuff: Vec<Vec<&str>> = kinds
        .iter()
        .map(|kind| behind(scene, kind.sentence, kind.at))
        .map(|words| words.into_iter().skip(1).collect())
        .collect();
    let asked: Vec<usize> = (0..kinds.len())
        .filter(|&at| {
            stuff[at].iter().any(|word| {
                scene.target.words.iter().any(|own| own == word)
                    && !(0..kinds.len()).any(|other| other != at && stuff[other].contains(word))
            })
        })
        .collect();
    let [part] = asked[..] else { return None };
    if !measured || stuff.iter().any(Vec::is_empty) {
        return None;
    }
    share_of(scene, &kinds[part], kinds)
}

/// So many percent of all.
fn share_of(scene: &Scene, part: &Quantity, kinds: &[Quantity]) -> Option<Sought> {
    let mut all = Rational::ZERO;
    let mut written = Vec::new();
    for kind in kinds {
        all = all.plus(kind.value)?;
        written.push(kind.value.to_string());
    }
    let value = part.value.times(100.into())?.over(all)?;
    let written = format!("{} / ({}) * 100", part.value, written.join(" + "));
    value.places().filter(|&places| places <= 2)?;
    sought(scene, value, &written, false)
}

/// Whether the question names what this is of, and no other one is of.
fn names(scene: &Scene, kind: &Quantity, kinds: &[Quantity]) -> bool {
    kind.unit.words().iter().any(|word| {
        scene.target.words.contains(word)
            && !kinds
                .iter()
                .any(|other| !std::ptr::eq(other, kind) && other.unit.words().contains(word))
    })
}

/// A part that is told in percent, or what all others leave.
pub(super) fn by_percent(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let (base, parts) = scene.quantities.split_first()?;
    let percents = parts.iter().all(|q| q.unit == Unit::Percent && !q.asked);
    let things = matches!(base.unit, Unit::Things(_) | Unit::Money) && !base.is_rate();
    if parts.len() < 2
        || !percents
        || !things
        || is_other(scene)
        || scene.says_any(&["off", "on-top"])
        || !matches!(target.kind, "how-many?" | "how-much?")
        || target.says("total")
    {
        return None;
    }
    // "Half of the girls": of a part.
    let nested = parts[1..].iter().any(|part| {
        let mut items = scene.sentences[part.sentence][part.at + 1..].iter();
        items.next().is_some_and(|item| item.says("of"))
            && !items
                .find_map(|item| item.word())
                .is_some_and(|word| base.unit.words().contains(&word.key))
    });
    if nested {
        return None;
    }
    let told: Vec<Vec<&str>> = parts
        .iter()
        .map(|part| behind(scene, part.sentence, part.at))
        .collect();
    let rest = scene.sentences[..=scene.question.0]
        .iter()
        .enumerate()
        .find_map(|(place, items)| {
            let at = items.iter().position(|item| item.says("rest"))?;
            ((place, at) < scene.question).then(|| behind(scene, place, at))
        });
    let own = |words: &[&str], at: usize| -> bool {
        words.iter().any(|word| {
            let asked = target.words.iter().any(|w| w == word)
                || target
                    .unit
                    .iter()
                    .any(|unit| unit.words().iter().any(|w| w == word));
            asked
                && !told
                    .iter()
                    .chain(&rest)
                    .enumerate()
                    .any(|(other, words)| other != at && words.contains(word))
        })
    };
    let named: Vec<usize> = told
        .iter()
        .chain(&rest)
        .enumerate()
        .filter(|(at, words)| own(words, *at))
        .map(|(at, _)| at)
        .collect();
    let [asked] = named[..] else { return None };
    let percent = match parts.get(asked) {
        Some(part) => part.value,
        None => parts
            .iter()
            .try_fold(Rational::from(100), |left, part| left.minus(part.value))?,
    };
    let unit_fits = target.unit.as_ref().is_none_or(|unit| {
        counts_for(&base.unit, unit).is_some() || *unit != Unit::Money && base.unit != Unit::Money
    });
    let value = base.value.times(percent)?.over(100.into())?;
    let whole = value.whole().is_some() || base.unit == Unit::Money;
    (unit_fits && whole && percent > Rational::ZERO).then(|| {
        let written = format!("{} * {} / 100", base.value, shown(percent, None));
        sought(scene, value, &written, base.unit == Unit::Money)
    })?
}

/// `2/5 full with 30 litres in it: what does it hold?`
pub(super) fn when_full(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let (part, amount) = match (&a.unit, &b.unit) {
        (Unit::Percent, _) => (a, b),
        (_, Unit::Percent) => (b, a),
        _ => return None,
    };
    let full = scene.sentences[part.sentence]
        .get(part.at + 1)
        .is_some_and(|item| item.says("can"));
    let asks = target.words.iter().any(|word| word == "capaciti")
        || target.says("hold") && target.says("can");
    let plain =
        amount.unit.measure().is_some() && !amount.is_rate() && !amount.asked && !part.asked;
    let odd = [
        "off", "on-top", "lose", "left", "rest", "gain", "more", "fewer",
    ]
    .iter()
    .any(|what| scene.says(what));
    // "A 60-litre tank is 2/5 full" tells what it holds.
    let behind = (part.sentence, part.at) < (amount.sentence, amount.at);
    if !full
        || !asks
        || !plain
        || !behind
        || odd
        || part.value <= Rational::ZERO
        || part.value >= 100.into()
    {
        return None;
    }
    let value = amount.value.times(100.into())?.over(part.value)?;
    let written = format!("{} / {} * 100", amount.value, shown(part.value, None));
    value.places().filter(|&places| places <= 2)?;
    sought(scene, value, &written, false)
}

/// The words behind a number, as far as its clause goes.
fn behind(scene: &Scene, sentence: usize, at: usize) -> Vec<&str> {
    scene.sentences[sentence][at + 1..]
        .iter()
        .take_while(|item| !item.says("and") && !item.says("what?") && !item.says("how-many?"))
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect()
}

fn is_other(scene: &Scene) -> bool {
    is_odd(scene, &["older", "younger", "more", "fewer", "not"]) || compares(scene)
}
