//! What one call has: the data of its store.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use omni_policy::{Capability, Policy};
use rand::rngs::StdRng;
use serde_json::{Map, Value};

use crate::CallContext;
use crate::meter::Meter;
use crate::skill::Loaded;
use crate::usage::LogBook;
use crate::uses::UseBook;
use crate::wasi::Wasi;

/// The data of one call's store. Made anew for each call, so nothing leaks from one to the next.
pub(crate) struct CallState {
    /// What it may do.
    pub(crate) policy: Arc<Policy>,
    /// Its role's table in the config.
    pub(crate) config: Arc<Map<String, Value>>,
    /// What it may reach of the run.
    pub(crate) context: CallContext,
    /// Whether it is only watched: what is not granted is noted and answered as denied.
    pub(crate) observing: bool,
    /// When its time is up.
    pub(crate) deadline: Instant,
    /// Its memory.
    pub(crate) meter: Meter,
    /// What it logged. Shared with its stdout and stderr.
    log: Arc<Mutex<LogBook>>,
    /// How often it called the host.
    pub(crate) host_calls: u64,
    /// What it used.
    pub(crate) uses: UseBook,
    /// Where its random numbers come from, once it asked for one.
    pub(crate) random: Option<StdRng>,
    /// How often it asked the model.
    pub(crate) llm_calls: u32,
    /// How many tokens the model generated for it.
    pub(crate) llm_tokens: u32,
    /// What it said when it panicked.
    pub(crate) panicked: Option<String>,
    /// What WASI needs, once it called WASI.
    wasi: Option<Box<Wasi>>,
}

impl CallState {
    pub(crate) fn new(skill: &Loaded, context: &CallContext, deadline: Instant) -> Self {
        let limits = &skill.policy.limits;
        Self {
            policy: skill.policy.clone(),
            config: skill.config.clone(),
            context: context.clone(),
            observing: skill.observing,
            deadline,
            meter: Meter::new(limits.memory.bytes()),
            log: Arc::new(Mutex::new(LogBook::new(
                skill.name.clone(),
                limits.log.bytes(),
            ))),
            host_calls: 0,
            uses: UseBook::default(),
            random: None,
            llm_calls: 0,
            llm_tokens: 0,
            panicked: None,
            wasi: None,
        }
    }

    /// Counts one call of the host. Every host function of our own begins with it.
    pub(crate) fn enter(
        &mut self,
        capability: Capability,
        operation: &'static str,
    ) -> Result<(), Halt> {
        self.uses.note(capability, operation, None, false);
        self.host_calls += 1;
        match self.called_too_often() {
            true => Err(Halt::HostCalls),
            false => Ok(()),
        }
    }

    /// Whether it is over its limit. Then nothing more is done for it, and the call ends: at once, or where a function
    /// of WASI cannot say so, with the next tick of the clock or the end of the call.
    pub(crate) fn called_too_often(&self) -> bool {
        self.host_calls > *self.policy.limits.host_calls
    }

    /// What WASI needs; counts one call of the host and one use of `capability`.
    pub(crate) fn wasi(&mut self, capability: Capability, operation: &'static str) -> &mut Wasi {
        self.uses.note(capability, operation, None, false);
        self.plumbing()
    }

    /// What WASI needs for streams and the like, which are part of other uses; counts one call of the host.
    pub(crate) fn plumbing(&mut self) -> &mut Wasi {
        self.wasi_and_uses().0
    }

    /// Whether the next call of the host is over the limit: why not to do what it asks for.
    pub(crate) fn next_is_too_many(&self) -> Option<Halt> {
        (self.host_calls >= *self.policy.limits.host_calls).then_some(Halt::HostCalls)
    }

    pub(crate) fn wasi_and_uses(&mut self) -> (&mut Wasi, &mut UseBook) {
        self.host_calls += 1;
        let wasi = self.wasi.take();
        let mut wasi = wasi.unwrap_or_else(|| Box::new(Wasi::new(self)));
        wasi.tables.closed = self.called_too_often();
        (self.wasi.insert(wasi), &mut self.uses)
    }

    /// What it logged so far.
    pub(crate) fn log(&self) -> MutexGuard<'_, LogBook> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, for streams.
    pub(crate) fn shared_log(&self) -> Arc<Mutex<LogBook>> {
        Arc::clone(&self.log)
    }

    /// Everything noted, when the call is over.
    pub(crate) fn finish(&mut self) -> UseBook {
        let mut uses = std::mem::take(&mut self.uses);
        if let Some(wasi) = &self.wasi {
            wasi.add_requests(&mut uses);
        }
        uses
    }
}

/// Why the host ended a call. Travels through wasmtime as the cause of its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Halt {
    #[error("out of time")]
    Time,
    #[error("asked to stop")]
    Stopped,
    #[error("logged too much")]
    Log,
    #[error("called the host too often")]
    HostCalls,
    #[error("asked the model too often")]
    LlmCalls,
    #[error("asked the model for too many tokens")]
    LlmTokens,
    #[error("asked for too many random bytes at once")]
    RandomBytes,
    #[error("panicked")]
    Panic,
}
