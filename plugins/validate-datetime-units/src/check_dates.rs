//! Dates and months of an answer against what is right.

use jiff::civil::Date;
use omni_skill::Finding;
use reading::{Answer, ORDINALS, Token, grammar};

use crate::check::{evades, wrong};
use crate::read::{date_at, date_name, is_ordinal, month_name, small};

pub(crate) fn date(
    right: Date,
    asked: &[Date],
    yearless: bool,
    fact: &str,
    said: &[Token<'_>],
    answer: &Answer,
) -> Option<Finding> {
    let mut at = 0;
    let mut others = 0;
    let mut repeats = false;
    while at < said.len() {
        match date_at(&said[at..]) {
            Some(found) => {
                let date = if yearless {
                    Date::new(right.year(), found.month, found.day).ok()
                } else {
                    found.date(right.year())
                };
                if date == Some(right) {
                    return None;
                }
                let repeated = date.is_some_and(|date| asked.contains(&date));
                repeats |= repeated;
                // A date that there is not is another one, too.
                others += usize::from(!repeated);
                at += found.used.max(1);
            }
            // "It will be the 28th." leaves the month to the question.
            None if yields_day(said, at, right.day()) => return None,
            None => at += 1,
        }
    }
    let numeric = in_digits(said, right.year());
    if numeric.contains(&right) {
        return None;
    }
    let evades = repeats || evades(said, answer);
    let shown = if yearless {
        format!("{} {}", month_name(right.month()), right.day())
    } else {
        date_name(right)
    };
    let others = others > 0 || !numeric.is_empty();
    ((others || evades) && !answer.unreadable)
        .then(|| wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[shown])))
}

/// `the 28th`, `day 28`, `the twenty-eighth`: the day alone.
fn yields_day(said: &[Token<'_>], at: usize, day: i8) -> bool {
    const TENS: [&str; 4] = ["", "", "twenty", "thirty"];
    let before = at.checked_sub(1).and_then(|at| said.get(at));
    let after_day = before.is_some_and(|token| token.is("day"));
    let after_the = before.is_some_and(|token| token.is("the"));
    if small(&said[at]) == Some(day) && said[at].text.len() < 3 {
        return after_day || said.get(at + 1).is_some_and(is_ordinal);
    }
    let Some(number) = usize::try_from(day).ok().filter(|&day| day > 0) else {
        return false;
    };
    // "the second month" names no day.
    if let Some(ordinal) = ORDINALS.get(number - 1) {
        return after_the
            && said[at].is(ordinal)
            && said.get(at + 1).is_none_or(|next| !next.is_word());
    }
    if number == 30 {
        return said[at].is("thirtieth");
    }
    let unit = ORDINALS[number % 10 - 1];
    let dash = usize::from(said.get(at + 1).is_some_and(|token| token.is_mark('-')));
    let joined = format!("{}-{unit}", TENS[number / 10]);
    said[at].is(&joined)
        || said[at].is(TENS[number / 10])
            && said.get(at + 1 + dash).is_some_and(|token| token.is(unit))
}

/// `14/4/2024` and `4.14.2024`: each as the one or the other date.
fn in_digits(said: &[Token<'_>], near: i16) -> Vec<Date> {
    let whole = |token: &Token<'_>| token.number()?.value.whole();
    said.windows(5)
        .filter(|five| {
            five[1].text == five[3].text && "/.-".chars().any(|mark| five[1].is_mark(mark))
        })
        .filter_map(|five| Some([whole(&five[0])?, whole(&five[2])?, whole(&five[4])?]))
        .flat_map(|[a, b, c]| {
            let short = i128::from(near) / 100 * 100;
            [
                (c, b, a),
                (c, a, b),
                (a, b, c),
                (c + short, b, a),
                (c + short, a, b),
            ]
        })
        .filter_map(|(year, month, day)| {
            let year = i16::try_from(year).ok().filter(|year| *year > 999)?;
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        })
        .collect()
}

/// Another month than the right one, or only the question's.
pub(crate) fn month(
    (right, year): (i8, Option<i16>),
    asked: i8,
    fact: &str,
    said: &[Token<'_>],
    answer: &Answer,
) -> Option<Finding> {
    // "It may be …" names no month.
    let named: Vec<i8> = said
        .iter()
        .filter(|token| {
            !token.is_any(&["may", "march"]) || token.text.starts_with(char::is_uppercase)
        })
        .filter_map(crate::read::month)
        .collect();
    let years: Vec<i16> = said.iter().filter_map(crate::dates::year).collect();
    let of_another_year = year.is_some_and(|year| !years.is_empty() && !years.contains(&year));
    let others = named.iter().any(|month| *month != asked)
        || !named.is_empty() && said.len() < 6
        || evades(said, answer);
    let shown = match year {
        Some(year) => format!("{} {year}", month_name(right)),
        None => month_name(right),
    };
    (!named.contains(&right) && others || of_another_year)
        .then(|| wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[shown])))
}
