//! What stands behind labels, and in quotes.

use reading::Token;

/// Tokens of a value. Longer texts are no values.
const LONGEST: usize = 60;

/// `Author: Roald Dahl.`, `grade = 9;`
pub(super) fn labelled(
    text: &str,
    sentence: &[Token<'_>],
    inside: &dyn Fn(usize) -> bool,
    keys: &[(String, Option<String>)],
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let ends = |token: &Token<'_>| {
        token.is_mark(';')
            || token.is_mark('\n')
            || token.is_mark('|')
            || token.is_mark('"')
            || token.is_mark('/') && !token.glued
    };
    for at in 1..sentence.len() {
        if !(sentence[at].is_mark(':') || sentence[at].is_mark('=')) || inside(sentence[at].start) {
            continue;
        }
        let words = sentence[..at]
            .iter()
            .rev()
            .take(3)
            .take_while(|token| token.is_word())
            .count();
        // "12:30" is no label.
        let time = sentence[at].glued
            && sentence
                .get(at + 1)
                .is_some_and(|next| next.glued && next.number().is_some())
            && words == 0;
        if words == 0 || time {
            continue;
        }
        let label = &sentence[at - words..at];
        if label.iter().any(|token| inside(token.start)) {
            continue;
        }
        let rest = &sentence[at + 1..];
        let quoted = rest.first().is_some_and(|first| first.is_mark('"'));
        let rest = if quoted { &rest[1..] } else { rest };
        let rest = &rest[..rest.len().min(LONGEST)];
        // Up to the next label, or the mark that ends it.
        let next = rest
            .iter()
            .position(|token| {
                (token.is_mark(':') || token.is_mark('='))
                    && !token.text.is_empty()
                    && !is_time(rest, token)
            })
            .map(|colon| {
                rest[..colon]
                    .iter()
                    .rposition(|token| token.is_mark(',') || ends(token))
                    .unwrap_or(0)
            });
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        let end = next.map_or(end, |next| next.min(end));
        let value = &rest[..end];
        let (Some(first), Some(last)) = (value.first(), value.last()) else {
            continue;
        };
        let value = text.get(first.start..last.end()).unwrap_or_default().trim();
        let value = value.trim_end_matches([',', '.']).trim();
        let label: Vec<String> = label
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let known = (0..label.len()).find(|&from| {
            keys.iter()
                .any(|(key, _)| super::kinds::words(key) == label[from..])
        });
        let label = label[known.unwrap_or(0)..].join(" ");
        // "vegan: boolean)" says what is wanted.
        let is_type = crate::keys::type_named(value.trim_end_matches(')')).is_some();
        if !is_type && !value.is_empty() && value.len() <= 100 && !inside(first.start) {
            found.push((label, value.to_owned()));
        }
    }
    found
}

/// `at 18:30` within a value.
fn is_time(rest: &[Token<'_>], colon: &Token<'_>) -> bool {
    rest.iter()
        .position(|token| token.start == colon.start)
        .is_some_and(|at| colon.glued && at > 0 && rest[at - 1].number().is_some())
        || rest
            .iter()
            .any(|token| token.start == colon.end() && token.is_mark('/'))
}

/// Short texts in quotes that are no keys.
pub(super) fn quoted(text: &str, all: &[Token<'_>], inside: &dyn Fn(usize) -> bool) -> Vec<String> {
    let marks: Vec<&Token<'_>> = all.iter().filter(|token| token.is_mark('"')).collect();
    marks
        .chunks_exact(2)
        .filter(|pair| !inside(pair[0].start))
        .filter_map(|pair| text.get(pair[0].end()..pair[1].start))
        .map(str::trim)
        .filter(|inner| !inner.is_empty() && inner.split_whitespace().count() <= 6)
        .map(|inner| inner.trim_end_matches([',', '.']).to_owned())
        .collect()
}
