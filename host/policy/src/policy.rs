//! One policy: read once, asked often.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use omni_settings::ErrorKind;
use sha2::{Digest, Sha256};

use crate::check::Checker;
use crate::recover::{Recovered, recover};
use crate::{Error, Grants, Limit, Limits, Mistakes};

/// What one skill may do, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The skill that the policy was written for. Only `component_sha256` binds it to bytes.
    pub skill: String,
    /// The only component that may run under this policy, in lower-case hexadecimal; none: any.
    pub component_sha256: Option<String>,
    /// How much of it.
    pub limits: Limits,
    /// What it may do.
    pub grants: Grants,
    /// The file, as it was named to us; none if there is no file.
    pub path: Option<PathBuf>,
    /// SHA-256 of the file's bytes (of the printed policy, if there is no file), in lower-case hexadecimal.
    pub sha256: String,
}

impl Policy {
    /// Reads the policy file at `path`. A relative folder starts from the file's own; each must be there.
    ///
    /// # Errors
    /// `policy.missing`, or `invalid.policy` with the place of the first mistake.
    pub fn read(path: &Path) -> Result<Self, Error> {
        Self::check(path).map_err(|mistakes| *mistakes.first)
    }

    /// As [`Policy::read`], and tells all that is wrong.
    ///
    /// # Errors
    /// `policy.missing`, or `invalid.policy` with the place of each mistake.
    pub fn check(path: &Path) -> Result<Self, Mistakes> {
        let text = omni_settings::text(path).map_err(|error| match error.kind {
            ErrorKind::Missing => Error::Missing {
                path: path.to_owned(),
            },
            _ => Error::Invalid(error),
        })?;
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = absolute.parent().unwrap_or(Path::new("."));
        checked(path, &text, Some(folder))
    }

    /// Parses `text`; `path` is only what errors and decisions are said to be in. Folders are left as they
    /// are written, and need not be there.
    ///
    /// # Errors
    /// `invalid.policy`, with the place of the first mistake.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        checked(path, text, None).map_err(|mistakes| *mistakes.first)
    }

    /// The policy of a skill that has none: every default limit, no grant.
    #[must_use]
    pub fn deny_all(skill: &str) -> Self {
        let mut policy = Self {
            skill: skill.to_owned(),
            component_sha256: None,
            limits: Limits::default(),
            grants: Grants::default(),
            path: None,
            sha256: String::new(),
        };
        policy.sha256 = digest(&policy.to_string());
        policy
    }

    /// Where `limit` comes from, for messages: "set at policies/x.toml:4" or "by default".
    #[must_use]
    pub fn origin<T>(&self, limit: &Limit<T>) -> String {
        match (&self.path, limit.line) {
            (Some(path), Some(line)) => format!("set at {}:{line}", path.display()),
            (None, Some(line)) => format!("set at line {line}"),
            (_, None) => "by default".to_owned(),
        }
    }

    /// What the policy is called in messages: its file, or that there is none.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "the empty policy of a skill without a policy file".to_owned(),
        }
    }
}

/// `text` as a policy, or all that is wrong with it. With a `base`, folders must be there.
pub(crate) fn checked(path: &Path, text: &str, base: Option<&Path>) -> Result<Policy, Mistakes> {
    if let Some(nul) = text.find('\0') {
        let message = "holds a NUL byte, which no text does";
        let problem = omni_settings::Error::at(path, text, nul, message);
        return Err(Error::Invalid(problem).into());
    }
    let Recovered { file, mut problems } = recover(path, text);
    if let Some(file) = file {
        let checker = Checker {
            path,
            text,
            base,
            problems: RefCell::default(),
        };
        let policy = Policy {
            skill: checker.skill(&file.skill),
            component_sha256: file.sha256.as_ref().map(|digest| checker.sha256(digest)),
            limits: checker.limits(&file.limits),
            grants: checker.grants(&file.grants),
            path: Some(path.to_owned()),
            sha256: digest(text),
        };
        problems.extend(checker.problems.into_inner());
        if problems.is_empty() {
            return Ok(policy);
        }
    }
    Err(Mistakes::new(path, problems))
}

fn digest(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
