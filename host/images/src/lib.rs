//! Pictures: bytes in, a prepared picture out, and nothing done twice.
//!
//! **Use this when** a picture from outside has to be made ready for the model or for keeping: [`read_file`]
//! reads it, [`Images::prepare`] has it prepared by the image skill, or finds what was prepared before.
//!
//! **Don't use this when** bytes have to be decoded: no picture is decoded in this process. That is the image
//! skill's work, in its sandbox; this room only knows that it is done by a [`Preparer`].
//!
//! **What always holds**
//! - A picture is served under a key of its bytes, its parameters and the component that made it: [`Hit::Exact`]
//!   and [`Hit::Pixels`] are byte for byte what a fresh preparation gives.
//! - [`Hit::Near`] is opt-in, stays within one caller, and is confirmed pixel by pixel, in colour, before it is served.
//! - What is served was hashed after it was read: an entry that is not what was written is thrown away and made again.
//! - A cache that cannot be read or written costs time and one warning, never a picture.
//! - What the cache holds is bounded in bytes and in age.
//!
//! **How it is tested**: `tests/` runs the cache on a preparer in plain Rust: hits, look-alikes, damage, age, size,
//! many threads, folders that cannot be written. The workspace's `tests/` do the same with the real skill and program.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod digest;
mod entry;
mod error;
mod flight;
mod folder;
mod images;
mod keep;
mod key;
mod likeness;
mod near;
mod outcome;
mod preparer;
mod prune;
mod source;
mod verify;

pub use digest::{Digest, hex};
pub use error::Error;
pub use images::{Images, Settings};
pub use likeness::{MOST_IN_PIXEL, MOST_IN_REGION, MOST_IN_TILE, MOST_OVER_NOISE, is_alike};
pub use outcome::{Hit, Prepared, Request};
pub use preparer::Preparer;
pub use prune::{Pruned, Stats};
pub use source::{read_file, read_stream};
pub use verify::Verified;
