//! The end of a log on disk: found again when it is opened, and followed while others write too.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::against::Checkpoint;
use crate::chain::{self, Chain, Refused};
use crate::keyring::Keyring;
use crate::record::{MAX_LINE, Record, is_torn};
use crate::start::Start;
use crate::{Digest, Error, Fault, Fingerprint, folder};

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
    /// The checkpoint that must be in what is still to be read.
    kept: Option<Checkpoint>,
}

impl Tail {
    /// Begins at `start` with the key that signs there; `kept` is the checkpoint that the log must hold.
    /// [`Tail::follow`] reads the rest.
    pub(crate) fn new(
        log: &Path,
        start: Start,
        key: Fingerprint,
        mut keyring: Keyring,
        mut kept: Option<Checkpoint>,
    ) -> Result<Self, Error> {
        let opening = start.opening.as_deref();
        let opening = opening
            .map(|line| signed_opening(log, start.segments, line, &mut keyring))
            .transpose()?;
        let (mut chain, mut file, mut length) = (Chain::new(key), None, 0);
        if let Some(mut place) = start.at {
            chain = place.chain(log, &mut keyring)?;
            if let Some(wanted) = kept.take() {
                place = place.of(log, &wanted)?;
                chain = place.chain(log, &mut keyring)?;
                // What was searched for and found is as it was kept.
                kept = Some(wanted).filter(|wanted| wanted.size >= chain.seq);
            }
            file = Some(folder::append(&folder::segment(log, place.segment))?);
            length = place.end;
        }
        let mut tail = Self {
            log: log.to_owned(),
            chain,
            keyring,
            file,
            length,
            cut: None,
            kept,
        };
        tail.follow()?;
        let path = folder::segment(log, start.segments.max(1));
        tail.holds_kept(&path)?;
        tail.kept = None;
        // A segment more than the chain leads to, or one of another log.
        let reached = tail.chain.segment + u64::from(tail.chain.between);
        let of_this_log = opening.is_none() || opening == tail.chain.log;
        if reached < start.segments || !of_this_log {
            return Err(broken(&path, tail.chain.seq, Fault::Misplaced));
        }
        Ok(tail)
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
                if !folder::is_there(&path)? {
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
        // A log that was cut stays as it is: it is what shows the cut.
        self.holds_kept(&path)?;
        self.take_out(&line)
    }

    /// Whether what was read holds the kept checkpoint.
    fn holds_kept(&self, path: &Path) -> Result<(), Error> {
        match &self.kept {
            Some(kept) if kept.size >= self.chain.seq => {
                Err(broken(path, self.chain.seq, Fault::Cut))
            }
            Some(kept) => Err(broken(path, kept.size, Fault::Rewritten)),
            None => Ok(()),
        }
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

/// The number of the log that the first line of its last segment names, if the line's signature fits.
fn signed_opening(
    log: &Path,
    segment: u64,
    line: &[u8],
    keyring: &mut Keyring,
) -> Result<Digest, Error> {
    let path = folder::segment(log, segment);
    let seq = Record::parse(line).map_or(0, |record| record.seq);
    let opening = chain::opening(line, keyring).map_err(|refused| refused.at(&path, seq))?;
    opening
        .verify(keyring)
        .map_err(|refused| refused.at(&path, seq))?;
    Ok(opening.log)
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
