//! What comes again and again: `every 8 hours`, `every second Saturday`, `weekly`.

use jiff::civil::Weekday;
use reading::{Asked, Token};

use crate::clock::{Time, time_at, time_name};
use crate::date_tasks::{date_task, moved_by};
use crate::lasting::lasting_at;
use crate::read::{Found, date_at, weekday, whole};
use crate::shift::{Shift, shift_at};
use crate::task::Task;

/// Words that make another question of it.
const TWISTS: &str = "\
except|skip|skips|skipped|holiday|holidays|until|till|many|often|remaining|before|ago|previous|\
not|without|cancelled|postponed|between|to|long|much|weekdays|working|business|per|earlier|weekday|\
day|late|delayed|minutes|hours|lasts|takes";

/// How far apart they are.
enum Interval {
    Days(Shift, Option<Weekday>),
    Minutes(i32),
}

/// From what they are counted.
pub(crate) enum Anchor {
    Date(Found),
    Time(Time),
}

/// `A bus leaves every 20 minutes, the first at 6:10. When does the fourth leave?`
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if tokens.len() > 80 {
        return None;
    }
    let (interval, at, used) = (0..tokens.len())
        .find_map(|at| interval_at(&tokens[at..]).map(|(i, used)| (i, at, used)))?;
    let mut rest = tokens.clone();
    rest.drain(at..at + used);
    let (anchor, rest) = only_anchor(&rest)?;
    let steps = steps(&rest)?;
    let asks = rest.iter().any(|token| {
        token.is_any(&[
            "when", "when's", "what", "what's", "which", "next", "time", "date",
        ])
    });
    let counts = |at: usize| {
        let ordinal = rest
            .get(at + 1)
            .is_some_and(|next| next.glued && next.is_any(&["st", "nd", "rd", "th"]));
        rest[at].number().is_some() && !ordinal && !rest[at].is("one")
    };
    let plain = !(0..rest.len()).any(|at| rest[at].is_among(TWISTS) || counts(at));
    if !asks || !plain || (0..rest.len()).any(|at| interval_at(&rest[at..]).is_some()) {
        return None;
    }
    match (interval, anchor) {
        (Interval::Days(shift, day), Anchor::Date(found)) => {
            let shift = shift.times(steps)?;
            let Some(year) = found.year else {
                return day
                    .is_none()
                    .then(|| moved_by(found.month, found.day, &shift, 1))?;
            };
            let from = found.date(year)?;
            if day.is_some_and(|day| from.weekday() != day) {
                return None;
            }
            Some(date_task(
                from,
                from.checked_add(shift.span(from, 1)?).ok()?,
            ))
        }
        (Interval::Minutes(minutes), Anchor::Time(time)) => {
            let steps = i32::try_from(steps).ok()?;
            let right = (time.minutes + minutes.checked_mul(steps)?).rem_euclid(24 * 60);
            let shown = if time.of_24 {
                format!("{:02}:{:02}", right / 60, right % 60)
            } else {
                time_name(right, time.exact)
            };
            Some(Task::Time {
                right,
                exact: time.exact,
                asked: vec![time.minutes],
                repeats: None,
                fact: format!("The time is {shown}"),
                shown,
            })
        }
        _ => None,
    }
}

/// `every 20 minutes`, `every other week`, `every second Saturday`, `weekly`
fn interval_at(tokens: &[Token<'_>]) -> Option<(Interval, usize)> {
    const WORDS: [(&str, i64); 4] = [
        ("daily", 1),
        ("weekly", 7),
        ("fortnightly", 14),
        ("biweekly", 0),
    ];
    let first = tokens.first()?;
    if let Some((_, days)) = WORDS.iter().find(|(word, _)| first.is(word)) {
        return (*days > 0).then(|| (Interval::Days(Shift::of_days(*days), None), 1));
    }
    if first.is("hourly") {
        return Some((Interval::Minutes(60), 1));
    }
    if !first.is("every") {
        return None;
    }
    let behind = tokens.get(1..)?;
    if let Some((shift, used)) = shift_at(behind) {
        return Some((Interval::Days(shift, None), 1 + used));
    }
    if let Some((minutes, used)) = lasting_at(behind) {
        return Some((Interval::Minutes(minutes), 1 + used));
    }
    let next = behind.first()?;
    let part = |used: usize| behind.get(used).is_some_and(|unit| unit.is("hour"));
    for (word, minutes) in [("half", 30), ("quarter", 15)] {
        // "half hour", "half an hour", "quarter of an hour"
        let used = (1..4).find(|&used| part(used));
        if let Some(used) = used.filter(|_| next.is(word)) {
            return Some((Interval::Minutes(minutes), 2 + used));
        }
    }
    let (apart, skipped) = if next.is_any(&["other", "second"]) {
        (2, 1)
    } else if next.is("third") {
        (3, 1)
    } else {
        (1, 0)
    };
    let unit = behind.get(skipped)?;
    if let Some(day) = weekday(unit) {
        return Some((
            Interval::Days(Shift::of_days(7 * apart), Some(day)),
            2 + skipped,
        ));
    }
    let days = match unit.text.to_ascii_lowercase().as_str() {
        "day" => 1,
        "week" => 7,
        "fortnight" => 14,
        "hour" => {
            return Some((
                Interval::Minutes(60 * i32::try_from(apart).ok()?),
                2 + skipped,
            ));
        }
        _ => return None,
    };
    Some((
        Interval::Days(Shift::of_days(days * apart), None),
        2 + skipped,
    ))
}

/// The one date or time that is said, and the tokens without it.
pub(crate) fn only_anchor<'t>(tokens: &[Token<'t>]) -> Option<(Anchor, Vec<Token<'t>>)> {
    let mut found = None;
    let mut rest = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let here = match date_at(&tokens[at..]) {
            Some(date) => {
                let used = date.used;
                Some((Anchor::Date(date), used))
            }
            None => time_at(&tokens[at..]).map(|time| {
                let used = time.used;
                (Anchor::Time(time), used)
            }),
        };
        match here {
            Some(_) if found.is_some() => return None,
            Some((anchor, used)) => {
                found = Some(anchor);
                at += used;
            }
            None => {
                rest.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    Some((found?, rest))
}

const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// How many intervals lie between what is known and what is asked for.
fn steps(rest: &[Token<'_>]) -> Option<i64> {
    let mut named: Vec<i64> = rest
        .iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let word = ORDINALS.iter().position(|word| token.is(word));
            let digits = || {
                let glued = rest
                    .get(at + 1)
                    .is_some_and(|next| next.glued && next.is_any(&["st", "nd", "rd", "th"]));
                whole::<i64>(token).filter(|nth| glued && (1..=20).contains(nth))
            };
            word.map(|at| at as i64 + 1).or_else(digits)
        })
        .collect();
    let says = |words: &[&str]| rest.iter().any(|token| token.is_any(words));
    named.sort_unstable();
    named.dedup();
    let next = says(&["next", "again"]);
    let begins = says(&[
        "start",
        "starts",
        "starting",
        "begin",
        "begins",
        "beginning",
        "from",
        "began",
        "started",
    ]);
    match named[..] {
        [] | [1] if next => Some(1),
        [1, nth] if !next => Some(nth - 1),
        [nth] if nth > 1 && begins && !next && !says(&["last"]) => Some(nth - 1),
        _ => None,
    }
}
