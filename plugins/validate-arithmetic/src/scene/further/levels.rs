//! Heights, temperatures and rosters: what is there, and what is put on top or taken away.

use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::{Deed, clause, deed, is_odd};
use crate::question::Sought;
use reading::Rational;

/// `31 metres high, lost 4, and a spire of 11 was put on top: how high now?`
pub(super) fn heights(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(scene, &["older", "younger", "rest", "each"]) || compares(scene);
    let (first, others) = scene.quantities.split_first()?;
    let degrees = first
        .unit
        .words()
        .iter()
        .any(|word| word == "degre" || word == "floor");
    let asks = target.says_any(&["now", "left"])
        || target.kind == "how-far?"
        || degrees && target.kind == "what?";
    if odd || !asks || others.is_empty() || target.says_any(&["more", "total", "fewer"]) {
        return None;
    }
    let measured = first.unit.measure().is_some() && !first.unit.is_time() || degrees;
    let fits = target
        .unit
        .as_ref()
        .is_none_or(|unit| same(&first.unit, unit) == Some(1.into()));
    let starts = matches!(first.role, "" | "have" | "hold")
        && matches!(deed(scene, first), Deed::None | Deed::Up);
    if !measured || !fits || !starts {
        return None;
    }
    let mut value = first.value;
    let mut written = value.to_string();
    for other in others {
        let like = other.unit == Unit::Bare
            || other.unit.words().first() == first.unit.words().first()
            || same(&other.unit, &first.unit) == Some(1.into());
        if !like || other.is_rate() || other.asked || other.value.is_negative() {
            return None;
        }
        let up = match change(scene, other) {
            Deed::Up => true,
            Deed::Down => false,
            _ => return None,
        };
        value = if up {
            value.plus(other.value)?
        } else {
            value.minus(other.value)?
        };
        written = format!("{written} {} {}", if up { '+' } else { '-' }, other.value);
    }
    if degrees {
        return below_zero(scene, value, &written);
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// What its clause does, and what is put on top.
fn change(scene: &Scene, quantity: &Quantity) -> Deed {
    let items = clause(scene, quantity);
    let top = items.iter().any(|item| item.says("share"))
        && items
            .iter()
            .any(|item| item.word().is_some_and(|word| word.key == "top"));
    if top { Deed::Up } else { deed(scene, quantity) }
}

fn below_zero(scene: &Scene, value: Rational, written: &str) -> Option<Sought> {
    sought(scene, value, written, false).filter(|_| !value.is_negative())
}

/// `12 sopranos, 9 altos; two altos leave: how big is the choir?`
pub(super) fn roster(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(
        scene,
        &["older", "younger", "rest", "each", "off", "on-top"],
    ) || compares(scene);
    let whole = target.unit.is_none() && target.words.iter().any(|word| word == "how");
    let (place, begin) = scene.question;
    let size = scene.sentences[place][begin..].iter().any(|item| {
        item.word()
            .is_some_and(|word| ["big", "larg", "strong"].contains(&word.key.as_str()))
    });
    if odd || !whole || !size || !target.says_any(&["now", "left"]) {
        return None;
    }
    let things = |q: &Quantity| {
        matches!(q.unit, Unit::Things(_)) && q.unit.measure().is_none() && !q.is_rate() && !q.asked
    };
    if scene.quantities.len() < 3 || !scene.quantities.iter().all(things) {
        return None;
    }
    let first = scene.quantities[0].sentence;
    let there: Vec<&Quantity> = scene
        .quantities
        .iter()
        .filter(|q| q.sentence == first)
        .collect();
    let mut value = Rational::ZERO;
    let mut written = String::new();
    for quantity in &scene.quantities {
        let up = if quantity.sentence == first {
            matches!(quantity.role, "have" | "hold" | "").then_some(true)?
        } else {
            // Who comes or goes is one of those who are there.
            there
                .iter()
                .any(|q| counts_for(&q.unit, &quantity.unit).is_some())
                .then_some(())?;
            match deed(scene, quantity) {
                Deed::Up => true,
                Deed::Down => false,
                _ => return None,
            }
        };
        value = if up {
            value.plus(quantity.value)?
        } else {
            value.minus(quantity.value)?
        };
        if !written.is_empty() {
            written.push_str(if up { " + " } else { " - " });
        }
        written.push_str(&quantity.value.to_string());
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// `It fell from 12 degrees to -3 degrees: by how many degrees?`
pub(super) fn gap(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let items = &scene.sentences[a.sentence];
    let from_to = a.sentence == b.sentence
        && a.at > 0
        && items[a.at - 1].says("prep")
        && items[b.at - 1].says("prep")
        && items
            .get(a.at + 1..b.at - 1)
            .is_some_and(|between| between.iter().all(|item| item.word().is_some()));
    let like = a.unit == Unit::Bare || same(&a.unit, &b.unit) == Some(1.into());
    let degrees = b.unit.words().iter().any(|word| word == "degre");
    let asks = target.kind == "difference?"
        && target
            .words
            .iter()
            .all(|word| b.unit.words().contains(word));
    if !asks || !from_to || !like || !degrees || compares(scene) {
        return None;
    }
    let value = a.value.minus(b.value)?.abs();
    let (more, less) = if a.value > b.value { (a, b) } else { (b, a) };
    let less = if less.value.is_negative() {
        format!("({})", less.value)
    } else {
        less.value.to_string()
    };
    sought(scene, value, &format!("{} - {less}", more.value), false)
}
