//! An answer against what is right.

use jiff::civil::{Date, Weekday};
use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, tokens};

use crate::read::{date_at, date_name, time_at, time_name, weekday, weekday_name};
use crate::task::Task;
use crate::times::named;

/// The fault of an answer, if it has one.
pub(crate) fn check(task: &Task, response: &str) -> Option<Finding> {
    let answer = Answer::read(response)?;
    let text = answer.text().to_owned();
    let plain = tokens(&text);
    let said = fold(&text, &plain);
    match task {
        Task::Weekday { right, fact } => day(*right, fact, &said),
        Task::Date { right, asked, fact } => date(*right, asked, fact, &plain, &answer),
        Task::Time {
            right,
            exact,
            asked,
            fact,
        } => time(*right, *exact, asked, fact, &plain),
        Task::Duration { minutes, fact } => duration(*minutes, fact, &said),
        Task::Days { right, fact } => days(*right, fact, &said, &answer),
        Task::LeapYear { yes, fact } => (answer.verdict()? != *yes).then(|| {
            let word = if *yes { "Yes" } else { "No" };
            wrong("datetime.leap-year", fact)
                .grammar(grammar::one_of(&[word.to_owned(), format!("{word}.")]))
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

fn wrong(code: &str, fact: &str) -> Finding {
    Finding::error(code, format!("the answer is another one: {fact}"))
        .hint("Work it out again.")
        .fact(fact)
}

fn day(right: Weekday, fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    let days: Vec<Weekday> = said.iter().filter_map(weekday).collect();
    (!days.is_empty() && !days.contains(&right)).then(|| {
        wrong("datetime.weekday", fact).grammar(grammar::sentence_with_text(&[weekday_name(right)]))
    })
}

fn date(
    right: Date,
    asked: &[Date],
    fact: &str,
    said: &[Token<'_>],
    answer: &Answer,
) -> Option<Finding> {
    let mut at = 0;
    let mut others = 0;
    while at < said.len() {
        match date_at(&said[at..]) {
            Some(found) => {
                let date = found.date(right.year());
                if date == Some(right) {
                    return None;
                }
                others += usize::from(date.is_some_and(|date| !asked.contains(&date)));
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
    (others > 0 && !unclear).then(|| {
        wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[date_name(right)]))
    })
}

fn time(right: i32, exact: bool, asked: &[i32], fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    let mut others = 0;
    let mut at = 0;
    while at < said.len() {
        match time_at(&said[at..]) {
            Some(found) => {
                let apart = if exact && found.exact {
                    24 * 60
                } else {
                    12 * 60
                };
                if (found.minutes - right).rem_euclid(apart) == 0 {
                    return None;
                }
                others += usize::from(
                    asked
                        .iter()
                        .all(|asked| (found.minutes - asked).rem_euclid(12 * 60) != 0),
                );
                at += found.used;
            }
            None => at += 1,
        }
    }
    (others > 0).then(|| {
        wrong("datetime.time", fact)
            .grammar(grammar::sentence_with_text(&[time_name(right, exact)]))
    })
}

/// `1 hour and 50 minutes`, `110 minutes`, `1:50`, `1.83 hours`
fn duration(minutes: i128, fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    let mut found = false;
    let mut hours = None;
    for (at, token) in said.iter().enumerate() {
        let Some(number) = token.number() else {
            continue;
        };
        let unit = said.get(at + 1)?;
        let in_minutes = if unit.is_any(&["hour", "hours", "h", "hr", "hrs"]) {
            let value = number.value.times(60.into())?;
            hours = Some(value);
            value
        } else if unit.is_any(&["minute", "minutes", "min", "mins", "m"]) {
            let value = number.value;
            if hours.take().and_then(|hours| hours.plus(value)) == Some(minutes.into()) {
                return None;
            }
            value
        } else if unit.is_mark(':') {
            return None;
        } else {
            continue;
        };
        found = true;
        // 1.83 hours
        let near = in_minutes.minus(minutes.into())?.abs();
        if near == Rational::ZERO || number.decimals > 0 && near <= Rational::from(4) {
            return None;
        }
    }
    found.then(|| {
        wrong("datetime.duration", fact).grammar(grammar::sentence_with_text(&[named(minutes)]))
    })
}

/// Whether the first or the last day counts is said or not.
fn days(right: i128, fact: &str, said: &[Token<'_>], answer: &Answer) -> Option<Finding> {
    let counts_ends = said.iter().any(|token| {
        token.is_any(&[
            "inclusive",
            "including",
            "counting",
            "exclusive",
            "excluding",
            "full",
            "both",
        ])
    });
    let off = i128::from(counts_ends);
    let states = (right - off..=right + off).any(|days| answer.states(days.into()));
    // "two weeks", "a month"
    let other_units = said
        .iter()
        .any(|token| token.is_any(&["week", "weeks", "month", "months", "year", "years"]));
    (!states && !answer.numbers.is_empty() && !other_units && !answer.unreadable).then(|| {
        wrong("datetime.duration", fact)
            .grammar(grammar::sentence_with_number(&[right.to_string()]))
    })
}

fn converted(
    right: &[Rational],
    percent: i128,
    off: Rational,
    asked: Rational,
    answer: &Answer,
) -> bool {
    if answer.unreadable || answer.numbers.is_empty() {
        return false;
    }
    let near = |stated: &reading::Stated| {
        right.iter().any(|&right| {
            let gap = stated.value.minus(right).map(Rational::abs);
            answer.says(stated, right)
                || gap.is_none_or(|gap| {
                    gap <= off
                        || gap.times(100.into()).is_none_or(|gap| {
                            right
                                .abs()
                                .times(percent.into())
                                .is_none_or(|bound| gap <= bound)
                        })
                })
        })
    };
    // The question's own number says nothing, unless nothing else is said.
    let others: Vec<_> = answer
        .numbers
        .iter()
        .filter(|stated| stated.value != asked)
        .collect();
    !answer.numbers.iter().any(near) && !others.is_empty()
        || others.is_empty() && !answer.numbers.iter().any(near)
}
