//! Strict reading of the TOML files people write: policies and the config.
//!
//! **Use this when** a file that a person wrote has to become a typed value, and every mistake in it
//! has to be told with file, line, column and the nearest known key.
//!
//! **Not when** the text comes from a machine or a guest, or is not TOML.
//!
//! **What always holds.** No text makes the parser panic. A key that nobody knows, a key twice, a wrong
//! type and a wrong unit are refused, never guessed at. Not more than [`MAX_FILE`] is read. What
//! [`ByteSize`] and [`TimeSpan`] print, they read back as the same value.
//!
//! **How it is tested.** Unit tests beside each file; property tests for units and arbitrary text.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bytes;
mod error;
mod read;
mod span;
mod time;

pub use bytes::ByteSize;
pub use error::{Error, ErrorKind, UnitError};
pub use read::{MAX_FILE, parse, read, text};
pub use span::{Position, nearest, position};
pub use time::TimeSpan;
pub use toml::Spanned;
