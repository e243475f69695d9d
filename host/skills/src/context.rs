//! What a call may reach of the run that it is part of: plugged in by who calls, bounded by the policy.

use std::sync::Arc;
use std::time::Instant;

/// The surroundings of a call. The default has the machine's clock, the system's random numbers, no store
/// and no model; a skill that asks for one of those is told that there is none.
#[derive(Clone, Default)]
pub struct CallContext {
    /// What `clock` tells.
    pub clock: Clock,
    /// What random numbers follow from; none: the system's.
    pub seed: Option<u64>,
    /// What `kv` keeps things in.
    pub kv: Option<Arc<dyn KeyValue>>,
    /// Whom `llm` asks.
    pub model: Option<Arc<dyn Model>>,
    /// Who may ask for the call to stop; none: only its limits end it.
    pub stop: Option<Arc<dyn Stop>>,
}

impl CallContext {
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.is_set())
    }
}

/// Asked from time to time, while a skill runs, whether it should stop.
pub trait Stop: Send + Sync {
    /// Whether somebody asked. Once it is set it stays set.
    fn is_set(&self) -> bool;
}

/// What a skill sees as the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The machine's.
    #[default]
    Real,
    /// It stands still at this many nanoseconds since 1970-01-01T00:00:00Z, for runs that are repeated.
    Fixed(u64),
}

/// Keeps what skills store, each skill's apart: `skill` is the name in the policy that the skill runs under. Called
/// from many threads, and may block.
pub trait KeyValue: Send + Sync {
    /// The value under `key` of `skill`.
    ///
    /// # Errors
    /// [`KvError::Failed`].
    fn get(&self, skill: &str, key: &str) -> Result<Option<Vec<u8>>, KvError>;

    /// Puts `value` under `key`, if `skill` then still is within `bounds`; changes nothing otherwise.
    ///
    /// # Errors
    /// [`KvError::Full`], [`KvError::Failed`].
    fn set(&self, skill: &str, key: &str, value: &[u8], bounds: KvBounds) -> Result<(), KvError>;

    /// Removes `key`; whether it was there.
    ///
    /// # Errors
    /// [`KvError::Failed`].
    fn delete(&self, skill: &str, key: &str) -> Result<bool, KvError>;

    /// The keys of `skill` that begin with `prefix`, in the order of their bytes.
    ///
    /// # Errors
    /// [`KvError::Failed`].
    fn keys(&self, skill: &str, prefix: &str) -> Result<Vec<String>, KvError>;
}

/// How much a skill may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KvBounds {
    /// Bytes of all keys and values together.
    pub bytes: u64,
    /// How many keys.
    pub keys: u64,
}

/// Why a store did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KvError {
    /// It would hold more than it may.
    #[error("there is no room left")]
    Full,
    /// The store failed.
    #[error("{0}")]
    Failed(String),
}

/// A language model, for skills to ask. Called from many threads, and blocks.
pub trait Model: Send + Sync {
    /// Answers, or gives what it has at `question.deadline`.
    ///
    /// # Errors
    /// If the question makes no sense to the model, or the model fails.
    fn ask(&self, question: &Question) -> Result<Answer, ModelError>;
}

/// What a skill asks, within its budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The conversation; the last turn is a user's.
    pub messages: Vec<crate::types::Message>,
    /// What the answer is held to.
    pub grammar: Option<crate::types::Grammar>,
    /// From 0 to 2.
    pub temperature: f32,
    /// Generated at most.
    pub max_tokens: u32,
    /// When the asking call's time is up.
    pub deadline: Instant,
}

/// What the model answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its words.
    pub text: String,
    /// Why it ended.
    pub stop: crate::types::Stop,
    /// How many tokens it generated.
    pub tokens: u32,
    /// Their mean log-probability in nats; zero where there are none.
    pub mean_logprob: f32,
}

/// Why a model did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// What was asked cannot be: too long, or a grammar that is none.
    #[error("{0}")]
    Invalid(String),
    /// There is no model to ask.
    #[error("{0}")]
    Unavailable(String),
    /// The model failed.
    #[error("{0}")]
    Failed(String),
}
