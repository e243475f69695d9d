//! Questions on conversions.

use omni_skill::Error;
use reading::skeleton::{Lexicon, NOTHING, SMALL, skeleton};
use reading::{Asked, Rational, Token, rounding_at};
use serde_json::{Map, Value};

use crate::amounts::{amount_at, unit_at};
use crate::table::{Kind, Unit, find, find_at};
use crate::task::Task;

/// The words of a conversion. Which way it is asked does not matter: there is one
/// amount, and one unit beside it.
const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            NOTHING,
            "how many|how much|number of|amount of|convert|converts|converting|change|turn|express|transform|switch|rewrite|\
conversion|put|write|represent|represented|to|into|as|from|for|equal|equals|equal to|equivalent|equivalents|equivalent to|\
make|makes|make up|get|gets|got|contain|contains|contained|fit|fits|go|goes|come|comes|come out|amount to|amounts to|\
measured|measure|measured in|expressed|converted|changed|corresponds|correspond|long|length|weight|volume|temperature|\
distance|time|duration|height|mass|unit|units|value|when|same as|total|altogether|scale|on the scale|x|=|?|approximately|\
approximate|approx|about|roughly|around|precisely|terms of|metric|given|result|or|take|takes|last|lasts|weigh|weighs|tall|\
wide|heavy|hot|cold|far|equate|equates|translates|translate|correct|many|much|.|*|!|on|would be|≈|~|compared|worth|up",
        ),
        (NOTHING, SMALL),
    ],
};

/// What a conversion is about.
enum Slot {
    /// `8 hours and 25 minutes`, in the first unit, with the tokens that say it.
    Amount(Rational, &'static Unit, usize, usize),
    Target(&'static Unit),
    Places(i32),
    /// What is measured.
    Thing,
}

/// What is asked to be converted, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    let read = skeleton(&WORDS, &tokens, |rest| {
        let at = tokens.len() - rest.len();
        if let Some((places, used)) = rounding_at(rest) {
            return Some((Slot::Places(places), used));
        }
        if let Some((value, unit, used)) = amount_at(rest) {
            return Some((Slot::Amount(value, unit, at, at + used), used));
        }
        if let Some((unit, used)) = unit_at(rest) {
            return Some((Slot::Target(unit), used));
        }
        Some((Slot::Thing, thing_at(rest)?))
    })?;
    let mut amounts = Vec::new();
    let mut targets: Vec<&'static Unit> = Vec::new();
    let mut places = None;
    for slot in read.slots() {
        match slot {
            Slot::Amount(value, unit, begin, end) => amounts.push((*value, *unit, *begin..*end)),
            Slot::Target(unit) if targets.iter().any(|known| std::ptr::eq(*known, *unit)) => {}
            Slot::Target(unit) => targets.push(unit),
            Slot::Places(_) if places.is_some() => return None,
            Slot::Places(digits) => places = Some(*digits),
            Slot::Thing => {}
        }
    }
    let (given, target) = match (&amounts[..], &targets[..]) {
        ([given], [target]) => (given, *target),
        // "How many minutes are there in an hour?"
        _ => return None,
    };
    let (value, from, range) = given;
    let said = text.get(tokens[range.start].start..tokens[range.end - 1].end())?;
    convert(*value, from, target, places, Some(said))
}

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
    convert(value, named("from")?, named("to")?, None, None)
        .ok_or_else(|| wrong("the units do not convert into each other"))
}

/// `a wooden board`, `of flour`: what is measured, and how many tokens that is.
fn thing_at(tokens: &[Token<'_>]) -> Option<usize> {
    // Precious metals have ounces of their own, and "of each" is no thing.
    const TWISTS: &[&str] = &[
        "gold",
        "silver",
        "platinum",
        "each",
        "every",
        "per",
        "them",
        "these",
        "those",
        "more",
        "less",
        "than",
        "not",
        "times",
        "half",
        "dozen",
        "percent",
        "full",
        "whole",
        "next",
        "last",
        "leap",
        "business",
        "working",
        "school",
        "plus",
        "minus",
        "sum",
        "difference",
    ];
    let introduced = tokens
        .first()?
        .is_any(&["a", "an", "the", "my", "our", "his", "her", "of"]);
    let words = tokens
        .iter()
        .skip(1)
        .take(3)
        .take_while(|token| {
            token.is_word()
                && token.number().is_none()
                && !token.is_any(TWISTS)
                && WORDS.longest(std::slice::from_ref(token)).is_none()
                && find_at(std::slice::from_ref(token)).is_none()
        })
        .count();
    (introduced && words > 0).then_some(words + 1)
}

fn convert(
    value: Rational,
    from: &'static Unit,
    to: &'static Unit,
    places: Option<i32>,
    said: Option<&str>,
) -> Option<Task> {
    if from.kind != to.kind || std::ptr::eq(from, to) {
        return None;
    }
    let right = if from.kind == Kind::Temperature {
        vec![temperature(value, from, to)?]
    } else {
        factors(from, to)?
            .into_iter()
            .map(|factor| value.times(factor))
            .collect::<Option<Vec<_>>>()?
    };
    let exact = from.system == to.system;
    let off = match (from.kind, places) {
        (_, Some(_)) => Rational::ZERO,
        (Kind::Temperature, None) => Rational::new(6, 10)?,
        _ => Rational::ZERO,
    };
    // Within a system people give the exact number.
    let percent = if exact || places.is_some() || from.kind == Kind::Temperature {
        0
    } else {
        1
    };
    task(right, percent, off, value, from, to, places, said)
}

/// How many of the one are one of the other: several, where countries differ.
fn factors(from: &Unit, to: &Unit) -> Option<Vec<Rational>> {
    let size = |&(a, b): &(i128, i128)| Rational::new(a, b);
    // Gallons and pints are of one country.
    if from.sizes.len() == 2 && to.sizes.len() == 2 {
        return from
            .sizes
            .iter()
            .zip(to.sizes)
            .map(|(from, to)| size(from)?.over(size(to)?))
            .collect();
    }
    let mut factors = Vec::new();
    for from in from.sizes {
        for to in to.sizes {
            factors.push(size(from)?.over(size(to)?)?);
        }
    }
    Some(factors)
}

fn temperature(value: Rational, from: &Unit, to: &Unit) -> Option<Rational> {
    let celsius = match from.system {
        'C' => value,
        'F' => value.minus(32.into())?.times(5.into())?.over(9.into())?,
        _ => value.minus(Rational::new(27_315, 100)?)?,
    };
    match to.system {
        'C' => Some(celsius),
        'F' => celsius.times(9.into())?.over(5.into())?.plus(32.into()),
        _ => celsius.plus(Rational::new(27_315, 100)?),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a task is made of")]
fn task(
    mut right: Vec<Rational>,
    percent: i128,
    mut off: Rational,
    value: Rational,
    from: &Unit,
    to: &Unit,
    places: Option<i32>,
    said: Option<&str>,
) -> Option<Task> {
    if let Some(places) = places {
        right = right
            .into_iter()
            .map(|value| value.rounded_to(places))
            .collect::<Option<_>>()?;
        // Factors are known to several digits, so the last one may differ.
        off = if percent == 0 && from.system == to.system {
            off
        } else {
            Rational::from(10).power((-i128::from(places)).into())?
        };
    }
    let first = *right.first()?;
    // Small numbers need more digits.
    let digits = match (places, first.abs()) {
        (Some(places), _) => u32::try_from(places).unwrap_or(0),
        (None, small) if small < Rational::from(1) => 4,
        (None, middle) if middle < Rational::from(100) => 2,
        (None, _) => 1,
    };
    let shown = first.decimal(digits);
    let name = |unit: &Unit| unit.names.get(1).copied().unwrap_or(unit.names[0]);
    let is_temperature = from.kind == Kind::Temperature;
    let to = if is_temperature {
        format!("degrees {}", to.names[0])
    } else {
        name(to).to_owned()
    };
    let given = match said {
        Some(said) => said.to_owned(),
        None if is_temperature => format!("{value} degrees {}", from.names[0]),
        None => format!("{value} {}", name(from)),
    };
    let equals = if places.is_some() { "≈" } else { "=" };
    Some(Task::Converted {
        right,
        percent,
        off,
        asked: value,
        fact: format!("{given} {equals} {shown} {to}"),
        shown,
    })
}
