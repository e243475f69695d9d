//! How long something takes, in a text.

use reading::Token;

use crate::read::whole;

/// `1 hour and 50 minutes`
pub(crate) fn named(minutes: i128) -> String {
    let plural =
        |count: i128, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => plural(minutes, "minute"),
        (hours, 0) => plural(hours, "hour"),
        (hours, minutes) => format!(
            "{} and {}",
            plural(hours, "hour"),
            plural(minutes, "minute")
        ),
    }
}

/// `1 hour and 20 minutes`, `an hour and a half`, `90-minute`, in minutes, and how
/// many tokens it is.
pub(crate) fn lasting_at(tokens: &[Token<'_>]) -> Option<(i32, usize)> {
    let first = tokens.first()?;
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    const HOURS: &[&str] = &["hour", "hours", "h", "hr", "hrs"];
    const MINUTES: &[&str] = &["minute", "minutes", "min", "mins", "m"];
    if first.is("half") && is(1, &["an"]) && is(2, HOURS) {
        return Some((30, 3));
    }
    let (value, mut at) = if first.is_any(&["an", "a"]) {
        (1.into(), 1)
    } else {
        (first.number()?.value, 1)
    };
    // "three quarters of an hour"
    if value.whole().is_none() {
        at += usize::from(is(at, &["of"]));
        at += usize::from(is(at, &["an"]));
    }
    at += usize::from(tokens.get(at).is_some_and(|token| token.is_mark('-')));
    if is(at, MINUTES) {
        let minutes = i32::try_from(value.whole()?).ok().filter(|n| *n < 10_000)?;
        return Some((minutes, at + 1));
    }
    if !is(at, HOURS) {
        return None;
    }
    // "1.5 hours"
    let minutes = i32::try_from(value.times(60.into())?.whole()?)
        .ok()
        .filter(|n| *n < 100_000)?;
    at += 1;
    let joint = usize::from(is(at, &["and", ","]));
    if is(at + joint, &["a"]) && is(at + joint + 1, &["half"]) {
        return Some((minutes + 30, at + joint + 2));
    }
    // "a half" is a number by now.
    if let Some(part) = tokens
        .get(at + joint)
        .and_then(Token::number)
        .and_then(|number| number.value.times(60.into())?.whole())
        .filter(|part| [15, 30, 45].contains(part))
        && joint > 0
        && !is(at + joint + 1, MINUTES)
    {
        return Some((minutes + i32::try_from(part).ok()?, at + joint + 1));
    }
    let more = tokens
        .get(at + joint)
        .and_then(whole::<i32>)
        .filter(|n| *n < 10_000 && is(at + joint + 1, MINUTES));
    // "1 h 20"
    if more.is_none()
        && joint == 0
        && is(at - 1, &["h"])
        && let Some(minutes_behind) = tokens
            .get(at)
            .filter(|token| token.text.len() == 2)
            .and_then(whole::<i32>)
        && minutes_behind < 60
        && !tokens
            .get(at + 1)
            .is_some_and(|next| next.glued && next.is_mark(':'))
    {
        return Some((minutes + minutes_behind, at + 1));
    }
    Some(match more {
        Some(more) => (minutes + more, at + joint + 2),
        None => (minutes, at),
    })
}
