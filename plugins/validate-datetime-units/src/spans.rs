//! Time between two dates.

use jiff::civil::Date;

use reading::skeleton::Part;

use crate::dates::{FIRST_YEAR, Read, Slot, near};
use crate::task::Task;

/// `How many days are between March 1, 2024 and March 20, 2024?`
pub(crate) fn between(read: &Read, first: &Slot, second: &Slot) -> Option<Task> {
    if read.says_any(&["old?", "years?"]) {
        return full_years(read, first, second);
    }
    // "How many days until 25 December if today is 3 December?"
    let (first, second) = if today_is(read, second) {
        (second, first)
    } else {
        (first, second)
    };
    let spans = read.says_any(&["between", "to", "from", "before", "after"])
        || read.says_any(&["born", "nights?"]);
    let asks = read.says_any(&["days?", "weeks?", "months?", "long?", "nights?", "full"]);
    let dated = read.says("today") && (today_is(read, first) || today_is(read, second));
    if !spans && !dated || !asks || strange(read) || read.says("today") && !dated {
        return None;
    }
    let (mut from, mut to, known) = both(first, second)?;
    if read.says_any(&["before", "after"]) && !read.says("to") {
        (from, to) = (from.min(to), from.max(to));
    }
    let crosses = (from.month(), from.day()) <= (2, 29) && (to.month(), to.day()) >= (2, 28);
    if from > to || from.year() < FIRST_YEAR || !known && crosses {
        return None;
    }
    let days = i128::from(from.until(to).ok()?.get_days());
    if read.says("months?") {
        return months(read, from, to);
    }
    if read.says_any(&["weeks?", "full"]) {
        let whole = (days % 7 == 0 || read.says("full")) && !read.says_any(&["days?", "both-ends"]);
        return whole.then(|| Task::Days {
            right: days / 7,
            fact: format!("There are {} weeks between them", days / 7),
        });
    }
    // Asked how long it is, people answer in weeks and months too.
    if !read.says_any(&["days?", "nights?"]) {
        return None;
    }
    let days = match (read.says("both-ends"), read.says("no-ends")) {
        (true, false) => days + 1,
        (false, true) => days - 1,
        (true, true) => return None,
        (false, false) => days,
    };
    Some(Task::Days {
        right: days,
        fact: format!("There are {days} days"),
    })
}

/// Whether it is said that today is this date.
fn today_is(read: &Read, date: &Slot) -> bool {
    read.parts.windows(2).any(|pair| match pair {
        [Part::Says("today"), Part::Slot(slot)] => match (slot, date) {
            (Slot::Date(a), Slot::Date(b)) => a == b,
            (Slot::Day(a, b), Slot::Day(c, d)) => (a, b) == (c, d),
            _ => false,
        },
        _ => false,
    })
}

fn months(read: &Read, from: Date, to: Date) -> Option<Task> {
    let months = i128::from(to.year() - from.year()) * 12 + i128::from(to.month() - from.month());
    let plain = from.day() == to.day() && from.day() <= 28 && !read.says("days?");
    plain.then(|| Task::Days {
        right: months,
        fact: format!("There are {months} months between them"),
    })
}

/// `He was born on … and died on …: how old was he?`
fn full_years(read: &Read, first: &Slot, second: &Slot) -> Option<Task> {
    let (Slot::Date(from), Slot::Date(to)) = (first, second) else {
        return None;
    };
    let (from, to) = (*from.min(to), *from.max(to));
    let more = read.says_any(&["months?", "days?", "weeks?", "weekday?", "date?"]);
    let had = (to.month(), to.day()) >= (from.month(), from.day());
    let years = i128::from(to.year() - from.year()) - i128::from(!had);
    (!more && !strange(read) && !read.says("today") && years > 0).then(|| Task::Amount {
        right: years,
        asked: [from, to]
            .iter()
            .flat_map(|date| [i128::from(date.year()), i128::from(date.day())])
            .collect(),
        code: "datetime.duration",
        fact: format!("It is {years} full years"),
    })
}

/// Both dates, and whether their year is known.
fn both(first: &Slot, second: &Slot) -> Option<(Date, Date, bool)> {
    let named = |slot: &Slot| match *slot {
        Slot::Date(date) => Some((date.month(), date.day(), Some(date.year()))),
        Slot::Day(month, day) => Some((month, day, None)),
        _ => None,
    };
    let ((month_a, day_a, year_a), (month_b, day_b, year_b)) = (named(first)?, named(second)?);
    // "from March 1 to March 20, 2024"
    let known = year_a.or(year_b);
    let year = known.unwrap_or(2023);
    let from = Date::new(year_a.unwrap_or(year), month_a, day_a).ok()?;
    let mut to = Date::new(year_b.unwrap_or(year), month_b, day_b).ok()?;
    // "from 20 December to 3 January": no February between.
    if known.is_none()
        && to < from
        && to.month() < 3
        && to.month() < from.month()
        && from.month() > 2
    {
        to = Date::new(year + 1, month_b, day_b)
            .ok()
            .filter(|to| (to.month(), to.day()) < (2, 28))?;
        return Some((from, to, true));
    }
    Some((from, to, known.is_some()))
}

fn strange(read: &Read) -> bool {
    read.says_any(&[
        "weekday?",
        "date?",
        "leap",
        "written",
        "plus",
        "minus",
        "tomorrow",
        "yesterday",
        "day-of-year",
    ]) || near(read) != Some(0)
}
