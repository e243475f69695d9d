//! A date, its day of the week, and what is some time before or after it.

use jiff::civil::Date;
use reading::skeleton::Part;

use crate::dates::{Read, Slot, asks_day, direction, from_today, near, only_asks};
use crate::read::{date_name, month_name, weekday_name};
use crate::shift::Shift;
use crate::task::Task;
use crate::weekdays::leads;

/// `What day of the week was July 4, 1776?`
pub(crate) fn day_of_week(read: &Read, date: Date) -> Option<Task> {
    let shift = near(read)?;
    let moves = read.says_any(&["before", "minus", "plus", "between", "to"]);
    if moves || shift != 0 && !read.says("today") {
        return None;
    }
    let date = date.checked_add(jiff::Span::new().days(shift)).ok()?;
    if shift != 0 && read.says("date?") && !asks_day(read) {
        return Some(date_task(date, date));
    }
    (asks_day(read) && only_asks(read, &["weekday?", "day?"])).then(|| weekday_task(date))
}

pub(crate) fn weekday_task(date: Date) -> Task {
    Task::Weekday {
        right: date.weekday(),
        fact: format!("{} is a {}", date_name(date), weekday_name(date.weekday())),
    }
}

/// `What date is 30 days after March 15, 2024?`
pub(crate) fn moved_date(read: &Read, from: Date, shift: &Shift) -> Option<Task> {
    // In what format it is written makes no other date of it.
    let unwritten = Read {
        parts: read
            .parts
            .iter()
            .filter(|part| !matches!(part, Part::Says("written")))
            .cloned()
            .collect(),
    };
    if !only_asks(&unwritten, &["weekday?", "day?", "date?", "when?"]) || near(read) != Some(0) {
        return None;
    }
    let right = from
        .checked_add(shift.span(from, from_today(read)? * way(read)?)?)
        .ok()?;
    // "What day is it 3 days after March 1?" asks for either.
    if read.says("weekday?") || read.says("day?") && read.says("today") && !read.says("date?") {
        return Some(weekday_task(right));
    }
    let commands = read.says_any(&["plus", "minus"]);
    let asks = read.says_any(&["date?", "when?", "day?"]) || commands || read.says("today");
    (asks && (!read.says("day?") || read.says_any(&["date?", "when?"])))
        .then(|| date_task(from, right))
}

pub(crate) fn date_task(from: Date, right: Date) -> Task {
    Task::Date {
        right,
        asked: vec![from],
        yearless: false,
        fact: format!("The date is {}", date_name(right)),
    }
}

/// `Which date follows 28 February 2024?`
pub(crate) fn next_to(read: &Read, date: Date) -> Option<Task> {
    if read.says("day-of-year") {
        let plain = !read.says_any(&["before", "after", "date?", "weekday?", "plus", "minus"]);
        return plain.then(|| Task::Amount {
            right: date.day_of_year().into(),
            asked: vec![date.year().into(), date.day().into()],
            code: "datetime.date",
            fact: format!(
                "{} is day {} of its year",
                date_name(date),
                date.day_of_year()
            ),
        });
    }
    let back = read.says_any(&["before", "previous", "day-before"]);
    let on = read.says_any(&["after", "next", "day-after"]);
    let asks = read.says_any(&["date?", "day?", "day-after", "day-before"])
        && !read.says_any(&[
            "weekday?",
            "today",
            "tomorrow",
            "yesterday",
            "days?",
            "weeks?",
            "between",
            "to",
            "leap",
        ]);
    let led = leads(read, |slot| matches!(slot, Slot::Date(_)));
    if back == on || !asks || !led || near(read) != Some(0) {
        return None;
    }
    let right = date
        .checked_add(jiff::Span::new().days(if back { -1 } else { 1 }))
        .ok()?;
    Some(date_task(date, right))
}

/// `It was set on 25 November and is due two weeks later. When is that?`
pub(crate) fn moved_day(read: &Read, month: i8, day: i8, shift: &Shift) -> Option<Task> {
    if !only_asks(read, &["date?", "day?", "when?"])
        || near(read) != Some(0)
        || read.says("weekday?")
    {
        return None;
    }
    let asks = read.says_any(&["date?", "when?"]);
    let from = Date::new(2022, month, day).ok()?;
    let right = from.checked_add(shift.span(from, way(read)?)?).ok()?;
    // A leap day may lie between.
    let (early, late) = (from.min(right), from.max(right));
    let leaps = early <= Date::new(early.year(), 2, 28).ok()?
        && late >= Date::new(early.year(), 2, 28).ok()?
        || late.year() > early.year() && late >= Date::new(late.year(), 2, 28).ok()?;
    let whole = shift.months_only().is_some();
    (asks && (!leaps || whole) && shift.days.is_none_or(|days| days < 300)).then(|| Task::Date {
        right,
        asked: vec![from],
        yearless: true,
        fact: format!("The date is {} {}", month_name(right.month()), right.day()),
    })
}

/// Whether it goes on in time or back, where one thing may begin and end.
fn way(read: &Read) -> Option<i64> {
    let place = |what: &[&str]| {
        read.parts
            .iter()
            .rposition(|part| matches!(part, Part::Says(said) if what.contains(said)))
    };
    let explicit = read.says_any(&["before", "minus", "after", "plus"]);
    if explicit {
        return direction(read);
    }
    // What is asked for stands last.
    match (place(&["starts"]), place(&["ends", "due"])) {
        (Some(starts), Some(ends)) if starts > ends => Some(-1),
        (None, Some(_)) if read.says("ends") && !read.says_any(&["in", "lasts", "due"]) => None,
        _ if read.says_any(&["lasts", "in", "from", "due", "ends", "starts"]) => Some(1),
        _ => None,
    }
}
