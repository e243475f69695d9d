//! What is left over: the one value that no key has, for the one key that has none.

use serde_json::Value;

use super::material::Material;
use super::{Given, fits, kinds};

/// Keys whose values are no names.
pub(super) const THINGS: &[&str] = &[
    "object", "item", "thing", "material", "tool", "food", "dish", "drink", "animal", "pet",
    "street", "address",
];

/// The one key that has no number yet takes the one number that no key has.
pub(super) fn left_over(
    material: &Material<'_>,
    keys: &[(String, Option<String>)],
    members: &mut Vec<Given>,
) {
    let has = |key: &str, members: &[Given]| members.iter().any(|given| given.key == key);
    let open: Vec<&String> = keys
        .iter()
        .filter(|(key, kind)| {
            matches!(kind.as_deref(), Some("integer" | "number")) && !has(key, members)
        })
        .map(|(key, _)| key)
        .collect();
    let numbers: Vec<&Value> = material
        .numbers
        .iter()
        .map(|number| &number.value)
        .filter(|value| !members.iter().any(|given| given.value == **value))
        .collect();
    let untyped = keys
        .iter()
        .any(|(key, kind)| kind.is_none() && !has(key, members) && kinds::may_be_number(key));
    if let ([key], [number]) = (&open[..], &numbers[..])
        && !untyped
        && !kinds::is_computed(key)
    {
        members.push(Given {
            key: (*key).clone(),
            value: (*number).clone(),
            firm: true,
        });
    }
}

/// The one key that has nothing yet takes the one name that no key has.
pub(super) fn left_name(
    material: &Material<'_>,
    keys: &[(String, Option<String>)],
    members: &mut Vec<Given>,
) {
    const PLACES: &[&str] = &["in", "at", "to", "from", "near", "on", "into", "for", "of"];
    let mut open = keys
        .iter()
        .filter(|(key, _)| !members.iter().any(|given| given.key == *key));
    let (Some((key, kind)), None) = (open.next(), open.next()) else {
        return;
    };
    let is_name = kind.as_deref().is_none_or(|kind| kind == "string")
        && !THINGS.contains(&key.as_str())
        && !kinds::may_be_number(key)
        && !kinds::is_computed(key)
        && !crate::source::is_judged(key);
    let used = |name: &str| {
        members
            .iter()
            .any(|given| given.value.to_string().contains(name))
    };
    let mut names = material.names.iter().filter(|name| !used(&name.text));
    let (Some(name), None) = (names.next(), names.next()) else {
        return;
    };
    if is_name
        && members.len() + 1 == keys.len()
        && keys.len() > 1
        && !PLACES.contains(&name.before.as_str())
    {
        members.push(Given {
            key: key.clone(),
            value: Value::from(material.called(&name.text)),
            firm: false,
        });
    }
}

/// Each clause that gives a value for every key is an object.
pub(super) fn rows(material: &Material<'_>, keys: &[(String, Option<String>)]) -> Option<Value> {
    let mut rows = Vec::new();
    let mut others = Vec::new();
    for clause in material.clauses() {
        let row: Option<serde_json::Map<String, Value>> = keys
            .iter()
            .map(|(key, kind)| {
                let (value, _) = kinds::value(&clause, key, kind.as_deref())?;
                fits(&value, kind.as_deref()).then(|| (key.clone(), value))
            })
            .collect();
        match row {
            Some(row) => rows.push(Value::Object(row)),
            None => others.push(clause),
        }
    }
    // A clause with a name or a number that is no row: something is not understood. "There
    // are two rooms" only counts them.
    let count = Value::from(rows.len());
    let counts = |clause: &Material<'_>| {
        clause.names.is_empty()
            && clause.typed.is_empty()
            && clause.numbers.iter().all(|number| number.value == count)
    };
    if !others.iter().all(counts) {
        return None;
    }
    (rows.len() > 1).then_some(Value::Array(rows))
}
