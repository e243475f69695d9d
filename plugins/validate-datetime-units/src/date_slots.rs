//! What a question on dates is about: dates, days, months, times that pass.

use jiff::civil::{Date, Weekday};
use reading::Token;

use crate::date_words::WORDS;
use crate::dates::FIRST_YEAR;
use crate::named_dates::named_at;
use crate::read::{date_at, month, weekday, whole};
use crate::shift::{Shift, shift_at};

/// What a question is about.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    Date(Date),
    /// By its place among the days of the week of a month.
    Named(Date),
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

/// Words that make another question of one on dates.
const TWISTS: &str = "\
extract|json|csv|yaml|xml|keys|object|summarize|summarise|rewrite|sentence|passage|paragraph|\
business|working|weekdays|weekends|weekend|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|\
sundays|every|each|per|except|excluding|without|not|hours|hour|minutes|minute|seconds|o'clock|am|pm|\
noon|midnight|zone|easter|ramadan|lunar|chinese|hebrew|islamic|julian|schooldays|workdays|workday|\
times|often|many|much|percent|half|twice|third|fourth|fifth|nth|penultimate|only|\
than|more|less|battle|war|treaty|president|king|queen|won|invented|discovered|founded|independence|\
famous|history|why|who|where|explain|describe|story|poem|essay|email|letter|code|function|python|\
song|write|temperature|cost|price|weather|zodiac|star|sign|season|palindrome|roman|digits|\
sum|other|another|again|respectively|both|postponed|delayed|late|early|overdue|brought|moved|extended|shift|shifts|skips|skip|\
alternate|sort|sorted|rank|ranked|arrange|alphabetical|fortnightly|weekly|monthly|daily|yearly|annually|quarterly";

/// `3 to 7`
pub(crate) fn is_short_span(three: &[Token<'_>]) -> bool {
    matches!(three, [from, joint, to]
        if from.number().is_some()
            && to.number().is_some()
            && from.text.len() < 3
            && to.text.len() < 3
            && (joint.is_any(&["to", "until", "till", "and", "through"])
                || joint.is_mark('-')
                || joint.is_mark('–')))
}

/// What begins here.
pub(crate) fn slot_at(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    if let Some(named) = named_at(tokens) {
        return Some(named);
    }
    // "the first of the month"
    if let [the, first, of, article, month, ..] = tokens
        && the.is("the")
        && first.is("first")
        && of.is("of")
        && article.is_any(&["the", "a", "this", "that"])
        && month.is("month")
    {
        return Some((Slot::Nth(1), 5));
    }
    // "from 24 to 30 November 2024"
    if tokens.get(..3).is_some_and(is_short_span)
        && let Some(day) = whole::<i8>(&tokens[0]).filter(|day| (1..=31).contains(day))
        && let Some(found) = date_at(&tokens[2..])
        && day < found.day
    {
        let slot = match found.year {
            Some(year) => Slot::Date(Date::new(year, found.month, day).ok()?),
            None => Slot::Day(found.month, day),
        };
        return Some((slot, 1));
    }
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

/// The year that a token is.
pub(crate) fn year(token: &Token<'_>) -> Option<i16> {
    (token.text.len() == 4)
        .then(|| whole::<i16>(token))?
        .filter(|year| (1000..=9999).contains(year))
}
