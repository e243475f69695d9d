//! All that is wrong with one policy.

use std::fmt;
use std::path::Path;

use crate::Error;

/// All that is wrong with one policy, in the order of the file. At least one mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes {
    /// The first.
    pub first: Box<Error>,
    /// Those that follow.
    pub more: Vec<Error>,
}

impl Mistakes {
    /// `problems` in the order of the file. None at all would be a mistake of ours, and is said as one.
    pub(crate) fn new(path: &Path, mut problems: Vec<omni_settings::Error>) -> Self {
        problems.sort_by_key(|problem| (problem.line, problem.column));
        let mut problems = problems.into_iter().map(Error::Invalid);
        let first = problems.next().unwrap_or_else(|| {
            let kind = omni_settings::ErrorKind::Invalid;
            Error::Invalid(omni_settings::Error::of_file(kind, path, "is no policy"))
        });
        Self {
            first: Box::new(first),
            more: problems.collect(),
        }
    }
}

impl From<Error> for Mistakes {
    fn from(first: Error) -> Self {
        Self {
            first: Box::new(first),
            more: Vec::new(),
        }
    }
}

impl IntoIterator for Mistakes {
    type Item = Error;
    type IntoIter = std::iter::Chain<std::iter::Once<Error>, std::vec::IntoIter<Error>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(*self.first).chain(self.more)
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.more.len() {
            0 => write!(f, "{}", self.first),
            more => write!(f, "{} (and {more} more)", self.first),
        }
    }
}
