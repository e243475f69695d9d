//! Parts of a hundred, and fractions: `40% of the 30 children`, `25% off`.

use reading::Rational;

use super::facts::Per;
use super::partly::{tells_another, whole_of};
use super::terms::{Term, terms};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};

/// How many percent one is of the other, or more than it: `from 320 to 400`.
pub(super) fn rate(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let odd = [
        "ratio", "older", "younger", "start", "ago", "hence", "unknown", "rest", "left",
        "average?", "back", "towards", "interest",
    ]
    .iter()
    .any(|what| scene.says(what))
        || super::scope::compares(scene)
        || scene.says("not")
        || a.unit == Unit::Percent
        || b.unit == Unit::Percent
        || a.is_rate()
        || b.is_rate();
    if !scene.says("percent?") || odd {
        return None;
    }
    // "Out of 80 answers 68 were right."
    let (place, begin) = scene.question;
    let plain = scene.sentences[place][begin..]
        .iter()
        .all(|item| item.says_any(&["percent?", "is", "and", "his", "pronoun", "what?", "these"]));
    let out_of = a.at > 0 && scene.sentences[a.sentence][a.at - 1].says("of");
    if out_of && plain && a.sentence == b.sentence && a.value > b.value && place > a.sentence {
        let value = b.value.times(100.into())?.over(a.value)?;
        return sought(
            scene,
            value,
            &format!("{} / {} * 100", b.value, a.value),
            false,
        );
    }
    // "Of 80 people asked, 36 said they like jazz": they are people, too.
    let people = same(&a.unit, &Unit::of("person")).is_some()
        && b.unit.measure().is_none()
        && !b
            .unit
            .words()
            .iter()
            .any(|word| target.words.contains(word));
    let like =
        a.unit == Unit::Bare || b.unit == Unit::Bare || same(&a.unit, &b.unit) == Some(1.into());
    if !(like || people) || a.value <= Rational::ZERO || b.value <= Rational::ZERO {
        return None;
    }
    let off = scene.says("off") || target.says("fewer");
    let on_top = scene.says("on-top") || target.says("more");
    let between = (a.sentence == b.sentence).then(|| &scene.sentences[a.sentence][a.at + 1..b.at]);
    if off != on_top {
        // "from 320 to 400": the first is what it was.
        let gap = b.value.minus(a.value)?;
        if gap.is_negative() != off || gap == Rational::ZERO {
            return None;
        }
        let value = gap.abs().times(100.into())?.over(a.value)?;
        let written = format!("{} / {} * 100", gap.abs(), a.value);
        return sought(scene, value, &written, false);
    }
    if off || a.value == b.value {
        return None;
    }
    // "18 out of 72", "12 of the 40"
    let of = between.is_some_and(|items| {
        items.first().is_some_and(|item| item.says("of"))
            || items.iter().any(|item| item.says("of"))
                && items
                    .iter()
                    .all(|item| item.says_any(&["of", "his", "total"]) || item.word().is_some())
    });
    if of && a.value < b.value {
        let value = a.value.times(100.into())?.over(b.value)?;
        return sought(
            scene,
            value,
            &format!("{} / {} * 100", a.value, b.value),
            false,
        );
    }
    // "A class has 25 students. 10 are girls."
    let whole_first = a.value > b.value && matches!(a.role, "have" | "hold" | "" | "gain" | "make");
    let part = matches!(b.unit, Unit::Bare) || same(&a.unit, &b.unit).is_some() || people;
    if whole_first && part && !b.doubtful {
        let told = &scene.sentences[b.sentence];
        let end = if b.sentence == scene.question.0 {
            scene.question.1
        } else {
            told.len()
        };
        let words: Vec<&str> = told[b.at.min(end)..end]
            .iter()
            .filter_map(|item| item.word().map(|w| w.key.as_str()))
            .collect();
        let asked = target
            .words
            .iter()
            .any(|word| words.contains(&word.as_str()) && !a.unit.words().contains(word))
            || !b.role.is_empty() && b.role == target.verb && b.role != a.role;
        if asked {
            let value = b.value.times(100.into())?.over(a.value)?;
            return sought(
                scene,
                value,
                &format!("{} / {} * 100", b.value, a.value),
                false,
            );
        }
    }
    None
}

/// The part, what is left, or the price after a change.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let percents = scene
        .quantities
        .iter()
        .filter(|q| q.unit == Unit::Percent)
        .count();
    let odd = [
        "ratio", "older", "younger", "start", "ago", "hence", "unknown", "interest", "back",
        "towards",
    ]
    .iter()
    .any(|what| scene.says(what))
        || super::scope::compares(scene)
        || target.says_any(&[
            "average?",
            "area?",
            "perimeter?",
            "difference?",
            "more",
            "fewer",
            "profit?",
        ])
        || target.kind == "percent?";
    // "25 percent more on Sunday" is no share.
    let compared = scene.quantities.iter().any(|q| {
        q.unit == Unit::Percent
            && scene.sentences[q.sentence]
                .get(q.at + 1)
                .is_some_and(|item| item.says_any(&["more", "fewer", "older", "younger"]))
    });
    if percents == 1
        && !odd
        && let Some(found) = whole_of(scene)
    {
        return Some(found);
    }
    if percents != 1 || odd || compared || tells_another(scene) {
        return None;
    }
    let all = terms(scene)?;
    let last_taken = all
        .last()
        .is_some_and(|last| last.role == "off" && last.unit != Unit::Percent);
    let (rates, others): (Vec<Term>, Vec<Term>) =
        all.into_iter().partition(|term| term.unit == Unit::Percent);
    let [rate] = &rates[..] else { return None };
    // "an allowance of 20 euros a month, and 35% of it"
    let monthly = |term: &Term| {
        scene.quantities.len() == 2
            && term.factors == 1
            && matches!(&term.per, Some(Per::Each(unit)) if unit.is_time())
            && !scene.sentences[scene.question.0][scene.question.1..]
                .iter()
                .any(|item| {
                    item.word()
                        .is_some_and(|word| Unit::of(&word.key).is_time())
                })
    };
    if others
        .iter()
        .any(|term| matches!(term.per, Some(Per::Each(_) | Per::Beside)) && !monthly(term))
    {
        return None;
    }
    // "20% off, and then a $15 voucher"
    let (base, taken) = match &others[..] {
        [base] => (base, None),
        [base, taken] if taken.role == "off" && (taken.sentence > rate.sentence || last_taken) => {
            (base, Some(taken))
        }
        _ => return None,
    };
    let share = base.value.times(rate.value)?.over(100.into())?;
    let off = scene.says("off");
    let on_top = scene.says("on-top");
    let money = base.unit == Unit::Money;
    let unit_fits = match &target.unit {
        Some(unit) => {
            counts_for(&base.unit, unit).is_some_and(|f| f == 1.into())
                || base.unit != Unit::Money
                    && *unit != Unit::Money
                    && unit.measure().is_none()
                    && base.unit.measure().is_none()
        }
        None => true,
    };
    if !unit_fits || base.unit == Unit::Bare && (off || on_top) && target.unit == Some(Unit::Money)
    {
        return None;
    }
    let part = Rational::from(100);
    let before_it = target.words.iter().any(|word| word == "befor") && scene.says("off");
    if target.says("original") || before_it {
        return before(scene, base, rate, off, on_top).filter(|_| taken.is_none());
    }
    let kind = outcome(scene, rate, off, on_top)?;
    if let Some(taken) = taken {
        let less = base.value.minus(share)?.minus(taken.value)?;
        let written = format!(
            "{} - {} - {}",
            base.written,
            shown(share, None),
            taken.written
        );
        return matches!(kind, Outcome::Less).then(|| sought(scene, less, &written, true))?;
    }
    let (value, written) = match kind {
        Outcome::Share => (share, format!("{} * {} / 100", base.written, rate.value)),
        Outcome::Less => (
            base.value.minus(share)?,
            format!("{} - {}", base.written, shown(share, None)),
        ),
        Outcome::More => (
            base.value.plus(share)?,
            format!("{} + {}", base.written, shown(share, None)),
        ),
    };
    let fine = value.whole().is_some()
        || money && value.places().is_some_and(|places| places <= 2)
        || base.unit.measure().is_some() && value.places().is_some_and(|places| places <= 3);
    (fine && (on_top || rate.value <= part)).then(|| sought(scene, value, &written, money))?
}

/// `After 20% off it costs $40: what was the original price?`
fn before(scene: &Scene, base: &Term, rate: &Term, off: bool, on_top: bool) -> Option<Sought> {
    if off == on_top || base.unit != Unit::Money || scene.tells("original") {
        return None;
    }
    let hundred = Rational::from(100);
    let left = if off {
        hundred.minus(rate.value)?
    } else {
        hundred.plus(rate.value)?
    };
    let value = base.value.times(hundred)?.over(left)?;
    value.places().filter(|&places| places <= 2)?;
    sought(
        scene,
        value,
        &format!("{} / {left} * 100", base.written),
        true,
    )
}

#[derive(Clone, Copy)]
enum Outcome {
    Share,
    Less,
    More,
}

fn outcome(scene: &Scene, rate: &Term, off: bool, on_top: bool) -> Option<Outcome> {
    let target = &scene.target;
    let price = target.says("price?") || target.kind == "price?";
    let pays = matches!(target.verb, "cost" | "paid" | "pay" | "spend")
        || price
        || target.says_any(&["now", "total"])
        || target.words.iter().any(|word| word.starts_with("becom"));
    if off || on_top {
        if off && on_top || scene.says("rest") || scene.tells("not") {
            return None;
        }
        // "How much is the discount?", "how much does one save?"
        let names = target.says_any(&["off", "on-top"]) || target.verb == "earn";
        let whole = match (names, pays) {
            (true, false) => false,
            (false, true) => true,
            // "How much is the bill with the tip?"
            (true, true) => target.verb != "earn" && !target.says("off"),
            (false, false) => target.says("left") || target.verb == "have",
        };
        // "How much did the tax add?", "costs after the increase"
        return Some(match (whole, off) {
            (false, _) => Outcome::Share,
            (true, true) => Outcome::Less,
            (true, false) => Outcome::More,
        });
    }
    if scene.tells("not") {
        return None;
    }
    let gone = matches!(
        rate.role,
        "lose" | "sell" | "spend" | "give" | "taken" | "missing"
    );
    if target.says_any(&["not", "rest"]) || target.words.iter().any(|word| word == "other") {
        return Some(Outcome::Less);
    }
    if target.says("left") {
        return (gone || matches!(rate.role, "do" | "gain" | "paid" | "earn"))
            .then_some(Outcome::Less);
    }
    if scene.says("rest") {
        return Some(Outcome::Less);
    }
    // "The tank is 35% full. How much is in it?"
    let beside = scene
        .quantities
        .iter()
        .find(|q| q.unit == Unit::Percent)
        .and_then(|q| scene.sentences[q.sentence].get(q.at + 1));
    if beside.is_some_and(|item| item.says("can"))
        && target.verb == "have"
        && !target.says_any(&["more", "need", "can", "missing"])
        && target.words.is_empty()
    {
        return Some(Outcome::Share);
    }
    // "40% walk to school: how many walk?" needs what it is told of, or the same verb.
    opposite(scene, rate)
}

/// Whether the question asks for the part that is told, or for the other one.
fn opposite(scene: &Scene, rate: &Term) -> Option<Outcome> {
    let target = &scene.target;
    let place = rate.sentence;
    let at = scene
        .quantities
        .iter()
        .find(|q| q.unit == Unit::Percent)?
        .at;
    let sentence = &scene.sentences[place];
    let end = if place == scene.question.0 && at < scene.question.1 {
        scene.question.1
    } else {
        sentence.len()
    };
    let told = &sentence[(at + 1).min(end)..end];
    const OPPOSITES: &[(&str, &str)] = &[
        ("boi", "girl"),
        ("man", "woman"),
        ("adult", "child"),
        ("red", "blu"),
        ("male", "female"),
    ];
    let mut asked: Vec<&str> = target.words.iter().map(String::as_str).collect();
    if let Some(unit) = &target.unit {
        asked.extend(unit.words().iter().map(String::as_str));
    }
    let words: Vec<&str> = told
        .iter()
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    for (one, other) in OPPOSITES {
        let crossed = |a: &&str, b: &&str| {
            words.contains(a) && asked.contains(b) && !words.contains(b) && !asked.contains(a)
        };
        if crossed(one, other) || crossed(other, one) {
            return Some(Outcome::Less);
        }
    }
    let alike = |a: &str, b: &str| {
        a == b || a.len() >= 4 && b.len() >= 4 && a.as_bytes()[..4] == b.as_bytes()[..4]
    };
    let shared_word = words
        .iter()
        .any(|word| asked.iter().any(|a| alike(a, word)));
    let shared_verb = !target.verb.is_empty()
        && !matches!(target.verb, "have")
        && told.iter().any(|item| item.says(target.verb))
        || rate.role == target.verb && !rate.role.is_empty() && rate.role != "have";
    (shared_word || shared_verb).then_some(Outcome::Share)
}
