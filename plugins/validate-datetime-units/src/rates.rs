//! Amounts per time, and how often one amount goes into another.

use reading::{Asked, Rational, Token};

use crate::amounts::{amount_at, unit_at};
use crate::conversion::factors;
use crate::table::{Kind, Unit};
use crate::task::Task;

/// Words that make another question of it.
const TWISTS: &str = "\
left|remaining|remains|cost|costs|price|pay|paid|more|less|than|between|gap|gaps|apart|plus|lost|\
waste|wasted|spilled|broken|already|another|except|not|without|half|third|twice|both|average|\
perimeter|square|people|friends|children|persons|wide|deep|high|area|after|before|then|first|total|\
altogether|saw|width|thick|least|most|start|starts|end|ends|am|pm|o'clock|until|if|rests|breaks|break";

/// Nobody says more about it in words.
const MOST: usize = 40;

/// `How many 250 ml glasses fill a 2 litre jug?`, `30 ml an hour: how many ml is that per
/// day?`
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Task> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if tokens.len() > MOST || tokens.iter().any(|token| token.is_among(TWISTS)) {
        return None;
    }
    rate(&tokens).or_else(|| portions(&tokens))
}

/// One unit for each of another, and how many tokens that is.
fn per_at(tokens: &[Token<'_>]) -> Option<(&'static Unit, usize)> {
    let joint = tokens.first()?;
    let mut at = 1;
    if joint.is("in") {
        at += usize::from(tokens.get(1)?.is_any(&["a", "an", "one"]));
        if at == 1 {
            return None;
        }
    } else if !joint.is_any(&["per", "a", "an", "each", "every"]) && !joint.is_mark('/') {
        return None;
    }
    let (unit, used) = unit_at(tokens.get(at..)?)?;
    (unit.kind == Kind::Time).then_some((unit, at + used))
}

/// `A tap drips 30 ml an hour. How many litres is that per day?`
fn rate(tokens: &[Token<'_>]) -> Option<Task> {
    let mut given = None;
    let mut wanted = None;
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if let Some((value, unit, used)) = amount_at(rest).filter(|(_, unit, _)| is_plain(unit)) {
            let (time, more) = per_at(&rest[used..])?;
            if given.replace((value, unit, time)).is_some() {
                return None;
            }
            at += used + more;
        } else if let Some((unit, used)) = unit_at(rest).filter(|(unit, _)| is_plain(unit)) {
            let skipped = rest[used..]
                .iter()
                .take(4)
                .take_while(|token| {
                    token.is_any(&["is", "that", "does", "it", "this", "flow", "make"])
                })
                .count();
            let (time, more) = per_at(&rest[used + skipped..])?;
            if wanted.replace((unit, time)).is_some() {
                return None;
            }
            at += used + skipped + more;
        } else {
            // Another number is another question.
            if tokens[at].number().is_some() {
                return None;
            }
            at += 1;
        }
    }
    let ((value, from, from_time), (to, to_time)) = (given?, wanted?);
    if from.kind != to.kind || std::ptr::eq(from, to) && std::ptr::eq(from_time, to_time) {
        return None;
    }
    let factor = only(from, to)?.over(only(from_time, to_time)?)?;
    let right = value.times(factor)?;
    // Between systems of units the result is rounded in many ways.
    (from.system == to.system).then(|| {
        found(
            right,
            value,
            format!("{} {} per {}", shown(right), to.names[1], to_time.names[0]),
        )
    })
}

/// `How many 20-cent coins make 3 euros?`
fn portions(tokens: &[Token<'_>]) -> Option<Task> {
    let many = tokens
        .windows(2)
        .position(|pair| pair[0].is("how") && pair[1].is("many"))?;
    let (size, one, used) = amount_at(&tokens[many + 2..])?;
    let behind = many + 2 + used;
    // "How many 250 ml glasses …": a noun follows.
    if !tokens.get(behind)?.is_word()
        || tokens[behind].is_any(&["is", "are", "in", "make", "makes"])
    {
        return None;
    }
    let mut whole = None;
    let mut at = 0;
    while at < tokens.len() {
        if at == many {
            at = behind;
            continue;
        }
        if let Some((value, unit, used)) = amount_at(&tokens[at..]) {
            if whole.replace((value, unit)).is_some() {
                return None;
            }
            at += used;
        } else if tokens[at].number().is_some() && !tokens[at].is("one") {
            return None;
        } else {
            at += 1;
        }
    }
    let (value, unit) = whole?;
    // Of two currencies nothing is known.
    let foreign = unit.kind == Kind::Money && !std::ptr::eq(unit, one) && one.names[0] != "cent";
    if unit.kind != one.kind || unit.kind == Kind::Temperature || foreign {
        return None;
    }
    let right = value.times(only(unit, one)?)?.over(size)?;
    let count = right.whole().filter(|count| *count > 1)?;
    Some(found(right, size, format!("It is {count} of them")))
}

fn found(right: Rational, asked: Rational, fact: String) -> Task {
    Task::Converted {
        right: vec![right],
        percent: 0,
        off: Rational::ZERO,
        asked,
        unit: None,
        fact,
        shown: shown(right),
    }
}

fn shown(value: Rational) -> String {
    value.decimal(if value.whole().is_some() { 0 } else { 2 })
}

/// What flows or is walked, and is no time.
fn is_plain(unit: &Unit) -> bool {
    matches!(
        unit.kind,
        Kind::Length | Kind::Volume | Kind::Mass | Kind::Data
    )
}

/// The only factor between two units.
fn only(from: &Unit, to: &Unit) -> Option<Rational> {
    if std::ptr::eq(from, to) {
        return Some(1.into());
    }
    match &factors(from, to)?[..] {
        [factor] if from.kind == to.kind => Some(*factor),
        _ => None,
    }
}
