//! Expressions, in signs and in words.

use reading::{Kind, Rational, Token};

/// A computed expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Computed {
    pub(crate) value: Rational,
    /// The numbers in it, in their order.
    pub(crate) operands: Vec<Rational>,
    /// Whether it may be something else: `9/11`, `4x4`, `3-2`.
    pub(crate) ambiguous: bool,
}

/// Computes an expression that is all of these tokens, with at least one
/// operation in it. None if it is none, or overflows, or divides by zero.
pub(crate) fn compute(tokens: &[Token<'_>]) -> Option<Computed> {
    let computed = parse(tokens)?;
    (computed.operations > 0).then_some(computed.into())
}

/// A number or an expression.
pub(crate) fn value(tokens: &[Token<'_>]) -> Option<Computed> {
    parse(tokens).map(Computed::from)
}

struct Parsed {
    value: Rational,
    operands: Vec<Rational>,
    operations: usize,
    clear: bool,
}

impl From<Parsed> for Computed {
    fn from(parsed: Parsed) -> Self {
        Self {
            value: parsed.value,
            operands: parsed.operands,
            ambiguous: !parsed.clear,
        }
    }
}

fn parse(tokens: &[Token<'_>]) -> Option<Parsed> {
    if tokens.is_empty() || tokens.len() > 200 {
        return None;
    }
    let mut parser = Parser {
        symbols: symbols(tokens)?,
        at: 0,
        depth: 0,
        operands: Vec::new(),
        operations: 0,
        clear: false,
    };
    // In a sum, what is divided is open: 5 + 7 mod 10.
    let remainders = parser
        .symbols
        .iter()
        .any(|s| matches!(s, Symbol::Sign('m', _)));
    let value = parser.sum()?;
    let open = remainders && parser.operations > 1;
    (parser.at == parser.symbols.len() && !open).then_some(Parsed {
        value,
        operands: parser.operands,
        operations: parser.operations,
        clear: parser.clear,
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Symbol {
    Number(Rational),
    /// One of `+ - * / ^ % m`, and whether it can be nothing but arithmetic.
    Sign(char, bool),
    Open,
    Close,
    /// `of`, behind a percentage or a fraction.
    Of,
    /// `square root of`
    Root,
    /// `squared`, `cubed`
    Raised(i128),
    Factorial,
}

/// Words of an operation, longest first.
const WORDS: [(&[&str], Symbol); 31] = [
    (
        &["raised", "to", "the", "power", "of"],
        Symbol::Sign('^', true),
    ),
    (&["to", "the", "power", "of"], Symbol::Sign('^', true)),
    (&["to", "the", "power"], Symbol::Sign('^', true)),
    (&["the", "square", "root", "of"], Symbol::Root),
    (&["square", "root", "of"], Symbol::Root),
    (&["multiplied", "by"], Symbol::Sign('*', true)),
    (&["times"], Symbol::Sign('*', true)),
    (&["divided", "by"], Symbol::Sign('/', true)),
    (&["over"], Symbol::Sign('/', true)),
    (&["added", "to"], Symbol::Sign('+', true)),
    (&["plus"], Symbol::Sign('+', true)),
    (&["minus"], Symbol::Sign('-', true)),
    (&["negative"], Symbol::Sign('-', true)),
    (&["modulo"], Symbol::Sign('m', true)),
    (&["mod"], Symbol::Sign('m', true)),
    (&["percent", "of"], Symbol::Sign('%', true)),
    (&["per", "cent", "of"], Symbol::Sign('%', true)),
    (&["%", "of"], Symbol::Sign('%', true)),
    (&["of"], Symbol::Of),
    (&["squared"], Symbol::Raised(2)),
    (&["cubed"], Symbol::Raised(3)),
    (&["factorial"], Symbol::Factorial),
    (&["square", "root"], Symbol::Root),
    (&["root", "of"], Symbol::Root),
    (&["sqrt"], Symbol::Root),
    (
        &["to", "the", "power", "of", "the"],
        Symbol::Sign('^', true),
    ),
    (&["less"], Symbol::Sign('-', true)),
    (&["x"], Symbol::Sign('*', true)),
    (&["²"], Symbol::Raised(2)),
    (&["³"], Symbol::Raised(3)),
    (&["√"], Symbol::Root),
];

fn symbols(tokens: &[Token<'_>]) -> Option<Vec<Symbol>> {
    let mut symbols = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let spaced = !token.glued && tokens.get(at + 1).is_none_or(|next| !next.glued);
        at += 1;
        match token.kind {
            Kind::Number(number) => {
                // 007 is no number to compute with.
                let padded = token.text.len() > 1
                    && token.text.starts_with('0')
                    && !token.text.starts_with("0.");
                if padded {
                    return None;
                }
                symbols.push(Symbol::Number(number.value));
                if tokens
                    .get(at)
                    .is_some_and(|t| t.is_any(&["dollars", "euros"]))
                {
                    at += 1;
                }
                continue;
            }
            Kind::Mark('$' | '€' | '£')
                if tokens.get(at).is_some_and(|next| next.number().is_some()) =>
            {
                continue;
            }
            _ => {}
        }
        let words = WORDS.iter().find(|(words, _)| {
            tokens.len() - (at - 1) >= words.len()
                && words
                    .iter()
                    .zip(&tokens[at - 1..])
                    .all(|(word, token)| token.is(word))
        });
        if let Some((words, symbol)) = words {
            let glued_x = token.is("x") && !spaced;
            symbols.push(match symbol {
                Symbol::Sign(sign, _) => Symbol::Sign(*sign, !glued_x),
                symbol => *symbol,
            });
            at += words.len() - 1;
            continue;
        }
        let symbol = match token.kind {
            Kind::Mark('+') => Symbol::Sign('+', true),
            Kind::Mark('*' | '×' | '·' | '⋅' | '∙') => Symbol::Sign('*', true),
            Kind::Mark('÷') => Symbol::Sign('/', true),
            Kind::Mark('^') => Symbol::Sign('^', true),
            Kind::Mark('-') => Symbol::Sign('-', spaced),
            Kind::Mark('/') => Symbol::Sign('/', spaced),
            // "2(3 + 5)", "(1 + 2)(3 + 4)"
            Kind::Mark('(') if token.glued => {
                if matches!(symbols.last(), Some(Symbol::Number(_) | Symbol::Close)) {
                    symbols.push(Symbol::Sign('*', true));
                }
                Symbol::Open
            }
            Kind::Mark('(') => Symbol::Open,
            Kind::Mark(')') => Symbol::Close,
            Kind::Mark('!') if token.glued => Symbol::Factorial,
            // "17x23" is read as 17 and x23.
            Kind::Word if token.glued => {
                let digits = token.text.strip_prefix(['x', 'X'])?;
                symbols.push(Symbol::Sign('*', false));
                Symbol::Number(Rational::parse(digits)?)
            }
            _ => return None,
        };
        symbols.push(symbol);
    }
    Some(symbols)
}

struct Parser {
    symbols: Vec<Symbol>,
    at: usize,
    depth: usize,
    operands: Vec<Rational>,
    operations: usize,
    /// Whether some sign can be nothing but arithmetic.
    clear: bool,
}

/// Brackets and signs nested deeper are no everyday arithmetic.
const DEEPEST: usize = 32;

impl Parser {
    fn peek(&self) -> Option<Symbol> {
        self.symbols.get(self.at).copied()
    }

    fn take_sign(&mut self, signs: &str) -> Option<char> {
        match self.peek() {
            Some(Symbol::Sign(sign, clear)) if signs.contains(sign) => {
                self.at += 1;
                self.operations += 1;
                self.clear |= clear;
                Some(sign)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Option<Rational> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut value = self.product()?;
        while let Some(sign) = self.take_sign("+-") {
            let next = self.product()?;
            value = if sign == '+' {
                value.plus(next)?
            } else {
                value.minus(next)?
            };
        }
        self.depth -= 1;
        Some(value)
    }

    fn product(&mut self) -> Option<Rational> {
        let mut value = self.signed()?;
        loop {
            if let Some(sign) = self.take_sign("*/m") {
                let next = self.signed()?;
                value = match sign {
                    '*' => value.times(next)?,
                    '/' => value.over(next)?,
                    _ => remainder(value, next)?,
                };
            } else if self.take_sign("%").is_some() {
                // 15 % of 80
                value = value.over(100.into())?.times(self.signed()?)?;
            } else if self.peek() == Some(Symbol::Of) && value.whole().is_none() {
                self.at += 1;
                self.operations += 1;
                self.clear = true;
                value = value.times(self.signed()?)?;
            } else {
                return Some(value);
            }
        }
    }

    fn signed(&mut self) -> Option<Rational> {
        if let Some(Symbol::Sign('-', _)) = self.peek() {
            self.at += 1;
            let value = self.atom()?;
            // -2^2 is read both ways.
            if matches!(
                self.peek(),
                Some(Symbol::Sign('^', _) | Symbol::Raised(_) | Symbol::Factorial)
            ) {
                return None;
            }
            if let Some(last) = self.operands.last_mut() {
                *last = last.negated();
            }
            return Some(value.negated());
        }
        self.power()
    }

    fn power(&mut self) -> Option<Rational> {
        let base = self.atom()?;
        match self.peek() {
            Some(Symbol::Sign('^', _)) => {
                self.take_sign("^");
                let exponent = if let Some(Symbol::Sign('-', _)) = self.peek() {
                    self.at += 1;
                    self.atom()?.negated()
                } else {
                    self.atom()?
                };
                // 2^3^2 is read both ways by people.
                if matches!(self.peek(), Some(Symbol::Sign('^', _))) {
                    return None;
                }
                base.power(exponent)
            }
            Some(Symbol::Raised(exponent)) => {
                self.at += 1;
                self.operations += 1;
                self.clear = true;
                base.power(exponent.into())
            }
            Some(Symbol::Factorial) => {
                self.at += 1;
                self.operations += 1;
                self.clear = true;
                factorial(base)
            }
            _ => Some(base),
        }
    }

    fn atom(&mut self) -> Option<Rational> {
        let symbol = self.peek()?;
        self.at += 1;
        match symbol {
            Symbol::Number(value) => {
                self.operands.push(value);
                Some(value)
            }
            Symbol::Open => {
                let value = self.sum()?;
                (self.peek()? == Symbol::Close).then(|| self.at += 1)?;
                self.clear = true;
                Some(value)
            }
            Symbol::Root => {
                self.operations += 1;
                self.clear = true;
                self.depth += 1;
                (self.depth <= DEEPEST).then_some(())?;
                self.atom()?.square_root()
            }
            _ => None,
        }
    }
}

fn remainder(value: Rational, by: Rational) -> Option<Rational> {
    let (value, by) = (value.whole()?, by.whole()?);
    // Languages differ below zero.
    (value >= 0 && by > 0).then(|| Rational::from(value % by))
}

fn factorial(value: Rational) -> Option<Rational> {
    let n = value.whole().filter(|n| (0..=25).contains(n))?;
    Some(Rational::from((1..=n).product::<i128>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::{fold, tidy, tokens};

    fn computed(text: &str) -> Option<String> {
        let text = tidy(text);
        Some(compute(&fold(&text, &tokens(&text)))?.value.to_string())
    }

    #[test]
    fn computes() {
        for (text, value) in [
            ("17 * 23", "391"),
            ("17x23", "391"),
            ("17 × 23 + 1", "392"),
            ("2 + 3 * 4", "14"),
            ("(2 + 3) * 4", "20"),
            ("10 - 4 - 3", "3"),
            ("1/3 + 1/6", "0.5"),
            ("seventeen times twenty-three", "391"),
            ("15% of 80", "12"),
            ("15 percent of $80", "12"),
            ("three quarters of 20", "15"),
            ("2^10", "1024"),
            ("2**10", "1024"),
            ("2 to the power of 10", "1024"),
            ("5 squared", "25"),
            ("5² + 1", "26"),
            ("the square root of 144", "12"),
            ("17 mod 5", "2"),
            ("5 + -3", "2"),
            ("minus five plus 3", "-2"),
            ("6!", "720"),
            ("1,000 + 2.5", "1002.5"),
            ("100 divided by 8", "12.5"),
        ] {
            assert_eq!(computed(text).as_deref(), Some(value), "{text}");
        }
        for text in [
            "17",
            "1 / 0",
            "7 // 2",
            "5 + 7 mod 10",
            "2 +",
            "200 + 10%",
            "-2^2",
            "2^3^2",
            "a + b",
            "2024-01-05",
            "9999999999999999999 ^ 99",
            "the square root of 2",
            "3 of 4",
            "(1 + 2",
            "",
        ] {
            assert_eq!(computed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "([0-9]{1,30}| ?[-+*/^()%!] ?| of | mod | squared |√){0,30}") {
            computed(&text);
        }

        #[test]
        fn deep_nesting_is_refused(depth in 0_usize..150) {
            let text = format!("{}1 + 1{}", "(".repeat(depth), ")".repeat(depth));
            prop_assert_eq!(computed(&text).is_some(), depth < 32 && 2 * depth + 3 <= 200);
        }
    }
}
