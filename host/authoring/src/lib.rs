//! Writing skills: from an idea to a component that passes its tests.
//!
//! **Use this when** a project has to be made from a template, built into a component, held against its policy,
//! or tested: [`create`], [`build`](fn@build), [`check`](fn@check), [`test`](fn@test).
//!
//! **Not when** a skill has to answer in a run: that is `omni-loop`'s. What a component is and may do is
//! `omni-skills`' and `omni-policy`'s; this room asks them.
//!
//! **What always holds.**
//! - Tests run on the same engine, under the same policy and limits as in production; only the clock, the random
//!   numbers, the store and the model are the test's own.
//! - A project is made whole or not at all, and nothing that is there is overwritten.
//! - A tool that is missing is named, with the command that brings it.
//! - A test file says nothing that is not understood: unknown keys are refused with the nearest known one.
//!
//! **How it is tested.** Units beside the code; in the workspace's `tests/authoring.rs` the real program makes,
//! builds and tests a project of each template, and cases run on hostile guests.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod build;
mod case;
mod check;
mod compare;
mod contract;
mod details;
mod embedded;
mod error;
mod expect;
mod junit;
mod language;
mod name;
mod new;
mod project;
mod run;
mod stand_ins;
mod template;
mod test;
mod tool;
mod update;
mod vendored;

pub use build::{BuildOptions, Built, build};
pub use check::{Checked, Reason, check};
pub use compare::{Change, Difference};
pub use details::{Details, Producer, details};
pub use error::Error;
pub use junit::junit;
pub use language::Language;
pub use new::{Created, NewProject, create};
pub use project::Project;
pub use test::{CaseReport, Report, TestOptions, Verdict, test};
