//! The two traits that the rest of the host sees of a language model.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::picture::Picture;
use crate::{Error, Sight};

/// A loaded model. Weights are shared by its sessions.
pub trait Engine: Send + Sync {
    /// What is loaded.
    fn info(&self) -> &ModelInfo;

    /// How it sees pictures; none: it cannot, and a prompt with one is [`Error::NoProjector`].
    fn sight(&self) -> Option<&Sight>;

    /// Opens a session with a context (KV cache) of its own.
    fn session(&self) -> Result<Box<dyn Session>, Error>;
}

/// A conversation's place in the model's memory: the tokens evaluated so far.
pub trait Session: Send {
    /// Makes `messages`, rendered by the model's chat template and followed by the
    /// start of the assistant's turn, the prompt. Tokens that the session has
    /// already evaluated from its start on are not evaluated again.
    ///
    /// Fails with [`Error::NoProjector`] if there is a picture that the model cannot see,
    /// with [`Error::PromptTooLong`] and leaves the session as it was if the prompt does not
    /// leave room for one generated token in the context.
    fn prompt(&mut self, messages: &[Message], control: &Control) -> Result<PromptStats, Error>;

    /// Continues the prompt until the model ends its turn or `options` or `control` stop it.
    /// Whatever stops it, the tokens generated so far are returned.
    /// `on_text` gets each piece of text as it is decoded, always whole characters.
    fn generate(
        &mut self,
        options: &GenerateOptions,
        control: &Control,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Generation, Error>;
}

/// What a model is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// The name it was asked for by, or its file's stem.
    pub name: String,
    /// Lower-case hexadecimal SHA-256 of the GGUF file.
    pub sha256: String,
    /// `general.architecture` of the GGUF.
    pub architecture: String,
    /// Number of weights.
    pub parameters: u64,
    /// Tokens that a session holds.
    pub context: u32,
}

/// Who speaks in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Instructions of whoever runs the host.
    System,
    /// The person who asks.
    User,
    /// The model.
    Assistant,
}

/// One turn of a conversation. `content` never becomes control: text that spells a
/// control token reaches the model as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: String,
    /// What is shown before it is said, in this order.
    pub pictures: Vec<Picture>,
}

impl Message {
    /// A turn without pictures.
    #[must_use]
    pub fn new(role: Role, content: impl Into<String>) -> Self {
        Self {
            role,
            content: content.into(),
            pictures: Vec::new(),
        }
    }
}

/// What a prompt cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptStats {
    /// Tokens of the whole prompt.
    pub prompt_tokens: u32,
    /// Those of them that were already in the session.
    pub cached_tokens: u32,
}

/// What generated text must match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grammar {
    /// llama.cpp's GBNF with the start symbol `root`.
    Gbnf(String),
    /// A JSON Schema document.
    JsonSchema(String),
}

/// How to generate.
#[derive(Debug, Clone, PartialEq)]
pub struct GenerateOptions {
    /// 0 is greedy.
    pub temperature: f32,
    /// Seed of the sampler; no effect at temperature 0.
    pub seed: u64,
    /// At most so many tokens; also bounded by the context.
    pub max_tokens: u32,
    /// Text that ends the generation and is not part of the result.
    pub stop: Vec<String>,
    /// Rules out everything else.
    pub grammar: Option<Grammar>,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            temperature: 0.0,
            seed: 0,
            max_tokens: 512,
            stop: Vec::new(),
            grammar: None,
        }
    }
}

/// Stops work that is under way, between two tokens or two batches of a prompt.
#[derive(Debug, Clone, Default)]
pub struct Control {
    /// When work has to stop.
    pub deadline: Option<Instant>,
    /// Set from anywhere to stop at once.
    pub cancel: Cancel,
}

impl Control {
    /// Why work should stop now, if it should.
    #[must_use]
    pub fn stopped(&self) -> Option<StopReason> {
        if self.cancel.is_set() {
            Some(StopReason::Cancelled)
        } else if self.deadline.is_some_and(|at| Instant::now() >= at) {
            Some(StopReason::Timeout)
        } else {
            None
        }
    }

    /// Time left until the deadline; none without one.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline
            .map(|at| at.saturating_duration_since(Instant::now()))
    }
}

/// A flag that several threads share. Once set it stays set.
#[derive(Debug, Clone, Default)]
pub struct Cancel(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Cancel {
    /// Asks for the work to stop.
    pub fn set(&self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// Whether it was asked.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

/// Why a generation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// The model ended its turn.
    End,
    /// A stop string was reached.
    StopString,
    /// The token budget or the context was used up.
    Length,
    /// The deadline passed.
    Timeout,
    /// Somebody cancelled.
    Cancelled,
}

/// What was generated.
#[derive(Debug, Clone, PartialEq)]
pub struct Generation {
    /// The text, without the stop string.
    pub text: String,
    /// Why it ended.
    pub stop: StopReason,
    /// One entry a generated token, end of turn excluded.
    pub tokens: Vec<TokenStats>,
}

/// What the model thought of a token that it generated, in nats, from its own
/// distribution before temperature and grammar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenStats {
    /// Log-probability of the token.
    pub logprob: f32,
    /// Entropy of the distribution it was drawn from.
    pub entropy: f32,
}
