//! Factors that a request gives: `Use 1 inch = 2.54 cm.`

use reading::{Rational, Token};

use crate::amounts::{amount_at, unit_at};
use crate::table::Unit;

/// So many of one unit are one of another.
#[derive(Clone, Copy)]
pub(crate) struct Factor {
    pub(crate) one: &'static Unit,
    pub(crate) many: &'static Unit,
    pub(crate) factor: Rational,
}

/// Words that lead to a factor.
const LEADS: &str = "\
use|using|take|taking|with|given|assume|assuming|if|where|that|and|remember|note|as|know|knowing|\
let|recall|hint|because|since|the|fact|we|you|say|suppose|treat|treating|count|counting|for|this|\
means|when|there|are|so|let's|set|conversion|rate|factor|convert|at|definition|consider";

/// What is said without the factor, and the factor; inside none where there are two.
pub(crate) fn without_factor<'t>(tokens: &[Token<'t>]) -> Option<(Vec<Token<'t>>, Option<Factor>)> {
    let mut kept: Vec<Token<'t>> = Vec::with_capacity(tokens.len());
    let mut found: Option<Factor> = None;
    let mut at = 0;
    while at < tokens.len() {
        match factor_at(&tokens[at..]) {
            Some((factor, used)) => {
                if found.is_some() {
                    return None;
                }
                found = Some(factor);
                while kept.last().is_some_and(|last| {
                    last.is_among(LEADS) || "(,:;".chars().any(|mark| last.is_mark(mark))
                }) {
                    kept.pop();
                }
                at += used;
                // "… = 2.54 cm)"
                at += usize::from(tokens.get(at).is_some_and(|next| next.is_mark(')')));
            }
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    // A factor alone asks nothing.
    if kept.iter().filter(|token| token.is_word()).count() < 2 && found.is_some() {
        return Some((tokens.to_vec(), None));
    }
    Some((kept, found))
}

/// `1 mile as 1.609 km`, `a yard is 3 feet`, `1000 metres in a kilometre`
fn factor_at(tokens: &[Token<'_>]) -> Option<(Factor, usize)> {
    let (first, one, used) = amount_at(tokens)?;
    let mut at = used;
    let single = Rational::from(1);
    let joint = tokens[at..]
        .iter()
        .take(4)
        .take_while(|token| {
            token.is_any(&[
                "is",
                "as",
                "equals",
                "equal",
                "to",
                "are",
                "be",
                "has",
                "have",
                "contains",
                "means",
                "about",
                "approximately",
                "exactly",
                "being",
                "makes",
                "make",
                "of",
                "in",
                "per",
                "corresponds",
                "comes",
                "roughly",
            ]) || "=≈:".chars().any(|mark| token.is_mark(mark))
        })
        .count();
    let says = |words: &[&str]| {
        tokens[at..at + joint]
            .iter()
            .any(|token| token.is_any(words))
    };
    let (inverse, per) = (says(&["in", "per", "make", "makes"]), says(&["per"]));
    if joint == 0 || says(&["of"]) && joint == 1 {
        return None;
    }
    at += joint;
    // "2.2 lb per kg"
    if inverse
        && let Some((many, used)) = unit_at(&tokens[at..])
        && one.kind == many.kind
        && !std::ptr::eq(one, many)
    {
        let factor = Factor {
            one: many,
            many: one,
            factor: first,
        };
        return per.then_some((factor, at + used));
    }
    let (second, many, used) = amount_at(&tokens[at..])?;
    if one.kind != many.kind || std::ptr::eq(one, many) {
        return None;
    }
    let (factor, one, many) = if inverse && second == single {
        (first, many, one)
    } else if first == single && !inverse && second != single {
        (second, one, many)
    } else {
        return None;
    };
    (!factor.is_negative() && factor != Rational::ZERO)
        .then_some((Factor { one, many, factor }, at + used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::{fold, tokens};

    fn left(text: &str) -> Option<(String, Option<String>)> {
        let said = fold(text, &tokens(text));
        let (kept, factor) = without_factor(&said)?;
        let kept: Vec<&str> = kept.iter().map(|token| token.text).collect();
        Some((kept.join(" "), factor.map(|found| found.factor.to_string())))
    }

    #[test]
    fn takes_factors_out() {
        for (text, kept, factor) in [
            (
                "How long are 10 miles in km, taking 1 mile as 1.609 km",
                "How long are 10 miles in km",
                Some("1.609"),
            ),
            (
                "One yard is three feet. How many feet are 5 yards",
                ". How many feet are 5 yards",
                Some("3"),
            ),
            (
                "How many feet are 5 yards",
                "How many feet are 5 yards",
                None,
            ),
        ] {
            assert_eq!(
                left(text),
                Some((kept.to_owned(), factor.map(str::to_owned))),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = left(&text);
        }
    }
}
