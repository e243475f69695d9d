//! An expression with letters that are given: `If a = 4 and b = 7, what is 3a + 2b?`

use reading::{Asked, Kind, Number, Rational, Token};

use crate::expression;
use crate::question::{Question, Sought, shown};

/// Words that change nothing.
const PLAIN: &str = "\
if|when|and|what|what's|is|the|value|of|find|calculate|compute|evaluate|given|that|let|suppose|with|for|then|where|\
expression|work|out|please|tell|me|how|much|does|equal|be|determine|result|are|to|following|following";

/// What it comes to, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if tokens.len() > 60 {
        return None;
    }
    let mut given: Vec<(char, Rational)> = Vec::new();
    let mut rest: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((name, value, used)) = given_at(&tokens[at..]) {
            if given.iter().any(|(known, _)| *known == name) {
                return None;
            }
            given.push((name, value));
            at += used;
        } else {
            rest.push(tokens[at].clone());
            at += 1;
        }
    }
    let is_plain = |token: &Token<'_>| {
        token.is_word() && token.is_among(PLAIN) || ",;:".chars().any(|mark| token.is_mark(mark))
    };
    while rest.first().is_some_and(is_plain) {
        rest.remove(0);
    }
    while rest
        .last()
        .is_some_and(|last| is_plain(last) || last.is_mark('='))
    {
        rest.pop();
    }
    let names = rest.iter().filter(|token| letter(token).is_some()).count();
    if given.len() < 2 || names == 0 {
        return None;
    }
    let mut put: Vec<Token<'_>> = Vec::new();
    for token in &rest {
        let value = match letter(token) {
            Some(name) => Some(given.iter().find(|(known, _)| *known == name)?.1),
            None => None,
        };
        let behind = put
            .last()
            .is_some_and(|last| last.number().is_some() || last.is_mark(')'));
        if behind && (value.is_some() || token.is_mark('(')) {
            put.push(mark('*', token));
        }
        match value {
            Some(value) => {
                put.push(mark('(', token));
                put.push(Token {
                    text: "n",
                    kind: Kind::Number(Number { value, decimals: 0 }),
                    ..token.clone()
                });
                put.push(mark(')', token));
            }
            None => put.push(token.clone()),
        }
    }
    let value = expression::value(&put)?.value;
    let said = text.get(rest.first()?.start..rest.last()?.end())?;
    Some(Question::Value(Sought {
        value,
        operands: given.iter().map(|(_, value)| *value).collect(),
        fact: format!("{said} = {}", shown(value, None)),
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    }))
}

fn mark<'t>(sign: char, place: &Token<'t>) -> Token<'t> {
    Token {
        text: match sign {
            '*' => "*",
            '(' => "(",
            _ => ")",
        },
        kind: Kind::Mark(sign),
        glued: false,
        ..place.clone()
    }
}

fn letter(token: &Token<'_>) -> Option<char> {
    let mut letters = token.text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if token.is_word() && letter.is_ascii_alphabetic() => Some(letter),
        _ => None,
    }
}

/// `a = 4`, `b is -7`
fn given_at(tokens: &[Token<'_>]) -> Option<(char, Rational, usize)> {
    let name = letter(tokens.first()?)?;
    let equals = tokens.get(1)?;
    if !equals.is_mark('=') && !equals.is_any(&["is", "equals"]) {
        return None;
    }
    let negative = tokens.get(2)?.is_mark('-');
    let at = 2 + usize::from(negative);
    let value = tokens.get(at)?.number()?.value;
    let ends = tokens
        .get(at + 1)
        .is_none_or(|next| next.is_word() || ",;.:".chars().any(|mark| next.is_mark(mark)))
        && tokens
            .get(at + 1)
            .is_none_or(|next| letter(next).is_none() || !next.glued);
    ends.then_some((name, if negative { value.negated() } else { value }, at + 1))
}
