//! The odd or the even numbers of a run, added up.

use reading::{Asked, Rational, Token};

use crate::question::Sought;

/// `every odd number from 1 through 19`, added up.
pub(super) fn every_other(asked: &Asked<'_>) -> Option<Sought> {
    let all: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    let says = |words: &[&str]| all.iter().any(|token| token.is_any(words));
    let numbers: Vec<usize> = (0..all.len())
        .filter(|&at| all[at].number().is_some())
        .collect();
    let [first, last] = numbers[..] else {
        return None;
    };
    let odd = says(&["odd"]);
    let known = all.len() <= 24
        && says(&["add", "sum", "total"])
        && odd != says(&["even"])
        && says(&["numbers", "number", "integers", "integer"])
        && first > 0
        && all[first - 1].is_any(&["from", "between"])
        && last == first + 2
        && all[first + 1].is_any(&["to", "through"])
        && !says(&[
            "not",
            "except",
            "exclusive",
            "excluding",
            "many",
            "average",
            "mean",
            "product",
            "squares",
        ]);
    let (a, b) = (
        all[first].number()?.value.whole()?,
        all[last].number()?.value.whole()?,
    );
    if !known || a < 0 || b <= a || b > 10_000 {
        return None;
    }
    let value = Rational::from((a..=b).filter(|n| (n % 2 == 1) == odd).sum::<i128>());
    Some(Sought {
        value,
        operands: vec![a.into(), b.into()],
        fact: format!("The sum is {value}"),
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    })
}
