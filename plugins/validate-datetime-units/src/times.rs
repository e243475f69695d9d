//! Questions on times of day.

use reading::{Asked, Token, matches, matches_any};

use crate::read::{Time, time_at, time_name, whole};
use crate::task::Task;

const DAY: i32 = 24 * 60;

/// What is asked of times, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let sentences: Vec<&[Token<'_>]> = asked.sentences.iter().map(Vec::as_slice).collect();
    end(&sentences)
        .or_else(|| trip(&sentences))
        .or_else(|| match sentences[..] {
            [one] => after(one).or_else(|| between(one)),
            _ => None,
        })
}

/// `A meeting starts at 9:15 am and lasts 50 minutes. When does it end?`
fn end(sentences: &[&[Token<'_>]]) -> Option<Task> {
    let joined: Vec<Token<'_>>;
    let told = match sentences {
        [told, question] => {
            is_end_question(question).then_some(())?;
            told
        }
        // "If a film starts at 8 pm and lasts 2 hours, when does it end?"
        [one] => {
            let comma = one.iter().rposition(|token| token.is_mark(','))?;
            is_end_question(&one[comma + 1..]).then_some(())?;
            joined = one[..comma].to_vec();
            &joined[..]
        }
        _ => return None,
    };
    let captures = [
        "[if] a|an|the|my {np} starts|begins|started|began at {rest} and lasts|lasted [for] [exactly] {rest}",
        "[if] a|an|the|my {np} leaves|departs at {rest} and takes [exactly] {rest}",
        "[if] a|an|the|my {np} leaves|departs at {rest} and the trip|journey|ride|flight takes|lasts {rest}",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, told))?;
    let start = whole_time(captures.tokens(1))?;
    let lasts = duration(captures.tokens(2))?;
    Some(moved(&start, lasts))
}

fn is_end_question(question: &[Token<'_>]) -> bool {
    [
        "when does|did|will [it|the] [{w}] end|finish|arrive|over",
        "when will [it|the] [{w}] be over|finished",
        "[at] what time does|did|will [it|the] [{w}] end|finish|arrive",
    ]
    .iter()
    .any(|pattern| matches(pattern, question).is_some())
}

/// `A train departs at 10:20 and arrives at 13:05. How long is the trip?`
fn trip(sentences: &[&[Token<'_>]]) -> Option<Task> {
    let [told, question] = sentences else {
        return None;
    };
    matches(
        "how long is|was|does|did|will [it|the] [{w}] [last|take]",
        question,
    )?;
    let captures = matches(
        "a|an|the|my {np} leaves|departs|starts|begins|started|began at {rest} and arrives|ends|finishes|ended at {rest}",
        told,
    )?;
    lasting(captures.tokens(1), captures.tokens(2))
}

/// `What time is 45 minutes after 2:30 pm?`
fn after(sentence: &[Token<'_>]) -> Option<Task> {
    let (at, captures) = matches_any(
        &[
            "what time is|will [it] [be] {rest} after {rest}",
            "[if] it is [now] {rest} , what time will it be in {rest}",
            "what is {rest} plus {rest}",
            "what time is|was [it] {rest} before {rest}",
        ],
        sentence,
    )?;
    let (first, second) = (captures.tokens(0), captures.tokens(1));
    let (time, lasts) = match at {
        0 | 3 => (whole_time(second)?, duration(first)?),
        _ => (whole_time(first)?, duration(second)?),
    };
    Some(moved(&time, if at == 3 { -lasts } else { lasts }))
}

fn moved(start: &Time, minutes: i32) -> Task {
    let right = (start.minutes + minutes).rem_euclid(DAY);
    Task::Time {
        right,
        exact: start.exact,
        asked: vec![start.minutes],
        fact: format!("The time is {}", time_name(right, start.exact)),
    }
}

/// `How long is it from 9:15 am to 11:05 am?`
fn between(sentence: &[Token<'_>]) -> Option<Task> {
    let (_, captures) = matches_any(
        &[
            "how long is it from|between {rest} to|until|and {rest}",
            "how many minutes are [there] between|from {rest} and|to|until {rest}",
            "how many hours are [there] between|from {rest} and|to|until {rest}",
            "how much time is [there] between {rest} and {rest}",
            "how much time passes between|from {rest} and|to {rest}",
        ],
        sentence,
    )?;
    lasting(captures.tokens(0), captures.tokens(1))
}

fn lasting(from: &[Token<'_>], to: &[Token<'_>]) -> Option<Task> {
    let (from, to) = (whole_time(from)?, whole_time(to)?);
    // "from 11 am to 2 am" is a day later, and "from 9:00 to 5:00" may be.
    let one_clock = from.exact == to.exact || from.of_24 || to.of_24;
    if !one_clock || from.minutes >= to.minutes {
        return None;
    }
    let minutes = i128::from(to.minutes - from.minutes);
    Some(Task::Duration {
        minutes,
        fact: format!("It is {}", named(minutes)),
    })
}

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

fn whole_time(tokens: &[Token<'_>]) -> Option<Time> {
    time_at(tokens).filter(|time| time.used == tokens.len())
}

/// `1 hour and 20 minutes`, in minutes.
fn duration(tokens: &[Token<'_>]) -> Option<i32> {
    let (at, captures) = matches_any(
        &[
            "{n} hours|hour|h [and] {n} minutes|minute|min|m",
            "{n} minutes|minute|min",
            "{n} hours|hour|h",
        ],
        tokens,
    )?;
    let number = |slot: usize| whole::<i32>(captures.tokens(slot).first()?).filter(|n| *n < 10_000);
    match at {
        0 => Some(number(0)? * 60 + number(1)?),
        1 => number(0),
        _ => {
            // "1.5 hours"
            let minutes = captures.number(0)?.value.times(60.into())?.whole()?;
            i32::try_from(minutes).ok().filter(|n| *n < 100_000)
        }
    }
}
