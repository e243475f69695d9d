//! Times of day in a text.

use reading::Token;

use crate::read::{small, whole};

/// Minutes after midnight; whether morning and evening are told apart; tokens.
pub(crate) struct Time {
    pub(crate) minutes: i32,
    pub(crate) exact: bool,
    /// Whether that is by the clock of 24 hours.
    pub(crate) of_24: bool,
    pub(crate) used: usize,
}

/// The time that begins here: `9:15 am`, `9 pm`, `14:30`, `noon`.
pub(crate) fn time_at(tokens: &[Token<'_>]) -> Option<Time> {
    let first = tokens.first()?;
    for (word, minutes) in [("noon", 720), ("midnight", 0)] {
        if first.is(word) {
            return Some(Time {
                minutes,
                exact: true,
                of_24: false,
                used: 1,
            });
        }
    }
    if let Some(time) = in_words(tokens) {
        return Some(time);
    }
    let hour = i32::from(small(first)?);
    let mut used = 1;
    let mut minute = 0;
    if let [colon, minutes, ..] = &tokens[1..]
        && (colon.is_mark(':') || colon.is("h"))
        && colon.glued
        && minutes.glued
        && minutes.text.len() == 2
    {
        minute = whole::<i32>(minutes)?;
        used = 3;
    }
    let half = half_of_day(&tokens[used..]);
    if half.is_none() && used == 1 || minute > 59 {
        return None;
    }
    let minutes = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some((afternoon, _)) => (hour % 12 + if afternoon { 12 } else { 0 }) * 60 + minute,
        None if (0..24).contains(&hour) => hour * 60 + minute,
        None => return None,
    };
    let of_24 =
        half.is_none() && (hour > 12 || first.text.len() == 2 && first.text.starts_with('0'));
    Some(Time {
        minutes,
        exact: half.is_some() || of_24,
        of_24,
        used: used + half.map_or(0, |(_, used)| used),
    })
}

/// `half past nine`, `a quarter to five`, `ten to six`, `7 o'clock`: not told apart from
/// the evening, where nothing of that is said.
fn in_words(tokens: &[Token<'_>]) -> Option<Time> {
    let article = usize::from(tokens.first()?.is_any(&["a", "an"]));
    let first = tokens.get(article)?;
    let hour = |at: usize| whole::<i32>(tokens.get(at)?).filter(|hour| (1..=12).contains(hour));
    let (minutes, mut used) = if tokens.get(1).is_some_and(|next| next.is("o'clock")) {
        (hour(0)? * 60, 2)
    } else if first.is("half") && tokens.get(article + 1)?.is("past") {
        (hour(article + 2)? * 60 + 30, article + 3)
    } else {
        let is_quarter =
            first.is("quarter") || first.text.to_ascii_lowercase().ends_with(" quarter");
        let part = if is_quarter {
            15
        } else {
            whole::<i32>(first).filter(|part| (1..30).contains(part))?
        };
        let minutes = usize::from(tokens.get(article + 1)?.is_any(&["minutes", "minute"]));
        let side = tokens.get(article + 1 + minutes)?;
        let hour = hour(article + 2 + minutes)?;
        let glued = tokens
            .get(article + 3 + minutes)
            .is_some_and(|next| next.glued && next.is_mark(':'));
        // "five to nine" is a time, "from 5 to 9" is none.
        let worded =
            is_quarter || !first.text.starts_with(|c: char| c.is_ascii_digit()) || minutes > 0;
        if glued {
            return None;
        }
        let sign = if side.is("past") {
            1
        } else if side.is("to") && worded {
            -1
        } else {
            return None;
        };
        (hour * 60 + sign * part, article + 3 + minutes)
    };
    let minutes = minutes.rem_euclid(720);
    let half = half_of_day(&tokens[used..]).or_else(|| match &tokens[used..] {
        [into, the, part, ..]
            if into.is("in")
                && the.is("the")
                && part.is_any(&["morning", "afternoon", "evening"]) =>
        {
            Some((!part.is("morning"), 3))
        }
        _ => None,
    });
    let exact = half.is_some();
    let afternoon = half.is_some_and(|(afternoon, _)| afternoon);
    used += half.map_or(0, |(_, used)| used);
    Some(Time {
        minutes: minutes + if afternoon { 720 } else { 0 },
        exact,
        of_24: false,
        used,
    })
}

/// `am`, `p.m.`: whether it is the afternoon, and how many tokens it is.
fn half_of_day(tokens: &[Token<'_>]) -> Option<(bool, usize)> {
    let first = tokens.first()?;
    if first.is("am") || first.is("pm") {
        return Some((first.is("pm"), 1));
    }
    // "9:15 in the morning"
    if let [into, the, part, ..] = tokens
        && into.is("in")
        && the.is("the")
        && part.is_any(&["morning", "afternoon", "evening"])
    {
        return Some((!part.is("morning"), 3));
    }
    if let [at, night, ..] = tokens
        && at.is("at")
        && night.is("night")
    {
        return Some((true, 2));
    }
    if let [letter, dot, m, rest @ ..] = tokens
        && letter.is_any(&["a", "p"])
        && dot.is_mark('.')
        && m.is("m")
    {
        let dotted = rest
            .first()
            .is_some_and(|token| token.is_mark('.') && token.glued);
        return Some((letter.is("p"), 3 + usize::from(dotted)));
    }
    None
}

pub(crate) fn time_name(minutes: i32, exact: bool) -> String {
    let minutes = minutes.rem_euclid(24 * 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    if !exact {
        return format!("{hour}:{minute:02}");
    }
    let half = if hour < 12 { "AM" } else { "PM" };
    format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1)
}
