//! What stands in a question as itself: words, letters, sentences, numbers.

use reading::Token;
use reading::skeleton::Lexicon;

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    /// In quotes, or behind a colon, or a sentence of its own.
    Text(String),
    /// A word that the lexicon does not know; whether it was called a word.
    Word(String, bool),
    /// `r`, `r's`, `"r"`
    Letter(char),
    Number(String),
}

/// What begins here that the lexicon does not know.
pub(crate) fn slot_at(
    text: &str,
    lexicon: &Lexicon,
    all: &[Token<'_>],
    rest: &[Token<'_>],
) -> Option<(Slot, usize)> {
    let first = rest.first()?;
    if first.is_mark('"') || first.is_mark('\'') {
        let close = rest[1..]
            .iter()
            .position(|token| token.text == first.text)?
            + 1;
        let inner = text.get(first.end()..rest[close].start)?.trim();
        let letter = letter(inner).filter(|_| inner.len() == 1);
        // "'r's"
        let plural = usize::from(
            letter.is_some() && rest.get(close + 1).is_some_and(|s| s.is("s") && s.glued),
        );
        let slot = match letter {
            Some(letter) => Slot::Letter(letter),
            None if inner.is_empty() => return None,
            None => Slot::Text(inner.to_owned()),
        };
        return Some((slot, close + 1 + plural));
    }
    if first.number().is_some() {
        return Some((Slot::Number(first.text.to_owned()), 1));
    }
    if !first.is_word() {
        return None;
    }
    let place = all.len() - rest.len();
    let before = |words: &[&str]| place.checked_sub(1).is_some_and(|at| all[at].is_any(words));
    let lettered = before(&["letter", "letters"]);
    if let Some(letter) = letter(first.text)
        && (lettered || first.text.len() > 1 || !first.is_any(&["a", "i"]))
    {
        return Some((Slot::Letter(letter), 1));
    }
    let called = before(&["word", "name", "string"]);
    if called
        && !first.is_any(&[
            "have",
            "contain",
            "contains",
            "has",
            "appear",
            "appears",
            "occur",
            "in",
            "is",
            "are",
            "does",
            "do",
            "made",
            "of",
            "used",
            "and",
            "from",
            "to",
            "backwards",
            "backward",
            "reversed",
            "spelled",
            "written",
            "consist",
            "consists",
            "comprise",
            "comprises",
            "include",
            "includes",
            "hold",
            "holds",
            "spelt",
            "reads",
            "begin",
            "end",
            "get",
            "up",
            "that",
            "which",
            "when",
            "if",
            "with",
            "for",
            "by",
            "or",
            "but",
            "not",
            "count",
            "length",
            "had",
            "comes",
            "if",
        ])
        || lexicon.longest(rest).is_none()
    {
        return Some((Slot::Word(first.text.to_owned(), called), 1));
    }
    None
}

/// `r`, `R`, `r's`, `rs`: but "as", "is" and "us" are words.
fn letter(word: &str) -> Option<char> {
    let lower = word.to_ascii_lowercase();
    let alone = lower.strip_suffix("'s").unwrap_or(&lower);
    let alone = match alone {
        "as" | "is" | "us" => return None,
        two if two.len() == 2 => two.strip_suffix('s')?,
        other => other,
    };
    let mut letters = alone.chars();
    let only = letters.next().filter(char::is_ascii_lowercase)?;
    letters.next().is_none().then_some(only)
}
