//! How exactly a number is asked for.

use crate::Token;

/// Digits after the point that are asked for, where a phrase such as `rounded to one
/// decimal place`, `to the nearest whole number` or `to 2 d.p.` begins, and how many
/// tokens it is. Negative are zeros before the point: `to the nearest hundred`.
#[must_use]
pub fn rounding_at(tokens: &[Token<'_>]) -> Option<(i32, usize)> {
    let lead = tokens
        .iter()
        .take(12)
        .take_while(|token| is_lead(token))
        .count();
    let rounds = tokens[..lead].iter().any(|token| token.is_any(ROUNDS));
    let body = &tokens[lead..];
    let (places, used) = match body {
        // "to one decimal place", "with 2 decimals"
        [number, ..] if number.number().is_some() => {
            let introduced = lead > 0 && tokens[lead - 1].is_any(&["to", "with"]);
            let places = number.number()?.value.whole()?;
            let used = 1 + decimals(&body[1..]).filter(|_| introduced)?;
            (
                i32::try_from(places).ok().filter(|n| (0..=9).contains(n))?,
                used,
            )
        }
        [nearest, rest @ ..] if nearest.is_any(&["nearest", "closest"]) => {
            let (places, used) = nearest_what(rest)?;
            (places, used + 1)
        }
        [a, whole, number, ..]
            if rounds && a.is("a") && whole.is("whole") && number.is("number") =>
        {
            (0, 3)
        }
        _ => return None,
    };
    let closes = usize::from(
        tokens[..lead].iter().any(|token| token.is_mark('('))
            && body.get(used).is_some_and(|token| token.is_mark(')')),
    );
    Some((places, lead + used + closes))
}

const ROUNDS: &[&str] = &["round", "rounded", "rounding"];

fn is_lead(token: &Token<'_>) -> bool {
    token.is_mark(',')
        || token.is_mark('(')
        || token.is_any(ROUNDS)
        || token.is_any(&[
            "and", "then", "please", "correct", "accurate", "give", "giving", "your", "the",
            "answer", "result", "it", "off", "number", "value", "final", "express", "to", "with",
            "state", "write", "of", "an", "accuracy", "exact",
        ])
}

/// `decimal places`, `d.p.`, `digits after the decimal point`: how many tokens.
fn decimals(tokens: &[Token<'_>]) -> Option<usize> {
    [
        &["digits", "after", "the", "decimal", "point"][..],
        &["digit", "after", "the", "decimal", "point"],
        &["decimal", "place"],
        &["decimal", "places"],
        &["decimal", "digits"],
        &["decimal", "digit"],
        &["d", ".", "p", "."],
        &["d", ".", "p"],
        &["dp"],
        &["decimals"],
        &["decimal"],
        &["places"],
    ]
    .into_iter()
    .find(|words| {
        tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
    })
    .map(<[&str]>::len)
}

fn nearest_what(tokens: &[Token<'_>]) -> Option<(i32, usize)> {
    let first = tokens.first()?;
    if first.is("whole") {
        return Some((
            0,
            1 + usize::from(tokens.get(1).is_some_and(|next| next.is("number"))),
        ));
    }
    let value = first.number().and_then(|number| number.value.whole());
    let places = match value {
        Some(1) => 0,
        Some(10) => -1,
        Some(100) => -2,
        Some(1000) => -3,
        Some(_) => return None,
        None if first.is_any(&[
            "integer", "unit", "dollar", "euro", "number", "ones", "pound", "degree", "percent",
        ]) =>
        {
            0
        }
        None if first.is_any(&["tenth", "tenths"]) => 1,
        None if first.is_any(&["hundredth", "hundredths", "cent", "penny"]) => 2,
        None if first.is_any(&["thousandth", "thousandths"]) => 3,
        None if first.is("hundred") => -2,
        None if first.is("thousand") => -3,
        None => return None,
    };
    Some((places, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fold, tokens};
    use proptest::prelude::*;

    fn at(text: &str) -> Option<i32> {
        let plain = tokens(text);
        let folded = fold(text, &plain);
        let (places, used) = rounding_at(&folded)?;
        (used == folded.len()).then_some(places)
    }

    #[test]
    fn reads_how_exactly() {
        for (text, places) in [
            (", rounded to one decimal place", Some(1)),
            ("rounded to 2 decimals", Some(2)),
            ("(to two decimal places)", Some(2)),
            ("and give the answer to 3 d.p.", Some(3)),
            ("to the nearest whole number", Some(0)),
            ("rounded off to the nearest integer", Some(0)),
            ("Round your answer to the nearest tenth", Some(1)),
            ("to the nearest hundred", Some(-2)),
            ("to the nearest ten", Some(-1)),
            ("with 4 digits after the decimal point", Some(4)),
            ("correct to 3 significant figures", None),
            ("to 5 people", None),
            ("round the clock", None),
            ("to the nearest station", None),
        ] {
            assert_eq!(at(text), places, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = at(&text);
        }
    }
}
