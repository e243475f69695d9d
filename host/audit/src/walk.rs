//! A log read from its first record to its last, each record checked before it is shown.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::against::Checkpoint;
use crate::chain::{Chain, Refused};
use crate::keyring::Keyring;
use crate::record::{MAX_LINE, Record, is_torn};
use crate::tail::broken;
use crate::{Digest, Error, Fault, folder};

/// Reading ahead more does not make it faster.
const BUFFER: usize = 256 << 10;

/// The segments of a log, and how much of each was written when it was looked at.
pub(crate) struct Walk {
    log: PathBuf,
    segments: Vec<(u64, u64)>,
    /// Checkpoints that the log must agree with.
    pub(crate) against: Vec<Checkpoint>,
    pub(crate) keyring: Keyring,
    pub(crate) chain: Chain,
    /// How much at the end a stopped writer left half written, in bytes.
    pub(crate) torn: u64,
}

impl Walk {
    /// Looks at a log while nobody writes to it. What is written later is not walked over.
    pub(crate) fn new(log: &Path, keyring: Keyring, chain: Chain) -> Result<Self, Error> {
        let segments = folder::segments(log)?
            .into_iter()
            .map(|number| {
                let path = folder::segment(log, number);
                folder::is_there(&path)?;
                let about = fs::metadata(&path).map_err(|source| Error::reading(&path, source))?;
                Ok((number, about.len()))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        if segments.is_empty() {
            return Err(Error::None {
                folder: log.to_owned(),
            });
        }
        Ok(Self {
            log: log.to_owned(),
            segments,
            against: Vec::new(),
            keyring,
            chain,
            torn: 0,
        })
    }

    /// Shows every record to `visit`, until one is wrong.
    pub(crate) fn run(
        &mut self,
        visit: &mut dyn FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let segments = std::mem::take(&mut self.segments);
        let count = segments.len();
        for (index, (number, length)) in segments.into_iter().enumerate() {
            let expected = index as u64 + 1;
            if number != expected {
                let path = folder::segment(&self.log, expected);
                return Err(broken(&path, self.chain.seq, Fault::MissingSegment));
            }
            self.segment(number, length, index + 1 == count, visit)?;
        }
        if let Some(beyond) = self
            .against
            .iter()
            .find(|older| older.size >= self.chain.seq)
        {
            debug_assert!(beyond.size >= self.chain.seq);
            let path = folder::segment(&self.log, self.chain.segment.max(1));
            return Err(broken(&path, self.chain.seq, Fault::Cut));
        }
        Ok(())
    }

    fn segment(
        &mut self,
        number: u64,
        length: u64,
        last: bool,
        visit: &mut dyn FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let path = folder::segment(&self.log, number);
        let fail = |source| Error::reading(&path, source);
        let file = folder::open(&path)?
            .ok_or_else(|| broken(&path, self.chain.seq, Fault::MissingSegment))?;
        let mut lines = Lines(BufReader::with_capacity(BUFFER, file.take(length)));
        let mut line = Vec::with_capacity(4096);
        let mut first = true;
        while lines.next(&mut line).map_err(fail)? {
            let seq = self.chain.seq;
            let Some(whole) = line.strip_suffix(b"\n") else {
                if !last || line.len() > MAX_LINE || !is_torn(&line) {
                    return Err(broken(&path, seq, Fault::Malformed));
                }
                self.torn = line.len() as u64;
                return Ok(());
            };
            if self.chain.between != first {
                return Err(broken(&path, seq, Fault::Misplaced));
            }
            first = false;
            if let Err(refused) = self.step(whole, visit) {
                return Err(match refused {
                    Refused::Fault(Fault::Unlinked) => {
                        let mut next = Vec::new();
                        let more = lines.next(&mut next).map_err(fail)?;
                        self.unlinked(&path, whole, more.then_some(next.as_slice()))
                    }
                    refused => refused.at(&path, seq),
                });
            }
        }
        // Only the last segment may go on.
        if !last && !self.chain.between {
            return Err(broken(&path, self.chain.seq, Fault::Misplaced));
        }
        Ok(())
    }

    fn step(
        &mut self,
        line: &[u8],
        visit: &mut dyn FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Refused> {
        let due = self
            .against
            .iter()
            .any(|older| older.size == self.chain.seq);
        let before = due.then(|| self.chain.tree.clone());
        let record = self.chain.step(line, &mut self.keyring)?;
        if let Some(tree) = before {
            for older in self.against.iter().filter(|older| older.size == record.seq) {
                older.agrees(&tree, &record)?;
            }
        }
        visit(&record).map_err(Refused::Error)
    }

    /// A record that does not hold the digest of the one before: one of the two was changed. If the record
    /// after it, or its own signature, says that this one is whole, it was the one before.
    fn unlinked(&mut self, path: &Path, line: &[u8], next: Option<&[u8]>) -> Error {
        let seq = self.chain.seq;
        let vouched = match next {
            Some(next) => Record::parse(next.strip_suffix(b"\n").unwrap_or(next))
                .is_some_and(|next| next.prev == Digest::of(line)),
            None => Record::parse(line).is_some_and(|record| {
                let key = self.chain.key.clone();
                let unsigned = record.unsigned();
                record.sig.is_some_and(|sig| {
                    let result = self.keyring.verify(&[&key], sig, unsigned.as_bytes());
                    matches!(result, Ok(Ok(())))
                })
            }),
        };
        if !vouched || seq == 0 {
            return broken(path, seq, Fault::Unlinked);
        }
        let path = if self.chain.between {
            folder::segment(&self.log, self.chain.segment)
        } else {
            path.to_owned()
        };
        broken(&path, seq - 1, Fault::Changed)
    }
}

/// Lines of bounded length.
struct Lines<R>(BufReader<R>);

impl<R: Read> Lines<R> {
    /// The next line with its end, which the last may lack, as may one that is too long. False at the end.
    fn next(&mut self, line: &mut Vec<u8>) -> std::io::Result<bool> {
        line.clear();
        let mut bounded = (&mut self.0).take(MAX_LINE as u64 + 1);
        Ok(bounded.read_until(b'\n', line)? > 0)
    }
}
