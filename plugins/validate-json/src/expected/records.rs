//! Records: things of one kind that are told one after the other, each with its values.

use reading::Token;
use serde_json::{Value, json};

use super::pieces::behind_colon;

/// A key of a record, with its type where that is said.
pub(super) type Field = (String, Option<&'static str>);

/// Records looked at.
const MOST: usize = 40;

/// The values of each record in the order of the fields, where all records have all.
pub(super) fn records(
    text: &str,
    pieces: &[&[Token<'_>]],
    fields: &[Field],
    context: &dyn Fn(&str) -> bool,
) -> Option<Vec<Vec<Value>>> {
    let lines: Vec<&[Token<'_>]> = pieces.to_vec();
    if let Some(rows) = columns(text, &lines, fields) {
        return Some(rows);
    }
    let read = |segments: Vec<&[Token<'_>]>| read(text, &segments, fields, context);
    if lines.len() > 1
        && let Some(rows) = read(lines.clone())
    {
        return Some(rows);
    }
    // "I sold two things: a lamp for 35 euros and a rug for 120 euros"
    for strip in [true, false] {
        for marks in [&[';'][..], &[';', ','][..]] {
            let mut segments: Vec<&[Token<'_>]> = Vec::new();
            for line in &lines {
                let line = if strip { behind_colon(line) } else { line };
                segments.extend(line.split(|token| {
                    marks.iter().any(|&mark| token.is_mark(mark))
                        || marks.len() > 1 && token.is_any(&["and", "while", "then", "but"])
                }));
            }
            segments.retain(|segment| {
                segment
                    .iter()
                    .any(|token| token.is_word() || token.number().is_some())
            });
            // "Peru - Lima, Kenya - Nairobi"
            if segments.len() > 1
                && let Some(rows) =
                    columns(text, &segments, fields).filter(|rows| rows.len() + 1 >= segments.len())
            {
                return Some(rows);
            }
            if segments.len() > 1
                && let Some(rows) = read(segments)
            {
                return Some(rows);
            }
        }
    }
    None
}

/// Lines whose parts are divided by one mark: `Holst,1874`, `Low Tide - 184 seconds`.
fn columns(text: &str, lines: &[&[Token<'_>]], fields: &[Field]) -> Option<Vec<Vec<Value>>> {
    let written: Vec<&str> = lines
        .iter()
        .filter_map(|line| text.get(line.first()?.start..line.last()?.end()))
        .collect();
    for separator in [" | ", "|", ";", "\t", " - ", " \u{2013} ", ": ", ", ", ","] {
        let rows: Vec<Vec<Value>> = written
            .iter()
            .filter_map(|line| {
                // What has commas may be a sentence.
                let short = if separator.starts_with([',', ':']) {
                    3
                } else {
                    6
                };
                let parts: Vec<&str> = line
                    .trim_matches(['|', ' ', '-', '*'])
                    .split(separator)
                    .map(str::trim)
                    .collect();
                (parts.len() == fields.len()
                    && parts
                        .iter()
                        .all(|part| part.split_whitespace().count() <= short))
                .then_some(())?;
                parts
                    .iter()
                    .zip(fields)
                    .map(|(part, (key, kind))| cell(part, key, *kind))
                    .collect()
            })
            .collect();
        let others = written.len() - rows.len();
        if rows.len() > 1 && fields.len() > 1 && others <= rows.len() {
            return Some(rows);
        }
    }
    None
}

/// The value of one cell: a number perhaps with a unit.
pub(super) fn cell(part: &str, key: &str, kind: Option<&str>) -> Option<Value> {
    let part = part
        .trim()
        .trim_end_matches('.')
        .trim_matches(['[', ']', '(', ')', '"']);
    if part.is_empty() || part.split_whitespace().count() > 6 {
        return None;
    }
    let number = || {
        let plain = part.trim_start_matches(['$', '\u{20AC}', '\u{A3}']);
        let digits = plain
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
            .unwrap_or(plain.len());
        let unit = plain[digits..].trim();
        let is_unit = unit.len() < 12
            && unit
                .chars()
                .all(|c| c.is_alphabetic() || c == '%' || c == '\u{B0}');
        serde_json::from_str::<Value>(&plain[..digits])
            .ok()
            .filter(|value| value.is_number() && is_unit)
    };
    match kind {
        Some("number" | "integer") => number(),
        Some("boolean") => match part.to_lowercase().as_str() {
            "yes" | "true" | "y" => Some(json!(true)),
            "no" | "false" | "n" => Some(json!(false)),
            _ => None,
        },
        Some("array") => None,
        Some(_) => Some(json!(part)),
        // "184 seconds" under "seconds"
        None => Some(
            serde_json::from_str::<Value>(part)
                .ok()
                .filter(Value::is_number)
                .or_else(|| {
                    let unit = part.split_whitespace().last()?;
                    super::kinds::words(key)
                        .iter()
                        .any(|word| super::kinds::same_noun(unit, word))
                        .then(number)?
                })
                .unwrap_or_else(|| json!(part)),
        ),
    }
}

/// What a segment has: its numbers and its runs of other words, in their order.
#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<Value>,
    runs: Vec<String>,
}

fn read(
    text: &str,
    segments: &[&[Token<'_>]],
    fields: &[Field],
    context: &dyn Fn(&str) -> bool,
) -> Option<Vec<Vec<Value>>> {
    let wanted = fields
        .iter()
        .filter(|(_, kind)| matches!(kind, Some("number" | "integer")))
        .count();
    if fields
        .iter()
        .any(|(_, kind)| matches!(kind, Some("array" | "boolean")))
        || segments.len() > MOST
    {
        return None;
    }
    if let [(key, None | Some("string"))] = fields {
        return phrases(text, segments, key);
    }
    let ranked = fields
        .iter()
        .any(|(key, _)| ["place", "rank", "position", "order", "number"].contains(&key.as_str()));
    let mut all: Vec<Parts> = segments
        .iter()
        .map(|segment| parts(text, segment, context, ranked))
        .collect();
    // What leads to the records has no number.
    if wanted > 0 && all.iter().filter(|parts| parts.numbers.is_empty()).count() * 2 <= all.len() {
        all.retain(|parts| !parts.numbers.is_empty());
    }
    let first = all.first()?;
    let numbers = first.numbers.len();
    let untyped = fields.iter().filter(|(_, kind)| kind.is_none()).count();
    if all.len() < 2
        || numbers < wanted
        || numbers > wanted + untyped
        || all.iter().any(|parts| parts.numbers.len() != numbers)
    {
        return None;
    }
    let texts = fields.len() - numbers;
    shorten(&mut all, texts);
    // "The orchestra needs 2 oboes, 4 horns": who has them leads to the first.
    if all[1..].iter().all(|parts| parts.runs.len() == texts) && all[0].runs.len() > texts {
        let extra = all[0].runs.len() - texts;
        all[0].runs.drain(..extra);
    }
    if all.iter().any(|parts| parts.runs.len() != texts) {
        return None;
    }
    // Of keys without a type, those that sound like numbers, then the last.
    let mut is_number: Vec<bool> = fields
        .iter()
        .map(|(_, kind)| matches!(kind, Some("number" | "integer")))
        .collect();
    for sounds in [true, false] {
        for at in (0..fields.len()).rev() {
            let open = is_number.iter().filter(|is| **is).count() < numbers;
            let fits = !sounds || super::kinds::may_be_number(&fields[at].0);
            if open && fields[at].1.is_none() && fits {
                is_number[at] = true;
            }
        }
    }
    let rows = all.into_iter().map(|parts| {
        let (mut numbers, mut runs) = (parts.numbers.into_iter(), parts.runs.into_iter());
        is_number
            .iter()
            .map(|&is| {
                if is {
                    numbers.next()
                } else {
                    runs.next().map(Value::from)
                }
            })
            .collect::<Option<Vec<Value>>>()
    });
    rows.collect()
}

/// Only as many runs as are asked for: names before other words, and no word that every
/// segment has.
fn shorten(all: &mut [Parts], texts: usize) {
    let word_of_all = |word: &str| {
        let has = |parts: &Parts, small: bool| {
            parts.runs.iter().any(|run| {
                run.split(' ')
                    .any(|other| other == word || !small && other.eq_ignore_ascii_case(word))
            })
        };
        word.starts_with(char::is_lowercase)
            && all.iter().skip(1).all(|parts| has(parts, true))
            && all.iter().all(|parts| has(parts, false))
    };
    let common: Vec<String> = all
        .last()
        .map(|parts| {
            parts
                .runs
                .iter()
                .flat_map(|run| run.split(' '))
                .filter(|word| word_of_all(word))
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    for parts in all.iter_mut() {
        for run in &mut parts.runs {
            let kept: Vec<&str> = run
                .split(' ')
                .filter(|word| !common.iter().any(|known| known.eq_ignore_ascii_case(word)))
                .collect();
            *run = kept.join(" ");
        }
        parts.runs.retain(|run| !run.is_empty());
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let named = |parts: &Parts| {
        parts
            .runs
            .iter()
            .filter(|run| run.split(' ').any(capital))
            .count()
    };
    if texts > 0 && all.iter().all(|parts| named(parts) == texts) {
        for parts in all.iter_mut() {
            parts.runs.retain(|run| run.split(' ').any(capital));
            for run in &mut parts.runs {
                // "little Mabel"
                let from = run.split(' ').position(capital).unwrap_or(0);
                *run = run.split(' ').skip(from).collect::<Vec<_>>().join(" ");
            }
        }
    }
}

/// `water the ferns`, `call Uncle Piotr`: each segment as it is, without what leads to all.
fn phrases(text: &str, segments: &[&[Token<'_>]], key: &str) -> Option<Vec<Vec<Value>>> {
    const LEADS: &[&str] = &[
        "remind me to ",
        "don't forget to ",
        "i need to ",
        "i have to ",
        "i must ",
        "we need to ",
        "we have to ",
        "we must ",
        "please ",
        "remember to ",
        "i want to ",
        "to ",
    ];
    let tasks = [
        "task", "todo", "text", "item", "title", "name", "step", "chore", "action",
    ];
    if !tasks.contains(&key) || segments.len() < 2 {
        return None;
    }
    segments
        .iter()
        .map(|segment| {
            let segment = text
                .get(segment.first()?.start..segment.last()?.end())?
                .trim_matches(['"', '.', ' ']);
            let lower = segment.to_lowercase();
            let lead = LEADS
                .iter()
                .find(|lead| lower.starts_with(**lead))
                .map_or(0, |lead| lead.len());
            let task = segment.get(lead..)?.trim();
            (!task.is_empty() && task.split(' ').count() < 8).then(|| vec![json!(task)])
        })
        .collect()
}

fn parts(text: &str, segment: &[Token<'_>], context: &dyn Fn(&str) -> bool, ranked: bool) -> Parts {
    const ORDINALS: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    ];
    let mut parts = Parts::default();
    let mut run: Option<(usize, usize)> = None;
    let close = |run: &mut Option<(usize, usize)>, parts: &mut Parts| {
        if let Some((from, to)) = run.take() {
            parts.runs.extend(text.get(from..to).map(str::to_owned));
        }
    };
    for (at, token) in segment.iter().enumerate() {
        let behind_number = at > 0 && segment[at - 1].number().is_some();
        let rank = ORDINALS
            .iter()
            .position(|word| ranked && token.is(word))
            .map(|at| json!(at + 1));
        if let Some(rank) = rank {
            close(&mut run, &mut parts);
            parts.numbers.push(rank);
            continue;
        }
        // "the one in Leeds"
        if token.is("one") && at > 0 && segment[at - 1].is_any(&["the", "this", "that"]) {
            close(&mut run, &mut parts);
            continue;
        }
        if let Some(number) = token.number() {
            // "Voyager 2 flew past Uranus in 1986": part of a name
            let named = at == 1
                && segment[0].text.starts_with(char::is_uppercase)
                && run.is_some()
                && segment[2..].iter().any(|token| token.number().is_some());
            if named {
                run = run.map(|(from, _)| (from, token.end()));
                continue;
            }
            close(&mut run, &mut parts);
            let minus = super::material::is_negative(segment, at);
            let sign = if minus { "-" } else { "" };
            let value = format!("{sign}{}", number.value);
            parts
                .numbers
                .extend(serde_json::from_str::<Value>(&value).ok());
            continue;
        }
        let glued_mark = token.is_mark('-') && token.glued || token.is_mark('\'');
        let word = token.is_word()
            && !token.is_any(STOPS)
            && !((at == 0 || token.text.starts_with(char::is_lowercase)) && context(token.text))
            && !(behind_number && token.is_any(UNITS))
            && !(token.is("x")
                && (behind_number || segment.get(at + 1).is_some_and(|t| t.number().is_some())));
        if word || glued_mark && run.is_some() {
            let from = run.map_or(token.start, |(from, _)| from);
            run = Some((from, token.end()));
        } else {
            close(&mut run, &mut parts);
        }
    }
    close(&mut run, &mut parts);
    parts
}

pub(super) const UNITS: &[&str] = &[
    "euros", "euro", "dollars", "dollar", "pounds", "pound", "cents", "eur", "usd", "gbp", "kg",
    "g", "grams", "km", "m", "cm", "metres", "meters", "litres", "liters", "ml", "minutes",
    "minute", "min", "seconds", "hours", "days", "degrees", "percent", "years", "points", "pieces",
    "each", "times", "old", "people", "pages", "francs", "pence", "kilos", "miles",
];

const STOPS: &[&str] = &[
    "a", "an", "the", "of", "for", "in", "on", "at", "to", "by", "from", "with", "is", "are",
    "was", "were", "has", "have", "had", "it", "its", "he", "she", "they", "his", "her", "their",
    "we", "i", "my", "our", "cost", "costs", "costing", "and", "past", "into", "weighs", "holds",
    "scored", "scores", "got", "gets", "bought", "sold", "ordered", "took", "takes", "takes",
    "made", "earned", "plus", "also", "only", "about", "another", "some", "just", "than", "then",
    "contains", "needs", "need", "gives", "as", "well", "there", "each", "finished", "came", "ran",
    "runs", "reached", "had", "won", "went", "x", "priced", "aged", "who", "which", "that",
    "while", "but",
];
