//! Why a skill was refused, or gave no result.

use omni_policy::{Capability, Limit, Policy};

use crate::Kind;
use crate::refusal::Refusal;

/// Why a skill was refused, or gave no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It asks for more than its policy grants.
    #[error("skill `{skill}` {refusal}")]
    Denied {
        /// The skill.
        skill: String,
        /// What it asked for, and who decided.
        refusal: Box<Refusal>,
    },
    /// It is not a component that this host can use.
    #[error("skill `{skill}` {problem}")]
    InvalidComponent {
        /// The skill.
        skill: String,
        /// What it is instead.
        problem: String,
        /// What to do.
        help: Option<String>,
    },
    /// It is not the component that its policy pins.
    #[error("skill `{skill}` has the sha-256 {found}, and {policy} allows only {expected}")]
    DigestMismatch {
        /// The skill.
        skill: String,
        /// Where the policy is.
        policy: String,
        /// The digest that the policy pins.
        expected: String,
        /// The digest of the component.
        found: String,
    },
    /// A folder that its policy grants is not the one that it was, or is gone.
    #[error("skill `{skill}` was given no folder, since {problem}")]
    Folder {
        /// The skill.
        skill: String,
        /// Which folder, and what is wrong with it.
        problem: String,
    },
    /// Who called it asked for it to stop.
    #[error("skill `{skill}` was stopped")]
    Stopped {
        /// The skill.
        skill: String,
    },
    /// It went over one of its limits.
    #[error("skill `{skill}` {0}", .exceeded.describe())]
    Limit {
        /// The skill.
        skill: String,
        /// Which limit, by how much, and where it is set.
        exceeded: Box<Exceeded>,
    },
    /// It trapped, or panicked.
    #[error("skill `{skill}` {0}{1}: {reason}", trapped(*.panicked), in_frames(.frames))]
    Trap {
        /// The skill.
        skill: String,
        /// Whether it told why, which is then the reason.
        panicked: bool,
        /// What happened: its own words, bounded and without control characters, or wasmtime's.
        reason: String,
        /// The guest's functions, innermost first, where their names are known; with their lines of source where
        /// the component carries debug information.
        frames: Vec<String>,
    },
    /// It returned something that no skill may return.
    #[error("skill `{skill}` returned {problem}")]
    InvalidOutput {
        /// The skill.
        skill: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It says itself that it failed.
    #[error("skill `{skill}` gave no result ({reason}): {text}")]
    Failed {
        /// The skill.
        skill: String,
        /// `invalid-input`, `unsupported` or `failed`.
        reason: &'static str,
        /// Its own words, bounded and without control characters.
        text: String,
    },
    /// Something that is the host's fault or the machine's.
    #[error("the skills runtime failed: {0}")]
    Internal(String),
}

impl Error {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied { .. } => "denied.import",
            Self::InvalidComponent { .. } => "invalid.component",
            Self::DigestMismatch { .. } => "digest.mismatch",
            Self::Folder { .. } => "denied.filesystem",
            Self::Stopped { .. } => "interrupted",
            Self::Limit { exceeded, .. } => exceeded.which.code(),
            Self::Trap { .. } => "trap",
            Self::InvalidOutput { .. } => "invalid.output",
            Self::Failed { .. } => "skill.failed",
            Self::Internal(_) => "internal",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Denied { refusal, .. } => refusal.help(),
            Self::InvalidComponent { help, .. } => help.clone(),
            Self::DigestMismatch { .. } => Some(
                "if you trust this component, put its sha-256 into the policy; if you did not expect it, find out who replaced it"
                    .to_owned(),
            ),
            Self::Folder { .. } => Some(
                "put the folder back where it was; if it was replaced on purpose, start omni again, which reads the policy anew".to_owned(),
            ),
            Self::Stopped { .. } => Some(
                "what it used and was denied until then is in the signed log: `omni audit list`".to_owned(),
            ),
            Self::Limit { exceeded, .. } => Some(exceeded.help()),
            Self::Trap { panicked: true, .. } => Some(
                "the skill gave up by itself: call its function with the same input in its own tests".to_owned(),
            ),
            Self::Trap { panicked: false, .. } => Some(
                "call its function with the same input in its own tests; built with `debug = \"line-tables-only\"` and without `strip`, a trap names lines of source"
                    .to_owned(),
            ),
            Self::InvalidOutput { .. } => Some(
                "the skill is at fault, not its input: tell its author, or give its role to another skill"
                    .to_owned(),
            ),
            Self::Failed { .. } => Some(
                "the skill says so itself: check what it was given, and the `config` of its role".to_owned(),
            ),
            Self::Internal(_) => Some("please report this".to_owned()),
        }
    }

    /// A skill used where another kind belongs.
    pub(crate) fn wrong_kind(skill: &str, found: Kind, wanted: Kind) -> Self {
        Self::InvalidComponent {
            skill: skill.to_owned(),
            problem: format!("is a {found}, and a {wanted} is needed here"),
            help: Some(format!(
                "name a {wanted}: `omni skill list` tells the kinds"
            )),
        }
    }

    /// What wasmtime says where nothing a skill does should make it fail.
    pub(crate) fn internal(error: &wasmtime::Error) -> Self {
        Self::Internal(crate::text::tame(&format!("{error:#}"), 600))
    }
}

/// The limits of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// All memories and tables together.
    Memory,
    /// Wall clock.
    Time,
    /// The call stack.
    Stack,
    /// What is returned.
    Output,
    /// What is logged.
    Log,
    /// How often the host is called.
    HostCalls,
    /// Instructions.
    Fuel,
    /// How often the model is asked.
    LlmCalls,
    /// What the model generates.
    LlmTokens,
}

impl LimitKind {
    /// The stable code of exceeding it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Memory => "limit.memory",
            Self::Time => "limit.time",
            Self::Stack => "limit.stack",
            Self::Output => "limit.output",
            Self::Log => "limit.log",
            Self::HostCalls => "limit.host-calls",
            Self::Fuel => "limit.fuel",
            Self::LlmCalls => "limit.llm-calls",
            Self::LlmTokens => "limit.llm-tokens",
        }
    }

    /// Its key in a policy.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Time => "time",
            Self::Stack => "stack",
            Self::Output => "output",
            Self::Log => "log",
            Self::HostCalls => "host_calls",
            Self::Fuel => "fuel",
            Self::LlmCalls => "max_calls",
            Self::LlmTokens => "max_tokens",
        }
    }
}

/// A limit that was exceeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// Which one.
    pub which: LimitKind,
    /// What the skill did, such as "asked for 300MiB of memory".
    pub did: String,
    /// The limit, with its unit.
    pub limit: String,
    /// Where it is set: "set at FILE:LINE" or "by default".
    pub origin: String,
    /// The policy file, if there is one.
    pub policy: Option<String>,
}

impl Exceeded {
    pub(crate) fn new<T>(
        policy: &Policy,
        which: LimitKind,
        limit: &Limit<T>,
        shown: impl ToString,
        did: impl Into<String>,
    ) -> Self {
        Self {
            which,
            did: did.into(),
            limit: shown.to_string(),
            origin: policy.origin(limit),
            policy: policy.path.as_ref().map(|path| path.display().to_string()),
        }
    }

    /// A limit that a grant sets, at `line`.
    pub(crate) fn of_grant(
        policy: &Policy,
        which: LimitKind,
        line: usize,
        limit: impl ToString,
        did: impl Into<String>,
    ) -> Self {
        let limit = limit.to_string();
        let line = Some(line);
        let granted = Limit { value: (), line };
        Self::new(policy, which, &granted, limit, did)
    }

    fn describe(&self) -> String {
        let code = self.which.code();
        format!("{} ({code}: {}, {})", self.did, self.limit, self.origin)
    }

    fn help(&self) -> String {
        let key = self.which.key();
        let table = match self.which {
            LimitKind::LlmCalls | LimitKind::LlmTokens => "[grants.llm]",
            _ => "[limits]",
        };
        match &self.policy {
            Some(policy) => {
                format!("if the skill needs more, raise `{key}` under {table} in {policy}")
            }
            None => {
                format!("if the skill needs more, give it a policy that sets `{key}` under {table}")
            }
        }
    }
}

fn trapped(panicked: bool) -> &'static str {
    match panicked {
        true => "panicked",
        false => "trapped",
    }
}

fn in_frames(frames: &[String]) -> String {
    match frames {
        [] => String::new(),
        [innermost] => format!(" in {innermost}"),
        [innermost, callers @ ..] => format!(" in {innermost}, called by {}", callers.join(", ")),
    }
}

/// The lines that grant all of `capabilities`.
pub(crate) fn lines_for(capabilities: impl IntoIterator<Item = Capability>) -> String {
    let lines: Vec<&str> = capabilities
        .into_iter()
        .map(Capability::lines_to_add)
        .collect();
    lines.join("\n")
}
