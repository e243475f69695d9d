//! Untrusted text on its way to people: nothing that controls a terminal, nothing without end.

/// `text` with control characters escaped and at most `most` characters of it kept.
pub(crate) fn tame(text: &str, most: usize) -> String {
    let mut tame = String::with_capacity(text.len().min(most));
    for (count, character) in text.chars().enumerate() {
        if count == most {
            tame.push('…');
            break;
        }
        if is_control(character) {
            tame.extend(character.escape_default());
        } else {
            tame.push(character);
        }
    }
    tame
}

/// Control characters, and those that make a line read differently from what it holds.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_and_bounds() {
        assert_eq!(tame("a\u{1b}[31m\nb", 100), "a\\u{1b}[31m\\nb");
        assert_eq!(tame("right\u{202e}left", 100), "right\\u{202e}left");
        assert_eq!(tame("abcdef", 3), "abc…");
        assert_eq!(tame("año", 3), "año");
    }

    proptest! {
        #[test]
        fn never_controls_and_never_ends_late(text in ".{0,60}", most in 0usize..40) {
            let tame = tame(&text, most);
            prop_assert!(!tame.chars().any(is_control));
            // Each character becomes at most the ten of `\u{10ffff}`.
            prop_assert!(tame.chars().count() <= most * 10 + 1);
        }
    }
}
