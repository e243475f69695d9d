//! Values that the text has in part only.

use std::collections::HashSet;

use reading::{Rational, Token};

use super::stem;

/// Words of a value. Longer ones are not copied.
const LONGEST: usize = 40;

/// Whether it stands in the text, and is no part of a word or a number.
pub(crate) fn stands(text: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    text.match_indices(value).take(200).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let mut behind = text[at + found.len()..].chars();
        let next = behind.next();
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        // "3.5" is not in "13.5", nor "2" in "2.5".
        let fraction = next == Some('.')
            && behind.next().is_some_and(|c| c.is_ascii_digit())
            && value.ends_with(|c: char| c.is_ascii_digit());
        apart(before) && apart(next) && !fraction
    })
}

/// Whether a number is the sum, the difference or the product of two that stand there, or
/// a time in a smaller unit.
pub(super) fn is_worked_out(number: Rational, told: &[Rational]) -> bool {
    let told = &told[..told.len().min(16)];
    told.iter().any(|&a| {
        told.iter().any(|&b| {
            [
                a.plus(b),
                a.minus(b),
                a.times(b),
                a.over(b),
                a.times(Rational::from(60)).and_then(|a| a.plus(b)),
            ]
            .contains(&Some(number))
        })
    })
}

/// Whether a value has a name of the text with a word that the text does not have, or cut
/// short: `Elena Fischer Ltd`, `Hug`. Dates are written in many ways.
pub(super) fn is_altered(
    said: &[Token<'_>],
    stems: &HashSet<String>,
    whole: &HashSet<String>,
) -> bool {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "street",
        "pm",
        "am",
        "the",
        "and",
        "of",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "minutes",
        "hours",
        "seconds",
        "dollars",
        "euros",
        "pounds",
        "degrees",
        "celsius",
        "percent",
        "kilograms",
        "grams",
        "per",
        "united",
        "road",
        "avenue",
        "units",
        "years",
        "year",
        "days",
        "usd",
        "eur",
        "gbp",
        "january",
        "pieces",
        "people",
        "st",
        "ave",
        "rd",
        "nd",
        "th",
        "hrs",
        "min",
        "mins",
        "hour",
        "minute",
        "inches",
        "miles",
        "feet",
        "liters",
        "litres",
    ];
    let letters: Vec<&Token<'_>> = said
        .iter()
        .filter(|token| token.is_word() && token.text.len() > 1)
        .collect();
    if letters.len() > LONGEST {
        return false;
    }
    let dated = letters.iter().any(|token| token.is_any(MONTHS));
    let known = letters
        .iter()
        .filter(|token| whole.contains(token.text))
        .count();
    let foreign = letters.iter().any(|token| {
        token.text.len() > 2 && !stems.contains(&stem(token.text)) && !whole.contains(token.text)
    });
    let digits = said.iter().any(|token| token.number().is_some());
    let added = (known > 0 || digits) && foreign;
    let cut = letters.iter().any(|token| {
        !whole.contains(token.text)
            && whole.iter().any(|full| {
                full.strip_prefix(token.text).is_some_and(|rest| {
                    token.text.len() > 2
                        && rest.len() <= 2
                        && ![
                            "s", "es", "ed", "d", "n", "an", "y", "e", "ly", "er", "r", "'s", "en",
                            "al", "ic",
                        ]
                        .contains(&rest)
                })
            })
    });
    !dated && (added || cut)
}
