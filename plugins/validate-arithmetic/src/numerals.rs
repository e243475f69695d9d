//! Numbers written in another way, and of what kind they are: Roman numerals, binary,
//! fractions in lowest terms, primes.

use reading::{Asked, Rational, Token};

use crate::question::{Question, Sought, shown};

/// Larger numbers are not tried for what divides them.
const LARGEST_TRIED: i128 = 1_000_000;
/// Words that change nothing.
const PLAIN: &str = "\
what|what's|is|are|the|a|an|of|in|to|into|as|its|it|please|convert|write|give|express|tell|me|how|much|many|change|turn|\
find|simplify|reduce|number|numeral|numerals|numbers|roman|binary|decimal|decimals|base|form|terms|lowest|simplest|fraction|\
value|arabic|standard|ordinary|simplified|make|does|mean|stand|for|represent|which|system|equal|equals|items|eggs|units|things|\
pieces|by|expressed|written|normal|regular|digits|i|have|if|then|there|can|you|do|get|ten";

/// What such a request asks, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let tokens: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    if tokens.len() > 24 {
        return None;
    }
    let says = |words: &[&str]| tokens.iter().any(|token| token.is_any(words));
    if says(&["prime", "composite"]) {
        return prime(&tokens);
    }
    if says(&["roman"]) {
        return roman(&tokens);
    }
    if says(&["binary"]) {
        return binary(&tokens);
    }
    says(&["fraction", "simplify", "reduce", "lowest", "simplest"])
        .then(|| lowest_terms(&tokens))
        .flatten()
}

fn is_plain(token: &Token<'_>) -> bool {
    token.is_word() && token.is_among(PLAIN) || ":?.,\"'`".chars().any(|mark| token.is_mark(mark))
}

/// The only number, if all other tokens are plain but those at `skipped`.
fn only_number(tokens: &[&Token<'_>], skipped: &[&str]) -> Option<Rational> {
    let mut found = None;
    for token in tokens {
        match token.number() {
            Some(number) if found.is_none() => found = Some(number.value),
            Some(_) => return None,
            None if is_plain(token) || token.is_any(skipped) => {}
            None => return None,
        }
    }
    found
}

fn sought(value: Rational, operands: Vec<Rational>, fact: String) -> Question {
    Question::Value(Sought {
        value,
        operands,
        fact,
        places: None,
        fraction: false,
        money: false,
        also: Vec::new(),
        ambiguous: false,
    })
}

/// `Is 91 a prime number?`
fn prime(tokens: &[&Token<'_>]) -> Option<Question> {
    let yes_or_no = tokens.first()?.is("is")
        && !tokens
            .iter()
            .any(|token| token.is_any(&["or", "not", "isn't"]));
    let composite = tokens.iter().any(|token| token.is("composite"));
    let value = only_number(tokens, &["prime", "composite"])?.whole()?;
    if !yes_or_no || !(0..=LARGEST_TRIED).contains(&value) {
        return None;
    }
    let divisor = (2..=value)
        .take_while(|d| d * d <= value)
        .find(|d| value % d == 0);
    let (is_prime, fact) = match divisor {
        Some(divisor) => (
            false,
            format!(
                "{value} = {divisor} * {}, so it is not prime",
                value / divisor
            ),
        ),
        None if value < 2 => (false, format!("{value} is not prime")),
        None => (true, format!("{value} is prime")),
    };
    // 0 and 1 are neither.
    if composite && value < 2 {
        return None;
    }
    Some(Question::Verdict {
        yes: is_prime != composite,
        fact,
    })
}

/// `What number is XLII in Roman numerals?`
fn roman(tokens: &[&Token<'_>]) -> Option<Question> {
    let mut numerals = tokens.iter().filter(|token| {
        token.is_word()
            && token.text.chars().all(|c| "IVXLCDM".contains(c))
            && (token.text.len() > 1 || token.text != "I")
    });
    let (Some(numeral), None) = (numerals.next(), numerals.next()) else {
        return None;
    };
    let rest = tokens
        .iter()
        .all(|token| is_plain(token) || token.text == numeral.text);
    let value = roman_value(numeral.text)?;
    rest.then(|| {
        sought(
            value.into(),
            Vec::new(),
            format!("{} = {value}", numeral.text),
        )
    })
}

/// The value of a numeral in the usual spelling.
fn roman_value(text: &str) -> Option<i128> {
    const SIZES: [(&str, i128); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut value, mut rest) = (0, text);
    for (sign, size) in SIZES {
        let most = if sign.len() == 2 || "DLV".contains(sign) {
            1
        } else {
            3
        };
        for _ in 0..most {
            let Some(behind) = rest.strip_prefix(sign) else {
                break;
            };
            rest = behind;
            value += size;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// `1011 in binary as a decimal number`, `10 in binary`
fn binary(tokens: &[&Token<'_>]) -> Option<Question> {
    let value = only_number(tokens, &["binary"])?;
    let written = value.to_string();
    let to_decimal = tokens.iter().enumerate().any(|(at, token)| {
        token.is_any(&["decimal", "ten", "ordinary"])
            && at > 0
            && tokens[at - 1].is_any(&["in", "to", "into", "as", "a", "base", "the"])
    });
    let from = i128::from_str_radix(&written, 2)
        .ok()
        .filter(|_| written.len() < 60);
    if to_decimal {
        let from = from?;
        return Some(sought(
            from.into(),
            vec![value],
            format!("{written} in binary is {from}"),
        ));
    }
    // "What is 1011 in binary?" has two readings.
    let whole = value
        .whole()
        .filter(|whole| (2..=LARGEST_TRIED).contains(whole))?;
    let into = tokens
        .windows(2)
        .any(|two| two[0].is_any(&["in", "to", "into", "as"]) && two[1].is("binary"));
    let bits = format!("{whole:b}");
    let told: i128 = bits.parse().ok()?;
    (into && from.is_none()).then(|| {
        sought(
            told.into(),
            vec![value],
            format!("{whole} in binary is {bits}"),
        )
    })
}

/// `Simplify 18/24`, `Write 0.375 as a fraction`
fn lowest_terms(tokens: &[&Token<'_>]) -> Option<Question> {
    let mut numbers = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, t)| Some((at, t.number()?.value)));
    let (at, first) = numbers.next()?;
    let (value, operands, written) = match (numbers.next(), numbers.next()) {
        (None, None) => {
            let as_fraction = tokens.iter().any(|token| token.is("fraction"));
            if first.whole().is_some() || !as_fraction {
                return None;
            }
            (first, vec![first], shown(first, None))
        }
        (Some((behind, second)), None) => {
            let slash = behind == at + 2 && tokens[at + 1].is_mark('/');
            if !slash || first.whole().is_none() || second.whole().is_none() {
                return None;
            }
            let value = first.over(second)?;
            (value, vec![first, second], format!("{first}/{second}"))
        }
        _ => return None,
    };
    let rest = tokens
        .iter()
        .all(|token| is_plain(token) || token.number().is_some() || token.is_mark('/'));
    if !rest || value.whole().is_some() {
        return None;
    }
    let told = format!("{}/{}", value.numerator(), value.denominator());
    if told == written {
        return None;
    }
    let Question::Value(mut question) = sought(value, operands, format!("{written} = {told}"))
    else {
        return None;
    };
    question.fraction = true;
    Some(Question::Value(question))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_have_one_spelling() {
        for (text, value) in [("XLII", 42), ("MCMXCIX", 1999), ("IV", 4), ("MMXXIV", 2024)] {
            assert_eq!(roman_value(text), Some(value), "{text}");
        }
        for text in ["IIII", "VX", "IC", "", "LL"] {
            assert_eq!(roman_value(text), None, "{text}");
        }
    }
}
