//! Operations one after the other: `double 76, then take away 19`.

use reading::{Rational, Token};

use crate::expression;
use crate::question::{Question, Sought, shown};
use crate::verbs;

/// What a chain of steps comes to.
pub(crate) fn understand(tokens: &[Token<'_>]) -> Option<Question> {
    let steps = steps(tokens);
    let (first, rest) = steps.split_first()?;
    if rest.is_empty() || rest.len() > 6 {
        return None;
    }
    let begin = without_lead(first);
    let computed = expression::value(begin).or_else(|| verbs::compute(begin))?;
    if computed.ambiguous {
        return None;
    }
    let mut value = computed.value;
    let mut operands = computed.operands;
    let mut written = if operands.len() == 1 && value == operands[0] {
        value.to_string()
    } else {
        shown(value, None)
    };
    for step in rest {
        let (sign, by) = operation(step)?;
        value = match sign {
            '+' => value.plus(by)?,
            '-' => value.minus(by)?,
            '*' => value.times(by)?,
            '/' => value.over(by)?,
            _ => value.power(by)?,
        };
        written = format!("{written} {sign} {by} = {}", shown(value, None));
        operands.push(by);
        if !std::ptr::eq(step, &rest[rest.len() - 1]) {
            written = format!("{written}, {}", shown(value, None));
        }
    }
    Some(Question::Value(Sought {
        value,
        operands,
        fact: written,
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    }))
}

const VERBS: &[&str] = &[
    "add",
    "adding",
    "subtract",
    "subtracting",
    "take",
    "taking",
    "deduct",
    "deducting",
    "remove",
    "multiply",
    "multiplying",
    "divide",
    "dividing",
    "double",
    "doubling",
    "triple",
    "tripling",
    "halve",
    "halving",
    "square",
    "squaring",
    "plus",
    "minus",
    "increase",
    "decrease",
    "reduce",
];

/// The steps, where a comma, "then" or "and" stands in front of a verb.
fn steps<'s, 't>(tokens: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let joins = |token: &Token<'_>| {
        token.is_any(&[
            "then",
            "and",
            "next",
            "finally",
            "after",
            "that",
            "afterwards",
            "now",
            "before",
        ]) || ",;".chars().any(|mark| token.is_mark(mark))
    };
    let mut steps = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < tokens.len() {
        let skipped = tokens[at..].iter().take_while(|token| joins(token)).count();
        let verb = tokens
            .get(at + skipped)
            .is_some_and(|token| token.is_any(VERBS));
        if skipped > 0 && verb && at > begin {
            steps.push(&tokens[begin..at]);
            begin = at + skipped;
            at = begin;
        }
        at += 1;
    }
    if begin < tokens.len() {
        steps.push(&tokens[begin..]);
    }
    steps
}

/// A step's sign and number.
fn operation(step: &[Token<'_>]) -> Option<(char, Rational)> {
    const SMALL: &[&str] = &[
        "it",
        "that",
        "this",
        "the",
        "result",
        "to",
        "from",
        "away",
        "number",
        "sum",
        "by",
        "of",
        "answer",
        "product",
        "difference",
        "total",
        "what",
        "do",
        "you",
        "get",
        "i",
        "is",
        "now",
        "?",
        "what's",
        "end",
        "up",
        "with",
        "which",
        "have",
        "then",
        "off",
        "another",
        "value",
        "outcome",
        "please",
        "quotient",
        "final",
        "figure",
        "does",
        "make",
        "will",
        "be",
    ];
    let verb = step.first()?;
    let by: Vec<Rational> = step[1..]
        .iter()
        .filter_map(Token::number)
        .map(|number| number.value)
        .collect();
    let known = step[1..].iter().all(|token| {
        token.number().is_some()
            || token.is_any(SMALL)
            || ",:;.=".chars().any(|mark| token.is_mark(mark))
    });
    if !known {
        return None;
    }
    if let ([], Some(found)) = (
        &by[..],
        [
            (&["double", "doubling"][..], ('*', 2)),
            (&["triple", "tripling"], ('*', 3)),
            (&["halve", "halving"], ('/', 2)),
            (&["square", "squaring"], ('^', 2)),
        ]
        .iter()
        .find(|(words, _)| verb.is_any(words)),
    ) {
        return Some((found.1.0, found.1.1.into()));
    }
    let [by] = by[..] else { return None };
    let sign = if verb.is_any(&["add", "adding", "plus"]) {
        '+'
    } else if verb.is_any(&[
        "subtract",
        "subtracting",
        "take",
        "taking",
        "deduct",
        "deducting",
        "remove",
        "minus",
    ]) {
        '-'
    } else if verb.is_any(&["multiply", "multiplying"]) {
        '*'
    } else if verb.is_any(&["divide", "dividing"]) {
        '/'
    } else if verb.is_any(&["increase"]) && step.iter().any(|t| t.is("by")) {
        '+'
    } else if verb.is_any(&["decrease", "reduce"]) && step.iter().any(|t| t.is("by")) {
        '-'
    } else {
        return None;
    };
    // "divide by 2 the sum", but "divide 10 by it"
    let back = matches!(sign, '/') && step.get(1).is_some_and(|t| t.number().is_some());
    (!back).then_some((sign, by))
}

/// Without `Start with`, `What do I get when I`.
fn without_lead<'s, 't>(mut step: &'s [Token<'t>]) -> &'s [Token<'t>] {
    while let [first, rest @ ..] = step
        && !rest.is_empty()
        && (first.is_any(&[
            "start",
            "begin",
            "starting",
            "with",
            "take",
            "from",
            "which",
            "what",
            "number",
            "do",
            "i",
            "you",
            "we",
            "get",
            "when",
            "if",
            "is",
            "the",
            "result",
            "of",
            "please",
            "first",
            "calculate",
            "compute",
            "find",
            "work",
            "out",
            "tell",
            "me",
            "value",
            "at",
            "what's",
            "how",
            "much",
            "will",
            "be",
            "to",
            "let's",
            "for",
            "say",
            "have",
        ]) && !(first.is("take") && rest.iter().any(|t| t.is("from")))
            || ",:".chars().any(|mark| first.is_mark(mark)))
    {
        step = rest;
    }
    step
}
