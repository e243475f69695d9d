//! Lines for the people who run the skill. Needs `[grants.log]`.
//!
//! Natively the lines go to stderr.

use std::fmt::Display;

/// Detail for tracking down a fault.
pub fn trace(message: impl Display) {
    write(Level::Trace, &message.to_string());
}

/// What the skill's author wants to see.
pub fn debug(message: impl Display) {
    write(Level::Debug, &message.to_string());
}

/// What the skill did.
pub fn info(message: impl Display) {
    write(Level::Info, &message.to_string());
}

/// What somebody should look at.
pub fn warn(message: impl Display) {
    write(Level::Warn, &message.to_string());
}

/// What went wrong.
pub fn error(message: impl Display) {
    write(Level::Error, &message.to_string());
}

#[cfg(target_arch = "wasm32")]
use crate::bindings::imports::omni::host::log::{Level, log as write};

#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
enum Level {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
}

#[cfg(not(target_arch = "wasm32"))]
fn write(level: Level, message: &str) {
    eprintln!("{level:?}: {message}");
}
