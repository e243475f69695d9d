//! Whether a request asks for JSON, and what it says of it.

use reading::{Token, fold, sentences, tidy, tokens};
use serde_json::{Deserializer, Map, Value, json};

use crate::keys::{keys, types};
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

pub(crate) fn type_named(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "string" | "str" | "text" => "string",
        "number" | "float" => "number",
        "integer" | "int" => "integer",
        "boolean" | "bool" => "boolean",
        "array" | "list" => "array",
        _ => return None,
    })
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
