//! How a registry is talked to.

use std::time::Duration;

use crate::Login;

/// How a registry is talked to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who asks. None asks as nobody.
    pub login: Option<Login>,
    /// Over what.
    pub transport: Transport,
    /// The largest component that is pushed or pulled, in bytes.
    pub max_bytes: u64,
    /// The longest silence: while looking up, connecting, waiting for an answer, between two parts of it.
    pub timeout: Duration,
}

/// Over what a registry is talked to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// TLS, except to this machine itself, where plain HTTP is what registries speak.
    #[default]
    Auto,
    /// TLS, always.
    Tls,
    /// Plain HTTP. Anybody on the way can read passwords, and change what is not signed.
    Plain,
}

impl Options {
    /// The largest component taken unless another size is asked for: ten times a JavaScript skill.
    pub const MAX_BYTES: u64 = 128 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            login: None,
            transport: Transport::Auto,
            max_bytes: Self::MAX_BYTES,
            timeout: Duration::from_secs(30),
        }
    }
}
