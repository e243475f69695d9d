//! Why there is no policy.

use std::path::PathBuf;

use omni_settings::ErrorKind;

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
            Self::Invalid(error) => Some(invalid(error)),
        }
    }

    /// The line, from 1, where one is to blame.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Missing { .. } => None,
            Self::Invalid(error) => error.line,
        }
    }

    /// The column, from 1, in characters, where one is to blame.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        match self {
            Self::Missing { .. } => None,
            Self::Invalid(error) => error.column,
        }
    }
}

fn invalid(error: &omni_settings::Error) -> String {
    if let Some(help) = error.help() {
        return help;
    }
    let path = error.path.display();
    if error.kind != ErrorKind::Invalid {
        return format!(
            "name the policy's TOML file, and see that you may read it: `ls -l {path}`"
        );
    }
    if error.message == "missing key `skill`" {
        let skill = error.path.file_stem().unwrap_or_default().to_string_lossy();
        return format!("begin the file with the line skill = \"{skill}\"");
    }
    if error.message.starts_with("duplicate key") {
        return "keep one of the two".to_owned();
    }
    if let Some(problem) = error.message.strip_prefix("host: ") {
        return folder(problem).to_owned();
    }
    format!("correct it; `omni policy check {path}` tells whether it is right then")
}

fn folder(problem: &str) -> &'static str {
    if problem.contains("is a symbolic link") {
        "name the folder that it leads to"
    } else if problem.contains("may be written") {
        "grant one of the two, or folders beside each other"
    } else {
        "make the folder, or correct its path; a relative one starts from the policy's own folder"
    }
}
