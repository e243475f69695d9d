//! What sentences tell for a key: the one name, the one year, the one price.

use reading::Token;
use serde_json::{Value, json};

/// What a key's name asks for in what is told.
pub(crate) fn find(told: &[&[Token<'_>]], key: &str) -> Option<Value> {
    let lower = key.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    let place =
        |before: &[&str]| only(names(told, |token| token.is_some_and(|t| t.is_any(before))));
    if is(&[
        "name",
        "person",
        "buyer",
        "customer",
        "author",
        "winner",
        "employee",
        "student",
        "owner",
        "who",
        "full_name",
        "fullname",
        "sender",
        "guest",
        "traveller",
        "traveler",
        "speaker",
    ]) {
        return only(names(told, |before| {
            before
                .is_none_or(|token| !token.is_any(&["in", "at", "to", "from", "of", "near", "on"]))
        }));
    }
    if is(&["city", "town", "location", "place"]) {
        return place(&["in", "at", "from", "to", "near"]);
    }
    if is(&["from", "origin", "departure", "source"]) {
        return place(&["from"]);
    }
    if is(&["to", "destination", "arrival"]) {
        return place(&["to"]);
    }
    if is(&["country"]) {
        return place(&["in", "from"]);
    }
    if is(&["age"]) {
        return only(numbers(told, |before, after| {
            after.is_some_and(|token| token.is_any(&["years", "year"]))
                || before.is_some_and(|token| token.is_any(&["turned", "aged", "turns", "age"]))
        }));
    }
    if is(&["year", "founded", "born", "birth_year"]) {
        return only(
            numbers(told, |_, _| true)
                .into_iter()
                .filter(|year| {
                    year.as_i64()
                        .is_some_and(|year| (1000..2200).contains(&year))
                })
                .collect(),
        );
    }
    if is(&["price", "cost", "amount", "fee", "total"]) {
        return only(numbers(told, is_money));
    }
    if is(&["quantity", "count", "number", "qty"]) {
        return only(numbers(told, |before, after| {
            !is_money(before, after) && !after.is_some_and(|t| t.is_any(&["years", "year"]))
        }));
    }
    if is(&["job", "profession", "occupation", "role"]) {
        return job(told);
    }
    if is(&["item", "product", "article"]) {
        return thing(told);
    }
    // "tickets": how many of them
    let counted = numbers(told, |_, after| after.is_some_and(|token| token.is(&lower)));
    (lower.ends_with('s')).then(|| only(counted))?
}

fn only(mut found: Vec<Value>) -> Option<Value> {
    found.dedup();
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn is_money(before: Option<&Token<'_>>, after: Option<&Token<'_>>) -> bool {
    after.is_some_and(|token| {
        token.is_any(&["euros", "dollars", "pounds", "euro", "dollar", "eur", "usd"])
            || "$€£".chars().any(|mark| token.is_mark(mark))
    }) || before.is_some_and(|token| "$€£".chars().any(|mark| token.is_mark(mark)))
}

fn numbers(
    told: &[&[Token<'_>]],
    fits: impl Fn(Option<&Token<'_>>, Option<&Token<'_>>) -> bool,
) -> Vec<Value> {
    told.iter()
        .flat_map(|part| {
            part.iter().enumerate().filter_map(|(at, token)| {
                let number = token.number()?;
                let before = at.checked_sub(1).map(|at| &part[at]);
                fits(before, part.get(at + 1)).then_some(())?;
                serde_json::from_str(&number.value.to_string()).ok()
            })
        })
        .collect()
}

/// Runs of capitalised words, by what stands before them.
fn names(told: &[&[Token<'_>]], fits: impl Fn(Option<&Token<'_>>) -> bool) -> Vec<Value> {
    const NONE: &[&str] = &[
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "his",
        "her",
        "i",
        "we",
        "my",
        "our",
        "last",
        "next",
        "yesterday",
        "today",
        "after",
        "before",
        "when",
        "while",
        "who",
        "what",
        "where",
        "text",
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
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "once",
        "then",
        "from",
        "by",
        "as",
        "is",
        "mr",
        "mrs",
        "ms",
        "dr",
    ];
    let mut found = Vec::new();
    for part in told {
        let mut at = 0;
        while at < part.len() {
            let is_name = |token: &&Token<'_>| {
                token.is_word() && token.text.starts_with(char::is_uppercase) && !token.is_any(NONE)
            };
            let length = part[at..].iter().take_while(is_name).count();
            if length == 0 {
                at += 1;
                continue;
            }
            let words: Vec<&str> = part[at..at + length]
                .iter()
                .map(|token| token.text.trim_end_matches("'s"))
                .collect();
            if fits(at.checked_sub(1).map(|at| &part[at])) {
                found.push(json!(words.join(" ")));
            }
            at += length;
        }
    }
    found
}

/// `works as a teacher in …`, `is a nurse`
fn job(told: &[&[Token<'_>]]) -> Option<Value> {
    let mut found = Vec::new();
    for part in told {
        for at in 0..part.len() {
            let introduced = at >= 2
                && part[at - 1].is_any(&["a", "an"])
                && part[at - 2].is_any(&["as", "is", "was", "became"]);
            let ends = part.get(at + 1).is_none_or(|next| {
                !next.is_word()
                    || next.is_any(&["in", "at", "for", "from", "and", "who", "with", "on"])
            });
            if introduced && ends && part[at].is_word() {
                found.push(json!(part[at].text));
            }
        }
    }
    only(found)
}

/// `item winter`, `the butter costs`
fn thing(told: &[&[Token<'_>]]) -> Option<Value> {
    let mut found = Vec::new();
    for part in told {
        for at in 1..part.len() {
            let called = part[at - 1].is_any(&["item", "product"]);
            let priced = part[at - 1].is_any(&["the", "a", "an", "one"])
                && part
                    .get(at + 1)
                    .is_some_and(|next| next.is_any(&["costs", "cost", "sells"]));
            if (called || priced) && part[at].is_word() && part[at].text.len() > 1 {
                found.push(json!(part[at].text));
            }
        }
    }
    only(found)
}
