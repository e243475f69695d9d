//! A log read without checking it, for people to look at.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::record::{MAX_LINE, Record};
use crate::tail::broken;
use crate::{Error, Fault, folder};

/// A record, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When it was made: RFC 3339, UTC.
    pub time: String,
    /// What it is about, such as `run.start`.
    pub kind: String,
    /// The run that it belongs to, if any.
    pub run_id: Option<String>,
    /// The body: an object in canonical JSON.
    pub body: String,
    /// Whether it carries a signature.
    pub signed: bool,
    /// The whole line, canonical JSON.
    pub line: String,
}

/// The records of a log, oldest first. See [`records`].
#[derive(Debug)]
pub struct Records {
    log: PathBuf,
    segments: std::vec::IntoIter<u64>,
    open: Option<(PathBuf, BufReader<File>)>,
    next: u64,
}

/// Reads a log from its first record on, without checking more than the form of each: [`crate::verify()`]
/// says whether it can be believed. What a stopped writer left half written at the end is not shown.
///
/// # Errors
/// [`Error::None`] if there is no log.
pub fn records(log: &Path) -> Result<Records, Error> {
    let segments = folder::segments(log)?;
    if segments.is_empty() {
        return Err(Error::None {
            folder: log.to_owned(),
        });
    }
    Ok(Records {
        log: log.to_owned(),
        segments: segments.into_iter(),
        open: None,
        next: 0,
    })
}

impl Records {
    fn read(&mut self) -> Result<Option<Entry>, Error> {
        loop {
            let (path, reader) = match &mut self.open {
                Some(open) => open,
                none => {
                    let Some(number) = self.segments.next() else {
                        return Ok(None);
                    };
                    let path = folder::segment(&self.log, number);
                    let file = folder::open(&path)?
                        .ok_or_else(|| broken(&path, self.next, Fault::MissingSegment))?;
                    none.insert((path, BufReader::with_capacity(64 << 10, file)))
                }
            };
            let mut line = Vec::new();
            reader
                .by_ref()
                .take(MAX_LINE as u64 + 1)
                .read_until(b'\n', &mut line)
                .map_err(|source| Error::reading(path, source))?;
            let Some(whole) = line.strip_suffix(b"\n") else {
                if line.len() > MAX_LINE {
                    return Err(broken(path, self.next, Fault::Malformed));
                }
                self.open = None;
                continue;
            };
            let record =
                Record::parse(whole).ok_or_else(|| broken(path, self.next, Fault::Malformed))?;
            self.next = record.seq + 1;
            return Ok(Some(Entry {
                seq: record.seq,
                time: record.time.to_owned(),
                kind: record.kind.to_owned(),
                run_id: record.run_id.map(str::to_owned),
                body: record.body_text().to_owned(),
                signed: record.sig.is_some(),
                line: record.line.to_owned(),
            }));
        }
    }
}

impl Iterator for Records {
    type Item = Result<Entry, Error>;

    /// After an error there is nothing more.
    fn next(&mut self) -> Option<Self::Item> {
        let result = self.read();
        if result.is_err() {
            self.open = None;
            self.segments = Vec::new().into_iter();
        }
        result.transpose()
    }
}
