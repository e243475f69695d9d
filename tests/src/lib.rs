//! What the end-to-end tests share: a home, the real program, and a scripted model for the turns
//! of a run that a real one takes only by chance.

mod home;
mod scripted;

pub use home::{Home, Outcome, example, guest, model_file, skill_file, target_folder};
pub use scripted::{Asked, Line, Scripted};
