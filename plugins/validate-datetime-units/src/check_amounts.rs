//! Amounts of an answer against what is right.

use omni_skill::Finding;
use reading::{Answer, Rational, Token, grammar};

use crate::amounts::{amount_at, unit_at};
use crate::check::{evades, wrong};
use crate::clock::time_at;
use crate::conversion::factors;
use crate::lasting::{lasting_at, named};
use crate::table::{Kind, Unit, find};

/// `1 hour and 50 minutes`, `110 minutes`, `1:50`, `1.83 hours`
pub(crate) fn duration(
    minutes: i128,
    (in_minutes, in_hours): (bool, bool),
    fact: &str,
    said: &[Token<'_>],
    answer: &Answer,
) -> Option<Finding> {
    // "an hour and three quarters", "1 h 50"
    let lasts = |at: usize| lasting_at(&said[at..]).is_some_and(|(n, _)| i128::from(n) == minutes);
    if (0..said.len()).any(lasts) {
        return None;
    }
    let mut found = false;
    let mut hours = None;
    let mut at = 0;
    while at < said.len() {
        let token = &said[at];
        // The times of the question are no duration, but "1:50" may be one.
        if let Some(time) = time_at(&said[at..]).filter(|time| time.used > 1) {
            if i128::from(time.minutes) == minutes {
                return None;
            }
            at += time.used;
            continue;
        }
        at += 1;
        let Some(number) = token.number() else {
            continue;
        };
        let unit = said.get(at);
        let is_any = |words: &[&str]| unit.is_some_and(|unit| unit.is_any(words));
        let value = if is_any(&["hour", "hours", "h", "hr", "hrs"]) {
            let value = number.value.times(60.into())?;
            hours = Some(value);
            value
        } else if is_any(&["minute", "minutes", "min", "mins", "m"]) {
            let value = number.value;
            if hours.take().and_then(|hours| hours.plus(value)) == Some(minutes.into()) {
                return None;
            }
            value
        } else if let Some(sum) = hours.and_then(|hours| hours.plus(number.value))
            && unit.is_none_or(|unit| !unit.is_word())
        {
            // "1 hour 50"
            hours = None;
            sum
        } else if in_minutes && unit.is_none_or(|unit| !unit.is_word()) {
            number.value
        } else if in_hours && unit.is_none_or(|unit| !unit.is_word()) {
            number.value.times(60.into())?
        } else {
            continue;
        };
        found = true;
        // 1.83 hours
        let near = value.minus(minutes.into())?.abs();
        if near == Rational::ZERO || number.decimals > 0 && near <= Rational::from(4) {
            return None;
        }
    }
    let grammar = if in_minutes {
        grammar::sentence_with_number(&[minutes.to_string()])
    } else {
        grammar::sentence_with_text(&[named(minutes)])
    };
    let in_words = said
        .iter()
        .any(|token| token.is_any(&["half", "quarter", "quarters"]));
    (found || evades(said, answer) && !in_words)
        .then(|| wrong("datetime.duration", fact).grammar(grammar))
}

pub(crate) fn amount(
    right: i128,
    asked: &[i128],
    code: &str,
    fact: &str,
    answer: &Answer,
) -> Option<Finding> {
    let asked: Vec<Rational> = asked.iter().map(|&n| n.into()).collect();
    let states = answer.states_beside(right.into(), &asked);
    // "about a quarter of a century"
    let silent = answer
        .numbers
        .iter()
        .all(|stated| asked.contains(&stated.value));
    let evades = silent && (!answer.english || answer.text().split_whitespace().count() < 2);
    let others = ["decade", "century", "centuries", "score"];
    let otherwise = others
        .iter()
        .any(|word| answer.text().to_lowercase().contains(word));
    (!states && !evades && !otherwise && !answer.unreadable)
        .then(|| wrong(code, fact).grammar(grammar::sentence_with_number(&[right.to_string()])))
}

/// Whether the first or the last day counts is said or not.
pub(crate) fn days(
    right: i128,
    fact: &str,
    said: &[Token<'_>],
    answer: &Answer,
) -> Option<Finding> {
    let counts_ends = said.iter().any(|token| {
        token.is_any(&[
            "inclusive",
            "including",
            "counting",
            "exclusive",
            "excluding",
            "full",
            "both",
        ])
    });
    let off = i128::from(counts_ends);
    let states = (right - off..=right + off).any(|days| answer.states(days.into()));
    let tells = !answer.numbers.is_empty() || evades(said, answer);
    (!states && tells && !in_other_units(right, said) && !answer.unreadable).then(|| {
        wrong("datetime.duration", fact)
            .grammar(grammar::sentence_with_number(&[right.to_string()]))
    })
}

/// `six weeks`, `a month and 11 days`: about so many days, in other units.
fn in_other_units(right: i128, said: &[Token<'_>]) -> bool {
    let mut sums: Vec<i128> = vec![0];
    for pair in said.windows(2) {
        let count = match pair[0].number() {
            Some(number) => number.value.floor(),
            None if pair[0].is_any(&["a", "one"]) => 1,
            None => continue,
        };
        let length = if pair[1].is_any(&["week", "weeks"]) {
            7
        } else if pair[1].is_any(&["month", "months"]) {
            30
        } else if pair[1].is_any(&["year", "years"]) {
            365
        } else if pair[1].is_any(&["day", "days"]) {
            1
        } else {
            continue;
        };
        let (Some(days), Some(last)) = (count.checked_mul(length), sums.last()) else {
            return true;
        };
        // A new sum begins with each larger unit.
        let sum = if length == 1 {
            last.saturating_add(days)
        } else {
            days
        };
        sums.push(sum);
    }
    sums[1..]
        .iter()
        .any(|sum| sum.saturating_sub(right).abs() <= 3 + right / 30)
        && said
            .iter()
            .any(|token| token.is_any(&["week", "weeks", "month", "months", "year", "years"]))
}

/// Whether neither both parts nor the whole are stated.
pub(crate) fn mixed((big, small): (i128, i128), totals: [Rational; 2], answer: &Answer) -> bool {
    let stated = |value: i128| answer.states(value.into());
    let twice = big != small
        || answer
            .numbers
            .iter()
            .filter(|stated| stated.value == big.into())
            .count()
            > 1;
    let parts = twice && stated(big) && (small == 0 || stated(small)) || big == 0 && stated(small);
    // The whole stands in the question too, where the parts are of its unit.
    let others = answer
        .numbers
        .iter()
        .filter(|stated| !totals.contains(&stated.value))
        .count();
    let text = answer.text().to_lowercase();
    let in_words = ["half", "quarter", ":", "'"]
        .iter()
        .any(|word| text.contains(word));
    !parts && (others > 0 || evades_in_words(answer)) && !in_words && !answer.unreadable
}

pub(crate) fn converted(
    right: &[Rational],
    (percent, off): (i128, Rational),
    asked: Rational,
    unit: Option<&str>,
    said: &[Token<'_>],
    answer: &Answer,
) -> bool {
    if answer.unreadable || answer.numbers.is_empty() {
        return evades_in_words(answer) && !says_part(said);
    }
    let close = |value: Rational| {
        right.iter().any(|&right| {
            let gap = value.minus(right).map(Rational::abs);
            gap.is_none_or(|gap| {
                gap <= off
                    || gap.times(100.into()).is_none_or(|gap| {
                        right
                            .abs()
                            .times(percent.into())
                            .is_none_or(|bound| gap <= bound)
                    })
            })
        })
    };
    let near = |stated: &reading::Stated| {
        right.iter().any(|&right| answer.says(stated, right))
            || !stated.is_guess() && close(stated.value)
    };
    if answer.numbers.iter().any(near) {
        return false;
    }
    // The question's own number says nothing, unless nothing else is said; "half a litre"
    // is something else.
    let others = answer
        .numbers
        .iter()
        .filter(|stated| stated.value != asked)
        .count();
    if others == 0 && says_part(said) {
        return false;
    }
    !unit
        .and_then(find)
        .is_some_and(|unit| otherwise(unit, asked, &close, said))
}

/// Words of parts, which may stand for a number.
const PARTS: &[&str] = &[
    "half",
    "halves",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "fifth",
    "fifths",
    "sixth",
    "sixths",
    "eighth",
    "eighths",
    "tenth",
    "tenths",
    "twentieth",
    "hundredth",
    "hundredths",
    "thousandth",
    "thousandths",
];

fn says_part(said: &[Token<'_>]) -> bool {
    said.iter().any(is_part)
}

/// A part in words: folded, it may be one token of several words.
fn is_part(token: &Token<'_>) -> bool {
    token
        .text
        .split([' ', '-'])
        .any(|word| PARTS.iter().any(|part| word.eq_ignore_ascii_case(part)))
}

/// `of a litre`
fn is_of(unit: &'static Unit, behind: &[Token<'_>]) -> bool {
    let joint = behind
        .iter()
        .take_while(|token| token.is_any(&["of", "a", "an", "one", "the"]))
        .count();
    unit_at(&behind[joint..]).is_some_and(|(other, _)| std::ptr::eq(other, unit))
}

/// Whether the amount is said in another way: `three quarters of a litre`, or `1.88 m`
/// where centimetres are asked for and no amount in them is given.
fn otherwise(
    unit: &'static Unit,
    asked: Rational,
    close: &dyn Fn(Rational) -> bool,
    said: &[Token<'_>],
) -> bool {
    let mut found = false;
    let mut at = 0;
    while at < said.len() {
        let Some((value, other, used)) = amount_at(&said[at..]) else {
            // A part that is not read as a number.
            if is_part(&said[at]) && is_of(unit, &said[at + 1..]) {
                return true;
            }
            at += 1;
            continue;
        };
        at += used;
        if std::ptr::eq(other, unit) {
            return close(value);
        }
        // The question's amount only repeats it.
        let same = other.kind == unit.kind
            && other.system == unit.system
            && unit.kind != Kind::Temperature
            && value != asked;
        found |= same
            && factors(other, unit).is_some_and(|factors| {
                factors
                    .into_iter()
                    .any(|factor| value.times(factor).is_some_and(close))
            });
    }
    found
}

/// Whether a number is kept back in a whole sentence.
fn evades_in_words(answer: &Answer) -> bool {
    answer.numbers.is_empty() && evades(&reading::tokens(answer.text()), answer)
}
