//! A row of names: `"a", "b" (number) and "c"`.

use reading::Token;

use super::Key;
use super::types::{said_type, type_named};

/// A row of names.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) keys: Vec<Key>,
    /// Its first token, and the one behind it.
    pub(super) begin: usize,
    pub(super) end: usize,
    /// Whether names stand in quotes, have types, or are joined by underscores.
    pub(super) quoted: bool,
    pub(super) typed: bool,
    pub(super) snake: bool,
    /// Whether nothing that belongs to it follows.
    pub(super) ended: bool,
}

const NO_KEYS: &[&str] = &[
    "for",
    "from",
    "of",
    "about",
    "describing",
    "that",
    "which",
    "where",
    "to",
    "in",
    "as",
    "the",
    "a",
    "an",
    "only",
    "with",
    "using",
    "following",
    "are",
    "is",
    "should",
    "must",
    "and",
    "or",
    "on",
    "by",
    "being",
    "below",
    "above",
    "based",
    "given",
    "both",
    "all",
    "each",
    "values",
    "use",
    "nothing",
    "no",
    "do",
    "then",
    "it",
    "this",
    "return",
    "json",
    "whose",
    "these",
    "those",
    "if",
    "set",
    "equal",
    "having",
    "don't",
    "please",
    "output",
    "not",
    "so",
    "but",
    "extract",
    "per",
    "one",
    "my",
    "their",
    "they",
    "its",
    "his",
    "her",
    "our",
    "your",
    "exactly",
    "here",
    "there",
    "i",
    "you",
    "we",
    "any",
    "every",
    "copy",
    "write",
    "leave",
    "nothing",
    "just",
    "numbers",
    "object",
    "key",
    "keys",
    "holds",
    "has",
    "have",
    "what",
    "numeric",
    "integers",
    "booleans",
    "strings",
];

/// Whether a token opens or closes a quotation.
pub(super) fn is_quote(token: &Token<'_>) -> bool {
    token.is_mark('"') || token.is_mark('\'') || token.is_mark('`')
}

/// The row of names that begins here.
pub(super) fn row(text: &str, tokens: &[Token<'_>], begin: usize) -> Option<Row> {
    let mut row = Row {
        keys: Vec::new(),
        begin,
        end: begin,
        quoted: tokens.get(begin).is_some_and(is_quote),
        typed: false,
        snake: false,
        ended: false,
    };
    let mut at = begin;
    let mut separator = None;
    loop {
        // Who quotes one name quotes all.
        if row.quoted && !tokens.get(at).is_some_and(is_quote) {
            row.ended = !row.keys.is_empty();
            break;
        }
        let Some((name, behind)) = name(text, tokens, at) else {
            row.ended = !row.keys.is_empty();
            break;
        };
        row.snake |= name.contains('_') || is_camel(&name);
        let (kind, behind, said) = kind(tokens, behind);
        row.typed |= kind.is_some();
        row.keys.push((name, kind));
        // Of "a, b and c (numbers)", the last two at least.
        let from = match said {
            Said::One => row.keys.len(),
            Said::LastTwo => row.keys.len().saturating_sub(2),
            Said::All => 0,
        };
        if from < row.keys.len() {
            for key in &mut row.keys[from..] {
                key.1 = key.1.or(kind);
            }
        }
        row.end = behind;
        let behind = skip_value(tokens, behind, row.quoted);
        let joints = joints(tokens, behind, &mut separator);
        if joints == 0 {
            row.ended = row.quoted
                || kind.is_some()
                || tokens.get(behind).is_none_or(|next| {
                    !next.is_word() && next.number().is_none() || next.is_any(NO_KEYS)
                });
            break;
        }
        at = behind + joints;
    }
    (!row.keys.is_empty() && row.ended && row.keys.iter().all(|(key, _)| key.len() <= 60))
        .then_some(row)
}

fn is_camel(name: &str) -> bool {
    name.chars().skip(1).any(char::is_uppercase) && name.starts_with(char::is_lowercase)
}

/// A name, in quotes or not, and what follows it.
fn name(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(String, usize)> {
    let first = tokens.get(at)?;
    if is_quote(first) {
        let close = tokens[at + 1..]
            .iter()
            .position(|token| token.text == first.text)?
            + at
            + 1;
        let name = text.get(first.end()..tokens[close].start)?;
        let is_name = !name.is_empty()
            && name.split_whitespace().count() <= 3
            && !name.contains([':', '.', '?']);
        return is_name.then(|| (name.to_owned(), close + 1));
    }
    // "from, to, departure"
    let alone = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|next| !next.is_word() && next.number().is_none() || next.is("and"))
            && !tokens.get(at).is_some_and(|next| next.is_mark('"'))
    };
    let small = first.is_any(&["from", "to", "object", "in", "given", "by", "on"]) && alone(at + 1);
    let snake = tokens
        .get(at + 1)
        .is_some_and(|next| next.glued && next.is_mark('_'));
    if !first.is_word() || first.is_any(NO_KEYS) && !small && !snake {
        return None;
    }
    // first_name
    let mut end = at + 1;
    while tokens.get(end).is_some_and(|token| {
        token.glued
            && (token.is_word()
                || token.is_mark('_')
                || token.number().is_some() && tokens[end - 1].is_mark('_'))
    }) {
        end += 1;
    }
    let name = text.get(first.start..tokens[end - 1].end())?;
    Some((name.to_owned(), end))
}

/// Of which keys a type is said.
pub(super) enum Said {
    One,
    LastTwo,
    All,
}

/// `(number)`, `as a number`, `: string`, and whether it is said of all.
pub(super) fn kind(tokens: &[Token<'_>], at: usize) -> (Option<&'static str>, usize, Said) {
    let rest = &tokens[at..];
    let Some(first) = rest.first() else {
        return (None, at, Said::One);
    };
    if first.is_mark('(') || first.is_mark('[') {
        let close = rest
            .iter()
            .take(30)
            .position(|token| token.is_mark(')') || token.is_mark(']'));
        let Some(close) = close else {
            return (None, at, Said::One);
        };
        let all = rest[..close]
            .iter()
            .any(|token| token.is_any(&["both", "all", "each"]));
        let plural = rest[1..close].len() == 1
            && rest[1].is_any(&["numbers", "integers", "booleans", "strings"]);
        if plural {
            return (said_type(&rest[1..close]), at + close + 1, Said::LastTwo);
        }
        return (
            said_type(&rest[1..close]),
            at + close + 1,
            if all { Said::All } else { Said::One },
        );
    }
    let joined = first.is_any(&["as", "being", "is"]) || first.is_mark(':') || first.is_mark('=');
    if joined {
        let articles = rest[1..]
            .iter()
            .take_while(|token| token.is_any(&["a", "an", "the"]))
            .count();
        // "as true/false"
        if let [truth, _, lie, ..] = &rest[(1 + articles).min(rest.len())..]
            && truth.is("true")
            && lie.is("false")
        {
            return (Some("boolean"), at + 4 + articles, Said::One);
        }
        if let Some(kind) = rest
            .get(1 + articles)
            .and_then(|token| type_named(token.text))
        {
            let mut end = at + 2 + articles;
            // "array of strings", "array in the order given"
            if kind == "array" && tokens.get(end).is_some_and(|token| token.is("of")) {
                end += 2;
            }
            return (Some(kind), end.min(tokens.len()), Said::One);
        }
    }
    (None, at, Said::One)
}

/// `"id" set to 44 and "active" …`, `"a" for the word, "b" for …`
fn skip_value(tokens: &[Token<'_>], at: usize, quoted: bool) -> usize {
    let sets = tokens
        .get(at)
        .is_some_and(|next| next.is_any(&["set", "equal", "=", "for", "with"]));
    if !sets || !quoted {
        return at;
    }
    tokens[at..]
        .windows(2)
        .take(9)
        .position(|pair| (pair[0].is("and") || pair[0].is_mark(',')) && is_quote(&pair[1]))
        .map_or(at, |next| at + next)
}

/// How many tokens join a name to the next.
fn joints(tokens: &[Token<'_>], at: usize, separator: &mut Option<char>) -> usize {
    let mut count = 0;
    while let Some(token) = tokens.get(at + count) {
        let mark = [',', ';', '&', '/', '+', '|', '\n', '-']
            .into_iter()
            .find(|&mark| token.is_mark(mark));
        match mark {
            // Rows of one kind: behind `a, b; ` something else begins.
            Some(mark @ (',' | ';' | '/' | '|' | '\n')) => {
                let first = *separator.get_or_insert(mark);
                if first != mark && !(first == '\n' || mark == '\n' && count > 0) {
                    return 0;
                }
            }
            Some('-') if count == 0 => return 0,
            Some(_) => {}
            None if token.is("and") || token.is("then") && count > 0 => {}
            None => break,
        }
        count += 1;
    }
    count
}
