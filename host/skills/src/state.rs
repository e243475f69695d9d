//! What one call has: the data of its store.

use std::sync::Arc;

use omni_policy::Policy;
use serde_json::{Map, Value};

use crate::meter::Meter;
use crate::usage::LogBook;

/// The data of one call's store. Made anew for each call, so nothing leaks from one to the next.
pub(crate) struct CallState {
    /// The skill, for log lines.
    pub(crate) skill: Arc<str>,
    /// What it may do.
    pub(crate) policy: Arc<Policy>,
    /// Its role's table in the config.
    pub(crate) config: Arc<Map<String, Value>>,
    /// Its memory.
    pub(crate) meter: Meter,
    /// What it logged.
    pub(crate) log: LogBook,
    /// How often it called the host.
    pub(crate) host_calls: u64,
}

impl CallState {
    pub(crate) fn new(
        skill: Arc<str>,
        policy: Arc<Policy>,
        config: Arc<Map<String, Value>>,
    ) -> Self {
        Self {
            skill,
            meter: Meter::new(policy.limits.memory.bytes()),
            log: LogBook::default(),
            host_calls: 0,
            policy,
            config,
        }
    }

    /// Counts one call of the host. Every host function begins with it.
    pub(crate) fn enter(&mut self) -> Result<(), Halt> {
        self.host_calls += 1;
        match self.host_calls > *self.policy.limits.host_calls {
            true => Err(Halt::HostCalls),
            false => Ok(()),
        }
    }
}

/// Why the host ended a call. Travels through wasmtime as the cause of its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Halt {
    #[error("out of time")]
    Time,
    #[error("logged too much")]
    Log,
    #[error("called the host too often")]
    HostCalls,
}
