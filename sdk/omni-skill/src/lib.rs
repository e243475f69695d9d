//! Write skills for Omni-Loop.
//!
//! **Use this when** you write a skill in Rust: [`scorer!`], [`validator!`], [`reflector!`], [`router!`],
//! [`image_preprocessor!`], [`dataset_builder!`]; each shows a complete one.
//! **Not when** you write a host: the host speaks to components, not to this crate.
//!
//! A complete scorer:
//!
//! ```
//! use omni_skill::{Attempt, Error, Score};
//!
//! omni_skill::scorer!(score);
//!
//! fn score(attempt: &Attempt) -> Result<Score, Error> {
//!     let sure = attempt.stats.mean_logprob.exp();
//!     Ok(Score::new(sure).because("how sure the model was of its words"))
//! }
//! # fn main() {}
//! ```
//!
//! **What always holds:** a skill imports what it uses and nothing else, so one
//! that neither logs nor reads its config runs with no grant at all. What a panic says reaches
//! the author through `omni:skill/panicking`, which needs none. Off
//! WebAssembly the same code runs natively: logs go to stderr, and [`testing`] stands
//! in for the rest of the host, so `cargo test` needs none.
//!
//! **How it is tested:** natively here, and as components by the skills in
//! `plugins/`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

#[doc(hidden)]
pub mod bindings;
pub mod clock;
pub mod config;
mod dataset;
mod export;
mod finding;
mod image;
pub mod kv;
pub mod llm;
pub mod log;
mod message;
#[doc(hidden)]
pub mod panicking;
pub mod random;
mod route;
mod score;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;

pub use bindings::dataset_builder::exports::omni::skill::dataset_building::{
    Dataset, Dropped, Example, Exchange, Options as DatasetOptions, Reason as DropReason,
};
pub use bindings::image_preprocessor::exports::omni::skill::image_preparation::{
    Encoded as EncodedImage, Hash as ImageHash, Options as ImageOptions, PreparedImage, Rgb,
    Source as ImageSource,
};
pub use bindings::imports::omni::skill::types::{
    Attempt, Error, Finding, Grammar, Message, Request, Role, Severity, Stop, TokenStats,
};
pub use bindings::reflector::exports::omni::skill::reflection::Retry;
pub use bindings::router::exports::omni::skill::routing::{
    Attachment, Decision as Route, Model, Reflection, Way,
};
pub use bindings::scorer::exports::omni::skill::scoring::Verdict as Score;
