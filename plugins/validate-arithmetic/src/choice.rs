//! The larger or the smaller of several numbers, in any order of words.

use reading::{Rational, Token};

use crate::expression;
use crate::question::{LESS, MORE, Question};

const SMALL: &[&str] = &[
    "which",
    "what",
    "what's",
    "of",
    "the",
    "is",
    "are",
    "these",
    "those",
    "numbers",
    "number",
    "decimals",
    "decimal",
    "fractions",
    "fraction",
    "values",
    "value",
    "figures",
    "figure",
    "one",
    "ones",
    "between",
    "than",
    "pick",
    "choose",
    "name",
    "tell",
    "me",
    "write",
    "down",
    "only",
    "give",
    "out",
    "from",
    "following",
    "pair",
    "amount",
    "amounts",
    "do",
    "you",
    "think",
    "please",
    "identify",
    "find",
    "say",
    "has",
    "value",
    "in",
    "select",
    "state",
    "determine",
    "here",
    "given",
    "integer",
    "integers",
    "two",
    "both",
    "it",
    "show",
    "return",
    "options",
    "quantity",
    "quantities",
    "i",
    "have",
    "got",
    "compare",
    "mathematically",
];

/// The number that is asked for, if every word is known.
pub(crate) fn understand(text: &str, tokens: &[Token<'_>]) -> Option<Question> {
    let mut words = None;
    let mut options: Vec<(String, Rational)> = Vec::new();
    let mut begin = None;
    for (at, token) in tokens.iter().enumerate() {
        let joins = token.is_any(&["or", "and", "vs", "versus", "&"])
            || ",:;".chars().any(|mark| token.is_mark(mark));
        let asks = [MORE, LESS].into_iter().find(|words| token.is_any(words));
        // "of the two numbers"
        let counts = token.number().is_some()
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.is_word() && next.is_any(SMALL))
            && begin.is_none()
            && token.text.chars().all(char::is_alphabetic);
        if joins || asks.is_some() || counts || token.is_any(SMALL) {
            if let Some(from) = begin.take() {
                options.push(option(text, &tokens[from..at])?);
            }
            if let Some(found) = asks {
                // "larger" of one sentence and "smaller" of the next are two questions.
                if words.is_some_and(|known| known != found) {
                    return None;
                }
                words = Some(found);
            }
        } else if begin.is_none() {
            begin = Some(at);
        }
    }
    if let Some(from) = begin {
        options.push(option(text, &tokens[from..])?);
    }
    let words = words?;
    (2..=6).contains(&options.len()).then_some(())?;
    crate::question::chosen(&options, words)
}

fn option(text: &str, tokens: &[Token<'_>]) -> Option<(String, Rational)> {
    let value = expression::value(tokens)?.value;
    let said = text.get(tokens.first()?.start..tokens.last()?.end())?;
    Some((said.to_owned(), value))
}
