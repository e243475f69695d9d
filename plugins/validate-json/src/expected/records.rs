//! Records: things of one kind that are told one after the other, each with its values.

use reading::Token;
use serde_json::Value;

use super::pieces::behind_colon;

mod cells;
mod parts;

pub(super) use cells::cell;
use cells::columns;
use parts::{Parts, parts, phrases};

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
