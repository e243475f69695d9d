//! The whole answer, where records are told or the form has objects within objects.

use std::collections::HashSet;

use reading::Token;
use serde_json::{Map, Value};

use super::pieces::{behind_colon, pieces};
use super::records::{Field, records};
use super::spelling::says_lower;
use crate::request::Wanted;
use crate::shape::Shape;

/// Words of requests that want other records than those that are told, or in another order.
const ALTERING: &[&str] = &[
    "sort",
    "sorted",
    "alphabetical",
    "alphabetically",
    "ascending",
    "descending",
    "reverse",
    "reversed",
    "cheapest",
    "largest",
    "smallest",
    "except",
    "remove",
    "filter",
    "unique",
    "oldest",
    "youngest",
    "total",
    "sum",
    "average",
    "highest",
    "lowest",
    "invent",
    "imagine",
    "example",
    "sample",
];

/// What the pieces of a request give for a form.
pub(super) struct Teller<'s, 't> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<&'s [Token<'t>]>,
    /// Words of the instruction.
    context: HashSet<String>,
    pub(super) all: &'s [Token<'t>],
}

impl<'s, 't> Teller<'s, 't> {
    pub(super) fn of(text: &'t str, all: &'s [Token<'t>], wanted: &Wanted) -> Self {
        let pieces = pieces(all, &wanted.spans);
        let told = |token: &Token<'_>| {
            pieces.iter().any(|piece| {
                piece
                    .first()
                    .zip(piece.last())
                    .is_some_and(|(first, last)| (first.start..last.end()).contains(&token.start))
            })
        };
        let context = all
            .iter()
            .filter(|token| token.is_word() && !told(token))
            .map(|token| token.text.to_lowercase())
            .collect();
        Self {
            text,
            pieces,
            context,
            all,
        }
    }

    /// Whether the instruction asks of what kind something is.
    pub(super) fn says_kind(&self) -> bool {
        self.context.contains("kind")
            || self.context.contains("sort")
            || self.context.contains("one") && self.context.contains("word")
    }

    /// Whether the instruction asks for one of several things that are told.
    pub(super) fn chooses(&self) -> bool {
        [
            "largest", "smallest", "biggest", "cheapest", "oldest", "youngest", "tallest",
            "shortest", "longest", "fastest", "slowest", "heaviest", "lightest", "highest",
            "lowest", "earliest", "latest", "newest", "most", "fewest",
        ]
        .iter()
        .any(|word| self.context.contains(*word))
    }

    /// The one list that the pieces have, if it is to be as it is told.
    pub(super) fn chain(&self) -> Option<Value> {
        if self.all.iter().any(|token| token.is_any(ALTERING)) {
            return None;
        }
        let mut chains = self
            .pieces
            .iter()
            .filter_map(|piece| super::listed::chain(self.text, piece));
        let (one, None) = (chains.next()?, chains.next()) else {
            return None;
        };
        Some(one.into())
    }

    /// The value of the form; `leaf` has the values of single keys.
    pub(super) fn value(
        &self,
        shape: &Shape,
        leaf: &dyn Fn(&str) -> Option<Value>,
    ) -> Option<Value> {
        if self.all.iter().any(|token| token.is_any(ALTERING)) {
            return None;
        }
        self.inner(shape, leaf, 0)
    }

    fn inner(
        &self,
        shape: &Shape,
        leaf: &dyn Fn(&str) -> Option<Value>,
        depth: usize,
    ) -> Option<Value> {
        match shape {
            Shape::Leaf(_) => None,
            Shape::Object(members) => members
                .iter()
                .map(|(key, held)| {
                    let value = match held {
                        Shape::Leaf(_) => leaf(key),
                        held if depth < 4 => self.inner(held, leaf, depth + 1),
                        _ => None,
                    };
                    Some((key.clone(), value?))
                })
                .collect::<Option<Map<String, Value>>>()
                .map(Value::Object),
            Shape::List(item) => {
                let fields = item.flat_fields()?;
                let rows = self.rows(&fields)?;
                Some(Value::Array(
                    rows.into_iter().map(|row| object(&fields, row)).collect(),
                ))
            }
            Shape::Map(value) => self.map(value),
        }
    }

    /// `Monday: maths, art. Tuesday: history.`
    fn labelled_lists(&self) -> Option<Map<String, Value>> {
        let lower = says_lower(self.all);
        let mut map = Map::new();
        for piece in &self.pieces {
            let held = behind_colon(piece);
            let (Some(first), Some(last)) = (piece.first(), held.last()) else {
                continue;
            };
            if held.len() == piece.len() {
                continue;
            }
            let name = self
                .text
                .get(first.start..held[0].start)?
                .trim_end_matches([':', ' ']);
            let items: Vec<&str> = self
                .text
                .get(held[0].start..last.end())?
                .split(',')
                .flat_map(|item| item.split(" and "))
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            let name = if lower {
                name.to_lowercase()
            } else {
                name.to_owned()
            };
            map.insert(name, items.into());
        }
        (map.len() > 1).then_some(map)
    }

    fn map(&self, value: &Shape) -> Option<Value> {
        if *value == Shape::Leaf(Some("array")) {
            return self.labelled_lists().map(Value::Object);
        }
        let mut fields: Vec<Field> = vec![("name".to_owned(), Some("string"))];
        let single = match value {
            Shape::Leaf(kind) => {
                fields.push(("value".to_owned(), *kind));
                true
            }
            value => {
                fields.extend(value.flat_fields()?);
                false
            }
        };
        let rows = self.rows(&fields)?;
        let count = rows.len();
        let lower = says_lower(self.all);
        let mut map = Map::new();
        for mut row in rows {
            let rest = row.split_off(1);
            let name = row.pop()?.as_str()?.to_owned();
            let name = if lower { name.to_lowercase() } else { name };
            let value = if single {
                rest.into_iter().next()?
            } else {
                object(&fields[1..], rest)
            };
            map.insert(name, value);
        }
        (map.len() == count).then_some(Value::Object(map))
    }

    /// The records that are told, each with the values that all of them have.
    fn rows(&self, fields: &[Field]) -> Option<Vec<Vec<Value>>> {
        let constant: Vec<Option<Value>> = fields
            .iter()
            .map(|(key, kind)| {
                matches!(kind, Some("boolean") | None).then(|| constant(self.all, key))?
            })
            .collect();
        let open: Vec<Field> = fields
            .iter()
            .zip(&constant)
            .filter(|(_, constant)| constant.is_none())
            .map(|(field, _)| field.clone())
            .collect();
        let context = |word: &str| self.context.contains(&word.to_lowercase());
        let rows = records(self.text, &self.pieces, &open, &context)?;
        Some(
            rows.into_iter()
                .map(|row| {
                    let mut row = row.into_iter();
                    constant
                        .iter()
                        .filter_map(|constant| constant.clone().or_else(|| row.next()))
                        .collect()
                })
                .collect(),
        )
    }
}

fn object(fields: &[Field], row: Vec<Value>) -> Value {
    Value::Object(
        fields
            .iter()
            .zip(row)
            .map(|((key, _), value)| (key.clone(), value))
            .collect(),
    )
}

/// `"done" is false everywhere`, unless only when something is so.
fn constant(all: &[Token<'_>], key: &str) -> Option<Value> {
    let mut found = None;
    for at in 0..all.len() {
        if !all[at].is(key) {
            continue;
        }
        let behind: Vec<&Token<'_>> = all[at + 1..]
            .iter()
            .filter(|token| !token.is_mark('"'))
            .take(4)
            .collect();
        if let [is, value, rest @ ..] = &behind[..]
            && is.is_any(&["is", "="])
            && value.is_any(&["true", "false"])
            && !rest.first().is_some_and(|next| {
                next.is_any(&["when", "if", "only", "for", "unless", "or", "where"])
            })
        {
            found = Some(Value::Bool(value.is("true")));
        }
    }
    found
}
