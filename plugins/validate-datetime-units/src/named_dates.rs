//! Dates that are called by a name: holidays, and the second Tuesday of a month.

use jiff::civil::{Date, Weekday};
use reading::Token;

use crate::dates::{FIRST_YEAR, Slot, year};
use crate::read::{month, weekday, whole};

/// Those that have the same date each year, everywhere.
const HOLIDAYS: &[(&str, i8, i8)] = &[
    ("new year's day", 1, 1),
    ("new year's eve", 12, 31),
    ("new years eve", 12, 31),
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("boxing day", 12, 26),
    ("valentine's day", 2, 14),
    ("halloween", 10, 31),
];

/// The date whose name begins here, and how many tokens it is.
pub(crate) fn named_at(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    holiday(tokens).or_else(|| nth_weekday(tokens))
}

fn holiday(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    let (month, day, mut used) = HOLIDAYS.iter().find_map(|&(name, month, day)| {
        let words = name.split(' ');
        let used = words.clone().count();
        (used <= tokens.len() && words.zip(tokens).all(|(word, token)| token.is(word)))
            .then_some((month, day, used))
    })?;
    let skipped = tokens[used..]
        .iter()
        .take(2)
        .take_while(|token| token.is_any(&["of", "in"]) || token.is_mark(','))
        .count();
    let slot = match tokens.get(used + skipped).and_then(year) {
        Some(year) => {
            used += skipped + 1;
            Slot::Date(known(year, month, day)?)
        }
        None => Slot::Day(month, day),
    };
    Some((slot, used))
}

/// `the second Tuesday of March 2025`, `the last Friday in May 2024`
fn nth_weekday(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    let mut at = usize::from(tokens.first()?.is("the"));
    let (nth, used) = nth_at(tokens.get(at..)?)?;
    at += used;
    let day = weekday(tokens.get(at)?)?;
    at += 1;
    at += tokens[at..]
        .iter()
        .take(5)
        .take_while(|token| token.is_any(&["of", "in", "the", "month"]))
        .count();
    let month = month(tokens.get(at)?)?;
    at += 1;
    at += usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_mark(',') || token.is("of")),
    );
    let year = tokens.get(at).and_then(year)?;
    let date = nth_in(known(year, month, 1)?, nth, day)?;
    Some((Slot::Named(date), at + 1))
}

/// `first`, `3rd`, `last` as -1, and how many tokens it is.
fn nth_at(tokens: &[Token<'_>]) -> Option<(i8, usize)> {
    const WORDS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let first = tokens.first()?;
    if first.is("last") {
        return Some((-1, 1));
    }
    if let Some(at) = WORDS.iter().position(|word| first.is(word)) {
        return Some((i8::try_from(at + 1).ok()?, 1));
    }
    let ordinal = tokens.get(1)?.is_any(&["st", "nd", "rd", "th"]) && tokens[1].glued;
    let nth: i8 = whole(first)?;
    (ordinal && (1..=5).contains(&nth)).then_some((nth, 2))
}

fn nth_in(first: Date, nth: i8, day: Weekday) -> Option<Date> {
    first.nth_weekday_of_month(nth, day).ok()
}

/// How many such days of the week a month has.
pub(crate) fn weekdays_in(year: i16, month: i8, day: Weekday) -> Option<i128> {
    let first = known(year, month, 1)?;
    (1..=5)
        .rev()
        .find(|nth| nth_in(first, *nth, day).is_some())
        .map(i128::from)
}

fn known(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day)
        .ok()
        .filter(|date| date.year() >= FIRST_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::tokens;

    #[test]
    fn names_are_dates() {
        for (text, expected) in [
            ("the second Tuesday of March 2025", Some("2025-03-11")),
            ("last Friday in May 2024", Some("2024-05-31")),
            ("1st Monday in September, 2024", Some("2024-09-02")),
            ("the fifth Monday of February 2025", None),
            ("Christmas Day 2023", Some("2023-12-25")),
            ("the second Tuesday", None),
        ] {
            let said = tokens(text);
            let found = named_at(&said).and_then(|(slot, _)| match slot {
                Slot::Date(date) | Slot::Named(date) => Some(date.to_string()),
                _ => None,
            });
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
