//! A number that grows or shrinks by a percentage, in any words: `Take 1,200 and knock 35
//! percent off it`, `It fell by 12.5 percent from 640: what is the new figure?`

use reading::{Asked, Rational, Token};

use crate::question::{Question, Sought, shown};

const DOWN: &[&str] = &[
    "off",
    "fell",
    "fall",
    "falls",
    "fallen",
    "falling",
    "drop",
    "drops",
    "dropped",
    "reduce",
    "reduced",
    "reduces",
    "discount",
    "discounted",
    "decrease",
    "decreased",
    "decreases",
    "cut",
    "cuts",
    "lower",
    "lowered",
    "shrink",
    "shrinks",
    "shrank",
    "shrunk",
    "decline",
    "declined",
    "declines",
    "slashed",
    "knock",
    "knocked",
    "subtract",
    "sank",
    "sinks",
    "down",
    "loses",
    "lost",
    "cheaper",
    "deduct",
    "deducted",
    "trim",
    "trimmed",
];
const UP: &[&str] = &[
    "rise",
    "rises",
    "rose",
    "risen",
    "increase",
    "increased",
    "increases",
    "raise",
    "raised",
    "raises",
    "grow",
    "grows",
    "grew",
    "grown",
    "markup",
    "add",
    "added",
    "adds",
    "climb",
    "climbed",
    "climbs",
    "jump",
    "jumped",
    "gain",
    "gained",
    "gains",
    "swells",
    "up",
];
/// What the whole is called when it has changed.
const RESULTS: &[&str] = &[
    "new",
    "now",
    "result",
    "final",
    "becomes",
    "become",
    "afterwards",
    "reach",
    "reaches",
];
/// What would make it another question.
const OTHER: &[&str] = &[
    "not",
    "original",
    "originally",
    "before",
    "each",
    "every",
    "per",
    "twice",
    "then",
    "again",
    "half",
    "remaining",
    "rest",
    "left",
    "how",
    "by",
    "percentage",
    "points",
    "compound",
    "after",
    "difference",
    "average",
    "mean",
    "if",
    "don't",
    "another",
    "further",
    "both",
    "last",
];

/// The part, or what is there after the change; or by how many percent it changed.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let all: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    if all.len() > 45 {
        return None;
    }
    let numbers: Vec<usize> = (0..all.len())
        .filter(|&at| all[at].number().is_some() && !all[at].is("a") && !all[at].is("one"))
        .collect();
    let [first, second] = numbers[..] else {
        return None;
    };
    let says = |words: &[&str]| all.iter().any(|token| token.is_any(words));
    let (down, up) = (says(DOWN), says(UP));
    let is_percent = |at: usize| {
        all.get(at + 1)
            .is_some_and(|next| next.is_mark('%') || next.is_any(&["percent", "%"]))
            || all.get(at + 1).is_some_and(|next| next.is("per"))
                && all.get(at + 2).is_some_and(|next| next.is("cent"))
    };
    let value = |at: usize| all[at].number().map(|number| number.value);
    let (base, rate, rate_at) = match (is_percent(first), is_percent(second)) {
        (true, false) => (value(second)?, value(first)?, first),
        (false, true) => (value(first)?, value(second)?, second),
        (false, false) => return rate_of(&all, first, second, down, up),
        (true, true) => return None,
    };
    if base <= Rational::ZERO || rate <= Rational::ZERO || rate >= 100.into() {
        return None;
    }
    let share = base.times(rate)?.over(100.into())?;
    let by = |token: &&&Token<'_>| token.is("by");
    let odd = OTHER.iter().any(|word| {
        *word != "by" && says(&[*word]) || *word == "by" && all.iter().filter(by).count() > 1
    });
    if odd {
        return None;
    }
    let question = asked.sentences.last()?;
    // "a fee of 8.5% on 4,000. Fee = ?"
    if let Some(noun) = rate_at.checked_sub(2).map(|at| all[at])
        && all[rate_at - 1].is("of")
        && noun.is_word()
        && asked.sentences.len() > 1
        && question.len() <= 6
        && question.iter().any(|token| token.is(noun.text))
        && !question
            .iter()
            .any(|token| token.is_any(RESULTS) || token.number().is_some())
    {
        return Some(told(
            share,
            vec![base, rate],
            format!("{rate}% of {base} is {}", shown(share, None)),
        ));
    }
    let imperative = asked.sentences[0].first().is_some_and(|token| {
        token.is_any(&[
            "take", "start", "begin", "knock", "cut", "reduce", "increase", "lower", "raise",
            "add", "subtract", "decrease", "deduct",
        ])
    });
    let named = question.iter().any(|token| token.is_any(RESULTS)) && asked.sentences.len() > 1;
    if down == up || !(imperative && asked.sentences.len() == 1 || named) {
        return None;
    }
    let (value, sign) = if down {
        (base.minus(share)?, '-')
    } else {
        (base.plus(share)?, '+')
    };
    let fact = format!(
        "{base} {sign} {} = {}",
        shown(share, None),
        shown(value, None)
    );
    Some(told(value, vec![base, rate], fact))
}

/// `from 80 to 92: what percentage increase is that?`
fn rate_of(
    all: &[&Token<'_>],
    first: usize,
    second: usize,
    down: bool,
    up: bool,
) -> Option<Question> {
    let asks = all[second..]
        .iter()
        .any(|token| token.is_any(&["percentage", "percent", "%"]));
    let from = first > 0 && all[first - 1].is("from");
    let to = all[second - 1].is("to");
    let odd = all.iter().any(|token| {
        token.is_any(&[
            "not",
            "points",
            "original",
            "per",
            "each",
            "average",
            "of",
            "year-on-year",
        ]) && !token.is("of")
    });
    if !asks || !from || !to || odd {
        return None;
    }
    let (a, b) = (all[first].number()?.value, all[second].number()?.value);
    let gap = b.minus(a)?;
    // "went down" may stand beside "what percentage change".
    let fits = gap != Rational::ZERO
        && if gap.is_negative() {
            !up || down
        } else {
            !down
        };
    let value = gap.abs().times(100.into())?.over(a)?;
    (fits && a > Rational::ZERO).then(|| {
        let fact = format!("{} / {a} * 100 = {}", gap.abs(), shown(value, None));
        told(value, vec![a, b], fact)
    })
}

fn told(value: Rational, operands: Vec<Rational>, fact: String) -> Question {
    Question::Value(Sought {
        value,
        operands,
        fact,
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    })
}
