//! What is to be done, with what is right.

use omni_skill::Error;
use reading::Rational;
use serde_json::{Map, Value};

use crate::order::Order;

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Task {
    /// These items, in this order.
    Sequence { items: Vec<String>, reversed: bool },
    /// This text, letter by letter.
    Spelled {
        text: String,
        from: String,
        /// `reversed`
        how: &'static str,
    },
    /// A number, and another that is right too where it is open what counts.
    Count {
        value: i128,
        also: i128,
        fact: String,
    },
    /// Each of these once, of lists of so many.
    Unique {
        items: Vec<String>,
        listed: usize,
        /// Those that must not be among them.
        others: Vec<String>,
        /// What these are: `Each item once`.
        told: String,
    },
    /// This one of them.
    Pick {
        right: String,
        others: Vec<String>,
        fact: String,
    },
}

impl Task {
    /// Those of a list that are asked for, in any order: none where none are.
    pub(crate) fn chosen(right: Vec<String>, all: &[&str], told: &str) -> Option<Self> {
        let others: Vec<String> = all
            .iter()
            .filter(|item| !right.iter().any(|one| one.eq_ignore_ascii_case(item)))
            .map(|item| (*item).to_owned())
            .collect();
        if others.is_empty() {
            return None;
        }
        match &right[..] {
            [] => None,
            [one] => Some(Self::Pick {
                fact: format!("{told}: {one}"),
                right: one.clone(),
                others,
            }),
            _ => Some(Self::Unique {
                items: right,
                listed: all.len(),
                others,
                told: told.to_owned(),
            }),
        }
    }
}

/// The task that a caller states.
pub(crate) fn stated(options: &Map<String, Value>) -> Result<Task, Error> {
    let wrong = |why: &str| Error::InvalidInput(format!("`expect.validator.options`: {why}"));
    if let Some(unknown) = options
        .keys()
        .find(|key| *key != "items" && *key != "order")
    {
        return Err(wrong(&format!("there is no `{unknown}` for ordering")));
    }
    let items: Vec<String> = options
        .get("items")
        .and_then(Value::as_array)
        .and_then(|items| {
            items
                .iter()
                .map(|item| match item {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect()
        })
        .filter(|items: &Vec<String>| (1..=10_000).contains(&items.len()))
        .ok_or_else(|| wrong("`items` is not a list of texts or numbers"))?;
    let order = match options.get("order").and_then(Value::as_str) {
        Some("alphabetical") => Order::Alphabetical,
        Some("ascending") => Order::Ascending,
        Some("descending") => Order::Descending,
        Some("length") => Order::Length,
        Some("reversed") => {
            return Ok(Task::Sequence {
                items: items.into_iter().rev().collect(),
                reversed: true,
            });
        }
        _ => return Err(wrong("`order` is none of those that there are")),
    };
    let refs: Vec<&str> = items.iter().map(String::as_str).collect();
    let items = order
        .sort(&refs)
        .ok_or_else(|| wrong("the order of `items` is open"))?;
    Ok(Task::Sequence {
        items,
        reversed: false,
    })
}

/// The number that an item is.
pub(crate) fn number(item: &str) -> Option<Rational> {
    let plain = item.trim().replace(',', "");
    Rational::parse(plain.strip_prefix('$').unwrap_or(&plain))
}
