//! Questions on conversions.

use omni_skill::Error;
use reading::{Asked, Rational, Token, matches};
use serde_json::{Map, Value};

use crate::table::{Kind, Unit, find};
use crate::task::Task;

/// What is asked to be converted, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let sentence = asked.only()?;
    PATTERNS.iter().find_map(|(pattern, counted)| {
        let captures = matches(pattern, sentence)?;
        let (first, second) = (captures.tokens(0), captures.tokens(1));
        let (quantity, target) = if *counted {
            (second, first)
        } else {
            (first, second)
        };
        let (value, from) = amount(quantity, *counted)?;
        convert(value, from, unit(target)?)
    })
}

/// With the amount first; or, counted, with the unit asked for first.
const PATTERNS: [(&str, bool); 10] = [
    ("convert {rest} to|into|in {rest}", false),
    ("what is|are {rest} in|to|into|as {rest}", false),
    ("what's {rest} in|to|into {rest}", false),
    ("how much is|are {rest} in {rest}", false),
    ("express {rest} in|as {rest}", false),
    ("{rest} in|to|into {rest}", false),
    ("how many {rest} are [there] in {rest}", true),
    ("how many {rest} is|equals|make|equal {rest}", true),
    ("how many {rest} does {rest} have|equal|contain", true),
    ("how many {rest} in {rest}", true),
];

/// The conversion that a caller states.
pub(crate) fn stated(options: &Map<String, Value>) -> Result<Task, Error> {
    let wrong = |why: &str| Error::InvalidInput(format!("`expect.validator.options`: {why}"));
    if let Some(unknown) = options
        .keys()
        .find(|key| !["value", "from", "to"].contains(&key.as_str()))
    {
        return Err(wrong(&format!(
            "there is no `{unknown}` for datetime-units"
        )));
    }
    let value = options
        .get("value")
        .filter(|value| value.is_number())
        .and_then(|value| Rational::parse(&value.to_string()))
        .ok_or_else(|| wrong("`value` is not a number"))?;
    let named = |key: &str| {
        options
            .get(key)
            .and_then(Value::as_str)
            .and_then(find)
            .ok_or_else(|| wrong(&format!("`{key}` is not a unit that is known")))
    };
    convert(value, named("from")?, named("to")?)
        .ok_or_else(|| wrong("the units do not convert into each other"))
}

/// `5 km`, `a mile`, `100 degrees Fahrenheit`
fn amount(tokens: &[Token<'_>], counted: bool) -> Option<(Rational, &'static Unit)> {
    let (value, rest) = match tokens {
        [sign, number, rest @ ..] if sign.is_mark('-') => (number.number()?.value.negated(), rest),
        [number, rest @ ..] if number.number().is_some() => (number.number()?.value, rest),
        // "How many feet are in a mile?"
        [one, rest @ ..] if counted && one.is_any(&["a", "an"]) => (1.into(), rest),
        _ => return None,
    };
    Some((value, unit(rest)?))
}

fn unit(tokens: &[Token<'_>]) -> Option<&'static Unit> {
    let rest = match tokens {
        [degrees, rest @ ..] if degrees.is_any(&["degrees", "degree"]) || degrees.is_mark('°') => {
            rest
        }
        rest => rest,
    };
    let [name] = rest else { return None };
    let unit = find(name.text)?;
    // A lone C, F or K is a unit only with its degrees.
    let lone = name.text.len() == 1 && unit.kind == Kind::Temperature;
    (!lone || rest.len() < tokens.len()).then_some(unit)
}

fn convert(value: Rational, from: &'static Unit, to: &'static Unit) -> Option<Task> {
    if from.kind != to.kind || std::ptr::eq(from, to) {
        return None;
    }
    if from.kind == Kind::Temperature {
        return temperature(value, from, to);
    }
    let mut right = Vec::new();
    for (a, b) in from.sizes {
        for (c, d) in to.sizes {
            let factor = Rational::new(*a, *b)?.over(Rational::new(*c, *d)?)?;
            right.push(value.times(factor)?);
        }
    }
    // Within a system people give the exact number.
    let exact = from.system == to.system;
    let percent = if exact { 0 } else { 2 };
    let first = *right.first()?;
    Some(task(right, percent, Rational::ZERO, value, from, to, first))
}

fn temperature(value: Rational, from: &'static Unit, to: &'static Unit) -> Option<Task> {
    let celsius = match from.system {
        'C' => value,
        'F' => value.minus(32.into())?.times(5.into())?.over(9.into())?,
        _ => value.minus(Rational::new(27_315, 100)?)?,
    };
    let right = match to.system {
        'C' => celsius,
        'F' => celsius.times(9.into())?.over(5.into())?.plus(32.into())?,
        _ => celsius.plus(Rational::new(27_315, 100)?)?,
    };
    let off = Rational::new(6, 10)?;
    Some(task(vec![right], 0, off, value, from, to, right))
}

fn task(
    right: Vec<Rational>,
    percent: i128,
    off: Rational,
    value: Rational,
    from: &Unit,
    to: &Unit,
    first: Rational,
) -> Task {
    // Small numbers need more digits.
    let places = match first.abs() {
        small if small < Rational::from(1) => 4,
        middle if middle < Rational::from(100) => 2,
        _ => 1,
    };
    let shown = first.decimal(places);
    let name = |unit: &Unit| unit.names.get(1).copied().unwrap_or(unit.names[0]);
    let degrees = if from.kind == Kind::Temperature {
        "degrees "
    } else {
        ""
    };
    let (from, to) = if degrees.is_empty() {
        (name(from), name(to))
    } else {
        (from.names[0], to.names[0])
    };
    Task::Converted {
        right,
        percent,
        off,
        asked: value,
        fact: format!("{value} {degrees}{from} = {shown} {degrees}{to}"),
        shown,
    }
}
