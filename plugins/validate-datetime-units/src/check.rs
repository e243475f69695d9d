//! An answer against what is right.

use jiff::civil::{Date, Weekday};
use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, sentences, tokens};

use crate::check_amounts::{amount, converted, days, duration, mixed};
use crate::clock::time_at;
use crate::read::{date_at, date_name, month_name, weekday, weekday_name};
use crate::task::Task;

/// The fault of an answer, if it has one.
pub(crate) fn check(task: &Task, response: &str) -> Option<Finding> {
    let answer = Answer::read(response)?;
    let text = answer.text().to_owned();
    let plain = tokens(&text);
    let said = fold(&text, &plain);
    match task {
        Task::Weekday { right, fact } => day(*right, fact, &said, &answer),
        Task::Date {
            right,
            asked,
            yearless,
            fact,
        } => date(*right, asked, *yearless, fact, &plain, &answer),
        Task::Month { right, asked, fact } => month(*right, *asked, fact, &plain),
        Task::Time {
            right,
            exact,
            asked,
            repeats,
            fact,
            shown,
        } => time((*right, *exact), asked, *repeats, (fact, shown), &said),
        Task::Duration {
            minutes,
            in_minutes,
            in_hours,
            fact,
        } => duration(*minutes, (*in_minutes, *in_hours), fact, &said),
        Task::Amount {
            right,
            asked,
            code,
            fact,
        } => amount(*right, asked, code, fact, &answer),
        Task::Written { right, fact } => (!stands_apart(&text, right)).then(|| {
            wrong("datetime.format", fact).grammar(grammar::one_of(std::slice::from_ref(right)))
        }),
        Task::Days { right, fact } => days(*right, fact, &said, &answer),
        Task::LeapYear { yes, fact } => (answer.verdict()? != *yes).then(|| {
            let word = if *yes { "Yes" } else { "No" };
            wrong("datetime.leap-year", fact)
                .grammar(grammar::one_of(&[word.to_owned(), format!("{word}.")]))
        }),
        Task::Mixed {
            parts,
            totals,
            fact,
            shown,
        } => mixed(*parts, *totals, &answer).then(|| {
            wrong("units.wrong", fact)
                .grammar(grammar::sentence_with_text(std::slice::from_ref(shown)))
        }),
        Task::Converted {
            right,
            percent,
            off,
            asked,
            fact,
            shown,
        } => converted(right, *percent, *off, *asked, &answer).then(|| {
            wrong("units.wrong", fact)
                .grammar(grammar::sentence_with_number(std::slice::from_ref(shown)))
        }),
    }
}

/// Whether a text stands in another, with no digit or dash glued to it.
fn stands_apart(text: &str, wanted: &str) -> bool {
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    text.match_indices(wanted).any(|(at, _)| {
        !glued(text[..at].chars().next_back()) && !glued(text[at + wanted.len()..].chars().next())
    })
}

pub(crate) fn wrong(code: &str, fact: &str) -> Finding {
    Finding::error(code, format!("the answer is another one: {fact}"))
        .hint("Work it out again.")
        .fact(fact)
}

fn day(right: Weekday, fact: &str, said: &[Token<'_>], answer: &Answer) -> Option<Finding> {
    let days: Vec<Weekday> = said.iter().filter_map(weekday).collect();
    // A sentence without a day, and without a doubt, answers something else.
    let first = sentences(said).first().map_or(0, |first| first.len());
    let doubts = said[..first.max(MOST_DOUBTFUL.min(said.len()))]
        .iter()
        .enumerate()
        .any(|(at, token)| {
            let named = token.is("weekday") && at > 0 && said[at - 1].is("the");
            is_doubt(token) && !named
        });
    let evades = days.is_empty() && answer.english && said.len() > 3 && !doubts;
    (evades || !days.is_empty() && !days.contains(&right)).then(|| {
        wrong("datetime.weekday", fact).grammar(grammar::sentence_with_text(&[weekday_name(right)]))
    })
}

/// Who does not know says so in so many tokens.
const MOST_DOUBTFUL: usize = 40;

/// What comes before or after a date is how it is computed.
fn is_doubt_of_date(token: &Token<'_>) -> bool {
    is_doubt(token) && !token.is_any(&["before", "after"])
}

fn is_doubt(token: &Token<'_>) -> bool {
    token.is_any(&[
        "not", "don't", "cannot", "can't", "couldn't", "sorry", "unable", "unknown", "no",
        "unclear", "depends", "weekend", "weekday", "before", "after", "i'm", "would",
    ])
}

fn date(
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
            None => at += 1,
        }
    }
    // 14/4/2024 and 4/14/2024
    let slashes = said
        .windows(5)
        .any(|five| five[1].is_mark('/') && five[3].is_mark('/'))
        || said
            .windows(5)
            .any(|five| five[1].is_mark('.') && five[3].is_mark('.') && five[0].number().is_some());
    let unclear = slashes || answer.unreadable;
    // Nothing but the question's own date is no answer.
    let evades = repeats && !said.iter().any(is_doubt_of_date);
    let shown = if yearless {
        format!("{} {}", month_name(right.month()), right.day())
    } else {
        date_name(right)
    };
    ((others > 0 || evades) && !unclear)
        .then(|| wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[shown])))
}

fn time(
    (right, exact): (i32, bool),
    asked: &[i32],
    echo: Option<bool>,
    (fact, shown): (&str, &str),
    said: &[Token<'_>],
) -> Option<Finding> {
    // "11:65" is no time at all.
    let mut others = said
        .windows(3)
        .filter(|three| {
            let minutes = three[2].number().filter(|_| three[2].text.len() == 2);
            three[0].number().is_some()
                && three[1].is_mark(':')
                && three[1].glued
                && three[2].glued
                && minutes.is_some_and(|minutes| minutes.value >= Rational::from(60))
        })
        .count();
    let mut repeats = false;
    let mut at = 0;
    while at < said.len() {
        match time_at(&said[at..]) {
            Some(found) if echo == Some(found.of_24) && found.exact && found.minutes == right => {
                at += found.used
            }
            Some(found) => {
                let apart = if exact && found.exact {
                    24 * 60
                } else {
                    12 * 60
                };
                if (found.minutes - right).rem_euclid(apart) == 0 {
                    return None;
                }
                let repeated = asked
                    .iter()
                    .any(|asked| (found.minutes - asked).rem_euclid(12 * 60) == 0);
                repeats |= repeated;
                others += usize::from(!repeated);
                at += found.used;
            }
            None => at += 1,
        }
    }
    // "At a quarter to four"
    let in_words = said.iter().any(|token| {
        token.is_any(&[
            "quarter", "half", "past", "to", "noon", "midnight", "o'clock", "not", "cannot",
        ])
    });
    (others > 0 || repeats && !in_words).then(|| {
        wrong("datetime.time", fact).grammar(grammar::sentence_with_text(&[shown.to_owned()]))
    })
}

/// Another month than the right one, or only the question's.
fn month(right: i8, asked: i8, fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    // "It may be …" names no month.
    let named: Vec<i8> = said
        .iter()
        .filter(|token| {
            !token.is_any(&["may", "march"]) || token.text.starts_with(char::is_uppercase)
        })
        .filter_map(crate::read::month)
        .collect();
    let others = named.iter().any(|month| *month != asked) || !named.is_empty() && said.len() < 6;
    (!named.contains(&right) && others).then(|| {
        wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[month_name(right)]))
    })
}
