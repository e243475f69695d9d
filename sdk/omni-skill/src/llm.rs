//! Asks the model that answers the run. Needs `[grants.llm]`, whose `max_calls` and `max_tokens` bound one
//! call of the skill: going over one ends the call.
//!
//! Natively [`testing::with_model`](crate::testing::with_model) answers.

use crate::bindings::imports::omni::host::llm as host;
use crate::{Error, Grammar, Message, Role};

pub use host::{Answer, Stop};

/// How to answer. The default: as many tokens as the grant leaves, the likeliest each time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// At most so many tokens.
    pub max_tokens: Option<u32>,
    /// From 0 (always the likeliest token) to 2.
    pub temperature: Option<f32>,
    /// What the answer is held to.
    pub grammar: Option<Grammar>,
}

/// Asks the model; the last message is a user's.
///
/// # Errors
/// [`Error::InvalidInput`] if the messages or options are wrong, [`Error::Unsupported`] if there is no
/// model to ask, [`Error::Failed`] if it failed.
///
/// ```
/// use omni_skill::{Message, llm, testing};
/// let answer = testing::with_model(
///     |messages| format!("{} turns", messages.len()),
///     || llm::ask(&[Message::user("How many?")], llm::Options::default()),
/// )?;
/// assert_eq!(answer.text, "1 turns");
/// # Ok::<(), omni_skill::Error>(())
/// ```
pub fn ask(messages: &[Message], options: Options) -> Result<Answer, Error> {
    let messages: Vec<host::Message> = messages.iter().map(message).collect();
    let options = host::Options {
        max_tokens: options.max_tokens,
        temperature: options.temperature,
        grammar: options.grammar.map(grammar),
    };
    send(&messages, &options).map_err(|error| match error {
        host::Error::InvalidInput(text) => Error::InvalidInput(text),
        host::Error::Unavailable(text) => Error::Unsupported(text),
        host::Error::Failed(text) => Error::Failed(text),
    })
}

fn message(message: &Message) -> host::Message {
    host::Message {
        role: match message.role {
            Role::System => host::Role::System,
            Role::User => host::Role::User,
            Role::Assistant => host::Role::Assistant,
        },
        content: message.content.clone(),
    }
}

fn grammar(grammar: Grammar) -> host::Grammar {
    match grammar {
        Grammar::Gbnf(text) => host::Grammar::Gbnf(text),
        Grammar::JsonSchema(text) => host::Grammar::JsonSchema(text),
    }
}

#[cfg(target_arch = "wasm32")]
use host::ask as send;

#[cfg(not(target_arch = "wasm32"))]
use crate::testing::ask_model as send;
