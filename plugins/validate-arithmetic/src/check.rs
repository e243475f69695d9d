//! An answer against what is right.

use std::borrow::Cow;

use omni_skill::Finding;
use reading::{Answer, Quantity, Rational, grammar, tokens};

use crate::question::{Question, Sought};

/// The fault of an answer, if it has one.
pub(crate) fn check(question: &Question, answer: &Answer) -> Option<Finding> {
    match question {
        Question::Value(sought) => value(sought, answer),
        Question::Verdict { yes, fact } => verdict(*yes, fact, answer),
        Question::Choice {
            right,
            wrong,
            text,
            words,
            fact,
        } => choice(*right, wrong, words, answer).then(|| {
            Finding::error("arithmetic.verdict", "the answer names the wrong number")
                .hint("Compare the numbers again.")
                .fact(fact.clone())
                .grammar(grammar::sentence_with_text(std::slice::from_ref(text)))
        }),
    }
}

/// A number that the caller expects. The fact is the caller's secret: telling it
/// would make the model repeat it.
pub(crate) fn expected(quantity: Quantity, answer: &Answer) -> Option<Finding> {
    let right = match quantity.tolerance {
        None => answer.states(quantity.value),
        Some(tolerance) => answer.numbers.iter().any(|stated| {
            stated
                .value
                .minus(quantity.value)
                .is_some_and(|gap| gap.abs() <= tolerance)
        }),
    };
    (!right).then(|| {
        Finding::error(
            "arithmetic.expected",
            "the answer does not state the number that is expected",
        )
        .hint("Work it out again, and state the number.")
    })
}

fn value(sought: &Sought, answer: &Answer) -> Option<Finding> {
    let rounded = sought
        .places
        .and_then(|places| sought.value.rounded_to(places));
    let right = std::iter::once(sought.value)
        .chain(rounded)
        .chain(
            sought
                .money
                .then(|| sought.value.times(100.into()))
                .flatten(),
        )
        .chain(sought.also.iter().copied())
        .any(|value| answer.states_beside(value, &sought.operands));
    if right
        || is_in_percent(sought, answer)
        || is_fraction_in_words(sought, answer)
        || answer.unreadable
        || sought.ambiguous && !is_arithmetic(answer)
    {
        return None;
    }
    let text = sought.text();
    // "None are left."
    let none = sought.value == Rational::ZERO
        && tokens(answer.text())
            .iter()
            .any(|token| token.is_any(&["no", "none", "nothing", "nobody", "zero", "any"]));
    if none {
        return None;
    }
    if answer.numbers.is_empty() {
        // "Dos", "VII" and "I cannot" are told apart only in English.
        return (answer.english && answer.text().split_whitespace().count() > 1).then(|| {
            Finding::error("arithmetic.missing", "the answer states no number")
                .hint("State the number.")
                .fact(sought.fact.clone())
                .grammar(grammar::sentence_with_number(&forms(&text, sought.money)))
        });
    }
    Some(
        Finding::error(
            "arithmetic.wrong",
            format!(
                "the answer does not state the right number: {}",
                sought.fact
            ),
        )
        .hint("Work it out again.")
        .fact(sought.fact.clone())
        .grammar(grammar::sentence_with_number(&forms(&text, sought.money))),
    )
}

/// `8\,192` as 8192: LaTeX's narrow spaces between groups of digits.
pub(crate) fn ungrouped(response: &str) -> Cow<'_, str> {
    const SPACES: [&str; 8] = [
        "\\,",
        "\\;",
        "\\:",
        "\\!",
        "{\\,}",
        "\\ ",
        "\\thinspace ",
        "~",
    ];
    if !response.contains(['\\', '~']) {
        return Cow::Borrowed(response);
    }
    let mut plain = String::with_capacity(response.len());
    let mut rest = response;
    while let Some(c) = rest.chars().next() {
        let space = SPACES.iter().find(|space| rest.starts_with(**space));
        let group = space
            .and_then(|space| rest.get(space.len()..))
            .filter(|_| plain.ends_with(|c: char| c.is_ascii_digit()));
        let digits = group.map_or(0, |group| {
            group.bytes().take(4).take_while(u8::is_ascii_digit).count()
        });
        if let Some(group) = group.filter(|_| digits == 3) {
            rest = group;
            continue;
        }
        plain.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    Cow::Owned(plain)
}

/// `62½ %`: a part of one as a percentage, its fraction apart from the sign.
fn is_in_percent(sought: &Sought, answer: &Answer) -> bool {
    let signed = tokens(answer.text())
        .iter()
        .any(|token| token.is_mark('%') || token.is_any(&["percent", "percentage", "cent"]));
    signed
        && sought
            .value
            .times(100.into())
            .is_some_and(|value| answer.states_beside(value, &sought.operands))
}

/// `one twelfth`: a part of one that is not read as a number.
fn is_fraction_in_words(sought: &Sought, answer: &Answer) -> bool {
    // Others up to tenths are read.
    const PARTS: &[&str] = &[
        "ninth",
        "eleventh",
        "twelfth",
        "hundredth",
        "thousandth",
        "over",
    ];
    let is_part = |word: &str| {
        let word = word.to_lowercase();
        let one = word.strip_suffix('s').unwrap_or(&word);
        PARTS.contains(&one) || one.ends_with("teenth") || one.ends_with("tieth")
    };
    sought.value.whole().is_none()
        && answer
            .text()
            .split(|c: char| !c.is_alphabetic())
            .any(is_part)
}

/// Whether the answer takes the question for one of arithmetic.
fn is_arithmetic(answer: &Answer) -> bool {
    answer.text().contains('=') || answer.text().chars().all(|c| !c.is_alphabetic())
}

fn forms(value: &str, money: bool) -> Vec<String> {
    if !money {
        return vec![value.to_owned()];
    }
    let cents = match value.split_once('.') {
        Some((_, part)) if part.len() == 1 => format!("${value}0"),
        _ => format!("${value}"),
    };
    vec![cents, value.to_owned()]
}

fn verdict(yes: bool, fact: &str, answer: &Answer) -> Option<Finding> {
    if answer.verdict()? == yes {
        return None;
    }
    let word = if yes { "Yes" } else { "No" };
    Some(
        Finding::error(
            "arithmetic.verdict",
            format!("the answer is {}", word.to_lowercase()),
        )
        .hint("Compare the numbers again.")
        .fact(fact)
        .grammar(grammar::one_of(&[word.to_owned(), format!("{word}.")])),
    )
}

/// Whether the answer chooses a wrong number.
fn choice(right: Rational, wrong: &[Rational], words: &[&str], answer: &Answer) -> bool {
    let said = |value: Rational| {
        answer
            .numbers
            .iter()
            .filter(|stated| stated.value == value)
            .map(|stated| stated.start)
            .min()
    };
    let Some((place, _)) = wrong
        .iter()
        .filter_map(|&w| Some((said(w)?, w)))
        .min_by_key(|w| w.0)
    else {
        return false;
    };
    match said(right) {
        None => !answer.states(right),
        // "9.11 is larger than 9.9"
        Some(right_place) if place < right_place => {
            let between = answer.text().get(place..right_place).unwrap_or_default();
            let plain = tokens(between);
            let claims = plain.iter().filter(|token| token.is_any(words)).count() == 1
                && plain.iter().any(|token| token.is("is"))
                && plain.iter().any(|token| token.is("than"));
            claims && !plain.iter().any(|token| token.is_any(&["not", "isn't"])) && plain.len() < 14
        }
        Some(_) => false,
    }
}
