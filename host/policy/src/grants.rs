//! What a policy grants, checked: whoever performs a grant need not check it again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::check::is_plain_absolute;
use crate::{Capability, FolderId, HostPort};

/// A grant and the line that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted<T> {
    /// What is granted.
    pub value: T,
    /// The line of the policy, from 1.
    pub line: usize,
}

/// All that a policy grants. None: denied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// `omni:host/log`.
    pub log: Option<Granted<()>>,
    /// `omni:host/config`.
    pub config: Option<Granted<()>>,
    /// `omni:host/clock` and `wasi:clocks`.
    pub clock: Option<Granted<()>>,
    /// `omni:host/random` and `wasi:random`.
    pub random: Option<Granted<()>>,
    /// `omni:host/kv` and `wasi:keyvalue`.
    pub kv: Option<Granted<()>>,
    /// `omni:host/llm`.
    pub llm: Option<Granted<Llm>>,
    /// `wasi:filesystem`: these folders and nothing beside them. None of them: it is linked and reaches
    /// nothing.
    pub filesystem: Option<Granted<Vec<Preopen>>>,
    /// `wasi:http`: these hosts and no others, each with the line, from 1, that names it.
    pub http: Option<Granted<BTreeMap<HostPort, usize>>>,
    /// `wasi:cli/environment`: these variables and no others, each with the line, from 1, that names it.
    pub environment: Option<Granted<BTreeMap<String, usize>>>,
}

impl Grants {
    /// The line that grants `capability`.
    pub(crate) fn line(&self, capability: Capability) -> Option<usize> {
        match capability {
            Capability::Log => self.log.as_ref().map(|granted| granted.line),
            Capability::Config => self.config.as_ref().map(|granted| granted.line),
            Capability::Clock => self.clock.as_ref().map(|granted| granted.line),
            Capability::Random => self.random.as_ref().map(|granted| granted.line),
            Capability::Kv => self.kv.as_ref().map(|granted| granted.line),
            Capability::Llm => self.llm.as_ref().map(|granted| granted.line),
            Capability::Filesystem => self.filesystem.as_ref().map(|granted| granted.line),
            Capability::Http => self.http.as_ref().map(|granted| granted.line),
            Capability::Environment => self.environment.as_ref().map(|granted| granted.line),
        }
    }
}

/// How much of the model a skill may use in one call. Both are at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Llm {
    /// Tokens generated, over all calls.
    pub max_tokens: u32,
    /// How often it may ask.
    pub max_calls: u32,
}

/// A folder that a skill may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preopen {
    /// The folder on this machine: absolute if the policy was read from a file, where a relative path
    /// starts from the policy's own folder; as it was written if it was parsed from a text.
    pub host: PathBuf,
    /// Which folder that was when the policy was read, for whoever opens it; none if it was parsed from a text.
    pub folder: Option<FolderId>,
    /// What the guest sees it as: absolute, without `.`, `..` or empty parts.
    pub guest: String,
    /// What it may do there.
    pub access: Access,
    /// The line of the policy, from 1.
    pub line: usize,
}

impl Preopen {
    /// Whether `path`, as the guest sees it, is this folder or lies in it. A path with `.`, `..` or empty
    /// parts lies nowhere.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        is_plain_absolute(path)
            && path
                .strip_prefix(self.guest.trim_end_matches('/'))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// What a skill may do in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// List and read.
    Read,
    /// Also make, change and remove.
    ReadWrite,
}

impl Access {
    /// As policies write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadWrite => "read-write",
        }
    }
}
