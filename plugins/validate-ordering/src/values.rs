//! What items are worth: numbers, prices, times, amounts with units.

use reading::{Rational, Token, tokens};

use crate::order;
use crate::task::number;

/// What kind of number an item is. Those of one kind can be compared.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Plain,
    Money(String),
    Percent,
    Time,
    Date,
    /// A unit that is not known, or none of its kind's.
    Unit(String),
    /// A known unit's kind.
    Measure(u8),
}

/// The values of items, if all are of one kind.
pub(crate) fn values<'i>(items: impl IntoIterator<Item = &'i str>) -> Option<Vec<Rational>> {
    let mut shape: Option<Shape> = None;
    let mut values = Vec::new();
    for item in items {
        let (value, kind) = value(item)?;
        if shape.get_or_insert_with(|| kind.clone()) != &kind {
            return None;
        }
        values.push(value);
    }
    Some(values)
}

/// Whether values are years of the calendar.
pub(crate) fn are_years(values: &[Rational]) -> bool {
    values.iter().all(|value| {
        value
            .whole()
            .is_some_and(|year| (1000..=2199).contains(&year))
    })
}

fn value(item: &str) -> Option<(Rational, Shape)> {
    let item = item.trim().trim_matches(['"', '\'']);
    if let Some(value) = number(item).filter(|_| !item.starts_with('$')) {
        return Some((value, Shape::Plain));
    }
    let all = tokens(item);
    if let Some(date) = date(&all) {
        return Some((date, Shape::Date));
    }
    let negative = all.first().is_some_and(|token| token.is_mark('-'));
    let rest = &all[usize::from(negative)..];
    let sign = |value: Rational| if negative { value.negated() } else { value };
    if let [first, number, behind @ ..] = rest
        && ["$", "€", "£"].contains(&first.text)
    {
        return behind.is_empty().then(|| {
            Some((
                sign(number.number()?.value),
                Shape::Money(first.text.to_owned()),
            ))
        })?;
    }
    let first = rest.first()?.number()?.value;
    match &rest[1..] {
        [] => Some((sign(first), Shape::Plain)),
        [slash, below] if slash.is_mark('/') => {
            Some((sign(first.over(below.number()?.value)?), Shape::Plain))
        }
        [percent] if percent.is_mark('%') => Some((sign(first), Shape::Percent)),
        [colon, minutes, half @ ..] if colon.is_mark(':') && minutes.text.len() == 2 => {
            time(first, minutes, half)
        }
        // The 12th is behind the 5th.
        [nth] if nth.glued && nth.is_any(&["st", "nd", "rd", "th"]) => None,
        [half] if half.is_any(&["am", "pm"]) => clock(first, 0.into(), half.is("pm")),
        [unit] if unit.is_word() => Some(measured(sign(first), unit.text)),
        [unit, dot] if unit.is_word() && dot.is_mark('.') => Some(measured(sign(first), unit.text)),
        [degree, unit] if degree.is_mark('°') => {
            Some((sign(first), Shape::Unit(unit.text.to_lowercase())))
        }
        [degree] if degree.is_mark('°') => Some((sign(first), Shape::Unit("°".to_owned()))),
        _ => None,
    }
}

/// `2024-05-01`, `1 May 2024`, `May 1, 2024`, `May 2024`: in an order of its own.
fn date(all: &[Token<'_>]) -> Option<Rational> {
    let plain: Vec<&Token<'_>> = all
        .iter()
        .filter(|token| {
            let ordinal = token.glued && token.is_any(&["st", "nd", "rd", "th"]);
            !token.is_mark(',') && !ordinal
        })
        .collect();
    let whole = |token: &Token<'_>| token.number().filter(|n| n.decimals == 0)?.value.whole();
    let month = |token: &Token<'_>| order::month(token.text);
    let (year, month, day) = match plain[..] {
        [year, dash, month, dash2, day]
            if dash.is_mark('-') && dash2.is_mark('-') && year.text.len() == 4 =>
        {
            (whole(year)?, whole(month)?, whole(day)?)
        }
        [first, second, year] if year.text.len() == 4 => match (month(first), month(second)) {
            (Some(month), None) => (whole(year)?, month, whole(second)?),
            (None, Some(month)) => (whole(year)?, month, whole(first)?),
            _ => return None,
        },
        [name, year] if year.text.len() == 4 => (whole(year)?, month(name)?, 0),
        _ => return None,
    };
    ((1..=12).contains(&month) && (0..=31).contains(&day) && (0..=9999).contains(&year))
        .then(|| (year * 400 + month * 32 + day).into())
}

fn time(hour: Rational, minutes: &Token<'_>, half: &[Token<'_>]) -> Option<(Rational, Shape)> {
    let minutes = minutes.number()?.value;
    match half {
        [] => Some((hour.times(60.into())?.plus(minutes)?, Shape::Time)),
        [half] if half.is_any(&["am", "pm"]) => clock(hour, minutes, half.is("pm")),
        _ => None,
    }
}

fn clock(hour: Rational, minutes: Rational, afternoon: bool) -> Option<(Rational, Shape)> {
    let hour =
        hour.whole().filter(|hour| (1..=12).contains(hour))? % 12 + if afternoon { 12 } else { 0 };
    Some((Rational::from(hour * 60).plus(minutes)?, Shape::Time))
}

/// Units that people mix in one list, with the kind and the size of each.
const UNITS: &[(&str, u8, (i128, i128))] = &[
    ("mm|millimetre|millimeter", 0, (1, 1000)),
    ("cm|centimetre|centimeter", 0, (1, 100)),
    ("m|metre|meter", 0, (1, 1)),
    ("km|kilometre|kilometer", 0, (1000, 1)),
    ("mg|milligram", 1, (1, 1000)),
    ("g|gram", 1, (1, 1)),
    ("kg|kilogram|kilo", 1, (1000, 1)),
    ("t|tonne", 1, (1_000_000, 1)),
    ("ml|millilitre|milliliter", 2, (1, 1000)),
    ("cl|centilitre|centiliter", 2, (1, 100)),
    ("l|litre|liter", 2, (1, 1)),
    ("s|sec|second", 3, (1, 1)),
    ("min|minute", 3, (60, 1)),
    ("h|hr|hour", 3, (3600, 1)),
    ("day", 3, (86_400, 1)),
    ("week", 3, (604_800, 1)),
    ("kb", 4, (1000, 1)),
    ("mb", 4, (1_000_000, 1)),
    ("gb", 4, (1_000_000_000, 1)),
    ("tb", 4, (1_000_000_000_000, 1)),
];

fn measured(value: Rational, unit: &str) -> (Rational, Shape) {
    let unit = unit.to_lowercase();
    let plain = if unit.len() > 2 {
        unit.strip_suffix('s').unwrap_or(&unit)
    } else {
        &unit
    };
    UNITS
        .iter()
        .find(|(names, ..)| names.split('|').any(|name| name == plain))
        .and_then(|&(_, kind, (above, below))| {
            Some((
                value.times(Rational::new(above, below)?)?,
                Shape::Measure(kind),
            ))
        })
        .unwrap_or_else(|| (value, Shape::Unit(plain.to_owned())))
}

/// Whether the items are times that something took.
pub(crate) fn are_durations(item: &str) -> bool {
    matches!(value(item), Some((_, Shape::Measure(3))))
        || matches!(value(item), Some((_, Shape::Unit(unit))) if ["minute", "second"].contains(&unit.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranked(items: &[&str]) -> Option<Vec<usize>> {
        let values = values(items.iter().copied())?;
        let mut places: Vec<usize> = (0..items.len()).collect();
        places.sort_by_key(|&at| values[at]);
        Some(places)
    }

    #[test]
    fn compares_amounts() {
        for (items, expected) in [
            (&["3.5", "-2", "1/2"][..], Some(vec![1, 2, 0])),
            (&["$5", "$3.50"], Some(vec![1, 0])),
            (&["2 m", "150 cm", "0.5 km"], Some(vec![1, 0, 2])),
            (&["9:30", "08:15", "14:00"], Some(vec![1, 0, 2])),
            (&["9 am", "1:30 pm"], Some(vec![0, 1])),
            (&["3 kg", "2 m"], None),
            (&["$5", "£3"], None),
            (&["two", "3"], None),
        ] {
            assert_eq!(ranked(items), expected, "{items:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = value(&text);
        }

        #[test]
        fn likely_text_is_read(text in "[-$0-9:./% °kmp]{0,12}") {
            let _ = value(&text);
        }
    }
}
