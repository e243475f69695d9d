//! Whether a request asks for JSON, and what it says of it.

use reading::{Token, fold, sentences, tidy, tokens};
use serde_json::{Deserializer, Map, Value, json};

use crate::schema::Schema;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wanted {
    /// What the JSON has to fit.
    pub(crate) schema: Option<Schema>,
    /// Keys that some object in it has to have, with their types where said.
    pub(crate) keys: Vec<(String, Option<&'static str>)>,
    /// Whether it has to be an array.
    pub(crate) array: bool,
    /// Whether nothing may stand around it.
    pub(crate) alone: bool,
    /// Whether its values are to be taken from the request.
    pub(crate) extracts: bool,
}

/// Longer requests are not read for what they ask.
const LONGEST: usize = 16 * 1024;

/// Words of requests that are about JSON, or about code.
const ABOUT: &[&str] = &[
    "python",
    "javascript",
    "typescript",
    "java",
    "rust",
    "function",
    "code",
    "program",
    "script",
    "parse",
    "parser",
    "parsing",
    "parses",
    "api",
    "endpoint",
    "yaml",
    "xml",
    "csv",
    "sql",
    "why",
    "difference",
    "invalid",
    "library",
    "jsonl",
    "example",
    "sample",
    "tutorial",
    "regex",
    "pandas",
    "jq",
    "html",
    "translate",
];

/// What the request asks for, if it asks for JSON.
pub(crate) fn wanted(prompt: &str) -> Option<Wanted> {
    if prompt.len() > LONGEST || !prompt.to_ascii_lowercase().contains("json") {
        return None;
    }
    let text = tidy(prompt);
    let tokens = fold(&text, &tokens(&text));
    let about = tokens.iter().enumerate().any(|(at, token)| {
        let excused = token.is("example") && at > 0 && tokens[at - 1].is("for");
        token.is_any(ABOUT) && !excused
    });
    if about || is_input(&tokens) {
        return None;
    }
    let asks = sentences(&tokens).into_iter().any(instructs);
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
            .any(|pair| pair[0].is("json") && pair[1].is_any(&["array", "list"])),
        extracts: tokens
            .iter()
            .any(|token| token.is_any(&["extract", "extracted"])),
        ..Wanted::default()
    };
    match inline(&text, &tokens) {
        Inline::Schema(schema) => wanted.schema = Some(schema),
        Inline::Template(keys) => wanted.keys = keys,
        Inline::Nothing => wanted.keys = keys(&text, &tokens),
    }
    types(&tokens, &mut wanted.keys);
    Some(wanted)
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
    let speaks = !first.is_any(&["your", "the"])
        || sentence
            .get(1)
            .is_some_and(|next| next.is_any(&["answer", "output", "response", "result", "reply"]));
    json.is_some() && !denied && first.is_any(VERBS) && speaks
}

/// Whether JSON is what is given, not what is asked for: `this JSON`.
fn is_input(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| {
        pair[1].is("json")
            && pair[0].is_any(&["this", "that", "following", "my", "given", "from", "these"])
    }) || tokens.windows(2).any(|pair| {
        pair[0].is("json")
            && pair[1].is_any(&[
                "file", "files", "string", "strings", "to", "into", "schema", "format?",
            ])
            && !pair[1].is("schema")
    })
}

enum Inline {
    Schema(Schema),
    Template(Vec<(String, Option<&'static str>)>),
    Nothing,
}

/// A schema or a template that stands in the request.
fn inline(text: &str, tokens: &[Token<'_>]) -> Inline {
    for (at, token) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_mark('{'))
        .take(4)
    {
        let Some(Ok(Value::Object(members))) = Deserializer::from_str(&text[token.start..])
            .into_iter::<Value>()
            .next()
        else {
            continue;
        };
        let announced = |words: &[&str]| {
            tokens[at.saturating_sub(8)..at]
                .iter()
                .any(|token| token.is_any(words))
        };
        if members.contains_key("properties")
            || members.contains_key("type") && announced(&["schema"])
        {
            return Schema::new(Value::Object(members)).map_or(Inline::Nothing, Inline::Schema);
        }
        if announced(&[
            "format",
            "structure",
            "template",
            "shape",
            "schema",
            "like",
            "form",
            "this",
        ]) && !members.is_empty()
        {
            return Inline::Template(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.as_str().and_then(type_named)))
                    .collect(),
            );
        }
    }
    Inline::Nothing
}

fn type_named(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "string" | "str" | "text" => "string",
        "number" | "float" => "number",
        "integer" | "int" => "integer",
        "boolean" | "bool" => "boolean",
        "array" | "list" => "array",
        _ => return None,
    })
}

/// `with the key "id" set to 4 and the key "active"`: all keys of one object.
fn keys(text: &str, tokens: &[Token<'_>]) -> Vec<(String, Option<&'static str>)> {
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
fn types(tokens: &[Token<'_>], keys: &mut [(String, Option<&'static str>)]) {
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

impl Wanted {
    /// The schema that stands for all that is asked, as far as it is one.
    pub(crate) fn as_schema(&self) -> Value {
        if let Some(schema) = &self.schema {
            return schema.root().clone();
        }
        if self.keys.is_empty() {
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
