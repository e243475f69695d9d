//! Times in two places, where the request says how far their clocks are apart.

use reading::{Asked, Token};

use crate::clock::{time_at, time_name};
use crate::lasting::lasting_at;
use crate::task::Task;

/// Words that make another question of it.
const TWISTS: &str = "\
summer|winter|daylight|dst|saving|flight|flies|fly|lands|land|leaves|takes|lasts|arrives|not|except|\
how|long|earlier|until|before|after|drive|train|instead|sunrise|sunset";

/// A time of day that is said, with the place where it is that time.
struct Said<'t> {
    minutes: i32,
    exact: bool,
    of_24: bool,
    place: &'t str,
}

/// `Berlin is one hour ahead of London. It is 16:30 in London. What's the time in Berlin?`
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if tokens.len() > 80 {
        return None;
    }
    let mut rest = tokens.clone();
    let apart = relation(&tokens);
    if let Some((_, _, _, range)) = &apart {
        rest.drain(range.clone());
    }
    if rest.iter().any(|token| token.is_among(TWISTS)) {
        return None;
    }
    let times = times(&rest)?;
    let (given, ahead, other) = match (apart, &times[..]) {
        (Some((first, second, ahead, _)), [given]) if given.place.eq_ignore_ascii_case(first) => {
            (given, -ahead, second)
        }
        (Some((first, second, ahead, _)), [given]) if given.place.eq_ignore_ascii_case(second) => {
            (given, ahead, first)
        }
        // "When it is 12:00 in London, it is 7:00 in New York."
        (None, [one, two, given]) if one.exact == two.exact => {
            let ahead = two.minutes - one.minutes;
            if given.place.eq_ignore_ascii_case(one.place) {
                (given, ahead, two.place)
            } else if given.place.eq_ignore_ascii_case(two.place) {
                (given, -ahead, one.place)
            } else {
                return None;
            }
        }
        _ => return None,
    };
    let asks = rest.windows(2).any(|pair| {
        pair[0].is_any(&["what", "which"]) && pair[1].is_any(&["time", "is", "will", "does"])
            || pair[0].is_any(&["what's", "the"]) && pair[1].is_any(&["time", "the"])
    }) && rest
        .iter()
        .any(|token| token.is_any(&["time", "clock", "clocks"]));
    let named = rest
        .iter()
        .any(|token| token.is(other) || token.is("there"))
        || other.contains(' ') && mentions(&rest, other);
    if !asks || !named || other.eq_ignore_ascii_case(given.place) {
        return None;
    }
    let right = (given.minutes + ahead).rem_euclid(24 * 60);
    let shown = if given.of_24 {
        format!("{:02}:{:02}", right / 60, right % 60)
    } else {
        time_name(right, given.exact)
    };
    Some(Task::Time {
        right,
        exact: given.exact,
        asked: times.iter().map(|time| time.minutes).collect(),
        repeats: None,
        fact: format!("The time in {other} is {shown}"),
        shown,
    })
}

fn mentions(tokens: &[Token<'_>], place: &str) -> bool {
    let words: Vec<&str> = place.split(' ').collect();
    tokens.windows(words.len()).any(|window| {
        window
            .iter()
            .zip(&words)
            .all(|(token, word)| token.is(word))
    })
}

/// `Tokyo is 8 hours ahead of Paris`: both places, by how much the first is ahead, and
/// which tokens say it.
fn relation<'t>(tokens: &[Token<'t>]) -> Option<(&'t str, &'t str, i32, std::ops::Range<usize>)> {
    (1..tokens.len()).find_map(|at| {
        let (minutes, used) = lasting_at(&tokens[at..])?;
        let side = tokens.get(at + used)?;
        let ahead = if side.is("ahead") || side.is("later") {
            minutes
        } else if side.is("behind") || side.is("earlier") {
            -minutes
        } else {
            return None;
        };
        let joint = at + used + 1;
        let skipped = tokens[joint..]
            .iter()
            .take(3)
            .take_while(|token| token.is_any(&["of", "than", "in"]))
            .count();
        let (second, length) = place_at(&tokens[joint + skipped..])?;
        let verb = tokens[..at]
            .iter()
            .rposition(|token| token.is_any(&["is", "are", "runs", "lies", "clock", "clocks"]))
            .filter(|verb| at - verb < 3)?;
        let begin = (verb.saturating_sub(3)..verb)
            .find(|&from| place_at(&tokens[from..]).is_some_and(|(_, used)| from + used == verb))?;
        let (first, _) = place_at(&tokens[begin..])?;
        Some((first, second, ahead, begin..joint + skipped + length))
    })
}

/// `New York`, and how many tokens it is.
fn place_at<'t>(tokens: &[Token<'t>]) -> Option<(&'t str, usize)> {
    const NO_PLACES: &[&str] = &["it", "what", "when", "if", "the", "in", "at", "now", "so"];
    let used = tokens
        .iter()
        .take(3)
        .take_while(|token| {
            token.is_word()
                && token.text.starts_with(char::is_uppercase)
                && !token.is_any(NO_PLACES)
        })
        .count();
    // Places of two words keep the first one: it tells them apart.
    (used > 0).then(|| (tokens[0].text, used))
}

/// The times of a request, each with its place; none where one has none.
fn times<'t>(tokens: &[Token<'t>]) -> Option<Vec<Said<'t>>> {
    let mut said = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(time) = time_at(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let end = at + time.used;
        let behind = tokens.get(end).filter(|token| token.is("in"));
        let place = match behind {
            Some(_) => place_at(&tokens[end + 1..])?.0,
            // "In London it is 16:30"
            None => (at.saturating_sub(6)..at).rev().find_map(|from| {
                let led = from > 0 && tokens[from - 1].is_any(&["in", "in"]);
                led.then(|| place_at(&tokens[from..]))?
                    .map(|(place, _)| place)
            })?,
        };
        said.push(Said {
            minutes: time.minutes,
            exact: time.exact,
            of_24: time.of_24,
            place,
        });
        at = end;
    }
    Some(said)
}
