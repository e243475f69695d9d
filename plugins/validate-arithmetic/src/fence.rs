//! Requests that no reading of single words is safe on, whatever else they say.

use reading::{Asked, Token};

/// What is said of one in so many.
const ORDINALS: &[&str] = &[
    "other",
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
    "fifteenth",
    "twentieth",
    "hundredth",
    "nth",
];

/// Units of which squares and cubes are measured.
const LENGTHS: &[&str] = &[
    "millimetre",
    "centimetre",
    "decimetre",
    "metre",
    "kilometre",
    "millimeter",
    "centimeter",
    "decimeter",
    "meter",
    "kilometer",
    "inche",
    "inch",
    "foot",
    "feet",
    "yard",
    "mile",
    "mm",
    "cm",
    "dm",
    "m",
    "km",
    "in",
    "ft",
    "yd",
];

/// Measures of areas and volumes that have names of their own.
const MEASURES: &[&str] = &[
    "hectare",
    "ha",
    "acre",
    "are",
    "litre",
    "liter",
    "l",
    "ml",
    "millilitre",
    "milliliter",
    "cl",
    "dl",
    "gallon",
    "pint",
    "²",
    "³",
];

/// Whether a request is left alone.
pub(crate) fn is_fenced(asked: &Asked<'_>) -> bool {
    let all: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    one_in_so_many_is_free(&all) || converts_areas(&all) || lateness(&all)
}

/// Whether the token at a place says `tenth` or `10th`.
fn is_ordinal(all: &[&Token<'_>], at: usize) -> bool {
    let Some(token) = all.get(at) else {
        return false;
    };
    let ending = |text: &str| {
        ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| text.eq_ignore_ascii_case(end))
    };
    let (digits, end) = token.text.split_at(
        token
            .text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(token.text.len()),
    );
    token.is_any(ORDINALS)
        || !digits.is_empty() && ending(end)
        || token.number().is_some()
            && all
                .get(at + 1)
                .is_some_and(|next| next.glued && ending(next.text))
}

/// `Every tenth coffee is free`: not all of them are paid.
fn one_in_so_many_is_free(all: &[&Token<'_>]) -> bool {
    let free = all
        .iter()
        .any(|token| token.is_any(&["free", "gratis", "complimentary", "nothing", "half-price"]));
    let one_free = all.windows(3).any(|three| {
        three[0].is("one")
            && (three[1].is("free")
                || three[1].is_any(&["is", "was", "comes", "for"]) && three[2].is("free"))
    });
    let every_other = all
        .windows(2)
        .any(|two| two[0].is_any(&["every", "each"]) && two[1].is("other"));
    free && (one_free
        || every_other
        || (0..all.len()).any(|at| is_ordinal(all, at) && !all[at].is("other")))
}

fn is_unit(token: &Token<'_>, units: &[&str]) -> bool {
    token.is_any(units)
        || token
            .text
            .strip_suffix(['s', 'S'])
            .is_some_and(|one| units.iter().any(|unit| one.eq_ignore_ascii_case(unit)))
}

/// `How many square centimetres are 5,000 square millimetres?`: a square is no operation
/// there.
fn converts_areas(all: &[&Token<'_>]) -> bool {
    let raised = |at: usize| {
        all.get(at)
            .is_some_and(|token| token.is_any(&["square", "sq", "cubic", "cu"]))
            && (at + 1..at + 3)
                .filter_map(|next| all.get(next))
                .any(|token| is_unit(token, LENGTHS))
    };
    // "5 m²"
    let measure = |at: usize| {
        raised(at)
            || all.get(at).is_some_and(|token| is_unit(token, MEASURES))
            || all
                .get(at + 1)
                .is_some_and(|token| token.is_mark('²') || token.is_mark('³'))
    };
    let numbers: Vec<usize> = (0..all.len())
        .filter(|&at| all[at].number().is_some())
        .collect();
    let one = numbers.len() <= 1 || numbers.windows(2).all(|two| all[two[0]].is("a"));
    let asked = (0..all.len()).any(|at| {
        raised(at)
            && at > 0
            && all[at - 1].is_any(&["many", "much", "in", "into", "to", "as", "what"])
    });
    one && asked && numbers.iter().any(|&at| measure(at + 1))
}

/// `15 minutes late and the trip took 1 hour`: how late it is says nothing of how long it
/// takes.
fn lateness(all: &[&Token<'_>]) -> bool {
    const PERIODS: &[&str] = &[
        "minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "second", "seconds",
        "week", "weeks",
    ];
    let late = all.windows(2).any(|two| {
        two[0].is_any(PERIODS)
            && two[1].is_any(&[
                "late", "early", "delayed", "overdue", "behind", "ahead", "delay",
            ])
    }) || all.iter().any(|token| token.is_any(&["delay", "delayed"]));
    let asks = all.windows(3).any(|three| {
        three[0].is("how")
            && (three[1].is("long")
                || three[1].is_any(&["many", "much"])
                    && (three[2].is_any(PERIODS) || three[2].is("time")))
            || three[0].is_any(&["what", "what's"])
                && three[1..]
                    .iter()
                    .any(|token| token.is_any(&["length", "duration"]))
    });
    late && asks
}

/// What an exclamation mark behind a number is.
pub(crate) enum Factorials {
    /// There is none that is more than the end of a sentence.
    None,
    /// The request with words for them.
    Told(String),
    /// It may be a factorial or not.
    Open,
}

/// Factorials that the end of a sentence would be taken for: `12! divided by 10!?`
pub(crate) fn factorials(prompt: &str) -> Factorials {
    let bytes = prompt.as_bytes();
    let places: Vec<usize> = (1..bytes.len())
        .filter(|&at| {
            bytes[at] == b'!' && (bytes[at - 1].is_ascii_digit() || bytes[at - 1] == b')')
        })
        .collect();
    let goes_on = |at: usize| goes_on(prompt.get(at + 1..).unwrap_or_default());
    if places.len() < 2 && !places.iter().any(|&at| goes_on(at)) {
        return Factorials::None;
    }
    let doubled = places.iter().any(|&at| bytes.get(at + 1) == Some(&b'!'));
    let bracketed = places.iter().any(|&at| bytes[at - 1] == b')');
    if doubled || bracketed || !prompt.split(|c: char| !c.is_alphabetic()).all(is_of_sums) {
        return Factorials::Open;
    }
    let mut told = String::with_capacity(prompt.len() + places.len() * 12);
    let mut from = 0;
    for at in places {
        told.push_str(prompt.get(from..at).unwrap_or_default());
        told.push_str(" factorial ");
        from = at + 1;
    }
    told.push_str(prompt.get(from..).unwrap_or_default());
    Factorials::Told(told)
}

/// Whether a sum goes on behind an exclamation mark, or a question ends apart from it.
fn goes_on(rest: &str) -> bool {
    let apart = rest.trim_start_matches(' ');
    let word = apart
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    apart.len() < rest.len() && apart.starts_with('?')
        || apart.starts_with(['+', '-', '*', '/', '×', '÷', '·', '^', '=', '!', ')'])
        || [
            "plus",
            "minus",
            "times",
            "divided",
            "over",
            "multiplied",
            "x",
            "and",
            "mod",
            "is",
            "by",
            "from",
            "to",
        ]
        .contains(&word)
}

/// Whether a word may stand in a sum with factorials.
fn is_of_sums(word: &str) -> bool {
    [
        "",
        "what",
        "s",
        "is",
        "are",
        "the",
        "value",
        "of",
        "result",
        "calculate",
        "compute",
        "evaluate",
        "work",
        "out",
        "divided",
        "by",
        "times",
        "plus",
        "minus",
        "multiplied",
        "over",
        "find",
        "please",
        "simplify",
        "how",
        "much",
    ]
    .contains(&word.to_lowercase().as_str())
}
