//! Words, in any script.

/// One word and where it stands in its text.
pub(crate) struct Word {
    /// In lower case.
    pub(crate) key: String,
    /// Byte offset of its first character.
    pub(crate) start: usize,
    /// Byte offset behind its last character.
    pub(crate) end: usize,
}

/// The words of a text. Scripts that put no spaces between words give one word
/// a character.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if belongs_to_word(c) && !is_spaceless(c) {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(start) = begun.take() {
            words.push(word(text, start, at));
        }
        if is_spaceless(c) && c.is_alphanumeric() {
            words.push(word(text, at, at + c.len_utf8()));
        }
    }
    if let Some(start) = begun {
        words.push(word(text, start, text.len()));
    }
    words
}

/// The words alone.
pub(crate) fn keys(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.key).collect()
}

fn word(text: &str, start: usize, end: usize) -> Word {
    Word {
        key: text[start..end].to_lowercase(),
        start,
        end,
    }
}

/// `don't` is one word, with either apostrophe.
fn belongs_to_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')
}

/// Thai, Lao, Burmese, Khmer, kana and Han.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_scripts_with_and_without_spaces() {
        assert_eq!(
            keys("Don't panic, ÉCOLE 42!"),
            ["don't", "panic", "école", "42"]
        );
        assert_eq!(keys("日本の首都"), ["日", "本", "の", "首", "都"]);
        assert_eq!(keys("столица Франции"), ["столица", "франции"]);
        assert!(keys(" … — !").is_empty());
    }

    #[test]
    fn knows_where_words_stand() {
        let text = "ein Öl.";
        let spans: Vec<_> = words(text).iter().map(|w| &text[w.start..w.end]).collect();
        assert_eq!(spans, ["ein", "Öl"]);
    }
}
