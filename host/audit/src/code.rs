//! The only text that a record may hold: short codes.

use std::fmt;

/// A short name made for machines, such as `limit.time` or `score-logprob`: 1 to 64 of `a-z 0-9 . _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// Text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a code is 1 to {} characters of a-z, 0-9, `.`, `_` and `-`",
    Code::MAX
)]
pub struct NotACode;

impl Code {
    /// The longest code, in characters. A SHA-256 in hexadecimal fits.
    pub const MAX: usize = 64;

    /// Takes `text` if it is a code.
    ///
    /// # Errors
    /// [`NotACode`]: nothing is mended, since what is mended can still be prose.
    pub fn new(text: impl Into<String>) -> Result<Self, NotACode> {
        let text = text.into();
        if is_code(text.as_bytes()) {
            Ok(Self(text))
        } else {
            Err(NotACode)
        }
    }

    /// Takes `text` if it is a code, and `other` if it is not.
    #[must_use]
    pub fn or_other(text: &str) -> Self {
        Self::new(text).unwrap_or_else(|_| Self("other".to_owned()))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

impl TryFrom<&str> for Code {
    type Error = NotACode;

    fn try_from(text: &str) -> Result<Self, NotACode> {
        Self::new(text)
    }
}

/// Whether `text` may stand in a record.
pub(crate) fn is_code(text: &[u8]) -> bool {
    (1..=Code::MAX).contains(&text.len())
        && text
            .iter()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_codes_and_nothing_else() {
        for good in [
            "a",
            "limit.time",
            "score-logprob",
            "my_skill",
            &"x".repeat(64),
        ] {
            assert_eq!(Code::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "A", "two words", "é", "a\"", "a\n", &"x".repeat(65)] {
            assert_eq!(Code::new(bad), Err(NotACode), "{bad}");
            assert_eq!(Code::or_other(bad).as_str(), "other");
        }
    }
}
