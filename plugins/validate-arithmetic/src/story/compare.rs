//! Stories of two that are compared, and of prices that change by percents.

use reading::Rational;

use super::facts::Asked;
use super::sought;
use super::told::{Number, Part};
use crate::question::{Sought, shown};

/// What is asked of a comparison, if the story is one.
pub(super) fn solve(told: &[&[Part]], question: &[Part], asked: &Asked) -> Option<Sought> {
    let parts: Vec<&Part> = told.iter().flat_map(|sentence| sentence.iter()).collect();
    // "What was the original price?"
    let earlier = told.last().is_some_and(|front| {
        front.contains(&Part::Says("original"))
            && !front.iter().any(|part| matches!(part, Part::Number(_)))
    });
    (!earlier)
        .then(|| percent(&parts, question, asked))
        .flatten()
        .or_else(|| age(&parts, asked))
        .or_else(|| times_as_many(&parts, asked))
        .or_else(|| more_than(&parts, asked))
}

fn numbers<'p>(parts: &[&'p Part]) -> Vec<(usize, &'p Number)> {
    parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Part::Number(number) => Some((at, number)),
            _ => None,
        })
        .collect()
}

fn says(parts: &[&Part], what: &str) -> bool {
    parts
        .iter()
        .any(|part| matches!(part, Part::Says(said) if *said == what))
}

/// `A jacket costs $160. It is on sale for 15% off. What is the sale price?`
fn percent(parts: &[&Part], question: &[Part], asked: &Asked) -> Option<Sought> {
    let all: Vec<&Part> = parts.iter().copied().chain(question).collect();
    let found = numbers(&all);
    let (base, rate) = match found[..] {
        [(_, a), (_, b)] if !a.percent && b.percent => (a.value, b.value),
        [(_, a), (_, b)] if a.percent && !b.percent => (b.value, a.value),
        _ => return None,
    };
    let (off, on_top) = (says(&all, "off"), says(&all, "on-top"));
    // The price before is another question.
    let earlier = asked.says("original") || question.contains(&Part::Says("original"));
    if earlier || off == on_top || says(&all, "lose") || says(&all, "twice") {
        return None;
    }
    let share = base.times(rate)?.over(100.into())?;
    let names_part = asked.says("off") || asked.says("on-top");
    let whole = ["price?", "how-much?"].contains(&asked.kind)
        && (asked.says("cost")
            || asked.says("total")
            || asked.says("price?")
            || asked.kind == "price?"
            || !names_part);
    // "How much is the tip?"
    if names_part && !asked.says("total") && !asked.says("price?") && asked.kind != "price?" {
        let only_part = asked.kind == "how-much?"
            && says(parts, "cost") | says(parts, "on-top") | says(parts, "off");
        return (only_part && !on_top && !off).then(|| {
            sought(
                share,
                vec![base, rate],
                format!("{rate}% of {base} = {}", shown(share, None)),
                true,
            )
        });
    }
    let value = if off {
        base.minus(share)?
    } else {
        base.plus(share)?
    };
    let sign = if off { '-' } else { '+' };
    (whole && !value.is_negative()).then(|| {
        sought(
            value,
            vec![base, rate],
            format!(
                "{base} {sign} {} = {}",
                shown(share, None),
                shown(value, None)
            ),
            true,
        )
    })
}

/// `Henry is 17 years old. Emma is 19 years older. How old is Emma?`
fn age(parts: &[&Part], asked: &Asked) -> Option<Sought> {
    let found = numbers(parts);
    let [first, second] = found[..] else {
        return None;
    };
    let direction = |at: usize| match parts.get(at + 1) {
        Some(Part::Says("older")) => Some(true),
        Some(Part::Says("younger")) => Some(false),
        _ => None,
    };
    let (base, change, older) = match (direction(first.0), direction(second.0)) {
        (Some(older), None) => (second, first, older),
        (None, Some(older)) => (first, second, older),
        _ => return None,
    };
    let subject = parts[..change.0].iter().rev().find_map(|part| match part {
        Part::Name(name) => Some(name),
        _ => None,
    })?;
    let asks = asked.kind == "how-old?" && asked.name.as_ref() == Some(subject);
    compared(base.1.value, change.1.value, older, asks)
}

fn compared(base: Rational, change: Rational, more: bool, asks: bool) -> Option<Sought> {
    let value = if more {
        base.plus(change)?
    } else {
        base.minus(change)?
    };
    let sign = if more { '+' } else { '-' };
    (asks && !value.is_negative()).then(|| {
        sought(
            value,
            vec![base, change],
            format!("{base} {sign} {change} = {value}"),
            false,
        )
    })
}

/// `Grace has 26 stamps and Henry has twice as many.`
fn times_as_many(parts: &[&Part], asked: &Asked) -> Option<Sought> {
    let place = parts
        .iter()
        .position(|part| matches!(part, Part::Says("twice" | "half-as" | "times-as")))?;
    let mut found = numbers(parts);
    let factor = match parts[place] {
        Part::Says("twice") => Rational::from(2),
        Part::Says("half-as") => Rational::new(1, 2)?,
        _ => {
            let at = found.iter().position(|(at, _)| at + 1 == place)?;
            found.remove(at).1.value
        }
    };
    let [(_, base)] = found[..] else { return None };
    let other = base.value.times(factor)?;
    let subject = parts[..place].iter().rev().find_map(|part| match part {
        Part::Name(name) => Some(name),
        _ => None,
    });
    if !["how-many?", "how-much?"].contains(&asked.kind) || asked.says("left") || asked.says("than")
    {
        return None;
    }
    let money = base.money;
    if asked.name.is_some() {
        return (asked.name.as_ref() == subject && !asked.says("more")).then(|| {
            sought(
                other,
                vec![base.value, factor],
                format!("{} * {factor} = {other}", base.value),
                money,
            )
        });
    }
    let value = base.value.plus(other)?;
    (asked.says("total") && value.whole().is_some()).then(|| {
        sought(
            value,
            vec![base.value, factor],
            format!("{} + {other} = {value}", base.value),
            money,
        )
    })
}

/// `Tom has 5 more apples than Ann, who has 7.`
fn more_than(parts: &[&Part], asked: &Asked) -> Option<Sought> {
    let found = numbers(parts);
    let [first, second] = found[..] else {
        return None;
    };
    let is_change = |at: usize| {
        let window = &parts[at + 1..parts.len().min(at + 5)];
        let more = matches!(window.first(), Some(Part::Says("more")));
        let fewer = matches!(window.first(), Some(Part::Says("fewer")));
        let than = window.iter().any(|part| matches!(part, Part::Says("than")));
        (than && (more || fewer)).then_some(more)
    };
    let (base, change, more) = match (is_change(first.0), is_change(second.0)) {
        (Some(more), None) => (second, first, more),
        (None, Some(more)) => (first, second, more),
        _ => return None,
    };
    let subject = parts[..change.0].iter().rev().find_map(|part| match part {
        Part::Name(name) => Some(name),
        _ => None,
    })?;
    let asks = asked.kind == "how-many?"
        && asked.name.as_ref() == Some(subject)
        && !asked.says("left")
        && !asked.says("more");
    compared(base.1.value, change.1.value, more, asks)
}
