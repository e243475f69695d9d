//! The cache of pictures on a preparer in plain Rust.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod care;
mod hits;
mod support;
