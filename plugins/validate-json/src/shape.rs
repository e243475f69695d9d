//! The form of JSON that a request describes where objects stand in objects.

use serde_json::{Map, Value, json};

use crate::keys::Key;

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A single value, of a type where that is said.
    Leaf(Option<&'static str>),
    /// An object with these keys.
    Object(Vec<(String, Shape)>),
    /// A list with an item for each thing that is told.
    List(Box<Shape>),
    /// An object whose keys are told.
    Map(Box<Shape>),
}

impl Shape {
    /// An object with single values.
    pub(crate) fn flat(keys: &[Key]) -> Self {
        let leaf = |(key, kind): &Key| (key.clone(), Self::Leaf(*kind));
        Self::Object(keys.iter().map(leaf).collect())
    }

    /// The keys that have single values, outside of lists and maps.
    pub(crate) fn leaves(&self) -> Vec<Key> {
        match self {
            Self::Object(members) => members
                .iter()
                .flat_map(|(key, inner)| match inner {
                    Self::Leaf(kind) => vec![(key.clone(), *kind)],
                    inner => inner.leaves(),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The keys of an object with single values alone.
    pub(crate) fn flat_fields(&self) -> Option<Vec<Key>> {
        let Self::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .map(|(key, held)| match held {
                Self::Leaf(kind) => Some((key.clone(), *kind)),
                _ => None,
            })
            .collect()
    }

    /// As a JSON Schema.
    pub(crate) fn schema(&self) -> Value {
        match self {
            Self::Leaf(None) => json!({"type": ["string", "number", "boolean", "null"]}),
            Self::Leaf(Some("array")) => {
                json!({"type": "array", "items": {"type": ["string", "number"]}})
            }
            Self::Leaf(Some(kind)) => json!({"type": kind}),
            Self::Object(members) => {
                let properties: Map<String, Value> = members
                    .iter()
                    .map(|(key, inner)| (key.clone(), inner.schema()))
                    .collect();
                let required: Vec<&String> = members.iter().map(|(key, _)| key).collect();
                json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
            }
            Self::List(item) => json!({"type": "array", "items": item.schema(), "minItems": 1}),
            Self::Map(value) => json!({"type": "object", "additionalProperties": value.schema()}),
        }
    }
}
