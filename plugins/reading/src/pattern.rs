//! Sentences by example.

use crate::{Number, Token};

/// What stood in the slots of a pattern, in their order.
#[derive(Clone, Debug, Default)]
pub struct Captures<'s, 't>(pub Vec<&'s [Token<'t>]>);

impl<'s, 't> Captures<'s, 't> {
    /// The first number in a slot.
    #[must_use]
    pub fn number(&self, slot: usize) -> Option<Number> {
        self.0.get(slot)?.iter().find_map(Token::number)
    }

    /// The first token in a slot, in lower case.
    #[must_use]
    pub fn word(&self, slot: usize) -> Option<String> {
        Some(self.0.get(slot)?.first()?.text.to_lowercase())
    }

    /// The tokens in a slot.
    #[must_use]
    pub fn tokens(&self, slot: usize) -> &'s [Token<'t>] {
        self.0.get(slot).copied().unwrap_or_default()
    }
}

/// Whether a whole sentence is as the pattern says, and what is in its slots.
///
/// | in the pattern | stands for |
/// |---|---|
/// | `word`, `a\|an\|one` | this word or mark, one of these |
/// | `[word]`, `[a\|an]` | it, or nothing |
/// | `{n}` | a number |
/// | `{money}` | a number of dollars, euros or pounds |
/// | `{w}` | one word |
/// | `{np}` | one to four words |
/// | `{who}` | one or two words, be it a pronoun |
/// | `{rest}` | one token or more |
/// | `[{w}]` | a slot, or nothing, which leaves it empty |
#[must_use]
pub fn matches<'s, 't>(pattern: &str, sentence: &'s [Token<'t>]) -> Option<Captures<'s, 't>> {
    let elements: Vec<&str> = pattern.split_whitespace().collect();
    let mut captures = Captures::default();
    follow(&elements, sentence, &mut captures.0).then_some(captures)
}

/// The first of the patterns that fits, by its place, and what is in its slots.
#[must_use]
pub fn matches_any<'s, 't>(
    patterns: &[&str],
    sentence: &'s [Token<'t>],
) -> Option<(usize, Captures<'s, 't>)> {
    patterns
        .iter()
        .enumerate()
        .find_map(|(at, pattern)| Some((at, matches(pattern, sentence)?)))
}

fn follow<'s, 't>(
    elements: &[&str],
    sentence: &'s [Token<'t>],
    captures: &mut Vec<&'s [Token<'t>]>,
) -> bool {
    let Some((element, others)) = elements.split_first() else {
        return sentence.is_empty();
    };
    let between = |open, close| {
        element
            .strip_prefix(open)
            .and_then(|inner: &str| inner.strip_suffix(close))
    };
    if let Some(slot) = between("{", "}") {
        return take(lengths(slot, sentence), others, sentence, captures);
    }
    if let Some(slot) = between("[{", "}]") {
        let mut lengths = lengths(slot, sentence);
        lengths.push(0);
        return take(lengths, others, sentence, captures);
    }
    let (word, optional) = between("[", "]").map_or((*element, false), |word| (word, true));
    sentence.first().is_some_and(|token| is_one(token, word))
        && follow(others, &sentence[1..], captures)
        || optional && follow(others, sentence, captures)
}

fn take<'s, 't>(
    lengths: Vec<usize>,
    others: &[&str],
    sentence: &'s [Token<'t>],
    captures: &mut Vec<&'s [Token<'t>]>,
) -> bool {
    lengths.into_iter().any(|length| {
        captures.push(&sentence[..length]);
        let fits = follow(others, &sentence[length..], captures);
        if !fits {
            captures.pop();
        }
        fits
    })
}

fn is_one(token: &Token<'_>, alternatives: &str) -> bool {
    alternatives.split('|').any(|word| token.is(word))
}

/// How many tokens a slot may take, in the order to try.
fn lengths(slot: &str, sentence: &[Token<'_>]) -> Vec<usize> {
    let number = |at: usize| {
        sentence
            .get(at)
            .is_some_and(|token| token.number().is_some())
    };
    match slot {
        "n" if number(0) => vec![1],
        "w" if sentence.first().is_some_and(Token::is_word) => vec![1],
        "np" => {
            let words = sentence.iter().take(4).take_while(|token| is_noun(token));
            (1..=words.count()).collect()
        }
        "who" => (1..=sentence
            .iter()
            .take(2)
            .take_while(|token| token.is_word())
            .count())
            .collect(),
        "money" => {
            let sign = usize::from(
                sentence
                    .first()
                    .is_some_and(|token| "$€£".chars().any(|sign| token.is_mark(sign))),
            );
            if !number(sign) {
                return Vec::new();
            }
            let unit = sentence.get(sign + 1).is_some_and(|token| {
                token.is_any(&["dollar", "dollars", "euro", "euros", "pounds"])
            });
            if unit {
                vec![sign + 2]
            } else if sign == 1 {
                vec![2]
            } else {
                Vec::new()
            }
        }
        "rest" => (1..=sentence.len()).collect(),
        _ => Vec::new(),
    }
}

/// Whether a word may be part of what a thing is called.
fn is_noun(token: &Token<'_>) -> bool {
    const NEVER: &[&str] = &[
        "and", "or", "not", "no", "than", "if", "then", "but", "he", "she", "they", "it", "which",
        "who", "that", "more", "less", "fewer", "is", "are", "was", "were", "has", "have", "had",
        "do", "does", "did", "to", "from", "for", "each", "every", "times", "twice", "half",
        "except", "all", "none", "only", "never", "when", "while", "after", "before", "with",
        "without", "per", "in", "on", "at",
    ];
    token.is_word() && !token.is_any(NEVER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;

    fn slots(pattern: &str, text: &str) -> Option<Vec<String>> {
        let tokens = tokens(text);
        Some(
            matches(pattern, &tokens)?
                .0
                .iter()
                .map(|slot| slot.iter().map(|t| t.text).collect::<Vec<_>>().join(" "))
                .collect(),
        )
    }

    #[test]
    fn fits_whole_sentences() {
        for (pattern, text, expected) in [
            (
                "{w} has {n} {np}",
                "Tom has 5 red apples",
                Some(vec!["Tom", "5", "red apples"]),
            ),
            (
                "a|an|each {np} costs {money}",
                "Each pen costs $2.50",
                Some(vec!["pen", "$ 2.50"]),
            ),
            (
                "what is [the] sum of {rest}",
                "What is sum of 3, 4",
                Some(vec!["3 , 4"]),
            ),
            ("{w} has {n} {np}", "Tom has 5 apples and pears", None),
            ("{w} has {n}", "Tom has 5 apples", None),
            ("[very] big", "big", Some(vec![])),
            ("a {n} [{w}] by", "a 3 cm by", Some(vec!["3", "cm"])),
            ("a {n} [{w}] by", "a 3 by", Some(vec!["3", ""])),
        ] {
            let expected = expected.map(|e| e.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(slots(pattern, text), expected, "{text}");
        }
    }
}
