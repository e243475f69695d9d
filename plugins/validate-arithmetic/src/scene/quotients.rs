//! How often one goes into the other, and how much there is for each.

use super::facts::Per;
use super::scope::compares;
use super::terms::{Term, terms};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};
use reading::Rational;

/// Words at which neither is divided.
pub(super) fn is_other(scene: &Scene) -> bool {
    [
        "ratio", "off", "on-top", "older", "younger", "start", "ago", "hence", "unknown", "rest",
        "interest", "back", "final",
    ]
    .iter()
    .any(|what| scene.says(what))
        || compares(scene)
        || scene.tells("not")
        || scene.target.says_any(&[
            "average?",
            "percent?",
            "area?",
            "perimeter?",
            "difference?",
            "profit?",
            "change?",
        ])
        || scene.quantities.iter().any(|q| q.unit == Unit::Percent)
}

/// `Each bus has room for 48: how many buses for 130?`
pub(super) fn divided(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_other(scene) || target.says("towards") || scene.says("towards") {
        return None;
    }
    let left_over = target.says_any(&["left"]);
    let all = terms(scene)?;
    let (rates, others): (Vec<Term>, Vec<Term>) = all
        .into_iter()
        .partition(|term| term.per.is_some() && !matches!(term.per, Some(Per::Perhaps(_))));
    let (rate, others) = match (&rates[..], others) {
        ([rate], others) => (rate.clone(), others),
        // "A van can carry 9": perhaps the only one.
        ([], mut others) => {
            let named = |term: &Term| match (&term.per, &target.unit) {
                (Some(Per::Perhaps(per)), Some(unit)) => same(per, unit).is_some(),
                _ => false,
            };
            let perhaps = others.iter().position(named).or_else(|| {
                others
                    .iter()
                    .position(|term| matches!(term.per, Some(Per::Perhaps(_))))
            })?;
            (others.remove(perhaps), others)
        }
        _ => return None,
    };
    // "apples for $0.75 each: how many apples for $9?"
    let mut rate = rate;
    if let (Some(Per::Beside), Some(unit @ Unit::Things(words))) = (&rate.per, &target.unit) {
        let told = scene.sentences[rate.sentence]
            .iter()
            .any(|item| item.word().is_some_and(|word| words.contains(&word.key)));
        if rate.unit == Unit::Money && told && others.iter().all(|term| term.unit == Unit::Money) {
            rate.per = Some(Per::Each(unit.clone()));
        }
    }
    let (Some(Per::Each(per)) | Some(Per::Perhaps(per))) = &rate.per else {
        return leftover(scene, &rate, &others).filter(|_| left_over);
    };
    if rate.value <= Rational::ZERO || rate.doubtful && others.len() > 1 {
        return None;
    }
    let factor = match (&target.unit, target.kind) {
        (Some(unit), "how-many?" | "how-much?" | "what?") => same(per, unit),
        (None, "how-long?") if per.is_time() => Some(1.into()),
        (Some(unit), "how-long?") if per.is_time() => same(per, unit),
        _ => None,
    };
    let Some(factor) = factor else {
        return leftover(scene, &rate, &others).filter(|_| left_over);
    };
    let (total, written) = dividend(&rate, &others)?;
    let exact = total.over(rate.value)?.times(factor)?;
    let conversion = if factor == 1.into() {
        String::new()
    } else {
        format!(" * {factor}")
    };
    let written = format!("{written} / {}{conversion}", rate.value);
    if exact.whole().is_some() {
        return sought(scene, exact, &written, false);
    }
    let measured = target
        .unit
        .as_ref()
        .is_none_or(|unit| unit.measure().is_some());
    let up = target.says("need")
        || scene.says("need") && !target.says("can")
        || per.is_time() && !rate.unit.is_length() && rate.unit == Unit::Money;
    let down = target.says("can");
    // Time and length have parts; of buses there are whole ones.
    if measured && (rate.unit.measure().is_some()) {
        return exact
            .places()
            .filter(|&places| places <= 2)
            .and_then(|_| sought(scene, exact, &written, false));
    }
    if up == down || exact < 1.into() {
        return None;
    }
    let whole = exact.floor() + i128::from(up);
    let mut found = sought(scene, whole.into(), &written, false)?;
    found.fact = format!(
        "{written} = {}, so {whole} {}",
        shown(exact, None),
        if up { "are needed" } else { "is the most" }
    );
    Some(found)
}

/// What is divided: an amount, or a goal less what is there already.
fn dividend(rate: &Term, others: &[Term]) -> Option<(Rational, String)> {
    let fits = |term: &Term| {
        let bare = term.unit == Unit::Bare || rate.unit == Unit::Bare;
        // Everybody sits on a seat.
        let seated = ["seat", "plac", "spot", "bed", "chair"]
            .iter()
            .any(|word| rate.unit.words().iter().any(|own| own == word))
            && counts_for(&term.unit, &Unit::of("person")).is_some();
        let same = same(&term.unit, &rate.unit).or((bare || seated).then_some(1.into()))?;
        (!term.doubtful || others.len() == 1).then_some(term.value.times(same)?)
    };
    match others {
        // "200 pupils and 11 teachers are going"
        [a, b]
            if a.sentence == b.sentence
                && a.factors + b.factors == 2
                && counts_for(&a.unit, &Unit::of("person")).is_some()
                && matches!(b.unit, Unit::Things(_))
                && b.unit.measure().is_none()
                && rate.unit == Unit::Bare
                && matches!(a.role, "" | "have" | "do")
                && matches!(b.role, "" | "have" | "do") =>
        {
            let sum = a.value.plus(b.value)?;
            Some((sum, format!("({} + {})", a.value, b.value)))
        }
        [total] => {
            let value = fits(total)?;
            let written = if value == total.value {
                total.written.clone()
            } else {
                value.to_string()
            };
            Some((value, written))
        }
        // "has $40, saves $20 a week, and needs $200"
        [a, b] => {
            let (x, y) = (fits(a)?, fits(b)?);
            let goal =
                |term: &Term| matches!(term.role, "cost" | "need" | "hold") || term.role.is_empty();
            let there = |term: &Term| matches!(term.role, "have" | "earn" | "gain" | "do");
            // "200 pupils and 11 teachers are going": no goal.
            let joined = a.sentence == b.sentence
                && [a, b].iter().any(|term| term.role == "do")
                && [a, b].iter().any(|term| term.role.is_empty());
            if joined {
                return None;
            }
            let (goal, there) = match (goal(a) && there(b), goal(b) && there(a)) {
                (true, false) => (x, y),
                (false, true) => (y, x),
                _ => return None,
            };
            (goal > there).then_some(())?;
            Some((goal.minus(there)?, format!("({goal} - {there})")))
        }
        _ => None,
    }
}

/// `75 rolls in bags of 6: how many are left over?`
fn leftover(scene: &Scene, rate: &Term, others: &[Term]) -> Option<Sought> {
    let [total] = others else { return None };
    let asked = scene.target.unit.as_ref();
    let grouped = (scene.says_any(&["share", "hold", "need", "can"])
        || matches!(rate.per, Some(Per::Each(_))))
        || rate.role == "do";
    let fits = asked.is_none_or(|unit| same(unit, &total.unit).is_some());
    let lasting = !matches!(
        rate.role,
        "lose" | "sell" | "spend" | "give" | "cost" | "gain"
    );
    if !grouped || !fits || !lasting || total.value < rate.value {
        return None;
    }
    let bare = rate.unit == Unit::Bare || same(&rate.unit, &total.unit).is_some();
    let (a, b) = (total.value.whole()?, rate.value.whole()?);
    if !bare || b <= 0 {
        return None;
    }
    let mut found = sought(scene, (a % b).into(), "", false)?;
    found.fact = format!("{a} = {} * {b} + {}", a / b, a % b);
    Some(found)
}
