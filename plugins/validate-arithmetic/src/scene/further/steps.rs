//! A second step behind a first: what one has of a share later on, what remains of a whole,
//! by how many two products differ.

use reading::Rational;

use super::super::facts::Quantity;
use super::super::scope::compares;
use super::super::terms::terms;
use super::super::units::{Unit, counts_for, same};
use super::super::{Scene, sought};
use super::net::{PEOPLE, is_open, is_thing};
use super::{Deed, deed, is_fine, is_odd};
use crate::question::Sought;

/// What one has of what was shared, when some of it comes or goes.
pub(super) fn afterwards(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [a, b, change] = &scene.quantities[..] else {
        return None;
    };
    let shared_at = scene
        .sentences
        .iter()
        .position(|s| s.iter().any(|item| item.says("share")))?;
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if odd || !target.says_any(&["left", "now"]) || target.says_any(&["total", "more"]) {
        return None;
    }
    let people = |q: &Quantity| is_thing(q) && q.value > 1.into() && q.value <= 12.into();
    let (count, total) = match (
        people(a) && a.value < b.value,
        people(b) && b.value < a.value,
    ) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let own = change.unit == Unit::Bare
        || same(&change.unit, &total.unit).is_some()
        || matches!(change.unit.words(), [one] if ["her", "hers", "his"].contains(&one.as_str()));
    let late = change.sentence > shared_at && change.sentence > total.sentence;
    let unit = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&total.unit, unit).is_some());
    let rates = scene
        .quantities
        .iter()
        .any(|q| q.is_rate() || q.unit == Unit::Percent);
    if !own
        || !late
        || !unit
        || rates
        || same(&count.unit, &total.unit).is_some()
        || !is_thing(total)
    {
        return None;
    }
    let each = total.value.over(count.value)?;
    each.whole()?;
    let (value, sign) = match deed(scene, change) {
        Deed::Up => (each.plus(change.value)?, '+'),
        Deed::Down => (each.minus(change.value)?, '-'),
        _ => return None,
    };
    let written = format!("{} / {} {sign} {}", total.value, count.value, change.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// How many more one has than the other, where both are told as so many each.
pub(super) fn difference(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let asks = target.kind == "difference?" || target.says("difference?");
    let odd = [
        "ratio", "off", "on-top", "start", "ago", "rest", "left", "back", "not", "as", "total",
    ]
    .iter()
    .any(|what| scene.says(what));
    let (place, begin) = scene.question;
    let told = scene.sentences[..place]
        .iter()
        .chain([&scene.sentences[place][..begin].to_vec()])
        .flatten()
        .any(|item| {
            item.says_any(&["more", "fewer", "older", "younger", "than"])
                || matches!(item, super::super::read::Item::Factor(_))
        });
    if !asks || odd || told {
        return None;
    }
    let all = terms(scene)?;
    let [a, b] = &all[..] else { return None };
    let like = same(&a.unit, &b.unit) == Some(1.into()) && a.role == b.role;
    let products = a.factors + b.factors >= 3;
    let plain = !is_open(a) && !is_open(b) && a.per.is_none() && b.per.is_none();
    let asked = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&a.unit, unit).is_some());
    let kept = matches!(
        a.role,
        "have" | "hold" | "" | "gain" | "make" | "do" | "earn" | "cost" | "sell" | "buy"
    );
    if !like || !products || !plain || !asked || !kept || a.asked || b.asked {
        return None;
    }
    let (more, less) = if a.value > b.value { (a, b) } else { (b, a) };
    let value = more.value.minus(less.value)?;
    let written = format!("{} - {}", more.written, less.written);
    (value != Rational::ZERO && is_fine(value, &a.unit))
        .then(|| sought(scene, value, &written, a.unit == Unit::Money))?
}

/// Who is there of so many groups when some are absent.
pub(super) fn present(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if odd || target.kind != "how-many?" || target.says_any(&["missing", "taken", "more", "each"]) {
        return None;
    }
    let [a, b, c] = &scene.quantities[..] else {
        return None;
    };
    let per = super::rate_of(scene, b).filter(|per| same(&a.unit, per).is_some());
    let like = same(&b.unit, &c.unit) == Some(1.into()) || c.unit == Unit::Bare;
    let people = Unit::of("person");
    let seated = b
        .unit
        .words()
        .iter()
        .any(|word| word == "seat" || word == "plac");
    let asked = target.unit.as_ref().is_none_or(|unit| {
        counts_for(&b.unit, unit).is_some() || seated && same(unit, &people).is_some()
    });
    if per.is_none() || c.role != "missing" || !like || !asked || c.is_rate() || !is_thing(b) {
        return None;
    }
    let value = a.value.times(b.value)?.minus(c.value)?;
    let written = format!("{} * {} - {}", a.value, b.value, c.value);
    (!value.is_negative()).then(|| sought(scene, value, &written, false))?
}

/// `130 of the 250 pages are read: how many a day in 6 days?`, `14 of the 20 squares, each
/// takes 3 hours: how many hours remain?`
pub(super) fn remaining(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [part, whole, third] = &scene.quantities[..] else {
        return None;
    };
    let items = &scene.sentences[part.sentence];
    let of = part.sentence == whole.sentence
        && items.get(part.at + 1..whole.at).is_some_and(|between| {
            between.iter().any(|item| item.says("of"))
                && between
                    .iter()
                    .all(|item| item.says_any(&["of", "his", "total"]))
        });
    let done = matches!(part.role, "do" | "make" | "have" | "gain" | "earn" | "sell");
    let odd = is_odd(scene, &["off", "on-top", "older", "younger", "rest"]) || compares(scene);
    if !of || !done || odd || part.unit != Unit::Bare || part.value >= whole.value || third.asked {
        return None;
    }
    let left = whole.value.minus(part.value)?;
    let unit = target.unit.as_ref()?;
    // So many for each of what is left.
    if let Some(per) = super::rate_of(scene, third).filter(|_| target.says("left")) {
        let fits = same(&per, &whole.unit).is_some() && same(&third.unit, unit) == Some(1.into());
        let value = left.times(third.value)?;
        let written = format!("({} - {}) * {}", whole.value, part.value, third.value);
        return fits.then(|| sought(scene, value, &written, target.is_money()))?;
    }
    let per = target.per.as_ref()?;
    let fits = same(&whole.unit, unit).is_some()
        && same(&third.unit, per) == Some(1.into())
        && third.per.is_none()
        && (target.says("need") || target.verb == "need");
    let value = left.over(third.value)?;
    let written = format!("({} - {}) / {}", whole.value, part.value, third.value);
    (fits && is_fine(value, &whole.unit)).then(|| sought(scene, value, &written, false))?
}

/// `She keeps half of the 64 and divides the others among 4`: so many for each.
pub(super) fn rest_shared(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [base, part, count] = &scene.quantities[..] else {
        return None;
    };
    let odd = is_odd(
        scene,
        &["off", "on-top", "older", "younger", "more", "fewer"],
    ) || compares(scene);
    let each = target.says("each") || target.per.is_some();
    let shares = scene.tells("share") && scene.tells("rest");
    if odd || !each || !shares || part.unit != Unit::Percent || part.value >= 100.into() {
        return None;
    }
    let rates = base.is_rate() || base.unit == Unit::Percent || !is_thing(count);
    let people = target.per.as_ref().is_none_or(|per| {
        same(&count.unit, per).is_some()
            || per
                .words()
                .iter()
                .any(|word| PEOPLE.contains(&word.as_str()))
    });
    let unit = target
        .unit
        .as_ref()
        .is_none_or(|unit| counts_for(&base.unit, unit) == Some(1.into()));
    if rates || !people || !unit {
        return None;
    }
    let left = base
        .value
        .times(Rational::from(100).minus(part.value)?)?
        .over(100.into())?;
    let value = left.over(count.value)?;
    let written = format!("{left} / {}", count.value);
    is_fine(value, &base.unit).then(|| sought(scene, value, &written, base.unit == Unit::Money))?
}
