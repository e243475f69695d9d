//! Days of the week, from one to another.

use jiff::civil::{Date, Weekday};
use reading::skeleton::Part;

use crate::dates::{Read, Slot, asks_day, near, only_asks};
use crate::read::weekday_name;
use crate::task::Task;

/// The words for days near today.
const NEAR: [(&str, i64); 5] = [
    ("today", 0),
    ("tomorrow", 1),
    ("yesterday", -1),
    ("overmorrow", 2),
    ("ereyesterday", -2),
];

fn near_of(said: &str) -> Option<i64> {
    NEAR.iter()
        .find(|(word, _)| *word == said)
        .map(|(_, days)| *days)
}

/// `If today is Monday, what day is tomorrow?`, `Yesterday was Friday. What day is it?`
pub(crate) fn neighbour(read: &Read, day: Weekday) -> Option<Task> {
    let nears = read
        .parts
        .iter()
        .filter(|part| matches!(part, Part::Says(said) if near_of(said).is_some()))
        .count();
    // "Yesterday was Friday. What is today?"
    if !asks_day(read) && nears < 2 || !only_asks(read, &["weekday?", "day?"]) {
        return None;
    }
    if given(read, |slot| matches!(slot, Slot::Weekday(_))).is_none() {
        return beside(read, day);
    }
    let days = step(read, |slot| matches!(slot, Slot::Weekday(_)))?;
    (days != 0).then(|| moved(day, days))
}

/// Which day near today the day in the question is: `yesterday was Friday`, `Friday was
/// yesterday`.
pub(crate) fn given(read: &Read, is_day: impl Fn(&Slot) -> bool) -> Option<i64> {
    given_at(read, is_day).map(|(_, days)| days)
}

fn given_at(read: &Read, is_day: impl Fn(&Slot) -> bool) -> Option<(usize, i64)> {
    let at = read
        .parts
        .iter()
        .position(|part| matches!(part, Part::Slot(slot) if is_day(slot)))?;
    let near_at = |at: usize| match read.parts.get(at) {
        Some(Part::Says(said)) => near_of(said),
        _ => None,
    };
    at.checked_sub(1)
        .and_then(|at| near_at(at).map(|days| (at, days)))
        .or_else(|| near_at(at + 1).map(|days| (at + 1, days)))
}

/// How many days it is from the day in the question to the one that is asked for, where
/// both are near today.
pub(crate) fn step(read: &Read, is_day: impl Fn(&Slot) -> bool) -> Option<i64> {
    let (place, given) = given_at(read, is_day)?;
    let asked: Vec<i64> = read
        .parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place)
        .filter_map(|(_, part)| match part {
            Part::Says(said) => near_of(said),
            _ => None,
        })
        .collect();
    let moves = read.says_any(&[
        "before", "after", "plus", "minus", "between", "to", "next", "previous", "last", "first",
    ]);
    if moves {
        return None;
    }
    match asked[..] {
        [] => Some(-given),
        [asked] => Some(asked - given),
        _ => None,
    }
}

/// Whether what comes before or after stands in front of the day itself: "the following
/// note" is another thing.
pub(crate) fn leads(read: &Read, is_day: impl Fn(&Slot) -> bool) -> bool {
    read.parts.windows(2).any(|pair| {
        matches!(
            pair,
            [Part::Says("before" | "after" | "next" | "previous" | "day-after" | "day-before"), Part::Slot(slot)] if is_day(slot)
        )
    })
}

/// `Which day comes after Tuesday?`
fn beside(read: &Read, day: Weekday) -> Option<Task> {
    let back = read.says_any(&["before", "previous"]);
    let on = read.says_any(&["after", "next"]);
    let plain = near(read) == Some(0)
        && !read.says_any(&["today", "last", "first", "between", "to", "both-ends"]);
    (plain && back != on && leads(read, |slot| matches!(slot, Slot::Weekday(_))))
        .then(|| moved(day, if back { -1 } else { 1 }))
}

/// So many days on, or back.
pub(crate) fn moved(day: Weekday, days: i64) -> Task {
    let right = day.wrapping_add(days.rem_euclid(7));
    let direction = if days < 0 { "before" } else { "after" };
    Task::Weekday {
        right,
        fact: format!(
            "{} days {direction} {} is {}",
            days.abs(),
            weekday_name(day),
            weekday_name(right)
        ),
    }
}

/// `If 25 December is a Wednesday, what weekday is the following 6 January?`
pub(crate) fn of_another_date(
    read: &Read,
    first: &Slot,
    day: Weekday,
    second: &Slot,
) -> Option<Task> {
    if !asks_day(read)
        || near(read) != Some(0)
        || read.says_any(&["today", "between", "days?", "both-ends"])
    {
        return None;
    }
    let (from, to) = match (first, second) {
        (Slot::Date(from), Slot::Date(to)) => (*from, *to),
        (Slot::Day(month_a, day_a), Slot::Day(month_b, day_b)) => {
            let from = Date::new(2022, *month_a, *day_a).ok()?;
            let mut to = Date::new(2022, *month_b, *day_b).ok()?;
            if to < from && read.says_any(&["after", "next"]) {
                to = Date::new(2023, *month_b, *day_b).ok()?;
            }
            let (early, late) = (from.min(to), from.max(to));
            let end = |date: Date| Date::new(date.year(), 2, 28);
            let leaps = early <= end(early).ok()? && late > end(early).ok()?
                || late.year() > early.year() && late > end(late).ok()?;
            (!leaps).then_some((from, to))?
        }
        _ => return None,
    };
    let days = i64::from(from.until(to).ok()?.get_days());
    Some(moved(day, days))
}
