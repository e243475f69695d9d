//! `If x = 17, what is 6x + 8?` and `solve 3x + 7 = 31`.

use reading::{Kind, Number, Rational, Token};

use crate::expression;
use crate::question::{Question, Sought, shown};

/// The value of an expression in one variable, or of the variable.
pub(crate) fn understand(text: &str, tokens: &[Token<'_>]) -> Option<Question> {
    let name = variable(tokens)?;
    let parts: Vec<&[Token<'_>]> = tokens
        .split(|token| {
            ",;:".chars().any(|mark| token.is_mark(mark))
                || token.is_any(&[
                    "what",
                    "what's",
                    "if",
                    "when",
                    "where",
                    "and",
                    "find",
                    "is",
                    "solve",
                    "for",
                    "calculate",
                    "compute",
                    "evaluate",
                    "given",
                    "that",
                    "the",
                    "value",
                    "of",
                    "let",
                    "suppose",
                    "then",
                    "equation",
                    "in",
                    "how",
                    "much",
                    "does",
                    "determine",
                    "get",
                    "expression",
                    "which",
                    "equal",
                    "be",
                    "with",
                    "you",
                    "do",
                    "a",
                    "linear",
                    "to",
                    "please",
                    "work",
                    "out",
                    "at",
                    "tell",
                    "me",
                    "such",
                    "makes",
                    "true",
                    "?",
                ])
        })
        .filter(|part| !part.is_empty())
        .collect();
    // Everything has to be the variable, an assignment, an expression or an equation.
    let mut assigned: Option<Rational> = None;
    let mut expressions: Vec<&[Token<'_>]> = Vec::new();
    let mut equations: Vec<(&[Token<'_>], &[Token<'_>])> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let sides: Vec<&[Token<'_>]> = part
            .split(|token| token.is_mark('=') || token.is("equals"))
            .collect();
        match sides[..] {
            // "x is 17" was split at "is".
            [one] if is_name(one, name) => {
                let next = parts.get(at + 1).copied().unwrap_or_default();
                let said = next
                    .first()
                    .zip(one.last())
                    .and_then(|(next, last)| text.get(last.end()..next.start))
                    .is_some_and(|between| between.trim() == "is");
                if let ([number], true) = (next, said) {
                    assigned = Some(number.number()?.value);
                }
            }
            [one] if one.iter().any(|token| has_name(token, name)) => expressions.push(one),
            [one] if one.len() == 1 && one[0].number().is_some() => {}
            // "x = ?"
            [one, []] if is_name(one, name) => {}
            [[number], one] | [one, [number]] if is_name(one, name) => {
                if assigned.replace(number.number()?.value).is_some() {
                    return None;
                }
            }
            [left, right] if !left.is_empty() && !right.is_empty() => equations.push((left, right)),
            _ => return None,
        }
    }
    let said = |part: &[Token<'_>]| text.get(part.first()?.start..part.last()?.end());
    match (assigned, &expressions[..], &equations[..]) {
        (Some(value), [one], []) => {
            let found = at(one, name, value)?;
            let fact = format!("{} = {}", said(one)?, shown(found, None));
            Some(question(found, vec![value], fact))
        }
        (None, [], [(left, right)]) => {
            let gap =
                |value: i128| at(left, name, value.into())?.minus(at(right, name, value.into())?);
            let (zero, one, two) = (gap(0)?, gap(1)?, gap(2)?);
            let slope = one.minus(zero)?;
            // Only straight lines are solved here.
            (two.minus(one)? == slope && slope != Rational::ZERO).then_some(())?;
            let value = zero.negated().over(slope)?;
            Some(question(
                value,
                Vec::new(),
                format!("{name} = {}", shown(value, None)),
            ))
        }
        _ => None,
    }
}

fn question(value: Rational, operands: Vec<Rational>, fact: String) -> Question {
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

/// The one letter that stands for a number.
fn variable(tokens: &[Token<'_>]) -> Option<char> {
    let mut found = None;
    for (at, token) in tokens.iter().enumerate() {
        let mut letters = token.text.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            continue;
        };
        let alone = "xyznkmt".contains(letter.to_ascii_lowercase());
        // "3 x 4" is a product.
        let between = at > 0
            && tokens[at - 1].number().is_some()
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.number().is_some())
            && letter.eq_ignore_ascii_case(&'x');
        if !token.is_word() || !alone {
            continue;
        }
        if between || found.is_some_and(|known| known != letter) {
            return None;
        }
        found = Some(letter);
    }
    found
}

fn is_name(tokens: &[Token<'_>], name: char) -> bool {
    matches!(tokens, [one] if has_name(one, name))
}

fn has_name(token: &Token<'_>, name: char) -> bool {
    token.is_word() && token.text.chars().eq([name])
}

/// The value of an expression where the variable is this.
fn at(tokens: &[Token<'_>], name: char, value: Rational) -> Option<Rational> {
    let mut replaced: Vec<Token<'_>> = Vec::with_capacity(tokens.len() + 2);
    for token in tokens {
        if has_name(token, name) {
            let times = replaced
                .last()
                .is_some_and(|last| last.number().is_some() || last.is_mark(')'));
            if times {
                replaced.push(Token {
                    text: "*",
                    kind: Kind::Mark('*'),
                    glued: false,
                    ..token.clone()
                });
            }
            replaced.push(Token {
                text: "n",
                kind: Kind::Number(Number { value, decimals: 0 }),
                ..token.clone()
            });
        } else {
            // "3(x + 2)"
            let times =
                token.is_mark('(') && replaced.last().is_some_and(|last| last.number().is_some());
            if times {
                replaced.push(Token {
                    text: "*",
                    kind: Kind::Mark('*'),
                    glued: false,
                    ..token.clone()
                });
            }
            replaced.push(token.clone());
        }
    }
    // "6x^2": the power binds closer than the product, as in the expression.
    Some(expression::value(&replaced)?.value)
}
