//! Holds an answer to JSON, to a schema, and to the values of the text that it is
//! taken from.
//!
//! | code | severity | when |
//! |---|---|---|
//! | `json.missing` | error | JSON is asked for, and there is none |
//! | `json.invalid` | error | what is there is not quite JSON |
//! | `json.wrapped` | error, warning where not said | text stands around JSON that has to stand alone; a fence alone only where the caller gives a schema |
//! | `json.keys` | error | a key that the request names is missing, is spelled otherwise or has another type, or one is there that it does not speak of |
//! | `json.schema` | error | the JSON does not fit the schema |
//! | `json.value` | error, warning for numbers | a value to be taken from the request is not in it, or another one is plainly meant |
//!
//! A request asks for JSON where a sentence tells to answer in it, or where it names keys
//! (`keys.rs`: behind `keys`, before `as keys`, behind the JSON that is asked for, in a
//! template); requests about JSON, or for a program, are left alone. Fences, text around,
//! quotes and commas are mended, and so are names and types that only look wrong, and keys
//! that do not belong there.
//!
//! Objects within objects, lists of objects and objects whose keys are told have a form of
//! their own (`shape.rs`), and records that are told fill it (`expected/whole.rs`).
//!
//! Where the request's text gives one value for a key (`expected.rs`), that is the value,
//! and the retry is held to it: a label or a verb says it, or it is the only one of the
//! kind that the key's name asks for. What is likely only (`expected/fill.rs`) is never
//! found fault with, but a retry is held to it as well. Values that the text does not have
//! are found where it is plain that all are taken from it (`taken.rs`).
//!
//! The schema is JSON Schema 2020-12 by our own evaluator (`schema.rs`), bounded
//! in steps and depth. Not evaluated, and so never a fault, are
//! `unevaluatedItems`, `unevaluatedProperties`, `$dynamicRef`, references out of
//! the document, `dependencies`, patterns with look-around, and `format`.
//!
//! Of `expect` it checks `json_schema`; as the named validator it takes
//! `{ "schema": …, "extract": true }`. To extend it, add a keyword to
//! `schema.rs`, a way to name keys to `keys.rs` or a kind of key to `expected/kinds.rs`,
//! and rows to `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::Expect;
use serde_json::{Map, Value};

mod check;
mod coerce;
mod expected;
mod find;
mod fit;
mod grammar;
mod keys;
mod keywords;
mod request;
mod same;
mod schema;
mod shape;
mod source;
mod taken;

use request::Wanted;
use schema::Schema;

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    let options = expect.options("json");
    if let Some(unknown) = options.and_then(unknown_option) {
        return Err(Error::InvalidInput(format!(
            "`expect.validator.options`: there is no `{unknown}` for json"
        )));
    }
    let stated = expect
        .json_schema
        .as_ref()
        .or_else(|| options.and_then(|options| options.get("schema")));
    let asked = request::wanted(&attempt.request.prompt);
    let wanted = match (stated, asked) {
        (Some(schema), asked) => Wanted {
            schema: Some(
                Schema::new(schema.clone())
                    .map_err(|why| Error::InvalidInput(format!("`expect.json_schema`: {why}")))?,
            ),
            alone: true,
            strict: true,
            extracts: asked.is_some_and(|asked| asked.extracts)
                || options.and_then(|o| o.get("extract")) == Some(&Value::Bool(true)),
            ..Wanted::default()
        },
        // Another form outweighs what the request seems to say.
        (None, Some(asked)) if !expect.is_strict() => asked,
        _ => return Ok(Vec::new()),
    };
    Ok(check::check(
        &wanted,
        &attempt.request.prompt,
        &attempt.response,
    ))
}

fn unknown_option(options: &Map<String, Value>) -> Option<&String> {
    options
        .keys()
        .find(|key| *key != "schema" && *key != "extract")
}

#[cfg(test)]
mod tests;
