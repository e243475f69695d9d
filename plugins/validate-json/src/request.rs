//! Whether a request asks for JSON, and what it says of it.

use std::collections::HashSet;
use std::ops::Range;

use reading::{Token, fold, sentences, tidy, tokens};
use serde_json::{Deserializer, Map, Value, json};

use crate::keys::{Key, keys};
use crate::schema::Schema;
use crate::shape::Shape;

mod about;

use about::{is_about, means_json};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wanted {
    /// What the JSON has to fit.
    pub(crate) schema: Option<Schema>,
    /// Keys that some object in it has to have, with their types where said.
    pub(crate) keys: Vec<Key>,
    /// Whether some of them belong to an object in the object.
    pub(crate) nested: bool,
    /// The form with objects in objects, where it is plain.
    pub(crate) shape: Option<Shape>,
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
    let named = keys(&text, &tokens);
    if is_about(&text, &tokens, named.keys.len()) {
        return None;
    }
    let asks = sentences(&tokens).into_iter().any(instructs)
        || !named.keys.is_empty()
        || named.shape.is_some();
    if !asks {
        return None;
    }
    let alone = tokens
        .iter()
        .any(|token| token.is_any(&["only", "just", "raw", "solely"]))
        || tokens.windows(2).any(|pair| {
            pair[0].is("nothing") && pair[1].is_any(&["else", "but"])
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
            // Its lists stand under keys.
            wanted.array &= named.shape.is_none();
            wanted.shape = named.shape;
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
    if first.is("json")
        && sentence
            .get(1)
            .is_some_and(|next| next.is_any(&["object", "array", "list", "with", "keys"]))
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

    /// Whether it is said of what form the JSON is.
    pub(crate) fn has_form(&self) -> bool {
        !self.keys.is_empty() || self.array || self.shape.is_some()
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
        if let Some(shape) = &self.shape {
            return shape.schema();
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
