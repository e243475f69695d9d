//! Numbers that are sought by what is told of them together: two by their sum, three that are
//! consecutive, two kinds of which there are so many more of one.

use reading::{Asked, Rational, Token};

use crate::question::{Question, Sought, shown};

const LARGER: &[&str] = &[
    "larger", "largest", "bigger", "biggest", "greater", "greatest", "last", "highest",
];
const SMALLER: &[&str] = &[
    "smaller", "smallest", "lesser", "least", "lower", "lowest", "first",
];

/// What such a request asks, if all of its numbers are part of it.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let tokens: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    if tokens.len() > 40 {
        return None;
    }
    consecutive(&tokens)
        .or_else(|| two_numbers(&tokens))
        .or_else(|| two_kinds(&tokens))
}

fn says(tokens: &[&Token<'_>], words: &[&str]) -> bool {
    tokens.iter().any(|token| token.is_any(words))
}

fn numbers(tokens: &[&Token<'_>]) -> Vec<(usize, Rational)> {
    tokens
        .iter()
        .enumerate()
        // "one of them" counts nothing.
        .filter(|(_, token)| !token.is_any(&["one"]))
        .filter_map(|(at, token)| Some((at, token.number()?.value)))
        .collect()
}

fn sought(value: Rational, operands: Vec<Rational>, written: &str) -> Option<Question> {
    value.places().filter(|&places| places <= 2)?;
    Some(Question::Value(Sought {
        value,
        operands,
        fact: format!("{written} = {}", shown(value, None)),
        places: None,
        fraction: false,
        money: false,
        also: Vec::new(),
        ambiguous: false,
    }))
}

/// Whether it asks for the larger one; none where that is not said, or both are.
fn asks_larger(tokens: &[&Token<'_>]) -> Option<bool> {
    let question = tokens
        .iter()
        .rposition(|token| token.is_any(&["what", "which", "find", "what's"]))?;
    let behind = &tokens[question..];
    match (says(behind, LARGER), says(behind, SMALLER)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// `The sum of three consecutive numbers is 48. What is the smallest?`
fn consecutive(tokens: &[&Token<'_>]) -> Option<Question> {
    let at = tokens.iter().position(|token| token.is("consecutive"))?;
    let [(_, count), (_, sum)] = numbers(tokens)[..] else {
        return None;
    };
    let adds = says(tokens, &["sum", "add", "total"]) && !says(tokens, &["product", "squares"]);
    let step = if says(tokens, &["even", "odd"]) { 2 } else { 1 };
    let before = at.checked_sub(1).map(|at| tokens[at])?;
    let told = before.number().is_some_and(|number| number.value == count);
    let count = count
        .whole()
        .filter(|count| (2..=9).contains(count) && told && adds)?;
    let gaps = Rational::from(step * (count - 1));
    let middle = sum.over(count.into())?;
    let half = gaps.over(2.into())?;
    let asks_middle = says(tokens, &["middle", "second"]) && count == 3;
    let (value, sign) = if asks_middle {
        (middle, ' ')
    } else if asks_larger(tokens)? {
        (middle.plus(half)?, '+')
    } else {
        (middle.minus(half)?, '-')
    };
    let whole = value.whole()?;
    let parity = if says(tokens, &["even"]) {
        Some(0)
    } else if says(tokens, &["odd"]) {
        Some(1)
    } else {
        None
    };
    if parity.is_some_and(|parity| whole.rem_euclid(2) != parity) {
        return None;
    }
    let written = if sign == ' ' {
        format!("{sum} / {count}")
    } else {
        format!("{sum} / {count} {sign} {}", shown(half, None))
    };
    sought(value, vec![count.into(), sum], &written)
}

/// `Two numbers add up to 30 and one is twice the other. What is the larger one?`
fn two_numbers(tokens: &[&Token<'_>]) -> Option<Question> {
    let two = tokens
        .windows(2)
        .any(|pair| pair[0].is_any(&["two", "2"]) && pair[1].is("numbers"));
    let adds = says(tokens, &["sum", "add", "total", "sums"]);
    let odd = [
        "product",
        "square",
        "squares",
        "average",
        "ratio",
        "consecutive",
        "divided",
        "multiplied",
        "quotient",
        "half",
        "percent",
        "not",
        "reversed",
        "digits",
    ];
    if !two || !adds || says(tokens, &odd) {
        return None;
    }
    let mut told = numbers(tokens);
    told.retain(|(at, value)| {
        !(*value == 2.into() && tokens.get(at + 1).is_some_and(|next| next.is("numbers")))
    });
    // "three times the other"
    let times = told
        .iter()
        .position(|(at, _)| tokens.get(at + 1).is_some_and(|next| next.is("times")));
    let factor = match times {
        Some(at) => Some(told.remove(at).1),
        None if says(tokens, &["twice", "double"]) => Some(2.into()),
        None => None,
    };
    let (_, sum) = *told.first()?;
    if let Some(factor) = factor {
        if told.len() != 1 {
            return None;
        }
        let small = sum.over(factor.plus(1.into())?)?;
        let larger = asks_larger(tokens)?;
        let value = if larger { small.times(factor)? } else { small };
        let written = if larger {
            format!("{sum} / ({factor} + 1) * {factor}")
        } else {
            format!("{sum} / ({factor} + 1)")
        };
        return sought(value, vec![sum, factor], &written);
    }
    let [_, (at, other)] = told[..] else {
        return None;
    };
    let differs = says(tokens, &["difference", "differ"])
        || tokens.get(at + 1).is_some_and(|next| {
            next.is_any(&["more", "less", "larger", "greater", "bigger", "smaller"])
        });
    if differs {
        let larger = asks_larger(tokens)?;
        let value = if larger {
            sum.plus(other)?
        } else {
            sum.minus(other)?
        };
        let sign = if larger { '+' } else { '-' };
        return sought(
            value.over(2.into())?,
            vec![sum, other],
            &format!("({sum} {sign} {other}) / 2"),
        );
    }
    // "One of them is 37. What is the other?"
    let asks_other = tokens
        .iter()
        .rposition(|token| token.is("other"))
        .is_some_and(|place| place > at);
    let one = tokens[..at].iter().any(|token| token.is("one"));
    (asks_other && one).then(|| {
        sought(
            sum.minus(other)?,
            vec![sum, other],
            &format!("{sum} - {other}"),
        )
    })?
}

/// `A class of 28 has 4 more girls than boys. How many boys are there?`
fn two_kinds(tokens: &[&Token<'_>]) -> Option<Question> {
    let [(first, all), (second, more)] = numbers(tokens)[..] else {
        return None;
    };
    let behind = tokens.get(second + 1..)?;
    let [says_more, one, than, other, ..] = behind else {
        return None;
    };
    if !says_more.is("more") || !than.is("than") || !one.is_word() || !other.is_word() {
        return None;
    }
    let asks = tokens
        .windows(3)
        .enumerate()
        .find(|(at, three)| *at > second && three[0].is("how") && three[1].is("many"))
        .map(|(_, three)| three[2])?;
    let whole = tokens.get(first + 1).is_none_or(|next| {
        !next.text.eq_ignore_ascii_case(one.text) && !next.text.eq_ignore_ascii_case(other.text)
    });
    let total = first > 0
        && tokens[first - 1].is_any(&[
            "of", "are", "has", "with", "have", "were", "holds", "contains",
        ]);
    // Only two kinds, and nothing that comes or goes.
    let again = says(tokens, &["more"])
        && tokens.iter().filter(|token| token.is("more")).count() == 1
        && !says(
            tokens,
            &[
                "left", "leave", "join", "come", "added", "gives", "gave", "each", "sold", "some",
                "also", "teachers", "adults", "before", "after", "if", "then",
            ],
        );
    let larger = if asks.text.eq_ignore_ascii_case(one.text) {
        true
    } else if asks.text.eq_ignore_ascii_case(other.text) {
        false
    } else {
        return None;
    };
    if !whole || !total || !again || first >= second {
        return None;
    }
    let value = if larger {
        all.plus(more)?
    } else {
        all.minus(more)?
    };
    let value = value.over(2.into())?;
    value.whole().filter(|&value| value > 0)?;
    let sign = if larger { '+' } else { '-' };
    sought(
        value,
        vec![all, more],
        &format!("({all} {sign} {more}) / 2"),
    )
}
