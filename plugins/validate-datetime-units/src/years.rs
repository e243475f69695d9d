//! Years: leap years, their days, and how many lie between two.

use jiff::civil::Date;
use reading::{Asked, Token};

use crate::dates::{FIRST_YEAR, Read, Slot};
use crate::shift::Shift;
use crate::task::Task;

/// `How many years passed between 1853 and 1877?`
pub(crate) fn years_between(read: &Read, from: i16, to: i16) -> Option<Task> {
    let spans = read.says_any(&["between", "to", "before", "after"]);
    let (from, to) = if read.says_any(&["before", "after"]) {
        (from.min(to), from.max(to))
    } else {
        (from, to)
    };
    // Who was born in a year may be a year younger.
    let aged = read.says("old?") && !read.says("born");
    let asks = aged || read.says_any(&["years?", "long?"]) && !read.says("old?");
    let spans = spans || aged;
    let (from, to) = if aged {
        (from.min(to), from.max(to))
    } else {
        (from, to)
    };
    let strange = read.says_any(&[
        "weekday?", "day?", "date?", "days?", "weeks?", "months?", "leap", "written", "plus",
        "minus", "today",
    ]);
    if !spans || !asks || strange || from >= to {
        return None;
    }
    let years = i128::from(to) - i128::from(from);
    Some(Task::Amount {
        right: years,
        asked: vec![from.into(), to.into()],
        code: "datetime.duration",
        fact: format!("{to} - {from} = {years}, so it is {years} years"),
    })
}

/// `Is 2024 a leap year?`, `How many days did 2024 have?`
pub(crate) fn of_year(read: &Read, asked: &Asked<'_>, year: i16) -> Option<Task> {
    if !(FIRST_YEAR..=9999).contains(&year) {
        return None;
    }
    let yes = Date::new(year, 1, 1).ok()?.in_leap_year();
    if read.says("leap") && read.says_any(&["after", "before", "next", "previous"]) {
        return near_leap_year(read, year);
    }
    if read.says("leap") {
        let tokens: Vec<Token<'_>> = asked.sentences.concat();
        let asks = asked.sentences.iter().any(|sentence| {
            sentence.first().is_some_and(|token| {
                token.is_any(&["is", "was", "will", "would", "has", "does", "did"])
            })
        }) || tokens.first().is_some_and(|token| token.number().is_some())
            || tokens.windows(2).any(|pair| {
                pair[0].is_any(&["if", "whether"]) || pair[0].is("or") && pair[1].is("not")
            });
        let plain = read.says_only(&["leap", "in", "years?", "from", "day?"]);
        let not = if yes { "" } else { "not " };
        return (asks && plain).then(|| Task::LeapYear {
            yes,
            fact: format!("{year} is {not}a leap year"),
        });
    }
    let plain = read.says_only(&["days?", "in"]) && read.says("days?");
    let days = Date::new(year, 1, 1).ok()?.days_in_year();
    plain.then(|| Task::Days {
        right: days.into(),
        fact: format!("{year} has {days} days"),
    })
}

/// `It was finished in 1932. In which year is it 85 years old?`
pub(crate) fn moved(read: &Read, year: i16, shift: &Shift) -> Option<Task> {
    let strange = read.says_any(&[
        "weekday?", "day?", "date?", "days?", "weeks?", "months?", "leap", "between", "to",
        "today", "first", "last", "next",
    ]);
    let back = read.says_any(&["before", "minus"]);
    if strange || back && read.says_any(&["after", "plus", "born"]) {
        return None;
    }
    let months = shift.months_only().filter(|months| months % 12 == 0)?;
    let years = i16::try_from(months / 12).ok()?;
    let right = year.checked_add(if back { -years } else { years })?;
    Some(Task::Amount {
        right: right.into(),
        asked: vec![year.into(), years.into()],
        code: "datetime.date",
        fact: format!("It is the year {right}"),
    })
}

/// `Which year is the first leap year after 2025?`
fn near_leap_year(read: &Read, year: i16) -> Option<Task> {
    let back = read.says_any(&["before", "previous"]);
    let on = read.says_any(&["after", "next"]);
    if back && on || read.says_any(&["days?", "many?", "second", "between", "to", "weekday?"]) {
        return None;
    }
    let step = if back { -1 } else { 1 };
    let right = (1..=8)
        .map(|years| year + step * years)
        .find(|year| Date::new(*year, 1, 1).is_ok_and(|date| date.in_leap_year()))?;
    Some(Task::Amount {
        right: right.into(),
        asked: vec![year.into()],
        code: "datetime.leap-year",
        fact: format!("It is {right}"),
    })
}

/// `Which of these is a leap year: 2018, 2021, 2024?`
pub(crate) fn the_leap_year(read: &Read, slots: &[Slot]) -> Option<Task> {
    let years: Vec<i16> = slots
        .iter()
        .map(|slot| match slot {
            Slot::Year(year) if *year >= FIRST_YEAR => Some(*year),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let mut leap = years
        .iter()
        .filter(|year| Date::new(**year, 1, 1).is_ok_and(|date| date.in_leap_year()));
    let (right, None) = (leap.next()?, leap.next()) else {
        return None;
    };
    let plain = read.says_only(&["leap", "in", "years?", "from", "day?"]);
    (plain && read.says("leap")).then(|| Task::Amount {
        right: (*right).into(),
        asked: Vec::new(),
        code: "datetime.leap-year",
        fact: format!("{right} is the leap year of them"),
    })
}
