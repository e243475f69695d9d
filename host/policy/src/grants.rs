//! What a policy grants, checked: whoever performs a grant need not check it again.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

use crate::Capability;

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
    /// `wasi:filesystem`: these folders and nothing beside them. Never empty.
    pub filesystem: Option<Granted<Vec<Preopen>>>,
    /// `wasi:http`: these hosts and no others. Never empty.
    pub http: Option<Granted<BTreeSet<HostPort>>>,
    /// `wasi:cli/environment`: these variables and no others. Never empty.
    pub environment: Option<Granted<BTreeSet<String>>>,
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
    /// The folder on this machine, as it was written.
    pub host: PathBuf,
    /// What the guest sees it as: absolute, without `.`, `..` or empty parts.
    pub guest: String,
    /// What it may do there.
    pub access: Access,
}

/// What a skill may do in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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

/// A host and a port that a skill may connect to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPort {
    /// A lower-case name, an IPv4 address, or an IPv6 address without brackets.
    pub host: String,
    /// Never 0.
    pub port: u16,
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}
