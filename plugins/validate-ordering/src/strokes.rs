//! Lists with strokes between their items.

use reading::Token;

/// `5 / 10 / 20`, `pear | fig`, `a - b - c`, `a -> b`
pub(crate) fn with_strokes<'t>(text: &'t str, list: &[Token<'t>]) -> Option<Vec<&'t str>> {
    let apart = |at: usize| {
        !list[at].glued && list.get(at + 1).is_some_and(|next| !next.glued)
            || list[at].is_mark('>') && at > 0 && list[at - 1].is_mark('-')
            || list[at].is_mark('-')
                && !list[at].glued
                && list.get(at + 1).is_some_and(|next| next.is_mark('>'))
    };
    let commas = list
        .iter()
        .any(|token| token.is_mark(';') || token.is_mark('\n'))
        || list
            .windows(2)
            .any(|pair| pair[0].is_mark(',') && !pair[1].glued);
    let splits = |at: usize| "/|-–—•·>→".chars().any(|mark| list[at].is_mark(mark)) && apart(at);
    if commas {
        return None;
    }
    let mut parts = Vec::new();
    let mut begin = 0;
    for at in 0..=list.len() {
        if at == list.len() || splits(at) {
            if begin < at {
                let part = &list[begin..at];
                (part.len() <= 6).then_some(())?;
                parts.push(source(text, part)?.trim_matches(['"', '\'', '`']));
            }
            begin = at + 1;
        }
    }
    (parts.len() > 2).then_some(parts)
}

pub(crate) fn source<'t>(text: &'t str, tokens: &[Token<'_>]) -> Option<&'t str> {
    text.get(tokens.first()?.start..tokens.last()?.end())
}
