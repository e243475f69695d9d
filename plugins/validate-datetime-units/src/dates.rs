//! Questions on dates and days of the week.

use jiff::civil::Date;
use reading::skeleton::{Part, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::date_slots::{is_short_span, slot_at};
use crate::date_tasks::{date_task, day_of_week, moved_date, moved_day, next_to, weekday_task};
use crate::date_words::WORDS;
use crate::months;
use crate::named_dates::weekdays_in;
use crate::read::{month, weekday};
use crate::spans;
use crate::task::Task;
use crate::weekdays;
use crate::written;
use crate::years::{self, of_year, the_leap_year, years_between};

/// Years from here on are Gregorian everywhere that English is spoken.
pub(crate) const FIRST_YEAR: i16 = 1753;

pub(crate) use crate::date_slots::{Slot, year};

pub(crate) type Read = Skeleton<Slot>;

/// What is asked of dates, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if let Some(task) = written::understand(text, &tokens) {
        return Some(task);
    }
    let task = understand_plain(&tokens, asked)?;
    Some(written::in_the_format(task, text))
}

fn understand_plain(tokens: &[Token<'_>], asked: &Asked<'_>) -> Option<Task> {
    let read = skeleton(&WORDS, tokens, slot_at)?;
    let others = read
        .slots()
        .filter(|slot| matches!(slot, Slot::Other))
        .count();
    if others > MOST_OTHERS {
        return None;
    }
    let read = Read {
        parts: read
            .parts
            .into_iter()
            .filter(|part| !matches!(part, Part::Slot(Slot::Other)))
            .collect(),
    };
    let mut slots: Vec<Slot> = read.slots().cloned().collect();
    // "the first Monday of May 2025": its date is asked for, or it is a date.
    if let [Slot::Named(date)] = slots[..]
        && read.says_only(&["date?", "when?", "day?", "in", "month"])
        && (read.says_any(&["date?", "when?", "day?"])
            || tokens.len() < 14 && tokens[0].is_any(&["what", "what's", "which"]))
    {
        return Some(date_task(date, date));
    }
    if slots.iter().any(|slot| matches!(slot, Slot::Named(_))) {
        return None;
    }
    // "Christmas Day (25 December)"
    slots.dedup_by(|b, a| match (a, b) {
        (Slot::Date(a), Slot::Date(b)) => a == b,
        (Slot::Day(m, d), Slot::Day(month, day)) => m == month && d == day,
        (Slot::Date(date), Slot::Day(month, day)) => (date.month(), date.day()) == (*month, *day),
        _ => false,
    });
    // "24 months from 1 June: when are those 24 months up on the 1st?"
    if let [Slot::Date(date), Slot::Shift(shift), others @ ..] = &slots[..]
        && others.iter().all(|slot| match slot {
            Slot::Shift(other) => other == shift,
            Slot::Nth(nth) => *nth == i64::from(date.day()),
            _ => false,
        })
    {
        slots.truncate(2);
    }
    if let [Slot::Shift(shift), Slot::Date(date), others @ ..] = &slots[..]
        && others.iter().all(|slot| match slot {
            Slot::Shift(other) => other == shift,
            Slot::Nth(nth) => *nth == i64::from(date.day()),
            _ => false,
        })
    {
        slots.truncate(2);
    }
    // "It runs for 6 months. Which date is exactly six months later?"
    slots.dedup_by(|b, a| matches!((a, b), (Slot::Shift(a), Slot::Shift(b)) if a == b));
    if let [Slot::Year(year), Slot::Day(month, day)] | [Slot::Day(month, day), Slot::Year(year)] =
        slots[..]
    {
        // "New Year's Eve 2026, Dec 31"
        slots = vec![Slot::Date(
            Date::new(year, month, day)
                .ok()
                .filter(|date| date.year() >= FIRST_YEAR)?,
        )];
    }
    // "Christmas 2023 (December 25, 2023)"
    if let [Slot::Year(year), Slot::Date(date)] | [Slot::Date(date), Slot::Year(year)] = slots[..]
        && date.year() == year
    {
        slots = vec![Slot::Date(date)];
    }
    // "I pay on the 1st. If the 1st is a Sunday, …"
    if slots.iter().any(|slot| matches!(slot, Slot::Nth(_))) {
        slots.dedup_by(|b, a| matches!((a, b), (Slot::Nth(a), Slot::Nth(b)) if a == b));
    }
    // "The 3rd of a month": that is no time that passes.
    if slots.iter().any(|slot| matches!(slot, Slot::Nth(_))) {
        slots.retain(|slot| !matches!(slot, Slot::Shift(_)));
    }
    match &slots[..] {
        [Slot::Nth(first), Slot::Weekday(day), Slot::Nth(second)] => {
            let plain = near(&read) == Some(0) && only_asks(&read, &["weekday?", "day?"]);
            let moves = read.says_any(&["next", "previous", "today", "first", "last"]);
            // "The 10th is a Wednesday. And the 25th?"
            let asks =
                asks_day(&read) || matches!(read.parts.last(), Some(Part::Slot(Slot::Nth(_))));
            (asks && plain && !moves).then(|| weekdays::moved(*day, second - first))
        }
        // "Is 1 January 2025 a Tuesday or a Wednesday?"
        [Slot::Date(date), Slot::Weekday(_), Slot::Weekday(_), ..]
            if slots[1..]
                .iter()
                .all(|slot| matches!(slot, Slot::Weekday(_)))
                && tokens.iter().any(|token| token.is("or")) =>
        {
            let moves = read.says_any(&[
                "before",
                "after",
                "plus",
                "minus",
                "between",
                "to",
                "next",
                "previous",
                "day-after",
                "day-before",
            ]);
            (!moves && near(&read) == Some(0) && only_asks(&read, &["weekday?", "day?"]))
                .then(|| weekday_task(*date))
        }
        [Slot::Date(date)]
            if let Some(days) = weekdays::step(&read, |slot| matches!(slot, Slot::Date(_)))
                .filter(|_| only_asks(&read, &["weekday?", "day?", "date?"])) =>
        {
            let right = date.checked_add(jiff::Span::new().days(days)).ok()?;
            if read.says("weekday?") {
                return Some(weekday_task(right));
            }
            (days != 0 && read.says_any(&["date?", "day?", "today"]))
                .then(|| date_task(*date, right))
        }
        [Slot::Date(date)] => day_of_week(&read, *date).or_else(|| next_to(&read, *date)),
        [Slot::Year(year), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Year(year)]
            if tokens
                .windows(2)
                .any(|pair| pair[0].is_any(&["which", "what"]) && pair[1].is("year")) =>
        {
            years::moved(&read, *year, shift)
        }
        [Slot::Year(year)] => of_year(&read, asked, *year),
        [Slot::Month(month, Some(year))] if read.says_any(&["last", "first"]) => {
            months::edge(&read, *month, *year)
        }
        [Slot::Month(month, year)] => months::length(&read, *month, *year)
            .or_else(|| (year.is_none()).then(|| months::moved(&read, *month, None))?),
        [Slot::Weekday(day), Slot::Month(month, Some(year))]
            if tokens
                .windows(2)
                .any(|pair| pair[0].is("many") && weekday(&pair[1]).is_some())
                && read.says_only(&["in", "month"]) =>
        {
            let right = weekdays_in(*year, *month, *day)?;
            Some(Task::Days {
                right,
                fact: format!("There are {right} of them"),
            })
        }
        [Slot::Month(month, Some(year)), Slot::Shift(shift)]
        | [Slot::Shift(shift), Slot::Month(month, Some(year))] => {
            months::moved_in_year(&read, *month, *year, shift)
        }
        [Slot::Month(from, year), Slot::Month(to, Some(last))] if read.says("months?") => {
            months::between(&read, (year.unwrap_or(*last), *from), (*last, *to))
        }
        [Slot::Month(month, None), Slot::Year(year)] => months::length(&read, *month, Some(*year)),
        [Slot::Month(month, None), Slot::Shift(shift)]
        | [Slot::Shift(shift), Slot::Month(month, None)] => {
            months::moved(&read, *month, Some(shift))
        }
        [Slot::Month(..), Slot::Month(..), ..]
            if slots.iter().all(|slot| matches!(slot, Slot::Month(..))) =>
        {
            let all: Vec<(i8, Option<i16>)> = slots
                .iter()
                .filter_map(|slot| match slot {
                    Slot::Month(month, year) => Some((*month, *year)),
                    _ => None,
                })
                .collect();
            months::together(&read, &all)
        }
        [] if read.says("leap")
            && read.says("days?")
            && read.says_only(&["leap", "days?", "in"]) =>
        {
            Some(Task::Days {
                right: 366,
                fact: "A leap year has 366 days".to_owned(),
            })
        }
        [Slot::Weekday(day)] => weekdays::neighbour(&read, *day),
        // "Tomorrow is Monday. Which day was it three days ago?"
        [Slot::Weekday(day), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Weekday(day)]
            if !read.says("today")
                && let Some(given) =
                    weekdays::given(&read, |slot| matches!(slot, Slot::Weekday(_))) =>
        {
            let days = direction(&read)? * shift.days?;
            (asks_day(&read)
                && near(&read).is_some()
                && !read.says_any(&["last", "both-ends", "first"])
                && only_asks(&read, &["weekday?", "day?"]))
            .then(|| weekdays::moved(*day, days - given))
        }
        [Slot::Weekday(day), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Weekday(day)] => {
            let days = from_today(&read)? * direction(&read)? * shift.days?;
            let plain = near(&read) == Some(0) || read.says("today");
            let asks = asks_day(&read) || matches!(read.parts.last(), Some(Part::Says("today")));
            (asks
                && plain
                && !read.says_any(&["last", "both-ends", "first"])
                && only_asks(&read, &["weekday?", "day?"]))
            .then(|| weekdays::moved(*day, days))
        }
        // "In which month and year are 24 months over that began on 1 June 2021?"
        [Slot::Date(date), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Date(date)]
            if read.says("month") && !read.says_any(&["date?", "when?"]) =>
        {
            months::moved_in_year(&read, date.month(), date.year(), shift)
        }
        [Slot::Date(date), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Date(date)] => {
            moved_date(&read, *date, shift)
        }
        [Slot::Day(month, day), Slot::Shift(shift)]
        | [Slot::Shift(shift), Slot::Day(month, day)] => moved_day(&read, *month, *day, shift),
        [
            first @ (Slot::Date(_) | Slot::Day(..)),
            Slot::Weekday(day),
            second @ (Slot::Date(_) | Slot::Day(..)),
        ] => weekdays::of_another_date(&read, first, *day, second),
        // "The fair is from 3 to 7 May": it lasts five days, and four have passed.
        [Slot::Date(_) | Slot::Day(..), Slot::Date(_) | Slot::Day(..)]
            if tokens
                .windows(4)
                .any(|four| is_short_span(&four[..3]) && month(&four[3]).is_some())
                && !read.says_any(&["both-ends", "no-ends", "nights?"]) =>
        {
            None
        }
        [
            first @ (Slot::Date(_) | Slot::Day(..)),
            second @ (Slot::Date(_) | Slot::Day(..)),
        ] => spans::between(&read, first, second),
        [Slot::Year(from), Slot::Year(to)] => years_between(&read, *from, *to),
        [Slot::Year(_), Slot::Year(_), ..] => the_leap_year(&read, &slots),
        _ => None,
    }
}

/// `Three days ago it was Monday. What day is it today?` goes the other way; none where
/// it is open which day is today.
pub(crate) fn from_today(read: &Read) -> Option<i64> {
    let place = |fits: &dyn Fn(&Part<Slot>) -> bool| read.parts.iter().position(fits);
    let Some(today) = place(&|part| matches!(part, Part::Says("today"))) else {
        return Some(1);
    };
    let day = place(&|part| {
        matches!(
            part,
            Part::Slot(Slot::Weekday(_) | Slot::Date(_) | Slot::Day(..))
        )
    })?;
    let shift = place(&|part| matches!(part, Part::Slot(Slot::Shift(_))))?;
    let beside = today.abs_diff(day) == 1;
    match (beside, shift < day && day < today) {
        (true, true) => None,
        (true, false) => Some(1),
        (false, _) => Some(-1),
    }
}

/// Nobody says more about dates in words that are not known.
const MOST_OTHERS: usize = 16;

pub(crate) fn asks_day(read: &Read) -> bool {
    read.says_any(&["weekday?", "day?"])
}

/// Whether nothing else is asked for.
pub(crate) fn only_asks(read: &Read, kinds: &[&str]) -> bool {
    read.parts.iter().all(
        |part| !matches!(part, Part::Says(said) if said.ends_with('?') && !kinds.contains(said)),
    ) && !read.says_any(&["leap", "between", "written"])
}

/// Whether it goes on in time or back; none where both are said, or nothing.
pub(crate) fn direction(read: &Read) -> Option<i64> {
    let back = read.says_any(&["before", "minus"]);
    let on = read.says_any(&["after", "plus"]);
    match (back, on) {
        (true, false) => Some(-1),
        (false, true) => Some(1),
        (true, true) => None,
        (false, false) => read.says_any(&["in", "from", "lasts", "due"]).then_some(1),
    }
}

/// Days to tomorrow, to yesterday, or none; nothing where several are said.
pub(crate) fn near(read: &Read) -> Option<i64> {
    let said: Vec<i64> = [
        ("tomorrow", 1),
        ("yesterday", -1),
        ("overmorrow", 2),
        ("ereyesterday", -2),
    ]
    .into_iter()
    .filter(|(day, _)| read.says(day))
    .map(|(_, days)| days)
    .collect();
    match said[..] {
        [] => Some(0),
        [days] => Some(days),
        _ => None,
    }
}
