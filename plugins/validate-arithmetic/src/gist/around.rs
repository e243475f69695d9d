//! What stands around a calculation, and changes nothing of it.

use reading::Token;

use crate::fluff::OPERATIONS;

/// Words that change what is right, wherever they stand.
pub(super) const CHANGES: &[&str] = &[
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

/// Whether nothing in it changes what is right.
pub(super) fn is_calm(tokens: &[Token<'_>]) -> bool {
    !tokens.iter().any(|token| {
        token.is_any(CHANGES)
            || token.is_any(OPERATIONS)
            || "+*/^=<>%()\"'".chars().any(|mark| token.is_mark(mark))
    })
}

/// Whether something is asked for by a name of its own.
pub(super) fn asks_else(tokens: &[Token<'_>]) -> bool {
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

/// Whether what stands behind tells only what it is for: `for my lab report`.
pub(super) fn is_aside(behind: &[Token<'_>]) -> bool {
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
pub(super) fn is_order(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    !first.is_any(&[
        "i", "i'm", "i'd", "i've", "my", "we", "we're", "our", "it", "it's", "this", "that", "the",
        "just", "please", "thanks", "what", "what's", "how", "a", "only", "state", "give", "show",
        "answer", "value", "result", "simplify",
    ]) && !tokens.iter().all(|token| token.is_any(OPERATIONS))
}

/// Whether what stands behind says only in what form to answer.
pub(super) fn is_format(behind: &[Token<'_>]) -> bool {
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
