//! Marks and letters that must not be there.

use reading::Token;

use super::in_quotes;
use crate::rule::{MARKS, Marks};

/// Words that deny.
const DENY: &[&str] = &[
    "without",
    "no",
    "not",
    "don't",
    "avoid",
    "avoiding",
    "never",
    "neither",
    "nor",
    "omit",
    "omitting",
    "skip",
    "zero",
    "cannot",
    "can't",
    "mustn't",
    "free",
    "leave",
    "leaving",
    "drop",
    "exclude",
    "excluding",
    "minus",
];

/// What is denied in every wording: `no commas`, `neither commas nor …`, `comma-free`,
/// `commas are not allowed`.
pub(super) fn free_of(sentence: &[Token<'_>]) -> Vec<&'static Marks> {
    let mut free = Vec::new();
    for at in 0..sentence.len() {
        if in_quotes(sentence, at) {
            continue;
        }
        for marks in MARKS {
            if let Some(end) = named(sentence, at, marks)
                && (is_denied_before(sentence, at) || is_denied_behind(sentence, end))
                && !free.contains(&marks)
            {
                free.push(marks);
            }
        }
    }
    free
}

/// Where the name of these marks ends, if it begins here.
fn named(sentence: &[Token<'_>], at: usize, marks: &Marks) -> Option<usize> {
    marks.names.iter().find_map(|name| {
        let end = at + name.len();
        let fits = sentence
            .get(at..end)?
            .iter()
            .zip(*name)
            .all(|(token, word)| token.is(word));
        fits.then_some(end)
    })
}

fn is_denied_before(sentence: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "any",
        "a",
        "using",
        "use",
        "single",
        "the",
        "of",
        "kind",
        "or",
        "and",
        "one",
        "contain",
        "containing",
        "include",
        "including",
        "have",
        "having",
        "out",
        "put",
        "even",
        "all",
        "be",
        "with",
        "capital",
        "letters",
        "capitals",
        "commas",
        "marks",
        "punctuation",
        "digits",
        "numbers",
        "uppercase",
        "exclamation",
        "question",
        "semicolons",
        "colons",
        "full",
        "stops",
        "periods",
        "kinds",
        "sort",
        "other",
        "special",
        "quotation",
        "write",
        "in",
        "it",
        "place",
        "both",
        "from",
        "away",
        "hyphens",
        "dashes",
        "employ",
        "there",
        "should",
        "may",
        "must",
    ];
    let mut before = at;
    while before > 0 && at - before < 12 {
        let last = &sentence[before - 1];
        if last.is_any(DENY) {
            // "do not forget the commas"
            return !sentence[before..at]
                .iter()
                .any(|token| token.is_any(&["forget"]));
        }
        if !(last.is_any(BETWEEN) || last.is_mark(',')) {
            return false;
        }
        before -= 1;
    }
    false
}

fn is_denied_behind(sentence: &[Token<'_>], end: usize) -> bool {
    let tail: Vec<&Token<'_>> = sentence[end..]
        .iter()
        .take_while(|token| !token.is_mark(';') && !token.is_mark(':') && !token.is("but"))
        .take(10)
        .collect();
    let says = |words: &[&str]| tail.iter().any(|token| token.is_any(words));
    let free = tail.len() >= 2 && tail[0].is_mark('-') && tail[1].is("free")
        || tail.first().is_some_and(|t| t.is("free"));
    let verb = tail.first().is_some_and(|token| {
        token.is_any(&[
            "are", "is", "must", "may", "should", "can", "cannot", "have", "mustn't", "aren't",
        ])
    });
    free || verb
        && (says(&["forbidden", "banned", "prohibited", "taboo", "aren't"])
            || says(&["not", "cannot", "mustn't", "never"])
                && says(&[
                    "allowed",
                    "permitted",
                    "used",
                    "appear",
                    "occur",
                    "use",
                    "be",
                    "included",
                    "wanted",
                ]))
}

/// `without the letter e`
pub(super) fn letter(sentence: &[Token<'_>]) -> Option<char> {
    let at = sentence.iter().position(|token| token.is("letter"))?;
    let denied = sentence[..at]
        .iter()
        .rev()
        .take(7)
        .any(|token| token.is_any(DENY))
        && !sentence[..at].iter().any(|token| {
            token.is_any(&[
                "start",
                "starts",
                "begin",
                "begins",
                "starting",
                "beginning",
                "end",
                "ends",
                "ending",
            ])
        })
        || is_denied_behind(sentence, (at + 2).min(sentence.len()))
        || is_denied_behind(sentence, (at + 4).min(sentence.len()));
    let letter = sentence[at + 1..]
        .iter()
        .take(2)
        .find(|token| token.is_word())?;
    let mut letters = letter.text.chars();
    let only = letters.next().filter(char::is_ascii_alphabetic)?;
    // "the letter a friend wrote"
    let behind: Vec<_> = sentence[at + 1..]
        .iter()
        .skip_while(|token| token.start <= letter.start)
        .take(2)
        .collect();
    let quoted = sentence.get(at + 1).is_some_and(|token| !token.is_word());
    let ends = quoted
        || behind.first().is_none_or(|next| {
            !next.is_word()
                || next.is_any(&[
                    "in", "and", "must", "may", "at", "anywhere", "is", "should", "while",
                    "cannot", "when", "or",
                ])
        });
    (denied && ends && letters.next().is_none()).then(|| only.to_ascii_lowercase())
}

/// `end it with an exclamation mark`
pub(super) fn mark_at_end(sentence: &[Token<'_>]) -> Option<&'static str> {
    const ENDS: [(&[&str], &[&str], &str); 8] = [
        (&["exclamation"], &["mark", "point", "marks"], "!"),
        (&["question"], &["mark"], "?"),
        (&["full"], &["stop"], "."),
        (&["three"], &["dots"], "..."),
        (&["ellipsis"], &[], "..."),
        (&["a", "the"], &["period"], "."),
        (&["an"], &["ellipsis"], "..."),
        (&["3"], &["dots"], "..."),
    ];
    let at = sentence.iter().position(|token| {
        token.is_any(&[
            "end",
            "ends",
            "ending",
            "finish",
            "finishes",
            "finishing",
            "conclude",
            "concludes",
            "concluding",
            "close",
            "closes",
            "closing",
        ])
    })?;
    let denied = sentence[at.saturating_sub(3)..]
        .iter()
        .any(|token| token.is_any(&["not", "don't", "without", "no", "never", "each", "every"]));
    // "with the words … followed by a full stop"
    let behind: Vec<_> = sentence[at + 1..]
        .iter()
        .take(8)
        .take_while(|token| {
            !token.is_mark('"')
                && !token.is_mark('\'')
                && !token.is_any(&["word", "words", "phrase"])
        })
        .collect();
    let mark = ENDS.into_iter().find(|(first, second, _)| {
        behind.iter().enumerate().any(|(at, token)| {
            token.is_any(first)
                && (second.is_empty() || behind.get(at + 1).is_some_and(|next| next.is_any(second)))
        })
    })?;
    (!denied).then_some(mark.2)
}

/// `Put it in quotation marks`: around the whole answer.
pub(super) fn in_quotation_marks(sentence: &[Token<'_>]) -> bool {
    let Some(at) = sentence.windows(2).position(|pair| {
        pair[0].is_any(&["quotation", "quote", "inverted", "speech"])
            && pair[1].is_any(&["marks", "commas"])
    }) else {
        return false;
    };
    let front = &sentence[..at];
    let whole = front.iter().any(|token| {
        token.is_any(&[
            "answer",
            "sentence",
            "whole",
            "reply",
            "response",
            "entire",
            "everything",
            "it",
            "slogan",
            "line",
            "motto",
        ])
    });
    let placed = front
        .iter()
        .rev()
        .take(3)
        .any(|token| token.is_any(&["in", "inside", "between", "within", "into", "by"]));
    let denied = front.iter().any(|token| {
        token.is_any(&[
            "without", "no", "not", "don't", "word", "words", "each", "never", "avoid", "title",
            "name",
        ])
    });
    whole && placed && !denied
}
