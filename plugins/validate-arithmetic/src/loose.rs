//! Arithmetic inside other words: `My son is stuck on this sum: 684 + 1297. What is the
//! correct result?`
//!
//! What has neither a number nor a word of arithmetic in it is left out, sentence by
//! sentence and at the edges of one, if it cannot change what is asked. What is left is
//! read as if it had been asked alone.

use reading::{Asked, Kind, Token};

use crate::chain;
use crate::choice;
use crate::equation;
use crate::expression;
use crate::question::{Question, single};
use crate::verbs;

/// Words that make another question of one of arithmetic, wherever they stand.
const HARMFUL: &[&str] = &[
    "not",
    "don't",
    "doesn't",
    "isn't",
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
    "portuguese",
    "dutch",
    "words",
    "letters",
    "opposite",
    "reverse",
    "instead",
    "wrong",
    "incorrect",
    "nearest",
    "round",
    "rounded",
    "poem",
    "joke",
    "story",
    "rhyme",
    "code",
    "python",
    "javascript",
    "java",
    "excel",
    "program",
    "translate",
    "except",
    "why",
    "who",
    "whom",
    "whose",
    "meaning",
    "stand",
    "stands",
    "title",
    "song",
    "movie",
    "film",
    "history",
    "explain",
    "describe",
    "called",
    "named",
    "function",
    "script",
    "regex",
    "sort",
    "sorted",
    "alphabetical",
    "prime",
    "even",
    "odd",
    "significant",
    "scientific",
    "sheep",
    "previous",
    "next",
    "month",
    "modulo",
    "plot",
    "graph",
    "puzzle",
    "riddle",
    "trick",
    "matter",
    "estimate",
    "approximately",
    "about",
    "roughly",
    "print",
    "date",
    "year",
    "clock",
    "o'clock",
    "january",
    "february",
    "spell",
    "seconds",
    "wins",
    "score",
    "phone",
    "address",
    "version",
    "page",
    "chapter",
    "verse",
    "bus",
    "room",
    "string",
    "list",
    "array",
    "json",
    "table",
    "csv",
    "wrote",
    "say",
    "says",
    "claims",
    "thinks",
    "lie",
    "pretend",
    "imagine",
    "assume",
    "suppose",
    "pretending",
    "liar",
    "avoid",
    "other",
    "others",
    "another",
    "rest",
    "turn",
    "around",
    "sequence",
    "order",
    "arrange",
    "flip",
    "rank",
    "backwards",
    "reorder",
    "shuffle",
    "pattern",
    "missing",
    "convert",
    "list",
    "rewrite",
    "repeat",
    "copy",
    "read",
    "quote",
    "series",
    "ascending",
    "descending",
    "count",
    "many",
    "alphabetically",
    "reversed",
    "swap",
    "extract",
    "format",
    "bullet",
];

/// Words that are part of arithmetic.
const OPERATIONS: &[&str] = &[
    "sum",
    "total",
    "product",
    "difference",
    "quotient",
    "average",
    "mean",
    "median",
    "mode",
    "range",
    "square",
    "squared",
    "root",
    "cube",
    "cubed",
    "double",
    "triple",
    "half",
    "halve",
    "percent",
    "percentage",
    "%",
    "larger",
    "largest",
    "smaller",
    "smallest",
    "bigger",
    "biggest",
    "greater",
    "greatest",
    "less",
    "lower",
    "lowest",
    "higher",
    "highest",
    "add",
    "added",
    "adding",
    "subtract",
    "multiply",
    "multiplied",
    "divide",
    "divided",
    "plus",
    "minus",
    "times",
    "remainder",
    "factorial",
    "power",
    "gcd",
    "lcm",
    "multiple",
    "divisor",
    "factor",
    "deduct",
    "together",
    "altogether",
    "increase",
    "decrease",
    "increased",
    "decreased",
    "mod",
    "equal",
    "twice",
    "third",
    "quarter",
    "simplify",
    "reduce",
    "nearest",
    "place",
    "places",
    "combined",
];

/// Words of which one has to be there: something is asked.
const ASKS: &[&str] = &[
    "what",
    "what's",
    "which",
    "how",
    "calculate",
    "compute",
    "work",
    "solve",
    "result",
    "answer",
    "value",
    "evaluate",
    "find",
    "give",
    "tell",
    "equals",
    "equal",
    "add",
    "subtract",
    "multiply",
    "divide",
    "sum",
    "determine",
    "figure",
    "state",
    "simplify",
    "get",
    "calc",
    "need",
    "solution",
];

/// What is asked between other words.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    let all: Vec<Token<'_>> = asked.sentences.concat();
    let asks = all
        .iter()
        .any(|token| token.is_any(ASKS) || token.is_mark('='));
    let verdict = all
        .first()
        .is_some_and(|first| first.is_any(&["is", "are", "does", "true"]));
    if !asks && !verdict && asked.sentences.len() > 1 || all.len() > 120 {
        return None;
    }
    let mut kept: Vec<Token<'_>> = Vec::new();
    for sentence in &asked.sentences {
        if repeats(sentence, &kept) {
            harmless(sentence)?;
            continue;
        }
        let part = trimmed(sentence)?;
        if !kept.is_empty() && !part.is_empty() {
            // A full stop ends a step: "Take 12. Add 5."
            kept.push(Token {
                text: ";",
                kind: Kind::Mark(';'),
                ..part[0].clone()
            });
        }
        kept.extend(part.iter().filter(|t| !t.is_mark('"')).cloned());
    }
    let kept = plainly(kept);
    let plain: Vec<Token<'_>> = kept.iter().filter(|t| !t.is_mark(';')).cloned().collect();
    if plain.iter().filter(|t| t.number().is_some()).count() == 0 {
        return None;
    }
    single(text, &plain)
        .or_else(|| choice::understand(text, &plain))
        .or_else(|| equation::understand(text, &plain))
        .or_else(|| chain::understand(&kept))
        .or_else(|| verbs::listed(&plain).map(Question::Value))
        .or_else(|| behind_colon(text, &plain))
}

/// Whether a sentence only says again what to answer: `Reply with the larger one.`
fn repeats(sentence: &[Token<'_>], before: &[Token<'_>]) -> bool {
    let answers = sentence.first().is_some_and(|first| {
        first.is_any(&[
            "reply", "answer", "respond", "write", "give", "state", "return", "output", "tell",
            "show", "just", "only", "please", "name", "say",
        ])
    });
    answers
        && before.iter().any(|token| token.number().is_some())
        && sentence.iter().all(|token| {
            (token.number().is_none() || token.is("one"))
                && (!token.is_any(OPERATIONS) || before.iter().any(|known| known.is(token.text)))
        })
}

/// The expression behind a colon: `stuck on this sum: 684 + 1297`.
fn behind_colon(text: &str, tokens: &[Token<'_>]) -> Option<Question> {
    let colon = tokens.iter().rposition(|token| token.is_mark(':'))?;
    let (front, rest) = tokens.split_at(colon);
    let other = |token: &Token<'_>| {
        token.number().is_some() || token.is_any(OPERATIONS) && !token.is_any(&["sum", "equal"])
    };
    let labels = [
        "sum",
        "problem",
        "exercise",
        "question",
        "task",
        "calculation",
        "expression",
        "equation",
        "calculate",
        "compute",
        "evaluate",
        "solve",
        "work",
        "answer",
        "result",
        "homework",
        "worksheet",
        "calc",
        "math",
        "maths",
    ];
    let labelled = front.iter().any(|token| token.is_any(&labels));
    if !labelled || front.iter().any(other) || rest.len() < 4 {
        return None;
    }
    harmless(front)?;
    expression::compute(&rest[1..])?;
    single(text, &rest[1..])
}

/// Words that say nothing in any place, as phrases.
const FLUFF: &[&str] = &[
    "pls",
    "plz",
    "lol",
    "thx",
    "thanks",
    "btw",
    "haha",
    "hmm",
    "um",
    "by heart",
    "in your head",
    "with the normal order of operations",
    "using the normal order of operations",
    "following the order of operations",
    "with the usual order of operations",
    "using the order of operations",
    "using the correct order of operations",
    "by hand",
    "without a calculator",
    "i was wondering",
    "for me",
    "real quick",
    "quickly",
    "as a decimal",
    "as decimal",
    "as a whole number",
    "as a number",
    "in total please",
    "and give me the sum",
    "and give me the difference",
    "and give me the product",
    "and give the sum",
    "and give the difference",
    "and give the product",
    "and give the result",
    "and give me the result",
    "and tell me the result",
    "and tell me the sum",
    "and state the result",
    "and tell me the difference",
    "and state the sum",
    "and state the difference",
    "and give the total",
    "and write down the result",
    "and give me the total",
    "and give me the answer",
    "and tell me the answer",
    "do you know",
    "can you tell me",
    "i want to know",
    "i need to know",
    "dear assistant",
];

/// Without fluff, and with `double 15` as the number that it is.
fn plainly<'t>(tokens: Vec<Token<'t>>) -> Vec<Token<'t>> {
    let mut plain: Vec<Token<'t>> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let fluff = FLUFF.iter().find_map(|phrase| {
            let mut words = 0;
            for word in phrase.split(' ') {
                if !rest.get(words)?.is(word) {
                    return None;
                }
                words += 1;
            }
            Some(words)
        });
        if let Some(used) = fluff {
            at += used;
            continue;
        }
        // "8 less than triple 15"
        let times = [("double", 2), ("twice", 2), ("triple", 3), ("thrice", 3)]
            .iter()
            .find(|(word, _)| rest[0].is(word) && at > 0)
            .map(|(_, times)| *times);
        if let (Some(times), Some(number)) = (times, rest.get(1).and_then(Token::number))
            && plain.iter().any(|token| token.number().is_some())
            && let Some(value) = number.value.times(times.into())
        {
            plain.push(Token {
                kind: Kind::Number(reading::Number { value, ..number }),
                ..rest[1].clone()
            });
            at += 2;
            continue;
        }
        // "18.4567 -> two decimal places"
        if rest[0].is_mark('-')
            && rest
                .get(1)
                .is_some_and(|next| next.is_mark('>') && next.glued)
        {
            plain.push(Token {
                text: "to",
                kind: Kind::Word,
                ..rest[0].clone()
            });
            at += 2;
            continue;
        }
        plain.push(rest[0].clone());
        at += 1;
    }
    plain
}

/// A sentence without what stands at its edges and says nothing; none if something that
/// is left out may change what is asked.
fn trimmed<'s, 't>(sentence: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
    let ends: Vec<usize> = sentence
        .iter()
        .enumerate()
        .filter(|(at, token)| ends_part(sentence, *at, token))
        .map(|(at, _)| at)
        .collect();
    let mut begin = 0;
    let mut end = sentence.len();
    for &at in &ends {
        if begin <= at && !tells(&sentence[begin..at]) {
            harmless(&sentence[begin..at])?;
            begin = at + 1;
        } else {
            break;
        }
    }
    for &at in ends.iter().rev() {
        if at >= begin && !tells(&sentence[at + 1..end]) {
            harmless(&sentence[at + 1..end])?;
            end = at;
        } else {
            break;
        }
    }
    let part = &sentence[begin..end.max(begin)];
    if !tells(part) {
        harmless(part)?;
        return Some(&[]);
    }
    Some(part)
}

/// Whether a mark parts what stands beside it.
fn ends_part(sentence: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let Kind::Mark(mark) = token.kind else {
        return false;
    };
    match mark {
        ',' | ';' | ':' | '"' | '\u{2014}' | '\u{2013}' => true,
        // " - just the number"
        '-' => {
            !token.glued
                && sentence
                    .get(at + 1)
                    .is_some_and(|next| !next.glued && next.is_word())
        }
        _ => false,
    }
}

fn tells(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| token.number().is_some() || token.is_any(OPERATIONS))
}

fn harmless(tokens: &[Token<'_>]) -> Option<()> {
    let harmful = tokens.iter().enumerate().any(|(at, token)| {
        // "the order of operations"
        let precedence = token.is("order") && tokens.get(at + 1).is_some_and(|next| next.is("of"));
        token.is_any(HARMFUL) && !precedence
    });
    (!harmful).then_some(())
}
