//! Why there is no policy.

use std::path::PathBuf;

/// A policy that is not there or says something wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("there is no policy file {}", .path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file cannot be read, or says something that no policy may say.
    #[error("{0}")]
    Invalid(#[from] omni_settings::Error),
}

impl Error {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "policy.missing",
            Self::Invalid(_) => "invalid.policy",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Missing { path } => {
                let skill = path.file_stem().unwrap_or_default().to_string_lossy();
                Some(format!(
                    "make the file; one line, skill = \"{skill}\", grants nothing and keeps every default limit"
                ))
            }
            Self::Invalid(error) => error.help(),
        }
    }
}
