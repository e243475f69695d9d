//! Amounts and units in a text.

use reading::{Rational, Token};

use crate::table::{Kind, Unit, find, find_at};

/// The amount that begins here, in its first unit: `5 km`, `a mile`, `half an hour`,
/// `5 feet and 8 inches`, `100 degrees Fahrenheit`.
pub(crate) fn amount_at(tokens: &[Token<'_>]) -> Option<(Rational, &'static Unit, usize)> {
    let (mut value, first, mut used) = one_amount(tokens)?;
    let mut last = first;
    // "a century and a half"
    if let [and, half, ..] = tokens.get(used..).unwrap_or_default()
        && and.is("and")
        && let Some(part) = half
            .number()
            .filter(|part| part.value.whole().is_none() && half.text.contains(' '))
        && tokens
            .get(used + 2)
            .and_then(|_| unit_at(&tokens[used + 2..]))
            .is_none()
    {
        value = value.plus(part.value)?;
        used += 2;
    }
    loop {
        // "5 ft 7 in": elsewhere that is no unit.
        if let [inches, unit, ..] = tokens.get(used..).unwrap_or_default()
            && unit.is("in")
            && first.names[0] == "foot"
            && let Some(inches) = inches.number()
        {
            return Some((value.plus(inches.value.over(12.into())?)?, first, used + 2));
        }
        let joint = tokens[used..]
            .iter()
            .take_while(|token| token.is("and") || token.is_mark(','))
            .count();
        let Some((more, unit, length)) = one_amount(&tokens[used + joint..]) else {
            return Some((value, first, used));
        };
        // "8 hours and 25 minutes", but "8 hours and 3 days" are two amounts.
        let ([size], [size_first], [size_last]) = (unit.sizes, first.sizes, last.sizes) else {
            return Some((value, first, used));
        };
        let size = Rational::new(size.0, size.1)?;
        let falls = size < Rational::new(size_last.0, size_last.1)?;
        if unit.kind != first.kind || !falls {
            return Some((value, first, used));
        }
        let share = size.over(Rational::new(size_first.0, size_first.1)?)?;
        value = value.plus(more.times(share)?)?;
        last = unit;
        used += joint + length;
    }
}

fn one_amount(tokens: &[Token<'_>]) -> Option<(Rational, &'static Unit, usize)> {
    let mut at = 0;
    let negative = tokens
        .first()
        .is_some_and(|sign| sign.is_mark('-') || sign.is_any(&["minus", "negative"]));
    at += usize::from(negative);
    let first = tokens.get(at)?;
    let mut value = if let Some(number) = first.number() {
        number.value
    } else if first.is("half") && tokens.get(at + 1).is_some_and(|t| t.is_any(&["a", "an"])) {
        Rational::new(1, 2)?
    } else if first.is_any(&["a", "an"]) {
        1.into()
    } else {
        return None;
    };
    at += 1;
    // "half an hour", "a quarter of a mile"
    let of = usize::from(tokens.get(at).is_some_and(|token| token.is("of")));
    if value.whole().is_none()
        && tokens
            .get(at + of)
            .is_some_and(|token| token.is_any(&["a", "an"]))
    {
        at += of + 1;
    }
    // "90-minute"
    at += usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_mark('-') && token.glued)
            && tokens.get(at + 1).is_some_and(|token| token.glued),
    );
    // "32 US quarts"
    at += usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_any(&["us", "uk", "imperial", "american", "british"])),
    );
    let (unit, used) = inches_at(&tokens[at..]).or_else(|| unit_at(&tokens[at..]))?;
    if negative {
        value = value.negated();
    }
    Some((value, unit, at + used))
}

/// `1 in = 2.54 cm`, `12 in to cm`: elsewhere "in" is no unit.
fn inches_at(tokens: &[Token<'_>]) -> Option<(&'static Unit, usize)> {
    let [first, rest @ ..] = tokens else {
        return None;
    };
    let closed = rest.first().is_none_or(|next| {
        next.is_any(&["in", "to", "into", "are", "is"])
            || "=,.)?".chars().any(|mark| next.is_mark(mark))
    });
    (first.text == "in" && closed)
        .then(|| find("inch"))?
        .map(|unit| (unit, 1))
}

/// The unit that begins here, and how many tokens it is.
pub(crate) fn unit_at(tokens: &[Token<'_>]) -> Option<(&'static Unit, usize)> {
    let degrees = usize::from(
        tokens
            .first()
            .is_some_and(|t| t.is_any(&["degrees", "degree"]) || t.is_mark('°')),
    );
    let (unit, mut used) = find_at(tokens.get(degrees..)?)?;
    // "megabits per second"
    if unit.kind == Kind::Data
        && let [per, time, ..] = tokens.get(degrees + used..).unwrap_or_default()
        && (per.is_any(&["per", "a"]) || per.is_mark('/'))
        && time.is_any(&["second", "sec", "s"])
    {
        used += 2;
    }
    let lone = tokens[degrees].text.len() == 1 && unit.kind == Kind::Temperature;
    let capital = tokens[degrees].text.starts_with(char::is_uppercase);
    let is_temperature = unit.kind == Kind::Temperature;
    ((degrees == 0 || is_temperature) && (!lone || degrees == 1 || capital))
        .then_some((unit, degrees + used))
}
