//! Numbers in words.

use crate::{Kind, Number, Rational, Token};

/// `first` to `twentieth`.
pub const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Puts one number where number words stand: `twenty-three`, `a hundred and
/// five`, `1.2 million`, `two and a half`, `three quarters`, `five point two`.
///
/// `text` is what the tokens were read from.
#[must_use]
pub fn fold<'t>(text: &'t str, tokens: &[Token<'t>]) -> Vec<Token<'t>> {
    let mut folded = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        match number_at(tokens, at) {
            Some((number, used)) => {
                let (first, last) = (&tokens[at], &tokens[at + used - 1]);
                folded.push(Token {
                    text: &text[first.start..last.end()],
                    start: first.start,
                    kind: Kind::Number(number),
                    glued: first.glued,
                });
                at += used;
            }
            None => {
                folded.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    folded
}

/// The number that begins here, and how many tokens it is.
fn number_at(tokens: &[Token<'_>], at: usize) -> Option<(Number, usize)> {
    // "2 and a half", but "2 and a half of them"
    if let [number, and, a, part, rest @ ..] = &tokens[at..]
        && let Some(number) = number.number()
        && and.is("and")
        && a.is_any(&["a", "one"])
        && part.is_any(&["half", "quarter"])
        && !rest.first().is_some_and(|next| next.is("of"))
    {
        let (below, _) = denominator(std::slice::from_ref(part))?;
        let value = number.value.plus(below)?;
        return Some((Number { value, decimals: 0 }, 4));
    }
    let (value, decimals, used) = cardinal(tokens, at)?;
    let mut reading = (value, decimals, used);
    let rest = &tokens[at + used..];
    // "two thirds", "one half", "a quarter"
    if let Some((below, more)) = denominator(rest)
        && value.whole().is_some()
    {
        reading = (value.times(below)?, 0, used + more);
    } else if rest.len() >= 3
        && rest[0].is("and")
        && rest[1].is_any(&["a", "one"])
        && let Some((below, more)) = denominator(&rest[2..])
    {
        // "two and a half"
        reading = (value.plus(below)?, 0, used + 2 + more);
    }
    let (value, decimals, used) = reading;
    Some((Number { value, decimals }, used))
}

fn cardinal(tokens: &[Token<'_>], at: usize) -> Option<(Rational, u32, usize)> {
    let first = tokens.get(at)?;
    if let Some(number) = first.number() {
        // "1.2 million"
        let scale = tokens
            .get(at + 1)
            .filter(|next| !next.glued)
            .and_then(scale)?;
        return Some((number.value.times(scale.into())?, 0, 2));
    }
    if first.is("half") {
        return None;
    }
    let mut total: i128 = 0;
    let mut group: Option<i128> = None;
    let mut last_unit = i128::MAX;
    let mut last_scale = i128::MAX;
    let mut used = 0;
    let mut here = at;
    if first.is_any(&["a", "an"]) {
        let next = tokens.get(at + 1)?;
        if scale(next).is_none() && !next.is("hundred") && denominator(&tokens[at + 1..]).is_none()
        {
            return None;
        }
        group = Some(1);
        last_unit = 1;
        here += 1;
        used = 1;
    }
    while let Some(token) = tokens.get(here) {
        let mut step = 1;
        let mut word = token;
        if used > 0 && (token.is_mark('-') && token.glued || token.is("and")) {
            let Some(next) = tokens.get(here + 1) else {
                break;
            };
            let joins = if token.is("and") {
                last_unit >= 100 && unit(next).is_some()
            } else {
                next.glued
                    && last_unit < 100
                    && (unit(next).is_some_and(|u| u < 10)
                        || next.is("hundred")
                        || scale(next).is_some())
            };
            if !joins {
                break;
            }
            word = next;
            step = 2;
        }
        if let Some(value) = unit(word) {
            let fits = match last_unit {
                i128::MAX => true,
                20..=90 => value < 10 && value > 0,
                100.. => value < 100,
                _ => false,
            };
            if !fits {
                break;
            }
            group = Some(group.unwrap_or(0) + value);
            last_unit = value;
        } else if word.is("hundred") && group.is_some_and(|g| (1..100).contains(&g)) {
            group = group.map(|g| g * 100);
            last_unit = 100;
        } else if let Some(scale) = scale(word).filter(|&s| s < last_scale)
            && let Some(count) = group
        {
            total = total.checked_add(count.checked_mul(scale)?)?;
            group = None;
            last_unit = 1000;
            last_scale = scale;
        } else {
            break;
        }
        here += step;
        used = here - at;
    }
    if used == 0 {
        return None;
    }
    let whole = Rational::from(total.checked_add(group.unwrap_or(0))?);
    if tokens.get(here).is_some_and(|token| token.is("point")) {
        let digits: String = tokens[here + 1..]
            .iter()
            .map_while(|token| unit(token).filter(|&u| u < 10))
            .take(9)
            .map(|digit| char::from(b'0' + digit as u8))
            .collect();
        if let Some(part) = Rational::parse(&format!("0.{digits}")).filter(|_| !digits.is_empty()) {
            let places = digits.len();
            return Some((whole.plus(part)?, places as u32, used + 1 + places));
        }
    }
    Some((whole, 0, used))
}

fn unit(token: &Token<'_>) -> Option<i128> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    if !token.is_word() {
        return None;
    }
    let place = |words: &[&str]| words.iter().position(|word| token.is(word));
    place(&SMALL)
        .map(|at| at as i128)
        .or_else(|| place(&TENS).map(|at| (at as i128 + 2) * 10))
}

fn scale(token: &Token<'_>) -> Option<i128> {
    [
        ("dozen", 12),
        ("thousand", 1000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
    ]
    .into_iter()
    .find(|(word, _)| token.is(word))
    .map(|(_, value)| value)
}

/// `half`, `thirds`, `-quarter`: one part, and how many tokens that is.
fn denominator(rest: &[Token<'_>]) -> Option<(Rational, usize)> {
    const PARTS: [(&str, i128); 9] = [
        ("hal", 2),
        ("third", 3),
        ("quarter", 4),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("tenth", 10),
    ];
    let hyphen = usize::from(
        rest.first()
            .is_some_and(|token| token.is_mark('-') && token.glued),
    );
    let word = rest.get(hyphen)?.text.to_ascii_lowercase();
    let part = match word.as_str() {
        "half" | "halves" => "hal",
        word => word.strip_suffix('s').unwrap_or(word),
    };
    let (_, below) = PARTS.into_iter().find(|(name, _)| *name == part)?;
    Some((Rational::new(1, below)?, hyphen + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;
    use proptest::prelude::*;

    fn numbers(text: &str) -> Vec<String> {
        fold(text, &tokens(text))
            .iter()
            .filter_map(Token::number)
            .map(|number| number.value.to_string())
            .collect()
    }

    #[test]
    fn reads_number_words() {
        for (text, expected) in [
            ("twenty-three", vec!["23"]),
            ("Three hundred and ninety-one.", vec!["391"]),
            ("three hundred ninety one", vec!["391"]),
            ("a hundred and five people", vec!["105"]),
            ("one thousand two hundred and six", vec!["1206"]),
            ("two million, three", vec!["2000000", "3"]),
            ("1.2 million", vec!["1200000"]),
            ("five dozen eggs", vec!["60"]),
            ("one two three", vec!["1", "2", "3"]),
            ("twenty and thirty", vec!["20", "30"]),
            ("two and a half", vec!["2.5"]),
            ("2 and a half cups", vec!["2.5"]),
            ("2 and a half of them", vec!["2", "0.5"]),
            ("three quarters of a cup", vec!["0.75"]),
            ("two-thirds", vec!["2/3"]),
            ("five point two five", vec!["5.25"]),
            ("a cat and a dog", vec![]),
            ("ten-year-old", vec!["10"]),
            ("a third", vec!["1/3"]),
            ("nineteen hundred", vec!["1900"]),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read(text in "(a |one |twenty |hundred |thousand |trillion |and |point |-|half |dozen |9999999 ){0,30}") {
            let _ = fold(&text, &tokens(&text));
        }
    }
}
