//! What validators share: reading numbers, lists and requests in English, and
//! what a caller expects.
//!
//! **Use this when** a validator has to understand what was asked or said.
//! **Not when** a rule looks at form alone: see `judging`.
//!
//! **What always holds:** nothing panics on any text, time grows linearly with
//! it, and what is not understood in full is not understood: [`Asked::read`] and
//! the patterns give none rather than a guess. [`skeleton`](mod@skeleton) reads
//! questions by their words, in any order. Numbers are exact fractions; what
//! overflows is no number.
//!
//! **How it is tested:** tables beside each part, arbitrary Unicode, and
//! [`testing::others`], the answers on which every validator has to be silent.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod answer;
mod asked;
mod expect;
pub mod grammar;
mod list;
mod number_words;
mod pattern;
mod rational;
mod rounding;
pub mod skeleton;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod tidy;
mod token;

pub use answer::{Answer, Stated};
pub use asked::{Asked, sentences};
pub use expect::{Expect, KEYS, Named, Quantity};
pub use list::{items, mentions};
pub use number_words::{ORDINALS, fold};
pub use pattern::{Captures, matches, matches_any};
pub use rational::Rational;
pub use rounding::rounding_at;
pub use tidy::tidy;
pub use token::{Kind, Number, Token, tokens};
