//! Single quotes as double ones.

/// A text in which `'so'` is `"so"`: apostrophes stay, and each character keeps its place.
pub(crate) fn doubled(text: &str) -> String {
    let mut doubled: Vec<u8> = text.as_bytes().to_vec();
    let mut open: Option<usize> = None;
    let mut within = false;
    let mut before: Option<char> = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        match (c, open) {
            // What stands in double quotes stays as it is.
            ('"', _) => {
                open = None;
                within = !within;
            }
            ('\'' | '`', None) if !within && opens(before, after) => open = Some(at),
            ('\'' | '`', Some(begin)) if closes(before, after) && at > begin + 1 => {
                doubled[begin] = b'"';
                doubled[at] = b'"';
                open = None;
            }
            _ => {}
        }
        before = Some(c);
    }
    String::from_utf8(doubled).unwrap_or_else(|_| text.to_owned())
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([:,-/".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_quotes_change() {
        for (text, expected) in [
            ("Count 'pear' now", "Count \"pear\" now"),
            ("Don't count Ann's 'can't'.", "Don't count Ann's \"can't\"."),
            ("the dogs' tails", "the dogs' tails"),
            ("'a' and 'b'", "\"a\" and \"b\""),
            ("\"it's 'so'\"", "\"it's 'so'\""),
        ] {
            assert_eq!(doubled(text), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_length(text: String) {
            prop_assert_eq!(doubled(&text).len(), text.len());
        }
    }
}
