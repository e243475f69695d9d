//! Answers that only repeat the passage.

/// Shorter ones may be what was asked for.
const LEAST_WORDS: usize = 6;

/// Whether every sentence of the answer stands in the passage, word for word.
pub(crate) fn is_copied(passage: &str, response: &str) -> bool {
    let whole = format!(" {} ", words(passage));
    let mut sentences = response
        .split_terminator(['.', '!', '?', '\n'])
        .map(words)
        .filter(|sentence| !sentence.is_empty())
        .peekable();
    words(response).split(' ').count() >= LEAST_WORDS
        && sentences.peek().is_some()
        && sentences.all(|sentence| whole.contains(&format!(" {sentence} ")))
}

/// The words alone, in lower case, a space between each two.
pub(crate) fn words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
