//! `4 kg cost 10 euros: what do 7 kg cost?`

use reading::Rational;

use super::facts::{Per, Quantity};
use super::scope::compares;
use super::units::{Unit, same};
use super::{Scene, sought};
use crate::question::Sought;

/// Who works: more of them need less time.
const WORKERS: &[&str] = &[
    "painter",
    "worker",
    "man",
    "woman",
    "builder",
    "gardener",
    "machin",
    "pump",
    "tap",
    "pip",
    "cleaner",
    "bricklayer",
    "carpenter",
    "robot",
    "labourer",
    "laborer",
    "person",
    "volunteer",
    "farmer",
    "printer",
    "excavator",
    "tractor",
    "digger",
    "mover",
    "plumber",
    "hors",
    "cow",
    "employe",
    "mason",
    "roofer",
    "hos",
    "combin",
];

/// The value that belongs to another count.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let one = one_asked(scene);
    let (a, b, c) = match (&scene.quantities[..], &one) {
        ([a, b, c], _) => (a, b, c),
        ([a, b], Some(one)) => (a, b, one),
        _ => return None,
    };
    let target = &scene.target;
    let odd = [
        "ratio", "off", "on-top", "older", "younger", "start", "ago", "hence", "unknown", "rest",
        "left", "interest", "back", "towards", "lose", "give", "missing", "taken",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene.says("not")
        || target.says_any(&[
            "average?",
            "percent?",
            "area?",
            "perimeter?",
            "difference?",
            "profit?",
            "change?",
            "more",
            "fewer",
        ]);
    let plain = |q: &Quantity| {
        q.unit != Unit::Percent && !matches!(q.per, Some(Per::Each(_) | Per::Beside))
    };
    if odd || ![a, b, c].into_iter().all(plain) || a.sentence != b.sentence {
        return None;
    }
    // The third is the odd one out, of the same as one of the first two.
    let unit = |q: &Quantity| q.unit.clone();
    // "8 cartridges cost $344, what do 3 cost?"
    let bare = |q: &Quantity| {
        (c.unit == Unit::Bare
            && c.asked
            && q.unit != Unit::Money
            && target.is_money()
            && matches!(q.unit, Unit::Things(_)))
        .then_some(Rational::from(1))
    };
    // "apples at 3 for $2": what they cost is asked of apples.
    let sold = |q: &Quantity| {
        let named = scene.sentences[q.sentence][..q.at].iter().any(|item| {
            item.word()
                .is_some_and(|word| c.unit.words().contains(&word.key))
        });
        let at =
            q.at > 0 && scene.sentences[q.sentence][q.at - 1].says_any(&["at", "prep", "cost"]);
        (q.unit == Unit::Bare && c.asked && named && at && target.is_money())
            .then_some(Rational::from(1))
    };
    let to_a = same(&unit(c), &unit(a))
        .or_else(|| bare(a))
        .or_else(|| sold(a));
    let to_b = same(&unit(c), &unit(b)).or_else(|| bare(b));
    let (known, other, factor) = match (to_a, to_b) {
        (Some(factor), None) => (a, b, factor),
        (None, Some(factor)) => (b, a, factor),
        // "3 pens cost $6. How much for 5?"
        _ => return None,
    };
    if same(&unit(a), &unit(b)).is_some() || matches!(other.unit, Unit::Bare) {
        return None;
    }
    let wanted = match (&target.unit, target.kind) {
        (Some(wanted), _) => same(&unit(other), wanted)
            .or_else(|| is_stuff(scene, other, wanted).then_some(1.into()))?,
        (None, "how-long?") if other.unit.is_time() || other.unit.is_length() => 1.into(),
        (None, "how-far?") if other.unit.is_length() => 1.into(),
        (None, "what?") if other.unit == Unit::Money => 1.into(),
        // "How many does it make in 5 hours?"
        (None, "how-many?")
            if !target.verb.is_empty()
                && target.verb == other.verb
                && other.unit.measure().is_none()
                && c.asked =>
        {
            1.into()
        }
        _ => return None,
    };
    // Only what belongs to the question, or to what follows the first two, is another case.
    if c.sentence == a.sentence && !c.asked && scene.question.0 != c.sentence {
        return None;
    }
    let count = c.value.times(factor)?;
    let inverse = inverse(known, other)?;
    let (value, written) = if inverse {
        (
            other.value.times(known.value)?.over(count)?,
            format!("{} * {} / {count}", other.value, known.value),
        )
    } else {
        (
            other.value.times(count)?.over(known.value)?,
            format!("{} * {count} / {}", other.value, known.value),
        )
    };
    let value = value.times(wanted)?;
    let written = if wanted == 1.into() {
        written
    } else {
        format!("{written} * {wanted}")
    };
    let money = other.unit == Unit::Money;
    let places = value.places()?;
    let fine = places == 0 || money && places <= 2 || other.unit.measure().is_some() && places <= 3;
    fine.then(|| sought(scene, value, &written, money))?
}

/// Whether a measure is of what is asked for: `300 g of flour`.
fn is_stuff(scene: &Scene, amount: &Quantity, wanted: &Unit) -> bool {
    let items = &scene.sentences[amount.sentence][amount.at + 1..];
    let named: Vec<&str> = items
        .iter()
        .take_while(|item| item.word().is_some() || item.says("of"))
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    scene.target.kind == "how-much?"
        && amount.unit.measure().is_some()
        && !amount.unit.is_time()
        && !wanted.words().is_empty()
        && wanted
            .words()
            .iter()
            .all(|word| named.contains(&word.as_str()))
}

/// `How many in an hour?`: one of a measure, without a number.
fn one_asked(scene: &Scene) -> Option<Quantity> {
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let named = [("hourly", "hour"), ("daily", "day"), ("weekly", "week")]
        .iter()
        .find(|(says, _)| {
            asked
                .windows(2)
                .any(|two| two[0].says("prep") && two[1].says(says))
        })
        .map(|(_, unit)| Unit::of(unit));
    let unit = named.or_else(|| {
        asked.windows(3).find_map(|items| {
            let unit = Unit::of(&items[2].word()?.key);
            (items[0].says("prep") && items[1].says_any(&["a", "each", "ones"]) && unit.is_time())
                .then_some(unit)
        })
    })?;
    (!a.asked && !b.asked && same(&unit, &b.unit).is_some()).then(|| Quantity {
        value: 1.into(),
        unit,
        per: None,
        asked: true,
        sentence: place,
        ..b.clone()
    })
}

/// Whether more of the one means less of the other; none where it is not clear.
fn inverse(known: &Quantity, other: &Quantity) -> Option<bool> {
    let works = |q: &Quantity| {
        q.unit
            .words()
            .iter()
            .any(|word| WORKERS.contains(&word.as_str()))
    };
    if known.unit.is_time() {
        // More time, more work; but fewer workers.
        return Some(works(other));
    }
    if !other.unit.is_time() {
        return Some(false);
    }
    if works(known) {
        return Some(true);
    }
    // 3 shirts dry as fast as one, but 30 pages take longer.
    let made = known.unit.measure().is_some() || matches!(known.role, "do" | "make" | "earn");

    made.then_some(false)
}
