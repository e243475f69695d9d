//! What there is in a text, counted.

use reading::{Rational, items, tokens};

use crate::task::number;

/// The words of a text; none where it is open what a word is.
pub(crate) fn words(text: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    for chunk in text.split_whitespace() {
        let plain = chunk
            .trim_matches(|c: char| ".,!?;:\"()".contains(c))
            .trim_matches('\'');
        // A dash alone is no word.
        if plain.is_empty()
            && chunk.chars().all(|c| "-–—.,!?;:\"()".contains(c))
            && !chunk.contains('\'')
        {
            continue;
        }
        // A hyphen makes one word or two.
        if plain.is_empty() || !plain.chars().all(|c| c.is_alphabetic() || c == '\'') {
            return None;
        }
        words.push(plain);
    }
    Some(words)
}

/// The items of a list, without quotes around them.
pub(crate) fn elements(text: &str) -> Option<Vec<&str>> {
    for separator in [" / ", " | ", " • ", " -> "] {
        if text.contains(separator) {
            return Some(
                text.split(separator)
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .collect(),
            );
        }
    }
    let all = tokens(text);
    let separated = all.iter().any(|token| {
        token.is_mark(',')
            || token.is_mark(';')
            || token.is_mark('\n')
            || token.is_any(&["and", "or"])
    });
    let grouped = all
        .iter()
        .any(|token| token.number().is_some() && token.text.contains(','));
    if !separated || grouped {
        return None;
    }
    let items = items(text, &all)?;
    Some(
        items
            .into_iter()
            .map(|item| item.trim_matches(|c: char| "\"'`.!?".contains(c)).trim())
            .collect(),
    )
}

/// The elements of a list that has commas, or words with spaces between.
pub(crate) fn elements_or_words(text: &str) -> Option<Vec<&str>> {
    let separated = text.contains([',', ';', '\n', '/', '|']);
    if separated {
        elements(text)
    } else {
        words(text)
    }
}

/// The numbers of a list, if it has nothing else.
pub(crate) fn numbers(text: &str) -> Option<Vec<Rational>> {
    let items = elements(text).or_else(|| {
        text.chars()
            .all(|c| c.is_ascii_digit() || " .-".contains(c))
            .then(|| text.split_whitespace().collect())
    })?;
    items.into_iter().map(number).collect()
}

/// The sentences of a text; none where a point may be another thing than its end.
pub(crate) fn sentences(text: &str) -> Option<usize> {
    let mut count = 0;
    let mut open = false;
    for chunk in text.split_whitespace() {
        let closes = chunk.trim_end_matches(['"', '\'', ')']);
        open = true;
        if closes.ends_with(['.', '!', '?']) {
            let body = closes
                .trim_end_matches(['.', '!', '?'])
                .trim_start_matches(['"', '\'', '(']);
            let ending = &closes[closes.trim_end_matches(['.', '!', '?']).len()..];
            // "Dr.", "e.g.", "..."
            let certain = ending.len() == 1
                && (body.len() > 3 || !ending.starts_with('.') || is_common(body));
            if !certain || body.contains(['.', '!', '?']) || closes.len() != chunk.len() {
                return None;
            }
            count += 1;
            open = false;
        } else if chunk.contains(['!', '?']) {
            return None;
        }
    }
    // The last one may lack its mark.
    Some(count + usize::from(open))
}

/// Whether a short word may end a sentence.
fn is_common(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(char::is_alphanumeric)
        && ![
            "dr", "mr", "mrs", "ms", "st", "etc", "vs", "no", "jr", "sr", "e", "i",
        ]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// Two equal letters side by side; none where three are.
pub(crate) fn doubles(word: &str) -> Option<usize> {
    let letters: Vec<char> = word.to_ascii_lowercase().chars().collect();
    if letters
        .windows(3)
        .any(|three| three[0] == three[1] && three[1] == three[2])
    {
        return None;
    }
    Some(
        letters
            .windows(2)
            .filter(|pair| pair[0] == pair[1] && pair[0].is_ascii_alphabetic())
            .count(),
    )
}

/// How many different ones there are.
pub(crate) fn distinct<T: Ord>(all: impl IntoIterator<Item = T>) -> usize {
    let mut all: Vec<T> = all.into_iter().collect();
    all.sort();
    all.dedup();
    all.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts() {
        assert_eq!(words("The cat's here.").map(|w| w.len()), Some(3));
        assert_eq!(words("A well-known fact"), None);
        assert_eq!(
            sentences("It rained. We went in! Why? Nobody knows."),
            Some(4)
        );
        assert_eq!(sentences("Dr. Who left."), None);
        assert_eq!(doubles("bookkeeper"), Some(3));
        assert_eq!(distinct("banana".chars()), 3);
        assert_eq!(elements("a, b and c").map(|i| i.len()), Some(3));
        assert_eq!(elements("one item"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_counted(text: String) {
            let _ = (words(&text), elements(&text), numbers(&text), sentences(&text), doubles(&text));
        }
    }
}
