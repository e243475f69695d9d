//! How often one goes into the other, and how much there is for each.

use reading::Rational;

use super::facts::Per;
use super::sums::compares;
use super::terms::{Term, terms};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::{Sought, shown};

/// Words at which neither is divided.
fn is_other(scene: &Scene) -> bool {
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

/// `130 brochures for 9 branches, each the same number: how many remain?`
pub(super) fn undivided(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    let equally =
        scene.says("share") && scene.items().any(|item| item.says("share")) || scene.says("each");
    if !target.says("left") || !equally || is_other(scene) || a.is_rate() || b.is_rate() {
        return None;
    }
    let goes = |q: &super::facts::Quantity| {
        matches!(q.role, "lose" | "sell" | "spend" | "taken" | "missing")
    };
    if goes(a)
        || goes(b)
        || same(&a.unit, &b.unit).is_some()
        || a.unit == Unit::Bare
        || b.unit == Unit::Bare
    {
        return None;
    }
    let (total, parts) = match &target.unit {
        Some(unit) if same(&a.unit, unit).is_some() => (a, b),
        Some(unit) if same(&b.unit, unit).is_some() => (b, a),
        Some(_) => return None,
        None if a.value > b.value => (a, b),
        None => (b, a),
    };
    let (x, y) = (total.value.whole()?, parts.value.whole()?);
    if x <= y || y <= 1 {
        return None;
    }
    let mut found = sought(scene, (x % y).into(), "", false)?;
    found.fact = format!("{x} = {} * {y} + {}", x / y, x % y);
    Some(found)
}

/// `60 marbles, 5 friends: how many for each?`
pub(super) fn shared(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if is_other(scene)
        || scene.quantities.len() != 2
        || !matches!(
            target.kind,
            "how-many?" | "how-much?" | "how-long?" | "what?" | "price?"
        )
    {
        return None;
    }
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    if a.is_rate() || b.is_rate() {
        return None;
    }
    // "How long is each piece?", "what does one bottle cost?"
    let per = target.per.clone().or_else(|| {
        let names = |unit: &Unit| unit.words().iter().any(|word| target.words.contains(word));
        let each = target.says("each") || matches!(target.verb, "cost") && single(scene);
        match (names(&a.unit), names(&b.unit)) {
            (true, false) if each => Some(a.unit.clone()),
            (false, true) if each => Some(b.unit.clone()),
            _ => None,
        }
    });
    let fits = |total: &Unit, parts: &Unit| -> Option<Rational> {
        let unit = match (&target.unit, target.kind) {
            (Some(unit), _) => unit.clone(),
            (None, "how-long?") => total.clone(),
            (None, "how-many?") if !total.words().is_empty() && target.per.is_some() => {
                total.clone()
            }
            _ => return None,
        };
        let factor = counts_for(total, &unit)?;
        let counted = match &per {
            Some(per) => same(parts, per) == Some(1.into()) || piece(per, parts),
            None => target.says("each") && same(parts, total).is_none() && *parts != Unit::Bare,
        };
        (counted && !matches!(parts, Unit::Money | Unit::Bare)).then_some(factor)
    };
    let (total, parts, factor) = match (fits(&a.unit, &b.unit), fits(&b.unit, &a.unit)) {
        (Some(factor), None) => (a, b, factor),
        (None, Some(factor)) => (b, a, factor),
        _ => return None,
    };
    let value = total.value.over(parts.value)?.times(factor)?;
    let money = total.unit == Unit::Money;
    let places = value.places()?;
    let fine = places == 0 || money && places <= 2 || total.unit.measure().is_some() && places <= 3;
    // "shares 7 apples among 3": not all of them.
    if !fine || parts.value <= 1.into() && parts.value.whole().is_none() {
        return None;
    }
    sought(
        scene,
        value,
        &format!("{} / {}", total.value, parts.value),
        money,
    )
}

/// Pieces that are cut from something have any name.
fn piece(per: &Unit, parts: &Unit) -> bool {
    let is = |unit: &Unit| {
        unit.words().iter().any(|word| {
            [
                "piec", "part", "portion", "group", "person", "child", "friend", "student",
            ]
            .contains(&word.as_str())
        })
    };
    is(per) && is(parts) || per.words() == ["person"]
}

/// "What does one bottle cost?"
fn single(scene: &Scene) -> bool {
    let (place, begin) = scene.question;
    scene.sentences[place][begin..]
        .iter()
        .any(|item| item.says_any(&["a", "each"]))
}

/// `18 km in 1.5 hours`
pub(super) fn speed(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.kind == "how-fast?"
        || target.says("how-fast?")
        || matches!(target.kind, "how-many?")
            && target.per.as_ref().is_some_and(Unit::is_time)
            && target.unit.as_ref().is_some_and(Unit::is_length);
    let [a, b] = &scene.quantities[..] else {
        return None;
    };
    if !asks
        || is_other(scene) && !scene.target.says("average?")
        || a.per.is_some()
        || b.per.is_some()
    {
        return None;
    }
    let (distance, time) = if a.unit.is_length() { (a, b) } else { (b, a) };
    if !distance.unit.is_length() || !time.unit.is_time() {
        return None;
    }
    let per = target.per.clone().or_else(|| {
        target
            .words
            .iter()
            .map(|word| Unit::of(word))
            .find(Unit::is_time)
    });
    let length = target.unit.clone().filter(Unit::is_length).or_else(|| {
        target
            .words
            .iter()
            .map(|word| Unit::of(word))
            .find(Unit::is_length)
    });
    let mut hours = time.value;
    // Without a unit that is asked for, only hours and seconds are clear.
    match &per {
        Some(per) => hours = hours.times(same(&time.unit, per)?)?,
        None if time.unit.words() == ["minute"] => return None,
        None => {}
    }
    let mut way = distance.value;
    if let Some(length) = &length {
        way = way.times(same(&distance.unit, length)?)?;
    }
    let value = way.over(hours)?;
    value.places().filter(|&places| places <= 3)?;
    sought(scene, value, &format!("{way} / {hours}"), false)
}

/// `A makes 40 a minute and B 25: together, how many minutes for 1300?`
pub(super) fn joint(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if !scene.says("total") || is_other(scene) || scene.says("towards") {
        return None;
    }
    let rates: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| q.per.is_some())
        .collect();
    let others: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| q.per.is_none())
        .collect();
    let ([a, b], [other]) = (&rates[..], &others[..]) else {
        return None;
    };
    let (Some(Per::Each(per_a)), Some(Per::Each(per_b))) = (&a.per, &b.per) else {
        return None;
    };
    let units = same(&a.unit, &b.unit).or((b.unit == Unit::Bare).then_some(1.into()))?;
    let alike = units == 1.into() && same(per_a, per_b) == Some(1.into()) && per_a.is_time();
    let sum = a.value.plus(b.value)?;
    let written = format!("({} + {})", a.value, b.value);
    let wanted = target
        .unit
        .clone()
        .or((target.kind == "how-long?").then(|| per_a.clone()))?;
    if !alike || a.role != b.role && !b.role.is_empty() {
        return None;
    }
    if let Some(factor) = same(&other.unit, &a.unit)
        && same(&wanted, per_a) == Some(1.into())
    {
        let total = other.value.times(factor)?;
        let value = total.over(sum)?;
        value.places().filter(|&places| places <= 2)?;
        return sought(scene, value, &format!("{total} / {written}"), false);
    }
    let time = other.value.times(same(&other.unit, per_a)?)?;
    same(&a.unit, &wanted).filter(|factor| *factor == 1.into())?;
    sought(
        scene,
        sum.times(time)?,
        &format!("{written} * {time}"),
        a.unit == Unit::Money,
    )
}

/// Two that drive away from each other.
pub(super) fn apart(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    if !scene.says("towards") || compares(scene) || scene.says("not") {
        return None;
    }
    let rates: Vec<_> = scene.quantities.iter().filter(|q| q.is_rate()).collect();
    // "Two cars"
    let others: Vec<_> = scene
        .quantities
        .iter()
        .filter(|q| !(q.is_rate() || q.value == 2.into() && q.unit.measure().is_none()))
        .collect();
    let ([a, b], [other]) = (&rates[..], &others[..]) else {
        return None;
    };
    let (Some(Per::Each(per_a)), Some(Per::Each(per_b))) = (&a.per, &b.per) else {
        return None;
    };
    if !a.unit.is_length()
        || same(&a.unit, &b.unit) != Some(1.into())
        || same(per_a, per_b) != Some(1.into())
    {
        return None;
    }
    let both = a.value.plus(b.value)?;
    let written = format!("({} + {})", a.value, b.value);
    if other.unit.is_time() {
        let far = target.kind == "how-far?"
            || target
                .unit
                .as_ref()
                .is_some_and(|unit| same(&a.unit, unit) == Some(1.into()));
        let hours = other.value.times(same(&other.unit, per_a)?)?;
        return far.then(|| {
            sought(
                scene,
                both.times(hours)?,
                &format!("{written} * {hours}"),
                false,
            )
        })?;
    }
    let when = target.kind == "how-long?"
        || target
            .unit
            .as_ref()
            .is_some_and(|unit| same(per_a, unit) == Some(1.into()));
    let far = other.value.times(same(&other.unit, &a.unit)?)?;
    let value = far.over(both)?;
    value.places().filter(|&places| places <= 2)?;
    when.then(|| sought(scene, value, &format!("{far} / {written}"), false))?
}
