//! Whether a time is asked for that comes later or earlier.

use reading::skeleton::Part;

use crate::times::{Read, Slot};

/// Whether a length is asked for, and not told: `flight time 2 h 35 min`.
pub(crate) fn asks_length(read: &Read) -> bool {
    let told = read
        .parts
        .windows(2)
        .filter(|pair| matches!(pair, [Part::Says("long?"), Part::Slot(Slot::Lasting(_))]))
        .count();
    let all = read
        .parts
        .iter()
        .filter(|part| matches!(part, Part::Says("long?")))
        .count();
    all > told
}

/// `Shift start 22:30, shift length 8 hours. Shift end?`: what stands last is asked for.
pub(crate) fn brief(read: &Read) -> Option<i32> {
    let slots = read
        .parts
        .iter()
        .rposition(|part| matches!(part, Part::Slot(Slot::Time(_) | Slot::Lasting(_))))?;
    let mut behind = read.parts[slots + 1..]
        .iter()
        .filter_map(|part| match part {
            Part::Says("starts" | "leaves") => Some(-1),
            Part::Says("ends") => Some(1),
            _ => None,
        });
    let (sign, None) = (behind.next()?, behind.next()) else {
        return None;
    };
    let given: &[&str] = if sign > 0 {
        &["starts", "leaves"]
    } else {
        &["ends"]
    };
    read.parts[..slots]
        .iter()
        .any(|part| matches!(part, Part::Says(said) if given.contains(said)))
        .then_some(sign)
}

/// A clock that is slow shows too little: `It shows 10:15. What is the real time?`
fn of_wrong_clock(read: &Read, asks_real: bool, asks_shown: bool) -> Option<i32> {
    let sign = match (read.says("slow"), read.says("fast")) {
        (true, false) => 1,
        (false, true) => -1,
        _ => return None,
    };
    match (asks_real, asks_shown) {
        (true, false) => Some(sign),
        (false, true) => Some(-sign),
        _ => None,
    }
}

/// Whether it goes on in time or back.
pub(crate) fn way(read: &Read) -> Option<i32> {
    if read.says_any(&["slow", "fast"]) {
        return of_wrong_clock(read, read.says("real"), read.says("shows?"));
    }
    let place = |what: &[&str]| {
        read.parts
            .iter()
            .position(|part| matches!(part, Part::Says(said) if what.contains(said)))
    };
    let last = |what: &[&str]| {
        read.parts
            .iter()
            .rposition(|part| matches!(part, Part::Says(said) if what.contains(said)))
    };
    // "20 minutes before 7:15"
    let beside = read.parts.windows(2).find_map(|pair| match pair {
        [Part::Slot(Slot::Lasting(_)), Part::Says("before")] => Some(-1),
        [Part::Slot(Slot::Lasting(_)), Part::Says("after" | "late")] => Some(1),
        [Part::Slot(Slot::Lasting(_)), Part::Says("early")] => Some(-1),
        // "delayed by 26 minutes"
        [Part::Says("late"), Part::Slot(Slot::Lasting(_))] => Some(1),
        // "brought forward by 45 minutes"
        [Part::Says("early"), Part::Slot(Slot::Lasting(_))] => Some(-1),
        _ => None,
    });
    // "It was 3 pm two hours ago. What time is it now?"
    let asked = last(&["end?"]);
    let now = read.parts.iter().enumerate().any(|(at, part)| {
        let time = |at: Option<usize>| {
            at.and_then(|at| read.parts.get(at))
                .is_some_and(|part| matches!(part, Part::Slot(Slot::Time(_))))
        };
        matches!(part, Part::Says("now"))
            && asked.is_some_and(|asked| at > asked)
            && !time(at.checked_sub(1))
            && !time(Some(at + 1))
    });
    if now && beside.is_some() && !read.says_any(&["late", "early"]) {
        return None;
    }
    // "It got in at 10:42, seven minutes late. When was it due?"
    if read.says_any(&["late", "early"])
        && let (Some(asked), Some(due)) = (asked, last(&["due?"]))
        && due > asked
    {
        return beside.map(|sign: i32| -sign);
    }
    // "I arrived at 9:05, twenty minutes after leaving home. When did I leave?"
    if let Some((sign, role)) = read.parts.windows(3).find_map(|three| match three {
        [
            Part::Slot(Slot::Lasting(_)),
            Part::Says(side @ ("after" | "before")),
            Part::Says(role @ ("starts" | "leaves" | "ends" | "bed" | "rises")),
        ] => Some((if *side == "after" { -1 } else { 1 }, *role)),
        _ => None,
    }) {
        let same = read.parts[asked?..]
            .iter()
            .any(|part| matches!(part, Part::Says(said) if *said == role));
        return same.then_some(sign);
    }
    // "It docked at 16:05 after a crossing of two hours. When had it sailed?"
    if let Some(after) = place(&["after"])
        && let Some(asked) = asked
        && matches!(
            read.parts.get(after + 1),
            Some(Part::Slot(Slot::Lasting(_)))
        )
        && after < asked
        && !read.says("before")
    {
        let started = read.parts[asked..]
            .iter()
            .any(|part| matches!(part, Part::Says("starts" | "leaves" | "bed")));
        return Some(if started { -1 } else { 1 });
    }
    if let Some(sign) = beside {
        let other = if sign > 0 {
            &["before", "minus", "early"]
        } else {
            &["after", "plus", "late"]
        };
        return (!read.says_any(other)).then_some(sign);
    }
    match (read.says_any(&["minus"]), read.says_any(&["plus"])) {
        (true, false) => return Some(-1),
        (false, true) => return Some(1),
        (true, true) => return None,
        (false, false) => {}
    }
    if read.says_any(&["late", "early"]) {
        return None;
    }
    // Who has slept gets up after it, who has to be somewhere before.
    if read.says("rises") {
        return Some(if read.says_any(&["bed", "from"]) {
            1
        } else {
            -1
        });
    }
    match (read.says("arrival?"), read.says("departure?")) {
        (true, false) if !read.says("end?") => return Some(1),
        (false, true) if !read.says("end?") => return Some(-1),
        (true, true) => {
            // What stands last is asked for.
            return Some(if last(&["arrival?"]) > last(&["departure?"]) {
                1
            } else {
                -1
            });
        }
        _ => {}
    }
    let (starts, ends) = (place(&["starts", "leaves"]), place(&["ends"]));
    let Some(asked) = last(&["end?"]) else {
        return brief(read);
    };
    // What is asked for stands behind "when", or else last of all.
    let behind = read.parts[asked + 1..].iter().find_map(|part| match part {
        Part::Says(said @ ("starts" | "leaves")) => Some((-1, *said)),
        Part::Says("ends") => Some((1, "ends")),
        _ => None,
    });
    match (behind, starts, ends) {
        // "I parked at 10:35 and can stay for two hours. When must I leave?"
        (Some((-1, "leaves")), ..) if read.says("stays") => Some(1),
        (Some((sign, verb)), ..) => {
            // "It ends at 9:00 … When does it end?" tells nothing, but school starts and
            // who walks there leaves before.
            let given = read.parts[..asked]
                .iter()
                .any(|part| matches!(part, Part::Says(said) if *said == verb));
            let later = read.parts[..asked]
                .iter()
                .any(|part| matches!(part, Part::Says("before")));
            (!given && !later).then_some(sign)
        }
        (None, Some(_), _) | (None, None, None) if !read.says("before") => Some(1),
        // "Take it out when?"
        (None, None, Some(ends)) if ends + 1 == asked => Some(1),
        _ => None,
    }
}
