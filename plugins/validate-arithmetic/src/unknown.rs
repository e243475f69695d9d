//! A number that is sought by what is done with it: `A number is doubled and then reduced by 5,
//! giving 31. What is the number?`
//!
//! The steps are told one after the other, and the result last. Every number has to be part of
//! a step or the result, and every other word has to be known.

use reading::{Asked, Rational, Token};

use crate::question::{Question, Sought, shown};

/// Words that change nothing.
const PLAIN: &str = "\
a|an|the|i|think|thinking|of|am|i'm|my|some|certain|number|is|it|this|then|and|to|by|what|what's|which|was|find|\
when|if|you|we|get|gives|give|giving|result|resulting|answer|equals|equal|makes|make|in|into|start|started|begin|with|from|\
original|first|that|come|comes|out|at|end|up|will|be|unknown|after|result's|please|me|tell|did|do|would|produces|yields|leaves|obtain|does|same|need|us|now|so|finally|next|off|away|begins|starts|mystery|secret|value|integer|for|have";

/// Words with which the result is told.
const RESULTS: &[&str] = &[
    "giving", "gives", "give", "get", "is", "equals", "makes", "make", "to", "=", "be", "was",
    "produces", "yields", "obtain", "with", "at", "leaves", "have",
];

/// The number with which it begins, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let tokens: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    let says = |words: &[&str]| tokens.iter().any(|token| token.is_any(words));
    let seeks = tokens.iter().enumerate().any(|(at, token)| {
        token.is("number")
            && tokens[..at]
                .iter()
                .rev()
                .take(4)
                .any(|before| before.is_any(&["what", "what's", "which", "find"]))
    });
    if tokens.len() > 60 || !seeks || !says(&["number"]) {
        return None;
    }
    let mut steps: Vec<(char, Rational)> = Vec::new();
    let mut result = None;
    let mut at = 0;
    while at < tokens.len() {
        if result.is_none()
            && let Some((sign, by, used)) = step_at(&tokens[at..])
        {
            steps.push((sign, by?));
            at += used;
            continue;
        }
        if let Some(number) = tokens[at].number().filter(|_| !tokens[at].is("one")) {
            let told = at > 0 && (tokens[at - 1].is_any(RESULTS) || tokens[at - 1].is_mark('='));
            if result.is_some() || !told {
                return None;
            }
            result = Some(number.value);
        } else if tokens[at].is_word() && !tokens[at].is_among(PLAIN) {
            return None;
        }
        at += 1;
    }
    let result = result?;
    if steps.is_empty() || steps.len() > 5 {
        return None;
    }
    let mut value = result;
    let mut written = String::from("n");
    for (sign, by) in steps.iter().rev() {
        value = match sign {
            '+' => value.minus(*by)?,
            '-' => value.plus(*by)?,
            '*' => value.over(*by)?,
            _ => value.times(*by)?,
        };
    }
    for (at, (sign, by)) in steps.iter().enumerate() {
        if at > 0 && matches!(sign, '*' | '/') {
            written = format!("({written})");
        }
        written = format!("{written} {sign} {by}");
    }
    value.places().filter(|&places| places <= 3)?;
    Some(Question::Value(Sought {
        value,
        operands: steps.iter().map(|(_, by)| *by).chain([result]).collect(),
        fact: format!(
            "{written} = {result}, so the number is {}",
            shown(value, None)
        ),
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    }))
}

/// A step, and how many tokens it is; inside none where its number is missing.
fn step_at(tokens: &[&Token<'_>]) -> Option<(char, Option<Rational>, usize)> {
    let first = tokens.first()?;
    for (words, sign, by) in [
        (&["doubled", "double", "doubles", "doubling"][..], '*', 2),
        (&["tripled", "triple", "triples", "tripling"], '*', 3),
        (&["halved", "halve", "halves", "halving"], '/', 2),
    ] {
        if first.is_any(words) {
            return Some((sign, Some(by.into()), 1));
        }
    }
    // "5 is added", "3 is subtracted from it"
    if let Some(by) = first.number()
        && tokens
            .get(1)
            .is_some_and(|next| next.is_any(&["is", "are", "was"]))
        && let Some(verb) = tokens.get(2)
    {
        let sign = sign_of(verb).filter(|sign| matches!(sign, '+' | '-'))?;
        return Some((sign, Some(by.value), 3));
    }
    let sign = sign_of(first)?;
    let mut at = 1;
    while tokens.get(at).is_some_and(|token| {
        token.is_any(&[
            "it", "by", "the", "result", "this", "that", "away", "number",
        ])
    }) {
        at += 1;
    }
    Some((
        sign,
        tokens
            .get(at)
            .and_then(|token| token.number())
            .map(|n| n.value),
        at + 1,
    ))
}

fn sign_of(token: &Token<'_>) -> Option<char> {
    const SIGNS: [(&[&str], char); 4] = [
        (
            &[
                "add",
                "added",
                "adds",
                "adding",
                "plus",
                "increased",
                "increase",
                "increasing",
            ],
            '+',
        ),
        (
            &[
                "subtract",
                "subtracted",
                "subtracts",
                "subtracting",
                "minus",
                "decreased",
                "decrease",
                "reduced",
                "reduce",
                "take",
                "taken",
                "taking",
                "takes",
            ],
            '-',
        ),
        (
            &[
                "multiplied",
                "multiply",
                "multiplies",
                "multiplying",
                "times",
            ],
            '*',
        ),
        (&["divided", "divide", "divides", "dividing"], '/'),
    ];
    SIGNS
        .iter()
        .find(|(words, _)| token.is_any(words))
        .map(|(_, sign)| *sign)
}
