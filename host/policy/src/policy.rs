//! One policy: read once, asked often.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use omni_settings::ErrorKind;
use sha2::{Digest, Sha256};

use crate::check::Checker;
use crate::file::PolicyFile;
use crate::{Error, Grants, Limit, Limits};

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
    /// Reads the policy file at `path`.
    ///
    /// # Errors
    /// `policy.missing`, or `invalid.policy` with the place of the mistake.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = omni_settings::text(path).map_err(|error| match error.kind {
            ErrorKind::Missing => Error::Missing {
                path: path.to_owned(),
            },
            _ => Error::Invalid(error),
        })?;
        Self::parse(path, &text)
    }

    /// Parses `text`; `path` is only what errors and decisions are said to be in.
    ///
    /// # Errors
    /// `invalid.policy`.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let file: PolicyFile = omni_settings::parse(path, text)?;
        let checker = Checker { path, text };
        Ok(Self {
            skill: checker.skill(&file.skill)?,
            component_sha256: file
                .sha256
                .as_ref()
                .map(|digest| checker.sha256(digest))
                .transpose()?,
            limits: checker.limits(&file.limits)?,
            grants: checker.grants(&file.grants)?,
            path: Some(path.to_owned()),
            sha256: digest(text),
        })
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

fn digest(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
