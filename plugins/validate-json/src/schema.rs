//! JSON Schema 2020-12, bounded.
//!
//! A schema may ask for what is not evaluated here, or for too much work: then
//! the verdict is neither yes nor no, and so nothing is reported.

use serde_json::Value;

use crate::keywords;

/// A schema that was looked through.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Schema {
    root: Value,
}

/// Whether a value fits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    Valid,
    /// Where (a JSON pointer) and why not.
    Invalid(String, String),
    /// Not evaluated in full.
    Unknown,
}

/// Values in a schema, and how deep they stand.
const MOST_NODES: usize = 20_000;
const DEEPEST: usize = 64;
/// Keywords evaluated for one value.
const MOST_STEPS: usize = 200_000;

impl Schema {
    /// Looks a schema through.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn new(root: Value) -> Result<Self, String> {
        if !root.is_object() && !root.is_boolean() {
            return Err("a schema is an object, or true or false".to_owned());
        }
        let mut nodes = 0;
        look(&root, "", 0, &mut nodes)?;
        references(&root, &root, false)?;
        Ok(Self { root })
    }

    /// The document.
    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// Whether a value fits.
    pub(crate) fn check(&self, value: &Value) -> Verdict {
        Run {
            root: &self.root,
            steps: 0,
        }
        .evaluate(&self.root, value, "", 0)
    }
}

/// Bounds a schema, and checks the kinds of its keywords' values. What stands
/// under `enum`, `const`, `examples` and `default` is no schema.
fn look(schema: &Value, place: &str, depth: usize, nodes: &mut usize) -> Result<(), String> {
    *nodes += 1;
    if depth > DEEPEST || *nodes > MOST_NODES {
        return Err(format!(
            "it is larger than {MOST_NODES} values or deeper than {DEEPEST}"
        ));
    }
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                if place.is_empty() || !place.ends_with("roperties") {
                    keywords::check_kind(key, value)
                        .map_err(|why| format!("`{place}/{key}` {why}"))?;
                }
                if !matches!(key.as_str(), "enum" | "const" | "examples" | "default") {
                    look(value, &format!("{place}/{}", short(key)), depth + 1, nodes)?;
                }
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(at, item)| look(item, &format!("{place}/{at}"), depth + 1, nodes)),
        _ => Ok(()),
    }
}

/// Refuses references into the document that name nothing there. What stands under a base
/// of its own is left alone, and so is what is no schema.
fn references(root: &Value, schema: &Value, named: bool) -> Result<(), String> {
    let inner: Vec<(bool, &Value)> = match schema {
        Value::Object(members) => {
            if !named && members.contains_key("$id") && !std::ptr::eq(root, schema) {
                return Ok(());
            }
            if let Some(Value::String(reference)) = members.get("$ref")
                && !named
                && is_dangling(root, reference)
            {
                let reference = short(reference);
                return Err(format!(
                    "`$ref` names \"{reference}\", which is not in the schema"
                ));
            }
            members
                .iter()
                .filter(|(key, _)| {
                    named || !matches!(key.as_str(), "enum" | "const" | "examples" | "default")
                })
                .map(|(key, value)| (!named && holds_names(key), value))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| (false, item)).collect(),
        _ => return Ok(()),
    };
    inner
        .into_iter()
        .try_for_each(|(named, value)| references(root, value, named))
}

/// Keywords whose members are named as the caller likes.
fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
    )
}

fn is_dangling(root: &Value, reference: &str) -> bool {
    // Anchors may stand anywhere; only paths are followed.
    reference.starts_with("#/")
        && !reference.contains('%')
        && keywords::resolve(root, reference).is_none()
}

fn short(key: &str) -> String {
    key.chars().take(40).collect()
}

/// One evaluation.
pub(crate) struct Run<'s> {
    pub(crate) root: &'s Value,
    steps: usize,
}

impl<'s> Run<'s> {
    /// Whether `value` fits `schema`.
    pub(crate) fn evaluate(
        &mut self,
        schema: &'s Value,
        value: &Value,
        place: &str,
        depth: usize,
    ) -> Verdict {
        self.steps += 1;
        if self.steps > MOST_STEPS || depth > DEEPEST {
            return Verdict::Unknown;
        }
        let members = match schema {
            Value::Bool(true) => return Verdict::Valid,
            Value::Bool(false) => {
                return Verdict::Invalid(place.to_owned(), "nothing may be here".to_owned());
            }
            Value::Object(members) => members,
            _ => return Verdict::Unknown,
        };
        // A base of its own would change what references mean.
        if members.contains_key("$id") && !std::ptr::eq(schema, self.root) {
            return Verdict::Unknown;
        }
        let mut verdict = Verdict::Valid;
        for (key, wanted) in members {
            self.steps += 1;
            let one = keywords::evaluate(self, members, key, wanted, value, place, depth);
            verdict = verdict.and(one);
            if matches!(verdict, Verdict::Invalid(..)) {
                return verdict;
            }
        }
        verdict
    }

    /// Counts work that a keyword does itself.
    pub(crate) fn spend(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.steps <= MOST_STEPS
    }
}

impl Verdict {
    /// Both hold.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (invalid @ Self::Invalid(..), _) | (_, invalid @ Self::Invalid(..)) => invalid,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Valid, Self::Valid) => Self::Valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(schema: Value, value: Value) -> Verdict {
        Schema::new(schema).unwrap().check(&value)
    }

    #[test]
    fn evaluates_keywords() {
        // A schema, a value that fits, one that does not.
        for (schema, right, wrong) in [
            (json!({"type": "integer"}), json!(3.0), json!(3.5)),
            (json!({"type": ["string", "null"]}), json!(null), json!(1)),
            (json!({"enum": [1, "a"]}), json!(1.0), json!("b")),
            (
                json!({"const": {"a": [1]}}),
                json!({"a": [1.0]}),
                json!({"a": [2]}),
            ),
            (json!({"minimum": 0.1}), json!(0.1), json!(0.09)),
            (json!({"exclusiveMaximum": 5}), json!(4.9), json!(5)),
            (json!({"multipleOf": 0.1}), json!(0.3), json!(0.35)),
            (
                json!({"minLength": 2, "maxLength": 3}),
                json!("añb"),
                json!("a"),
            ),
            (json!({"pattern": "^[A-Z]{2}$"}), json!("AB"), json!("ABC")),
            (
                json!({"items": {"type": "string"}, "minItems": 1}),
                json!(["a"]),
                json!([1]),
            ),
            (
                json!({"prefixItems": [{"type": "string"}], "items": false}),
                json!(["a"]),
                json!(["a", 1]),
            ),
            (json!({"uniqueItems": true}), json!([1, 2]), json!([1, 1.0])),
            (
                json!({"contains": {"type": "number"}, "maxContains": 1}),
                json!(["a", 1]),
                json!([1, 2]),
            ),
            (
                json!({"contains": {"type": "number"}, "minContains": 0}),
                json!([]),
                json!(null).clone(),
            ),
            (
                json!({"required": ["a"], "properties": {"a": {"type": "number"}}}),
                json!({"a": 1}),
                json!({"a": "1"}),
            ),
            (
                json!({"properties": {"a": {}}, "additionalProperties": false}),
                json!({"a": 1}),
                json!({"b": 1}),
            ),
            (
                json!({"patternProperties": {"^x": {"type": "number"}}, "additionalProperties": false}),
                json!({"x1": 1}),
                json!({"x1": "a"}),
            ),
            (
                json!({"propertyNames": {"maxLength": 1}}),
                json!({"a": 1}),
                json!({"ab": 1}),
            ),
            (
                json!({"dependentRequired": {"a": ["b"]}}),
                json!({"b": 1}),
                json!({"a": 1}),
            ),
            (
                json!({"dependentSchemas": {"a": {"maxProperties": 1}}}),
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
            ),
            (json!({"minProperties": 1}), json!({"a": 1}), json!({})),
            (
                json!({"allOf": [{"minimum": 1}, {"maximum": 3}]}),
                json!(2),
                json!(4),
            ),
            (
                json!({"anyOf": [{"type": "string"}, {"minimum": 3}]}),
                json!("a"),
                json!(2),
            ),
            (
                json!({"oneOf": [{"minimum": 1}, {"minimum": 3}]}),
                json!(2),
                json!(4),
            ),
            (json!({"not": {"type": "string"}}), json!(2), json!("a")),
            (
                json!({"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 2}}),
                json!("ab"),
                json!(1),
            ),
            (
                json!({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}),
                json!("a"),
                json!(1),
            ),
            (
                json!({"$ref": "#a", "$defs": {"b": {"$anchor": "a", "type": "string"}}}),
                json!("a"),
                json!(1),
            ),
            (
                json!({"properties": {"next": {"$ref": "#"}, "v": {"type": "number"}}}),
                json!({"next": {"v": 1}}),
                json!({"next": {"next": {"v": "1"}}}),
            ),
            (
                json!({"properties": {"type": {"type": "string"}, "required": {"type": "boolean"}}}),
                json!({"type": "a", "required": true}),
                json!({"required": 1}),
            ),
            (json!(true), json!(1), json!(null).clone()),
        ] {
            assert_eq!(check(schema.clone(), right), Verdict::Valid, "{schema}");
            if !wrong.is_null() {
                assert!(
                    matches!(check(schema.clone(), wrong), Verdict::Invalid(..)),
                    "{schema}"
                );
            }
        }
    }

    #[test]
    fn says_nothing_of_what_it_does_not_evaluate() {
        for schema in [
            json!({"unevaluatedProperties": false}),
            json!({"$ref": "https://example.com/other"}),
            json!({"$dynamicRef": "#a"}),
            json!({"propertyNames": {"pattern": "(?=x)"}}),
            // Round and round.
            json!({"$ref": "#"}),
            json!({"not": {"unevaluatedProperties": false}}),
        ] {
            assert_eq!(
                check(schema.clone(), json!({"a": 1})),
                Verdict::Unknown,
                "{schema}"
            );
        }
    }

    #[test]
    fn refuses_schemas_that_are_none() {
        let mut deep = json!({});
        for _ in 0..100 {
            deep = json!({ "not": deep });
        }
        for schema in [
            json!(1),
            json!({"type": "text"}),
            json!({"properties": []}),
            json!({"required": "a"}),
            json!({"minLength": -1}),
            json!({"anyOf": []}),
            json!({"properties": {"a": {"type": 7}}}),
            deep,
            json!({"enum": null}),
            json!({"$ref": "#/x"}),
            json!({"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"c": {}}}),
            json!({"properties": {"$ref": {"$ref": "#/definitions/b"}}}),
            json!({"allOf": (0..30_000).map(|_| json!({})).collect::<Vec<_>>()}),
        ] {
            assert!(Schema::new(schema).is_err());
        }
    }

    #[test]
    fn work_is_bounded() {
        // Doubles at each level.
        let mut defs = serde_json::Map::new();
        for level in 0..40 {
            let next = format!("#/$defs/l{}", level + 1);
            defs.insert(
                format!("l{level}"),
                json!({"allOf": [{"$ref": next}, {"$ref": next}]}),
            );
        }
        defs.insert("l40".to_owned(), json!({"type": "number"}));
        assert_eq!(
            check(json!({"$ref": "#/$defs/l0", "$defs": defs}), json!(1)),
            Verdict::Unknown
        );
        let slow = json!({"items": {"pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"}});
        let long = json!(vec!["a".repeat(4000); 500]);
        assert_ne!(check(slow, long), Verdict::Valid);
    }

    proptest! {
        #[test]
        fn any_schema_is_looked_through(text in "[{}\\[\\]\",:a-z1]{0,40}") {
            if let Ok(value) = serde_json::from_str::<Value>(&text)
                && let Ok(schema) = Schema::new(value.clone())
            {
                schema.check(&value);
            }
        }
    }
}
