//! Values with a form of their own, and those of a small set: dates, addresses, weekdays,
//! colours, titles in quotes.

use serde_json::{Value, json};

use super::only;
use crate::expected::material::Material;
use crate::expected::typed::Sort;

/// The one value with the form that a key's name asks for.
pub(super) fn with_form(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    let has = |words: &[&str]| key.iter().any(|word| words.contains(word));
    let typed = |sort: Sort| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| typed.sort == sort)
                .map(|typed| json!(typed.text)),
        )
    };
    // What is not told is null where the request says so.
    let typed = |sort: Sort| {
        let told = material.typed.iter().any(|typed| typed.sort == sort);
        typed(sort).or((material.nulls && !told).then_some(Value::Null))
    };
    if has(&["email", "mail", "e"]) && !has(&["sender"]) {
        return typed(Sort::Mail);
    }
    if has(&["phone", "telephone", "tel", "mobile", "cell", "fax"]) {
        return typed(Sort::Phone);
    }
    if has(&["hex"]) {
        return only(
            material
                .typed
                .iter()
                .filter(|typed| typed.text.starts_with('#'))
                .map(|typed| json!(typed.text)),
        );
    }
    if is(&["url", "website", "link", "site", "homepage"]) {
        return typed(Sort::Link);
    }
    if is(&["date", "deadline", "birthday", "birthdate", "dob", "due"]) {
        return typed(Sort::Date);
    }
    if is(&["time", "departs", "starts"])
        || is(&["departure", "arrival", "start"]) && typed(Sort::Time).is_some()
    {
        return typed(Sort::Time);
    }
    if is(&[
        "title", "book", "song", "film", "movie", "album", "novel", "word", "play", "poem",
        "headline", "slogan", "quote", "message",
    ]) {
        return match &material.quoted[..] {
            [one] => Some(json!(one)),
            _ => None,
        };
    }
    None
}

/// `leaves at 8:15`, `from 09:00 to 17:30`: one end of a time.
pub(super) fn end_of_time(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    let has = |words: &[&str]| key.iter().any(|word| words.contains(word));
    // "leaves at 8:15"
    let led = |verbs: &[&str]| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| {
                    matches!(typed.sort, Sort::Date | Sort::Time)
                        && typed.lead.iter().any(|word| verbs.contains(&word.as_str()))
                })
                .map(|typed| json!(typed.text)),
        )
    };
    if has(&[
        "departure",
        "start",
        "opening",
        "begin",
        "opens",
        "starts",
        "departs",
    ]) && let Some(found) = led(&[
        "leaves", "departs", "starts", "begins", "opens", "started", "began", "left",
    ]) {
        return Some(found);
    }
    if has(&[
        "arrival", "end", "closing", "closes", "ends", "arrives", "until",
    ]) && let Some(found) = led(&[
        "arrives", "ends", "closes", "lands", "finishes", "ended", "arrived",
    ]) {
        return Some(found);
    }
    // "from 09:00 to 17:30"
    let ranged = |before: &[&str]| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| {
                    matches!(typed.sort, Sort::Date | Sort::Time)
                        && before.contains(&typed.before.as_str())
                })
                .map(|typed| json!(typed.text)),
        )
    };
    if is(&[
        "start", "from", "begin", "opens", "open", "begins", "opening", "starts",
    ]) && let Some(found) = ranged(&["from", "between", "starts", "begins", "opens"])
    {
        return Some(found);
    }
    if is(&["end", "to", "until", "closes", "close", "ends", "closing"])
        && let Some(found) = ranged(&["to", "until", "till", "and", "ends", "closes"])
    {
        return Some(found);
    }
    None
}

/// The day, the month or the year of the one date, as a number.
pub(super) fn part_of_date(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut dates = material
        .typed
        .iter()
        .filter(|typed| typed.sort == Sort::Date);
    let (date, None) = (dates.next()?, dates.next()) else {
        return None;
    };
    let text = date.text.to_lowercase();
    let named = MONTHS.iter().position(|month| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| word.starts_with(month))
    });
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    // Of "03/04/2025" nobody knows which is the day.
    let (year, month, day) = match (named, &numbers[..]) {
        (None, [year, month, day]) if *year > 31 => (Some(*year), *month, *day),
        (Some(month), [day, year]) => (Some(*year), u32::try_from(month + 1).ok()?, *day),
        (Some(month), [day]) => (None, u32::try_from(month + 1).ok()?, *day),
        _ => return None,
    };
    match *key {
        ["year"] => year.map(Value::from),
        ["month"] => Some(Value::from(month)),
        ["day"] => Some(Value::from(day)),
        _ => None,
    }
}

/// A weekday, a month or a colour.
pub(super) fn of_few(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    if is(&["day", "weekday"]) {
        return only(capitalised(
            material,
            &[
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ],
        ));
    }
    if is(&["level", "severity", "loglevel"]) {
        let mut levels = told(
            material,
            &[
                "error", "warn", "warning", "info", "debug", "critical", "fatal", "notice", "trace",
            ],
        );
        levels.retain(|word| {
            word.as_str()
                .is_some_and(|word| word.chars().all(char::is_uppercase))
        });
        return only(levels);
    }
    if is(&["month"]) {
        return only(capitalised(
            material,
            &[
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ],
        ));
    }
    if is(&["color", "colour"]) {
        return only(colours(material));
    }
    // "She speaks fluent Spanish"
    if is(&["language"]) {
        return only(capitalised(material, LANGUAGES));
    }
    None
}

const LANGUAGES: &[&str] = &[
    "english",
    "spanish",
    "french",
    "german",
    "italian",
    "portuguese",
    "dutch",
    "polish",
    "swedish",
    "danish",
    "norwegian",
    "finnish",
    "russian",
    "ukrainian",
    "turkish",
    "greek",
    "arabic",
    "hebrew",
    "hindi",
    "urdu",
    "bengali",
    "chinese",
    "mandarin",
    "cantonese",
    "japanese",
    "korean",
    "vietnamese",
    "thai",
    "swahili",
    "latin",
    "czech",
    "hungarian",
    "romanian",
    "irish",
    "welsh",
];

const COLOURS: &[&str] = &[
    "red",
    "blue",
    "green",
    "yellow",
    "orange",
    "purple",
    "pink",
    "brown",
    "black",
    "white",
    "grey",
    "gray",
    "silver",
    "gold",
    "beige",
    "turquoise",
    "violet",
    "teal",
    "cyan",
    "magenta",
    "navy",
    "maroon",
    "ivory",
    "cream",
    "crimson",
    "scarlet",
    "lilac",
    "indigo",
    "amber",
    "olive",
];

/// The colours of the material in their order.
pub(in crate::expected) fn colours(material: &Material<'_>) -> Vec<Value> {
    told(material, COLOURS)
}

/// Words of the material that are among these, as they are written.
fn told(material: &Material<'_>, words: &[&str]) -> Vec<Value> {
    material
        .parts
        .iter()
        .flatten()
        .filter(|token| token.is_any(words))
        .map(|token| json!(token.text))
        .collect()
}

fn capitalised(material: &Material<'_>, words: &[&str]) -> Vec<Value> {
    let mut found = told(material, words);
    found.retain(|word| {
        word.as_str()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    found
}
