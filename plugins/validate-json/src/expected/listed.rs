//! Lists of values: behind a colon, behind the key's own noun, or a row of names.

use reading::{Token, items, sentences};
use serde_json::{Value, json};

use super::kinds::same_noun;
use super::material::Material;

/// Words of requests that want other values than those that stand there.
const ALTERING: &[&str] = &[
    "sort",
    "sorted",
    "order",
    "alphabetical",
    "alphabetically",
    "ascending",
    "descending",
    "reverse",
    "reversed",
    "unique",
    "even",
    "odd",
    "longest",
    "shortest",
    "uppercase",
    "capital",
    "double",
    "doubled",
    "squared",
    "plural",
    "except",
    "remove",
    "filter",
    "largest",
    "smallest",
    "greater",
    "than",
    "letters",
    "lowercase",
    "length",
    "duplicates",
    "rounded",
    "without",
    "translated",
    "squares",
    "begin",
    "start",
    "starting",
    "beginning",
];

const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The list that is the whole answer: behind a colon, or all numbers that are told.
pub(super) fn array(text: &str, all: &[Token<'_>], material: &Material<'_>) -> Option<Value> {
    // "the colours in: The flag is red and white"
    let colours = super::kinds::colours(material);
    let altered = all
        .iter()
        .any(|token| token.is_any(ALTERING) && !token.is("order"));
    let named = all.iter().any(|token| token.is_any(&["colours", "colors"]));
    let apart = (1..colours.len()).all(|at| !colours[..at].contains(&colours[at]));
    if named && !altered && colours.len() > 1 && apart {
        return Some(Value::Array(colours));
    }
    // "the days in this sentence: We meet on Monday and Friday"
    let days: Vec<Value> = material
        .parts
        .iter()
        .flatten()
        .filter(|token| DAYS.contains(&token.text))
        .map(|token| json!(token.text))
        .collect();
    let asks_days = all.iter().any(|token| token.is_any(&["days", "weekdays"]));
    let told = all
        .iter()
        .filter(|token| DAYS.contains(&token.text))
        .count();
    if asks_days && !altered && days.len() > 1 && days.len() == told {
        return Some(Value::Array(days));
    }
    after_colon(text, all).or_else(|| {
        let numbers = all.iter().any(|token| token.is("numbers"));
        let altered = all
            .iter()
            .any(|token| token.is_any(ALTERING) && !token.is("order"));
        let told: Vec<Value> = material
            .numbers
            .iter()
            .map(|number| number.value.clone())
            .collect();
        (numbers && !altered && told.len() > 1 && material.typed.is_empty())
            .then_some(Value::Array(told))
    })
}

/// The one list that stands behind a colon.
pub(super) fn after_colon(text: &str, all: &[Token<'_>]) -> Option<Value> {
    let altered = all.iter().enumerate().any(|(at, token)| {
        let same = token.is("order")
            && all[at.saturating_sub(2)..(at + 4).min(all.len())]
                .iter()
                .any(|near| near.is_any(&["this", "given", "same", "original", "that"]));
        token.is_any(ALTERING) && !same
    });
    // "Put them in alphabetical order"
    let sorted = all
        .iter()
        .any(|token| token.is_any(&["alphabetical", "alphabetically"]))
        && !all.iter().any(|token| {
            token.is_any(ALTERING)
                && !token.is_any(&["alphabetical", "alphabetically", "order", "sort", "sorted"])
        });
    // The case is seen to elsewhere.
    let cased = all.iter().all(|token| {
        !token.is_any(ALTERING)
            || token.is_any(&["lowercase", "uppercase", "order", "letters", "capital"])
    });
    if altered && !sorted && !cased {
        return None;
    }
    let strings = all.iter().any(|token| token.is_any(&["strings", "string"]));
    let lists: Vec<Vec<&str>> = sentences(all)
        .into_iter()
        .filter_map(|sentence| {
            let colon = sentence.iter().rposition(|token| token.is_mark(':'))?;
            let behind = &sentence[colon + 1..];
            behind
                .iter()
                .any(|token| token.is_mark(','))
                .then(|| items(text, behind))?
        })
        .collect();
    let [items] = &lists[..] else { return None };
    // "We delivered apples, pears": the first is more than an item.
    let words = |item: &&str| item.split_whitespace().count();
    let mut items = items.clone();
    if items.first().map(words) > items[1..].iter().map(words).max() {
        let (before, last) = items[0].rsplit_once(' ')?;
        let verb = before.rsplit(' ').next()?;
        let introduces = verb.ends_with("ed")
            || [
                "bought", "sold", "are", "have", "need", "of", "sent", "got", "ate", "saw",
            ]
            .contains(&verb);
        if !introduces || items[1..].iter().any(|item| item.contains(' ')) {
            return None;
        }
        items[0] = last;
    }
    let values: Option<Vec<Value>> = items
        .iter()
        .map(|item| {
            let item = item
                .trim_end_matches(['.', '\'', '"'])
                .trim_matches(['"', '\'']);
            let plain = item.chars().all(|c| c.is_alphabetic() || c == ' ');
            let number = serde_json::from_str::<Value>(item)
                .ok()
                .filter(|value| value.is_number() && !strings);
            number.or_else(|| (plain || strings).then(|| json!(item)))
        })
        .collect();
    let mut values = values?;
    if sorted {
        values.sort_by_key(|value| value.as_str().map(str::to_lowercase));
    }
    Some(Value::Array(values))
}

/// Whether a key asks for a list without saying so.
pub(super) fn is_list(key: &[&str]) -> bool {
    key.last().is_some_and(|last| {
        [
            "names",
            "members",
            "ingredients",
            "items",
            "colours",
            "colors",
            "hobbies",
            "languages",
            "subjects",
            "participants",
            "friends",
            "brothers",
            "sisters",
            "sports",
            "fruits",
            "tags",
            "toppings",
            "skills",
            "attendees",
            "authors",
            "players",
            "lessons",
            "cities",
            "countries",
            "vegetables",
            "genres",
            "guests",
            "instruments",
            "symptoms",
            "siblings",
            "animals",
        ]
        .contains(last)
    })
}

/// The list that is told for a key.
pub(super) fn list(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    if ["colours", "colors"].contains(&last) {
        let told = super::kinds::colours(material);
        if told.len() > 1 {
            return Some(Value::Array(told));
        }
    }
    let mut found: Vec<Vec<String>> = Vec::new();
    for part in &material.parts {
        for at in 0..part.len() {
            if !same_noun(&part[at].text.to_lowercase(), last) {
                continue;
            }
            if at > 0 && part[at - 1].is("no") {
                found.push(Vec::new());
                continue;
            }
            let joints = part[at + 1..]
                .iter()
                .take(2)
                .take_while(|token| {
                    token.is_any(&[
                        "are", "is", "were", "include", "includes", "namely", "named", "called",
                    ]) || token.is_mark(',')
                })
                .count();
            let follows = part.get(at + 1).is_some_and(|next| {
                next.is_word()
                    && !next.is_any(&[
                        "of", "in", "for", "at", "on", "from", "to", "who", "that", "with",
                    ])
            });
            if joints > 0 || follows {
                found.extend(row(material.text, &part[at + 1 + joints..]));
            }
        }
    }
    if found.is_empty() {
        found.extend(row_of_names(material));
    }
    if found.is_empty() {
        found.extend(
            material
                .parts
                .iter()
                .filter_map(|part| row_behind_verb(material.text, part)),
        );
    }
    match &found[..] {
        [one] => Some(json!(one)),
        _ => None,
    }
}

/// `maths, English and sports` up to the end, or to what is no item.
fn row(text: &str, tokens: &[Token<'_>]) -> Option<Vec<String>> {
    const FILLER: &[&str] = &["a", "an", "the", "first", "then", "finally", "also", "some"];
    let mut row = Vec::new();
    let mut joined = false;
    for item in tokens.split(|token| token.is_mark(',') || token.is_any(&["and", "&", "then"])) {
        let front = item.iter().take_while(|token| token.is_any(FILLER)).count();
        let item = &item[front..];
        let back = item
            .iter()
            .rev()
            .take_while(|token| token.is_any(FILLER))
            .count();
        let item = &item[..item.len() - back];
        let Some((first, last)) = item.first().zip(item.last()) else {
            continue;
        };
        if first.is_any(&["no", "not", "but", "he", "she", "they", "is", "has"]) {
            break;
        }
        if item.len() > 3
            || item
                .iter()
                .any(|token| !token.is_word() && !token.is_mark('-'))
        {
            return None;
        }
        joined |= !row.is_empty();
        row.push(text.get(first.start..last.end())?.to_owned());
    }
    joined.then_some(row)
}

/// The longest row of names, or of words behind a colon or a verb, that is joined by commas
/// and `and`.
pub(super) fn chain(text: &str, piece: &[Token<'_>]) -> Option<Vec<String>> {
    let joins = |token: &Token<'_>| token.is_mark(',') || token.is_any(&["and", "&"]);
    let capital = |token: &Token<'_>| token.is_word() && token.text.starts_with(char::is_uppercase);
    let mut best: Vec<String> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut at = 0;
    while at < piece.len() {
        let length = piece[at..]
            .iter()
            .enumerate()
            .take_while(|(n, token)| capital(token) || *n > 0 && token.is_mark('-') && token.glued)
            .count();
        if length == 0 {
            row.clear();
            at += 1;
            continue;
        }
        let (first, last) = (&piece[at], &piece[at + length - 1]);
        row.extend(text.get(first.start..last.end()).map(str::to_owned));
        at += length;
        let joints = piece[at..].iter().take_while(|token| joins(token)).count();
        at += joints;
        if row.len() > best.len() {
            best.clone_from(&row);
        }
        if joints == 0 {
            row.clear();
        }
    }
    if best.len() > 1 {
        return Some(best);
    }
    let colon = piece.iter().rposition(|token| token.is_mark(':'));
    colon
        .and_then(|colon| self::row(text, &piece[colon + 1..]))
        .or_else(|| row_behind_verb(text, piece))
        .or_else(|| {
            // "fruits we have at home are apple, kiwi and plum"
            let verb = piece
                .iter()
                .rposition(|token| token.is_any(&["is", "are", "were", "has", "have", "had"]))?;
            self::row(text, &piece[verb + 1..])
        })
}

/// `needs flour, eggs and milk`
fn row_behind_verb(text: &str, part: &[Token<'_>]) -> Option<Vec<String>> {
    let verb = part.iter().position(|token| {
        token.is_any(&[
            "is", "are", "has", "have", "includes", "include", "needs", "need", "bought", "likes",
            "speaks", "plays", "contains", "packed", "loves", "knows", "ordered", "brought", "buy",
            "studies", "eats", "ate", "enjoys", "with", "visited", "wants", "sells", "took",
        ])
    })?;
    let comma = part
        .iter()
        .any(|token| token.is_mark(',') || token.is("and"));
    comma.then(|| row(text, &part[verb + 1..]))?
}

/// `Anna, Bilal and Carlos`, if nobody else is named.
fn row_of_names(material: &Material<'_>) -> Option<Vec<String>> {
    let names = &material.names;
    let row = names.iter().enumerate().all(|(at, name)| {
        let joins = |word: &str| [",", "and", "&"].contains(&word);
        (at == 0 || joins(&name.before)) && (at + 1 == names.len() || joins(&name.behind))
    });
    (row && names.len() > 1).then(|| names.iter().map(|name| name.text.clone()).collect())
}
