//! What is missing: to a goal, since the start, or of a whole.

use super::facts::Per;
use super::scope::compares;
use super::signs::{Mode, fits};
use super::sums::wanted;
use super::terms::{Term, terms};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::Sought;

/// `She needs 50 and has 32: how many more?`
pub(super) fn lacking(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.says("more")
        || target.kind == "difference?"
        || target.says("difference?")
        || target.verb == "need" && target.says("left");
    let odd = [
        "ratio", "off", "on-top", "start", "unknown", "rest", "original", "back", "older",
        "younger",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene.tells("not")
        || target.says_any(&["not", "average?", "change?", "profit?"]);
    if !asks || odd || !scene.says_any(&["need", "hold", "cost"]) {
        return None;
    }
    let all = terms(scene)?;
    if all.iter().any(|term| {
        term.doubtful && term.role.is_empty()
            || matches!(term.per, Some(Per::Each(_) | Per::Beside))
            || term.unit == Unit::Percent
    }) {
        return None;
    }
    let is_goal = |term: &&Term| matches!(term.role, "need" | "hold" | "cost");
    let (goals, there): (Vec<&Term>, Vec<&Term>) = all.iter().partition(is_goal);
    let [goal] = goals[..] else { return None };
    let has = |term: &&Term| {
        matches!(
            term.role,
            "have" | "gain" | "earn" | "make" | "do" | "sell" | ""
        )
    };
    if there.is_empty() || !there.iter().all(has) {
        return None;
    }
    let same_unit =
        |term: &&Term| term.unit == Unit::Bare || same(&term.unit, &goal.unit) == Some(1.into());
    let wanted = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&goal.unit, unit) == Some(1.into()) || *unit == goal.unit);
    if !there.iter().all(same_unit) || !wanted {
        return None;
    }
    let mut value = goal.value;
    let mut written = goal.written.clone();
    for term in there {
        value = value.minus(term.value)?;
        written = format!("{written} - {}", term.written);
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, goal.unit == Unit::Money))?
}

/// `He had 12 and has 7 left: how many did he eat?`
pub(super) fn gone(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let odd = [
        "ratio", "off", "on-top", "start", "rest", "original", "back", "older", "younger", "each",
        "more", "fewer",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene.says("not");
    let lost = matches!(target.verb, "lose" | "sell" | "spend" | "give");
    let fits = a.role == "have"
        && b.role == "final"
        && lost
        && !a.is_rate()
        && !b.is_rate()
        && a.unit != Unit::Percent;
    if odd || !fits || !matches!(target.kind, "how-many?" | "how-much?") {
        return None;
    }
    let like = b.unit == Unit::Bare || same(&a.unit, &b.unit) == Some(1.into());
    let wanted = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&a.unit, unit) == Some(1.into()));
    let value = a.value.minus(b.value)?;
    (like && wanted && !value.is_negative()).then(|| {
        sought(
            scene,
            value,
            &format!("{} - {}", a.value, b.value),
            a.unit == Unit::Money,
        )
    })?
}

/// `100 coins, of which 40 are pennies and the rest dimes: how many dimes?`
pub(super) fn rest(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = [
        "ratio", "off", "on-top", "start", "unknown", "original", "back", "older", "younger",
        "each", "more", "fewer", "as", "final",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene.tells("not")
        || target.says_any(&["total", "average?", "percent?"]);
    let (whole, parts) = scene.quantities.split_first()?;
    let plain = |q: &super::facts::Quantity| {
        !q.is_rate() && !q.asked && q.unit != Unit::Percent && !q.doubtful
    };
    if odd
        || target.kind != "how-many?"
        || parts.is_empty()
        || !scene.quantities.iter().all(plain)
        || whole.unit == Unit::Bare
    {
        return None;
    }
    let words: Vec<&str> = target
        .words
        .iter()
        .chain(target.unit.iter().flat_map(|unit| unit.words()))
        .map(String::as_str)
        .filter(|word| !whole.unit.words().iter().any(|own| own == word))
        .collect();
    let comes = parts
        .iter()
        .any(|part| matches!(part.role, "gain" | "buy" | "earn" | "make"));
    if comes || matches!(whole.role, "lose" | "sell" | "give" | "spend") {
        return None;
    }
    // What is asked for is named behind "the rest", or is the other half.
    let items: Vec<&super::read::Item> = scene.sentences[..scene.question.0]
        .iter()
        .flatten()
        .collect();
    let behind = items
        .iter()
        .position(|item| item.says("rest"))
        .is_some_and(|from| {
            items[from..]
                .iter()
                .any(|item| item.word().is_some_and(|w| words.contains(&w.key.as_str())))
        });
    let told = |word: &str| {
        items
            .iter()
            .any(|item| item.word().is_some_and(|w| w.key == word))
    };
    let other_half = [("boi", "girl"), ("man", "woman"), ("adult", "child")]
        .iter()
        .any(|(a, b)| {
            [(a, b), (b, a)]
                .iter()
                .any(|(one, other)| words.contains(*one) && told(other) && !told(one))
        });
    if !(behind || other_half && parts.len() == 1) {
        return None;
    }
    let mut value = whole.value;
    let mut written = whole.value.to_string();
    for part in parts {
        let fits =
            part.unit == Unit::Bare || part.unit.measure().is_none() && part.unit != Unit::Money;
        fits.then_some(())?;
        value = value.minus(part.value)?;
        written = format!("{written} - {}", part.value);
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// What was there before: `After he won 14 and lost 6, he had 50`.
pub(super) fn earlier(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.says("start") && matches!(target.kind, "how-many?" | "how-much?");
    let unknown = scene.tells("unknown") || !scene.tells("start");
    if !asks
        || !unknown
        || compares(scene)
        || scene.says("not")
        || scene.says("off")
        || scene.says("on-top")
    {
        return None;
    }
    let all = terms(scene)?;
    let bare = all.iter().all(|term| term.unit == Unit::Bare);
    let unit = wanted(scene, &all).or(bare.then_some(Unit::Bare))?;
    let mut last = None;
    let mut changes = Vec::new();
    for term in &all {
        let factor = fits(term, &unit, Mode::There)?;
        if term.doubtful
            || factor != 1.into()
            || matches!(term.per, Some(Per::Each(_) | Per::Beside))
        {
            return None;
        }
        match term.role {
            "have" | "final" | "hold" => {
                if last.replace(term).is_some() {
                    return None;
                }
            }
            "gain" | "earn" | "make" => changes.push((true, term)),
            "lose" | "spend" | "sell" => changes.push((false, term)),
            "give" => {
                let got = term.receiver.iter().any(|word| word == "*");
                changes.push((got, term));
            }
            _ => return None,
        }
    }
    let last = last?;
    if changes.is_empty() {
        return None;
    }
    let mut value = last.value;
    let mut written = last.written.clone();
    for (gained, term) in changes {
        value = if gained {
            value.minus(term.value)?
        } else {
            value.plus(term.value)?
        };
        written.push_str(if gained { " - " } else { " + " });
        written.push_str(&term.written);
    }
    (!value.is_negative()).then(|| sought(scene, value, &written, unit == Unit::Money))?
}
