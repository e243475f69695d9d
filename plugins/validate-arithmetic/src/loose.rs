//! Arithmetic inside other words: `My son is stuck on this sum: 684 + 1297. What is the
//! correct result?`
//!
//! What has neither a number nor a word of arithmetic in it is left out, sentence by
//! sentence and at the edges of one, if it cannot change what is asked. What is left is
//! read as if it had been asked alone.

use reading::{Asked, Kind, Token};

use crate::chain;
use crate::choice;
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
    "where",
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
    "died",
    "born",
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
    if !asks && asked.sentences.len() > 1 || all.len() > 120 {
        return None;
    }
    let mut kept: Vec<Token<'_>> = Vec::new();
    for sentence in &asked.sentences {
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
    let plain: Vec<Token<'_>> = kept.iter().filter(|t| !t.is_mark(';')).cloned().collect();
    if plain.iter().filter(|t| t.number().is_some()).count() == 0 {
        return None;
    }
    single(text, &plain)
        .or_else(|| choice::understand(text, &plain))
        .or_else(|| chain::understand(&kept))
        .or_else(|| verbs::listed(&plain).map(Question::Value))
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
    (!tokens.iter().any(|token| token.is_any(HARMFUL))).then_some(())
}
