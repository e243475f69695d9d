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
    // "On which weekday was the day before 1 January 2000?"
    let beside = match (read.says("day-before"), read.says("day-after")) {
        (true, false) => -1,
        (false, true) => 1,
        _ => 0,
    };
    if beside != 0 && read.says("weekday?") {
        let date = date.checked_add(jiff::Span::new().days(beside)).ok()?;
        return (!moves && shift == 0 && !read.says_any(&["after", "today"]))
            .then(|| weekday_task(date));
    }
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
    let kinds = ["weekday?", "day?", "date?", "when?", "start?"];
    if !only_asks(&unwritten, &kinds) || near(read) != Some(0) {
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
    let asks =
        read.says_any(&["date?", "when?", "day?", "start?"]) || commands || read.says("today");
    // "Last day for payment?"
    (asks && (!read.says("day?") || read.says_any(&["date?", "when?", "start?", "last"])))
        .then(|| date_task(from, right))
}

pub(crate) fn date_task(from: Date, right: Date) -> Task {
    Task::Date {
        right,
        asked: vec![from],
        yearless: false,
        written: None,
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
    if !only_asks(read, &["date?", "day?", "when?", "start?"])
        || near(read) != Some(0)
        || read.says("weekday?")
        || !read.says_any(&["date?", "when?", "start?"])
    {
        return None;
    }
    moved_by(month, day, shift, way(read)?)
}

/// So much later or earlier in a year that is not known, where no leap day may lie between.
pub(crate) fn moved_by(month: i8, day: i8, shift: &Shift, sign: i64) -> Option<Task> {
    let from = Date::new(2022, month, day).ok()?;
    let right = from.checked_add(shift.span(from, sign)?).ok()?;
    // A leap day may lie between.
    let (early, late) = (from.min(right), from.max(right));
    let leaps = early <= Date::new(early.year(), 2, 28).ok()?
        && late >= Date::new(early.year(), 2, 28).ok()?
        || late.year() > early.year() && late >= Date::new(late.year(), 2, 28).ok()?;
    let whole = shift.months_only().is_some();
    ((!leaps || whole) && shift.days.is_none_or(|days| days < 300)).then(|| Task::Date {
        right,
        asked: vec![from],
        yearless: true,
        written: None,
        fact: format!("The date is {} {}", month_name(right.month()), right.day()),
    })
}

/// Whether it goes on in time or back, where one thing may begin and end.
fn way(read: &Read) -> Option<i64> {
    let after_so_long = read
        .parts
        .windows(2)
        .any(|pair| matches!(pair, [Part::Says("after"), Part::Slot(Slot::Shift(_))]))
        && !read.says_any(&["before", "minus", "plus"]);
    if !after_so_long && read.says_any(&["before", "minus", "after", "plus"]) {
        return direction(read);
    }
    let role = |part: &Part<Slot>| match part {
        Part::Says("starts" | "start?" | "leaves") => Some(-1),
        Part::Says("ends" | "arrival" | "due") => Some(1),
        _ => None,
    };
    let asked = read
        .parts
        .iter()
        .rposition(|part| matches!(part, Part::Says("date?" | "when?" | "day?" | "start?")))
        .unwrap_or(0);
    let behind = read.parts[asked..].iter().find_map(role);
    let given = read.parts[..asked].iter().filter_map(role).next_back();
    // "He retired on 1 May 2020 after 30 years. When did he start?"
    if after_so_long {
        return match (given, behind) {
            (Some(1) | None, Some(-1)) => Some(-1),
            (Some(-1), Some(1) | None) => Some(1),
            // "What is the date after three weeks?"
            (None, None) => read.parts[asked..]
                .iter()
                .any(|part| matches!(part, Part::Says("after")))
                .then_some(1),
            _ => None,
        };
    }
    let nights = read
        .slots()
        .any(|slot| matches!(slot, Slot::Shift(shift) if shift.nights));
    if nights {
        // Who arrives comes first.
        let arrives = read.parts[asked..]
            .iter()
            .any(|part| matches!(part, Part::Says("arrival" | "ends")));
        return (!arrives).then_some(1);
    }
    match (given, behind) {
        // "It ends on 5 May and takes three weeks. When does it start?"
        // "It takes three weeks to make. When must I order it?"
        (None, Some(-1)) if read.says("leaves") => None,
        (Some(1) | None, Some(-1)) => {
            let told = read.parts[asked..].iter().any(|part| {
                matches!(
                    part,
                    Part::Slot(Slot::Date(_) | Slot::Day(..) | Slot::Shift(_))
                )
            });
            (!told).then_some(-1)
        }
        // "It expires on 12 May and keeps for 28 days. When was it made?"
        (Some(1), None)
            if !read.says("from") && (read.says("lasts") || !read.says_any(&["in", "due"])) =>
        {
            None
        }
        (Some(1), Some(1)) if read.says("ends") && !read.says_any(&["in", "lasts", "due"]) => None,
        _ => Some(1),
    }
}
