//! What a person reads when something goes wrong, and the exit code that goes with it.

use omni_loop::Error as LoopError;

/// What `omni audit verify` finds in a log that is not as it was written.
const NOT_AS_WRITTEN: [&str; 10] = [
    "audit.broken",
    "audit.signature",
    "audit.wrong-key",
    "audit.unknown-key",
    "audit.key-expired",
    "audit.key-revoked",
    "audit.missing-segment",
    "audit.rewritten",
    "audit.cut",
    "audit.kept-checkpoint",
];

/// What is said of a component that nobody trusted signed.
const NOT_TRUSTED: [&str; 8] = [
    "signature.missing",
    "signature.malformed",
    "signature.untrusted",
    "signature.mismatch",
    "signature.weak",
    "signature.expired",
    "signature.key-expired",
    "signature.key-revoked",
];

/// One sentence, its code, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CliError {
    /// Stable and dotted.
    pub(crate) code: String,
    /// One lower-case sentence.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// What else `--json` prints beside the error: what a failed call used, say.
    pub(crate) details: Option<Box<(&'static str, serde_json::Value)>>,
}

impl CliError {
    pub(crate) fn new(code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            help: Some(help.into()),
            details: None,
        }
    }

    /// 1 internal · 2 the user's input or config · 3 denied by policy · 4 limit exceeded ·
    /// 5 verification failed · more than 128 a signal.
    pub(crate) fn exit_code(&self) -> u8 {
        if self.code == "interrupted" {
            return crate::interrupt::exit_code();
        }
        let family = self.code.split('.').next().unwrap_or_default();
        match (family, self.code.as_str()) {
            ("denied", _) => 3,
            ("limit", _) => 4,
            ("digest", _) | (_, "model.digest") => 5,
            ("signature", code) if NOT_TRUSTED.contains(&code) => 5,
            (_, "registry.digest") => 5,
            ("audit", code) if NOT_AS_WRITTEN.contains(&code) => 5,
            ("internal" | "llm" | "runtime", _) => 1,
            _ => 2,
        }
    }
}

impl From<LoopError> for CliError {
    fn from(error: LoopError) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.to_string(),
            help: error.help(),
            details: None,
        }
    }
}

/// With the number of the first record that is wrong, where a log does not verify.
impl From<omni_audit::Error> for CliError {
    fn from(error: omni_audit::Error) -> Self {
        let first_bad = error.first_bad();
        let details = first_bad.map(|seq| Box::new(("first_bad", serde_json::json!(seq))));
        Self {
            details,
            ..LoopError::from(error).into()
        }
    }
}

impl From<omni_audit::SignatureError> for CliError {
    fn from(error: omni_audit::SignatureError) -> Self {
        LoopError::from(error).into()
    }
}

impl From<omni_evaluation::Error> for CliError {
    fn from(error: omni_evaluation::Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.to_string(),
            help: error.help(),
            details: None,
        }
    }
}

impl From<omni_registry::Error> for CliError {
    fn from(error: omni_registry::Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.to_string(),
            help: error.help(),
            details: None,
        }
    }
}

impl From<omni_authoring::Error> for CliError {
    fn from(error: omni_authoring::Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.to_string(),
            help: error.help(),
            details: None,
        }
    }
}

impl From<omni_llm::Error> for CliError {
    fn from(error: omni_llm::Error) -> Self {
        LoopError::from(error).into()
    }
}

impl From<omni_skills::Error> for CliError {
    fn from(error: omni_skills::Error) -> Self {
        LoopError::from(error).into()
    }
}

impl From<omni_policy::Error> for CliError {
    fn from(error: omni_policy::Error) -> Self {
        LoopError::from(error).into()
    }
}

impl From<omni_images::Error> for CliError {
    fn from(error: omni_images::Error) -> Self {
        LoopError::from(error).into()
    }
}

impl From<omni_store::Error> for CliError {
    fn from(error: omni_store::Error) -> Self {
        LoopError::from(error).into()
    }
}

/// clap's own errors: its first line and its tips, without the usage that `--help` shows.
impl From<clap::Error> for CliError {
    fn from(error: clap::Error) -> Self {
        let text = error.render().to_string();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or("the arguments are wrong");
        let rest: Vec<_> = lines.collect();
        let first = first.strip_prefix("error: ").unwrap_or(first);
        // `the following required arguments were not provided:` lists them below.
        let listed = rest.iter().take_while(|line| {
            !line.starts_with("Usage:")
                && !line.starts_with("tip:")
                && !line.starts_with("For more")
        });
        let listed: Vec<_> = listed.copied().collect();
        let message = match listed.as_slice() {
            [] => first.to_owned(),
            listed => format!("{first} {}", listed.join(", ")),
        };
        let tip = rest.iter().find_map(|line| line.strip_prefix("tip: "));
        let help = tip.map_or_else(|| "see `omni help`".to_owned(), str::to_owned);
        Self {
            code: "usage".to_owned(),
            message,
            help: Some(help),
            details: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_follow_the_family_of_the_code() {
        for (code, exit) in [
            ("llm.failed", 1),
            ("prompt.empty", 2),
            ("invalid.component", 2),
            ("usage", 2),
            ("denied.import", 3),
            ("limit.memory", 4),
            ("digest.mismatch", 5),
            ("model.digest", 5),
        ] {
            assert_eq!(CliError::new(code, "", "").exit_code(), exit, "{code}");
        }
    }
}
