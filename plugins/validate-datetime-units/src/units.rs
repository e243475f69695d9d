//! Questions on conversions.

use omni_skill::Error;
use reading::skeleton::skeleton;
use reading::{Asked, Rational, Token, rounding_at};
use serde_json::{Map, Value};

use crate::amounts::{amount_at, unit_at};
use crate::conversion::{convert, factors, mixed, others_of_dozens, pieces, task};
use crate::given::without_factor;
use crate::table::{Kind, Unit, find, find_at};
use crate::task::Task;
use crate::unit_words::{TWISTS, WORDS};

/// What a conversion is about.
enum Slot {
    /// `8 hours and 25 minutes`, in the first unit, with the tokens that say it.
    Amount(Rational, &'static Unit, usize, usize),
    Target(&'static Unit, usize),
    Places(i32),
    Number(Rational),
    /// What is measured.
    Thing,
    /// A word that is not known and changes nothing.
    Other,
}

/// What is asked to be converted, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let all: Vec<Token<'_>> = asked.sentences.concat();
    // "A work week of 5 days" has other hours.
    if all
        .windows(2)
        .any(|pair| pair[0].is("work") && unit_at(&pair[1..]).is_some())
    {
        return None;
    }
    let (tokens, factor) = without_factor(&all)?;
    let read = skeleton(&WORDS, &tokens, |rest| slot_at(&tokens, rest))?;
    let mut amounts = Vec::new();
    let mut targets: Vec<(&'static Unit, usize)> = Vec::new();
    let mut places = None;
    let mut numbers = Vec::new();
    let mut others = 0;
    for slot in read.slots() {
        match slot {
            Slot::Amount(value, unit, begin, end) => amounts.push((*value, *unit, *begin..*end)),
            // "5 pounds (lb)"
            Slot::Target(unit, at)
                if amounts.iter().any(|(_, known, range)| {
                    std::ptr::eq(*known, *unit) && *at == range.end + 1
                }) && tokens[*at - 1].is_mark('(') => {}
            Slot::Target(unit, at) => match targets
                .iter_mut()
                .find(|(known, _)| std::ptr::eq(*known, *unit))
            {
                // The unit may be named before it is asked for.
                Some(known) => {
                    known.1 = if is_asked(&tokens, known.1) {
                        known.1
                    } else {
                        *at
                    }
                }
                None => targets.push((*unit, *at)),
            },
            Slot::Places(_) if places.is_some() => return None,
            Slot::Places(digits) => places = Some(*digits),
            Slot::Number(number) => numbers.push(*number),
            Slot::Thing => {}
            Slot::Other => others += 1,
        }
    }
    let pair = targets.len() == 2
        && targets[1].1 - targets[0].1 <= 3
        && tokens[targets[0].1..targets[1].1]
            .iter()
            .any(|token| token.is_any(&["and", "to", "into", "in"]));
    if targets.len() > 1 && !pair {
        // "My pupils forget how hours work. How many minutes …"
        targets.retain(|(_, at)| is_asked(&tokens, *at));
    }
    if amounts.is_empty()
        && let ([number], [(unit, at)]) = (&numbers[..], &targets[..])
        && is_asked(&tokens, *at)
    {
        return pieces(*number, unit);
    }
    if let ([number], []) = (&numbers[..], &targets[..])
        && amounts.is_empty()
    {
        return others_of_dozens(&tokens, *number, others);
    }
    // "miles to km: 10"
    if let ([number], [(from, first), (to, second)]) = (&numbers[..], &targets[..])
        && amounts.is_empty()
        && (first + 2..first + 4).contains(second)
        && tokens[*second - 1].is_any(&["to", "in", "into"])
    {
        let said = format!("{number} {}", from.names[1]);
        return convert(*number, from, to, places, Some(&said), factor);
    }
    if let ([(value, unit, _)], [(big, first), (small, second)]) = (&amounts[..], &targets[..])
        && numbers.is_empty()
        && others <= MOST_OTHERS
        && tokens[*first..*second]
            .iter()
            .any(|token| token.is("and") || token.is_mark(','))
    {
        return mixed(*value, unit, big, small);
    }
    let total = tokens.iter().any(|token| token.is_mark('+'))
        || tokens
            .iter()
            .any(|token| token.is_any(&["total", "altogether", "together", "combined", "sum"]));
    let ((value, from), (target, at)) = match (&amounts[..], &targets[..]) {
        ([(value, unit, _)], [target]) => ((*value, *unit), *target),
        (several @ [_, _, ..], [target]) if total => (sum(several)?, *target),
        // "How many minutes are there in an hour?"
        _ => return None,
    };
    let counted = numbers
        .iter()
        .all(|number| *number == (amounts.len() as i128).into() && amounts.len() > 1);
    if !counted || others > MOST_OTHERS || others > 0 && !is_asked(&tokens, at) {
        return None;
    }
    let said = match &amounts[..] {
        [(_, _, range)] => text
            .get(tokens[range.start].start..tokens[range.end - 1].end())?
            .to_owned(),
        _ => amounts
            .iter()
            .map(|(_, _, range)| text.get(tokens[range.start].start..tokens[range.end - 1].end()))
            .collect::<Option<Vec<_>>>()?
            .join(" + "),
    };
    // "One needs 12 minutes, the other 6. How many do they need together?"
    let shared = std::ptr::eq(from, target)
        && from.kind == Kind::Time
        && tokens.iter().any(|token| token.is("together"));
    if shared {
        return None;
    }
    // "3 hours 15 minutes as hours"
    let compound =
        value.whole().is_none() && matches!(&amounts[..], [(_, _, range)] if range.len() > 3);
    if std::ptr::eq(from, target) && (compound || amounts.len() > 1) {
        return task(
            vec![value],
            0,
            Rational::ZERO,
            value,
            from,
            target,
            places,
            Some(&said),
        );
    }
    convert(value, from, target, places, Some(&said), factor)
}

/// Nobody says more about an amount in words that are not known.
const MOST_OTHERS: usize = 14;

fn slot_at(tokens: &[Token<'_>], rest: &[Token<'_>]) -> Option<(Slot, usize)> {
    let at = tokens.len() - rest.len();
    if let Some((places, used)) = rounding_at(rest) {
        return Some((Slot::Places(places), used));
    }
    if let Some((value, unit, used)) = amount_at(rest) {
        return Some((Slot::Amount(value, unit, at, at + used), used));
    }
    if let Some((unit, used)) = unit_at(rest) {
        return Some((Slot::Target(unit, at), used));
    }
    if let Some(used) = thing_at(rest) {
        return Some((Slot::Thing, used));
    }
    let first = rest.first()?;
    if let Some(number) = first.number() {
        // "one decimal is fine"
        let decimals = rest
            .get(1)
            .is_some_and(|next| next.is_any(&["decimal", "decimals", "dp"]));
        if decimals
            && let Some(places) = number
                .value
                .whole()
                .filter(|places| (0..=9).contains(places))
        {
            let more = usize::from(
                rest.get(2)
                    .is_some_and(|next| next.is_any(&["place", "places", "digit", "digits"])),
            );
            return Some((Slot::Places(i32::try_from(places).ok()?), 2 + more));
        }
        // "One marathon is 42.195 km."
        if first.is("one") {
            return Some((Slot::Other, 1));
        }
        return Some((Slot::Number(number.value), 1));
    }
    if WORDS.longest(rest).is_some() {
        return None;
    }
    let harmless = !first.is_word() && "-–—/[]{}%<>→=&+".chars().any(|mark| first.is_mark(mark))
        || first.is_word() && !first.is_among(TWISTS);
    harmless.then_some((Slot::Other, 1))
}

/// Whether the unit at this token is what is asked for: `how many metres`, `in metres`.
fn is_asked(tokens: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "the", "full", "whole", "degrees", "degree", "us", "imperial", "metric", "uk", "british",
        "american", "total", "plain", "of", "number", "just", "only", "exactly",
    ];
    let skipped = tokens[..at]
        .iter()
        .rev()
        .take_while(|token| {
            token.is_any(BETWEEN) || token.is_mark('°') || token.is_mark('"') || token.is_mark('(')
        })
        .count();
    let number_of = skipped > 1
        && tokens[at - skipped..at]
            .iter()
            .any(|token| token.is("number"));
    let before = (at - skipped).checked_sub(1).map(|at| &tokens[at]);
    // "… 2.5 hectares. Square metres?"
    let last = tokens
        .get(at)
        .is_some_and(|first| first.start + 24 > tokens.last().map_or(0, Token::end))
        && crate::amounts::unit_at(&tokens[at..])
            .is_some_and(|(_, used)| at + used == tokens.len());
    number_of
        || last
        || before.is_some_and(|token| {
            token.is_any(&[
                "many", "in", "into", "to", "as", "much", "what", "show", "shows", "using",
                "equals", "is", "read", "reads", "wants", "want", "takes", "take", "requires",
                "require", "expects", "needs", "need", "prefer", "prefers",
            ]) || "=?>→:-".chars().any(|mark| token.is_mark(mark))
        })
}

/// The sum of amounts, in the first one's unit.
fn sum(
    amounts: &[(Rational, &'static Unit, std::ops::Range<usize>)],
) -> Option<(Rational, &'static Unit)> {
    let (mut sum, first, _) = amounts.first().cloned()?;
    for (value, unit, _) in &amounts[1..] {
        let factor = match &factors(unit, first)?[..] {
            [factor] if unit.kind == first.kind && unit.kind != Kind::Temperature => *factor,
            _ => return None,
        };
        sum = sum.plus(value.times(factor)?)?;
    }
    Some((sum, first))
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
    convert(value, named("from")?, named("to")?, None, None, None)
        .ok_or_else(|| wrong("the units do not convert into each other"))
}

/// `a wooden board`, `of flour`: what is measured, and how many tokens that is.
/// Precious metals have ounces of their own, and "of each" is no thing.
fn thing_at(tokens: &[Token<'_>]) -> Option<usize> {
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
                && !token.is_among(TWISTS)
                && WORDS.longest(std::slice::from_ref(token)).is_none()
                && find_at(std::slice::from_ref(token)).is_none()
        })
        .count();
    (introduced && words > 0).then_some(words + 1)
}
