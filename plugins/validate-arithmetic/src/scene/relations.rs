//! Who has how many more than whom: linear equations of what is compared.

use super::tale::{Tale, Told, read, unit_words};
use super::units::{Unit, counts_for, same};
use super::{Scene, sought};
use crate::question::Sought;
use reading::Rational;

/// The value of who is asked about, of all, or the difference.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = [
        "ratio", "off", "on-top", "start", "unknown", "rest", "interest", "back", "towards",
        "left", "final",
    ]
    .iter()
    .any(|what| scene.says(what))
        || scene.tells("not")
        || target.says_any(&[
            "average?",
            "percent?",
            "area?",
            "perimeter?",
            "profit?",
            "change?",
            "not",
        ])
        || scene
            .quantities
            .iter()
            .any(|q| q.unit == Unit::Percent || q.is_rate());
    // "2 hours and 15 minutes": one amount in two units.
    let mut units = scene
        .quantities
        .iter()
        .map(|q| &q.unit)
        .filter(|unit| unit.measure().is_some());
    if let Some(first) = units.next()
        && units.any(|unit| same(unit, first).is_some_and(|factor| factor != 1.into()))
    {
        return None;
    }
    // What goes is another story, unless all do the same.
    let goes = scene.says_any(&["lose", "give", "sell", "taken", "missing"])
        && scene
            .quantities
            .iter()
            .any(|q| q.role != scene.quantities[0].role);
    if odd || goes {
        return None;
    }
    let compared = super::scope::compares(scene)
        || ["older", "younger", "old", "ago", "hence"]
            .iter()
            .any(|what| scene.says(what))
        || target.kind == "difference?"
        || target.says("difference?")
        || scene.tells("total")
        || scene.quantities.iter().any(|q| q.compared);
    if !compared || target.kind == "percent?" {
        return None;
    }
    let tale = read(scene)?;
    let values = values(&tale)?;
    answer(scene, &tale, &values)
}

/// What each has.
fn values(tale: &Tale) -> Option<Vec<Rational>> {
    if tale.facts.is_empty() || tale.entities.len() > 4 {
        return None;
    }
    // As `a * x + b`.
    let mut known: Vec<Option<(Rational, Rational)>> = vec![None; tale.entities.len()];
    for (subject, told) in &tale.facts {
        if let Told::Is(value) = told {
            known[*subject] = Some((Rational::ZERO, *value));
        }
    }
    let open = known.iter().all(Option::is_none);
    if open {
        tale.total?;
        known[0] = Some((1.into(), Rational::ZERO));
    }
    for _ in 0..tale.facts.len() {
        for (subject, told) in &tale.facts {
            let (object, factor, more) = match told {
                Told::Is(_) => continue,
                Told::More(more, object) => (*object, Rational::from(1), *more),
                Told::Times(factor, object) => (*object, *factor, Rational::ZERO),
            };
            match (known[*subject], known[object]) {
                (None, Some((a, b))) => {
                    known[*subject] = Some((a.times(factor)?, b.times(factor)?.plus(more)?));
                }
                (Some((a, b)), None) => {
                    known[object] = Some((a.over(factor)?, b.minus(more)?.over(factor)?));
                }
                _ => {}
            }
        }
    }
    let known: Vec<(Rational, Rational)> = known.into_iter().collect::<Option<_>>()?;
    let x = if open {
        let mut sum = (Rational::ZERO, Rational::ZERO);
        for (a, b) in &known {
            sum = (sum.0.plus(*a)?, sum.1.plus(*b)?);
        }
        tale.total?.minus(sum.1)?.over(sum.0)?
    } else {
        // Every amount that is told beside has to be used.
        if tale.total.is_some() && tale.entities.len() != 1 {
            return None;
        }
        Rational::ZERO
    };
    known
        .into_iter()
        .map(|(a, b)| a.times(x)?.plus(b))
        .collect()
}

fn answer(scene: &Scene, tale: &Tale, values: &[Rational]) -> Option<Sought> {
    let target = &scene.target;
    let units = unit_words(scene);
    let asked: Vec<String> = target
        .words
        .iter()
        .filter(|word| !units.contains(word) || tale.entities.iter().any(|e| e.contains(word)))
        .cloned()
        .chain(
            target
                .unit
                .iter()
                .flat_map(|unit| unit.words().iter().cloned()),
        )
        .collect();
    let fits = |entity: &Vec<String>| {
        // By what only this one is called.
        entity.iter().any(|word| {
            asked.contains(word)
                && !tale
                    .entities
                    .iter()
                    .any(|other| other != entity && other.contains(word))
        })
    };
    let named: Vec<usize> = (0..tale.entities.len())
        .filter(|&at| fits(&tale.entities[at]))
        .collect();
    let money = tale.unit == Some(Unit::Money);
    let of_unit = match (&tale.unit, &target.unit) {
        (Some(Unit::Money), Some(unit)) => *unit == Unit::Money,
        (Some(told), Some(asked)) => {
            *asked != Unit::Money
                && (counts_for(told, asked).is_some()
                    || told.words().is_empty()
                    || tale
                        .entities
                        .iter()
                        .any(|e| asked.words().iter().any(|w| e.contains(w))))
        }
        _ => true,
    };
    let kinds = target.says("total")
        && target.unit.as_ref().is_some_and(|unit| {
            ["kind", "animal", "item", "thing"]
                .iter()
                .any(|kind| unit.words().iter().any(|word| word == kind))
        });
    if !of_unit && !kinds {
        return None;
    }
    let value_of = |at: usize| values.get(at).copied();
    let differs = target.kind == "difference?" || target.says("difference?");
    let fine = |value: Rational| {
        (value.whole().is_some()
            || money
            || value.places().is_some_and(|p| p <= 2)
                && tale.unit.as_ref().is_some_and(|u| u.measure().is_some()))
            && !value.is_negative()
    };
    if differs {
        let [a, b] = values else { return None };
        if tale
            .facts
            .iter()
            .any(|(_, told)| matches!(told, Told::More(..)))
            || tale.shift.is_some()
        {
            return None;
        }
        let (more, less) = if a > b { (a, b) } else { (b, a) };
        let value = more.minus(*less)?;
        return sought(scene, value, &format!("{more} - {less}"), money);
    }
    if target.says_any(&["older", "younger", "than"]) {
        return None;
    }
    let all = target.says("total") || named.len() == values.len() && values.len() > 1;
    if all {
        // "Tom and Ann together", or nobody in particular.
        if !(named.is_empty()
            || named.len() == values.len()
            || target.says("total") && named.len() != 1
            || named.len() == 1 && shares_subject(tale, named[0]))
            || values.len() < 2
            || tale.shift.is_some()
        {
            return None;
        }
        let mut sum = Rational::ZERO;
        let mut written = String::new();
        for value in values {
            sum = sum.plus(*value)?;
            if !written.is_empty() {
                written.push_str(" + ");
            }
            written.push_str(&value.to_string());
        }
        return fine(sum).then(|| sought(scene, sum, &written, money))?;
    }
    // "Together they have 24, and Emma has 10: how many has Tom?"
    if let (Some(total), [known], []) = (tale.total, values, &named[..])
        && !target.words.is_empty()
        && target.words.iter().any(|word| {
            scene
                .sentences
                .iter()
                .take(scene.question.0)
                .flatten()
                .any(|item| item.word().is_some_and(|own| own.key == *word))
        })
        && tale.shift.is_none()
        && tale
            .facts
            .iter()
            .all(|(_, told)| matches!(told, Told::Is(_)))
    {
        let value = total.minus(*known)?;
        return fine(value).then(|| sought(scene, value, &format!("{total} - {known}"), money))?;
    }
    let one = match named[..] {
        [one] => one,
        [] if tale.entities.len() == 1 => 0,
        _ => return None,
    };
    // Nothing is compared: what is told is asked for.
    let told = tale
        .facts
        .iter()
        .any(|(subject, told)| *subject == one && matches!(told, Told::Is(_)));
    if told && tale.shift.is_none() && tale.total.is_none() {
        return None;
    }
    let value = value_of(one)?;
    let shifted = value.plus(tale.shift.unwrap_or(Rational::ZERO))?;
    let written = match tale.shift {
        None => explained(tale, values, one),
        Some(years) if years.is_negative() => format!("{value} - {}", years.abs()),
        Some(years) => format!("{value} + {years}"),
    };
    fine(shifted).then(|| sought(scene, shifted, &written, money))?
}

/// Whether the words of one are the subject of all: "Paul read 35 pages on Monday".
fn shares_subject(tale: &Tale, one: usize) -> bool {
    one == 0 && tale.entities[0].len() > 1
}

/// How a value comes about.
fn explained(tale: &Tale, values: &[Rational], one: usize) -> String {
    for (subject, told) in &tale.facts {
        let (subject, object) = match told {
            Told::Is(_) => continue,
            Told::More(_, object) | Told::Times(_, object) => (*subject, *object),
        };
        let forward = subject == one;
        if !forward && object != one {
            continue;
        }
        let other = values[if forward { object } else { subject }];
        match told {
            Told::More(more, _) => {
                let adds = more.is_negative() != forward;
                return format!("{other} {} {}", if adds { '+' } else { '-' }, more.abs());
            }
            Told::Times(factor, _) => {
                return format!("{other} {} {factor}", if forward { '*' } else { '/' });
            }
            Told::Is(_) => {}
        }
    }
    values.get(one).map_or(String::new(), ToString::to_string)
}
