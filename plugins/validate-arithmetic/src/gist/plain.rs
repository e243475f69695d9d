//! Numbers that are told as operations: `half of 118`, `the sum of 48 and 36`.

use reading::{Kind, Number, Rational, Token};

/// Without `(48,651)` behind the same number in words, and with `half of 118` as the
/// number that it is where there are more.
pub(super) fn plain<'t>(sentence: &[Token<'t>]) -> Vec<Token<'t>> {
    let counted = sentence.iter().filter(|t| t.number().is_some()).count();
    let several = counted > 1;
    let mut plain: Vec<Token<'t>> = Vec::with_capacity(sentence.len());
    let mut at = 0;
    while at < sentence.len() {
        let rest = &sentence[at..];
        if let [open, again, close, ..] = rest
            && open.is_mark('(')
            && close.is_mark(')')
            && let (Some(before), Some(again)) =
                (plain.last().and_then(Token::number), again.number())
            && before.value == again.value
        {
            at += 3;
            continue;
        }
        if let Some(token) = power(rest) {
            plain.push(token);
            at += 1;
            continue;
        }
        if let Some((token, used)) = nested(rest).filter(|_| counted > 2) {
            // "the sum of 48 and 36"
            if plain.last().is_some_and(|last| last.is("the")) {
                plain.pop();
            }
            plain.push(token);
            at += used;
            continue;
        }
        if several && let Some((token, used)) = multiple(rest) {
            plain.push(token);
            at += used;
            continue;
        }
        plain.push(rest[0].clone());
        at += 1;
    }
    plain
}

/// `fifth` in front of `power`
fn power<'t>(rest: &[Token<'t>]) -> Option<Token<'t>> {
    const ORDINALS: [&str; 11] = [
        "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let place = ORDINALS.iter().position(|word| rest[0].is(word))?;
    rest.get(1).filter(|next| next.is("power"))?;
    let value = Rational::from(place as i128 + 2);
    Some(Token {
        kind: Kind::Number(Number { value, decimals: 0 }),
        ..rest[0].clone()
    })
}

/// `sum of 48 and 36` as the number that it is.
fn nested<'t>(rest: &[Token<'t>]) -> Option<(Token<'t>, usize)> {
    let [name, of, a, and, b, ..] = rest else {
        return None;
    };
    let (x, y) = (a.number()?, b.number()?);
    let open = rest
        .get(5)
        .is_some_and(|next| !next.is_any(&["by", "to", "from", "then"]))
        || rest.get(5).is_some_and(|next| {
            next.is_mark(',') || next.is_mark('/') || next.is_mark('%') || next.is("percent")
        });
    if !of.is_any(&["of", "between"]) || !and.is("and") || open {
        return None;
    }
    let value = if name.is("sum") {
        x.value.plus(y.value)
    } else if name.is("difference") {
        x.value.minus(y.value).map(Rational::abs)
    } else if name.is("product") {
        x.value.times(y.value)
    } else if name.is("quotient") {
        x.value.over(y.value)
    } else {
        None
    }?;
    let kind = Kind::Number(Number { value, ..x });
    Some((Token { kind, ..a.clone() }, 5))
}

/// `double 347`, `half of 118`
fn multiple<'t>(rest: &[Token<'t>]) -> Option<(Token<'t>, usize)> {
    let (above, below) = [
        ("double", 2, 1),
        ("twice", 2, 1),
        ("triple", 3, 1),
        ("half", 1, 2),
    ]
    .iter()
    .find(|(word, ..)| rest[0].is(word))
    .map(|(_, above, below)| (*above, *below))?;
    let used = 1 + usize::from(rest.get(1)?.is("of"));
    let token = rest.get(used)?;
    let number = token.number()?;
    let factor = Rational::new(above, below)?;
    // "half of 118 percent", "half of 1/4": more than a number.
    let open = rest
        .get(used + 1)
        .is_some_and(|next| next.is_mark('/') || next.is_mark('%') || next.is_mark('^'));
    let value = number.value.times(factor).filter(|_| !open)?;
    let kind = Kind::Number(Number { value, ..number });
    Some((
        Token {
            kind,
            ..token.clone()
        },
        used + 1,
    ))
}
