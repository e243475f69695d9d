//! The language model behind two traits: [`Engine`] (a loaded model) and [`Session`] (a KV prefix).
//!
//! Use this when you need text from a model: [`LocalEngine`] runs a GGUF file in this process with
//! llama.cpp, [`ModelStore`] finds, adds and pulls such files by name.
//! Do not use this to decide what to ask or whether an answer is good: that is `omni-loop`.
//!
//! What always holds:
//! - Message content never becomes control: text that spells a control token reaches the model as text.
//! - What two prompts of one session share from the start is evaluated once.
//! - A picture is part of the session like the words around it: what comes after it in a later prompt
//!   does not make it seen again.
//! - After any failure a session's bookkeeping equals what is in the KV cache.
//! - Statistics are of the model's own distribution, before temperature and grammar.
//! - A grammar costs bounded work and memory, and sees deadlines; a bad one is `grammar.invalid`.
//! - Fetching a model runs no code of the current folder; cancelled, it leaves nothing behind.
//! - A file is checked in safe Rust before llama.cpp maps it.
//! - llama.cpp writes nothing to stdout or stderr; its log goes to `tracing` at debug and trace.
//!
//! How it is tested: unit and property tests beside the code; `tests/` runs the real model, which
//! `make model` fetches (or name a file in `OMNI_TEST_MODEL`), with one thread where output is compared.
//!
//! Unsafe code: `backend.rs` only (llama.cpp's log callback).
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod backend;
mod catalog;
mod chat;
mod digest;
mod engine;
mod error;
mod generate;
mod gguf;
mod grammar;
mod local;
mod picture;
mod projector;
mod pull;
mod sample;
mod session;
mod store;
#[cfg(test)]
mod test_model;
mod text;
mod vocabulary;

pub use catalog::{CATALOGUE, CatalogueModel, projector_of};
pub use digest::sha256_file;
pub use engine::{
    Cancel, Control, Engine, GenerateOptions, Generation, Grammar, Message, ModelInfo, PromptStats,
    Role, Session, StopReason, TokenStats,
};
pub use error::Error;
pub use gguf::{GgufSummary, inspect};
pub use grammar::check_grammar;
pub use local::{LocalEngine, LocalOptions};
pub use picture::Picture;
pub use projector::{Sight, check_projector};
pub use store::{ModelEntry, ModelStore, Progress, Pulled};
