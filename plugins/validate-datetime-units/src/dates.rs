//! Questions on dates and days of the week.

use jiff::civil::{Date, Weekday};
use reading::skeleton::{Part, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::date_tasks::{day_of_week, moved_date, moved_day, next_to, weekday_task};
use crate::date_words::WORDS;
use crate::months;
use crate::read::{date_at, month, weekday, whole};
use crate::shift::{Shift, shift_at};
use crate::spans;
use crate::task::Task;
use crate::weekdays;
use crate::written;
use crate::years::{of_year, the_leap_year, years_between};

/// Years from here on are Gregorian everywhere that English is spoken.
pub(crate) const FIRST_YEAR: i16 = 1753;

/// What a question is about.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    Date(Date),
    /// Without a year.
    Day(i8, i8),
    Weekday(Weekday),
    Shift(Shift),
    Month(i8, Option<i16>),
    Year(i16),
    /// `the 17th`, of a month that is not named.
    Nth(i64),
    /// A word that is not known and changes nothing.
    Other,
}

pub(crate) type Read = Skeleton<Slot>;

/// What is asked of dates, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if let Some(task) = written::understand(text, &tokens) {
        return Some(task);
    }
    let read = skeleton(&WORDS, &tokens, slot_at)?;
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
    // "The 3rd of a month": that is no time that passes.
    if slots.iter().any(|slot| matches!(slot, Slot::Nth(_))) {
        slots.retain(|slot| !matches!(slot, Slot::Shift(_)));
    }
    match &slots[..] {
        [Slot::Nth(first), Slot::Weekday(day), Slot::Nth(second)] => {
            let plain = near(&read) == Some(0) && only_asks(&read, &["weekday?", "day?"]);
            let moves = read.says_any(&["next", "previous", "today", "first", "last"]);
            (asks_day(&read) && plain && !moves).then(|| weekdays::moved(*day, second - first))
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
        [Slot::Date(date)] => day_of_week(&read, *date).or_else(|| next_to(&read, *date)),
        [Slot::Year(year)] => of_year(&read, asked, *year),
        [Slot::Month(month, Some(year))] if read.says_any(&["last", "first"]) => {
            months::edge(&read, *month, *year)
        }
        [Slot::Month(month, year)] => months::length(&read, *month, *year)
            .or_else(|| (year.is_none()).then(|| months::moved(&read, *month, None))?),
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
        [Slot::Weekday(day), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Weekday(day)] => {
            let days = from_today(&read)? * direction(&read)? * shift.days?;
            let plain = near(&read) == Some(0) || read.says("today");
            (asks_day(&read)
                && plain
                && !read.says_any(&["last", "both-ends", "first"])
                && only_asks(&read, &["weekday?", "day?"]))
            .then(|| weekdays::moved(*day, days))
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

/// Words that make another question of one on dates.
const TWISTS: &str = "\
extract|json|csv|yaml|xml|keys|object|summarize|summarise|rewrite|sentence|passage|paragraph|\
business|working|weekdays|weekends|weekend|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|\
sundays|every|each|per|except|excluding|without|not|hours|hour|minutes|minute|seconds|o'clock|am|pm|\
noon|midnight|zone|easter|ramadan|lunar|chinese|hebrew|islamic|julian|schooldays|workdays|workday|\
times|often|many|much|percent|half|twice|third|fourth|fifth|nth|penultimate|earliest|latest|only|\
than|more|less|battle|war|treaty|president|king|queen|won|invented|discovered|founded|independence|\
famous|history|why|who|where|explain|describe|story|poem|essay|email|letter|code|function|python|\
song|write|temperature|cost|price|weather|zodiac|star|sign|season|palindrome|roman|digits|\
sum|other|another|again|respectively|both|postponed|delayed|moved|extended|shift|shifts|skips|skip|\
alternate|fortnightly|weekly|monthly|daily|yearly|annually|quarterly";

fn slot_at(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    if let Some(found) = date_at(tokens) {
        let slot = match found.year {
            Some(_) => Slot::Date(found.date(0).filter(|date| date.year() >= FIRST_YEAR)?),
            None => Slot::Day(found.month, found.day),
        };
        return Some((slot, found.used));
    }
    let first = tokens.first()?;
    if let Some(month) = month(first)
        && (!first.is_any(&["may", "march", "mar", "sep", "dec"])
            || first.text.starts_with(char::is_uppercase)
            || tokens.get(1).is_none_or(|next| !next.is_word()))
    {
        let skipped = tokens[1..]
            .iter()
            .take(3)
            .take_while(|token| token.is_any(&["of", "in", "the", "year"]) || token.is_mark(','))
            .count();
        let year = tokens.get(1 + skipped).and_then(year);
        let used = if year.is_some() { 2 + skipped } else { 1 };
        return Some((Slot::Month(month, year), used));
    }
    if let Some(day) = weekday(first) {
        return Some((Slot::Weekday(day), 1));
    }
    if let Some((shift, used)) = shift_at(tokens) {
        return Some((Slot::Shift(shift), used));
    }
    if let Some(year) = year(first) {
        return Some((Slot::Year(year), 1));
    }
    if let (Some(day), Some(ordinal)) = (whole::<i64>(first), tokens.get(1))
        && ordinal.glued
        && ordinal.is_any(&["st", "nd", "rd", "th"])
        && (1..=31).contains(&day)
    {
        return Some((Slot::Nth(day), 2));
    }
    if WORDS.longest(tokens).is_some() || first.number().is_some() {
        return None;
    }
    let harmless = !first.is_word() && "-–—/!\"'()[]=>*?.".chars().any(|mark| first.is_mark(mark))
        || first.is_word() && !first.is_among(TWISTS);
    harmless.then_some((Slot::Other, 1))
}

fn year(token: &Token<'_>) -> Option<i16> {
    (token.text.len() == 4)
        .then(|| whole::<i16>(token))?
        .filter(|year| (1000..=9999).contains(year))
}

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
