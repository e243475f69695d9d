//! One run: draft → validate → score → accept, or reflect and try again → choose.
//!
//! **Use this when** you want an answer that was checked before it is shown, from the command line,
//! a server or a program of your own: open a [`Skills`], load [`Models`], put them into a [`Host`]
//! and call [`Host::run`].
//!
//! **Don't use this when** you want a model's bare output (`omni-llm`) or one skill's verdict
//! (`omni-skills`).
//!
//! **What always holds**
//! - A run has at most three iterations; [`Iteration`] has no fourth value.
//! - Every response is validated and scored, the draft too; an answer at or above the wanted
//!   confidence is taken at once.
//! - The response with the fewest faults is the answer, then the best-scored, ties to the earlier: never worse
//!   than the draft by the run's own measure.
//! - What is decided is in the signed log before the answer is given, and a retry before it is made.
//! - A run keeps the components that it began with, whatever is swapped meanwhile.
//! - Deadlines and cancellation stop the model between two tokens.
//!
//! **How it is tested**: unit and property tests beside the code; the rules of a run in the
//! workspace's `tests/`, on a model with a script and real components, then on the real model.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod assignments;
mod attachments;
mod calibration;
mod compare;
pub mod config;
mod convert;
mod error;
pub mod expect;
mod gate;
mod host;
mod images;
mod iteration;
mod judge;
mod library;
mod live;
mod models;
mod observer;
mod request;
mod roles;
mod run;
mod signed;
mod skills;
mod speaker;
mod surroundings;
mod trail;

pub use assignments::{RoleName, write_atomically};
pub use attachments::{Attachment, Eye};
pub use calibration::Calibration;
pub use compare::{Comparison, Difference, Side};
pub use config::{Config, Reflection};
pub use error::Error;
pub use host::{Host, load_models};
pub use images::ImageSkill;
pub use iteration::Iteration;
pub use library::{Found, Library, is_skill_name};
pub use live::{Change, Live};
pub use models::Models;
pub use observer::{Event, Observer};
pub use request::{Request, RunOptions};
pub use roles::{Role, Roles};
pub use skills::{Casting, Skills, SkillsOptions};
pub use surroundings::Surroundings;
pub use trail::Trail;
