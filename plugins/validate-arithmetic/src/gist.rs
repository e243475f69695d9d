//! The one calculation in a request, whatever else it tells: `I need 15% of 260 for my
//! lab report. What is it?`
//!
//! All numbers stand in one sentence, and in one stretch of it that can be computed. What
//! stands around it says nothing of arithmetic, and asks nothing else.

use reading::{Asked, Kind, Number, Rational, Token};

use crate::fluff::OPERATIONS;
use crate::question::{Question, Sought, shown, single};

/// What is asked, if one stretch of it can be computed.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    if let Some(found) = every_other(asked) {
        return Some(Question::Value(found));
    }
    let sentences: Vec<Vec<Token<'_>>> = asked
        .sentences
        .iter()
        .filter(|sentence| !is_unrounded(sentence))
        .flat_map(|sentence| split(sentence))
        .map(plain)
        .collect();
    let mut told = sentences.iter().enumerate().filter(|(_, s)| counts(s));
    let ((place, sentence), None) = (told.next()?, told.next()) else {
        return None;
    };
    let others: Vec<&[Token<'_>]> = (0..sentences.len())
        .filter(|at| *at != place)
        .map(|at| sentences[at].as_slice())
        .collect();
    if sentence.len() > 40
        || sentences.len() > 5
        || others.iter().any(|s| asks_else(s) || is_order(s))
    {
        return None;
    }
    let (first, last) = (
        sentence.iter().position(|t| t.number().is_some())?,
        sentence.iter().rposition(|t| t.number().is_some())?,
    );
    let (least, most) = (first.saturating_sub(6), sentence.len().min(last + 6));
    for begin in least..=first {
        for end in (last + 1..=most).rev() {
            let around = [&sentence[..begin], &sentence[end..]];
            let calm = is_calm(around[0])
                && !asks_else(around[0])
                && (is_format(around[1]) || is_calm(around[1]) && is_aside(around[1]));
            if !calm {
                continue;
            }
            let core = &sentence[begin..end];
            let Some(Question::Value(found)) = single(text, core) else {
                continue;
            };
            let told_as = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
            let found = Sought {
                ambiguous: found.ambiguous
                    && !told_as(&["decimal", "fraction", "compute", "calculate"]),
                ..found
            };
            return others
                .iter()
                .try_fold(found, |found, other| named(found, core, other))
                .map(Question::Value);
        }
    }
    None
}

/// Whether what stands behind tells only what it is for: `for my lab report`.
fn is_aside(behind: &[Token<'_>]) -> bool {
    let words: Vec<&Token<'_>> = behind.iter().filter(|token| token.is_word()).collect();
    match words[..] {
        [] => true,
        [one, own, ..] => {
            one.is("for") && own.is_any(&["my", "our", "the", "a", "this", "me"])
                || one.is("please")
                || one.is_any(&["in", "at"]) && own.is_any(&["class", "school", "work", "home"])
                || one.is("using") && own.is("whole")
        }
        [one] => one.is_any(&["please", "now", "exactly", "thanks"]),
    }
}

/// Whether a sentence beside it may tell what is to be done.
fn is_order(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    !first.is_any(&[
        "i", "i'm", "i'd", "i've", "my", "we", "we're", "our", "it", "it's", "this", "that", "the",
        "just", "please", "thanks", "what", "what's", "how", "a", "only", "state", "give", "show",
        "answer", "value", "result", "simplify",
    ]) && !tokens.iter().all(|token| token.is_any(OPERATIONS))
}

fn counts(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| token.number().is_some() && !token.is("one"))
}

/// Whether it says only that nothing is to be rounded.
fn is_unrounded(sentence: &[Token<'_>]) -> bool {
    sentence.len() <= 4
        && sentence
            .first()
            .is_some_and(|first| first.is_any(&["don't", "do", "without"]))
        && sentence
            .last()
            .is_some_and(|last| last.is_any(&["round", "rounding", "it"]))
        && sentence
            .iter()
            .any(|token| token.is_any(&["round", "rounding"]))
}

/// The question behind a comma as a sentence of its own: `, what is the remainder`.
fn split<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let comma = sentence
        .windows(2)
        .position(|two| two[0].is_mark(',') && two[1].is_any(&["what", "what's"]));
    match comma {
        Some(at) if at > 0 && counts(&sentence[..at]) && !counts(&sentence[at..]) => {
            vec![&sentence[..at], &sentence[at + 1..]]
        }
        _ => vec![sentence],
    }
}

/// Whether what stands behind says only in what form to answer.
fn is_format(behind: &[Token<'_>]) -> bool {
    const WORDS: &[&str] = &[
        "and",
        "leave",
        "give",
        "write",
        "express",
        "answer",
        "simplify",
        "simplified",
        "fully",
        "the",
        "result",
        "as",
        "a",
        "an",
        "in",
        "its",
        "lowest",
        "simplest",
        "terms",
        "form",
        "fraction",
        "decimal",
        "your",
        "it",
        "tell",
        "me",
        "just",
        "only",
        "for",
        "please",
        "completely",
        "reduce",
        "state",
        "difference",
        "sum",
        "product",
        "quotient",
    ];
    !behind.is_empty()
        && behind
            .iter()
            .all(|token| token.is_any(WORDS) || ",-–—;:".chars().any(|mark| token.is_mark(mark)))
}

/// `every odd number from 1 through 19`, added up.
fn every_other(asked: &Asked<'_>) -> Option<Sought> {
    let all: Vec<&Token<'_>> = asked.sentences.iter().flatten().collect();
    let says = |words: &[&str]| all.iter().any(|token| token.is_any(words));
    let numbers: Vec<usize> = (0..all.len())
        .filter(|&at| all[at].number().is_some())
        .collect();
    let [first, last] = numbers[..] else {
        return None;
    };
    let odd = says(&["odd"]);
    let known = all.len() <= 24
        && says(&["add", "sum", "total"])
        && odd != says(&["even"])
        && says(&["numbers", "number", "integers", "integer"])
        && first > 0
        && all[first - 1].is_any(&["from", "between"])
        && last == first + 2
        && all[first + 1].is_any(&["to", "through"])
        && !says(&[
            "not",
            "except",
            "exclusive",
            "excluding",
            "many",
            "average",
            "mean",
            "product",
            "squares",
        ]);
    let (a, b) = (
        all[first].number()?.value.whole()?,
        all[last].number()?.value.whole()?,
    );
    if !known || a < 0 || b <= a || b > 10_000 {
        return None;
    }
    let value = Rational::from((a..=b).filter(|n| (n % 2 == 1) == odd).sum::<i128>());
    Some(Sought {
        value,
        operands: vec![a.into(), b.into()],
        fact: format!("The sum is {value}"),
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    })
}

/// Without `(48,651)` behind the same number in words, and with `half of 118` as the
/// number that it is where there are more.
fn plain<'t>(sentence: &[Token<'t>]) -> Vec<Token<'t>> {
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

/// Words that change what is right, wherever they stand.
const CHANGES: &[&str] = &[
    "not",
    "don't",
    "doesn't",
    "isn't",
    "never",
    "except",
    "without",
    "instead",
    "opposite",
    "reverse",
    "reversed",
    "backwards",
    "wrong",
    "incorrect",
    "false",
    "binary",
    "roman",
    "hex",
    "hexadecimal",
    "octal",
    "base",
    "spanish",
    "french",
    "german",
    "italian",
    "latin",
    "words",
    "letters",
    "letter",
    "word",
    "digits",
    "digit",
    "nearest",
    "round",
    "rounded",
    "estimate",
    "approximately",
    "about",
    "roughly",
    "prime",
    "significant",
    "scientific",
    "modulo",
    "convert",
    "poem",
    "joke",
    "story",
    "rhyme",
    "song",
    "code",
    "python",
    "javascript",
    "java",
    "excel",
    "program",
    "function",
    "script",
    "regex",
    "translate",
    "spell",
    "puzzle",
    "riddle",
    "trick",
    "pretend",
    "imagine",
    "then",
    "before",
    "after",
    "again",
    "both",
    "either",
    "or",
    "unless",
    "if",
    "other",
    "another",
    "rest",
    "remaining",
    "left",
    "next",
    "previous",
    "repeat",
    "quote",
    "rewrite",
    "copy",
    "say",
    "says",
    "claims",
    "thinks",
    "why",
    "who",
    "whose",
    "whom",
    "where",
    "explain",
    "describe",
    "example",
    "list",
    "sort",
    "sorted",
    "order",
    "ascending",
    "descending",
    "count",
    "many",
    "times",
    "per",
    "each",
    "every",
    "twice",
    "thrice",
    "thousand",
    "million",
    "hundred",
    "dozen",
    "dozens",
    "year",
    "years",
    "month",
    "date",
    "version",
    "integer",
    "floating",
    "boolean",
    "algebra",
    "clock",
    "lie",
    "chapter",
    "verse",
    "title",
    "address",
    "called",
    "named",
    "meaning",
    "mean",
];

fn is_calm(tokens: &[Token<'_>]) -> bool {
    !tokens.iter().any(|token| {
        token.is_any(CHANGES)
            || token.is_any(OPERATIONS)
            || "+*/^=<>%()\"'".chars().any(|mark| token.is_mark(mark))
    })
}

/// Whether something is asked for by a name of its own.
fn asks_else(tokens: &[Token<'_>]) -> bool {
    const SMALL: &[&str] = &[
        "what",
        "what's",
        "how",
        "much",
        "is",
        "it",
        "that",
        "this",
        "the",
        "a",
        "an",
        "result",
        "answer",
        "value",
        "number",
        "do",
        "does",
        "did",
        "i",
        "we",
        "you",
        "get",
        "obtain",
        "come",
        "comes",
        "out",
        "to",
        "be",
        "would",
        "will",
        "should",
        "figure",
        "of",
        "have",
        "there",
        "at",
        "in",
        "total",
        "sum",
        "product",
        "difference",
        "quotient",
        "remainder",
        "exact",
        "exactly",
        "end",
        "up",
        "with",
        "amount",
        "make",
        "makes",
        "give",
        "please",
        "and",
        "tell",
        "me",
        "which",
        "final",
        "for",
        "my",
        "can",
        "could",
        "work",
        "find",
        "left",
        "as",
        "fraction",
        "decimal",
        "lowest",
        "terms",
        "simplest",
        "form",
        "so",
        "just",
    ];
    let asks = tokens.iter().position(|token| {
        token.is_any(&[
            "what", "what's", "how", "which", "who", "why", "when", "where", "whose",
        ])
    });
    asks.is_some_and(|from| {
        tokens[from..]
            .iter()
            .any(|token| token.is_word() && !token.is_any(SMALL))
    })
}

/// What a sentence beside the calculation makes of it: its remainder, or nothing else if it
/// only names the result.
fn named(found: Sought, core: &[Token<'_>], other: &[Token<'_>]) -> Option<Sought> {
    let has = |words: &[&str], marks: &str| {
        core.iter()
            .any(|token| token.is_any(words) || marks.chars().any(|mark| token.is_mark(mark)))
    };
    let divides = has(&["divide", "divided", "over", "dividing"], "/÷");
    let allowed: &[&str] = match (
        divides,
        has(&["add", "plus", "sum", "added", "adding"], "+"),
        has(&["subtract", "minus", "subtracted", "less", "from"], "-−"),
        has(&["multiply", "times", "multiplied", "product"], "*×"),
    ) {
        (true, false, false, false) => &[
            "quotient",
            "remainder",
            "left",
            "over",
            "lowest",
            "simplify",
            "reduce",
        ],
        (false, true, false, false) => &["sum", "total", "lowest", "simplify", "reduce"],
        (false, false, true, false) => &["difference", "lowest", "simplify", "reduce"],
        (false, false, false, true) => &["product", "lowest", "simplify", "reduce"],
        _ => &["lowest", "simplify"],
    };
    let odd = other
        .iter()
        .any(|token| (token.is_any(CHANGES) || token.is_any(OPERATIONS)) && !token.is_any(allowed));
    if odd {
        return None;
    }
    let remainder = other
        .iter()
        .any(|token| token.is_any(&["remainder", "left"]));
    if !remainder {
        return Some(found);
    }
    let [a, b] = found.operands[..] else {
        return None;
    };
    let (a, b) = (a.whole()?, b.whole().filter(|b| *b > 0)?);
    let value = Rational::from(a % b);
    Some(Sought {
        value,
        fact: format!(
            "{a} = {} * {b} + {}, so the remainder is {}",
            a / b,
            a % b,
            shown(value, None)
        ),
        ..found
    })
}
