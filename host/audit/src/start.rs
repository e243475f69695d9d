//! Where reading begins when a log is opened: at the last checkpoint, or at the one that was kept beside it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::against::Checkpoint;
use crate::backwards::{Backwards, Before};
use crate::chain::{self, CHECKPOINT, Chain, Opening, claimed_key};
use crate::folder;
use crate::keyring::Keyring;
use crate::keys::Keys;
use crate::record::{MAX_LINE, Record};
use crate::tail::broken;
use crate::writer::MOST_UNCOVERED;
use crate::{Error, Fault, Fingerprint};

/// Where to begin reading.
#[derive(Default)]
pub(crate) struct Start {
    /// How many segments there are.
    pub(crate) segments: u64,
    /// The key that signs there, if the log says so.
    pub(crate) key: Option<Fingerprint>,
    /// The first line of the last segment, if it has a whole one.
    pub(crate) opening: Option<Vec<u8>>,
    pub(crate) at: Option<Place>,
}

/// A checkpoint in a log.
pub(crate) struct Place {
    pub(crate) segment: u64,
    pub(crate) line: Vec<u8>,
    /// Where its line ends.
    pub(crate) end: u64,
}

/// The key that signs a log now, as the log says: who wants to be sure verifies it.
///
/// # Errors
/// [`Error::None`] if there is no log, or none that says so; [`Error::Newer`] or [`Error::Broken`] if its last
/// segment is not one to go on with.
pub fn current_key(log: &Path, keys: &Path) -> Result<Fingerprint, Error> {
    let none = || Error::None {
        folder: log.to_owned(),
    };
    let _lock = folder::lock_to_read(log)?;
    let mut keyring = Keyring::new(Keys(keys.to_owned()));
    Start::find(log, &mut keyring)?.key.ok_or_else(none)
}

impl Start {
    /// Searches for the last checkpoint. Call it under the lock.
    pub(crate) fn find(log: &Path, keyring: &mut Keyring) -> Result<Self, Error> {
        let numbers = folder::segments(log)?;
        let gap = numbers
            .iter()
            .zip(1..)
            .find(|(number, expected)| *number != expected);
        if let Some((_, missing)) = gap {
            let path = folder::segment(log, missing);
            let seq = begins_at(log, missing)?;
            return Err(broken(&path, seq, Fault::MissingSegment));
        }
        let Some(last) = numbers.last().copied() else {
            if folder::is_there(&log.join(folder::CHECKPOINT))? {
                return Err(broken(&folder::segment(log, 1), 0, Fault::Cut));
            }
            return Ok(Self::default());
        };
        let opening = opening(log, last, keyring)?;
        // A segment that has just begun holds no checkpoint, but then the one before ends with one.
        for segment in [last, last - 1].into_iter().filter(|number| *number > 0) {
            if let Some(place) = last_checkpoint(log, segment)? {
                return Ok(Self {
                    segments: last,
                    key: claimed_key(&place.line),
                    opening,
                    at: Some(place),
                });
            }
        }
        if last > 1 {
            return Err(broken(&folder::segment(log, last - 1), 0, Fault::Malformed));
        }
        Ok(Self {
            segments: last,
            key: opening.as_deref().and_then(claimed_key),
            opening,
            at: None,
        })
    }
}

impl Place {
    /// What the checkpoint here says of the log, if its signature fits.
    pub(crate) fn chain(&self, log: &Path, keyring: &mut Keyring) -> Result<Chain, Error> {
        let path = folder::segment(log, self.segment);
        let record = Record::parse(&self.line).ok_or_else(|| broken(&path, 0, Fault::Malformed))?;
        Chain::after(&record, self.segment, keyring)
            .map_err(|refused| refused.at(&path, record.seq))
    }

    /// The place of `kept` in a log whose last checkpoint is at `self`, if it is there or before.
    pub(crate) fn of(self, log: &Path, kept: &Checkpoint) -> Result<Self, Error> {
        let mut segment = self.segment;
        let mut next = None::<u64>;
        loop {
            let path = folder::segment(log, segment);
            let fail = |source| Error::reading(&path, source);
            let file = open(&path)?;
            let mut lines = if segment == self.segment {
                Backwards::until(file, self.end)
            } else {
                Backwards::new(file).map_err(fail)?
            };
            loop {
                let malformed = || {
                    let seq = next.map_or(0, |next| next.saturating_sub(1));
                    broken(&path, seq, Fault::Malformed)
                };
                let (line, end) = match lines.next().map_err(fail)? {
                    Before::Line(line, end) => (line, end),
                    Before::Nothing => break,
                    Before::TooLong => return Err(malformed()),
                };
                let record = Record::parse(&line).ok_or_else(malformed)?;
                if next.is_some_and(|next| record.seq + 1 != next) {
                    return Err(malformed());
                }
                if record.seq <= kept.size {
                    // Where the last checkpoint is older, the records after it tell.
                    let here = record.seq < kept.size && next.is_none();
                    if !here && !kept.is(&record) {
                        return Err(broken(&path, kept.size, Fault::Rewritten));
                    }
                    return Ok(Self { segment, line, end });
                }
                next = Some(record.seq);
            }
            segment -= 1;
            if segment == 0 {
                return Err(broken(&path, kept.size, Fault::Rewritten));
            }
        }
    }
}

/// The first line of the last segment, which has to begin it. None if no whole line is there: a writer was
/// stopped in the middle of it.
fn opening(log: &Path, segment: u64, keyring: &mut Keyring) -> Result<Option<Vec<u8>>, Error> {
    let path = folder::segment(log, segment);
    let mut line = Vec::new();
    BufReader::new(open(&path)?)
        .take(MAX_LINE as u64 + 1)
        .read_until(b'\n', &mut line)
        .map_err(|source| Error::reading(&path, source))?;
    if line.pop_if(|byte| *byte == b'\n').is_none() {
        return match line.len() > MAX_LINE {
            true => Err(broken(&path, begins_at(log, segment)?, Fault::Malformed)),
            false => Ok(None),
        };
    }
    match chain::opening(&line, keyring) {
        Ok(Opening { segment: said, .. }) if said == segment => Ok(Some(line)),
        Ok(_) => Err(broken(&path, begins_at(log, segment)?, Fault::Misplaced)),
        Err(refused) => Err(refused.at(&path, begins_at(log, segment)?)),
    }
}

/// The number of the first record in a segment, as far as the one before it tells.
fn begins_at(log: &Path, segment: u64) -> Result<u64, Error> {
    let path = folder::segment(log, segment.saturating_sub(1));
    let Some(file) = folder::open(&path)? else {
        return Ok(0);
    };
    let last = Backwards::new(file).and_then(|mut lines| lines.next());
    Ok(
        match last.map_err(|source| Error::reading(&path, source))? {
            Before::Line(line, _) => Record::parse(&line).map_or(0, |record| record.seq + 1),
            Before::Nothing | Before::TooLong => 0,
        },
    )
}

/// The last whole line that is a checkpoint.
fn last_checkpoint(log: &Path, segment: u64) -> Result<Option<Place>, Error> {
    let path = folder::segment(log, segment);
    let fail = |source| Error::reading(&path, source);
    let mut lines = Backwards::new(open(&path)?).map_err(fail)?;
    let mut seq = 0;
    for _ in 0..=MOST_UNCOVERED {
        let (line, end) = match lines.next().map_err(fail)? {
            Before::Line(line, end) => (line, end),
            Before::Nothing => return Ok(None),
            Before::TooLong => return Err(broken(&path, seq, Fault::Malformed)),
        };
        if let Some(record) = Record::parse(&line) {
            if record.kind == CHECKPOINT {
                return Ok(Some(Place { segment, line, end }));
            }
            seq = record.seq;
        }
    }
    Err(broken(&path, seq, Fault::Uncovered))
}

fn open(path: &Path) -> Result<File, Error> {
    folder::open(path)?.ok_or_else(|| broken(path, 0, Fault::MissingSegment))
}
