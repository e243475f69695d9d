//! Small letters only, or capitals only.

use reading::Token;

use super::in_quotes;
use crate::rule::Case;

/// `in lowercase`, of the whole answer.
pub(super) fn case(sentence: &[Token<'_>]) -> Option<Case> {
    let mut found: Option<Case> = None;
    for at in 0..sentence.len() {
        let Some((case, end)) = named(sentence, at) else {
            continue;
        };
        if in_quotes(sentence, at) {
            continue;
        }
        // "In upper or lower case": either will do. "The word "x" in capitals": that word.
        if is_one_of_both(sentence, at, end) || is_of_quoted(sentence, at) {
            return None;
        }
        let denied = is_denied(sentence, at);
        let case = match (case, denied) {
            // "No capitals" leaves small letters; "no lower case" capitals.
            (Case::Upper, true) => Case::Lower,
            (Case::Lower, true) => Case::Upper,
            (case, false) => case,
        };
        if !is_whole(sentence, at, end, denied) || found.is_some_and(|before| before != case) {
            return None;
        }
        found = Some(case);
    }
    found
}

/// A case's name that begins here, and where it ends.
fn named(sentence: &[Token<'_>], at: usize) -> Option<(Case, usize)> {
    let mut end = at + 1;
    let case =
        if sentence[at].is_any(&["lowercase", "lowercased", "uncapitalized", "uncapitalised"]) {
            Case::Lower
        } else if sentence[at].is_any(&[
            "uppercase",
            "capitals",
            "caps",
            "uppercased",
            "capitalized",
            "capitalised",
        ]) {
            Case::Upper
        } else if sentence[at].is_any(&["lower", "upper", "small", "capital", "block"]) {
            let dash = usize::from(sentence.get(end).is_some_and(|token| token.is_mark('-')));
            let next = sentence.get(end + dash)?;
            let lower = sentence[at].is_any(&["lower", "small"]);
            let names = next.is_any(&["letters", "letter", "capitals"])
                && !sentence[at].is_any(&["lower", "upper"])
                || next.is("case") && sentence[at].is_any(&["lower", "upper"])
                || next.is("cased");
            if !names {
                return None;
            }
            end += dash + 1;
            if lower { Case::Lower } else { Case::Upper }
        } else {
            return None;
        };
    while sentence.get(end).is_some_and(|token| {
        token.is_any(&["letters", "letter", "characters", "only", "throughout"])
    }) {
        end += 1;
    }
    Some((case, end))
}

const CASES: &[&str] = &[
    "lower",
    "upper",
    "small",
    "capital",
    "block",
    "lowercase",
    "uppercase",
    "capitals",
    "caps",
    "either",
];

/// `upper or lower case`, `capitals or not`, `small and capital letters`
fn is_one_of_both(sentence: &[Token<'_>], at: usize, end: usize) -> bool {
    let joins = |token: &Token<'_>| token.is_any(&["or", "and"]) || token.is_mark('/');
    let near = |token: &Token<'_>| token.is_any(CASES);
    let front = &sentence[at.saturating_sub(5)..at];
    let before = front.iter().rposition(joins).is_some_and(|joint| {
        front[..joint].iter().any(near)
            && front[joint + 1..]
                .iter()
                .all(|token| token.is_any(&["in", "all", "only"]))
    });
    let after = sentence.get(end).is_some_and(joins)
        && sentence[end + 1..]
            .iter()
            .take(3)
            .any(|token| near(token) || token.is("not"));
    before || after
}

/// `Write the word "engineer" in capital letters`: the case is that of what is quoted.
fn is_of_quoted(sentence: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "in",
        "into",
        "to",
        "all",
        "with",
        "using",
        "only",
        "entirely",
        "as",
        "completely",
        "fully",
        "its",
        "the",
        "letters",
        "but",
        "here",
        "for",
        "me",
        "please",
        "once",
        "again",
    ];
    const NAMES: &[&str] = &[
        "word",
        "words",
        "name",
        "phrase",
        "sentence",
        "text",
        "term",
        "title",
        "letters",
        "string",
        "line",
        "write",
        "type",
        "print",
        "spell",
        "put",
        "say",
        "repeat",
        "convert",
        "turn",
        "change",
        "make",
        "render",
        "set",
        "copy",
        "show",
        "display",
        "give",
        "me",
        "following",
        "output",
        "return",
        "expression",
        "abbreviation",
        "city",
        "country",
        "surname",
        "heading",
        "slogan",
        "message",
        "question",
        "and",
        "or",
    ];
    let between = sentence[..at]
        .iter()
        .rev()
        .take_while(|token| token.is_any(BETWEEN) || token.is_mark(','))
        .count();
    let close = (at - between).checked_sub(1);
    let Some(close) = close.filter(|&close| sentence[close].is_mark('"')) else {
        return false;
    };
    let open = sentence[..close]
        .iter()
        .rposition(|token| token.is_mark('"'));
    open.is_some_and(|open| {
        sentence[..open]
            .iter()
            .rev()
            .find(|token| !token.is_mark(':') && !token.is_mark(','))
            .is_some_and(|before| before.is_any(NAMES))
    })
}

fn is_denied(sentence: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "any",
        "a",
        "single",
        "use",
        "using",
        "contain",
        "containing",
        "all",
        "the",
        "or",
        "commas",
        "comma",
        "punctuation",
        "nor",
        "and",
        "have",
        "be",
        "one",
        "including",
        "include",
        "of",
        "even",
        "digits",
        "numbers",
    ];
    let mut before = at;
    while before > 0 && sentence[before - 1].is_any(BETWEEN) && !sentence[before - 1].is("nor") {
        before -= 1;
    }
    let denies = before.checked_sub(1).is_some_and(|last| {
        sentence[last].is_any(&[
            "no", "without", "not", "don't", "avoid", "avoiding", "never", "neither", "nor",
            "zero", "free", "cannot", "can't", "mustn't",
        ])
    });
    let after = sentence[at..]
        .iter()
        .take(9)
        .take_while(|token| !token.is_mark(',') && !token.is_mark(';'));
    let passive = after
        .clone()
        .any(|token| token.is_any(&["forbidden", "banned", "prohibited"]))
        || after
            .clone()
            .any(|token| token.is_any(&["allowed", "permitted", "used", "appear", "occur"]))
            && after.clone().any(|token| token.is("not"));
    denies || passive
}

/// Whether it is said of the whole answer and not of a first letter or a name.
fn is_whole(sentence: &[Token<'_>], at: usize, end: usize, denied: bool) -> bool {
    const PARTS: &[&str] = &[
        "first",
        "last",
        "each",
        "initial",
        "heading",
        "headings",
        "name",
        "names",
        "word",
        "every",
        "start",
        "starts",
        "starting",
        "begin",
        "begins",
        "beginning",
        "title",
        "titles",
        "proper",
        "alphabet",
        "keyword",
        "keywords",
        "important",
        "key",
        "acronym",
        "some",
        "how",
        "surname",
        "nouns",
        "verbs",
        "cities",
        "countries",
        "main",
        "term",
        "called",
    ];
    let clause = sentence[..at]
        .iter()
        .rposition(|token| {
            token.is_mark(',') || token.is_mark(';') || token.is_mark(':') || token.is_mark('"')
        })
        .map_or(0, |comma| comma + 1);
    let front = &sentence[clause..at];
    // "Every letter in capitals", "a title in capitals"
    let of_all = front.windows(2).any(|pair| {
        pair[0].is_any(&["every", "each"]) && pair[1].is_any(&["letter", "word", "character"])
    });
    let writes_title = front
        .windows(2)
        .any(|pair| pair[0].is_any(&["a", "the"]) && pair[1].is_any(&["title", "heading", "name"]))
        && front
            .iter()
            .any(|token| token.is_any(&["write", "give", "invent", "suggest", "create"]))
        && !front.iter().any(|token| token.is("with"));
    let part = front.iter().any(|token| token.is_any(PARTS)) && !of_all && !writes_title;
    let tail = &sentence[end..];
    let goes_on = tail.first().is_some_and(|next| {
        next.is_any(&[
            "of", "for", "version", "in", "letter", "at", "or", "a", "i", "e",
        ]) && !next.is("in")
            || next.is("for")
                && !tail
                    .get(1)
                    .is_some_and(|n| n.is_any(&["everything", "the", "your", "all"]))
    }) && !denied;
    let except = tail
        .iter()
        .any(|token| token.is_any(&["except", "apart", "unless", "besides", "other"]));
    // "a mix of small and capital letters"
    let mixes = sentence.iter().any(|token| {
        token.is_any(&[
            "mix",
            "mixed",
            "alternate",
            "alternating",
            "difference",
            "when",
            "count",
            "many",
            "ignoring",
            "ignore",
            "regardless",
            "whether",
            "insensitive",
            "sensitive",
            "matter",
            "matters",
            "sort",
            "order",
            "alphabetical",
            "alphabetically",
            "order",
            "which",
            "sorted",
        ])
    });
    !part && !goes_on && !except && !mixes
}
