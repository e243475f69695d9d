//! Dates and days of the week in a text.

use jiff::civil::{Date, Weekday};
use reading::Token;

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// A date, its year if it was said, and how many tokens it is.
pub(crate) struct Found {
    pub(crate) month: i8,
    pub(crate) day: i8,
    pub(crate) year: Option<i16>,
    pub(crate) used: usize,
}

impl Found {
    /// The date, with this year where none was said.
    pub(crate) fn date(&self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day).ok()
    }
}

/// The date that begins here: `July 4, 1776`, `the 4th of July 1776`,
/// `1776-07-04`.
pub(crate) fn date_at(tokens: &[Token<'_>]) -> Option<Found> {
    let the = usize::from(tokens.first().is_some_and(|token| token.is("the")));
    let weekday = tokens.get(the).and_then(weekday).map_or(0, |_| {
        1 + usize::from(tokens.get(the + 1).is_some_and(|token| token.is_mark(',')))
    });
    let begin = the + weekday;
    let rest = tokens.get(begin..)?;
    let mut found = iso(rest)
        .or_else(|| month_first(rest))
        .or_else(|| day_first(rest))?;
    found.used += begin;
    Some(found)
}

fn iso(tokens: &[Token<'_>]) -> Option<Found> {
    let [year, dash, month, dash2, day, ..] = tokens else {
        return None;
    };
    let glued = [dash, month, dash2, day].iter().all(|token| token.glued);
    (glued && dash.is_mark('-') && dash2.is_mark('-') && year.text.len() == 4).then_some(())?;
    Some(Found {
        month: small(month)?,
        day: small(day)?,
        year: Some(whole(year)?),
        used: 5,
    })
}

fn month_first(tokens: &[Token<'_>]) -> Option<Found> {
    let month = month(tokens.first()?)?;
    let mut at = 1 + usize::from(
        tokens
            .get(1)
            .is_some_and(|token| token.is("the") || token.is_mark('.')),
    );
    let day = day_of_month(tokens.get(at)?)?;
    at += 1;
    at += usize::from(tokens.get(at).is_some_and(is_ordinal));
    let (year, used) = year_behind(tokens, at);
    Some(Found {
        month,
        day,
        year,
        used,
    })
}

fn day_first(tokens: &[Token<'_>]) -> Option<Found> {
    let day = day_of_month(tokens.first()?)?;
    let mut at = 1;
    at += usize::from(tokens.get(at).is_some_and(is_ordinal));
    at += usize::from(tokens.get(at).is_some_and(|token| token.is("of")));
    let month = month(tokens.get(at)?)?;
    let (year, used) = year_behind(tokens, at + 1);
    Some(Found {
        month,
        day,
        year,
        used,
    })
}

/// In digits: "in March? One word" is no date.
fn day_of_month(token: &Token<'_>) -> Option<i8> {
    small(token).filter(|_| token.text.starts_with(|c: char| c.is_ascii_digit()))
}

fn year_behind(tokens: &[Token<'_>], at: usize) -> (Option<i16>, usize) {
    let skipped = usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_mark(',') || token.is("of")),
    );
    let year = tokens
        .get(at + skipped)
        .filter(|token| token.text.len() == 4)
        .and_then(whole)
        .filter(|year| (1000..=9999).contains(year));
    match year {
        Some(year) => (Some(year), at + skipped + 1),
        None => (None, at),
    }
}

pub(crate) fn is_ordinal(token: &Token<'_>) -> bool {
    token.glued && token.is_any(&["st", "nd", "rd", "th"])
}

/// The month that a word names, from 1.
pub(crate) fn month(token: &Token<'_>) -> Option<i8> {
    let word = token.text.to_ascii_lowercase();
    MONTHS
        .iter()
        .position(|(long, short)| {
            word == *long || word == *short || word == "sept" && *short == "sep"
        })
        .and_then(|at| i8::try_from(at + 1).ok())
}

/// The day of the week that a word names.
pub(crate) fn weekday(token: &Token<'_>) -> Option<Weekday> {
    let word = token.text.to_ascii_lowercase();
    let word = word.strip_suffix("'s").unwrap_or(&word);
    WEEKDAYS
        .iter()
        .find(|(name, _)| {
            word == *name
                || word.strip_suffix('s') == Some(name)
                || word.len() >= 3
                    && word.len() <= 5
                    && name.starts_with(word)
                    && token.text.starts_with(char::is_uppercase)
                    && word != "sun"
                    && word != "sat"
                    && word != "wed"
                    && word != "mon"
        })
        .map(|(_, day)| *day)
}

pub(crate) fn weekday_name(day: Weekday) -> String {
    let name = WEEKDAYS
        .iter()
        .find(|(_, known)| *known == day)
        .map_or("", |(name, _)| *name);
    capitalised(name)
}

/// `April 14, 2024`
pub(crate) fn date_name(date: Date) -> String {
    let at = usize::try_from(date.month() - 1).unwrap_or_default();
    format!(
        "{} {}, {}",
        capitalised(MONTHS[at].0),
        date.day(),
        date.year()
    )
}

pub(crate) fn month_name(month: i8) -> String {
    usize::try_from(month - 1).map_or(String::new(), |at| capitalised(MONTHS[at].0))
}

fn capitalised(name: &str) -> String {
    name[..1.min(name.len())].to_uppercase() + &name[1.min(name.len())..]
}

/// The whole number that a token is.
pub(crate) fn whole<N: TryFrom<i128>>(token: &Token<'_>) -> Option<N> {
    let number = token.number().filter(|number| number.decimals == 0)?;
    N::try_from(number.value.whole()?).ok()
}

pub(crate) fn small(token: &Token<'_>) -> Option<i8> {
    whole::<i8>(token).filter(|n| (0..=31).contains(n))
}
