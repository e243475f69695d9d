//! One amount in another unit, computed.

use reading::{Rational, Token};

use crate::given::Factor;
use crate::table::{Kind, Unit};
use crate::task::Task;

/// `How many pens are 5 dozen pens?`
pub(crate) fn others_of_dozens(
    tokens: &[Token<'_>],
    number: Rational,
    others: usize,
) -> Option<Task> {
    let dozen = tokens
        .iter()
        .any(|token| token.number().is_some() && token.text.to_lowercase().contains("dozen"));
    let asks = tokens.windows(2).any(|pair| {
        pair[0].is("how") && pair[1].is("many") || pair[0].is("number") && pair[1].is("of")
    });
    let whole = number.whole()?;
    (dozen && asks && others <= 4).then(|| Task::Converted {
        right: vec![number],
        percent: 0,
        off: Rational::ZERO,
        asked: number.over(12.into()).unwrap_or(number),
        unit: None,
        fact: format!("That are {whole}"),
        shown: whole.to_string(),
    })
}

/// `Write 200 minutes in hours and minutes.`
pub(crate) fn mixed(
    value: Rational,
    from: &'static Unit,
    big: &'static Unit,
    small: &'static Unit,
) -> Option<Task> {
    let one = |a: &Unit, b: &Unit| match &factors(a, b)?[..] {
        [factor] => Some(*factor),
        _ => None,
    };
    if from.kind != big.kind
        || big.kind != small.kind
        || from.kind == Kind::Temperature
        || from.kind == Kind::Money
    {
        return None;
    }
    let per = one(big, small)?.whole().filter(|per| *per > 1)?;
    let all = value.times(one(from, small)?)?;
    let rest = all
        .minus((all.floor().div_euclid(per) * per).into())?
        .whole()?;
    let whole = all.floor().div_euclid(per);
    let said =
        |count: i128, unit: &Unit| format!("{count} {}", unit.names[usize::from(count != 1)]);
    let larger = value.times(one(from, big)?)?;
    (!value.is_negative()).then(|| Task::Mixed {
        parts: (whole, rest),
        totals: [all, larger],
        fact: format!("It is {} and {}", said(whole, big), said(rest, small)),
        shown: format!("{} and {}", said(whole, big), said(rest, small)),
    })
}

/// `How many dozens are 156 eggs?`
pub(crate) fn pieces(number: Rational, unit: &'static Unit) -> Option<Task> {
    let size =
        (unit.kind == Kind::Pieces).then(|| Rational::new(unit.sizes[0].0, unit.sizes[0].1))??;
    let right = number.over(size)?;
    let shown = right.decimal(if right.whole().is_some() { 0 } else { 2 });
    Some(Task::Converted {
        right: vec![right],
        percent: 0,
        off: Rational::ZERO,
        asked: number,
        unit: None,
        fact: format!("{number} are {shown} {}", unit.names[1]),
        shown,
    })
}

pub(crate) fn convert(
    value: Rational,
    from: &'static Unit,
    to: &'static Unit,
    places: Option<i32>,
    said: Option<&str>,
    factor: Option<Factor>,
) -> Option<Task> {
    if from.kind != to.kind
        || std::ptr::eq(from, to)
        || from.kind == Kind::Pieces
        || from.kind == Kind::Money && !is_cent(from) && !is_cent(to)
    {
        return None;
    }
    if let Some(factor) = factor {
        let mut right = vec![value.times(with_factor(from, to, &factor)?)?];
        // Who computes with the exact factor is right as well.
        if from.sizes.len() == 1 && to.sizes.len() == 1 {
            for factor in factors(from, to)? {
                right.push(value.times(factor)?);
            }
        }
        return task(right, 0, Rational::ZERO, value, from, to, places, said);
    }
    let right = if from.kind == Kind::Temperature {
        vec![temperature(value, from, to)?]
    } else {
        factors(from, to)?
            .into_iter()
            .map(|factor| value.times(factor))
            .collect::<Option<Vec<_>>>()?
    };
    let exact = from.system == to.system;
    let off = match (from.kind, places) {
        (_, Some(_)) => Rational::ZERO,
        (Kind::Temperature, None) => Rational::new(6, 10)?,
        _ => Rational::ZERO,
    };
    // Within a system people give the exact number.
    let percent = if exact || places.is_some() || from.kind == Kind::Temperature {
        0
    } else {
        1
    };
    task(right, percent, off, value, from, to, places, said)
}

fn is_cent(unit: &Unit) -> bool {
    unit.names[0] == "cent"
}

/// How many of the one are one of the other, by a factor that is given between units of
/// their kind.
fn with_factor(from: &'static Unit, to: &'static Unit, given: &Factor) -> Option<Rational> {
    let exact = |a: &'static Unit, b: &'static Unit| -> Option<Rational> {
        if std::ptr::eq(a, b) {
            return Some(1.into());
        }
        (a.system == b.system && a.kind == b.kind).then(|| match &factors(a, b)?[..] {
            [factor] => Some(*factor),
            _ => None,
        })?
    };
    // "1 mile = 1.6 km" is true of miles an hour too.
    let speed = |unit: &Unit, length: &Unit| {
        unit.kind == Kind::Speed
            && [
                ("kilometre", "kilometre per hour"),
                ("mile", "mile per hour"),
            ]
            .contains(&(length.names[0], unit.names[0]))
    };
    if speed(from, given.one) && speed(to, given.many) {
        return Some(given.factor);
    }
    if speed(from, given.many) && speed(to, given.one) {
        return Rational::from(1).over(given.factor);
    }
    if let (Some(front), Some(back)) = (exact(from, given.one), exact(given.many, to)) {
        return front.times(given.factor)?.times(back);
    }
    exact(from, given.many)?
        .over(given.factor)?
        .times(exact(given.one, to)?)
}

/// How many of the one are one of the other: several, where countries differ.
pub(crate) fn factors(from: &Unit, to: &Unit) -> Option<Vec<Rational>> {
    let size = |&(a, b): &(i128, i128)| Rational::new(a, b);
    // Gallons and pints are of one country.
    if from.sizes.len() == 2 && to.sizes.len() == 2 {
        return from
            .sizes
            .iter()
            .zip(to.sizes)
            .map(|(from, to)| size(from)?.over(size(to)?))
            .collect();
    }
    let mut factors = Vec::new();
    for from in from.sizes {
        for to in to.sizes {
            factors.push(size(from)?.over(size(to)?)?);
        }
    }
    Some(factors)
}

fn temperature(value: Rational, from: &Unit, to: &Unit) -> Option<Rational> {
    let celsius = match from.system {
        'C' => value,
        'F' => value.minus(32.into())?.times(5.into())?.over(9.into())?,
        _ => value.minus(Rational::new(27_315, 100)?)?,
    };
    match to.system {
        'C' => Some(celsius),
        'F' => celsius.times(9.into())?.over(5.into())?.plus(32.into()),
        _ => celsius.plus(Rational::new(27_315, 100)?),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a task is made of")]
pub(crate) fn task(
    mut right: Vec<Rational>,
    percent: i128,
    mut off: Rational,
    value: Rational,
    from: &Unit,
    to: &Unit,
    places: Option<i32>,
    said: Option<&str>,
) -> Option<Task> {
    if let Some(places) = places {
        right = right
            .into_iter()
            .map(|value| value.rounded_to(places))
            .collect::<Option<_>>()?;
        // Factors are known to several digits, so the last one may differ.
        off = if percent == 0 && from.system == to.system {
            off
        } else {
            Rational::from(10).power((-i128::from(places)).into())?
        };
    }
    let first = *right.first()?;
    // Small numbers need more digits.
    let digits = match (places, first.abs()) {
        (Some(places), _) => u32::try_from(places).unwrap_or(0),
        // "273.15" as it is
        (None, _) if first.places().is_some_and(|places| places <= 4) => first.places()?,
        (None, small) if small < Rational::from(1) => 4,
        (None, middle) if middle < Rational::from(100) => 2,
        (None, _) => 1,
    };
    let shown = first.decimal(digits);
    let name = |unit: &Unit| unit.names.get(1).copied().unwrap_or(unit.names[0]);
    let is_temperature = from.kind == Kind::Temperature;
    let unit = to.names[0];
    let to = if is_temperature {
        format!("degrees {}", to.names[0])
    } else {
        name(to).to_owned()
    };
    let given = match said {
        Some(said) => said.to_owned(),
        None if is_temperature => format!("{value} degrees {}", from.names[0]),
        None => format!("{value} {}", name(from)),
    };
    let equals = if places.is_some() { "≈" } else { "=" };
    Some(Task::Converted {
        right,
        percent,
        off,
        asked: value,
        unit: Some(unit),
        fact: format!("{given} {equals} {shown} {to}"),
        shown,
    })
}
