//! Mends what is form alone: marks, case, what stands at the ends, what is too
//! much.

use crate::measure::{certain_ends, count, is_item, item_text};
use crate::rule::{Case, Form, Marker, Marks, Range, Rule, Separator, Unit};

/// The response with all of that mended; none if nothing can be.
pub(crate) fn mend(rules: &[Rule], response: &str) -> Option<String> {
    let text = response.trim();
    if text.is_empty() || text.contains("```") {
        return None;
    }
    let mut mended = text.to_owned();
    // What is cut comes before what is added at the ends.
    let mut ordered: Vec<&Form> = rules.iter().map(|rule| &rule.form).collect();
    ordered.sort_by_key(|form| match form {
        Form::Count(Unit::Items, _) => 0,
        Form::Count(..) => 1,
        Form::Case(_) | Form::Free(_) | Form::Joined(_) => 2,
        _ => 3,
    });
    for form in ordered {
        if let Some(better) = apply(form, &mended) {
            mended = better;
        }
    }
    (mended != text && !mended.is_empty()).then_some(mended)
}

fn apply(form: &Form, text: &str) -> Option<String> {
    match form {
        Form::Count(unit, range) => cut(text, *unit, *range).filter(|kept| is_remark(text, kept)),
        Form::Case(Case::Lower) => Some(text.to_lowercase()),
        Form::Case(Case::Upper) => Some(text.to_uppercase()),
        Form::Free(marks) => without(text, marks),
        Form::Joined(separator) => joined(text, *separator),
        Form::Quoted => Some(format!("\"{}\"", text.trim_matches('"'))),
        Form::Marked(marker) => Some(marked(text, *marker)),
        // A word in front of a sentence that has its own beginning is no sentence.
        Form::Starts(start) => {
            let word = start
                .chars()
                .all(|c| c.is_lowercase() || c.is_ascii_digit());
            (!word && !begins(text, start)).then(|| format!("{start} {text}"))
        }
        Form::Ends(end) if !end.chars().any(char::is_alphanumeric) => {
            (!crate::check::ends(text, end)).then(|| with_mark(text, end))
        }
        Form::Ends(end) => (!ends(text, end)).then(|| format!("{text} {end}")),
        Form::OneOf(allowed) => {
            let lower = text.to_lowercase();
            let mut named = allowed.iter().filter(|one| {
                let one = one.to_lowercase();
                lower
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == one)
            });
            let only = named.next()?;
            (named.next().is_none() && !lower.contains("not ") && !lower.contains("n't"))
                .then(|| only.clone())
        }
        _ => None,
    }
}

/// Whether what is cut off is a trailing remark, and not a part of what was to be said. A
/// text that only got other marks is whole.
fn is_remark(text: &str, kept: &str) -> bool {
    const SHORT: usize = 8;
    let Some(gone) = text.strip_prefix(kept) else {
        return true;
    };
    let headed = |part: &str| {
        part.lines()
            .map(str::trim)
            .any(|line| line.starts_with('#') || line.ends_with(':') || line.starts_with("**"))
    };
    let last = kept.trim_end().lines().last().unwrap_or_default();
    let short = gone.split_whitespace().count() <= SHORT && !gone.trim().contains('\n');
    let apart = headed(text) && is_item(last) || headed(gone) || headed(last);
    !apart && (short || gone.len() * 3 <= text.len())
}

fn cut(text: &str, unit: Unit, range: Range) -> Option<String> {
    match unit {
        Unit::Items => items(text, range),
        Unit::Sentences => sentences(text, |kept| count(kept, Unit::Sentences).min <= range.max),
        Unit::Words => sentences(text, |kept| count(kept, Unit::Words).min <= range.max)
            .filter(|kept| count(kept, Unit::Words).max >= range.min),
        Unit::Paragraphs => {
            let blocks: Vec<_> = text
                .split("\n\n")
                .filter(|block| !block.trim().is_empty())
                .collect();
            (blocks.len() > range.max).then(|| blocks[..range.max].join("\n\n"))
        }
        Unit::Characters => sentences(text, |kept| count(kept, Unit::Characters).min <= range.max)
            .filter(|kept| count(kept, Unit::Characters).max >= range.min),
        Unit::Lines => None,
    }
}

/// The longest beginning of whole sentences that fits, if it is a part of the
/// text.
fn sentences(text: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    if fits(text) {
        return None;
    }
    let ends = certain_ends(text);
    // Longer beginnings have more of everything.
    let fitting = ends.partition_point(|&end| fits(&text[..end]));
    let end = *ends.get(fitting.checked_sub(1)?)?;
    Some(text[..end].trim().to_owned())
}

/// Lines get bullets, a list of too many loses its last ones, and what stands
/// around a list goes where it is in the way.
fn items(text: &str, range: Range) -> Option<String> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let listed = lines.iter().filter(|line| is_item(line)).count();
    if listed > range.max && listed == count(text, Unit::Items).min {
        let mut kept = 0;
        let lines: Vec<&str> = text
            .lines()
            .take_while(|line| {
                kept += usize::from(is_item(line));
                kept <= range.max
            })
            .collect();
        return Some(lines.join("\n").trim_end().to_owned());
    }
    if listed > 0 {
        return None;
    }
    let enough = |count: usize| (range.min..=range.max).contains(&count);
    let bulleted = |items: &[&str]| {
        let items: Vec<String> = items
            .iter()
            .map(|item| format!("- {}", item_text(item).unwrap_or(item.trim())))
            .collect();
        items.join("\n")
    };
    if enough(lines.len()) {
        return Some(bulleted(&lines));
    }
    // A line in front announces the list.
    if let [first, rest @ ..] = &lines[..]
        && first.trim_end().ends_with(':')
        && enough(rest.len())
    {
        return Some(format!("{}\n\n{}", first.trim(), bulleted(rest)));
    }
    // A sentence each.
    let mut begin = 0;
    let mut parts = Vec::new();
    for end in certain_ends(text) {
        parts.push(text[begin..end].trim());
        begin = end;
    }
    parts.push(text[begin..].trim());
    (lines.len() == 1 && enough(parts.len()) && parts.len() > 1).then(|| bulleted(&parts))
}

/// A list with other marks before its items.
fn marked(text: &str, marker: Marker) -> String {
    let mut number = 0;
    let lines: Vec<String> = text
        .lines()
        .map(|line| match item_text(line) {
            Some(item) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                number += usize::from(indent.is_empty());
                match marker {
                    Marker::Bullet => format!("{indent}- {item}"),
                    Marker::Number => format!("{indent}{number}. {item}"),
                }
            }
            None => line.to_owned(),
        })
        .collect();
    lines.join("\n")
}

/// With another mark at the end, inside the quotes that close there.
fn with_mark(text: &str, mark: &str) -> String {
    let closers = ['"', '*', ')', '\u{201D}', '\''];
    // Quotes around the whole say nothing.
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let text = inner.filter(|inner| !inner.contains('"')).unwrap_or(text);
    let open = text.trim_end_matches(closers);
    let body = open.trim_end_matches(['.', '!', '?', ',', ';', ':', '\u{2026}', ' ']);
    format!("{body}{mark}{}", &text[open.len()..])
}

/// Without marks that can go and leave the words as they are.
fn without(text: &str, marks: &Marks) -> Option<String> {
    match marks.name {
        "commas" => Some(without_commas(text)),
        "punctuation marks" => Some(without_commas(text).replace(['.', ';', ':', '!', '?'], "")),
        "exclamation marks" => Some(text.replace('!', ".")),
        "full stops" => Some(text.trim_end_matches('.').to_owned()),
        "semicolons" => Some(text.replace(';', ",")),
        _ => None,
    }
}

/// Lines as one line with the marks between them.
fn joined(text: &str, separator: Separator) -> Option<String> {
    let mark = match separator.mark {
        '/' => " / ".to_owned(),
        mark => format!("{mark} "),
    };
    let items: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| item_text(line).unwrap_or(line))
        .collect();
    let items = match &items[..] {
        [line] => line
            .split([',', ';', '/'])
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .collect(),
        _ => items,
    };
    (items.len() > 1 && items.iter().all(|item| item.len() < 40)).then(|| items.join(&mark))
}

/// `1,000` is 1000, `red, blue` red blue.
fn without_commas(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != ',' {
            mended.push(c);
            continue;
        }
        let in_number = mended.ends_with(|c: char| c.is_ascii_digit())
            && rest.peek().is_some_and(char::is_ascii_digit);
        if !in_number && rest.peek().is_some_and(|next| !next.is_whitespace()) {
            mended.push(' ');
        }
    }
    mended
}

fn begins(text: &str, start: &str) -> bool {
    text.to_lowercase().starts_with(&start.to_lowercase())
}

fn ends(text: &str, end: &str) -> bool {
    let bare = |text: &str| {
        text.to_lowercase()
            .trim_end_matches(['.', '!', '?', '"', '*'])
            .to_owned()
    };
    bare(text).ends_with(&bare(end))
}
