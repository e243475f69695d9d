//! Building conversations and retries.

use crate::{Grammar, Message, Retry, Role};

impl Message {
    /// A user's turn.
    pub fn user(content: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            content: content.into(),
        }
    }

    /// The model's turn.
    pub fn assistant(content: impl Into<String>) -> Self {
        Self {
            role: Role::Assistant,
            content: content.into(),
        }
    }

    /// An instruction that precedes the conversation.
    pub fn system(content: impl Into<String>) -> Self {
        Self {
            role: Role::System,
            content: content.into(),
        }
    }
}

impl Retry {
    /// Asks with these turns, the last a user's, and else as the run does.
    pub fn ask(messages: impl Into<Vec<Message>>) -> Self {
        Self {
            messages: messages.into(),
            grammar: None,
            temperature: None,
            max_tokens: None,
        }
    }

    /// Holds the output to a grammar.
    #[must_use]
    pub fn grammar(mut self, grammar: Option<Grammar>) -> Self {
        self.grammar = grammar;
        self
    }

    /// From 0 (always the likeliest token) to 2.
    #[must_use]
    pub fn temperature(mut self, temperature: f32) -> Self {
        self.temperature = Some(temperature);
        self
    }

    /// At most this many tokens.
    #[must_use]
    pub fn max_tokens(mut self, tokens: u32) -> Self {
        self.max_tokens = Some(tokens);
        self
    }
}
