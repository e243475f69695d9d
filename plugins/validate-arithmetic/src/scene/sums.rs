//! What is there at first, what comes and what goes.

use super::facts::Per;
use super::scope::{compares, goes_on, owners, restricts};
use super::signs::{Mode, fits, mode, sign};
use super::terms::{Term, terms};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};
use reading::Rational;

/// The value of a story that is told as a sum.
pub(super) fn sum(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let counts = matches!(
        target.kind,
        "how-many?"
            | "how-much?"
            | "how-far?"
            | "price?"
            | "profit?"
            | "change?"
            | "what?"
            | "how-long?"
    );
    if scene
        .quantities
        .iter()
        .any(|q| q.compared || q.state && !target.says("total"))
        || restricts(scene)
        || goes_on(scene)
    {
        return None;
    }
    let other = [
        "ratio", "off", "on-top", "older", "younger", "towards", "start", "ago", "hence",
        "unknown", "rest", "back", "interest",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || target.says_any(&[
            "average?",
            "percent?",
            "area?",
            "perimeter?",
            "difference?",
            "not",
            "older",
            "younger",
            "more",
            "fewer",
        ]);
    let parts = scene.quantities.iter().any(|q| q.unit == Unit::Percent);
    if parts && (scene.says("off") || scene.says("on-top")) {
        return None;
    }
    if !counts || other || scene.tells("not") {
        return None;
    }
    // "6 apples and 4 pears cost 8 euros. What does a pear cost?"
    let (place, begin) = scene.question;
    let single = scene.sentences[place][begin..].windows(2).any(|two| {
        two[0].says("a")
            && two[1].word().is_some_and(|word| {
                scene
                    .quantities
                    .iter()
                    .any(|q| q.value > 1.into() && q.unit.words().contains(&word.key))
            })
    });
    if single && target.verb == "cost" {
        return None;
    }
    let mode = mode(scene)?;
    let all = terms(scene)?;
    let unit = wanted(scene, &all)?;
    let money = unit == Unit::Money;
    // "19 dollars an hour, 38 hours a week: what is the weekly pay?"
    if let ([one], Some(per)) = (&all[..], &target.per)
        && let Some(Per::Each(own)) = &one.per
        && same(own, per) == Some(1.into())
        && counts_for(&one.unit, &unit) == Some(1.into())
        && one.factors > 1
    {
        return sought(scene, one.value, &one.written, money);
    }
    // "each": so many for each of those that are counted.
    let (shared, all) = match &target.per {
        Some(per) => {
            let (mut counts, others): (Vec<Term>, Vec<Term>) = all
                .into_iter()
                .partition(|term| counts_for(&term.unit, per).is_some());
            let count = counts.pop().filter(|_| counts.is_empty())?;
            (Some(count), others)
        }
        None => (None, all),
    };
    // What a bare number is of has to be told before it.
    let first = all
        .iter()
        .position(|term| !matches!(term.unit, Unit::Bare | Unit::Percent) || term.factors > 1);
    let bare = all
        .iter()
        .position(|term| term.unit == Unit::Bare && term.factors == 1);
    if first.is_none() || bare.is_some_and(|bare| Some(bare) < first) {
        return None;
    }
    if all.is_empty() || all.len() > 6 || target.says("each") && shared.is_none() {
        return None;
    }
    let mut signed = Vec::new();
    for term in &all {
        if matches!(term.per, Some(Per::Each(_) | Per::Beside)) {
            return None;
        }
        let factor = if term.unit == Unit::Percent {
            (mode == Mode::There && term.role != "missing").then_some(1.into())?
        } else {
            fits(term, &unit, mode)?
        };
        // One product is what is asked for, whatever is done.
        let product = all.len() == 1 && term.factors > 1 && !target.says("left");
        let adds = if product {
            true
        } else {
            sign(term, mode, scene, &all)?
        };
        signed.push((adds, term, factor));
    }
    // "12 rows of 15 trees. 20 trees are cut": what is not known to stay may be gone.
    let ends = target.says_any(&["left", "now"]);
    let unknown = |term: &Term| term.role.is_empty() && term.factors == 1 && !term.asked;
    if ends
        && signed
            .iter()
            .skip(1)
            .any(|(adds, term, _)| *adds && unknown(term))
    {
        return None;
    }
    let parts = all.iter().filter(|term| term.unit == Unit::Percent).count();
    // A part is of what is there when it goes.
    if parts > 0
        && (parts == all.len()
            || signed
                .iter()
                .any(|(adds, term, _)| *adds && term.unit == Unit::Percent))
    {
        return None;
    }
    let alone = all.len() == 1;
    if alone && (all[0].factors < 2 || shared.is_some() || !signed[0].0) {
        return None;
    }
    if !(signed.iter().any(|(adds, ..)| *adds) && owners(scene, &all, mode)) {
        return None;
    }
    // Several that are only there are added if all are asked for.
    // What is left is less than what there was.
    if target.says("left") && all.len() > 1 && signed.iter().all(|(adds, ..)| *adds) {
        return None;
    }
    let only_there = all.len() > 1
        && signed.iter().all(|(adds, ..)| *adds)
        && all
            .iter()
            .all(|term| matches!(term.role, "have" | "hold" | "" | "cost"));
    let kinds = all
        .iter()
        .any(|term| term.unit != Unit::Bare && same(&term.unit, &unit).is_none());
    let products = all.iter().any(|term| term.factors > 1);
    let listed = products || target.verb == "cost" && target.says("and");
    let pays = matches!(target.verb, "paid" | "spend" | "pay" | "need");
    if only_there && !target.says("total") && !kinds && !listed && !pays && mode != Mode::Change {
        return None;
    }
    // "How many are in a full carton?"
    if target.says("can") && !target.says("left") && signed.iter().any(|(adds, ..)| !adds) {
        return None;
    }
    let (mut value, mut written) = added(&signed, parts > 0)?;
    if let Some(count) = shared {
        if value.is_negative() || signed.len() < 2 {
            return None;
        }
        value = value.over(count.value)?;
        written = format!("({written}) / {}", count.written);
    }
    let fine = value.whole().is_some()
        || money && value.places().is_some_and(|places| places <= 2)
        || unit.measure().is_some() && value.places().is_some_and(|places| places <= 3);
    (fine && !value.is_negative()).then(|| sought(scene, value, &written, money))?
}

/// The sum, and how it is written.
fn added(signed: &[(bool, &Term, Rational)], in_order: bool) -> Option<(Rational, String)> {
    let mut value = Rational::ZERO;
    let mut written = String::new();
    // What is there comes before what goes, but where a part goes.
    let mut ordered: Vec<&(bool, &Term, Rational)> = signed.iter().collect();
    if !in_order {
        ordered.sort_by_key(|(adds, ..)| !adds);
    }
    for (adds, term, factor) in ordered {
        let amount = if term.unit == Unit::Percent {
            value.times(term.value)?.over(100.into())?
        } else {
            term.value.times(*factor)?
        };
        value = if *adds {
            value.plus(amount)?
        } else {
            value.minus(amount)?
        };
        if !written.is_empty() {
            written.push_str(if *adds { " + " } else { " - " });
        }
        if *factor == 1.into() && term.unit != Unit::Percent {
            written.push_str(&term.written);
        } else {
            let part = if term.unit == Unit::Percent {
                shown(amount, None)
            } else if *factor < 1.into() {
                let by = Rational::from(1).over(*factor)?;
                format!("{} / {by}", term.written)
            } else {
                format!("{} * {factor}", term.written)
            };
            written.push_str(&part);
        }
    }
    Some((value, written))
}

/// What the terms have to be of.
pub(super) fn wanted(scene: &Scene, all: &[Term]) -> Option<Unit> {
    match (&scene.target.unit, scene.target.kind) {
        // "How much water is left?", of which litres are told
        (Some(Unit::Things(words)), "how-much?") if measure_of(all, words).is_some() => {
            measure_of(all, words)
        }
        (Some(unit), _) => Some(unit.clone()),
        (None, "how-much?") => all
            .iter()
            .map(|t| t.unit.clone())
            .find(|unit| unit.measure().is_some() && !unit.is_time()),
        (None, "how-far?") => all.iter().map(|t| t.unit.clone()).find(Unit::is_length),
        (None, "how-long?") if target_pages(scene, all).is_some() => target_pages(scene, all),
        (None, "how-long?") => {
            // Whether it is time or length is told by what is there.
            let mut units = all
                .iter()
                .map(|t| &t.unit)
                .filter(|u| u.is_time() || u.is_length());
            let first = units.next()?;
            units
                .all(|unit| unit.is_time() == first.is_time())
                .then(|| first.clone())
        }
        // "Change?", "Remaining?", "Days left?"
        (None, "what?") if scene.target.says_any(&["left", "total", "now"]) => {
            let first = all
                .iter()
                .find(|t| !matches!(t.unit, Unit::Bare | Unit::Percent))?;
            all.iter()
                .all(|t| {
                    matches!(t.unit, Unit::Bare | Unit::Percent)
                        || counts_for(&t.unit, &first.unit).is_some()
                })
                .then(|| first.unit.clone())
        }
        // "How many are left?"
        (None, "how-many?") => all
            .iter()
            .find(|term| matches!(term.unit, Unit::Things(_)))
            .map(|term| term.unit.clone()),
        _ => None,
    }
}

/// The measure that a stuff is told in.
fn measure_of(all: &[Term], words: &[String]) -> Option<Unit> {
    let named = Unit::Things(words.to_vec());
    if named.measure().is_some()
        || all
            .iter()
            .any(|term| counts_for(&term.unit, &named).is_some())
    {
        return None;
    }
    all.iter()
        .map(|term| &term.unit)
        .find(|unit| unit.measure().is_some() && !unit.is_time())
        .cloned()
}

/// "How long is the book in pages?"
fn target_pages(scene: &Scene, all: &[Term]) -> Option<Unit> {
    scene
        .target
        .words
        .iter()
        .map(|word| Unit::of(word))
        .find(|unit| unit.measure().is_none() && all.iter().any(|term| term.unit == *unit))
}
