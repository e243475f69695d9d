//! Months: how long they are, and which comes when.

use jiff::civil::Date;

use crate::date_tasks::{date_task, weekday_task};
use crate::dates::{FIRST_YEAR, Read, Slot};
use crate::read::month_name;
use crate::shift::Shift;
use crate::task::Task;
use crate::weekdays::leads;

/// `How many days are in February 2023?`
pub(crate) fn length(read: &Read, month: i8, year: Option<i16>) -> Option<Task> {
    let plain = read.says_only(&["days?", "in", "long?", "month", "lasts"]) && read.says("days?");
    let days = days_in(month, year)?;
    let year = year.map_or(String::new(), |year| format!(" {year}"));
    plain.then(|| Task::Days {
        right: days,
        fact: format!("{}{year} has {days} days", month_name(month)),
    })
}

/// `What was the last day of February 2023?`: its date, or its day of the week.
pub(crate) fn edge(read: &Read, month: i8, year: i16) -> Option<Task> {
    let (first, last) = (read.says("first"), read.says("last"));
    let first_day = Date::new(year, month, 1)
        .ok()
        .filter(|date| date.year() >= FIRST_YEAR)?;
    let date = if last {
        first_day.last_of_month()
    } else {
        first_day
    };
    let known = [
        "first", "last", "day?", "weekday?", "date?", "in", "month", "full", "from",
    ];
    if first == last || !read.says_only(&known) {
        return None;
    }
    if read.says("weekday?") {
        return Some(weekday_task(date));
    }
    read.says_any(&["date?", "day?"])
        .then(|| date_task(first_day, date))
}

fn days_in(month: i8, year: Option<i16>) -> Option<i128> {
    let known = match year {
        Some(year) => (FIRST_YEAR..=9999).contains(&year).then_some(year)?,
        // Of February it depends.
        None if month == 2 => return None,
        None => 2023,
    };
    Some(Date::new(known, month, 1).ok()?.days_in_month().into())
}

/// `How many days are there altogether in June, July and August?`
pub(crate) fn together(read: &Read, months: &[(i8, Option<i16>)]) -> Option<Task> {
    if !read.says_only(&["days?", "in", "total", "plus"]) || !read.says("days?") {
        return None;
    }
    // "June, July and August 2024"
    let year = months.iter().find_map(|(_, year)| *year);
    let days: Option<Vec<i128>> = months
        .iter()
        .map(|&(month, own)| days_in(month, own.or(year)))
        .collect();
    let right = days?.into_iter().sum();
    Some(Task::Days {
        right,
        fact: format!("Together they have {right} days"),
    })
}

/// `What month comes four months after October?`
pub(crate) fn moved(read: &Read, month: i8, shift: Option<&Shift>) -> Option<Task> {
    let asks = read.says("month")
        && !read.says_any(&["days?", "months?", "date?", "weekday?", "between", "to"]);
    let back = read.says_any(&["before", "minus"]);
    let on = read.says_any(&["after", "plus", "next"]);
    let led = shift.is_some() || leads(read, |slot| matches!(slot, Slot::Month(..)));
    let months = match shift {
        Some(shift) => shift.months_only()?,
        None => 1,
    };
    if !asks || !led || back == on && (shift.is_none() || back) {
        return None;
    }
    let months = if back { -months } else { months };
    let right = i8::try_from((i64::from(month) - 1 + months).rem_euclid(12) + 1).ok()?;
    (right != month).then(|| Task::Month {
        right,
        year: None,
        asked: month,
        fact: format!("It is {}", month_name(right)),
    })
}

/// `It started in October 2022 and lasts 15 months. In which month and year does it end?`
pub(crate) fn moved_in_year(read: &Read, month: i8, year: i16, shift: &Shift) -> Option<Task> {
    let strange = read.says_any(&[
        "days?", "months?", "weekday?", "between", "to", "first", "last", "leap", "next", "today",
    ]);
    let back = read.says_any(&["before", "minus"]);
    let both = back && read.says_any(&["after", "plus"]);
    let asked_start = read.says("starts") && read.says("ends") || read.says("start?");
    if strange || both || asked_start && back || !read.says_any(&["month", "when?"]) {
        return None;
    }
    let months = shift.months_only()? * if back { -1 } else { 1 };
    let all = i64::from(year) * 12 + i64::from(month) - 1 + months;
    let right = i8::try_from(all.rem_euclid(12) + 1).ok()?;
    let year = i16::try_from(all.div_euclid(12)).ok()?;
    Some(Task::Month {
        right,
        year: Some(year),
        asked: month,
        fact: format!("It is {} {year}", month_name(right)),
    })
}

/// `How many months are there from April 2022 to February 2023?`
pub(crate) fn between(read: &Read, from: (i16, i8), to: (i16, i8)) -> Option<Task> {
    let months = i128::from(to.0 - from.0) * 12 + i128::from(to.1) - i128::from(from.1);
    let plain = read.says_only(&["months?", "between", "from", "to", "in", "after", "long?"])
        && read.says_any(&["between", "from", "to"]);
    (plain && months > 0).then(|| Task::Days {
        right: months,
        fact: format!("It is {months} months"),
    })
}
