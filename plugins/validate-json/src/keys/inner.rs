//! Keys of objects within the object.

use reading::Token;

use super::row::{self, row};
use super::{KEYS, Keys};

/// `address, which is an object with street and town`: the keys of the inner object.
pub(super) fn inner_rows(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let Some(first) = found.spans.iter().map(|span| span.start).min() else {
        return;
    };
    for at in 1..tokens.len() {
        let object = tokens[at].is_any(&["object", "objects"])
            && !tokens[at - 1].is("json")
            && tokens[at].start > first
            && tokens.get(at + 1).is_some_and(|next| {
                next.is_any(&["with", "having", "containing", "of", "holding"])
            });
        let known = found
            .spans
            .iter()
            .any(|span| span.contains(&tokens[at].start));
        if !object || known {
            continue;
        }
        let named = tokens
            .get(at + 2)
            .is_some_and(|next| next.is_any(KEYS) || next.is("the"));
        if let Some(row) = row(text, tokens, at + 2).filter(|_| !named)
            && (row.keys.len() > 1 || row.quoted)
        {
            let end = tokens[row.end - 1].end();
            found.add(row, tokens[at].start..end);
            found.nested = true;
        }
    }
}

/// `inside it there are "name" and "address"`: in a request for objects within objects,
/// quoted words are keys.
pub(super) fn quoted_words(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let quotes: Vec<usize> = (0..tokens.len())
        .filter(|&at| tokens[at].is_mark('"'))
        .collect();
    for pair in quotes.chunks_exact(2) {
        let (open, close) = (&tokens[pair[0]], &tokens[pair[1]]);
        let word = text.get(open.end()..close.start).unwrap_or_default();
        let is_key = !word.is_empty()
            && word.len() <= 30
            && word.starts_with(char::is_lowercase)
            && word.chars().all(|c| c.is_alphanumeric() || c == '_');
        // "set to "x"" gives a value.
        let value = pair[0].checked_sub(1).is_some_and(|at| {
            tokens[at].is_any(&["to", "is", "=", "value", "equal"]) && !tokens[at].is("is")
                || tokens[at].is_mark(':')
        });
        if is_key && !value && !found.keys.iter().any(|(known, _)| known == word) {
            found
                .keys
                .push((word.to_owned(), row::kind(tokens, pair[1] + 1).0));
            found.spans.push(open.start..close.end());
        }
    }
}
