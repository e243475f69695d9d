//! Sends each request its way: text into the prompt, pictures to the image preprocessor, sound to a model that hears.
//!
//! What an attachment is shows in its first bytes, never in a file's name (`content.rs`). What is none of the
//! three is refused by name, since no model here can be given it. The main model answers, as `omni.toml` says;
//! whether it sees or hears is for the host to know.
//!
//! To send requests to another model or to change how often they are tried, start from `way.rs`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod content;
mod way;

omni_skill::router!(way::route);

#[cfg(test)]
mod tests;
