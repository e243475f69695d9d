//! Text as words, numbers and marks.

use crate::Rational;

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'t> {
    /// As it is written.
    pub text: &'t str,
    /// Byte offset of its first character.
    pub start: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether no space stands before it.
    pub glued: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Digits, or number words after [`fold`](crate::fold).
    Number(Number),
    /// Letters, with digits and apostrophes inside.
    Word,
    /// Anything else, one character; line breaks included.
    Mark(char),
}

/// A number as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// What it says.
    pub value: Rational,
    /// Digits after the point.
    pub decimals: u32,
}

impl<'t> Token<'t> {
    /// Whether it is this word, whatever the case.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words, whatever the case.
    #[must_use]
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is one of these words, with `|` between, whatever the case.
    #[must_use]
    pub fn is_among(&self, words: &str) -> bool {
        words.split('|').any(|word| self.is(word))
    }

    /// Whether it is this mark.
    #[must_use]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is letters.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// The number that it is.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Byte offset behind its last character.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text. LaTeX's operators become marks, and its commands for
/// layout go.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() && c != '\n' {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let (length, kind) = if c.is_alphabetic() {
            (word_length(rest), Some(Kind::Word))
        } else if c.is_ascii_digit()
            || (c == '.' && starts_with_digit(&rest[1..]) && !after_number(&tokens, glued))
        {
            number(rest)
        } else if c == '\\' {
            command(rest)
        } else {
            (c.len_utf8(), Some(mark(c)))
        };
        if let Some(kind) = kind {
            tokens.push(Token {
                text: &rest[..length],
                start: at,
                kind,
                glued,
            });
        }
        at += length;
        glued = c != '\n';
    }
    tokens
}

fn after_number(tokens: &[Token<'_>], glued: bool) -> bool {
    glued && tokens.last().is_some_and(|token| !token.is_mark('('))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn word_length(text: &str) -> usize {
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let belongs = c.is_alphanumeric()
            || is_combining(c)
            || (c == '\'' && rest.peek().is_some_and(|(_, next)| next.is_alphabetic()));
        if !belongs {
            return at;
        }
    }
    text.len()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0DFF}' | '\u{0E31}' | '\u{0E34}'..='\u{0E4E}')
}

/// `1,234.50`: groups of three, then a point. Too many digits are a word, since
/// nobody computes with them here.
fn number(text: &str) -> (usize, Option<Kind>) {
    let digits = |from: usize| {
        text[from..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len() - from)
    };
    let mut end = digits(0);
    if (1..=3).contains(&end) {
        let mut grouped = end;
        // `{,}` is LaTeX's comma between groups.
        while let Some(comma) = [",", "{,}", "'", "_"]
            .into_iter()
            .find(|comma| text[grouped..].starts_with(comma))
            .filter(|comma| digits(grouped + comma.len()) == 3)
        {
            grouped += comma.len() + 3;
        }
        end = grouped;
    }
    let mut decimals = 0;
    if text[end..].starts_with('.') {
        decimals = digits(end + 1);
        if decimals > 0 {
            end += 1 + decimals;
        }
    }
    let plain: String = text[..end]
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let kind = Rational::parse(&plain).map_or(Kind::Word, |value| {
        Kind::Number(Number {
            value,
            decimals: u32::try_from(decimals).unwrap_or(u32::MAX),
        })
    });
    (end, Some(kind))
}

/// `\times` and its like are operators, `\frac` a word, the rest layout.
fn command(text: &str) -> (usize, Option<Kind>) {
    let letters = text[1..]
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len() - 1);
    let length = 1 + letters;
    match &text[1..length] {
        "" => {
            // `\(`, `\,` and the like: layout.
            let next = text[1..].chars().next().map_or(0, char::len_utf8);
            (1 + next, None)
        }
        "times" | "cdot" | "ast" => (length, Some(Kind::Mark('×'))),
        "div" => (length, Some(Kind::Mark('÷'))),
        "approx" => (length, Some(Kind::Mark('≈'))),
        "frac" | "dfrac" | "tfrac" | "sqrt" => (length, Some(Kind::Word)),
        _ => (length, None),
    }
}

fn mark(c: char) -> Kind {
    const FRACTIONS: &str = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    const VALUES: [(i128, i128); 15] = [
        (1, 2),
        (1, 3),
        (2, 3),
        (1, 4),
        (3, 4),
        (1, 5),
        (2, 5),
        (3, 5),
        (4, 5),
        (1, 6),
        (5, 6),
        (1, 8),
        (3, 8),
        (5, 8),
        (7, 8),
    ];
    FRACTIONS
        .chars()
        .position(|fraction| fraction == c)
        .and_then(|at| Rational::new(VALUES[at].0, VALUES[at].1))
        .map_or(Kind::Mark(c), |value| {
            Kind::Number(Number { value, decimals: 0 })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<String> {
        tokens(text)
            .iter()
            .map(|token| match token.kind {
                Kind::Number(number) => format!("#{}", number.value),
                Kind::Word => token.text.to_owned(),
                Kind::Mark(mark) => mark.to_string(),
            })
            .collect()
    }

    #[test]
    fn reads_words_numbers_and_marks() {
        for (text, expected) in [
            ("What's 17*23?", vec!["What's", "#17", "*", "#23", "?"]),
            (
                "$1,234.50, 1,2,3",
                vec!["$", "#1234.5", ",", "#1", ",", "#2", ",", "#3"],
            ),
            (
                r"\boxed{1{,}000} \times .5",
                vec!["{", "#1000", "}", "×", "#0.5"],
            ),
            ("H2O 5kg 3.", vec!["H2O", "#5", "kg", "#3", "."]),
            ("½ cup", vec!["#0.5", "cup"]),
            ("a\nb", vec!["a", "\n", "b"]),
            ("1.2.3", vec!["#1.2", ".", "#3"]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            for token in tokens(&text) {
                prop_assert_eq!(&text[token.start..token.end()], token.text);
            }
        }

        #[test]
        fn likely_text_is_read(text in "[0-9., {}\\\\a-c½'_-]{0,40}") {
            let _ = tokens(&text);
        }
    }
}
