//! What went wrong in a settings file, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::span;

/// The longest message kept, in characters: a file may quote itself back at us.
const MAX_MESSAGE: usize = 400;

/// What kind of mistake an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no such file.
    Missing,
    /// The file is there but cannot be read: rights, a folder, too large.
    Unreadable,
    /// The file was read and says something wrong.
    Invalid,
}

/// A mistake in a settings file. Prints as one sentence that begins with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// What kind of mistake it is.
    pub kind: ErrorKind,
    /// The file, as it was named to us.
    pub path: PathBuf,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// The column, from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong, without the place.
    pub message: String,
    /// The known key or value that was probably meant.
    pub nearest: Option<String>,
}

impl Error {
    /// A mistake at byte `offset` of `text`: for checks that the types alone cannot make.
    #[must_use]
    pub fn at(path: &Path, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let place = span::position(text, offset);
        Self {
            line: Some(place.line),
            column: Some(place.column),
            ..Self::of_file(ErrorKind::Invalid, path, message)
        }
    }

    /// A mistake of the file as a whole.
    #[must_use]
    pub fn of_file(kind: ErrorKind, path: &Path, message: impl Into<String>) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            line: None,
            column: None,
            message: tidy(&message.into()),
            nearest: None,
        }
    }

    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::Missing => "settings.missing",
            ErrorKind::Unreadable => "settings.unreadable",
            ErrorKind::Invalid => "invalid.settings",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        if let Some(nearest) = &self.nearest {
            return Some(format!("write `{nearest}`, or remove the line"));
        }
        (self.kind == ErrorKind::Missing).then(|| "check the path, or make the file".to_owned())
    }

    /// From the parser's error: serde's wording becomes ours, spans become places. For who parses `text` in steps.
    #[must_use]
    pub fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map(|span| span.start);
        let (message, nearest) = reword(error.message());
        let mut error = match offset {
            Some(offset) => Self::at(path, text, offset, message),
            None => Self::of_file(ErrorKind::Invalid, path, message),
        };
        error.nearest = nearest;
        error
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.nearest {
            Some(nearest) => write!(f, ", did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

/// A number with a unit that could not be read. The text says which units there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnitError(pub(crate) String);

/// Serde's sentence in our words, and the nearest known name if one was mistyped.
fn reword(message: &str) -> (String, Option<String>) {
    for (theirs, ours) in [("unknown field ", "key"), ("unknown variant ", "value")] {
        if let Some(rest) = message.strip_prefix(theirs) {
            return unknown(ours, rest);
        }
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return (format!("missing key {rest}"), None);
    }
    if let Some(rest) = message.strip_prefix("duplicate field ") {
        return (format!("duplicate key {rest}"), None);
    }
    for (theirs, ours) in [
        (
            ", expected u64",
            ", expected a whole number from 0 to 9223372036854775807",
        ),
        (
            ", expected u32",
            ", expected a whole number from 0 to 4294967295",
        ),
    ] {
        if let Some(rest) = message.strip_suffix(theirs) {
            // Past 64 bits the parser names its own type, which says nothing here.
            return (format!("{}{ours}", rest.replace("` as i128", "`")), None);
        }
    }
    (message.to_owned(), None)
}

/// "`memry`, expected one of `memory`, `time`" in our words.
fn unknown(what: &str, rest: &str) -> (String, Option<String>) {
    // The wrong word is untrusted and may hold anything; what was expected comes from our types.
    let (word, expected) = rest
        .rsplit_once(", expected ")
        .unwrap_or((rest.trim_end_matches(", there are no fields"), ""));
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let message = format!("unknown {what} {word}");
    if let Some(nearest) = span::nearest(word.trim_matches('`'), known.iter().copied()) {
        return (message, Some(nearest.to_owned()));
    }
    let known = match known.as_slice() {
        [] => "none is known here".to_owned(),
        known => format!("known here: {}", known.join(", ")),
    };
    (format!("{} ({known})", tidy(&message)), None)
}

/// One line, no control characters, not too long, and lower case at its start.
fn tidy(message: &str) -> String {
    let mut tidy = String::with_capacity(message.len().min(MAX_MESSAGE));
    for (count, character) in message.trim_end_matches('.').chars().enumerate() {
        if count == MAX_MESSAGE {
            tidy.push('…');
            break;
        }
        match character {
            '\n' => tidy.push(' '),
            character if character.is_control() => tidy.extend(character.escape_default()),
            character if count == 0 => tidy.extend(character.to_lowercase()),
            character => tidy.push(character),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_key() {
        let (message, nearest) = reword("unknown field `memry`, expected one of `memory`, `time`");
        assert_eq!(message, "unknown key `memry`");
        assert_eq!(nearest.as_deref(), Some("memory"));
    }

    #[test]
    fn lists_the_known_keys_when_none_is_near() {
        let (message, nearest) = reword("unknown field `zzz`, expected `a` or `b`");
        assert_eq!(message, "unknown key `zzz` (known here: a, b)");
        assert_eq!(nearest, None);
        let (message, _) = reword("unknown field `zzz`, there are no fields");
        assert_eq!(message, "unknown key `zzz` (none is known here)");
    }

    #[test]
    fn a_hostile_key_cannot_write_to_the_terminal() {
        let error = Error::at(Path::new("f"), "", 0, "unknown key `\u{1b}[31m\n`");
        assert_eq!(error.to_string(), "f:1:1: unknown key `\\u{1b}[31m `");
    }
}
