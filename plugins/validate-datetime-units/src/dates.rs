//! Questions on dates and days of the week.

use jiff::civil::{Date, Weekday};
use reading::skeleton::{Part, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::date_words::WORDS;
use crate::read::{date_at, date_name, month, month_name, weekday, weekday_name, whole};
use crate::shift::{Shift, shift_at};
use crate::task::Task;
use crate::written;

/// Years from here on are Gregorian everywhere that English is spoken.
const FIRST_YEAR: i16 = 1753;

/// What a question is about.
#[derive(Clone, Debug)]
enum Slot {
    Date(Date),
    /// Without a year.
    Day(i8, i8),
    Weekday(Weekday),
    Shift(Shift),
    Month(i8, Option<i16>),
    Year(i16),
}

type Read = Skeleton<Slot>;

/// What is asked of dates, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if let Some(task) = written::understand(text, &tokens) {
        return Some(task);
    }
    let read = skeleton(&WORDS, &tokens, slot_at)?;
    let slots: Vec<Slot> = read.slots().cloned().collect();
    match &slots[..] {
        [Slot::Date(date)] => day_of_week(&read, *date),
        [Slot::Year(year)] => of_year(&read, &tokens, *year),
        [Slot::Month(month, year)] => month_length(&read, *month, *year),
        [Slot::Month(month, None), Slot::Year(year)] => month_length(&read, *month, Some(*year)),
        [] if read.says("leap")
            && read.says("days?")
            && read.says_only(&["leap", "days?", "in"]) =>
        {
            Some(Task::Days {
                right: 366,
                fact: "A leap year has 366 days".to_owned(),
            })
        }
        [Slot::Weekday(day)] => neighbour(&read, *day),
        [Slot::Weekday(day), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Weekday(day)] => {
            let days = direction(&read)? * shift.days?;
            (asks_day(&read) && only_asks(&read, &["weekday?", "day?"]))
                .then(|| moved_weekday(*day, days))
        }
        [Slot::Date(date), Slot::Shift(shift)] | [Slot::Shift(shift), Slot::Date(date)] => {
            moved_date(&read, *date, shift)
        }
        [
            first @ (Slot::Date(_) | Slot::Day(..)),
            second @ (Slot::Date(_) | Slot::Day(..)),
        ] => between(&read, first, second),
        [Slot::Year(from), Slot::Year(to)] => years_between(&read, *from, *to),
        _ => None,
    }
}

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
        && (!first.is_any(&["may", "march"]) || first.text.starts_with(char::is_uppercase))
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
    Some((Slot::Year(year(first)?), 1))
}

fn year(token: &Token<'_>) -> Option<i16> {
    (token.text.len() == 4)
        .then(|| whole::<i16>(token))?
        .filter(|year| (1000..=9999).contains(year))
}

fn asks_day(read: &Read) -> bool {
    read.says_any(&["weekday?", "day?"])
}

/// Whether nothing else is asked for.
fn only_asks(read: &Read, kinds: &[&str]) -> bool {
    read.parts.iter().all(
        |part| !matches!(part, Part::Says(said) if said.ends_with('?') && !kinds.contains(said)),
    ) && !read.says_any(&["leap", "between", "written"])
}

/// Whether it goes on in time or back; none where both are said, or nothing.
fn direction(read: &Read) -> Option<i64> {
    let back = read.says_any(&["before", "minus"]);
    let on = read.says_any(&["after", "plus"]);
    match (back, on) {
        (true, false) => Some(-1),
        (false, true) => Some(1),
        (true, true) => None,
        (false, false) => read.says_any(&["in", "from"]).then_some(1),
    }
}

/// `What day of the week was July 4, 1776?`
fn day_of_week(read: &Read, date: Date) -> Option<Task> {
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

fn weekday_task(date: Date) -> Task {
    Task::Weekday {
        right: date.weekday(),
        fact: format!("{} is a {}", date_name(date), weekday_name(date.weekday())),
    }
}

/// `If today is Monday, what day is tomorrow?`
fn neighbour(read: &Read, day: Weekday) -> Option<Task> {
    if !asks_day(read) || !read.says("today") || !only_asks(read, &["weekday?", "day?"]) {
        return None;
    }
    let days = near(read)?;
    (days != 0).then(|| moved_weekday(day, days))
}

/// Days to tomorrow, to yesterday, or none; nothing where several are said.
fn near(read: &Read) -> Option<i64> {
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

fn moved_weekday(day: Weekday, days: i64) -> Task {
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

/// `What date is 30 days after March 15, 2024?`
fn moved_date(read: &Read, from: Date, shift: &Shift) -> Option<Task> {
    if !only_asks(read, &["weekday?", "day?", "date?"]) || near(read) != Some(0) {
        return None;
    }
    let right = from.checked_add(shift.span(from, direction(read)?)?).ok()?;
    // "What day is it 3 days after March 1?" asks for either.
    if read.says("weekday?") || read.says("day?") && read.says("today") && !read.says("date?") {
        return Some(weekday_task(right));
    }
    (!read.says("day?") || read.says("date?")).then(|| date_task(from, right))
}

fn date_task(from: Date, right: Date) -> Task {
    Task::Date {
        right,
        asked: vec![from],
        fact: format!("The date is {}", date_name(right)),
    }
}

/// `How many days are between March 1, 2024 and March 20, 2024?`
fn between(read: &Read, first: &Slot, second: &Slot) -> Option<Task> {
    let spans = read.says("between") || read.says("from") && read.says("to") || read.says("to");
    let asks = read.says_any(&["days?", "weeks?"]);
    let spans = spans || read.says("before") || read.says("after") && read.says("days?");
    if !spans || !asks || !only_asks_between(read) {
        return None;
    }
    let named = |slot: &Slot| match *slot {
        Slot::Date(date) => Some((date.month(), date.day(), Some(date.year()))),
        Slot::Day(month, day) => Some((month, day, None)),
        _ => None,
    };
    let ((month_a, day_a, year_a), (month_b, day_b, year_b)) = (named(first)?, named(second)?);
    // "from March 1 to March 20, 2024"
    let known = year_a.or(year_b);
    let year = known.unwrap_or(2023);
    let (mut from, mut to) = (
        Date::new(year_a.unwrap_or(year), month_a, day_a).ok()?,
        Date::new(year_b.unwrap_or(year), month_b, day_b).ok()?,
    );
    if read.says("before") || read.says("after") {
        (from, to) = (from.min(to), from.max(to));
    }
    let crosses = (from.month(), from.day()) <= (2, 29) && (to.month(), to.day()) >= (2, 28);
    if from > to || from.year() < FIRST_YEAR || known.is_none() && crosses {
        return None;
    }
    let days = i128::from(from.until(to).ok()?.get_days());
    if read.says("weeks?") {
        let whole = days % 7 == 0 && !read.says("days?");
        return whole.then(|| Task::Days {
            right: days / 7,
            fact: format!("There are {} weeks between them", days / 7),
        });
    }
    Some(Task::Days {
        right: days,
        fact: format!("There are {days} days between them"),
    })
}

fn only_asks_between(read: &Read) -> bool {
    !read.says_any(&[
        "weekday?",
        "date?",
        "years?",
        "months?",
        "leap",
        "written",
        "plus",
        "minus",
        "tomorrow",
        "yesterday",
        "today",
    ])
}

/// `How many years passed between 1853 and 1877?`
fn years_between(read: &Read, from: i16, to: i16) -> Option<Task> {
    let spans = read.says("between") || read.says("to");
    let asks = read.says_any(&["years?", "long?"]);
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
        fact: format!("{to} - {from} = {years}, so it is {years} years"),
    })
}

/// `Is 2024 a leap year?`, `How many days did 2024 have?`
fn of_year(read: &Read, tokens: &[Token<'_>], year: i16) -> Option<Task> {
    if !(FIRST_YEAR..=9999).contains(&year) {
        return None;
    }
    let yes = Date::new(year, 1, 1).ok()?.in_leap_year();
    if read.says("leap") {
        let asks = tokens.first().is_some_and(|token| {
            token.is_any(&["is", "was", "will", "would", "has", "does", "did"])
        }) || tokens.windows(2).any(|pair| {
            pair[0].is_any(&["if", "whether"]) || pair[0].is("or") && pair[1].is("not")
        });
        let plain = read.says_only(&["leap", "in", "years?"]);
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

/// `How many days are in February 2023?`
fn month_length(read: &Read, month: i8, year: Option<i16>) -> Option<Task> {
    let plain = read.says_only(&["days?", "in"]) && read.says("days?");
    let known = match year {
        Some(year) => (FIRST_YEAR..=9999).contains(&year).then_some(year)?,
        // Of February it depends.
        None if month == 2 => return None,
        None => 2023,
    };
    let days = Date::new(known, month, 1).ok()?.days_in_month();
    let year = year.map_or(String::new(), |year| format!(" {year}"));
    plain.then(|| Task::Days {
        right: days.into(),
        fact: format!("{}{year} has {days} days", month_name(month)),
    })
}
