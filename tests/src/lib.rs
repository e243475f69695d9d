//! What the end-to-end tests share: a home, the real program, a scripted model for the turns
//! of a run that a real one takes only by chance, and pictures that are drawn.

pub mod guests;
mod home;
pub mod imaging;
pub mod pictures;
pub mod policies;
mod registry;
mod scripted;
pub mod toolchains;
pub mod trace;

pub use home::{
    Home, Outcome, example, guest, log_in, model_file, outcome, skill_file, target_folder,
};
pub use registry::Registry;
pub use scripted::{Asked, Line, Scripted};
