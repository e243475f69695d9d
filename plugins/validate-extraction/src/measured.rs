//! Numbers with their units, as a question on a passage asks for them.

use reading::{Token, sentences};

use crate::candidates::content;
use crate::direct::{Answer, Asked, best};

/// `340` in `It is 340 metres long`, `69` in `room 69`: the only one of its unit in the
/// passage, or in the sentence that the question is about.
pub(crate) fn number<'s, 't>(
    passage: &'s [Token<'t>],
    question: &[Token<'_>],
) -> Option<Answer<'s, 't>> {
    const LENGTHS: &[&str] = &[
        "metres",
        "meters",
        "metre",
        "meter",
        "m",
        "km",
        "kilometres",
        "kilometers",
        "miles",
        "mile",
        "feet",
        "foot",
        "ft",
        "inches",
        "centimetres",
        "centimeters",
        "cm",
        "yards",
    ];
    const MASSES: &[&str] = &[
        "kilograms",
        "kilogrammes",
        "kg",
        "kilos",
        "grams",
        "tonnes",
        "tons",
        "pounds",
        "ounces",
    ];
    const MONEY: &[&str] = &[
        "euros", "dollars", "pounds", "euro", "dollar", "cents", "crowns", "francs", "yen",
    ];
    const SPANS: &[&str] = &[
        "minutes", "hours", "days", "weeks", "months", "years", "seconds", "hour", "year",
    ];
    let fits = |at: usize, sentence: &[Token<'_>]| {
        let unit = |units: &[&str]| {
            sentence
                .get(at + 1)
                .is_some_and(|token| token.is_any(units))
        };
        let before = |token: Option<&Token<'_>>| {
            at.checked_sub(1)
                .and_then(|at| sentence.get(at))
                .zip(token)
                .is_some_and(|(before, token)| before.is(token.text))
        };
        match question.get(1) {
            Some(how) if how.is("long") => unit(LENGTHS) || unit(SPANS),
            Some(how) if how.is_any(&["tall", "high", "deep", "wide", "far"]) => unit(LENGTHS),
            Some(how) if how.is("heavy") => unit(MASSES),
            Some(how) if how.is("much") => {
                unit(MONEY) || at > 0 && "$€£".chars().any(|mark| sentence[at - 1].is_mark(mark))
            }
            Some(how) if how.is("fast") => {
                unit(&["km", "kilometres", "kilometers", "miles", "mph", "knots"])
            }
            // "Which room", "In which room"
            _ => before(question.get(1)) || before(question.get(2)),
        }
    };
    let all: Vec<(&'s Token<'t>, &'s [Token<'t>])> = sentences(passage)
        .into_iter()
        .flat_map(|sentence| {
            (0..sentence.len())
                .filter(|&at| sentence[at].number().is_some() && fits(at, sentence))
                .map(move |at| (&sentence[at], sentence))
                .collect::<Vec<_>>()
        })
        .collect();
    let about = best(passage, question, Asked::Number);
    let wanted = content(question);
    let shares = content(passage).iter().any(|word| wanted.contains(word));
    let (token, sentence) = match &all[..] {
        [only] if shares => *only,
        several => {
            let mut there = several
                .iter()
                .filter(|(_, sentence)| about.is_some_and(|about| std::ptr::eq(about, *sentence)));
            let only = *there.next()?;
            there.next().is_none().then_some(only)?
        }
    };
    Some(Answer {
        text: token.text.to_owned(),
        sentence,
        number: true,
    })
}
