//! Operations that a verb or a noun names: `subtract 5 from 12`, `the sum of 3, 4
//! and 5`.

use reading::{Captures, Rational, Token, items, matches, tokens};

use crate::expression::{self, Computed};

type Operation = fn(&[Rational]) -> Option<Rational>;

/// Two values in slots, in the order of the slots.
const TWO: [(&str, Operation); 23] = [
    ("add {rest} to|and {rest}", sum),
    ("adding {rest} to|and {rest}", sum),
    ("subtract {rest} from {rest}", from),
    ("subtracting {rest} from {rest}", from),
    ("{rest} subtracted from {rest}", from),
    ("take {rest} from {rest}", from),
    ("take {rest} away from {rest}", from),
    ("multiply {rest} by|and|with {rest}", product),
    ("multiplying {rest} by|and|with {rest}", product),
    ("divide {rest} by {rest}", quotient),
    ("dividing {rest} by {rest}", quotient),
    ("[the] product of {rest} and {rest}", product),
    ("[the] quotient of {rest} and {rest}", quotient),
    ("[the] difference between|of {rest} and {rest}", difference),
    ("{rest} more than {rest}", sum),
    ("{rest} less than {rest}", from),
    (
        "[the] remainder when|if|of {rest} is|divided [divided] by {rest}",
        remainder,
    ),
    (
        "[the] remainder when|of you divide|dividing {rest} by {rest}",
        remainder,
    ),
    ("increase {rest} by {n} %|percent", increased),
    ("{rest} increased by {n} %|percent", increased),
    ("decrease|reduce {rest} by {n} %|percent", decreased),
    ("{rest} decreased|reduced by {n} %|percent", decreased),
    ("what percent|percentage of {rest} is {rest}", percentage),
];

/// One value.
const ONE: [(&str, Operation); 9] = [
    ("double|twice [of] {rest}", |v| v[0].times(2.into())),
    ("triple [of] {rest}", |v| v[0].times(3.into())),
    ("[the] double of {rest}", |v| v[0].times(2.into())),
    ("halve {rest}", |v| v[0].over(2.into())),
    ("half [of] {rest}", |v| v[0].over(2.into())),
    ("[the] square of {rest}", |v| v[0].power(2.into())),
    ("square|squaring {rest}", |v| v[0].power(2.into())),
    ("[the] cube of {rest}", |v| v[0].power(3.into())),
    ("[the] factorial of {n}", factorial),
];

/// A list.
const LISTS: [(&str, Operation); 10] = [
    ("[the] sum of [the] [numbers] [:] {rest}", sum),
    ("[the] total of [the] [numbers] [:] {rest}", sum),
    ("add [up] [the|these] [following] [numbers] [:] {rest}", sum),
    (
        "add [up] [the|these] [following] [numbers] [:] {rest} together",
        sum,
    ),
    ("adding [up] {rest} [together]", sum),
    ("sum [up] [the|these] [following] [numbers] [:] {rest}", sum),
    ("[the] product of [the] [numbers] [:] {rest}", product),
    (
        "[the] average|mean of [the] [following] [numbers] [:] {rest}",
        average,
    ),
    (
        "[the] arithmetic mean of [the] [following] [numbers] [:] {rest}",
        average,
    ),
    (
        "[the] median of [the] [following] [numbers] [:] {rest}",
        median,
    ),
];

/// Computes what a verb or a noun asks for; none if these tokens do not.
pub(crate) fn compute(text: &str, tokens: &[Token<'_>]) -> Option<Computed> {
    let done = |values: Vec<Rational>, operation: Operation| {
        Some(Computed {
            value: operation(&values)?,
            operands: values,
            ambiguous: false,
        })
    };
    for (pattern, operation) in TWO {
        if let Some(captures) = matches(pattern, tokens)
            && let (Some(a), Some(b)) = (simple(&captures, 0), simple(&captures, 1))
        {
            return done(vec![a, b], operation);
        }
    }
    if let Some(captures) = matches("{rest} is what percent|percentage of {rest}", tokens)
        && let (Some(a), Some(b)) = (simple(&captures, 0), simple(&captures, 1))
    {
        return done(vec![b, a], percentage);
    }
    for (pattern, operation) in ONE {
        if let Some(captures) = matches(pattern, tokens)
            && let Some(a) = simple(&captures, 0)
        {
            return done(vec![a], operation);
        }
    }
    for (pattern, operation) in LISTS {
        if let Some(captures) = matches(pattern, tokens)
            && let Some(values) = numbers(text, captures.tokens(0))
        {
            return done(values, operation);
        }
    }
    None
}

/// The numbers of a list. Without spaces behind its commas it is not clear which
/// commas are thousands'.
fn numbers(text: &str, list: &[Token<'_>]) -> Option<Vec<Rational>> {
    if list
        .iter()
        .any(|token| token.number().is_some() && token.text.contains(','))
    {
        let apart = list
            .windows(2)
            .all(|pair| !pair[0].is_mark(',') || !pair[1].glued);
        let commas = list.iter().any(|token| token.is_mark(','));
        if !apart || !commas {
            return None;
        }
    }
    items(text, list)?
        .into_iter()
        .map(|item| {
            let plain = tokens(item);
            let folded = reading::fold(item, &plain);
            number(&folded)
        })
        .collect()
}

/// A plain number with its sign, or a fraction of two: what stands in a sentence
/// without a doubt about its end.
fn simple(captures: &Captures<'_, '_>, slot: usize) -> Option<Rational> {
    number(captures.tokens(slot))
}

fn number(tokens: &[Token<'_>]) -> Option<Rational> {
    let short = tokens.len() <= 3;
    let plain = tokens.iter().all(|token| {
        token.number().is_some()
            || "-/$€£".chars().any(|mark| token.is_mark(mark))
            || token.is_any(&["dollars", "euros"])
    });
    (short && plain)
        .then(|| expression::value(tokens))?
        .map(|computed| computed.value)
}

fn sum(values: &[Rational]) -> Option<Rational> {
    values
        .iter()
        .try_fold(Rational::ZERO, |sum, &v| sum.plus(v))
}

fn product(values: &[Rational]) -> Option<Rational> {
    values
        .iter()
        .try_fold(Rational::from(1), |product, &v| product.times(v))
}

fn from(values: &[Rational]) -> Option<Rational> {
    values[1].minus(values[0])
}

/// Which of the two is taken from the other is clear only if the first is the
/// larger one.
fn difference(values: &[Rational]) -> Option<Rational> {
    values[0].minus(values[1]).map(Rational::abs)
}

fn quotient(values: &[Rational]) -> Option<Rational> {
    values[0].over(values[1])
}

fn remainder(values: &[Rational]) -> Option<Rational> {
    let (a, b) = (values[0].whole()?, values[1].whole()?);
    (a >= 0 && b > 0).then(|| Rational::from(a % b))
}

fn increased(values: &[Rational]) -> Option<Rational> {
    values[0]
        .times(values[1].plus(100.into())?)?
        .over(100.into())
}

fn decreased(values: &[Rational]) -> Option<Rational> {
    values[0]
        .times(Rational::from(100).minus(values[1])?)?
        .over(100.into())
}

/// The second as a percentage of the first.
fn percentage(values: &[Rational]) -> Option<Rational> {
    values[1].times(100.into())?.over(values[0])
}

fn factorial(values: &[Rational]) -> Option<Rational> {
    let n = values[0].whole().filter(|n| (0..=25).contains(n))?;
    Some(Rational::from((1..=n).product::<i128>()))
}

fn average(values: &[Rational]) -> Option<Rational> {
    sum(values)?.over(Rational::from(values.len() as i128))
}

fn median(values: &[Rational]) -> Option<Rational> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return Some(sorted[middle]);
    }
    sorted[middle - 1].plus(sorted[middle])?.over(2.into())
}
