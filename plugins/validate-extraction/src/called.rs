//! Things by what they are called: `gate B14`, `Brook School`, a colour, a password.

use crate::chunks::{chunks, is_determiner};
use crate::classes;
use crate::names::names;
use crate::question::Question;
use crate::text::{Span, Text, meets};

/// `gate B14`, `room 69`, `the second floor`, `the music room`.
pub(crate) fn labels(text: &Text<'_>, question: &Question, noun: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for at in
        (0..text.tokens.len()).filter(|&at| text.tokens[at].is_word() && text.any_key(at) == noun)
    {
        let label = text.after(at).filter(|&next| {
            let token = &text.tokens[next];
            let digits = token.text.chars().any(|c| c.is_ascii_digit()) || token.number().is_some();
            digits
                || token.is_word()
                    && token.text.chars().all(char::is_uppercase)
                    && token.text.len() < 4
                    && token.text != "I"
        });
        if let Some(label) = label {
            // "C 3" and "4a"
            let last = text
                .after(label)
                .filter(|&next| text.tokens[next].glued && text.tokens[next].is_word())
                .unwrap_or(label);
            found.push(Span::new(label, last).with(0.2));
            continue;
        }
        let mut first = at;
        while let Some(before) = text.before(first) {
            let ordinal = text.is(before, &["top", "ground", "upper", "lower"]);
            let th = text.tokens[before].number().is_some()
                && text.is(before + 1, &["st", "nd", "rd", "th"]);
            let described =
                text.tokens[before].is_word() && !text.is_small(before) || th || ordinal;
            if !described
                || text.keys[before]
                    .as_ref()
                    .is_some_and(|key| question.keys.contains(key))
                || at - before > 3
            {
                break;
            }
            first = before;
        }
        if first < at {
            found.push(Span::new(first, at).with(0.2));
        }
    }
    if !found.is_empty() {
        return found;
    }
    match classes::named(noun) {
        Some(class) => of_class(text, question, class),
        None => named(text, question, noun),
    }
}

pub(crate) fn of_class(text: &Text<'_>, question: &Question, class: &str) -> Vec<Span> {
    // Of these every word is known.
    let closed = classes::is_closed(class);
    let mut found: Vec<Span> = Vec::new();
    for at in 0..text.tokens.len() {
        let word = text.tokens[at].text;
        let capital = !classes::is_capital(class) || word.starts_with(char::is_uppercase);
        if !(text.tokens[at].is_word() && capital && classes::has(class, word))
            || question.keys.contains(&text.any_key(at))
        {
            continue;
        }
        let shade = text.before(at).filter(|&before| {
            text.is(before, &["dark", "light", "bright", "pale", "deep"]) && class == "colour"
        });
        let mut last = at;
        if class == "colour"
            && let Some(and) = text.after(at)
            && (text.is(and, &["and"]) || text.tokens[and].is_mark('-'))
            && let Some(next) = text.after(and)
            && classes::has(class, text.tokens[next].text)
        {
            last = next;
        }
        if found.last().is_none_or(|previous| previous.last < at) {
            found.push(Span::new(shade.unwrap_or(at), last).with(0.3));
        }
    }
    if closed && !found.is_empty() {
        return found;
    }
    // The right one may be a word that the class lacks.
    let mut all: Vec<Span> = chunks(text, question)
        .into_iter()
        .map(|chunk| {
            let of_class = meets(&found, &chunk);
            let number = (chunk.first..=chunk.last).all(|at| text.tokens[at].number().is_some());
            let other = if found.is_empty() { 0.0 } else { -0.1 };
            chunk.with(if of_class {
                0.3
            } else if number {
                -0.5
            } else {
                other
            })
        })
        .collect();
    if classes::is_capital(class) {
        all.retain(|span| text.is_capital(span.last));
    }
    all
}

/// What is called so: `Brook School` for `school`, `the flight to Malta` for `flight`.
pub(crate) fn named(text: &Text<'_>, question: &Question, noun: &str) -> Vec<Span> {
    let names = names(text);
    let mut found = Vec::new();
    let mut stands = false;
    for at in (0..text.tokens.len()).filter(|&at| text.is(at, &["one", "ones"])) {
        // "the small white one"
        let mut first = at;
        while let Some(before) = text.before(first).filter(|&before| {
            text.tokens[before].is_word()
                && text.keys[before]
                    .as_ref()
                    .is_some_and(|key| !question.keys.contains(key))
                && at - before < 4
        }) {
            first = before;
        }
        if first < at {
            found.push(Span::new(first, at - 1).with(0.2));
        }
    }
    for at in
        (0..text.tokens.len()).filter(|&at| text.tokens[at].is_word() && text.any_key(at) == noun)
    {
        stands |= !text.is_capital(at);
        // "version 4.1"
        if let Some(number) = text.after(at).filter(|&next| {
            text.tokens[next]
                .text
                .starts_with(|c: char| c.is_ascii_digit())
        }) {
            found.push(Span::new(number, number).with(0.25));
            continue;
        }
        let around = names.get(names.partition_point(|name| name.last < at));
        if let Some(name) = around.filter(|name| name.first <= at && name.first < name.last) {
            found.push(name.clone().with(0.2));
            continue;
        }
        // "its first rocket, Heron 1,"
        let beside = text
            .after(at)
            .filter(|&comma| text.tokens[comma].is_mark(','))
            .and_then(|comma| text.after(comma));
        if let Some(name) = name_from(&names, beside) {
            found.push(name.clone().with(0.25));
            continue;
        }
        // "the new firm was named Corvina"
        let called = text
            .after(at)
            .filter(|&is| text.is(is, &["is", "was"]))
            .and_then(|is| text.after(is))
            .filter(|&word| text.is(word, &["called", "named"]))
            .and_then(|word| text.after(word));
        if let Some(name) = name_from(&names, called) {
            found.push(name.clone().with(0.25));
            continue;
        }
        let mut first = at;
        while let Some(before) = text.before(first) {
            let described = text.tokens[before].is_word() && !text.is_small(before);
            if !described
                || text.keys[before]
                    .as_ref()
                    .is_some_and(|key| question.keys.contains(key))
                || at - before > 3
            {
                break;
            }
            first = before;
        }
        let behind = text
            .after(at)
            .filter(|&to| {
                text.is(
                    to,
                    &["to", "of", "from", "in", "called", "named", "for", "with"],
                )
            })
            .and_then(|to| text.after(to))
            .and_then(|next| {
                if is_determiner(text, next) {
                    text.after(next)
                } else {
                    Some(next)
                }
            })
            .filter(|&next| !text.is_small(next) && text.tokens[next].is_word())
            .or_else(|| {
                text.after(at)
                    .filter(|&next| text.is_capital(next) && !text.is_small(next))
            });
        if let Some(behind) = behind {
            let name = name_from(&names, Some(behind));
            found.push(
                Span::new(
                    if first < at { first } else { behind },
                    name.map_or(behind, |name| name.last),
                )
                .with(0.2),
            );
        } else if first < at {
            found.push(Span::new(first, at).with(0.2));
        }
    }
    if !found.is_empty() {
        // Another name may be one of these too.
        found.extend(names.into_iter().map(|name| name.with(0.0)));
        return found;
    }
    let mut all = chunks(text, question);
    // What the text calls so without a name needs none.
    let named = if stands { 0.0 } else { 0.15 };
    for chunk in &mut all {
        if text.is_capital(chunk.last) && !text.begins(chunk.last) {
            chunk.bonus = named;
        }
    }
    all.retain(|chunk| !meets(&names, chunk));
    all.extend(names.into_iter().map(|name| name.with(named)));
    all
}

/// The name that begins at a token; they stand in their order.
fn name_from(names: &[Span], at: Option<usize>) -> Option<&Span> {
    let place = names.binary_search_by_key(&at?, |name| name.first).ok()?;
    names.get(place)
}

/// `555-9034`, `ZT5590217`, `4471`.
pub(crate) fn codes(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let digits = |at: usize| text.tokens[at].text.contains(|c: char| c.is_ascii_digit());
    let mut codes: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if !digits(at) {
            at += 1;
            continue;
        }
        let mut last = at;
        while let Some(next) = text.after(last).filter(|&next| text.tokens[next].glued) {
            let joins = digits(next) || text.tokens[next].is_word();
            let dash = ['-', '/', '.', ':']
                .iter()
                .any(|&mark| text.tokens[next].is_mark(mark))
                && text
                    .after(next)
                    .is_some_and(|behind| text.tokens[behind].glued && digits(behind));
            if !joins && !dash {
                break;
            }
            last = next;
        }
        let day = [text.before(at), text.after(last)]
            .into_iter()
            .flatten()
            .any(|near| classes::has("month", text.tokens[near].text));
        let unit = text
            .after(last)
            .is_some_and(|next| crate::amounts::quantity_of(text.tokens[next].text).is_some());
        if !day && !unit {
            codes.push(Span::new(at, last));
        }
        at = last + 1;
    }
    // "the password is moosetrail"
    for at in (0..text.tokens.len())
        .filter(|&at| text.keys[at].is_some() && text.keys[at] == question.focus)
    {
        if let Some(is) = text.after(at).filter(|&is| {
            text.is(is, &["is", "was"])
                || text.tokens[is].is_mark(':')
                || text.tokens[is].is_mark('=')
        }) && let Some(said) = text.after(is).filter(|&said| {
            text.keys[said].is_some()
                && !text.tokens[said]
                    .text
                    .contains(|c: char| c.is_ascii_digit())
        }) && !text.tokens[said].text.ends_with("ed")
        {
            codes.push(Span::new(said, said).with(0.25));
        }
    }
    codes
}
