//! Values that have to come from the request's text.

use std::collections::HashSet;

use reading::{Rational, Token, fold, tidy, tokens};
use serde_json::Value;

use crate::expected::typed::typed;

mod altered;

pub(crate) use altered::stands;
use altered::{is_altered, is_worked_out};

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
/// are counted or computed are not looked for. Where not `all` values have to stand there,
/// names have to.
pub(crate) fn foreign(value: &Value, prompt: &str, all: bool) -> Option<Foreign> {
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
                    || !all && !is_entity(key)
                    || !typed(said).is_empty()
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
pub(crate) fn is_judged(key: &str) -> bool {
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

/// Keys whose values are names, and so no words of somebody else.
fn is_entity(key: &str) -> bool {
    let key = key.to_lowercase();
    let last = key.rsplit(['_', ' ', '-']).next().unwrap_or_default();
    [
        "name",
        "city",
        "town",
        "person",
        "author",
        "product",
        "item",
        "title",
        "company",
        "street",
        "email",
        "phone",
        "teacher",
        "student",
        "customer",
        "artist",
        "director",
        "buyer",
        "seller",
        "owner",
        "book",
        "song",
        "film",
        "river",
        "team",
        "player",
        "winner",
        "place",
        "venue",
        "department",
        "brand",
        "model",
        "hotel",
        "restaurant",
        "guest",
        "patient",
        "doctor",
        "sender",
        "recipient",
        "origin",
        "destination",
        "from",
        "to",
        "room",
        "flight",
        "album",
        "ingredient",
        "number",
        "postcode",
        "zip",
        "dish",
        "drink",
        "instrument",
        "sport",
        "breed",
        "school",
        "university",
        "airport",
        "station",
        "host",
        "employee",
        "pupil",
        "child",
        "surname",
        "username",
        "fruit",
        "animal",
        "planet",
    ]
    .contains(&last)
}

/// Keys whose numbers are not read off.
fn is_computed(key: &str) -> bool {
    let key = key.to_lowercase();
    [
        "month",
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
