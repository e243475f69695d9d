//! What a segment of a sentence has: its numbers and its runs of other words.

use reading::Token;
use serde_json::{Value, json};

use crate::expected::material::is_negative;

/// What a segment has: its numbers and its runs of other words, in their order.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) numbers: Vec<Value>,
    pub(super) runs: Vec<String>,
}

/// `water the ferns`, `call Uncle Piotr`: each segment as it is, without what leads to all.
pub(super) fn phrases(text: &str, segments: &[&[Token<'_>]], key: &str) -> Option<Vec<Vec<Value>>> {
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

pub(super) fn parts(
    text: &str,
    segment: &[Token<'_>],
    context: &dyn Fn(&str) -> bool,
    ranked: bool,
) -> Parts {
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
            let minus = is_negative(segment, at);
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

const UNITS: &[&str] = &[
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
