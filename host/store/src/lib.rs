//! What the host remembers: runs and their iterations, what skills keep, and which prepared pictures lie in
//! the cache, in one SQLite file.
//!
//! **Use this when** something must outlive the process that made it and be found again by id or by
//! time: what was asked, what each iteration answered, which skills judged it.
//!
//! **Don't use this when** the thing is a proof (the audit log), a big file (models, the pictures themselves)
//! or settings (`omni.toml`).
//!
//! **What always holds**
//! - A call that returned `Ok` is on disk: `kill -9` afterwards loses nothing. Each write is one
//!   transaction.
//! - Any number of processes may use one file at a time (write-ahead log, bounded waiting).
//! - The schema carries a version; a file made by a newer host is refused, not guessed at.
//! - SQL stands in this crate alone.
//!
//! **How it is tested**: unit tests beside the code write, reopen and compare, also from two
//! connections at once, on a full disk, and on corrupt or newer files; a property test sends any text through.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod error;
mod feedback;
mod images;
mod kv;
mod record;
mod runs;
mod schema;
mod shadows;

pub use error::Error;
pub use feedback::Feedback;
pub use images::{
    FoundImage, ImageFile, ImageLink, ImageTotals, NewImage, Sha256, Source as ImageSource, Space,
    StoredImage,
};
pub use kv::Kept;
pub use record::{
    Failure, Finding, Finish, IterationRecord, ModelRecord, PictureRecord, RouteRecord, RunRecord,
    Severity, ShadowRecord, SkillRecord, Source, TurnRecord, Verdict,
};
pub use runs::{NewRun, RunState, RunSummary, StoredRun};
pub use shadows::Compared;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

/// The store of one `$OMNI_HOME`.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens the file, making it and its tables if need be.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it cannot be opened or made, [`Error::Corrupt`] if it is no SQLite
    /// file, [`Error::Newer`] if a newer host made it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let connection = schema::open(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection: Mutex::new(connection),
        })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A panic in another thread cannot leave a transaction half done (it is rolled back when
    /// dropped), so a poisoned lock is as good as any.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn error(&self, source: rusqlite::Error) -> Error {
        Error::from_sqlite(&self.path, source)
    }
}
