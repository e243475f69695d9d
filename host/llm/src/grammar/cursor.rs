//! The text of a grammar, read from left to right.

use super::invalid;
use crate::Error;

/// A place in GBNF source.
pub(super) struct Cursor<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes past `text` if it comes next, and says whether it did.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Goes past the `-` of a range; one before `]` is a character.
    pub(super) fn takes_range(&mut self) -> bool {
        !self.rest().starts_with("-]") && self.take("-")
    }

    /// One character of a literal or a class, escapes resolved.
    pub(super) fn character(&mut self) -> Result<u32, Error> {
        let Some(first) = self.peek() else {
            return Err(self.wrong("unexpected end"));
        };
        self.at += first.len_utf8();
        if first != '\\' {
            return Ok(first.into());
        }
        let Some(escape) = self.peek() else {
            return Err(self.wrong("unexpected end"));
        };
        self.at += escape.len_utf8();
        let digits = match escape {
            't' => return Ok('\t'.into()),
            'r' => return Ok('\r'.into()),
            'n' => return Ok('\n'.into()),
            '\\' | '"' | '[' | ']' | '-' => return Ok(escape.into()),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => return Err(self.wrong(&format!("unknown escape `\\{other}`"))),
        };
        let value = self
            .source
            .get(self.at..self.at + digits)
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|text| u32::from_str_radix(text, 16).ok());
        let Some(value) = value else {
            return Err(self.wrong(&format!("expected {digits} hexadecimal digits")));
        };
        self.at += digits;
        Ok(value)
    }

    /// A rule's name.
    pub(super) fn name(&mut self) -> Result<&'s str, Error> {
        let rest = self.rest();
        let len = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if len == 0 {
            return Err(self.wrong("expected a rule's name"));
        }
        self.at += len;
        Ok(&rest[..len])
    }

    /// A decimal number, if one comes next.
    pub(super) fn number(&mut self) -> Option<u32> {
        let rest = self.rest();
        let len = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        self.at += len;
        // A number too large for the type is larger than every limit.
        (len > 0).then(|| rest[..len].parse().unwrap_or(u32::MAX))
    }

    /// Skips blanks and comments, and line ends where they do not end the rule.
    pub(super) fn space(&mut self, lines: bool) {
        while let Some(next) = self.peek() {
            match next {
                ' ' | '\t' => self.at += 1,
                '\r' | '\n' if lines => self.at += 1,
                '#' => {
                    let rest = self.rest();
                    self.at += rest.find(['\r', '\n']).unwrap_or(rest.len());
                }
                _ => break,
            }
        }
    }

    /// An error at this place.
    pub(super) fn wrong(&self, what: &str) -> Error {
        let line = self.source[..self.at.min(self.source.len())]
            .matches('\n')
            .count()
            + 1;
        invalid(format!("line {line}: {what}"))
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }
}

/// Whether a rule's name may have this character.
pub(super) fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
}
