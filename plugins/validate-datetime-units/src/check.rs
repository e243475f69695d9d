//! An answer against what is right.

use jiff::civil::{Date, Weekday};
use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, sentences, tokens};

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
        Task::Weekday { right, fact } => day(*right, fact, &said, &answer),
        Task::Date { right, asked, fact } => date(*right, asked, fact, &plain, &answer),
        Task::Time {
            right,
            exact,
            asked,
            fact,
        } => time(*right, *exact, asked, fact, &plain),
        Task::Duration {
            minutes,
            in_minutes,
            fact,
        } => duration(*minutes, *in_minutes, fact, &said),
        Task::Amount { right, asked, fact } => amount(*right, asked, fact, &answer),
        Task::Written { right, fact } => (!stands_apart(&text, right)).then(|| {
            wrong("datetime.format", fact).grammar(grammar::one_of(std::slice::from_ref(right)))
        }),
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

/// Whether a text stands in another, with no digit or dash glued to it.
fn stands_apart(text: &str, wanted: &str) -> bool {
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    text.match_indices(wanted).any(|(at, _)| {
        !glued(text[..at].chars().next_back()) && !glued(text[at + wanted.len()..].chars().next())
    })
}

fn wrong(code: &str, fact: &str) -> Finding {
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
                let date = found.date(right.year());
                if date == Some(right) {
                    return None;
                }
                let repeated = date.is_some_and(|date| asked.contains(&date));
                repeats |= repeated;
                others += usize::from(date.is_some() && !repeated);
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
    ((others > 0 || evades) && !unclear).then(|| {
        wrong("datetime.date", fact).grammar(grammar::sentence_with_text(&[date_name(right)]))
    })
}

fn time(right: i32, exact: bool, asked: &[i32], fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    let mut others = 0;
    let mut repeats = false;
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
        wrong("datetime.time", fact)
            .grammar(grammar::sentence_with_text(&[time_name(right, exact)]))
    })
}

/// `1 hour and 50 minutes`, `110 minutes`, `1:50`, `1.83 hours`
fn duration(minutes: i128, in_minutes: bool, fact: &str, said: &[Token<'_>]) -> Option<Finding> {
    let mut found = false;
    let mut hours = None;
    let mut at = 0;
    while at < said.len() {
        let token = &said[at];
        // The times of the question are no duration, but "1:50" may be one.
        if let Some(time) = time_at(&said[at..]).filter(|time| time.used > 1) {
            if i128::from(time.minutes) == minutes {
                return None;
            }
            at += time.used;
            continue;
        }
        at += 1;
        let Some(number) = token.number() else {
            continue;
        };
        let unit = said.get(at);
        let is_any = |words: &[&str]| unit.is_some_and(|unit| unit.is_any(words));
        let value = if is_any(&["hour", "hours", "h", "hr", "hrs"]) {
            let value = number.value.times(60.into())?;
            hours = Some(value);
            value
        } else if is_any(&["minute", "minutes", "min", "mins", "m"]) {
            let value = number.value;
            if hours.take().and_then(|hours| hours.plus(value)) == Some(minutes.into()) {
                return None;
            }
            value
        } else if in_minutes && unit.is_none_or(|unit| !unit.is_word()) {
            number.value
        } else {
            continue;
        };
        found = true;
        // 1.83 hours
        let near = value.minus(minutes.into())?.abs();
        if near == Rational::ZERO || number.decimals > 0 && near <= Rational::from(4) {
            return None;
        }
    }
    let grammar = if in_minutes {
        grammar::sentence_with_number(&[minutes.to_string()])
    } else {
        grammar::sentence_with_text(&[named(minutes)])
    };
    found.then(|| wrong("datetime.duration", fact).grammar(grammar))
}

fn amount(right: i128, asked: &[i128], fact: &str, answer: &Answer) -> Option<Finding> {
    let asked: Vec<Rational> = asked.iter().map(|&n| n.into()).collect();
    let states = answer.states_beside(right.into(), &asked);
    // "about a quarter of a century"
    let silent = answer
        .numbers
        .iter()
        .all(|stated| asked.contains(&stated.value));
    let evades = silent && (!answer.english || answer.text().split_whitespace().count() < 2);
    let others = ["decade", "century", "centuries", "score"];
    let otherwise = others
        .iter()
        .any(|word| answer.text().to_lowercase().contains(word));
    (!states && !evades && !otherwise && !answer.unreadable).then(|| {
        wrong("datetime.duration", fact)
            .grammar(grammar::sentence_with_number(&[right.to_string()]))
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
    (!states && !answer.numbers.is_empty() && !in_other_units(right, said) && !answer.unreadable)
        .then(|| {
            wrong("datetime.duration", fact)
                .grammar(grammar::sentence_with_number(&[right.to_string()]))
        })
}

/// `six weeks`, `a month and 11 days`: about so many days, in other units.
fn in_other_units(right: i128, said: &[Token<'_>]) -> bool {
    let mut sums: Vec<i128> = vec![0];
    for pair in said.windows(2) {
        let count = match pair[0].number() {
            Some(number) => number.value.floor(),
            None if pair[0].is_any(&["a", "one"]) => 1,
            None => continue,
        };
        let length = if pair[1].is_any(&["week", "weeks"]) {
            7
        } else if pair[1].is_any(&["month", "months"]) {
            30
        } else if pair[1].is_any(&["year", "years"]) {
            365
        } else if pair[1].is_any(&["day", "days"]) {
            1
        } else {
            continue;
        };
        let (Some(days), Some(last)) = (count.checked_mul(length), sums.last()) else {
            return true;
        };
        // A new sum begins with each larger unit.
        let sum = if length == 1 {
            last.saturating_add(days)
        } else {
            days
        };
        sums.push(sum);
    }
    sums[1..]
        .iter()
        .any(|sum| sum.saturating_sub(right).abs() <= 3 + right / 30)
        && said
            .iter()
            .any(|token| token.is_any(&["week", "weeks", "month", "months", "year", "years"]))
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
                || !stated.is_guess()
                    && gap.is_none_or(|gap| {
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
