//! What a skill may do and how much of it: one TOML file a skill, `policies/NAME.toml`.
//!
//! **Use this when** something is about to be granted to a skill, or a limit is about to be set: ask
//! [`Policy::decide`], read [`Policy::limits`], and say which line decided.
//!
//! **Not when** something has to be done: this room decides, it performs nothing and links nothing.
//!
//! **What always holds.** What is absent is denied. Every limit has a default and none can be switched
//! off. An unknown key, an unknown grant or a wrong unit is refused with file, line, column and the
//! nearest known key. No text makes the parser panic.
//!
//! **How it is tested.** Snapshots of every message; property tests that arbitrary text never panics
//! and that what a policy prints reads back as the same policy.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod capability;
mod check;
mod decide;
mod diff;
mod error;
mod explain;
mod file;
mod folder;
mod grants;
mod host;
mod learn;
mod limits;
mod mistakes;
mod policy;
mod print;
mod recover;

pub use capability::Capability;
pub use decide::Decision;
pub use diff::{Change, Direction, diff};
pub use error::Error;
pub use explain::Permission;
pub use folder::FolderId;
pub use grants::{Access, Granted, Grants, Llm, Preopen};
pub use host::{HostPort, NotHostPort};
pub use learn::{Observed, learn};
pub use limits::{Limit, Limits, bounds, defaults};
pub use mistakes::Mistakes;
pub use omni_settings::{ByteSize, TimeSpan};
pub use policy::Policy;
