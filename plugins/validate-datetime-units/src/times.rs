//! Questions on times of day.

use reading::skeleton::{Lexicon, NOTHING, SMALL, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::read::{Time, time_at, time_name, whole};
use crate::task::Task;

const DAY: i32 = 24 * 60;

/// The words of a question on times. What somebody or something is called may be
/// anything: see [`named_thing`].
const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "starts",
            "start|starts|started|starting|begin|begins|began|beginning|leave|leaves|left|depart|departs|departed|departing|\
sets off|set off|set out|sets out|opens|opened|kicks off|takes off|took off|goes in|is put in|boards|goes into|boarded",
        ),
        (
            "lasts",
            "last|lasts|lasted|lasting|take|takes|took|runs for|runs|ran|ran for|goes on for|go on for|needs|need|bakes|\
bakes for|takes another|is|it's long|works for|worked for|walks for|drives for|travels for|sleeps for|slept for|cooks for|cook for|cooks|long",
        ),
        (
            "end?",
            "when does it end|when does|when will|when did|when is|when should|when do|what time does|what time will|what time did|\
what time is|what time do|what time should|at what time|what time would|when would|when was|when|at which time|what time|the time",
        ),
        (
            "ends",
            "end|ends|ended|ending|finish|finishes|finished|finishing|over|be over|done|be done|arrive|arrives|arrived|get there|\
gets there|land|lands|landed|stop|stops|stopped|come out|comes out|get in|gets in|reach|reaches|closes|close|closed|ready|come to an end|be there|stop|home|be home|get home|gets home|complete|completed|conclude|concludes|up|wrap up",
        ),
        (
            "minutes?",
            "how many minutes|number of minutes|minutes|in minutes|how many full minutes",
        ),
        ("hours?", "how many hours|number of hours|in hours|hours"),
        (
            "long?",
            "how long|how much time|what is the duration|the duration|duration|how long a time|length of time|time difference|elapsed time|the time between",
        ),
        ("before", "before|earlier|earlier than|prior to|ago"),
        ("minus", "subtract|minus|go back|take away"),
        (
            "after",
            "after|later|later than|past|from now|following|in|plus|add|on from",
        ),
        ("from", "from|between"),
        ("to", "to|until|till|up to"),
        (
            "now",
            "it is|it's|it is now|it's now|now|the clock shows|the clock says|my watch says|the time is|right now|clock",
        ),
        (
            NOTHING,
            "at|for|and|exactly|go by|pass|passes|passed|elapse|elapses|elapsed|total|altogether|say|suppose|spent|spend|\
same day|on the same day|later that day|from start to end|if|as|trip|journey|ride|flight|drive|way|show|clock|reading|on|be|get|gets|many|how|\
current|currently|whole|long does|shown|the same day|show|time|by|day|he|she|they|we|with|lie|lies|apart|each",
        ),
        (NOTHING, SMALL),
    ],
};

enum Slot {
    Time(Time),
    /// In minutes.
    Lasting(i32),
    /// What is spoken of.
    Thing,
}

type Read = Skeleton<Slot>;

/// What is asked of times, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    let read = skeleton(&WORDS, &tokens, slot_at)?;
    let mut times = Vec::new();
    let mut lasting = Vec::new();
    for slot in read.slots() {
        match slot {
            Slot::Time(time) => times.push(time),
            Slot::Lasting(minutes) => lasting.push(*minutes),
            Slot::Thing => {}
        }
    }
    match (&times[..], &lasting[..]) {
        ([time], [lasts]) => end(&read, time, *lasts),
        ([from, to], []) => between(&read, from, to),
        _ => None,
    }
}

fn slot_at(tokens: &[Token<'_>]) -> Option<(Slot, usize)> {
    if let Some((minutes, used)) = lasting_at(tokens) {
        return Some((Slot::Lasting(minutes), used));
    }
    if let Some(time) = time_at(tokens) {
        let used = time.used;
        return Some((Slot::Time(time), used));
    }
    Some((Slot::Thing, named_thing(tokens)?))
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
                && !token.is_any(TWISTS)
        })
        .count();
    (article && words > 0).then_some(words + 1)
}

/// Words that change what is asked.
const TWISTS: &[&str] = &[
    "next",
    "zone",
    "zones",
    "break",
    "breaks",
    "interval",
    "intermission",
    "pause",
    "delay",
    "delayed",
    "late",
    "early",
    "every",
    "half",
    "clockwise",
    "tomorrow",
    "yesterday",
    "week",
    "faster",
    "slower",
    "angle",
    "hands",
    "hour",
    "minute",
    "second",
    "seconds",
];

/// `A meeting starts at 9:15 am and lasts 50 minutes. When does it end?`, `What time
/// is 45 minutes after 2:30 pm?`
fn end(read: &Read, time: &Time, lasts: i32) -> Option<Task> {
    if read.says_any(&["minutes?", "hours?", "long?", "to"]) {
        return None;
    }
    let back = read.says_any(&["before", "minus"]);
    let on = read.says_any(&["after"]) || read.says("starts");
    let asks = read.says("end?") || read.says("minus") || read.says("after");
    // "… ends at 10:05 and lasts 50 minutes. When does it start?"
    let starts_late = read.says("ends") && read.says("starts") && starts_after(read);
    if !asks || back && read.says("after") || !(back || on || read.says("ends")) || starts_late {
        return None;
    }
    let sign = if back && !read.says("starts") { -1 } else { 1 };
    if back && read.says("starts") {
        return None;
    }
    let right = (time.minutes + sign * lasts).rem_euclid(DAY);
    Some(Task::Time {
        right,
        exact: time.exact,
        asked: vec![time.minutes],
        fact: format!("The time is {}", time_name(right, time.exact)),
    })
}

/// Whether what ends is told before what starts.
fn starts_after(read: &Read) -> bool {
    use reading::skeleton::Part;
    let place = |what: &str| {
        read.parts
            .iter()
            .position(|part| matches!(part, Part::Says(said) if *said == what))
    };
    place("ends") < place("starts")
}

/// `How long is it from 9:15 am to 11:05 am?`, `A train departs at 10:20 and arrives
/// at 13:05. How long is the trip?`
fn between(read: &Read, from: &Time, to: &Time) -> Option<Task> {
    let asks = read.says_any(&["minutes?", "hours?", "long?"]);
    let spans = read.says("from")
        || read.says("to")
        || read.says("starts") && read.says("ends") && !starts_after(read);
    if !asks || !spans || read.says_any(&["before", "minus", "end?"]) {
        return None;
    }
    // "from 11 am to 2 am" is a day later, and "from 9:00 to 5:00" may be.
    let one_clock = from.exact == to.exact || from.of_24 || to.of_24;
    if !one_clock || from.minutes >= to.minutes {
        return None;
    }
    let minutes = i128::from(to.minutes - from.minutes);
    let in_minutes = read.says("minutes?") && !read.says("hours?");
    Some(Task::Duration {
        minutes,
        in_minutes,
        fact: if in_minutes {
            format!("It is {minutes} minutes")
        } else {
            format!("It is {}", named(minutes))
        },
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

/// `1 hour and 20 minutes`, `an hour and a half`, `90-minute`, in minutes, and how
/// many tokens it is.
fn lasting_at(tokens: &[Token<'_>]) -> Option<(i32, usize)> {
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
    if tokens
        .get(at + joint)
        .and_then(Token::number)
        .is_some_and(|number| Some(number.value) == reading::Rational::new(1, 2))
    {
        return Some((minutes + 30, at + joint + 1));
    }
    let more = tokens
        .get(at + joint)
        .and_then(whole::<i32>)
        .filter(|n| *n < 10_000 && is(at + joint + 1, MINUTES));
    Some(match more {
        Some(more) => (minutes + more, at + joint + 2),
        None => (minutes, at),
    })
}
