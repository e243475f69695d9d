//! Words that say nothing, and words that say too much.

use reading::{Kind, Token};

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
pub(crate) const OPERATIONS: &[&str] = &[
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
pub(crate) const ASKS: &[&str] = &[
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

/// Words that say nothing in any place, as phrases.
const FLUFF: &[&str] = &[
    "don't round",
    "do not round",
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
pub(crate) fn plainly<'t>(tokens: Vec<Token<'t>>) -> Vec<Token<'t>> {
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

pub(crate) fn tells(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| token.number().is_some() || token.is_any(OPERATIONS))
}

pub(crate) fn harmless(tokens: &[Token<'_>]) -> Option<()> {
    let harmful = tokens.iter().enumerate().any(|(at, token)| {
        // "the order of operations"
        let precedence = token.is("order") && tokens.get(at + 1).is_some_and(|next| next.is("of"));
        token.is_any(HARMFUL) && !precedence
    });
    (!harmful).then_some(())
}
