//! One spelling of the same marks.

/// A text with straight apostrophes and quotes, plain spaces and ASCII operators,
/// and without invisible characters and bold marks: what people write in many
/// ways is then written in one.
///
/// Line breaks stay. Bold (`**`, `__`) goes only where it stands at the edge of a
/// word: `2**3` is a power.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        let plain = match c {
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' => '\'',
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' => '"',
            '\u{2212}' => '-',
            '\r' if rest.peek() == Some(&'\n') => continue,
            '\r' => '\n',
            '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' => continue,
            '*' | '_' if rest.peek() == Some(&c) => {
                rest.next();
                let after = rest.peek().copied().unwrap_or(' ');
                if c == '*' && before.is_alphanumeric() && after.is_alphanumeric() {
                    '^'
                } else if before == ' ' && after == ' ' && c == '*' {
                    // `2 ** 3`: a power too.
                    '^'
                } else {
                    continue;
                }
            }
            c if c != '\n' && c.is_whitespace() => ' ',
            c => c,
        };
        tidy.push(plain);
        before = plain;
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn spells_marks_one_way() {
        for (text, tidied) in [
            ("What’s “this”?\r\n", "What's \"this\"?\n"),
            ("**391**", "391"),
            ("The __answer__ is **5**.", "The answer is 5."),
            ("2**3", "2^3"),
            ("2 ** 3", "2 ^ 3"),
            ("5\u{a0}−\u{2009}3", "5 - 3"),
            ("a\u{200b}b", "ab"),
        ] {
            assert_eq!(tidy(text), tidied);
        }
    }
}
