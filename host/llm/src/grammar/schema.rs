//! JSON Schema → GBNF, by llama.cpp's converter.
//!
//! The converter is C++ that recurses over the schema and matches names with `std::regex`, so the
//! schema is bounded first and converted on a thread with a stack of its own. What the converter
//! does not know it ignores: a grammar rules faults out, a validator still checks the answer.

use super::invalid;
use super::json::Json;
use crate::Error;

/// Bytes of a schema.
const MAX_SCHEMA: usize = 64 * 1024;
/// Values in values. The converter recurses.
const MAX_DEPTH: usize = 24;
/// Bytes of a property's name; names along a path are joined and matched by a recursive regex.
const MAX_NAME: usize = 128;
/// Members of one object, so properties too: the converter writes rules for each optional one and all after it.
const MAX_MEMBERS: usize = 64;
/// Values in the whole schema.
const MAX_VALUES: usize = 4096;
/// Ample for the bounds above; pages that are not used cost nothing.
const STACK: usize = 64 * 1024 * 1024;

/// Converts a schema. Fails with [`Error::GrammarInvalid`].
pub(super) fn to_gbnf(schema: &str) -> Result<String, Error> {
    if schema.len() > MAX_SCHEMA {
        return Err(invalid(format!(
            "the JSON Schema is longer than {} KiB",
            MAX_SCHEMA / 1024
        )));
    }
    let mut schema: Json = serde_json::from_str(schema)
        .map_err(|error| invalid(format!("the JSON Schema is not JSON: {error}")))?;
    if !matches!(
        schema,
        Json::Object(_) | Json::Scalar(serde_json::Value::Bool(_))
    ) {
        return Err(invalid("a JSON Schema is an object or a boolean"));
    }
    let mut values = 0;
    bound(&mut schema, 0, &mut values)?;
    let schema = serde_json::to_string(&schema).map_err(|error| invalid(error.to_string()))?;
    convert(&schema)
}

fn bound(value: &mut Json, depth: usize, values: &mut usize) -> Result<(), Error> {
    *values += 1;
    if depth > MAX_DEPTH {
        return Err(invalid(format!(
            "the JSON Schema is nested deeper than {MAX_DEPTH}"
        )));
    }
    if *values > MAX_VALUES {
        return Err(invalid(format!(
            "the JSON Schema has more than {MAX_VALUES} values"
        )));
    }
    match value {
        Json::Scalar(_) => Ok(()),
        Json::Array(items) => items
            .iter_mut()
            .try_for_each(|item| bound(item, depth + 1, values)),
        Json::Object(members) => {
            if members.len() > MAX_MEMBERS {
                let cause =
                    format!("an object of the JSON Schema has more than {MAX_MEMBERS} members");
                return Err(invalid(cause));
            }
            if let Some((name, _)) = members.iter().find(|(name, _)| name.len() > MAX_NAME) {
                let start: String = name.chars().take(20).collect();
                let cause = format!(
                    "the name `{start}…` in the JSON Schema is longer than {MAX_NAME} bytes"
                );
                return Err(invalid(cause));
            }
            // The converter would accept any string instead, and say so on stderr.
            members
                .retain(|(name, value)| name != "pattern" || value.text().is_none_or(convertible));
            members
                .iter_mut()
                .try_for_each(|(_, member)| bound(member, depth + 1, values))
        }
    }
}

/// Whether the converter has a grammar for a regular expression: anchored at both ends, with no
/// escapes but of punctuation, no look-around, no anchor inside.
fn convertible(pattern: &str) -> bool {
    let Some(inner) = pattern
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'))
    else {
        return false;
    };
    let escapes_known = inner.split('\\').skip(1).all(|after| {
        after.starts_with(|c: char| c.is_ascii_punctuation() && !"/:;<>=@`~!#%&',_".contains(c))
    });
    inner.len() <= MAX_NAME
        && escapes_known
        && !inner.contains("\\\\")
        && !inner.contains("(?")
        && !inner.contains(['^', '$'])
}

fn convert(schema: &str) -> Result<String, Error> {
    let converted = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("json-schema".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || llama_cpp_2::json_schema_to_grammar(schema));
        thread.ok().and_then(|thread| thread.join().ok())
    });
    match converted {
        Some(Ok(grammar)) => Ok(grammar),
        Some(Err(_)) => Err(invalid(
            "the JSON Schema cannot be turned into a grammar; check its types, its `$ref`s and its patterns",
        )),
        None => Err(Error::Failed {
            cause: "no thread could be started to convert a JSON Schema".into(),
        }),
    }
}
