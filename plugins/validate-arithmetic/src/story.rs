//! Everyday stories of a few fixed kinds.
//!
//! A story is understood only if each of its sentences fits a pattern and all
//! speak of the same person and the same things: what is left out of a story is
//! where riddles hide.

use reading::{Asked, Captures, Rational, Token, matches};

use crate::question::{Question, Sought, shown};

mod holdings;

/// What a story asks, if all of it is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Question> {
    let total: usize = asked.sentences.iter().map(Vec::len).sum();
    if total > 120 || asked.sentences.iter().flatten().any(is_twist) {
        return None;
    }
    let clauses: Vec<&[Token<'_>]> = asked.sentences.iter().flat_map(|s| clauses(s)).collect();
    let sought = fixed(&clauses).or_else(|| holdings::understand(&clauses))?;
    // Nobody has less than nothing.
    (!sought.value.is_negative()).then_some(Question::Value(sought))
}

/// Words that turn a story around, or set another time.
fn is_twist(token: &Token<'_>) -> bool {
    token.is_any(&[
        "yesterday",
        "today",
        "tomorrow",
        "ago",
        "last",
        "already",
        "before",
        "after",
        "until",
        "except",
        "but",
        "half",
        "twice",
        "double",
        "dead",
        "still",
        "originally",
        "initially",
        "first",
        "rotten",
        "broken",
        "would",
        "not",
        "no",
        "none",
        "never",
        "other",
        "others",
        "both",
        "same",
        "if-then",
        "per-person",
        "brothers",
        "sisters",
        "brother",
        "sister",
        "old",
        "older",
        "younger",
        "age",
        "years",
        "year",
        "about",
        "approximately",
        "fake",
        "imagine",
    ])
}

/// `If A and B, how many …` are a sentence each; so are what `and` or `then` joins,
/// where a verb follows.
fn clauses<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let sentence = match sentence {
        [first, rest @ ..] if first.is("if") || first.is("suppose") => rest,
        sentence => sentence,
    };
    let mut clauses = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < sentence.len() {
        let joins = sentence[at].is_any(&["and", "then", ";"]) || sentence[at].is_mark(',');
        if joins {
            let mut next = at + 1;
            while sentence
                .get(next)
                .is_some_and(|t| t.is_any(&["and", "then"]) || t.is_mark(','))
            {
                next += 1;
            }
            let rest = &sentence[next..];
            let starts = rest.first().is_some_and(|token| {
                token.is("how") || holdings::is_verb(token) || token.is("what")
            }) || rest.get(1).is_some_and(|token| {
                token.is("are") || holdings::is_verb(token) && rest[0].is_word()
            }) || rest
                .first()
                .is_some_and(|token| token.is_any(&["each", "one", "a"]))
                && rest.iter().any(|t| t.is_any(&["cost", "costs"]));
            if starts {
                if begin < at {
                    clauses.push(&sentence[begin..at]);
                }
                begin = next;
                at = next;
                continue;
            }
        }
        at += 1;
    }
    if begin < sentence.len() {
        clauses.push(&sentence[begin..]);
    }
    clauses
}

type Story = (
    &'static [&'static str],
    fn(&[Captures<'_, '_>]) -> Option<Sought>,
);

/// Stories of a fixed number of sentences.
const STORIES: [Story; 19] = [
    // Price of several.
    (
        &[
            "a|an|one|each|every [single] {np} costs|cost|is {money} [each]",
            "how much do|does|will|would {n} {np} cost [in] [total|altogether] [all]",
        ],
        |c| {
            about(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[1].number(0)?.value, true)
        },
    ),
    (
        &[
            "{np} cost|costs {money} each|apiece",
            "how much do|does|will|would {n} {np} cost [in] [total|altogether] [all]",
        ],
        |c| {
            about(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[1].number(0)?.value, true)
        },
    ),
    (
        &[
            "{n} {np} cost {money} [in] [total|altogether]",
            "how much does|is|will one|a|each {np} cost [each]",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            share(c[0].number(2)?.value, c[0].number(0)?.value, true)
        },
    ),
    (
        &[
            "{who} buys|bought {n} {np} for|at {money} each|apiece",
            "how much [money] does|did {who} pay|spend [in] [total|altogether|all]",
        ],
        |c| {
            person(&c[0], 0, &c[1], 0)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, true)
        },
    ),
    // Groups.
    (
        &[
            "there are {n} {np} with|containing {n} {np} in each [{w}]",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 3, &c[1], 0)?;
            product(c[0].number(0)?.value, c[0].number(2)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np} with|containing {n} {np} each",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 3, &c[1], 0)?;
            product(c[0].number(0)?.value, c[0].number(2)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np} in each|every|a {np}",
            "how many {np} are there in {n} {np}",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            about(&c[0], 2, &c[1], 2)?;
            product(c[0].number(0)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have|buys|bought {n} {np} with|of|containing {n} {np} each",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 4, &c[1], 0)?;
            person(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have|buys|bought {n} {np} with|of|containing {n} {np} in each [{w}]",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 4, &c[1], 0)?;
            person(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have {n} {np}",
            "each|every {np} has|holds|contains {n} {np} [in] [it|inside]",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[1], 2, &c[2], 0)?;
            person(&c[0], 0, &c[2], 1)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np}",
            "each|every {np} has|holds|contains {n} {np} [in] [it|inside]",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            about(&c[1], 2, &c[2], 0)?;
            product(c[0].number(0)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "a|an|one|each|every {np} has|holds|contains {n} {np}",
            "how many {np} are [there] in {n} {np}",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[0], 0, &c[1], 2)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "a|an|one|each|every {np} has|holds|contains {n} {np}",
            "how many {np} do {n} {np} have|hold|contain [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[0], 0, &c[1], 2)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    // Sharing.
    (
        &[
            "{n} {np} are|is shared|divided|split equally|evenly among|between|by {n} {np}",
            "how many [{w}] does|do|will each [{w}] get|receive|have",
        ],
        |c| share(c[0].number(0)?.value, c[0].number(2)?.value, false),
    ),
    (
        &[
            "{n} {np} share {n} {np} equally|evenly",
            "how many [{w}] does|do|will each [{w}] get|receive|have",
        ],
        |c| share(c[0].number(2)?.value, c[0].number(0)?.value, false),
    ),
    // Change.
    (
        &[
            "{who} buys|bought [a|an] {np} for {money}",
            "pays|paid with [a] {money} [bill|note]",
            "how much change|money does|did|do|should {who} get|receive [back]",
        ],
        |c| {
            person(&c[0], 0, &c[2], 0)?;
            difference(c[1].number(0)?.value, c[0].number(2)?.value)
        },
    ),
    // Discount.
    (
        &[
            "a|an|the {np} costs|cost {money}",
            "it|the is|are {n} % off",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[1].number(0)?.value),
    ),
    (
        &[
            "a|an|the {np} costs|cost {money}",
            "it|the is|are discounted|reduced by {n} %|percent",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[1].number(0)?.value),
    ),
    (
        &[
            "a|an|the {np} that costs|cost {money} is {n} % off",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[0].number(2)?.value),
    ),
];

fn fixed(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    travel(clauses).or_else(|| rectangle(clauses)).or_else(|| {
        STORIES.iter().find_map(|(patterns, compute)| {
            if patterns.len() != clauses.len() {
                return None;
            }
            let captures: Vec<_> = patterns
                .iter()
                .zip(clauses)
                .map(|(pattern, clause)| matches(pattern, clause))
                .collect::<Option<_>>()?;
            compute(&captures)
        })
    })
}

/// `A car drives at 60 km/h for 3 hours. How far does it drive?`
fn travel(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    let [told, question] = clauses else {
        return None;
    };
    matches(
        "how far does|did|do|will [the|a] {who} travel|go|drive|move|run|walk|fly|cycle|ride [in] [total|altogether]",
        question,
    )?;
    [
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} {w} / h|hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} {w} per|an hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove [at] {n} mph|kph for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} {w} / h|hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} {w} per hour for {n} hours",
        "{np} travels|drives|goes|moves|runs|walks|flies|rides|traveled|drove at a [constant] speed of {n} mph|kph for {n} hours",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, told))
    .and_then(|captures| {
        let hours = captures.0.last()?.first()?.number()?.value;
        product(captures.number(1)?.value, hours, false)
    })
}

/// `What is the area of a rectangle that is 5 cm long and 3 cm wide?`
fn rectangle(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    let [asked] = clauses else { return None };
    let square = [
        "what is|what's the area|perimeter of a square with [a] side [length] [of] {n} [{w}]",
        "find|calculate the area|perimeter of a square with [a] side [length] [of] {n} [{w}]",
    ];
    let area = asked.iter().any(|token| token.is("area"));
    if let Some(captures) = square.iter().find_map(|p| matches(p, asked)) {
        let side = captures.number(0)?.value;
        return if area {
            product(side, side, false)
        } else {
            product(side, 4.into(), false)
        };
    }
    let patterns = [
        "what is|what's the area|perimeter of a rectangle with [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
        "what is|what's the area|perimeter of a rectangle with [a] width [of] {n} [{w}] and [a] length [of] {n} [{w}]",
        "what is|what's the area|perimeter of a rectangle that is {n} [{w}] long and {n} [{w}] wide",
        "what is|what's the area|perimeter of a rectangle with sides [of] {n} [{w}] and {n} [{w}]",
        "what is|what's the area|perimeter of a {n} [{w}] by|x {n} [{w}] rectangle",
        "calculate|find the area|perimeter of a rectangle with [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
        "a rectangle has [a] length [of] {n} [{w}] and [a] width [of] {n} [{w}]",
    ];
    let captures = patterns[..6].iter().find_map(|p| matches(p, asked))?;
    let units: Vec<_> = asked
        .windows(2)
        .filter(|pair| pair[0].number().is_some())
        .map(|pair| pair[1].text.to_lowercase())
        .filter(|unit| !["and", "long", "wide", "by", "x", "rectangle"].contains(&unit.as_str()))
        .collect();
    // Metres and centimetres are not multiplied.
    if units.len() == 1 || units.windows(2).any(|pair| pair[0] != pair[1]) {
        return None;
    }
    let (a, b) = (
        captures.number(0)?.value,
        captures
            .0
            .iter()
            .skip(1)
            .find_map(|slot| slot.first()?.number())?
            .value,
    );
    if area {
        product(a, b, false)
    } else {
        let value = a.plus(b)?.times(2.into())?;
        Some(sought(
            value,
            vec![a, b],
            format!("2 * ({a} + {b}) = {value}"),
            false,
        ))
    }
}

fn product(a: Rational, b: Rational, money: bool) -> Option<Sought> {
    let value = a.times(b)?;
    Some(sought(
        value,
        vec![a, b],
        format!("{a} * {b} = {}", shown(value, None)),
        money,
    ))
}

fn share(total: Rational, parts: Rational, money: bool) -> Option<Sought> {
    let value = total.over(parts)?;
    // Things that are left over are no everyday sharing.
    (value.whole().is_some() || money && value.places().is_some_and(|places| places <= 2)).then(
        || {
            sought(
                value,
                vec![total, parts],
                format!("{total} / {parts} = {value}"),
                money,
            )
        },
    )
}

fn difference(a: Rational, b: Rational) -> Option<Sought> {
    let value = a.minus(b)?;
    Some(sought(
        value,
        vec![a, b],
        format!("{a} - {b} = {value}"),
        true,
    ))
}

fn discount(price: Rational, percent: Rational) -> Option<Sought> {
    let off = price.times(percent)?.over(100.into())?;
    let value = price.minus(off)?;
    Some(sought(
        value,
        vec![price, percent],
        format!("{price} - {} = {}", shown(off, None), shown(value, None)),
        true,
    ))
}

fn sought(value: Rational, operands: Vec<Rational>, fact: String, money: bool) -> Sought {
    Sought {
        value,
        operands,
        fact,
        places: None,
        money,
        ambiguous: false,
    }
}

/// Whether two slots name the same things: `red apples` and `apples`.
fn about(a: &Captures<'_, '_>, slot_a: usize, b: &Captures<'_, '_>, slot_b: usize) -> Option<()> {
    same_thing(a.tokens(slot_a), b.tokens(slot_b)).then_some(())
}

/// Whether the last words are the same but for a plural.
fn same_thing(a: &[Token<'_>], b: &[Token<'_>]) -> bool {
    match (a.last(), b.last()) {
        (Some(a), Some(b)) => stem(a.text) == stem(b.text),
        _ => false,
    }
}

fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for (plural, singular) in [
        ("ies", "y"),
        ("oxes", "ox"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("sses", "ss"),
        ("ves", "f"),
        ("s", ""),
    ] {
        if let Some(front) = word.strip_suffix(plural).filter(|front| front.len() > 1) {
            return format!("{front}{singular}");
        }
    }
    word
}

fn person(a: &Captures<'_, '_>, slot_a: usize, b: &Captures<'_, '_>, slot_b: usize) -> Option<()> {
    same_person(a.tokens(slot_a), b.tokens(slot_b)).then_some(())
}

/// Whether the second is the first: by name, or by a pronoun.
fn same_person(first: &[Token<'_>], again: &[Token<'_>]) -> bool {
    let same = first.len() == again.len() && first.iter().zip(again).all(|(a, b)| a.is(b.text));
    same || matches!(again, [one] if one.is_any(&["he", "she", "they", "it", "him", "her"]))
        && !first.iter().any(|token| token.is_any(&["i", "you", "we"]))
        || matches!((first, again), ([a], [b]) if a.is("i") && b.is("you") || a.is("you") && b.is("i"))
}
