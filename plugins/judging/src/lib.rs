//! What several of our skills share: rules on text, and the rungs that evidence
//! puts a score on.
//!
//! **Use this when** a skill judges a response by its text or its findings.
//! **Not when** a rule is one skill's own: it belongs there. A skill cannot
//! depend on another skill, whose exports would become its own.
//!
//! **What always holds:** no rule panics on any text, and each rather misses a
//! fault than reports a sound answer, in any script. Time grows linearly with
//! the text.
//!
//! **How it is tested:** tables of sound and faulty answers beside each rule, in
//! several languages and formats, and arbitrary Unicode.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod echo;
mod ending;
mod evidence;
mod markup;
mod placeholder;
mod repetition;
mod words;

pub use echo::is_echo;
pub use ending::{ends_properly, was_interrupted, whole_sentences};
pub use evidence::Evidence;
pub use placeholder::placeholder;
pub use repetition::{Limits, Repetition, asks_to_repeat, repetition};
