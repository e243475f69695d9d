//! A template in the request: `{"day": string, "lessons": array of strings}`.

use reading::Token;

use super::{Keys, type_named};

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
            let kind = tokens[behind..]
                .iter()
                .find(|token| !token.is_mark('"') && !token.is_mark('<'))
                .and_then(|token| type_named(token.text).or(token.is_mark('[').then_some("array")));
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
    (depth == 0 && !found.keys.is_empty()).then_some(found)
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
