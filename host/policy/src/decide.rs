//! The one place that says yes or no, and why.

use std::fmt;
use std::path::PathBuf;

use crate::{Capability, Policy};

/// The answer to "may this skill?", with the place that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was asked for.
    pub capability: Capability,
    /// Yes or no.
    pub allowed: bool,
    /// The policy file that decided; none if the skill has none and so everything is denied.
    pub file: Option<PathBuf>,
    /// The line, from 1, that grants it; none if it is denied, which is an absence.
    pub line: Option<usize>,
}

impl Policy {
    /// Whether the skill may use `capability` at all.
    #[must_use]
    pub fn decide(&self, capability: Capability) -> Decision {
        let line = self.grants.line(capability);
        Decision {
            capability,
            allowed: line.is_some(),
            file: self.path.clone(),
            line,
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let capability = self.capability;
        match (&self.file, self.line) {
            (Some(file), Some(line)) => {
                write!(f, "{capability} is granted at {}:{line}", file.display())
            }
            (None, Some(line)) => write!(f, "{capability} is granted at line {line}"),
            (Some(file), None) => write!(f, "{capability} is not granted by {}", file.display()),
            (None, None) => write!(
                f,
                "{capability} is not granted, since the skill has no policy"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_answer_names_the_line() {
        let text = "skill = \"x\"\n\n[grants.log]\n[grants.llm]\nmax_tokens = 1\nmax_calls = 1\n";
        let policy = Policy::parse(Path::new("policies/x.toml"), text).unwrap();
        for (capability, said) in [
            (Capability::Log, "log is granted at policies/x.toml:3"),
            (Capability::Llm, "llm is granted at policies/x.toml:4"),
            (Capability::Http, "http is not granted by policies/x.toml"),
        ] {
            assert_eq!(policy.decide(capability).to_string(), said);
        }
    }

    #[test]
    fn without_a_policy_everything_is_denied() {
        let policy = Policy::deny_all("x");
        for capability in Capability::ALL {
            assert!(!policy.decide(capability).allowed);
        }
        assert_eq!(
            policy.decide(Capability::Kv).to_string(),
            "kv is not granted, since the skill has no policy"
        );
    }
}
