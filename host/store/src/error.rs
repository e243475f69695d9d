//! What can go wrong with the store.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the store. The messages are fragments that read after "error: ".
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, made or written.
    #[error("the store {} cannot be used: {reason}", path.display())]
    Unavailable {
        /// The file.
        path: PathBuf,
        /// What SQLite or the operating system says.
        reason: String,
    },
    /// No room is left on the disk.
    #[error("no room is left on the disk for the store {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another process kept the file locked for too long.
    #[error("another process keeps the store {} locked", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what this crate wrote.
    #[error("the store {} is damaged: {reason}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A newer host made the file.
    #[error("the store {} has format {found}, and this version of omni reads up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// No run has this id, or one that starts so.
    #[error("there is no run `{id}`")]
    UnknownRun {
        /// What was asked for.
        id: String,
    },
    /// Several runs' ids start so.
    #[error("{count} runs have an id that starts with `{id}`")]
    AmbiguousRun {
        /// What was asked for.
        id: String,
        /// How many.
        count: u32,
    },
}

impl Error {
    /// Sorts SQLite's failures by what a person can do about them.
    pub(crate) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt {
                path,
                reason: source.to_string(),
            },
            _ => Self::Unavailable {
                path,
                reason: source.to_string(),
            },
        }
    }

    /// What the operating system says of the file.
    pub(crate) fn unusable(path: &Path, source: &std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::StorageFull => Self::Full { path },
            _ => Self::Unavailable {
                path,
                reason: source.to_string(),
            },
        }
    }

    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "store.unavailable",
            Self::Full { .. } => "store.full",
            Self::Busy { .. } => "store.busy",
            Self::Corrupt { .. } => "store.corrupt",
            Self::Newer { .. } => "store.newer",
            Self::UnknownRun { .. } => "run.unknown",
            Self::AmbiguousRun { .. } => "run.ambiguous",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unavailable { .. } => {
                "check that its folder exists and is yours to write, or choose another with --home"
                    .to_owned()
            }
            Self::Full { .. } => {
                "free some room, or choose a folder on another disk with --home".to_owned()
            }
            Self::Busy { .. } => "wait for the other process, or end it".to_owned(),
            Self::Corrupt { path, .. } => format!(
                "move it away (`mv {0} {0}.damaged`); omni starts a new one",
                path.display()
            ),
            Self::Newer { .. } => {
                "use the newer version of omni, or choose another folder with --home".to_owned()
            }
            Self::UnknownRun { .. } => "`omni run list` shows the runs".to_owned(),
            Self::AmbiguousRun { .. } => "give more of the id".to_owned(),
        })
    }
}
