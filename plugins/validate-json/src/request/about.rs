//! Whether a request is about JSON, or for a program, and not for an answer in JSON.

use reading::{Token, sentences};
use serde_json::{Deserializer, Value};

use crate::keys::{keys, type_named};

/// Words of requests for a program.
const PROGRAMS: &[&str] = &[
    "python",
    "javascript",
    "typescript",
    "java",
    "rust",
    "yaml",
    "xml",
    "sql",
    "jsonl",
    "regex",
    "pandas",
    "jq",
    "html",
    "translate",
];

/// Words of sentences that are about JSON.
const ABOUT: &[&str] = &[
    "function",
    "program",
    "script",
    "parser",
    "parsing",
    "api",
    "endpoint",
    "why",
    "difference",
    "invalid",
    "tutorial",
    "abbreviation",
];

/// Words of sentences that are about JSON where they name no keys.
const PERHAPS: &[&str] = &["parse", "parses", "stand", "stands", "mean", "means"];

/// Whether it is about JSON, so that the answer is none.
pub(super) fn is_about(text: &str, tokens: &[Token<'_>], named: usize) -> bool {
    let plain = |words: &[&str]| {
        sentences(tokens).into_iter().any(|sentence| {
            sentence.iter().any(|token| token.is("json"))
                && sentence
                    .iter()
                    .enumerate()
                    .any(|(at, token)| token.is_any(words) && !is_quoted(sentence, at))
        })
    };
    // "Translate these settings into JSON"
    let into = tokens
        .windows(2)
        .any(|pair| pair[0].is_any(&["into", "to", "as"]) && pair[1].is("json"));
    let program = tokens
        .iter()
        .any(|token| token.is_any(PROGRAMS) && !(into && token.is("translate")))
        && !plain(&["key", "keys"]);
    // "Is … valid JSON?"
    let judged = plain(&["valid", "correct", "legal"]) && tokens[0].is_any(&["is", "are"]);
    let asks_how = tokens.windows(3).any(|three| {
        three[0].is("how") && three[1].is_any(&["do", "can", "to", "does"]) && !three[2].is("you")
    });
    // "Explain the keys in this JSON object: {"id": 4}"
    let given = has_values(text)
        && tokens[0].is_any(&[
            "explain", "what", "describe", "validate", "fix", "check", "why", "which", "how", "is",
            "count", "convert", "find",
        ]);
    let asked = tokens[0].is_any(&["what", "which", "why", "how"]);
    // "What keys does a JSON Web Token have?"
    let kinds = tokens.windows(2).any(|pair| {
        pair[0].is("json") && pair[1].is_any(&["web", "lines", "path", "schema"]) && asked
    });
    let listed = asked
        && tokens
            .get(1)
            .is_some_and(|next| next.is_any(&["keys", "key", "fields", "types", "values"]));
    judged
        || kinds
        || listed
        || asks_how
        || given
        || plain(ABOUT)
        || named < 2 && plain(PERHAPS)
        || program
        || !(text.contains("{\"") && named > 0 && !has_values(text)) && is_input(tokens)
}

/// `{"city": …}`, `an array of two objects`: what only JSON is.
pub(super) fn means_json(text: &str, tokens: &[Token<'_>]) -> bool {
    let objects = tokens.windows(4).any(|four| {
        four[0].is_any(&["array", "list"])
            && four[1].is("of")
            && four[2..].iter().any(|token| token.is("objects"))
    });
    let template = text.contains("{\"") && !has_values(text);
    let named = keys(text, tokens);
    let typed = named.keys.len() > 1
        && named.keys.iter().any(|(_, kind)| kind.is_some())
        && says_type(tokens)
        && tokens
            .iter()
            .enumerate()
            .any(|(at, token)| token.is_any(&["key", "keys"]) && !is_quoted(tokens, at));
    let program = tokens
        .iter()
        .any(|token| token.is_any(&["dictionary", "dict", "map", "hash", "table", "database"]));
    // "an object with the keys …"
    let object = tokens
        .iter()
        .any(|token| token.is_any(&["object", "objects"]))
        && tokens.iter().enumerate().any(|(at, token)| {
            token.is_any(&["key", "keys", "template", "boolean", "integer"])
                && !is_quoted(tokens, at)
        });
    // "an object with nurse (no title), ward (number)"
    let with = tokens
        .windows(2)
        .any(|pair| pair[0].is("object") && pair[1].is_any(&["with", "having", "containing"]));
    let object =
        object || with && named.keys.len() > 1 && named.keys.iter().any(|(_, kind)| kind.is_some());
    let keyed = named.shape.is_some()
        && tokens.windows(2).any(|pair| {
            pair[0].is("keyed") && pair[1].is("by") || pair[0].is("keys") && pair[1].is("are")
        })
        && tokens
            .iter()
            .enumerate()
            .any(|(at, token)| token.is_any(&["object", "objects"]) && !is_quoted(tokens, at));
    !program && keyed
        || !program && !named.keys.is_empty() && (objects || template || typed || object)
}

/// Whether types are said in the words of programs: `keys` alone may be those of a door.
fn says_type(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| {
        token.is_any(&[
            "boolean", "bool", "integer", "int", "string", "strings", "float", "true",
        ])
    }) || tokens.windows(2).any(|pair| {
        (pair[0].is_mark('(') || pair[0].is("as")) && type_named(pair[1].text).is_some()
    })
}

/// Whether an object stands in the request that has values already.
fn has_values(text: &str) -> bool {
    let object =
        text.match_indices('{').take(4).find_map(|(at, _)| {
            match Deserializer::from_str(&text[at..])
                .into_iter::<Value>()
                .next()
            {
                Some(Ok(Value::Object(members))) => Some(members),
                _ => None,
            }
        });
    let open = |value: &Value| match value {
        Value::String(text) => {
            let text = text.trim_matches(['<', '>', '.', '\u{2026}', ' ']);
            text.is_empty() || text.split(' ').any(|word| type_named(word).is_some())
        }
        Value::Null | Value::Bool(_) | Value::Object(_) | Value::Array(_) => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
    };
    object.is_some_and(|members| !members.is_empty() && !members.values().all(open))
}

fn is_quoted(sentence: &[Token<'_>], at: usize) -> bool {
    sentence[..at]
        .iter()
        .filter(|token| token.is_mark('"'))
        .count()
        % 2
        == 1
}

/// Whether JSON is what is given, not what is asked for: `this JSON`.
fn is_input(tokens: &[Token<'_>]) -> bool {
    let form = |at: usize| {
        tokens.get(at).is_some_and(|next| {
            next.is_any(&[
                "structure",
                "template",
                "format",
                "shape",
                "schema",
                "form",
                "object",
                "keys",
            ]) || next.is_mark(':')
                || next.is_mark('(')
        })
    };
    tokens.windows(2).enumerate().any(|(at, pair)| {
        pair[1].is("json")
            && pair[0].is_any(&["this", "that", "following", "my", "given", "from", "these"])
            && !form(at + 2)
    }) || tokens.windows(2).any(|pair| {
        pair[0].is("json") && pair[1].is_any(&["file", "files", "strings", "to", "into"])
    })
}
