//! Parts of a mixture, and amounts that belong together: `3 parts of sand to 1 part of
//! cement`, `3 cups of water for every 2 cups of rice`.

use reading::Rational;

use super::super::facts::Quantity;
use super::super::read::Item;
use super::super::scope::compares;
use super::super::units::{Unit, same};
use super::super::{Scene, sought};
use super::is_fine;
use crate::question::Sought;

fn is_other(scene: &Scene) -> bool {
    [
        "off", "on-top", "older", "younger", "left", "rest", "start", "back", "not", "each-way",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene
            .target
            .says_any(&["more", "fewer", "difference?", "average?", "not"])
}

/// The words that name what a number is of: behind it, as far as they go.
fn stuff(scene: &Scene, quantity: &Quantity) -> Vec<String> {
    scene.sentences[quantity.sentence][quantity.at + 1..]
        .iter()
        .take_while(|item| item.word().is_some() || item.says_any(&["of", "his", "a"]))
        .filter_map(|item| item.word().map(|word| word.key.clone()))
        .filter(|key| Unit::of(key).measure().is_none() && key != "part")
        .collect()
}

fn asks_for(scene: &Scene, stuff: &[String]) -> bool {
    let target = &scene.target;
    let unit = target.unit.iter().flat_map(|unit| unit.words());
    let mut asked: Vec<&String> = unit.chain(&target.words).collect();
    asked.dedup();
    !stuff.is_empty() && stuff.iter().any(|word| asked.contains(&word))
}

/// `3 parts of sand and 1 part of cement: how much cement is in 60 kg?`, `mixed 5 : 2`
pub(super) fn mixture(scene: &Scene) -> Option<Sought> {
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    if is_other(scene)
        || a.sentence != b.sentence
        || a.value <= Rational::ZERO
        || b.value <= Rational::ZERO
    {
        return None;
    }
    let items = &scene.sentences[a.sentence];
    let parts = [a, b]
        .iter()
        .all(|q| q.unit.words().iter().any(|word| word == "part"));
    let between = items.get(a.at + 1..b.at)?;
    let colon = matches!(between, [item] if item.says_any(&["and", "prep"]))
        && (scene.says("ratio")
            || items
                .iter()
                .any(|item| item.word().is_some_and(|w| w.key.starts_with("mix"))));
    let (one, other) = if parts {
        (stuff(scene, a), stuff(scene, b))
    } else if colon {
        named(&items[..a.at])?
    } else {
        return None;
    };
    let one: Vec<String> = one
        .iter()
        .filter(|word| !other.contains(word))
        .cloned()
        .collect();
    let other: Vec<String> = other
        .iter()
        .filter(|word| !one.contains(word))
        .cloned()
        .collect();
    let (asked, left) = match (asks_own(scene, &one, c), asks_own(scene, &other, c)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let own = stuff(scene, c);
    let of = |names: &[String]| own.iter().any(|word| names.contains(word));
    let (asked_names, left_names) = if std::ptr::eq(asked, a) {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let (value, written) = if of(left_names) && !of(asked_names) {
        (
            c.value.times(asked.value)?.over(left.value)?,
            format!("{} * {} / {}", c.value, asked.value, left.value),
        )
    } else if of(asked_names) {
        return None;
    } else {
        let all = a.value.plus(b.value)?;
        (
            c.value.times(asked.value)?.over(all)?,
            format!(
                "{} * {} / ({} + {})",
                c.value, asked.value, a.value, b.value
            ),
        )
    };
    is_fine(value, &c.unit).then(|| sought(scene, value, &written, c.unit == Unit::Money))?
}

/// Whether the question names one, outside of what the amount itself is told to be of.
fn asks_own(scene: &Scene, names: &[String], amount: &Quantity) -> bool {
    if !amount.asked {
        return asks_for(scene, names);
    }
    // "How many kilograms of cement are in 60 kg of the mixture?"
    let (place, begin) = scene.question;
    let items = &scene.sentences[place];
    let end = if amount.sentence == place {
        amount.at.max(begin)
    } else {
        items.len()
    };
    items[begin..end]
        .iter()
        .any(|item| item.word().is_some_and(|word| names.contains(&word.key)))
}

/// `Paint and thinner are mixed`, `between Uma and Rolf in the ratio`
fn named(items: &[Item]) -> Option<(Vec<String>, Vec<String>)> {
    let joint = items.iter().position(|item| item.says("and"))?;
    let one = joint.checked_sub(1).and_then(|at| items[at].word())?;
    let other = items[joint + 1..]
        .iter()
        .find(|item| !item.says("his"))?
        .word()?;
    let again = items[joint + 1..].iter().any(|item| item.says("and"));
    (!again).then(|| (vec![one.key.clone()], vec![other.key.clone()]))
}

/// `For every 2 cups of rice 3 cups of water: how much water for 10 cups of rice?`
pub(super) fn recipe(scene: &Scene) -> Option<Sought> {
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    let target = &scene.target;
    let told = &scene.sentences[a.sentence];
    // "From 8 kg of milk you get 1 kg of cheese"
    let made = told.get(a.at + 1..b.at).is_some_and(|between| {
        between
            .iter()
            .any(|item| item.says_any(&["gain", "need", "make", "hold"]))
            && !between.iter().any(|item| item.says("and"))
    });
    let tied = |q: &Quantity| q.at > 0 && told[q.at - 1].says("each");
    if is_other(scene)
        || a.sentence != b.sentence
        || c.sentence == a.sentence
        || !(tied(a) || tied(b) || made)
    {
        return None;
    }
    let (mut x, mut y) = (stuff(scene, a), stuff(scene, b));
    let shared: Vec<String> = x.iter().filter(|word| y.contains(word)).cloned().collect();
    x.retain(|word| !shared.contains(word));
    y.retain(|word| !shared.contains(word));
    let own = stuff(scene, c);
    let of = |names: &[String]| !names.is_empty() && own.iter().any(|word| names.contains(word));
    let (known, other, names) = match (of(&x), of(&y)) {
        (true, false) => (a, b, &y),
        (false, true) => (b, a, &x),
        _ => return None,
    };
    // What is asked stands before the amount that is given.
    let (place, begin) = scene.question;
    let items = &scene.sentences[place];
    let end = if c.sentence == place {
        c.at.max(begin)
    } else {
        items.len()
    };
    let asked = items[begin..end]
        .iter()
        .any(|item| item.word().is_some_and(|word| names.contains(&word.key)));
    let unit = target
        .unit
        .as_ref()
        .is_none_or(|unit| same(&other.unit, unit) == Some(1.into()));
    if !asked || !unit || same(&known.unit, &c.unit) != Some(1.into()) {
        return None;
    }
    let value = other.value.times(c.value)?.over(known.value)?;
    let written = format!("{} * {} / {}", other.value, c.value, known.value);
    is_fine(value, &other.unit)
        .then(|| sought(scene, value, &written, other.unit == Unit::Money))?
}

/// `A recipe that feeds 4 takes 300 g: how much for 10?`
pub(super) fn servings(scene: &Scene) -> Option<Sought> {
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    let recipe = scene.items().any(|item| {
        item.word()
            .is_some_and(|word| word.key.starts_with("recip") || word.key.starts_with("serv"))
    });
    let eaters = |q: &Quantity| {
        q.unit == Unit::Bare
            || q.unit.words().iter().any(|word| {
                [
                    "person", "guest", "serving", "portion", "friend", "child", "eater", "adult",
                ]
                .contains(&word.as_str())
            })
    };
    let (given, amount) = match (eaters(a), eaters(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    // "How much do I need for 10?"
    let unit = scene.target.unit.as_ref().unwrap_or(&amount.unit);
    let factor = same(&amount.unit, unit)?;
    let rates = [given, amount, c]
        .iter()
        .any(|q| q.is_rate() || q.value <= Rational::ZERO);
    let asks =
        scene.target.unit.is_some() || matches!(scene.target.kind, "how-many?" | "how-much?");
    if !recipe
        || !asks
        || is_other(scene)
        || rates
        || !eaters(c)
        || a.sentence != b.sentence
        || c.sentence == a.sentence
    {
        return None;
    }
    let value = amount
        .value
        .times(c.value)?
        .over(given.value)?
        .times(factor)?;
    let written = format!(
        "{} * {} / {}",
        amount.value.times(factor)?,
        c.value,
        given.value
    );
    is_fine(value, unit).then(|| sought(scene, value, &written, false))?
}
