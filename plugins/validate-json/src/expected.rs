//! Values that the request's text gives for the keys, where it is plain which.
//!
//! What is told is the request without the names of the keys and without commands
//! (`material.rs`). A key takes the value that a label or a verb gives it (`said.rs`), or
//! the only one of the kind that its name asks for (`kinds.rs`); what is left over goes to
//! the key that is left over. Of two that may be meant, neither is.

use reading::{Token, fold, tokens};
use serde_json::Value;

use crate::keys::Key;
use crate::request::{Wanted, spelled};
use crate::shape::Shape;
use whole::Teller;

mod address;
mod fill;
mod flags;
mod kinds;
mod labels;
mod left;
mod listed;
mod material;
mod names;
mod notation;
mod pairs;
mod pieces;
mod places;
mod records;
mod said;
mod scores;
pub(crate) mod spans;
mod spelling;
mod stated;
mod sure;
mod things;
mod told;
pub(crate) mod typed;
mod whole;

use material::Material;
pub(crate) use told::Told;

/// Longer requests are not read for what they tell.
const LONGEST: usize = 16 * 1024;

/// A value that is plain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// Whether it has no other wording: a thing may be named with more words or fewer.
    pub(crate) firm: bool,
}

/// What is plain of the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expected {
    pub(crate) members: Vec<Given>,
    /// The whole answer.
    pub(crate) whole: Option<Value>,
    /// Whether its numbers may be written as texts: nothing says what they are.
    pub(crate) in_text: bool,
    /// The whole answer as it is likely.
    pub(crate) guess: Option<Value>,
    /// What is likely only: nothing is judged by it.
    pub(crate) likely: Vec<Given>,
    /// How much is told at all.
    pub(crate) told: Option<Told>,
}

/// The keys whose values are plain, with the values.
pub(crate) fn expected(wanted: &Wanted, prompt: &str) -> Expected {
    if prompt.len() > LONGEST {
        return Expected::default();
    }
    let text = spelled(prompt);
    let plain = tokens(&text);
    let all = fold(&text, &plain);
    let keys = keys(wanted);
    let material = Material::of(&text, &all, &wanted.spans, &keys);
    let told = told::told(&all, &material, &wanted.spans, &keys);
    let empty = Expected {
        told: Some(told),
        ..Expected::default()
    };
    if let Some(whole) = notation::whole(&text, wanted) {
        return Expected {
            whole: Some(whole),
            in_text: ![
                "number", "numbers", "numeric", "integer", "integers", "types",
            ]
            .iter()
            .any(|word| wanted.words.contains(*word)),
            ..empty
        };
    }
    let teller = Teller::of(&text, &all, wanted);
    if let Some(shape) = &wanted.shape {
        let leaves = owned(&shape.leaves());
        let given = single(&text, &all, &material, &leaves, told, &teller);
        let find = |among: &[Given], key: &str| {
            among
                .iter()
                .find(|given| given.key == key)
                .map(|given| given.value.clone())
        };
        // A guess is no part of what is judged.
        let plain = |key: &str| find(&given.members, key);
        let likely = |key: &str| plain(key).or_else(|| find(&given.likely, key));
        return Expected {
            whole: teller
                .value(shape, &plain)
                .filter(|whole| sure::is_sure(shape, whole, &text)),
            guess: teller.value(shape, &likely),
            ..given
        };
    }
    if keys.is_empty() {
        let guess = wanted
            .array
            .then(|| teller.chain())
            .flatten()
            .map(|whole| teller.in_case(whole));
        return Expected {
            guess,
            whole: pairs::paired(&all, &material)
                .or_else(|| pairs::labelled(&all, &material))
                .or_else(|| {
                    // An array of objects whose keys were not read is no row of words.
                    let objects = all.iter().any(|token| token.is_any(&["object", "objects"]));
                    (wanted.array && !objects).then(|| listed::array(&text, &all, &material))?
                })
                .map(|whole| teller.in_case(whole)),
            ..empty
        };
    }
    if wanted.array {
        let list = Shape::List(Box::new(Shape::flat(&wanted.keys)));
        let said = (told > Told::Nothing)
            .then(|| left::rows(&material, &keys))
            .flatten();
        let told_so = (told > Told::Nothing && said.is_none())
            .then(|| teller.value(&list, &|_| None))
            .flatten();
        return Expected {
            whole: said.or_else(|| {
                told_so
                    .clone()
                    .filter(|whole| sure::is_sure(&list, whole, &text))
            }),
            guess: told_so,
            ..empty
        };
    }
    single(&text, &all, &material, &keys, told, &teller)
}

/// The values of keys that each have one.
fn single(
    text: &str,
    all: &[Token<'_>],
    material: &Material<'_>,
    keys: &[(String, Option<String>)],
    told: Told,
    teller: &Teller<'_, '_>,
) -> Expected {
    let mut members = Vec::new();
    if let Some(values) = places::placed(text, keys).or_else(|| teller.placed(keys)) {
        let given = keys
            .iter()
            .zip(values)
            .filter(|((_, kind), (value, _))| fits(value, kind.as_deref()));
        let mut likely = Vec::new();
        for ((key, _), (value, plain)) in given {
            // By its place alone a value is likely only.
            let list = if plain { &mut members } else { &mut likely };
            list.push(Given {
                key: key.clone(),
                value,
                firm: plain,
            });
        }
        return Expected {
            members,
            likely,
            told: Some(told),
            ..Expected::default()
        };
    }
    // "the largest of them": one of many is meant.
    let chosen = teller.chooses();
    let some_number = keys
        .iter()
        .any(|(_, kind)| matches!(kind.as_deref(), Some("number" | "integer")));
    let address = address::parts(material, keys);
    for (key, kind) in keys {
        let part = address.iter().find(|(part, _)| part == key);
        let given = part
            .map(|(_, value)| (value.clone(), true))
            .or_else(|| stated::under_key(text, all, key, keys.len()).map(|value| (value, true)))
            .or_else(|| {
                (told > Told::Nothing && !chosen)
                    .then(|| kinds::value(material, key, kind.as_deref()))?
            });
        // Where types are said, a key without one is a text.
        let is_text = kind.is_none() && some_number && !kinds::may_be_number(key);
        let given = given.filter(|(value, _)| !(is_text && value.is_number()));
        if let Some((value, firm)) = given.filter(|(value, _)| fits(value, kind.as_deref())) {
            members.push(Given {
                key: key.clone(),
                value,
                firm,
            });
        }
    }
    if told >= Told::Clauses && !chosen {
        left::left_over(material, keys, &mut members);
        if !text.contains('?') {
            left::left_name(material, keys, &mut members);
        }
    }
    // "subtitles are off" where off is false
    let truth = all
        .iter()
        .any(|token| token.is_any(&["true", "false", "boolean", "booleans"]));
    for given in &mut members {
        let flag = given.value.as_str().and_then(|text| match text {
            "on" | "yes" => Some(true),
            "off" | "no" => Some(false),
            _ => None,
        });
        if let Some(flag) = flag.filter(|_| truth) {
            given.value = Value::Bool(flag);
            given.firm = true;
        }
    }
    if all.iter().any(|token| token.is("yyyy")) {
        for given in &mut members {
            if let Some(date) = given.value.as_str().and_then(spelling::iso_date) {
                given.value = Value::from(date);
            }
        }
    }
    // Two keys with one value: one of them was misread.
    let values: Vec<Value> = members.iter().map(|given| given.value.clone()).collect();
    // "to Greta Holm" is who gets it, and no town.
    let persons: Vec<String> = members
        .iter()
        .filter(|given| ["recipient", "receiver", "addressee"].contains(&given.key.as_str()))
        .map(|given| given.key.clone())
        .collect();
    members.retain(|given| {
        given.value.is_boolean()
            || given.value.is_array()
            || values.iter().filter(|value| **value == given.value).count() == 1
            || persons.contains(&given.key)
    });
    let likely = if told >= Told::Values && !chosen {
        fill::fill(material, teller, keys, &members)
    } else {
        Vec::new()
    };
    Expected {
        members,
        likely,
        told: Some(told),
        ..Expected::default()
    }
}

/// What is to be a text or a number is no other value.
fn fits(value: &Value, kind: Option<&str>) -> bool {
    value.is_null()
        || match kind {
            Some("string") => value.is_string(),
            Some("integer" | "number") => value.is_number(),
            Some("array") => value.is_array(),
            Some("boolean") => value.is_boolean(),
            _ => true,
        }
}

fn owned(keys: &[Key]) -> Vec<(String, Option<String>)> {
    keys.iter()
        .map(|(key, kind)| (key.clone(), kind.map(str::to_owned)))
        .collect()
}

/// The keys of one flat object, and their types where those are said.
fn keys(wanted: &Wanted) -> Vec<(String, Option<String>)> {
    let Some(schema) = &wanted.schema else {
        return owned(&wanted.keys);
    };
    schema
        .root()
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| {
            properties
                .iter()
                .take(40)
                .filter(|(_, property)| {
                    property.get("enum").is_none() && property.get("const").is_none()
                })
                .map(|(key, property)| {
                    let kind = property.get("type").and_then(Value::as_str);
                    (key.clone(), kind.map(str::to_owned))
                })
                .collect()
        })
        .unwrap_or_default()
}
