//! The keys that a request names, with their types.

use reading::Token;

use crate::request::type_named;

/// `with the key "id" set to 4 and the key "active"`: all keys of one object.
pub(crate) fn keys(text: &str, tokens: &[Token<'_>]) -> Vec<(String, Option<&'static str>)> {
    let mut keys = keys_from(text, tokens);
    // What an object in it has are other keys.
    let nested = tokens
        .iter()
        .any(|token| token.is_any(&["holds", "nested", "inside", "inner", "containing"]));
    let mut rest = tokens;
    while let Some(at) = rest
        .iter()
        .position(|token| token.is_any(&["key", "field"]))
        && !keys.is_empty()
        && !nested
        && keys.len() < 40
    {
        rest = &rest[at + 1..];
        for key in keys_from(text, &tokens[tokens.len() - rest.len() - 1..]) {
            if !keys.iter().any(|(known, _)| *known == key.0) {
                keys.push(key);
            }
        }
    }
    keys
}

/// `with the keys name and age`, `with fields "name" (string), "age" (integer)`, at
/// the first of these words.
fn keys_from(text: &str, tokens: &[Token<'_>]) -> Vec<(String, Option<&'static str>)> {
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
    ];
    let mut keys = Vec::new();
    let Some(at) = tokens.iter().position(|token| {
        token.is_any(&["keys", "fields", "properties", "attributes", "key", "field"])
    }) else {
        return keys;
    };
    let mut rest = &tokens[at + 1..];
    while let Some((first, others)) = rest.split_first() {
        if !(first.is_mark(':') || first.is_any(&["named", "called", "are", "following"])) {
            break;
        }
        rest = others;
    }
    let quotes =
        |token: &Token<'_>| token.is_mark('"') || token.is_mark('\'') || token.is_mark('`');
    let quoted = rest.first().is_some_and(quotes);
    let mut ended = false;
    loop {
        // `keys "from" and "to", and output nothing else`: who quotes one quotes all.
        if !keys.is_empty() && quoted && !rest.first().is_some_and(quotes) {
            ended = true;
            break;
        }
        let (name, behind) = match rest {
            [open, ..] if open.is_mark('"') || open.is_mark('\'') || open.is_mark('`') => {
                let Some(close) = rest[1..].iter().position(|token| token.text == open.text) else {
                    return Vec::new();
                };
                let name = text
                    .get(open.end()..rest[1 + close].start)
                    .unwrap_or_default();
                (name.to_owned(), &rest[close + 2..])
            }
            [first, ..] if first.is_word() && !first.is_any(NO_KEYS) => {
                // first_name
                let mut end = 1;
                while rest
                    .get(end)
                    .is_some_and(|token| token.glued && (token.is_word() || token.is_mark('_')))
                {
                    end += 1;
                }
                let name = text
                    .get(first.start..rest[end - 1].end())
                    .unwrap_or_default();
                (name.to_owned(), &rest[end..])
            }
            _ => break,
        };
        if name.is_empty() || name.len() > 60 {
            return Vec::new();
        }
        rest = behind;
        let mut kind = None;
        if let [open, inner @ ..] = rest
            && open.is_mark('(')
            && let Some(close) = inner.iter().position(|token| token.is_mark(')'))
        {
            kind = inner[..close]
                .iter()
                .find_map(|token| type_named(token.text));
            rest = &inner[close + 1..];
        }
        keys.push((name, kind));
        // "id" set to 44 and "active" …
        if rest
            .first()
            .is_some_and(|next| next.is_any(&["set", "equal", "="]))
            && let Some(next) = rest
                .windows(2)
                .take(8)
                .position(|pair| (pair[0].is("and") || pair[0].is_mark(',')) && quotes(&pair[1]))
        {
            rest = &rest[next..];
        }
        let mut joined = false;
        while let Some((first, others)) = rest.split_first() {
            if !(first.is_mark(',') || first.is("and") || first.is_mark('&')) {
                break;
            }
            joined = true;
            rest = others;
        }
        if !joined {
            break;
        }
    }
    // "with the keys name and age sorted": two words in a row are no list.
    ended |= rest.first().is_none_or(|next| {
        !next.is_word()
            || next.is_any(NO_KEYS)
            || next.is_any(&[
                "no", "do", "nothing", "extract", "if", "use", "don't", "return", "set", "equal",
                "having",
            ])
    });
    if ended && keys.len() <= 40 {
        keys
    } else {
        Vec::new()
    }
}

/// `The age is a number`, `quantity and price are numbers`, `the year as a number`:
/// the types of keys whose type was not said yet.
pub(crate) fn types(tokens: &[Token<'_>], keys: &mut [(String, Option<&'static str>)]) {
    for (at, token) in tokens.iter().enumerate() {
        let kind = if token.is_any(&["number", "numbers"]) {
            "number"
        } else if token.is_any(&["integer", "integers"]) {
            "integer"
        } else if token.is_any(&["string", "strings"]) {
            "string"
        } else {
            continue;
        };
        let joint = tokens[..at]
            .iter()
            .rev()
            .take_while(|token| {
                token.is_any(&["a", "an", "is", "are", "as", "both", "be", "must", "should"])
            })
            .count();
        if joint == 0 {
            continue;
        }
        // The keys in a row before it.
        for before in tokens[..at - joint].iter().rev() {
            if before.is_any(&["and", "the"])
                || before.is_mark(',')
                || before.is_mark('"')
                || before.is_mark('\'')
            {
                continue;
            }
            let Some(key) = keys.iter_mut().find(|(key, _)| before.is(key)) else {
                break;
            };
            key.1 = key.1.or(Some(kind));
        }
    }
}
