//! Dates to be written in another way.

use jiff::civil::Date;
use reading::Token;

use crate::read::{date_at, date_name};
use crate::task::Task;

/// `Write September 15, 2029 in the format YYYY-MM-DD.`
pub(crate) fn understand(text: &str, tokens: &[Token<'_>]) -> Option<Task> {
    let (at, used, date) = only_date(tokens)?;
    let rest = || tokens[..at].iter().chain(&tokens[at + used..]);
    let wanted: Vec<&Token<'_>> = rest().filter(|token| is_pattern(token.text)).collect();
    let iso = rest().any(|token| token.is("iso"));
    let known = |token: &&Token<'_>| {
        !token.is_word() && token.number().is_none_or(|n| n.value == 8601.into())
            || is_pattern(token.text)
            || token.is_among(WORDS)
    };
    if !rest().all(|token| known(&token)) {
        return None;
    }
    let right = if wanted.is_empty() {
        iso.then(|| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))?
    } else {
        let (first, last) = (wanted.first()?, wanted.last()?);
        filled(text.get(first.start..last.end())?, date)?
    };
    Some(Task::Written {
        fact: format!("In that format the date is {right}"),
        right,
    })
}

/// A date in the format that the request names: `(YYYY-MM-DD)`.
pub(crate) fn in_the_format(task: Task, text: &str) -> Task {
    let Task::Date {
        right,
        asked,
        yearless: false,
        ..
    } = task
    else {
        return task;
    };
    let written = pattern_in(text).and_then(|pattern| filled(&pattern, right));
    Task::Date {
        right,
        asked,
        yearless: false,
        fact: match &written {
            Some(written) => format!("The date is {written}"),
            None => format!("The date is {}", date_name(right)),
        },
        written,
    }
}

/// The only `YYYY-MM-DD` or the like in a text.
fn pattern_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut found = lower
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-/.".contains(c)))
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| word.len() == 10 && word.contains("yyyy"));
    let only = found.next().filter(|_| found.next().is_none());
    let iso = lower.contains("iso 8601") || lower.contains("iso format");
    only.map(str::to_owned)
        .or_else(|| iso.then(|| "yyyy-mm-dd".to_owned()))
}

const WORDS: &str = "\
write|rewrite|convert|reformat|format|formatted|express|put|give|turn|change|show|render|in|into|as|\
to|the|a|date|this|using|use|form|style|iso|standard|notation|is|what|how|would|you|do|be|written|\
of|out|for|me|following|it|with|like|by|numeric|digits|look|looks|shape|pattern|day|month|year|and|\
then";

fn only_date(tokens: &[Token<'_>]) -> Option<(usize, usize, Date)> {
    let mut found = None;
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens[at..]).filter(|date| date.year.is_some()) {
            Some(_) if found.is_some() => return None,
            Some(date) => {
                found = Some((at, date.used, date.date(0)?));
                at += date.used;
            }
            None => at += 1,
        }
    }
    found
}

/// `YYYY`, `MM`, `DD`
fn is_pattern(word: &str) -> bool {
    ["yyyy", "yy", "mm", "dd"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// The date in a pattern of `YYYY`, `MM` and `DD` with marks between.
fn filled(pattern: &str, date: Date) -> Option<String> {
    let lower = pattern.to_ascii_lowercase();
    let complete = ["yyyy", "mm", "dd"]
        .iter()
        .all(|part| lower.matches(part).count() == 1);
    let marks = lower.chars().filter(|c| !"ymd".contains(*c));
    let plain = marks.clone().all(|c| "-/.".contains(c)) && marks.count() == 2;
    (complete && plain && lower.len() == 10).then(|| {
        lower
            .replace("yyyy", &format!("{:04}", date.year()))
            .replace("mm", &format!("{:02}", date.month()))
            .replace("dd", &format!("{:02}", date.day()))
    })
}
