//! What is split in a ratio of several parts: `Split 180 euros in the ratio 2:3:4`.

use reading::Rational;

use super::super::read::Item;
use super::super::scope::compares;
use super::super::units::Unit;
use super::super::{Scene, sought};
use super::is_fine;
use crate::question::Sought;

/// More parts are a table.
const MOST: usize = 4;

/// The largest part, the smallest one, or that of who is named where as many are.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_other(scene) {
        return None;
    }
    let (place, parts) = ratio(scene)?;
    let rest: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| q.sentence != place || !parts.iter().any(|(at, _)| *at == q.at))
        .collect();
    let [whole] = rest[..] else { return None };
    let names = |words: &[&str]| {
        target
            .words
            .iter()
            .any(|word| words.contains(&word.as_str()))
    };
    let largest = names(&["largest", "biggest", "greatest", "larger", "bigger"]);
    let smallest = names(&["smallest", "least", "smaller", "lowest"]);
    let values = parts.iter().map(|(_, value)| *value);
    let part = match (largest, smallest) {
        (true, false) => values.clone().max()?,
        (false, true) => values.clone().min()?,
        (false, false) => {
            let named = people(scene);
            let asked: Vec<usize> = (0..named.len())
                .filter(|&at| target.words.contains(&named[at]))
                .collect();
            let [one] = asked[..] else { return None };
            (named.len() == parts.len()).then(|| parts[one].1)?
        }
        (true, true) => return None,
    };
    let mut all = Rational::ZERO;
    for value in values {
        all = all.plus(value)?;
    }
    let value = whole.value.times(part)?.over(all)?;
    let plain = !whole.is_rate() && !whole.asked && whole.unit != Unit::Percent;
    let written = format!("{} * {part} / {all}", whole.value);
    (plain && is_fine(value, &whole.unit))
        .then(|| sought(scene, value, &written, whole.unit == Unit::Money))?
}

fn is_other(scene: &Scene) -> bool {
    // "ratio" itself is no odd word here.
    let odd = [
        "start", "ago", "original", "back", "interest", "unknown", "off", "on-top", "left",
    ];
    let goes = ["lose", "give", "sell", "spend"];
    goes.iter().any(|what| scene.tells(what))
        || odd.iter().any(|what| scene.says(what))
        || !scene.tells("ratio")
        || scene.tells("not")
        || compares(scene)
        || scene
            .target
            .says_any(&["difference?", "average?", "more", "fewer", "not", "total"])
}

/// The numbers behind the word, with nothing but a colon or `to` between them.
fn ratio(scene: &Scene) -> Option<(usize, Vec<(usize, Rational)>)> {
    let (place, from) = scene
        .sentences
        .iter()
        .enumerate()
        .find_map(|(place, items)| {
            let at = items.iter().position(|item| item.says("ratio"))?;
            Some((place, at))
        })?;
    let items = &scene.sentences[place];
    let first = from
        + items[from..]
            .iter()
            .position(|item| matches!(item, Item::Number(_)))?;
    let mut parts = Vec::new();
    let mut at = first;
    while let Some(Item::Number(number)) = items.get(at) {
        if number.unit != Unit::Bare || number.value <= Rational::ZERO {
            return None;
        }
        parts.push((at, number.value));
        if !items
            .get(at + 1)
            .is_some_and(|item| item.says_any(&["and", "prep"]))
        {
            break;
        }
        at += 2;
    }
    (2..=MOST).contains(&parts.len()).then_some((place, parts))
}

/// Those that are named one after the other, in the first sentence that names several.
fn people(scene: &Scene) -> Vec<String> {
    let lists = scene.sentences.iter().map(|items| {
        let mut names: Vec<String> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let Some(word) = item.word() else { continue };
            let first = at == 0 && items.get(1).is_some_and(|next| next.says("and"));
            if word.name || first {
                names.push(word.key.clone());
            }
        }
        names
    });
    lists
        .into_iter()
        .find(|names| names.len() > 1)
        .unwrap_or_default()
}
