//! Whether a log is what was written.

use std::path::{Path, PathBuf};

use crate::against::Checkpoint;
use crate::chain::{self, Chain, RESUME};
use crate::folder::{self, CHECKPOINT};
use crate::keyring::Keyring;
use crate::keys::Keys;
use crate::tail::broken;
use crate::walk::Walk;
use crate::{Error, Fault, Fingerprint};

/// What to verify a log with.
#[derive(Clone, Debug)]
pub struct VerifyOptions {
    /// The folder with the public keys, and the pinned fingerprint if `pinned` is none; or a file with them all.
    pub keys: PathBuf,
    /// The fingerprint of the key that trust starts with.
    pub pinned: Option<Fingerprint>,
    /// A checkpoint that left the machine earlier. The log must still hold all that it covers.
    pub against: Option<PathBuf>,
}

impl VerifyOptions {
    /// Trusts the key pinned in `keys`.
    #[must_use]
    pub fn new(keys: impl Into<PathBuf>) -> Self {
        Self {
            keys: keys.into(),
            pinned: None,
            against: None,
        }
    }
}

/// A log that verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many records it holds.
    pub records: u64,
    /// How many of them, from the first, a signed checkpoint covers. Those after it are chained, and whoever
    /// can write the files could have written them.
    pub covered: u64,
    /// How many of those that are covered were only found by whoever signed for them, and are written by a
    /// stopped writer, another one at the same time, or somebody without the key: `log.resume` says which.
    pub found: u64,
    /// How many signatures were checked.
    pub signatures: u64,
    /// How many segments there are.
    pub segments: u64,
    /// How much at the end a stopped writer left half written, in bytes. It is no record and was never
    /// acknowledged; the next writer takes it out.
    pub torn_bytes: u64,
    /// The key that trust started with.
    pub pinned: Fingerprint,
    /// The key that signs now.
    pub key: Fingerprint,
    /// How many records the older checkpoint covers that was compared with.
    pub compared: Option<u64>,
    /// When the last record was made.
    pub last_time: Option<String>,
}

/// Reads a whole log, in constant memory, and checks each record: its form, its place, its link to the one
/// before, its signature, the root in each checkpoint. The newest checkpoint, of which the log keeps a copy
/// beside it, must be in the log.
///
/// A log that is being written to is verified up to where it was when this was called.
///
/// # Errors
/// [`Error::Broken`] names the first record that is wrong, or missing. [`Error::None`] if there is no log,
/// [`Error::NoPin`] if no key is trusted, [`Error::NotACheckpoint`] if `against` is none.
pub fn verify(log: &Path, options: &VerifyOptions) -> Result<Report, Error> {
    let mut walk = walk(log, options)?;
    let compared = match &options.against {
        None => None,
        Some(path) => {
            let older = Checkpoint::read(path, &mut walk.keyring).map_err(not_of_the_log)?;
            let size = older.size;
            walk.against.push(older);
            Some(size)
        }
    };
    let (mut signatures, mut last_time) = (0, String::new());
    let (mut found, mut announced) = (0_u64, 0_u64);
    let walked = walk.run(&mut |record| {
        match record.kind {
            RESUME => announced = announced.saturating_add(record.whole("count").unwrap_or(0)),
            chain::CHECKPOINT => found = found.saturating_add(std::mem::take(&mut announced)),
            _ => {}
        }
        signatures += u64::from(record.sig.is_some());
        last_time.clear();
        last_time.push_str(record.time);
        Ok(())
    });
    walked.map_err(|error| fitting(error, options))?;
    Ok(Report {
        records: walk.chain.seq,
        covered: walk.chain.covered,
        found,
        signatures,
        segments: walk.chain.segment,
        torn_bytes: walk.torn,
        pinned: pinned(options)?,
        key: walk.chain.key,
        compared,
        last_time: Some(last_time).filter(|time| !time.is_empty()),
    })
}

/// Ready to walk over a log, with the checkpoint that is kept beside it.
pub(crate) fn walk(log: &Path, options: &VerifyOptions) -> Result<Walk, Error> {
    let lock = folder::lock_to_read(log)?;
    if folder::segments(log)?.is_empty() {
        return Err(match folder::is_there(&log.join(CHECKPOINT))? {
            true => broken(&folder::segment(log, 1), 0, Fault::Cut),
            false => Error::None {
                folder: log.to_owned(),
            },
        });
    }
    let keyring = Keyring::new(Keys(options.keys.clone()));
    let mut walk = Walk::new(log, keyring, Chain::new(pinned(options)?))?;
    let kept = Checkpoint::kept(log, &mut walk.keyring)?;
    walk.against.extend(kept);
    drop(lock);
    Ok(walk)
}

/// A log that begins with another key than the one that was named to be trusted need not be wrong.
pub(crate) fn fitting(error: Error, options: &VerifyOptions) -> Error {
    match (error, &options.pinned) {
        (
            Error::Broken {
                seq: 0,
                fault: Fault::WrongKey { expected, found },
                ..
            },
            Some(given),
        ) if expected == *given => Error::OtherKey {
            given: expected,
            found,
        },
        (error, _) => error,
    }
}

/// A forged file to compare with says nothing about the log.
fn not_of_the_log(error: Error) -> Error {
    match error {
        Error::Broken {
            path,
            fault: Fault::Signature,
            ..
        } => Error::NotACheckpoint {
            path,
            reason: "its signature does not fit",
        },
        error => error,
    }
}

/// The key that trust starts with.
pub(crate) fn pinned(options: &VerifyOptions) -> Result<Fingerprint, Error> {
    match &options.pinned {
        Some(pinned) => Ok(pinned.clone()),
        None => crate::pinned_key(&options.keys),
    }
}
