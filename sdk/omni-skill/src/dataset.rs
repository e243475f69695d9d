//! Building training sets.

use crate::{Dataset, DropReason, Dropped, Example, Exchange, Message};

impl Example {
    /// The exchange as it was: its history, its prompt, its response.
    #[must_use]
    pub fn of(exchange: &Exchange) -> Self {
        let mut messages = exchange.request.history.clone();
        messages.push(Message::user(&exchange.request.prompt));
        messages.push(Message::assistant(&exchange.response));
        Self {
            exchanges: vec![exchange.id.clone()],
            messages,
            weight: 1.0,
        }
    }

    /// The bytes of all its messages.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let lengths = self.messages.iter().map(|message| message.content.len());
        lengths.sum()
    }
}

impl Dataset {
    /// One with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            training: Vec::new(),
            validation: Vec::new(),
            dropped: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Says that `exchange` is no example, and why.
    pub fn discard(&mut self, exchange: &Exchange, reason: DropReason) {
        self.dropped.push(Dropped {
            exchange: exchange.id.clone(),
            reason,
        });
    }
}
