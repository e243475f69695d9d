//! What goes to the writer, and what comes back.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use uuid::Uuid;

use crate::event::Event;
use crate::{Digest, Error, Fingerprint};

/// A record that is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub seq: u64,
    /// The SHA-256 of its line, which the record after it holds.
    pub digest: Digest,
}

/// A record that is on its way to the disk.
#[derive(Debug)]
#[must_use = "whether the record reached the disk is known only after waiting"]
pub struct Ticket(pub(crate) Receiver<Result<Receipt, Error>>);

impl Ticket {
    /// Waits until the record is on disk.
    ///
    /// # Errors
    /// Why it is not: [`Error::Full`], [`Error::Unwritable`] and so on. The record is then not in the log.
    pub fn wait(self) -> Result<Receipt, Error> {
        self.0.recv().unwrap_or(Err(Error::Closed))
    }
}

/// Something to record.
pub(crate) struct Job {
    pub(crate) event: Event,
    pub(crate) run_id: Option<Uuid>,
    pub(crate) time: String,
    pub(crate) done: SyncSender<Result<Receipt, Error>>,
    /// Whether somebody waits for it.
    pub(crate) urgent: bool,
}

/// A request to the writer.
pub(crate) enum Message {
    Record(Box<Job>),
    /// Everything before is to be on disk and covered by a signature.
    Checkpoint(SyncSender<Result<Receipt, Error>>),
    /// Another key is to sign: the one at the path, else a new one.
    Rotate(Option<PathBuf>, SyncSender<Result<Fingerprint, Error>>),
    Close(SyncSender<Result<(), Error>>),
}

/// A way back for one answer. It never blocks who answers.
pub(crate) fn answer<T>() -> (SyncSender<T>, Receiver<T>) {
    sync_channel(1)
}
