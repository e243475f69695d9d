//! What the end-to-end tests share: a home, the real program, and a scripted model for the turns
//! of a run that a real one takes only by chance.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

mod home;
mod scripted;

pub use home::{Home, Outcome, example, guest, model_file, skill_file, target_folder};
pub use scripted::{Line, Scripted};
