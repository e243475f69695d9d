//! Whether a request asks for JSON, and what it says of it.

use reading::{Token, fold, sentences, tidy, tokens};
use serde_json::{Deserializer, Map, Value, json};

use std::collections::HashSet;
use std::ops::Range;

use crate::keys::{Key, keys, type_named};
use crate::schema::Schema;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wanted {
    /// What the JSON has to fit.
    pub(crate) schema: Option<Schema>,
    /// Keys that some object in it has to have, with their types where said.
    pub(crate) keys: Vec<Key>,
    /// Whether some of them belong to an object in the object.
    pub(crate) nested: bool,
    /// The request's words, in small letters.
    pub(crate) words: HashSet<String>,
    /// Where the keys are named, in bytes of the tidied request.
    pub(crate) spans: Vec<Range<usize>>,
    /// Whether it has to be an array.
    pub(crate) array: bool,
    /// Whether nothing may stand around it.
    pub(crate) alone: bool,
    /// Whether a program reads it, so that a fence is in the way.
    pub(crate) strict: bool,
    /// Whether its values are to be taken from the request.
    pub(crate) extracts: bool,
}

/// Longer requests are not read for what they ask.
const LONGEST: usize = 16 * 1024;

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
    "parse",
    "parser",
    "parsing",
    "parses",
    "api",
    "endpoint",
    "why",
    "difference",
    "invalid",
    "tutorial",
    "stand",
    "stands",
    "abbreviation",
    "mean",
    "means",
];

/// What the request asks for, if it asks for JSON.
pub(crate) fn wanted(prompt: &str) -> Option<Wanted> {
    if prompt.len() > LONGEST {
        return None;
    }
    let text = spelled(prompt);
    let tokens = fold(&text, &tokens(&text));
    if !tokens.iter().any(|token| token.is("json")) && !means_json(&text, &tokens) {
        return None;
    }
    let plain = |words: &[&str]| {
        sentences(&tokens).into_iter().any(|sentence| {
            sentence.iter().any(|token| token.is("json"))
                && sentence
                    .iter()
                    .enumerate()
                    .any(|(at, token)| token.is_any(words) && !is_quoted(sentence, at))
        })
    };
    let program = tokens.iter().any(|token| token.is_any(PROGRAMS)) && !plain(&["key", "keys"]);
    // "Is … valid JSON?"
    let judged = plain(&["valid", "correct", "legal"]) && tokens[0].is_any(&["is", "are"]);
    let asks_how = tokens.windows(3).any(|three| {
        three[0].is("how") && three[1].is_any(&["do", "can", "to", "does"]) && !three[2].is("you")
    });
    // "Explain the keys in this JSON object: {"id": 4}"
    let given = has_values(&text)
        && tokens[0].is_any(&[
            "explain", "what", "describe", "validate", "fix", "check", "why", "which", "how", "is",
            "count", "convert", "find",
        ]);
    if judged || asks_how || given || plain(ABOUT) || program || is_input(&tokens) {
        return None;
    }
    let named = keys(&text, &tokens);
    let asks = sentences(&tokens).into_iter().any(instructs) || !named.keys.is_empty();
    if !asks {
        return None;
    }
    let alone = tokens
        .iter()
        .any(|token| token.is_any(&["only", "just", "raw", "solely"]))
        || tokens.windows(2).any(|pair| {
            pair[0].is("nothing") && pair[1].is("else")
                || pair[0].is_any(&["no", "any"])
                    && pair[1].is_any(&[
                        "other",
                        "additional",
                        "extra",
                        "explanation",
                        "prose",
                        "commentary",
                    ])
        });
    let mut wanted = Wanted {
        alone,
        array: tokens
            .windows(2)
            .any(|pair| pair[0].is("json") && pair[1].is_any(&["array", "list"]))
            || tokens.windows(4).any(|four| {
                four[0].is_any(&["array", "list"])
                    && four[1].is_any(&["of", "with", "w"])
                    && four[2..].iter().any(|token| token.is("objects"))
            }),
        extracts: tokens
            .iter()
            .any(|token| token.is_any(&["extract", "extracted"])),
        ..Wanted::default()
    };
    match schema(&text, &tokens) {
        Some(schema) => wanted.schema = Some(schema),
        None => {
            wanted.keys = named.keys;
            wanted.nested = named.nested;
        }
    }
    wanted.spans = named.spans;
    wanted.words = tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    // "a JSON array under the key": the array is what the key has.
    let under = tokens.windows(3).any(|three| {
        three[0].is("json")
            && three[1].is_any(&["array", "list"])
            && three[2].is_any(&["under", "called", "named", "in", "inside"])
    });
    if let [(_, kind)] = &mut wanted.keys[..]
        && under
    {
        *kind = Some("array");
        wanted.array = false;
    }
    Some(wanted)
}

/// The request in one spelling, so that places in it are the same for all who read it.
pub(crate) fn spelled(prompt: &str) -> String {
    tidy(prompt)
        .replace(" w/ ", " with ")
        .replace(" pls", " please")
}

/// `{"city": …}`, `an array of two objects`: what only JSON is.
fn means_json(text: &str, tokens: &[Token<'_>]) -> bool {
    let objects = tokens.windows(4).any(|four| {
        four[0].is_any(&["array", "list"])
            && four[1].is("of")
            && four[2..].iter().any(|token| token.is("objects"))
    });
    let template = text.contains("{\"") && !has_values(text);
    let named = keys(text, tokens);
    let typed = named.keys.len() > 1
        && named.keys.iter().any(|(_, kind)| kind.is_some())
        && tokens.iter().any(|token| token.is_any(&["key", "keys"]));
    let program = tokens
        .iter()
        .any(|token| token.is_any(&["dictionary", "dict", "map", "hash", "table", "database"]));
    !program && !named.keys.is_empty() && (objects || template || typed)
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

/// `Return a JSON object …`, `Answer in JSON`, `… as JSON`.
fn instructs(sentence: &[Token<'_>]) -> bool {
    const VERBS: &[&str] = &[
        "return",
        "respond",
        "reply",
        "output",
        "give",
        "answer",
        "write",
        "produce",
        "generate",
        "extract",
        "create",
        "format",
        "provide",
        "use",
        "list",
        "print",
        "make",
        "put",
        "convert",
        "your",
        "the",
        "only",
        "represent",
        "summarize",
        "express",
        "fill",
        "turn",
        "get",
        "respond",
    ];
    const FRONT: &[&str] = &[
        "please", "can", "could", "you", "would", "then", "and", "now", ",", "-",
    ];
    let begin = sentence
        .iter()
        .take_while(|token| token.is_any(FRONT))
        .count();
    let sentence = &sentence[begin..];
    let Some(first) = sentence.first() else {
        return false;
    };
    // "JSON only."
    if first.is("json")
        && sentence.len() <= 3
        && sentence
            .iter()
            .any(|token| token.is_any(&["only", "please", "output"]))
    {
        return true;
    }
    let json = sentence.iter().position(|token| token.is("json"));
    let denied = json.is_some_and(|at| {
        sentence[..at]
            .iter()
            .rev()
            .take(4)
            .any(|token| token.is_any(&["not", "no", "without", "don't", "never", "than"]))
    });
    let Some(at) = json.filter(|_| !denied) else {
        return false;
    };
    let asks = first.is_any(&[
        "what", "why", "is", "does", "do", "how", "who", "which", "are", "was", "did", "has",
        "when",
    ]);
    let speaks = !first.is_any(&["your", "the"])
        || sentence
            .get(1)
            .is_some_and(|next| next.is_any(&["answer", "output", "response", "result", "reply"]));
    // "Store the following as JSON", "I need a JSON object"
    let into = at > 0
        && (sentence[at - 1].is_any(&["as", "in", "into", "to"])
            || sentence[at - 1].is_any(&["a", "an", "valid", "compact", "single", "the"])
                && sentence.get(at + 1).is_some_and(|next| {
                    next.is_any(&["object", "array", "list", "record", "document", "with"])
                }));
    !asks && (first.is_any(VERBS) && speaks || into)
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

/// A schema that stands in the request.
fn schema(text: &str, tokens: &[Token<'_>]) -> Option<Schema> {
    let (at, members) = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_mark('{'))
        .take(4)
        .find_map(|(at, token)| {
            match Deserializer::from_str(&text[token.start..])
                .into_iter::<Value>()
                .next()
            {
                Some(Ok(Value::Object(members))) => Some((at, members)),
                _ => None,
            }
        })?;
    let announced = tokens[at.saturating_sub(8)..at]
        .iter()
        .any(|token| token.is("schema"));
    let is_schema = members.contains_key("properties") || members.contains_key("type") && announced;
    is_schema.then(|| Schema::new(Value::Object(members)).ok())?
}

impl Wanted {
    /// Whether it is one object whose keys are all known.
    pub(crate) fn is_flat(&self) -> bool {
        self.schema.is_none() && !self.keys.is_empty() && !self.nested && !self.array
    }

    /// Whether the request has this word, so that it may name a key.
    pub(crate) fn speaks_of(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .any(|word| self.words.contains(word))
    }

    /// The schema that stands for all that is asked, as far as it is one.
    pub(crate) fn as_schema(&self) -> Value {
        if let Some(schema) = &self.schema {
            return schema.root().clone();
        }
        if self.keys.is_empty() || self.nested {
            return if self.array {
                json!({"type": "array"})
            } else {
                json!({"type": "object"})
            };
        }
        let properties: Map<String, Value> = self
            .keys
            .iter()
            .map(|(key, kind)| {
                let kind = kind.map_or_else(|| json!(["string", "number", "boolean"]), Value::from);
                (key.clone(), json!({"type": kind}))
            })
            .collect();
        let required: Vec<&String> = self.keys.iter().map(|(key, _)| key).collect();
        let object = json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
        if self.array {
            json!({"type": "array", "items": object, "minItems": 1})
        } else {
            object
        }
    }
}
