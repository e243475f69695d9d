//! The grammar of the JSON that is asked for: its schema, and for extraction the
//! values that the request has.

use omni_skill::Grammar;
use serde_json::{Map, Value, json};

use crate::expected::spans::{Open, open};
use crate::expected::{Expected, Given, Told};
use crate::request::Wanted;
use crate::source::is_judged;
use crate::taken::takes_from_text;

/// Values that a grammar offers for one key. More would be slow to choose from.
const MOST_SPANS: usize = 500;
/// Larger documents are no grammar for the host.
const LARGEST: usize = 60 * 1024;

/// The grammar; none if the schema is too large to be one.
pub(crate) fn of(
    wanted: &Wanted,
    prompt: &str,
    plain: &Expected,
    said: Option<&Value>,
) -> Option<Grammar> {
    let mut schema = wanted.as_schema();
    if let Some(whole) = plain.whole.as_ref().or(plain.guess.as_ref()) {
        schema = exactly(whole, 0);
    }
    for given in plain.members.iter().chain(&plain.likely) {
        hold(&mut schema, given, 0);
    }
    let all = extracts(wanted, plain) || takes_from_text(wanted, plain, prompt);
    let told = plain.told >= Some(Told::Clauses) && tells_all(wanted);
    if (all || told)
        && plain.whole.is_none()
        && let Some(open) =
            open(wanted, prompt, plain).filter(|open| open.texts.len() <= MOST_SPANS)
    {
        offer_all(&mut schema, &open, &Offer { all, said }, 0);
    }
    let text = schema.to_string();
    (text.len() <= LARGEST).then_some(Grammar::JsonSchema(text))
}

/// Whether the request speaks of nothing that is not told.
fn tells_all(wanted: &Wanted) -> bool {
    wanted.schema.is_none()
        && ![
            "invent",
            "imagine",
            "example",
            "sample",
            "fictional",
            "random",
            "suggest",
            "guess",
            "classify",
            "translate",
            "summarize",
            "summarise",
            "summary",
            "describe",
            "rewrite",
            "rephrase",
            "own",
        ]
        .iter()
        .any(|word| wanted.words.contains(*word))
}

/// Whether values are to be taken from a text, and there is one.
fn extracts(wanted: &Wanted, plain: &Expected) -> bool {
    wanted.extracts && plain.told != Some(Told::Nothing)
}

/// The schema of one value. Lists and objects are spelled out: few converters take them as
/// constants.
fn exactly(value: &Value, depth: usize) -> Value {
    match value {
        Value::Array(items) if depth < 4 => json!({
            "type": "array",
            "minItems": items.len(),
            "maxItems": items.len(),
            "prefixItems": items.iter().map(|item| exactly(item, depth + 1)).collect::<Vec<_>>(),
        }),
        Value::Object(members) if depth < 4 => json!({
            "type": "object",
            "properties": members
                .iter()
                .map(|(key, value)| (key.clone(), exactly(value, depth + 1)))
                .collect::<Map<String, Value>>(),
            "required": members.keys().collect::<Vec<_>>(),
            "additionalProperties": false,
        }),
        value => json!({"enum": [value]}),
    }
}

/// Holds the key, wherever it is, to its value. What is known as a whole has been.
fn hold(schema: &mut Value, given: &Given, depth: usize) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (key, property) in properties {
        if property.get("enum").is_some() {
            continue;
        }
        if *key == given.key && property.get("properties").is_none() {
            *property = exactly(&given.value, 0);
        } else if depth < 4 {
            hold(property, given, depth + 1);
        }
    }
}

/// To whom values are offered.
struct Offer<'v> {
    /// Also to keys whose values may be somebody's judgement.
    all: bool,
    /// What the answer has.
    said: Option<&'v Value>,
}

/// Offers the open values to every property that is not held yet.
fn offer_all(schema: &mut Value, open: &Open, to: &Offer<'_>, depth: usize) {
    if let Some(items) = schema.get_mut("items").filter(|_| depth < 4) {
        offer_all(items, open, &Offer { said: None, ..*to }, depth + 1);
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    if properties.len() > 8 {
        return;
    }
    for (key, property) in properties {
        let own = to.said.and_then(|said| said.get(key));
        if property.get("properties").is_some() || property.get("items").is_some() && depth < 4 {
            offer_all(property, open, &Offer { said: own, ..*to }, depth + 1);
        } else if to.all || !is_judged(key) {
            offer(property, open, own);
        }
    }
}

/// Holds a property to values that the text has and that are not another key's.
fn offer(property: &mut Value, open: &Open, said: Option<&Value>) {
    if property.get("enum").is_some() || property.get("const").is_some() {
        return;
    }
    // What was said and stands there may stay.
    let kept = said.and_then(Value::as_str).and_then(|said| {
        open.texts
            .iter()
            .find(|text| text.eq_ignore_ascii_case(said.trim()))
    });
    let takes_text = match property.get("type") {
        Some(Value::String(name)) => name == "string",
        Some(Value::Array(_)) => true,
        _ => false,
    };
    if let Some(kept) = kept.filter(|_| takes_text) {
        *property = json!({"enum": [kept]});
        return;
    }
    match property.get("type") {
        Some(Value::String(name)) if name == "string" && !open.texts.is_empty() => {
            *property = json!({"enum": open.texts});
        }
        Some(Value::String(name)) if name == "integer" || name == "number" => {
            let fits = |number: &&Value| name == "number" || number.is_i64() || number.is_u64();
            let numbers: Vec<&Value> = open.numbers.iter().filter(fits).collect();
            if !numbers.is_empty() {
                *property = json!({"enum": numbers});
            }
        }
        Some(Value::Array(_)) => {
            let texts = open.texts.iter().map(|text| json!(text));
            let all: Vec<Value> = texts.chain(open.numbers.iter().cloned()).collect();
            if !all.is_empty() {
                *property = json!({"enum": all});
            }
        }
        _ => {}
    }
}
