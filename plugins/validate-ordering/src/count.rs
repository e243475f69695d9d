//! Counting letters, words and items.

use reading::{Captures, Token, items, matches};

use crate::task::Task;

/// What a counting request asks.
pub(crate) fn understand(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    letters(text, sentence)
        .or_else(|| one_letter(text, sentence))
        .or_else(|| words(text, sentence))
        .or_else(|| different(text, sentence))
}

/// `How many letters are in the word banana?`
fn letters(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let what = "letters|characters|vowels|consonants";
    let captures = [
        format!("how many {what} are [there] in the [english] word|name|string [:] {{rest}}"),
        format!("how many {what} does|do the [english] word|name|string {{rest}} have|contain"),
        format!("how many {what} are [there] in {{rest}}"),
        format!("how many {what} does {{rest}} have|contain"),
        format!("count [the] [number] [of] {what} in the word|name|string [:] {{rest}}"),
        format!("count [the] [number] [of] {what} in {{rest}}"),
        format!("what is the number of {what} in the word|name|string [:] {{rest}}"),
        "what is the length of the word|string [:] {rest}".to_owned(),
    ];
    let (at, found) = captures
        .iter()
        .enumerate()
        .find_map(|(at, pattern)| Some((at, matches(pattern, sentence)?)))?;
    let called = !matches!(at, 2 | 3 | 5);
    let word = word(text, &found, called)?;
    let kind = sentence
        .iter()
        .find(|token| token.is_any(&["letters", "characters", "vowels", "consonants"]))
        .map_or("letters".to_owned(), |token| token.text.to_lowercase());
    let is_vowel = |c: char| "aeiou".contains(c.to_ascii_lowercase());
    // Whether y is a vowel is open.
    if matches!(kind.as_str(), "vowels" | "consonants") && word.contains(['y', 'Y']) {
        return None;
    }
    let value = match kind.as_str() {
        "vowels" => word.chars().filter(|c| is_vowel(*c)).count(),
        "consonants" => word.chars().filter(|c| !is_vowel(*c)).count(),
        _ => word.len(),
    };
    count(value, format!("The word \"{word}\" has {value} {kind}"))
}

/// `How many r's are in strawberry?`
fn one_letter(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let patterns = [
        (
            "how many times does|is the letter {rest} appear|occur|used|found in the word {rest}",
            true,
        ),
        (
            "how many times does|is the letter {rest} appear|occur|used|found in {rest}",
            false,
        ),
        ("how many {rest} are [there] in the word {rest}", true),
        ("how many {rest} are [there] in {rest}", false),
        ("how many {rest} does the word {rest} have|contain", true),
        ("how many letter {rest} are in the word {rest}", true),
        ("count [the] [number] [of] {rest} in the word {rest}", true),
        (
            "count how many times the letter {rest} appears|occurs in the word {rest}",
            true,
        ),
        (
            "how often does the letter {rest} appear|occur in the word {rest}",
            true,
        ),
    ];
    let (captures, called) = patterns
        .iter()
        .find_map(|(pattern, called)| Some((matches(pattern, sentence)?, *called)))?;
    let letter = letter(captures.tokens(0))?;
    let found = Captures(vec![captures.tokens(1)]);
    let word = word(text, &found, called)?;
    let value = word
        .chars()
        .filter(|c| c.to_ascii_lowercase() == letter)
        .count();
    count(
        value,
        format!("The letter \"{letter}\" is {value} times in \"{word}\""),
    )
}

/// `r`, `r's`, `rs`, `"r"`, `letters r`
fn letter(tokens: &[Token<'_>]) -> Option<char> {
    let mut plain: Vec<_> = tokens
        .iter()
        .filter(|token| !token.is_mark('"') && !token.is_mark('\''))
        .filter(|token| !token.is_any(&["letter", "letters", "the", "of"]))
        .collect();
    // 'r's: a quoted letter, then an s.
    if plain.len() == 2 && plain[1].is("s") {
        plain.pop();
    }
    let [token] = plain[..] else { return None };
    let lower = token.text.to_ascii_lowercase();
    let letter = lower
        .strip_suffix("'s")
        .or_else(|| lower.strip_suffix('s').filter(|l| !l.is_empty()))
        .unwrap_or(&lower);
    let mut letters = letter.chars();
    let only = letters.next().filter(char::is_ascii_lowercase)?;
    // "as" is a word.
    let word =
        lower.len() == 2 && !lower.contains('\'') && matches!(lower.as_str(), "as" | "is" | "us");
    (letters.next().is_none() && !word).then_some(only)
}

/// The one word in a slot: quoted, called a word, or plain and without a capital.
fn word(text: &str, captures: &Captures<'_, '_>, called: bool) -> Option<String> {
    let tokens = captures.tokens(0);
    let quoted = tokens
        .first()
        .is_some_and(|t| t.is_mark('"') || t.is_mark('\''));
    let inner = unquoted(text, tokens)?;
    let plain =
        inner.chars().all(|c| c.is_ascii_alphabetic()) && !inner.is_empty() && inner.len() <= 60;
    // "in Hawaiian" is a language.
    let certain = called
        || quoted
        || inner.chars().all(|c| c.is_ascii_lowercase()) && inner.len() > 3 && !is_other(inner);
    (plain && certain).then(|| inner.to_owned())
}

fn is_other(word: &str) -> bool {
    [
        "english", "total", "words", "there", "this", "that", "them", "these", "each", "your",
        "life",
    ]
    .contains(&word)
}

/// What stands between quotes, or the tokens' text.
fn unquoted<'a>(text: &'a str, tokens: &[Token<'_>]) -> Option<&'a str> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    if first.is_mark('"') || first.is_mark('\'') {
        let closes = tokens.len() > 2
            && last.text == first.text
            && tokens[1..tokens.len() - 1]
                .iter()
                .all(|t| t.text != first.text);
        return closes
            .then(|| text.get(first.end()..last.start).map(str::trim))
            .flatten();
    }
    text.get(first.start..last.end())
}

/// `How many words are in the sentence "The cat sat"?`
fn words(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let captures = [
        "how many words are [there] in the|this [following] sentence|phrase|text [:] {rest}",
        "how many words does the|this [following] sentence|phrase [:] {rest} have|contain",
        "count the [number] [of] words in the|this [following] sentence|phrase|text [:] {rest}",
        "count the words in : {rest}",
        "how many words are [there] in : {rest}",
        "how many words are [there] in {rest}",
    ]
    .iter()
    .enumerate()
    .find_map(|(at, pattern)| Some((at, matches(pattern, sentence)?)))?;
    let tokens = captures.1.tokens(0);
    let quoted = tokens.first().is_some_and(|token| token.is_mark('"'));
    if captures.0 == 5 && !quoted {
        return None;
    }
    let inner = unquoted(text, tokens)?;
    let mut value = 0;
    for chunk in inner.split_whitespace() {
        // A hyphen makes one word or two.
        let plain = chunk.trim_matches(|c: char| ".,!?;:\"'".contains(c));
        if plain.is_empty() || !plain.chars().all(|c| c.is_alphabetic() || c == '\'') {
            return None;
        }
        value += 1;
    }
    (value > 0).then(|| count(value, format!("The text has {value} words")))?
}

/// `How many different words are in this list: a, b, a?`
fn different(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let things = "words|numbers|items|elements|values|names|letters";
    let (unique, captures) = [
        (true, format!("how many unique|different|distinct {things} are [there] in this|the [following] list [:] {{rest}}")),
        (false, format!("how many {things} are [there] in this|the [following] list [:] {{rest}}")),
        (false, format!("count the [number] [of] {things} in this|the [following] list [:] {{rest}}")),
    ]
    .into_iter()
    .find_map(|(unique, pattern)| Some((unique, matches(&pattern, sentence)?)))?;
    let mut items: Vec<String> = items(text, captures.tokens(0))?
        .into_iter()
        .map(str::to_lowercase)
        .collect();
    let all = items.len();
    items.sort();
    items.dedup();
    // Without "different" both may be meant where some are there twice.
    if !unique && items.len() != all {
        return None;
    }
    let value = items.len();
    let kind = if unique { "different items" } else { "items" };
    count(value, format!("The list has {value} {kind}"))
}

fn count(value: usize, fact: String) -> Option<Task> {
    Some(Task::Count {
        value: value as i128,
        fact,
    })
}
