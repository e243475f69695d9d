//! What can go wrong between here and a registry.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Digest, NotAComponent};

/// Why something was not pushed or pulled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Text that should name an artefact does not.
    #[error("`{text}` is no reference to a skill in a registry: {reason}")]
    Reference {
        /// The text, shortened.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Nothing can be pushed to a digest.
    #[error("{reference} names a digest, and a push makes its own")]
    PushToDigest {
        /// The reference.
        reference: String,
    },
    /// The name of the registry leads nowhere.
    #[error("the registry {registry} is not found")]
    NoSuchHost {
        /// The registry.
        registry: String,
    },
    /// Nobody answers, or the connection broke.
    #[error("the registry {registry} cannot be reached: {reason}")]
    Unreachable {
        /// The registry.
        registry: String,
        /// What the system says.
        reason: String,
    },
    /// No safe connection.
    #[error("no safe connection to the registry {registry}: {reason}")]
    Tls {
        /// The registry.
        registry: String,
        /// What is wrong with its certificate, or that it has none.
        reason: String,
    },
    /// Too long a silence.
    #[error("the registry {registry} did not answer within {} s", after.as_secs_f32())]
    Timeout {
        /// The registry.
        registry: String,
        /// The limit.
        after: Duration,
    },
    /// The registry does not say this to just anybody.
    #[error("the registry {registry} needs a login for {repository}")]
    NeedsLogin {
        /// The registry.
        registry: String,
        /// The repository.
        repository: String,
    },
    /// The login is not accepted.
    #[error("the registry {registry} does not accept the login of {user}")]
    BadLogin {
        /// The registry.
        registry: String,
        /// Who logged in.
        user: String,
    },
    /// The login is good, but not for this.
    #[error("the registry {registry} does not allow this for {repository}")]
    Forbidden {
        /// The registry.
        registry: String,
        /// The repository.
        repository: String,
    },
    /// There is no such thing.
    #[error("{reference} does not exist")]
    NotFound {
        /// What was asked for.
        reference: String,
    },
    /// The registry wants fewer questions.
    #[error("the registry {registry} is asked too often")]
    Busy {
        /// The registry.
        registry: String,
    },
    /// The registry fails, or refuses for a reason of its own.
    #[error("the registry {registry} answered {status}{}", said(reason))]
    Refused {
        /// The registry.
        registry: String,
        /// The HTTP status.
        status: u16,
        /// What it says, shortened; may be empty.
        reason: String,
    },
    /// An answer that no registry gives.
    #[error("{registry} does not answer as a registry does: {reason}")]
    Answer {
        /// The registry.
        registry: String,
        /// What is wrong with the answer.
        reason: String,
    },
    /// The content is not what its digest says.
    #[error("{what} has not the digest {expected}, but {found}")]
    WrongDigest {
        /// What was read.
        what: String,
        /// The digest that it should have.
        expected: Digest,
        /// The digest of what came.
        found: Digest,
    },
    /// Something that is no Wasm artefact.
    #[error("{reference} is no skill: {found}")]
    NotASkill {
        /// What was asked for.
        reference: String,
        /// What it is.
        found: String,
    },
    /// The one layer of a Wasm artefact, or what was to be pushed, is no component.
    #[error("{reference} is no component: {found}")]
    NotAComponent {
        /// What was asked for, or was to be pushed.
        reference: String,
        /// What it is.
        found: NotAComponent,
    },
    /// Larger than was asked for.
    #[error("{what} is larger than {max} bytes")]
    TooLarge {
        /// What is.
        what: String,
        /// The limit, in bytes.
        max: u64,
    },
    /// The stored login cannot be read.
    #[error("{} holds no login that can be used: {reason}", path.display())]
    Credentials {
        /// Docker's configuration.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// One half of a login.
    #[error("{missing} is not set, and {present} is")]
    HalfALogin {
        /// The variable that is set.
        present: &'static str,
        /// The variable that is missing.
        missing: &'static str,
    },
}

impl Error {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Reference { .. } | Self::PushToDigest { .. } => "registry.reference",
            Self::NoSuchHost { .. } => "registry.dns",
            Self::Unreachable { .. } => "registry.unreachable",
            Self::Tls { .. } => "registry.tls",
            Self::Timeout { .. } => "registry.timeout",
            Self::NeedsLogin { .. } | Self::BadLogin { .. } => "registry.needs-login",
            Self::Forbidden { .. } => "registry.forbidden",
            Self::NotFound { .. } => "registry.not-found",
            Self::Busy { .. } => "registry.busy",
            Self::Refused { .. } => "registry.refused",
            Self::Answer { .. } => "registry.answer",
            Self::WrongDigest { .. } => "registry.digest",
            Self::NotASkill { .. } => "registry.not-a-skill",
            Self::NotAComponent { .. } => "registry.not-a-component",
            Self::TooLarge { .. } => "registry.too-large",
            Self::Credentials { .. } | Self::HalfALogin { .. } => "registry.credentials",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Reference { .. } => {
                "write REGISTRY/NAME:TAG, such as `ghcr.io/somebody/my-scorer:1.0`".to_owned()
            }
            Self::PushToDigest { .. } => "name a tag instead, such as `:1.0`".to_owned(),
            Self::NoSuchHost { registry } => {
                format!("check how {registry} is spelled, and that this machine is online")
            }
            Self::Unreachable { .. } => "check that it runs, and its port".to_owned(),
            Self::Tls { .. } => {
                "if its certificate is of your own authority, name that in SSL_CERT_FILE; if it speaks plain HTTP in a network that you trust, say so"
                    .to_owned()
            }
            Self::Timeout { .. } => "try again, or allow more time".to_owned(),
            Self::NeedsLogin { registry, .. } => format!(
                "log in with `docker login {registry}`, or set OMNI_REGISTRY_USER and OMNI_REGISTRY_PASSWORD"
            ),
            Self::BadLogin { registry, .. } => format!(
                "check the password, or log in again with `docker login {registry}`"
            ),
            Self::Forbidden { .. } => {
                "ask its owner for the right, or log in as somebody who has it".to_owned()
            }
            Self::NotFound { .. } => {
                "check the name and the tag; some registries also say this instead of asking for a login"
                    .to_owned()
            }
            Self::Busy { .. } => "wait a little; with a login more is allowed".to_owned(),
            Self::Refused { status: 500.., .. } => "try again later".to_owned(),
            Self::Refused { .. } => return None,
            Self::Answer { .. } => {
                "check the name: there may be another service at that place".to_owned()
            }
            Self::WrongDigest { .. } => {
                "do not use it: the registry, or somebody on the way, gives other content than was pushed"
                    .to_owned()
            }
            Self::NotASkill { .. } => {
                "a skill is a Wasm artefact, as `omni skill push` and `wkg oci push` make it".to_owned()
            }
            Self::NotAComponent { .. } => {
                "build it with `omni skill build`, which makes components".to_owned()
            }
            Self::TooLarge { .. } => return None,
            Self::Credentials { .. } => {
                "set OMNI_REGISTRY_USER and OMNI_REGISTRY_PASSWORD instead".to_owned()
            }
            Self::HalfALogin { .. } => "set both, or none".to_owned(),
        })
    }
}

fn said(reason: &str) -> String {
    if reason.is_empty() {
        String::new()
    } else {
        format!(": {reason}")
    }
}
