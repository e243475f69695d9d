//! What a run is asked, and how it may go about it.

use std::time::Duration;

use omni_llm::{Cancel, Message, Picture, Role};

use crate::config::LoopConfig;
use crate::{Attachment, Iteration, Reflection};

/// What a run is asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// The turns before, oldest first, a system turn included where there is one.
    pub history: Vec<Message>,
    /// What the user asks now.
    pub prompt: String,
    /// What comes with the prompt, in this order: a run sends each its way.
    pub attachments: Vec<Attachment>,
    /// What is shown with the prompt, in this order, before what the attachments bring.
    pub pictures: Vec<Picture>,
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

    /// The whole conversation, up to what is asked now.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let asked = Message {
            pictures: self.pictures.clone(),
            ..Message::new(Role::User, &self.prompt)
        };
        self.history.iter().cloned().chain([asked]).collect()
    }

    /// Shows again, in the messages of a retry, what was shown in the conversation: in the turns that are still those
    /// of the history, and in the last turn of the user's. Reflectors speak of text alone.
    pub(crate) fn show(&self, messages: &mut [Message]) {
        for (message, turn) in messages.iter_mut().zip(&self.history) {
            if message.role == turn.role && message.content == turn.content {
                message.pictures.clone_from(&turn.pictures);
            }
        }
        let asked = messages
            .iter_mut()
            .rev()
            .find(|message| message.role == Role::User);
        if let Some(asked) = asked {
            asked.pictures.clone_from(&self.pictures);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(shade: u8) -> Picture {
        Picture::new(1, 1, vec![shade; 3]).unwrap()
    }

    #[test]
    fn a_retry_is_shown_what_the_draft_was() {
        let turn = Message {
            pictures: vec![picture(1)],
            ..Message::new(Role::User, "What is this?")
        };
        let history = vec![turn.clone(), Message::new(Role::Assistant, "A cat.")];
        let request = Request {
            history: history.clone(),
            pictures: vec![picture(2), picture(3)],
            ..Request::new("And this?")
        };
        let asked = request.messages();
        assert_eq!(asked[0], turn);
        assert_eq!(asked[2].pictures, request.pictures);

        let mut retry = vec![
            Message::new(Role::User, "What is this?"),
            Message::new(Role::Assistant, "A cat."),
            Message::new(Role::User, "And this?\nAnswer in one word."),
        ];
        request.show(&mut retry);
        assert_eq!(retry[0].pictures, [picture(1)]);
        assert!(retry[1].pictures.is_empty());
        assert_eq!(retry[2].pictures, request.pictures);

        // A fresh prompt without the turns before shows what is asked about now, and nothing else.
        let mut fresh = vec![Message::new(Role::User, "And this?")];
        request.show(&mut fresh);
        assert_eq!(fresh[0].pictures, request.pictures);
    }
}
