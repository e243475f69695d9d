//! Questions on dates and days of the week.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use reading::{Asked, Captures, Token, matches};

use crate::read::{date, date_at, date_name, month, month_name, weekday, weekday_name, whole};
use crate::task::Task;

/// What is asked of dates, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let joined: Vec<Token<'_>> = match &asked.sentences[..] {
        [one] => one.clone(),
        // "Today is Monday. What day will it be in 10 days?"
        [given, question] if given.first().is_some_and(|t| t.is("today")) => {
            given.iter().chain(question).cloned().collect()
        }
        _ => return None,
    };
    let sentence = &joined[..];
    from_today(sentence)
        .or_else(|| day_of_week(sentence))
        .or_else(|| shifted(sentence))
        .or_else(|| between(sentence))
        .or_else(|| leap_year(sentence))
        .or_else(|| length(sentence))
}

/// `What day of the week was July 4, 1776?`
fn day_of_week(sentence: &[Token<'_>]) -> Option<Task> {
    let captures = first_match(
        &[
            "what|which day [of] [the] [week] is|was {rest}",
            "what|which day [of] [the] [week] does|did {rest} fall|land [on]",
            "what|which day [of] [the] [week] will {rest} be|fall [on]",
            "on what|which day [of] [the] [week] does|did|will {rest} fall",
            "on what|which day [of] [the] [week] is|was {rest}",
            "what weekday is|was {rest}",
            "what is|was the day of the week on|for|of {rest}",
            "{rest} is|was what|which day of the week",
        ],
        sentence,
    )?;
    let date = date(captures.tokens(0))?;
    let right = date.weekday();
    Some(Task::Weekday {
        right,
        fact: format!("{} is a {}", date_name(date), weekday_name(right)),
    })
}

/// `If today is Monday, what day will it be in 10 days?`
fn from_today(sentence: &[Token<'_>]) -> Option<Task> {
    let captures = first_match(
        &[
            "[if] today is [a] {rest} , what|which day [of] [the] [week] {rest}",
            "[if] today is [a] {w} what|which day [of] [the] [week] {rest}",
            "[if] today is {rest} , what|which [is] [the] date {rest}",
            "[if] today is {rest} what|which [is] [the] date {rest}",
        ],
        sentence,
    )?;
    let shift = shift(captures.tokens(1))?;
    let today = captures.tokens(0);
    if let [day] = today
        && let Some(day) = weekday(day)
        && sentence.iter().any(|token| token.is("day"))
    {
        let days = shift.days?;
        return Some(moved_weekday(day, days));
    }
    let today = date(today)?;
    let right = today.checked_add(shift.span(today)?).ok()?;
    if sentence.iter().any(|token| token.is("date")) {
        return Some(date_task(today, right));
    }
    Some(Task::Weekday {
        right: right.weekday(),
        fact: format!(
            "{} is a {}",
            date_name(right),
            weekday_name(right.weekday())
        ),
    })
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

struct Shift {
    amount: i64,
    unit: &'static str,
    /// In days, where the unit has a fixed length.
    days: Option<i64>,
}

impl Shift {
    /// None where the end of a month makes it open.
    fn span(&self, from: Date) -> Option<Span> {
        match self.unit {
            "day" | "week" => Span::new().try_days(self.days?).ok(),
            _ if from.day() > 28 => None,
            "month" => Span::new().try_months(self.amount).ok(),
            _ => Span::new().try_years(self.amount).ok(),
        }
    }
}

/// `will it be in 10 days`, `was it 3 weeks ago`, `is tomorrow`
fn shift(tokens: &[Token<'_>]) -> Option<Shift> {
    for (pattern, days) in [
        ("is|will it|be [be] tomorrow", 1),
        ("is tomorrow", 1),
        ("will be tomorrow", 1),
        ("was yesterday", -1),
        ("was it yesterday", -1),
    ] {
        if matches(pattern, tokens).is_some() {
            return Some(Shift {
                amount: days,
                unit: "day",
                days: Some(days),
            });
        }
    }
    for (pattern, sign) in [
        ("will|would|is it [be] in {n} {w}", 1),
        ("will|would|is it [be] {n} {w} from now|today", 1),
        ("will|would|is it [be] after {n} {w}", 1),
        ("will be in {n} {w}", 1),
        ("is {n} {w} from now|today", 1),
        ("was it {n} {w} ago", -1),
        ("was {n} {w} ago", -1),
    ] {
        if let Some(captures) = matches(pattern, tokens) {
            return amount(&captures, 0, sign);
        }
    }
    None
}

fn amount(captures: &Captures<'_, '_>, slot: usize, sign: i64) -> Option<Shift> {
    let amount: i64 = whole(captures.tokens(slot).first()?)?;
    let unit = captures.word(slot + 1)?;
    let unit = unit.strip_suffix('s').unwrap_or(&unit);
    let unit = ["day", "week", "month", "year"]
        .into_iter()
        .find(|known| *known == unit)?;
    let length = match unit {
        "day" => Some(1),
        "week" => Some(7),
        _ => None,
    };
    (amount <= 100_000).then(|| Shift {
        amount: sign * amount,
        unit,
        days: length.map(|length| sign * amount * length),
    })
}

/// `What date is 30 days after March 15, 2024?`
fn shifted(sentence: &[Token<'_>]) -> Option<Task> {
    let (at, captures) = reading::matches_any(
        &[
            "what|which [is] [the] date [is] [it] [that] [is] {n} {w} after|from {rest}",
            "what|which [is] [the] date [comes] {n} {w} after|from {rest}",
            "what|which [is] [the] date [will] [it] [be] {n} {w} after|from {rest}",
            "add {n} {w} to {rest}",
            "what is {n} {w} after|from {rest}",
            "what|which [is] [the] date [is|was] [it] [that] [is|was] {n} {w} before {rest}",
            "what is {n} {w} before {rest}",
            "subtract {n} {w} from {rest}",
            "what|which day [of] [the] [week] [is] [comes] {n} {w} after {w}",
            "what|which day [of] [the] [week] [is|was] {n} {w} before {w}",
        ],
        sentence,
    )?;
    let sign = if matches!(at, 5..=7 | 9) { -1 } else { 1 };
    let shift = amount(&captures, 0, sign)?;
    if at >= 8 {
        return Some(moved_weekday(
            weekday(captures.tokens(2).first()?)?,
            shift.days?,
        ));
    }
    let from = date(captures.tokens(2))?;
    let right = from.checked_add(shift.span(from)?).ok()?;
    Some(date_task(from, right))
}

fn date_task(from: Date, right: Date) -> Task {
    Task::Date {
        right,
        asked: vec![from],
        fact: format!("The date is {}", date_name(right)),
    }
}

/// `How many days are between March 1, 2024 and March 20, 2024?`
fn between(sentence: &[Token<'_>]) -> Option<Task> {
    let captures = first_match(
        &[
            "how many days are [there] between {rest} and {rest}",
            "how many days [are] [there] from {rest} to|until {rest}",
            "how many days is it from {rest} to|until {rest}",
            "how many days passed|elapsed between {rest} and {rest}",
            "what is the number of days between {rest} and {rest}",
            "calculate the number of days between {rest} and {rest}",
        ],
        sentence,
    )?;
    let (first, second) = (captures.tokens(0), captures.tokens(1));
    let (a, b) = (date_at(first)?, date_at(second)?);
    if a.used != first.len() || b.used != second.len() {
        return None;
    }
    // "from March 1 to March 20, 2024"
    let known = a.year.or(b.year);
    let year = known.unwrap_or(2023);
    let (from, to) = (a.date(year)?, b.date(year)?);
    let crosses = (from.month(), from.day()) <= (2, 29) && (to.month(), to.day()) >= (2, 28);
    if from > to || from.year() < 1753 || known.is_none() && crosses {
        return None;
    }
    let days = i128::from(from.until(to).ok()?.get_days());
    Some(Task::Days {
        right: days,
        fact: format!("There are {days} days between them"),
    })
}

/// `Is 2024 a leap year?`
fn leap_year(sentence: &[Token<'_>]) -> Option<Task> {
    let captures = first_match(
        &[
            "is|was [the] [year] {n} a leap year",
            "will [the] [year] {n} be a leap year",
        ],
        sentence,
    )?;
    let year = gregorian(&captures)?;
    let yes = Date::new(year, 1, 1).ok()?.in_leap_year();
    let not = if yes { "" } else { "not " };
    Some(Task::LeapYear {
        yes,
        fact: format!("{year} is {not}a leap year"),
    })
}

fn gregorian(captures: &Captures<'_, '_>) -> Option<i16> {
    let token = captures
        .0
        .iter()
        .find_map(|slot| slot.iter().find(|t| t.number().is_some()))?;
    whole::<i16>(token).filter(|year| (1753..=9999).contains(year))
}

/// `How many days are in February 2023?`
fn length(sentence: &[Token<'_>]) -> Option<Task> {
    let captures = first_match(
        &[
            "how many days are|were|is [there] in [the] [month] [of] {w} [of] [the] [year] [{n}]",
            "how many days does|did [the] [month] [of] {w} [of] [{n}] have",
            "how many days are|were [there] in [the] year {n}",
            "how many days were|are [there] in {n}",
        ],
        sentence,
    )?;
    let first = captures.tokens(0).first()?;
    let (days, what) = match month(first) {
        Some(month) => {
            let year = captures.tokens(1).first().map(whole::<i16>);
            let year = match year {
                Some(year) => year.filter(|year| (1753..=9999).contains(year))?,
                // Of February it depends.
                None if month == 2 => return None,
                None => 2023,
            };
            let days = Date::new(year, month, 1).ok()?.days_in_month();
            (i128::from(days), month_name(month))
        }
        None => {
            let year = gregorian(&captures)?;
            (
                i128::from(Date::new(year, 1, 1).ok()?.days_in_year()),
                year.to_string(),
            )
        }
    };
    Some(Task::Days {
        right: days,
        fact: format!("{what} has {days} days"),
    })
}

fn first_match<'s, 't>(patterns: &[&str], sentence: &'s [Token<'t>]) -> Option<Captures<'s, 't>> {
    reading::matches_any(patterns, sentence).map(|(_, captures)| captures)
}
