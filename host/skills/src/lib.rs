//! Skills: components that can touch nothing but what their policy grants.
//!
//! **Use this when** a component has to be looked at, loaded, held to a policy, called, or swapped while
//! the host runs.
//!
//! **Not when** something has to be decided: grants and limits are `omni-policy`'s. What is done with a
//! score or a finding is `omni-loop`'s.
//!
//! **What always holds.**
//! - Nothing is linked that is not granted; a component that imports more is refused at load. What a granted
//!   capability may do stands in one file of `capability/`, and each use and denial is in [`Usage::uses`].
//! - Each call has a store of its own, and every limit is set before its first instruction. A trap or an
//!   exceeded limit costs that call: never the host, never a neighbour, never the next call.
//! - What comes back is checked before anyone sees it; texts for people hold no control characters.
//! - Compiled code is believed only if this user wrote it and nobody else could have.
//! - Calls block, and may come from many threads at once.
//!
//! **How it is tested.** `tests/` loads components written as text: one for each limit and each way to be
//! refused, many at once, and a swap under load. `benches/call.rs` compares a call with bare wasmtime.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod cache;
mod call;
mod capability;
pub mod check;
mod context;
mod contract;
mod digest;
mod engine;
mod error;
mod executor;
mod failure;
mod frames;
mod inspect;
mod kind;
mod malformed;
mod meter;
mod outline;
mod precompiled;
mod refusal;
mod role;
mod runtime;
mod shape;
mod skill;
mod slot;
mod state;
mod text;
mod ticker;
pub mod types;
mod usage;
mod uses;
mod versions;
mod wasi;
mod weight;

pub use context::{
    Answer, CallContext, Clock, KeyValue, KvBounds, KvError, Model, ModelError, Question, Stop,
};
pub use error::{Error, Exceeded, LimitKind};
pub use inspect::{Import, Inspection};
pub use kind::{Kind, UnknownKind};
pub use malformed::MAX_COMPONENT;
pub use refusal::Refusal;
pub use role::{DatasetBuilder, ImagePreprocessor, Reflector, Router, Scorer, Validator};
pub use runtime::{Runtime, RuntimeOptions};
pub use skill::Skill;
pub use slot::{Generation, Slot};
pub use usage::{Level, LogLine, Outcome, Usage};
pub use uses::CapabilityUse;
pub use weight::{MAX_CODE, MAX_FUNCTION, MAX_FUNCTIONS};
