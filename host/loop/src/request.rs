//! What a run is asked, and how it may go about it.

use std::time::Duration;

use omni_llm::{Cancel, Message};

use crate::config::LoopConfig;
use crate::{Iteration, Reflection};

/// What a run is asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// The turns before, oldest first, a system turn included where there is one.
    pub history: Vec<Message>,
    /// What the user asks now.
    pub prompt: String,
    /// What the answer must satisfy, as a JSON object; the validators read it.
    pub expect: Option<String>,
}

impl Request {
    /// A request without history.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Self {
        Self {
            prompt: prompt.into(),
            ..Self::default()
        }
    }
}

/// How a run may go about it. `omni.toml` sets the defaults, the caller changes them.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// When to try again.
    pub reflection: Reflection,
    /// Iterations at most.
    pub max_iterations: Iteration,
    /// An answer at or above it is taken at once.
    pub confidence: f32,
    /// Time of the whole run.
    pub deadline: Duration,
    /// Time of one iteration.
    pub iteration_timeout: Duration,
    /// Time that the fallback gets on top.
    pub fallback_timeout: Duration,
    /// Whether code may mend purely mechanical faults.
    pub mend: bool,
    /// Tokens of one answer at most.
    pub max_tokens: u32,
    /// 0 is greedy.
    pub temperature: f32,
    /// Of the sampler. Iteration n draws with `seed + n - 1`.
    pub seed: u64,
    /// Stops the run from outside.
    pub cancel: Cancel,
}

impl Default for RunOptions {
    fn default() -> Self {
        let LoopConfig {
            reflection,
            max_iterations,
            confidence,
            deadline,
            iteration_timeout,
            fallback_timeout,
            mend,
            max_tokens,
            temperature,
        } = LoopConfig::default();
        Self {
            reflection,
            max_iterations,
            confidence,
            deadline: deadline.0,
            iteration_timeout: iteration_timeout.0,
            fallback_timeout: fallback_timeout.0,
            mend,
            max_tokens,
            temperature,
            seed: 0,
            cancel: Cancel::default(),
        }
    }
}
