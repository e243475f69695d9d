//! The end of a log on disk: found again when it is opened, and followed while others write too.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::chain::{CHECKPOINT, Chain, Refused, claimed_key};
use crate::keyring::Keyring;
use crate::record::{MAX_LINE, Record, is_torn};
use crate::{Digest, Error, Fault, Fingerprint, folder};

/// How much of a segment's end is searched for a checkpoint at first; then four times as much, and so on.
const WINDOW: u64 = 64 << 10;

/// The end of a log, and the file that it is in.
pub(crate) struct Tail {
    pub(crate) log: PathBuf,
    pub(crate) chain: Chain,
    pub(crate) keyring: Keyring,
    /// The last segment; none if the next record begins one that has no file yet.
    pub(crate) file: Option<File>,
    /// How much of the file is read and taken.
    pub(crate) length: u64,
    /// What was taken out of the file since it was half written, and is not yet recorded: size and digest.
    pub(crate) cut: Option<(u64, Digest)>,
}

/// Where to begin reading.
pub(crate) struct Start {
    /// The key that signs there, if the log says so.
    pub(crate) key: Option<Fingerprint>,
    /// The segment, and the checkpoint in it after which to begin, with the offset of its end.
    at: Option<(u64, Vec<u8>, u64)>,
}

impl Start {
    /// Searches for the last checkpoint. Call it under the lock.
    pub(crate) fn find(log: &Path) -> Result<Self, Error> {
        let Some(last) = folder::segments(log)?.pop() else {
            return Ok(Self {
                key: None,
                at: None,
            });
        };
        // A segment that has just begun holds none, but then the one before ends with one.
        let before = last.checked_sub(1).filter(|before| *before > 0);
        for segment in [Some(last), before].into_iter().flatten() {
            if let Some((line, end)) = last_checkpoint(&folder::segment(log, segment))? {
                return Ok(Self {
                    key: claimed_key(&line),
                    at: Some((segment, line, end)),
                });
            }
        }
        if last > 1 {
            return Err(broken(&folder::segment(log, last - 1), 0, Fault::Malformed));
        }
        let path = folder::segment(log, last);
        let mut first = Vec::new();
        File::open(&path)
            .and_then(|file| {
                BufReader::new(file)
                    .take(MAX_LINE as u64)
                    .read_until(b'\n', &mut first)
            })
            .map_err(|source| Error::reading(&path, source))?;
        Ok(Self {
            key: first.strip_suffix(b"\n").and_then(claimed_key),
            at: None,
        })
    }
}

/// The key that signs a log now, as the log says: who wants to be sure verifies it.
///
/// # Errors
/// [`Error::None`] if there is no log, or none that says so.
pub fn current_key(log: &Path) -> Result<Fingerprint, Error> {
    let none = || Error::None {
        folder: log.to_owned(),
    };
    let _lock = folder::lock_to_read(log)?;
    Start::find(log)?.key.ok_or_else(none)
}

impl Tail {
    /// Begins at `start` with the key that signs there. [`Tail::follow`] reads the rest.
    pub(crate) fn new(
        log: &Path,
        start: Start,
        key: Fingerprint,
        mut keyring: Keyring,
    ) -> Result<Self, Error> {
        let (mut chain, mut file, mut length) = (Chain::new(key), None, 0);
        if let Some((segment, line, end)) = start.at {
            let path = folder::segment(log, segment);
            let record = Record::parse(&line).ok_or_else(|| broken(&path, 0, Fault::Malformed))?;
            chain = Chain::after(&record, segment, &mut keyring)
                .map_err(|refused| refused.at(&path, record.seq))?;
            file = Some(folder::append(&path)?);
            length = end;
        }
        Ok(Self {
            log: log.to_owned(),
            chain,
            keyring,
            file,
            length,
            cut: None,
        })
    }

    /// Reads and checks what others wrote since, and takes out what one left half written. Call it under
    /// the lock.
    pub(crate) fn follow(&mut self) -> Result<(), Error> {
        loop {
            if self.chain.between && self.length > 0 {
                self.read()?;
                (self.file, self.length) = (None, 0);
            }
            if self.file.is_none() {
                let path = self.path();
                if !fs::exists(&path).map_err(|source| Error::reading(&path, source))? {
                    return Ok(());
                }
                self.file = Some(folder::append(&path)?);
            }
            self.read()?;
            if !self.chain.between || self.length == 0 {
                return Ok(());
            }
        }
    }

    /// The file that the next record goes to.
    pub(crate) fn path(&self) -> PathBuf {
        let ahead = self.chain.between && self.length == 0;
        folder::segment(&self.log, self.chain.segment + u64::from(ahead))
    }

    /// Reads the rest of the file.
    fn read(&mut self) -> Result<(), Error> {
        let path = self.path();
        let fail = |source| Error::reading(&path, source);
        let Some(file) = &self.file else {
            return Ok(());
        };
        // By name: a log that was moved away or replaced must not be written on.
        let about = fs::metadata(&path)
            .map_err(|_| broken(&path, self.chain.seq, Fault::MissingSegment))?;
        let length = about.len();
        if length == self.length {
            return Ok(());
        }
        if length < self.length {
            return Err(broken(&path, self.chain.seq, Fault::Cut));
        }
        let mut reader = BufReader::with_capacity(64 << 10, file);
        reader.seek(SeekFrom::Start(self.length)).map_err(fail)?;
        let mut line = Vec::new();
        loop {
            line.clear();
            let mut bounded = reader.by_ref().take(MAX_LINE as u64 + 1);
            if bounded.read_until(b'\n', &mut line).map_err(fail)? == 0 {
                return Ok(());
            }
            let Some(whole) = line.strip_suffix(b"\n") else {
                break;
            };
            if self.chain.between && self.length > 0 {
                return Err(broken(&path, self.chain.seq, Fault::Misplaced));
            }
            let seq = self.chain.seq;
            self.chain
                .step(whole, &mut self.keyring)
                .map_err(|refused| refused.at(&path, seq))?;
            self.length += line.len() as u64;
        }
        drop(reader);
        if line.len() > MAX_LINE || !is_torn(&line) {
            return Err(broken(&path, self.chain.seq, Fault::Malformed));
        }
        self.take_out(&line)
    }

    /// Puts what was half written aside and cuts it off.
    fn take_out(&mut self, torn: &[u8]) -> Result<(), Error> {
        let digest = Digest::of(torn);
        let aside = self.log.join(format!("torn-{digest}"));
        let mut copy = folder::temporary(&self.log)?;
        copy.write_all(torn)
            .map_err(|source| Error::writing(&aside, source))?;
        folder::put(copy, &aside)?;
        self.truncate()?;
        self.cut = Some((torn.len() as u64, digest));
        Ok(())
    }

    /// Cuts the file where what is taken ends.
    pub(crate) fn truncate(&self) -> Result<(), Error> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        file.set_len(self.length)
            .and_then(|()| file.sync_data())
            .map_err(|source| Error::writing(&self.path(), source))
    }
}

/// The last whole line that is a checkpoint, and the offset of its end.
fn last_checkpoint(path: &Path) -> Result<Option<(Vec<u8>, u64)>, Error> {
    let fail = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => broken(path, 0, Fault::MissingSegment),
        _ => Error::reading(path, source),
    };
    let mut file = File::open(path).map_err(fail)?;
    let length = file.metadata().map_err(fail)?.len();
    let mut window = WINDOW;
    loop {
        let begin = length.saturating_sub(window);
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(begin)).map_err(fail)?;
        (&file)
            .take(length - begin)
            .read_to_end(&mut bytes)
            .map_err(fail)?;
        // The first line of a window may have begun before it; what follows the last end is no line.
        let skipped = match begin {
            0 => 0,
            _ => bytes
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(bytes.len(), |at| at + 1),
        };
        let ends = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(skipped, |at| at + 1);
        let mut end = ends;
        while end > skipped {
            let line = &bytes[skipped..end - 1];
            let line = line.rsplit(|byte| *byte == b'\n').next().unwrap_or(line);
            if Record::parse(line).is_some_and(|record| record.kind == CHECKPOINT) {
                return Ok(Some((line.to_vec(), begin + end as u64)));
            }
            end -= line.len() + 1;
        }
        if begin == 0 {
            return Ok(None);
        }
        window *= 4;
    }
}

pub(crate) fn broken(path: &Path, seq: u64, fault: Fault) -> Error {
    Error::Broken {
        path: path.to_owned(),
        seq,
        fault,
    }
}

impl Refused {
    /// As an error about the record `seq` in `path`.
    pub(crate) fn at(self, path: &Path, seq: u64) -> Error {
        match self {
            Self::Fault(fault) => broken(path, seq, fault),
            Self::Newer(found) => Error::Newer {
                path: path.to_owned(),
                found,
                known: crate::record::FORMAT,
            },
            Self::Error(error) => error,
        }
    }
}
