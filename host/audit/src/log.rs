//! The handle on a log.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use uuid::Uuid;

use crate::queue::{Job, Message, Receipt, Ticket, answer};
use crate::salt::{Salt, Salted};
use crate::writer::Writer;
use crate::{Error, Event, Fingerprint, time};

/// Where a log is and how it is written.
#[derive(Clone, Debug)]
pub struct LogOptions {
    /// The log: `$OMNI_HOME/audit`.
    pub folder: PathBuf,
    /// The keys: `$OMNI_HOME/keys`.
    pub keys: PathBuf,
    /// The file of an existing key; none to use the one in `keys`, made on first use.
    pub key: Option<PathBuf>,
    /// After how many records a checkpoint is due.
    pub checkpoint_records: u64,
    /// How long a record may stay without one.
    pub checkpoint_interval: Duration,
    /// How large a segment gets before the next is begun, in bytes.
    pub segment_bytes: u64,
    /// How long a record that nobody waits for may stay in memory, so that others can join it.
    pub linger: Duration,
    /// How many records may wait to be written before whoever brings the next one has to wait too.
    pub queue: usize,
}

impl LogOptions {
    /// The usual places in a home, and the usual measures.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self {
            folder: home.join("audit"),
            keys: home.join("keys"),
            key: None,
            // A signature takes about 0.1 ms: 1 of 1024 records is not noticed.
            checkpoint_records: 1024,
            checkpoint_interval: Duration::from_secs(60),
            // Small enough to be mailed and read by an editor, large enough that few are needed.
            segment_bytes: 64 << 20,
            // An fsync takes a few milliseconds; a run writes some records in a row.
            linger: Duration::from_millis(20),
            queue: 4096,
        }
    }
}

/// An open log. To be shared between threads; each call can be made from any of them.
///
/// ```
/// # let home = tempfile::tempdir()?;
/// use omni_audit::{Code, Event, Log, LogOptions, VerifyOptions, verify};
///
/// let options = LogOptions::new(home.path());
/// let (folder, keys) = (options.folder.clone(), options.keys.clone());
/// let log = Log::open(options)?;
/// log.append(
///     None,
///     Event::Config {
///         config: log.salted("config", b"[model]"),
///         version: Code::new("0.1.0")?,
///     },
/// )?;
/// log.close()?;
///
/// let report = verify(&folder, &VerifyOptions::new(keys))?;
/// assert_eq!(report.covered, report.records);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Dropping it writes what is left and a checkpoint, as [`Log::close`] does, but cannot tell of failures.
#[derive(Debug)]
pub struct Log {
    sender: SyncSender<Message>,
    writer: Option<JoinHandle<()>>,
    salt: Salt,
}

impl Log {
    /// Opens a log, making it and its key if need be, and takes out what a stopped process left half
    /// written.
    ///
    /// # Errors
    /// [`Error::Unwritable`], [`Error::Full`], [`Error::Busy`]; [`Error::Key`] or [`Error::KeyMismatch`] if
    /// the key cannot be used; [`Error::Newer`]; [`Error::Broken`] if the end of the log, from its last
    /// checkpoint on, does not verify.
    pub fn open(options: LogOptions) -> Result<Self, Error> {
        let (sender, receiver) = sync_channel(options.queue);
        let (writer, salt) = Writer::open(options)?;
        let writer = std::thread::Builder::new()
            .name("omni-audit".to_owned())
            .spawn(move || writer.serve(&receiver))
            .map_err(|source| Error::writing(Path::new("thread"), source))?;
        Ok(Self {
            sender,
            writer: Some(writer),
            salt,
        })
    }

    /// Records `event` and waits until it is on disk.
    ///
    /// # Errors
    /// Why it is not, as [`Ticket::wait`].
    pub fn append(&self, run_id: Option<Uuid>, event: Event) -> Result<Receipt, Error> {
        self.send(run_id, event, true)?.wait()
    }

    /// Records `event` without waiting for the disk. Records reach it in the order of the calls. Only when
    /// the queue is full does the call wait for room.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn note(&self, run_id: Option<Uuid>, event: Event) -> Result<Ticket, Error> {
        self.send(run_id, event, false)
    }

    /// As [`Log::note`], but on its way at once, rather than after waiting a moment for others: for the last
    /// record before [`Ticket::wait`].
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn hasten(&self, run_id: Option<Uuid>, event: Event) -> Result<Ticket, Error> {
        self.send(run_id, event, true)
    }

    fn send(&self, run_id: Option<Uuid>, event: Event, urgent: bool) -> Result<Ticket, Error> {
        let (done, ticket) = answer();
        let job = Job {
            event,
            run_id,
            time: time::now(),
            done,
            urgent,
        };
        self.request(Message::Record(Box::new(job)))?;
        Ok(Ticket(ticket))
    }

    /// Writes a checkpoint, which covers all records so far by a signature, and waits for it. Without new
    /// records since the last one, nothing is written and that one's receipt is not repeated: the end of
    /// the log is returned.
    ///
    /// # Errors
    /// As [`Log::append`].
    pub fn checkpoint(&self) -> Result<Receipt, Error> {
        let (done, wait) = answer();
        self.request(Message::Checkpoint(done))?;
        wait.recv().unwrap_or(Err(Error::Closed))
    }

    /// Lets another key sign from here on: the one at `key`, else a new one. Both keys sign the change.
    ///
    /// # Errors
    /// [`Error::Key`] if the new key cannot be used, and as [`Log::append`].
    pub fn rotate(&self, key: Option<&Path>) -> Result<Fingerprint, Error> {
        let (done, wait) = answer();
        self.request(Message::Rotate(key.map(Path::to_owned), done))?;
        wait.recv().unwrap_or(Err(Error::Closed))
    }

    /// A digest of something private that is to be linked, such as a prompt or a file's path. `purpose`
    /// keeps things of different kinds apart.
    #[must_use]
    pub fn salted(&self, purpose: &str, bytes: &[u8]) -> Salted {
        self.salt.digest(purpose, bytes)
    }

    /// Writes what is left and a last checkpoint.
    ///
    /// # Errors
    /// As [`Log::append`].
    pub fn close(mut self) -> Result<(), Error> {
        self.finish()
    }

    fn finish(&mut self) -> Result<(), Error> {
        let Some(writer) = self.writer.take() else {
            return Ok(());
        };
        let (done, wait) = answer();
        self.request(Message::Close(done))?;
        let result = wait.recv().unwrap_or(Err(Error::Closed));
        if writer.join().is_err() {
            return Err(Error::Closed);
        }
        result
    }

    fn request(&self, message: Message) -> Result<(), Error> {
        self.sender.send(message).map_err(|_| Error::Closed)
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        // Who wants to know calls `close`.
        let _ = self.finish();
    }
}
