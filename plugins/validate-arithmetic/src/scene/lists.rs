//! Averages, and ratios.

use reading::Rational;

use super::read::Item;
use super::units::{Unit, same};
use super::{Scene, sought};
use crate::question::Sought;

/// `Her marks were 82, 90, 76 and 88: what was the average?`
pub(super) fn average(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let each = scene.tells("each");
    let asks = target.kind == "average?" || target.says("average?");
    let odd = super::scope::compares(scene)
        || [
            "how-fast?",
            "off",
            "on-top",
            "ratio",
            "start",
            "rest",
            "not",
            "lose",
            "more",
            "fewer",
            "give",
            "left",
            "need",
        ]
        .iter()
        .any(|what| scene.says(what))
        || scene.tells("average?")
        || target.per.as_ref().is_some_and(|per| {
            scene
                .quantities
                .iter()
                .any(|q| q.is_rate() || per.is_time())
        });
    if !asks || odd || each {
        return None;
    }
    // "in four tests": as many as there are marks.
    let mut values: Vec<&super::facts::Quantity> = scene.quantities.iter().collect();
    if values.len() > 2 {
        let count = values.iter().position(|q| {
            q.value == Rational::from(values.len() as i128 - 1) && matches!(q.unit, Unit::Things(_))
        });
        if let Some(count) = count.filter(|&at| at == 0 || at + 1 == values.len()) {
            values.remove(count);
        }
    }
    let like = values.iter().all(|q| {
        q.per.is_none()
            && q.unit != Unit::Percent
            && values.iter().all(|other| {
                matches!(q.unit, Unit::Bare)
                    || other.unit == Unit::Bare
                    || same(&q.unit, &other.unit) == Some(1.into())
            })
    });
    if !like || !(2..=6).contains(&values.len()) {
        return None;
    }
    let mut sum = Rational::ZERO;
    let mut written = String::new();
    for quantity in &values {
        sum = sum.plus(quantity.value)?;
        if !written.is_empty() {
            written.push_str(" + ");
        }
        written.push_str(&quantity.value.to_string());
    }
    let count = Rational::from(values.len() as i128);
    let money = values.iter().any(|q| q.unit == Unit::Money);
    sought(
        scene,
        sum.over(count)?,
        &format!("({written}) / {count}"),
        money,
    )
}

/// `156 cans in 4 weeks: what is the average per week?`
pub(super) fn average_per(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [all, count] = &scene.quantities[..] else {
        return None;
    };
    let asks = target.kind == "average?" || target.says("average?");
    let per = target.per.as_ref()?;
    let odd = super::scope::compares(scene)
        || scene.tells("average?")
        || scene.says_any(&[
            "off", "on-top", "ratio", "rest", "not", "lose", "more", "fewer", "left",
        ]);
    let fits = target
        .unit
        .as_ref()
        .is_none_or(|unit| same(&all.unit, unit) == Some(1.into()));
    let plain = !all.is_rate() && !count.is_rate() && all.unit != Unit::Percent;
    if !asks || odd || !fits || !plain || same(&count.unit, per) != Some(1.into()) {
        return None;
    }
    let value = all.value.over(count.value)?;
    value.places().filter(|&places| places <= 2)?;
    sought(
        scene,
        value,
        &format!("{} / {}", all.value, count.value),
        all.unit == Unit::Money,
    )
}

/// `The ratio of boys to girls is 2 : 3, and there are 45: how many girls?`
pub(super) fn ratio(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    // "Then Ann eats one": it is no longer what the ratio gives.
    let goes = ["lose", "give", "sell", "spend"]
        .iter()
        .any(|what| scene.tells(what));
    if !scene.tells("ratio")
        || goes
        || !matches!(target.kind, "how-many?" | "how-much?" | "what?")
        || target.says_any(&["more", "difference?", "not", "left"])
    {
        return None;
    }
    let (sentence, at) = scene.sentences.iter().find_map(|sentence| {
        Some((
            sentence,
            sentence.iter().position(|item| item.says("ratio"))?,
        ))
    })?;
    // "of boys to girls": behind the word, in front of it, or "boys and girls in the ratio".
    let words: Vec<(usize, &str)> = sentence
        .iter()
        .enumerate()
        .filter_map(|(at, item)| item.word().map(|word| (at, word.key.as_str())))
        .collect();
    let numbers: Vec<(usize, Rational)> = sentence
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match item {
            Item::Number(number) if number.unit == Unit::Bare => Some((at, number.value)),
            _ => None,
        })
        .collect();
    let first = numbers.iter().position(|(place, _)| *place > at)?;
    let [(place_x, x), (place_y, y)] = numbers.get(first..first + 2)? else {
        return None;
    };
    // "2 : 3", "2 to 3"
    if place_y - place_x != 2 {
        return None;
    }
    let between: Vec<(usize, &str)> = words
        .iter()
        .copied()
        .filter(|(place, _)| *place > at && place < place_x)
        .collect();
    let (one, other) = match between[..] {
        [(place_a, a), (place_b, b), ..]
            if sentence[place_a + 1..place_b]
                .iter()
                .any(|i| i.says_any(&["prep", "at", "and"])) =>
        {
            (a, b)
        }
        _ => {
            // "Boys and girls are in the ratio"
            let joins = |joint: usize, by: &str| {
                sentence[joint].says(by)
                    && sentence[joint - 1].word().is_some()
                    && sentence[joint + 1..at]
                        .iter()
                        .find(|item| !item.says("his"))
                        .is_some_and(|item| item.word().is_some())
            };
            // "Boys and girls in the choir"
            let joint = ["and", "prep"]
                .iter()
                .find_map(|by| (1..at).rev().find(|&joint| joins(joint, by)))?;
            let one = sentence[joint - 1].word()?;
            let other = sentence[joint + 1..at].iter().find_map(Item::word)?;
            (one.key.as_str(), other.key.as_str())
        }
    };
    let rest: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| {
            !(std::ptr::eq(&scene.sentences[q.sentence], sentence)
                && (q.at == *place_x || q.at == *place_y))
        })
        .collect();
    let [known] = rest[..] else { return None };
    let is = |unit: &Unit, word: &str| unit.words().iter().any(|w| w == word);
    let asks = |word: &str| {
        target.unit.as_ref().is_some_and(|unit| is(unit, word))
            || target.words.iter().any(|w| w == word)
    };
    let parts = if asks(one) && asks(other) {
        return None;
    } else if asks(one) {
        *x
    } else if asks(other) {
        *y
    } else {
        return None;
    };
    let whole = if one == other {
        return None;
    } else if is(&known.unit, one) {
        *x
    } else if is(&known.unit, other) {
        *y
    } else {
        x.plus(*y)?
    };
    let value = known.value.times(parts)?.over(whole)?;
    value.whole()?;
    let money = known.unit == Unit::Money;
    sought(
        scene,
        value,
        &format!("{} * {parts} / {whole}", known.value),
        money,
    )
}
