//! What is there at first, what comes and what goes.

use reading::Rational;

use super::facts::Per;
use super::terms::{Term, terms};
use super::units::{Unit, alike, counts_for, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};

/// What the question wants of the terms.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// What there was of which some is done and some is left.
    Whole,
    /// What is there at the end.
    There,
    /// What comes back of what is paid.
    Change,
    Profit,
    /// All that is paid.
    Price,
    /// All of one kind of deed.
    Done(&'static str),
}

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

/// Whether two are compared.
pub(super) fn compares(scene: &Scene) -> bool {
    // "more than", "as many as"; but "the price of" alone compares nothing.
    let than = scene.sentences.iter().any(|sentence| {
        let first = sentence
            .iter()
            .position(|item| item.says_any(&["more", "fewer", "older", "younger", "as", "left"]));
        first.is_some_and(|first| sentence[first..].iter().any(|item| item.says("than")))
    });
    than || scene
        .items()
        .any(|item| matches!(item, super::read::Item::Factor(_)))
}

/// What the terms have to be of.
fn wanted(scene: &Scene, all: &[Term]) -> Option<Unit> {
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

fn mode(scene: &Scene) -> Option<Mode> {
    let target = &scene.target;
    if target.kind == "change?" || target.says("change?") {
        return target.is_money().then_some(Mode::Change);
    }
    if target.kind == "profit?" || target.says("profit?") {
        return target.is_money().then_some(Mode::Profit);
    }
    let finals = scene
        .quantities
        .iter()
        .filter(|q| q.role == "final")
        .count();
    if finals == 1 {
        return (!target.says_any(&["left", "now", "start"]) && !target.is_money())
            .then_some(Mode::Whole);
    }
    if target.says_any(&["left", "now"]) {
        return Some(Mode::There);
    }
    if target.is_money() {
        return match target.verb {
            "cost" | "paid" | "pay" | "spend" | "need" => Some(Mode::Price),
            "have" | "is" => Some(Mode::There),
            "earn" | "make" | "gain" | "sell" | "do" => Some(Mode::Done("earn")),
            _ if target.says("price?") => Some(Mode::Price),
            "" if target.says("total") && scene.quantities.iter().any(|q| q.role == "cost") => {
                Some(Mode::Price)
            }
            "" if target.words.is_empty() || target.says("total") => Some(Mode::There),
            // "$4 plus $2 per km: how much is a ride of 6 km?"
            "" if scene
                .quantities
                .iter()
                .any(|q| q.role == "cost" && q.is_rate()) =>
            {
                Some(Mode::Price)
            }
            _ => None,
        };
    }
    Some(match target.verb {
        "" | "have" | "hold" | "taken" | "missing" => Mode::There,
        verb => Mode::Done(verb),
    })
}

/// How many of the unit the term's unit is; none if it is something else.
fn fits(term: &Term, unit: &Unit, mode: Mode) -> Option<Rational> {
    if let Some(factor) = counts_for(&term.unit, unit) {
        return Some(factor);
    }
    // "had 80 dollars and spent 35", "5 of them"
    let bare = term.unit == Unit::Bare && (!term.role.is_empty() || term.factors > 1);
    // "5 seats are empty": nobody sits there.
    let tickets = term.role == "sell"
        && term.unit.words().iter().any(|word| word == "ticket")
        && unit.words().iter().any(|word| word == "seat");
    let seats = (matches!(term.role, "missing" | "taken") || tickets) && mode == Mode::There;
    (bare || seats).then_some(1.into())
}

/// Whether a term is added, or taken away; none where that is not clear.
fn sign(term: &Term, mode: Mode, scene: &Scene, all: &[Term]) -> Option<bool> {
    let target = &scene.target;
    if term.doubtful {
        return None;
    }
    let based = all.iter().any(|other| {
        matches!(other.role, "have" | "hold" | "gain" | "earn" | "make") || other.role.is_empty()
    });
    match mode {
        Mode::Whole => {
            matches!(term.role, "final" | "do" | "lose" | "sell" | "give").then_some(true)
        }
        Mode::Change => match term.role {
            "pay" => Some(true),
            // "the change from $50"
            "" | "gain" | "have" | "paid" | "cost"
                if term.factors == 1
                    && (term.asked || term.role != "cost")
                    && !all.iter().any(|other| other.role == "pay")
                    && all.iter().all(|other| {
                        std::ptr::eq(other, term)
                            || matches!(other.role, "cost" | "spend") && other.value < term.value
                    }) =>
            {
                Some(true)
            }
            "cost" | "spend" => Some(false),
            "gain" if term.factors > 1 => Some(false),
            _ => None,
        },
        Mode::Profit => match (term.role, term.verb) {
            (_, "sell") | ("earn", _) => Some(true),
            ("cost" | "spend" | "lose" | "pay" | "need", _) | ("gain", "gain") => Some(false),
            _ => None,
        },
        Mode::Price => match term.role {
            "off" => Some(false),
            "cost" | "spend" => Some(true),
            "gain" | "need" | "share" | "do" | "" | "hold" if term.factors > 1 => Some(true),
            "have" if term.factors > 1 => Some(true),
            _ => None,
        },
        Mode::There => {
            let left = target.says("left");
            match term.role {
                "have" | "hold" | "gain" | "make" | "earn" => Some(true),
                "" | "share" | "need" if term.factors > 1 => Some(true),
                "share" if target.per.is_some() => Some(true),
                "" if target.says("left")
                    && term.unit == Unit::Money
                    && based
                    && all.first().is_some_and(|first| !std::ptr::eq(first, term)) =>
                {
                    Some(false)
                }
                "" if term.unit != Unit::Money => (!term.asked).then_some(true),
                "lose" | "spend" => Some(false),
                "sell" if term.unit == Unit::Money => Some(true),
                "sell" => Some(false),
                "taken" => (target.verb != "taken").then_some(false),
                "missing" => (target.verb != "missing").then_some(false),
                "cost" | "paid" | "pay" if target.is_money() && based => Some(term.verb == "sell"),
                "cost" if !target.is_money() => Some(true),
                "do" => Some(!(left && based)),
                "give" => {
                    let asked = |who: &[String]| who.iter().any(|word| target.words.contains(word));
                    let nobody = target.words.is_empty()
                        || !scene
                            .quantities
                            .iter()
                            .any(|q| asked(&q.subject) || asked(&q.receiver));
                    let got = asked(&term.receiver)
                        || term.receiver.iter().any(|word| word == "*") && !term.subject.is_empty();
                    let gave = asked(&term.subject) || term.subject.is_empty() || nobody && !got;
                    (got != gave).then_some(got)
                }
                _ => None,
            }
        }
        Mode::Done(verb) => {
            let same = term.role == verb
                || matches!((term.role, verb), ("cost" | "sell" | "gain" | "make" | "do" | "spend", "earn") if term.role == "sell" || term.verb == "sell" || term.role == "do" || term.role == "make")
                || term.factors > 1
                    && !matches!(term.role, "lose" | "spend" | "sell" | "taken" | "missing")
                || matches!(
                    (term.role, verb),
                    ("make", "do") | ("do", "make") | ("gain", "make") | ("make", "gain")
                )
                || term.role.is_empty() && term.unit != Unit::Money
                || matches!(verb, "do" | "need") && all.iter().all(|other| other.role == term.role);
            // The total of what is done is asked, or of all that one needs.
            same.then_some(true)
        }
    }
}

/// Whether all the terms belong to who is asked about, or all are asked about.
fn owners(scene: &Scene, all: &[Term], mode: Mode) -> bool {
    let target = &scene.target;
    let together = target.says_any(&["total"]);
    let mut owners: Vec<&[String]> = all
        .iter()
        .filter(|term| !term.subject.is_empty() && term.role != "give" && term.role != "cost")
        .map(|term| term.subject.as_slice())
        .collect();
    owners.dedup_by(|a, b| alike(a, b));
    let asked: Vec<String> = target.words.clone();
    // "A novel has 320 pages, and Mia reads 24 a day": what holds them is nobody.
    let holders = all
        .iter()
        .filter(|term| matches!(term.role, "have" | "hold") && !term.subject.is_empty())
        .count();
    let named = all
        .iter()
        .any(|term| term.subject.iter().any(|word| asked.contains(word)));
    let others_go = all
        .iter()
        .filter(|term| !matches!(term.role, "have" | "hold"))
        .all(|term| matches!(term.role, "lose" | "sell" | "do" | "spend"));
    let made = all
        .iter()
        .filter(|term| matches!(term.role, "make" | "gain"))
        .count();
    let held = mode == Mode::There
        && target.says("left")
        && !named
        && (holders == 1 && owners.len() == 2
            || holders == 1 && others_go
            || holders == 0 && made == 1 && matches!(all[0].role, "make" | "gain"));
    if held {
        return true;
    }
    let only_adds = all.iter().all(|term| {
        !matches!(
            term.role,
            "lose" | "sell" | "spend" | "give" | "taken" | "missing"
        )
    });
    if owners.len() <= 1 {
        // "Ann eats 2": who is asked about is somebody else.
        let known: Vec<&String> = scene
            .quantities
            .iter()
            .flat_map(|q| q.subject.iter().chain(&q.receiver))
            .collect();
        let named = asked.iter().any(|word| known.contains(&word));
        let owner = owners.first().copied().unwrap_or_default();
        return !named
            || asked.iter().any(|word| word == "i")
            || owner.is_empty()
            || owner.iter().any(|word| asked.contains(word))
            || matches!(mode, Mode::Price | Mode::Change | Mode::Profit);
    }
    together && only_adds
}

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

/// Whether more is done than the numbers tell: `Lisa buys the book.`
fn goes_on(scene: &Scene) -> bool {
    let Some(first) = scene.quantities.first() else {
        return false;
    };
    scene
        .sentences
        .iter()
        .take(scene.question.0)
        .skip(first.sentence + 1)
        .any(|sentence| {
            !sentence
                .iter()
                .any(|item| matches!(item, super::read::Item::Number(_)))
                && sentence
                    .iter()
                    .any(|item| item.says_any(&["gain", "buy", "lose", "sell", "give", "share"]))
        })
}

/// Whether the question is about a part of what is told: `on Monday`, `in the second
/// hour`.
fn restricts(scene: &Scene) -> bool {
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let mut named: Vec<&str> = Vec::new();
    for (at, item) in asked.iter().enumerate() {
        if item.says_any(&["prep", "at"]) {
            named.extend(
                asked[at + 1..]
                    .iter()
                    .skip_while(|item| item.says_any(&["his", "a"]))
                    .map_while(|item| item.word().map(|word| word.key.as_str())),
            );
        }
    }
    named.retain(|word| {
        !scene
            .quantities
            .iter()
            .any(|q| q.unit.words().iter().any(|own| own == word))
    });
    if scene.target.says("total") || named.is_empty() {
        return false;
    }
    let told: Vec<bool> = scene
        .quantities
        .iter()
        .filter(|q| !q.asked && !q.is_rate())
        .map(|q| {
            let sentence = &scene.sentences[q.sentence];
            let from = sentence[..q.at]
                .iter()
                .rposition(|i| i.says("and"))
                .unwrap_or(0);
            let to = sentence[q.at..]
                .iter()
                .position(|i| i.says("and"))
                .map_or(sentence.len(), |to| q.at + to);
            sentence[from..to].iter().any(|item| {
                item.word()
                    .is_some_and(|w| named.contains(&w.key.as_str()) && !q.subject.contains(&w.key))
            })
        })
        .collect();
    // The place where all begins is no part: "How many are in the library now?"
    told.iter().skip(1).any(|&one| one)
        || told.first() == Some(&true)
            && told.len() > 1
            && scene
                .quantities
                .iter()
                .all(|q| q.role == scene.quantities[0].role)
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
        "each", "more", "fewer", "lose", "give", "sell", "gain", "buy", "as", "final",
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
    if !behind && !(other_half && parts.len() == 1) {
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
    let unit = wanted(scene, &all)?;
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
