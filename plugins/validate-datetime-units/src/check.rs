//! An answer against what is right.

use std::collections::HashSet;

use jiff::civil::Weekday;
use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, sentences, tokens};

use crate::check_amounts::{amount, converted, days, duration, mixed};
use crate::check_dates::{date, month};
use crate::clock::time_at;
use crate::read::{weekday, weekday_name};
use crate::task::Task;

/// The fault of an answer, if it has one.
pub(crate) fn check(task: &Task, prompt: &str, response: &str) -> Option<Finding> {
    let mut answer = Answer::read(response)?;
    let text = answer.text().to_owned();
    let plain = tokens(&text);
    let said = fold(&text, &plain);
    answer.english |= echoes(prompt, &plain);
    match task {
        Task::Weekday { right, fact } => day(*right, fact, &said, &answer),
        Task::Date {
            right,
            asked,
            yearless,
            written: None,
            fact,
        } => date(*right, asked, *yearless, fact, &plain, &answer),
        Task::Date {
            written: Some(written),
            fact,
            ..
        } => (!stands_apart(&text, written)).then(|| {
            wrong("datetime.date", fact)
                .grammar(grammar::sentence_with_text(std::slice::from_ref(written)))
        }),
        Task::Month {
            right,
            year,
            asked,
            fact,
        } => month((*right, *year), *asked, fact, &plain, &answer),
        Task::Time {
            right,
            exact,
            asked,
            repeats,
            fact,
            shown,
        } => time(
            (*right, *exact),
            asked,
            *repeats,
            (fact, shown),
            &said,
            &answer,
        ),
        Task::Duration {
            minutes,
            in_minutes,
            in_hours,
            fact,
        } => duration(*minutes, (*in_minutes, *in_hours), fact, &said, &answer),
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
        Task::LeapYear { yes, fact } => (verdict(&answer, &said)? != *yes).then(|| {
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
            unit,
            fact,
            shown,
        } => converted(right, (*percent, *off), *asked, *unit, &said, &answer).then(|| {
            wrong("units.wrong", fact)
                .grammar(grammar::sentence_with_number(std::slice::from_ref(shown)))
        }),
    }
}

/// Whether an answer is mostly made of the words of the request, which is in English.
fn echoes(prompt: &str, said: &[Token<'_>]) -> bool {
    let asked = tokens(prompt);
    let words: HashSet<String> = asked
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let known = said
        .iter()
        .filter(|token| words.contains(&token.text.to_lowercase()))
        .count();
    known * 2 > said.len()
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

/// Whether an answer says nothing of what is asked, but something, in English.
pub(crate) fn evades(said: &[Token<'_>], answer: &Answer) -> bool {
    said.len() > if answer.english { 6 } else { 20 } && !answer.unreadable
}

/// `Yes`, or `1900 is not a leap year`
fn verdict(answer: &Answer, said: &[Token<'_>]) -> Option<bool> {
    if let Some(verdict) = answer.verdict() {
        return Some(verdict);
    }
    let first = *sentences(said).first()?;
    let leap = first
        .windows(2)
        .position(|pair| pair[0].is("leap") && pair[1].is("year"))?;
    let is = |token: &Token<'_>| token.is_any(&["is", "was", "will", "isn't", "wasn't", "won't"]);
    let denied = first[..leap].iter().any(|token| {
        token.is_any(&[
            "not", "isn't", "wasn't", "won't", "never", "no", "neither", "if",
        ])
    });
    // "2024 is a leap year.", but "To know whether …"
    let named = said.first().is_some_and(|token| token.number().is_some());
    (named && first[..leap].iter().any(is) && leap < 8).then_some(!denied)
}

fn day(right: Weekday, fact: &str, said: &[Token<'_>], answer: &Answer) -> Option<Finding> {
    let days: Vec<Weekday> = said.iter().filter_map(weekday).collect();
    // Who says that they do not know does not answer either.
    let evades = days.is_empty() && answer.english && said.len() > 3;
    (evades || !days.is_empty() && !days.contains(&right)).then(|| {
        wrong("datetime.weekday", fact).grammar(grammar::sentence_with_text(&[weekday_name(right)]))
    })
}

fn time(
    (right, exact): (i32, bool),
    asked: &[i32],
    echo: Option<bool>,
    (fact, shown): (&str, &str),
    said: &[Token<'_>],
    answer: &Answer,
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
    let in_words = said
        .iter()
        .any(|token| token.is_any(&["quarter", "half", "past", "noon", "midnight", "o'clock"]))
        || said
            .windows(2)
            .any(|pair| pair[0].is("to") && pair[1].number().is_some());
    (others > 0 || (repeats || evades(said, answer)) && !in_words).then(|| {
        wrong("datetime.time", fact).grammar(grammar::sentence_with_text(&[shown.to_owned()]))
    })
}
