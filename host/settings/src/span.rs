//! From byte offsets to what an editor shows, and from a typing error to the word that was meant.

/// A place in a text, as editors count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// Where byte `offset` of `text` is. An offset past the end is the end.
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
    }
}

/// The known word that `word` was probably meant to be, if one is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Jaro-Winkler rates a shared beginning, which is how people mistype keys.
    const NEAR_ENOUGH: f64 = 0.7;
    // It takes time with the product of the lengths, and no key that we know is long.
    const LONGEST: usize = 64;
    if word.chars().count() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score >= NEAR_ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_editors_do() {
        let text = "a = 1\nñandú = 2\n";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 6), Position { line: 2, column: 1 });
        assert_eq!(
            position(text, text.find('=').unwrap() + 4),
            Position { line: 2, column: 1 }
        );
        assert_eq!(
            position(text, text.rfind('=').unwrap()),
            Position { line: 2, column: 7 }
        );
        assert_eq!(position(text, 9999), Position { line: 3, column: 1 });
        // Inside the two bytes of ñ.
        assert_eq!(position(text, 7), Position { line: 2, column: 1 });
    }

    #[test]
    fn finds_what_was_meant() {
        let known = ["memory", "time", "output"];
        assert_eq!(nearest("memry", known), Some("memory"));
        assert_eq!(nearest("tme", known), Some("time"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest(&"m".repeat(100_000), known), None);
    }
}
