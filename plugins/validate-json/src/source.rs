//! Values that have to come from the request's text.

use std::collections::HashSet;

use reading::{Rational, Token, fold, tidy, tokens};
use serde_json::Value;

/// A value that is not in the text: where it stands, the value, and whether it is
/// a number.
pub(crate) struct Foreign {
    pub(crate) place: String,
    pub(crate) value: String,
    pub(crate) number: bool,
}

/// Values looked at. Nobody extracts more from a request.
const MOST: usize = 500;

/// The first value of which nothing is in the request. Names of dates and the
/// like are written in many ways, so one word in common is enough; numbers that
/// are counted or computed are not looked for.
pub(crate) fn foreign(value: &Value, prompt: &str) -> Option<Foreign> {
    let text = tidy(prompt);
    let tokens = fold(&text, &tokens(&text));
    let words: HashSet<String> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| stem(token.text))
        .collect();
    let whole: HashSet<String> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.text.to_lowercase())
        .collect();
    let numbers: Vec<Rational> = tokens
        .iter()
        .filter_map(Token::number)
        .map(|number| number.value)
        .collect();
    // "three fifths": its parts are numbers as well.
    let fractions = tokens.iter().any(|token| {
        token.text.starts_with(char::is_alphabetic)
            && token
                .number()
                .is_some_and(|number| number.value.whole().is_none())
    });
    let lower = text.to_lowercase();
    let mut left = MOST;
    walk(
        value,
        "",
        "",
        &mut left,
        &mut |place, key, value| match value {
            Value::String(said) => {
                let plain = said.trim().to_lowercase();
                let folded = reading::tokens(&plain);
                let mut parts = folded
                    .iter()
                    .filter(|token| token.is_word() || token.number().is_some())
                    .peekable();
                let known = plain.is_empty()
                    || stands(&lower, &plain)
                    || parts.peek().is_none()
                    || is_missing(&plain)
                    || is_judged(key)
                    || parts.any(|part| match part.number() {
                        Some(number) => numbers.contains(&number.value),
                        None => words.contains(&stem(part.text)) && part.text.len() > 1,
                    });
                let known = known
                    && !(is_altered(&folded, &words, &whole)
                        && !is_judged(key)
                        && !stands(&lower, &plain));
                (!known).then(|| Foreign {
                    place: place.to_owned(),
                    value: said.chars().take(80).collect(),
                    number: false,
                })
            }
            Value::Number(number) => {
                let exact = Rational::parse(&number.to_string())?.abs();
                let shown = [1, 100, 1000, 1_000_000].iter().any(|&scale| {
                    exact
                        .over(Rational::from(scale))
                        .is_some_and(|n| numbers.contains(&n))
                        || exact
                            .times(Rational::from(scale))
                            .is_some_and(|n| numbers.contains(&n))
                });
                (!shown
                    && !fractions
                    && !stands(&lower, number.to_string().trim_start_matches('-'))
                    && !is_worked_out(exact, &numbers)
                    && exact.abs() > Rational::from(1)
                    && !is_computed(key))
                .then(|| Foreign {
                    place: place.to_owned(),
                    value: number.to_string(),
                    number: true,
                })
            }
            _ => None,
        },
    )
}

/// Whether it stands in the text, and is no part of a word or a number.
pub(crate) fn stands(text: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    text.match_indices(value).take(200).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let mut behind = text[at + found.len()..].chars();
        let next = behind.next();
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        // "3.5" is not in "13.5", nor "2" in "2.5".
        let fraction = next == Some('.')
            && behind.next().is_some_and(|c| c.is_ascii_digit())
            && value.ends_with(|c: char| c.is_ascii_digit());
        apart(before) && apart(next) && !fraction
    })
}

/// Whether a number is the sum, the difference or the product of two that stand there, or
/// a time in a smaller unit.
fn is_worked_out(number: Rational, told: &[Rational]) -> bool {
    let told = &told[..told.len().min(16)];
    told.iter().any(|&a| {
        told.iter().any(|&b| {
            [
                a.plus(b),
                a.minus(b),
                a.times(b),
                a.over(b),
                a.times(Rational::from(60)).and_then(|a| a.plus(b)),
            ]
            .contains(&Some(number))
        })
    })
}

/// Whether a value has a name of the text with a word that the text does not have, or cut
/// short: `Elena Fischer Ltd`, `Hug`. Dates are written in many ways.
fn is_altered(said: &[Token<'_>], stems: &HashSet<String>, whole: &HashSet<String>) -> bool {
    const MONTHS: &[&str] = &[
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
        "street",
        "pm",
        "am",
        "the",
        "and",
        "of",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "minutes",
        "hours",
        "seconds",
        "dollars",
        "euros",
        "pounds",
        "degrees",
        "celsius",
        "percent",
        "kilograms",
        "grams",
        "per",
        "united",
        "road",
        "avenue",
        "units",
        "years",
        "year",
        "days",
        "usd",
        "eur",
        "gbp",
        "january",
        "pieces",
        "people",
        "st",
        "ave",
        "rd",
        "nd",
        "th",
        "hrs",
        "min",
        "mins",
        "hour",
        "minute",
        "inches",
        "miles",
        "feet",
        "liters",
        "litres",
    ];
    let letters: Vec<&Token<'_>> = said
        .iter()
        .filter(|token| token.is_word() && token.text.len() > 1)
        .collect();
    let dated = letters.iter().any(|token| token.is_any(MONTHS));
    let known = letters
        .iter()
        .filter(|token| whole.contains(token.text))
        .count();
    let foreign = letters.iter().any(|token| {
        token.text.len() > 2 && !stems.contains(&stem(token.text)) && !whole.contains(token.text)
    });
    let digits = said.iter().any(|token| token.number().is_some());
    let added = (known > 0 || digits) && foreign;
    let cut = letters.iter().any(|token| {
        !whole.contains(token.text)
            && whole.iter().any(|full| {
                full.strip_prefix(token.text).is_some_and(|rest| {
                    token.text.len() > 2
                        && rest.len() <= 2
                        && ![
                            "s", "es", "ed", "d", "n", "an", "y", "e", "ly", "er", "r", "'s", "en",
                            "al", "ic",
                        ]
                        .contains(&rest)
                })
            })
    });
    !dated && (added || cut)
}

fn walk(
    value: &Value,
    place: &str,
    key: &str,
    left: &mut usize,
    judge: &mut impl FnMut(&str, &str, &Value) -> Option<Foreign>,
) -> Option<Foreign> {
    *left = left.checked_sub(1)?;
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| walk(item, &format!("{place}/{at}"), key, left, judge)),
        Value::Object(members) => members
            .iter()
            .find_map(|(key, value)| walk(value, &format!("{place}/{key}"), key, left, judge)),
        value => judge(place, key, value),
    }
}

/// The beginning of a word, so that `Italian` and `Italy` are one.
fn stem(word: &str) -> String {
    word.to_lowercase()
        .trim_end_matches("'s")
        .chars()
        .take(4)
        .collect()
}

fn is_missing(text: &str) -> bool {
    [
        "n/a",
        "na",
        "none",
        "null",
        "unknown",
        "not specified",
        "not mentioned",
        "not given",
        "not stated",
        "not available",
    ]
    .contains(&text)
}

/// Keys whose values are somebody's judgement, or in other words.
fn is_judged(key: &str) -> bool {
    let key = key.to_lowercase();
    [
        "sentiment",
        "category",
        "type",
        "class",
        "label",
        "language",
        "tone",
        "topic",
        "summary",
        "intent",
        "title",
        "genre",
        "status",
        "priority",
        "emotion",
        "gender",
        "description",
        "translation",
        "currency",
        "mood",
        "kind",
        "reason",
        "subject",
        "theme",
        "level",
        "format",
        "unit",
        "tag",
        "keyword",
        "country",
        "code",
    ]
    .iter()
    .any(|word| key.contains(word))
}

/// Keys whose numbers are not read off.
fn is_computed(key: &str) -> bool {
    let key = key.to_lowercase();
    [
        "count",
        "total",
        "sum",
        "number",
        "average",
        "mean",
        "age",
        "length",
        "duration",
        "score",
        "confidence",
        "id",
        "index",
        "rank",
        "year",
        "sentiment",
        "size",
        "difference",
        "ratio",
        "percent",
    ]
    .iter()
    .any(|word| key.contains(word))
}
