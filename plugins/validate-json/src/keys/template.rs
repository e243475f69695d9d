//! A template in the request: `{"day": string, "lessons": array of strings}`.

use reading::{Kind, Token};

use super::{Keys, type_named};
use crate::shape::Shape;

/// `{"product", "quantity", "price"}`, `{task, done}`
fn names_only(text: &str, tokens: &[Token<'_>], open: usize) -> Option<Keys> {
    let row = super::row::row(text, tokens, open + 1)?;
    let closes = tokens.get(row.end).is_some_and(|token| token.is_mark('}'));
    let mut found = Keys::default();
    found
        .spans
        .push(tokens[open].start..tokens[row.end - 1].end() + 1);
    found.keys = row.keys;
    (closes && found.keys.len() > 1).then_some(found)
}

/// The keys of the first template.
pub(super) fn template(text: &str, tokens: &[Token<'_>]) -> Option<Keys> {
    let open = tokens.iter().position(|token| token.is_mark('{'))?;
    if let Some(found) = names_only(text, tokens, open) {
        return Some(found);
    }
    let mut found = Keys::default();
    let mut depth = 0_usize;
    let mut at = open;
    while let Some(token) = tokens.get(at) {
        if token.is_mark('{') || token.is_mark('[') {
            found.nested |= token.is_mark('{') && depth > 0;
            depth += 1;
        } else if token.is_mark('}') || token.is_mark(']') {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                break;
            }
        } else if let Some((name, behind)) = member(text, tokens, at) {
            let kind = slot(&tokens[behind..]);
            if !found.keys.iter().any(|(known, _)| *known == name) {
                found.keys.push((name, kind));
            }
            at = behind;
            continue;
        }
        at += 1;
    }
    let end = tokens.get(at)?.end();
    found.spans.push(tokens[open].start..end);
    if found.nested {
        found.shape = shape(text, tokens, &mut { open }, 0);
    }
    (depth == 0 && !found.keys.is_empty()).then_some(found)
}

/// The form of the object or list that opens here; `at` is then behind it.
fn shape(text: &str, tokens: &[Token<'_>], at: &mut usize, depth: usize) -> Option<Shape> {
    let open = tokens.get(*at)?;
    if depth > 6 {
        return None;
    }
    *at += 1;
    if open.is_mark('[') {
        let item = if tokens.get(*at)?.is_mark('{') {
            shape(text, tokens, at, depth + 1)?
        } else {
            Shape::Leaf(slot(&tokens[*at..]).filter(|kind| *kind != "array"))
        };
        while !tokens.get(*at)?.is_mark(']') {
            *at += 1;
        }
        *at += 1;
        return Some(match item {
            Shape::Leaf(_) => Shape::Leaf(Some("array")),
            item => Shape::List(Box::new(item)),
        });
    }
    let mut members = Vec::new();
    while !tokens.get(*at)?.is_mark('}') {
        let Some((name, behind)) = member(text, tokens, *at) else {
            *at += 1;
            continue;
        };
        *at = behind;
        let opens = tokens.get(*at)?.is_mark('{') || tokens[*at].is_mark('[');
        let held = if opens {
            shape(text, tokens, at, depth + 1)?
        } else {
            Shape::Leaf(slot(&tokens[*at..]))
        };
        members.push((name, held));
    }
    *at += 1;
    (!members.is_empty()).then_some(Shape::Object(members))
}

/// The type of what stands for a value: `"..."`, `0`, `true or false`, `<name of the comet>`.
fn slot(behind: &[Token<'_>]) -> Option<&'static str> {
    let first = behind.first()?;
    if first.is_mark('[') {
        return Some("array");
    }
    if first.number().is_some() {
        return Some("number");
    }
    if first.is_any(&["true", "false"]) {
        return Some("boolean");
    }
    let close = match first.kind {
        Kind::Mark('<') => '>',
        Kind::Mark('"') => '"',
        _ if first.is_word() => ',',
        _ => return None,
    };
    let words: Vec<&Token<'_>> = behind[usize::from(close != ',')..]
        .iter()
        .take(12)
        .take_while(|token| !token.is_mark(close) && !token.is_mark('}'))
        .collect();
    let named = words.iter().find_map(|token| type_named(token.text));
    let truth = words.iter().any(|token| token.is("true"));
    let null = words
        .iter()
        .any(|token| token.is_any(&["null", "optional"]));
    if null {
        None
    } else if truth {
        Some("boolean")
    } else {
        named.or((close == '"').then_some("string"))
    }
}

/// A member's name, and what follows its colon.
fn member(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(String, usize)> {
    let before = tokens.get(at.checked_sub(1)?)?;
    if !(before.is_mark('{') || before.is_mark(',') || before.is_mark('\n')) {
        return None;
    }
    let first = tokens.get(at)?;
    let (name, behind) = if super::is_quote(first) {
        let close = tokens[at + 1..]
            .iter()
            .take(12)
            .position(|token| token.text == first.text)?
            + at
            + 1;
        (text.get(first.end()..tokens[close].start)?, close + 1)
    } else if first.is_word() {
        let glued = tokens[at + 1..]
            .iter()
            .take_while(|token| token.glued && (token.is_word() || token.is_mark('_')))
            .count();
        (
            text.get(first.start..tokens[at + glued].end())?,
            at + glued + 1,
        )
    } else {
        return None;
    };
    tokens
        .get(behind)
        .filter(|token| token.is_mark(':') && !name.is_empty() && name.len() <= 60)
        .map(|_| (name.to_owned(), behind + 1))
}
