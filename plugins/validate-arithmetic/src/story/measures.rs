//! Distances, and areas of rectangles.

use reading::{Token, matches};

use super::{product, sought};
use crate::question::Sought;

/// What is asked of a distance, an area or a perimeter.
pub(super) fn understand(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    travel(clauses).or_else(|| rectangle(clauses))
}

/// `A car drives at 60 km/h for 3 hours. How far does it drive?`
fn travel(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    let [told, question] = clauses else {
        return None;
    };
    matches(
        "how far does|did|do|will [the|a] {who} travel|go|drive|move|run|walk|fly|cycle|ride [in] [total|altogether]",
        question,
    )?;
    [
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} {w} / h|hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} {w} per|an hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} mph|kph for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} {w} / h|hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} {w} per hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} mph|kph for {n} hours",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, told))
    .and_then(|captures| {
        let hours = captures.0.last()?.first()?.number()?.value;
        product(captures.number(1)?.value, hours, false)
    })
}

/// `What is the area of a rectangle that is 5 cm long and 3 cm wide?`
fn rectangle(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    let [asked] = clauses else { return None };
    let square = [
        "what is|what's the area|perimeter of a square with [a] side [length] [of] {n} [{w}]",
        "find|calculate the area|perimeter of a square with [a] side [length] [of] {n} [{w}]",
    ];
    let area = asked.iter().any(|token| token.is("area"));
    if let Some(captures) = square.iter().find_map(|p| matches(p, asked)) {
        let side = captures.number(0)?.value;
        return if area {
            product(side, side, false)
        } else {
            product(side, 4.into(), false)
        };
    }
    let patterns = [
        "what is|what's the area|perimeter of a rectangle with [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
        "what is|what's the area|perimeter of a rectangle with [a] width [of] {n} [{w}] and [a] length [of] {n} [{w}]",
        "what is|what's the area|perimeter of a rectangle that is {n} [{w}] long and {n} [{w}] wide",
        "what is|what's the area|perimeter of a rectangle with sides [of] {n} [{w}] and {n} [{w}]",
        "what is|what's the area|perimeter of a {n} [{w}] by|x {n} [{w}] rectangle",
        "calculate|find the area|perimeter of a rectangle with [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
        "a rectangle has [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
    ];
    let captures = patterns[..6].iter().find_map(|p| matches(p, asked))?;
    let units: Vec<_> = asked
        .windows(2)
        .filter(|pair| pair[0].number().is_some())
        .map(|pair| pair[1].text.to_lowercase())
        .filter(|unit| !["and", "long", "wide", "by", "x", "rectangle"].contains(&unit.as_str()))
        .collect();
    // Metres and centimetres are not multiplied.
    if units.len() == 1 || units.windows(2).any(|pair| pair[0] != pair[1]) {
        return None;
    }
    let (a, b) = (
        captures.number(0)?.value,
        captures
            .0
            .iter()
            .skip(1)
            .find_map(|slot| slot.first()?.number())?
            .value,
    );
    if area {
        product(a, b, false)
    } else {
        let value = a.plus(b)?.times(2.into())?;
        Some(sought(
            value,
            vec![a, b],
            format!("2 * ({a} + {b}) = {value}"),
            false,
        ))
    }
}
