//! Keys behind the JSON that is asked for, or behind a verb.

use reading::Token;

use super::Keys;
use super::row::row;

/// `a JSON object with object, colour and place`, `this as JSON: name (string), …`
pub(super) fn behind_json(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    const BETWEEN: &[&str] = &[
        "object",
        "objects",
        "list",
        "array",
        "form",
        "format",
        "structure",
        "record",
        "with",
        "using",
        "containing",
        "having",
        "that",
        "has",
        "contains",
        "including",
        "of",
        "and",
        "the",
        "only",
        "please",
        "give",
        "use",
        "return",
        "in",
        "made",
        "up",
        "consisting",
        "holding",
        "should",
        "must",
        "contain",
        "have",
        "include",
        "it",
        "which",
        "uses",
        "showing",
        "listing",
        "needs",
        "need",
        "want",
        "i",
        "just",
        "output",
        "data",
        "document",
        "string",
        "pls",
        "under",
        "one",
        "numbers",
        "w",
    ];
    for at in 0..tokens.len() {
        if !tokens[at].is("json") {
            continue;
        }
        let mut begin = at + 1;
        let mut joined = false;
        while tokens.get(begin).is_some_and(|token| {
            token.is_any(BETWEEN)
                || [
                    ':', ',', '-', '(', ';', '.', '\n', '>', '\u{2013}', '\u{2014}', '\u{2192}',
                ]
                .iter()
                .any(|&mark| token.is_mark(mark))
        }) {
            joined |= tokens[begin].is_mark(':')
                || tokens[begin].is_mark('>')
                || tokens[begin].is_mark('\u{2192}')
                || tokens[begin].is_mark('(')
                || tokens[begin].is_any(&[
                    "with",
                    "using",
                    "containing",
                    "having",
                    "has",
                    "contains",
                    "of",
                    "give",
                    "use",
                    "contain",
                    "have",
                    "include",
                    "under",
                ]);
            begin += 1;
        }
        let Some(row) = row(text, tokens, begin) else {
            continue;
        };
        let named =
            row.quoted || row.typed || row.snake || joined && row.keys.len() > 1 && row.ended;
        if named && (joined || row.keys.len() > 1) {
            let end = tokens[row.end - 1].end();
            found.add(row, tokens[at].start..end);
            return;
        }
    }
}

/// `Use owner, pet_name and pet_age`: names that are no words, or are in quotes.
pub(super) fn behind_verb(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    for at in 0..tokens.len() {
        if !tokens[at].is_any(&[
            "use",
            "using",
            "give",
            "with",
            "return",
            "include",
            "containing",
            "contain",
            "need",
            "pls",
            "want",
            "under",
            "build",
            "provide",
            "have",
            "into",
            "list",
            "output",
            "having",
            "name",
            "for",
            "of",
        ]) {
            continue;
        }
        let begin =
            at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark(':')));
        if let Some(row) = row(text, tokens, begin)
            && row.keys.len() > 1
            && (row.snake
                || row.typed
                || row.quoted && row.keys.iter().all(|(key, _)| !key.contains(' ')))
        {
            let end = tokens[row.end - 1].end();
            found.add(row, tokens[at].start..end);
            return;
        }
    }
}

/// `Extract name, email and phone as JSON`
pub(super) fn before_json(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    const VERBS: &[&str] = &[
        "extract", "give", "return", "get", "pull", "provide", "output",
    ];
    // So much has to be told behind it.
    const LEAST_WORDS: usize = 3;
    const SKIPPED: &[&str] = &[
        "the", "me", "us", "only", "just", "out", "its", "their", "a",
    ];
    for at in 0..tokens.len() {
        if !tokens[at].is_any(VERBS) {
            continue;
        }
        let skipped = tokens[at + 1..]
            .iter()
            .take_while(|token| token.is_any(SKIPPED))
            .count();
        let Some(row) = row(text, tokens, at + 1 + skipped) else {
            continue;
        };
        let behind = tokens.get(row.end..).unwrap_or_default();
        let into = behind
            .first()
            .is_some_and(|token| token.is_any(&["as", "in", "into", "to"]));
        let json = behind
            .iter()
            .skip(1)
            .take_while(|token| token.is_any(&["a", "valid", "plain", "raw", "json"]))
            .position(|token| token.is("json"))
            .map(|at| at + 2)
            .filter(|_| into);
        let told = json.is_some_and(|json| {
            let rest = behind.get(json..).unwrap_or_default();
            let list = rest
                .first()
                .is_some_and(|next| next.is_any(&["array", "list"]));
            !list && rest.iter().filter(|token| token.is_word()).count() >= LEAST_WORDS
        });
        let small = row
            .keys
            .iter()
            .all(|(key, _)| !key.starts_with(char::is_uppercase));
        if row.keys.len() > 1 && told && small {
            let end = tokens[row.end - 1].end();
            found.add(row, tokens[at].start..end);
            return;
        }
    }
}
