//! Questions on times of day.

use reading::skeleton::{Part, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::clock::{Time, time_at, time_name};
use crate::lasting::{lasting_at, named};
use crate::task::Task;
use crate::time_words::{TWISTS, WORDS};
use crate::way::{asks_length, brief, way};

const DAY: i32 = 24 * 60;

pub(crate) enum Slot {
    Time(Time),
    /// In minutes.
    Lasting(i32),
    /// What is spoken of.
    Thing,
    /// A word that is not known and changes nothing.
    Other,
}

pub(crate) type Read = Skeleton<Slot>;

/// Nobody says more about times in words that are not known.
const MOST_OTHERS: usize = 16;

/// What is asked of times, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    let read = skeleton(&WORDS, &tokens, slot_at)?;
    let mut times = Vec::new();
    let mut lasting = Vec::new();
    let mut others = 0;
    for slot in read.slots() {
        match slot {
            Slot::Time(time) => times.push(time),
            Slot::Lasting(minutes) => lasting.push(*minutes),
            Slot::Thing => {}
            Slot::Other => others += 1,
        }
    }
    if others > MOST_OTHERS {
        return None;
    }
    match (&times[..], &lasting[..]) {
        ([time], []) => on_other_clock(&read, time),
        ([time], [lasts]) => end(&read, time, *lasts),
        // One after the other.
        ([time], several)
            if several.len() < 5
                && !read.says_any(&["before", "minus", "after", "late", "early"]) =>
        {
            end(&read, time, several.iter().sum())
        }
        ([from, to], []) => between(&read, from, to),
        _ => None,
    }
}

fn slot_at(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    if WORDS
        .longest(tokens)
        .is_some_and(|(says, _)| says.starts_with("clock-") || says == "real")
    {
        return None;
    }
    if let Some((minutes, used)) = lasting_at(tokens) {
        return Some((Slot::Lasting(minutes), used));
    }
    if let Some(time) = time_at(tokens) {
        let used = time.used;
        return Some((Slot::Time(time), used));
    }
    if let Some(used) = named_thing(tokens) {
        return Some((Slot::Thing, used));
    }
    let first = tokens.first()?;
    if WORDS.longest(tokens).is_some() || first.number().is_some() {
        return None;
    }
    let harmless = !first.is_word() && "-–—/!\"'()[]=>*?.".chars().any(|mark| first.is_mark(mark))
        || first.is_word() && !first.is_among(TWISTS);
    harmless.then_some((Slot::Other, 1))
}

/// `A film`, `the second lesson`, `my bus`: an article, and words that the lexicon
/// does not know.
fn named_thing(tokens: &[Token<'_>]) -> Option<usize> {
    let article = tokens
        .first()?
        .is_any(&["a", "an", "the", "my", "our", "his", "her", "their", "your"]);
    let words = tokens
        .iter()
        .skip(1)
        .take(3)
        .take_while(|token| {
            token.is_word()
                && token.number().is_none()
                && WORDS.longest(std::slice::from_ref(token)).is_none()
                && !token.is_among(TWISTS)
        })
        .count();
    (article && words > 0).then_some(words + 1)
}

/// `Convert 4:15 pm into 24-hour time.`
fn on_other_clock(read: &Read, time: &Time) -> Option<Task> {
    let (to_24, to_12) = (read.says("clock-24"), read.says("clock-12"));
    let moves = read.says_any(&[
        "before", "minus", "after", "starts", "leaves", "ends", "late", "early", "minutes?",
        "hours?", "long?", "from", "next-day",
    ]);
    if to_24 == to_12 || !time.exact || moves {
        return None;
    }
    let shown = if to_24 {
        format!("{:02}:{:02}", time.minutes / 60, time.minutes % 60)
    } else {
        time_name(time.minutes, true)
    };
    Some(Task::Time {
        right: time.minutes,
        exact: true,
        asked: vec![],
        repeats: Some(to_12),
        fact: format!("The time is {shown}"),
        shown,
    })
}

/// `A meeting starts at 9:15 am and lasts 50 minutes. When does it end?`, `What time
/// is 45 minutes after 2:30 pm?`
fn end(read: &Read, time: &Time, lasts: i32) -> Option<Task> {
    // "from 9:00 to 10:00", but "add 5 minutes to 9:00" and "20 minutes to get there"
    let until = read
        .parts
        .windows(2)
        .any(|pair| matches!(pair, [Part::Says("to"), Part::Slot(Slot::Time(_))]));
    if read.says_any(&["minutes?", "hours?"]) || asks_length(read) || until && !read.says("plus") {
        return None;
    }
    let sign = way(read)?;
    let asks = read.says_any(&[
        "end?",
        "minus",
        "after",
        "plus",
        "arrival?",
        "departure?",
        "real",
        "shows?",
    ]);
    if !asks && brief(read).is_none() {
        return None;
    }
    let right = (time.minutes + sign * lasts).rem_euclid(DAY);
    // On a clock of 24 hours the answer is told apart from the morning.
    let exact = time.exact || read.says("clock-24");
    let shown = if time.of_24 || read.says("clock-24") {
        format!("{:02}:{:02}", right / 60, right % 60)
    } else {
        time_name(right, time.exact)
    };
    Some(Task::Time {
        right,
        exact,
        asked: vec![time.minutes],
        repeats: None,
        fact: format!("The time is {shown}"),
        shown,
    })
}

/// `How long is it from 9:15 am to 11:05 am?`, `A train departs at 10:20 and arrives
/// at 13:05. How long is the trip?`
fn between(read: &Read, from: &Time, to: &Time) -> Option<Task> {
    let asks = read.says_any(&["minutes?", "hours?", "long?"]);
    let place = |what: &str| {
        read.parts
            .iter()
            .position(|part| matches!(part, Part::Says(said) if *said == what))
    };
    let starts = place("starts").or(place("leaves"));
    let ends = place("ends").or(place("rises"));
    let turned =
        ends.is_some_and(|ends| starts.or(place("bed")).is_some_and(|starts| ends < starts));
    // The first one is the earlier, unless it is said that something ends then.
    let spans = read.says_any(&["from", "to"]) || !turned;
    if !asks
        || !spans
        || read.says_any(&[
            "before", "minus", "plus", "end?", "late", "early", "slow", "fast",
        ])
    {
        return None;
    }
    // "from 11 pm to 2 am" is a day later, and "from 9:00 to 5:00" may be.
    let one_clock = from.exact == to.exact || from.of_24 || to.of_24;
    let exact = from.exact && to.exact;
    let overnight = exact
        && to.minutes < from.minutes
        && (read.says_any(&["next-day", "bed"])
            || from.minutes >= 18 * 60 && to.minutes <= 12 * 60);
    let next_day = read.says("next-day") && !overnight;
    if !one_clock || next_day || from.minutes >= to.minutes && !overnight {
        return None;
    }
    let minutes = i128::from(to.minutes - from.minutes + if overnight { DAY } else { 0 });
    let in_minutes = read.says("minutes?") && !read.says("hours?");
    Some(Task::Duration {
        minutes,
        in_minutes,
        in_hours: read.says("hours?") && !read.says("minutes?"),
        fact: if in_minutes {
            format!("It is {minutes} minutes")
        } else {
            format!("It is {}", named(minutes))
        },
    })
}
