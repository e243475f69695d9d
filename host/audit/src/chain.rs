//! What a record has to fit to: the rules of a log, the same for who writes and who verifies.

use crate::event::{Event, Mark};
use crate::json::Value;
use crate::keyring::Keyring;
use crate::merkle::Frontier;
use crate::record::{FORMAT, Record};
use crate::{Code, Digest, Error, Fault, Fingerprint};

/// Why a record was not taken.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It does not fit.
    Fault(Fault),
    /// It is of a newer format.
    Newer(u64),
    /// That could not be found out.
    Error(Error),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// The end of a log.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// The number of the next record.
    pub(crate) seq: u64,
    /// The digest of the last record.
    pub(crate) prev: Digest,
    pub(crate) tree: Frontier,
    /// The key that signs.
    pub(crate) key: Fingerprint,
    /// The segment of the last record; 0 before the first.
    pub(crate) segment: u64,
    /// The log's own number; none before the first record.
    pub(crate) log: Option<Digest>,
    /// Whether the next record begins a segment.
    pub(crate) between: bool,
    /// How many records are covered by a checkpoint, that one included.
    pub(crate) covered: u64,
}

/// The kinds that the rules are about. All others are chained and no more.
pub(crate) const OPEN: &str = "log.open";
pub(crate) const CHECKPOINT: &str = "checkpoint";
pub(crate) const RESUME: &str = "log.resume";
const REFLECTION: &str = "reflection";
pub(crate) const ROTATE: &str = "key.rotate";

/// The reason of a checkpoint that ends a segment.
pub(crate) const SEGMENT_ENDS: &str = "segment";

impl Chain {
    /// A log that has no record yet.
    pub(crate) fn new(key: Fingerprint) -> Self {
        Self {
            seq: 0,
            prev: Digest::ZERO,
            tree: Frontier::default(),
            key,
            segment: 0,
            log: None,
            between: true,
            covered: 0,
        }
    }

    /// Goes on after a checkpoint in `segment`, whose signature is checked. What it says of the records
    /// before it is taken for true.
    pub(crate) fn after(
        checkpoint: &Record<'_>,
        segment: u64,
        keyring: &mut Keyring,
    ) -> Result<Self, Refused> {
        let (size, key) = (whole(checkpoint, "size")?, fingerprint(checkpoint, "key")?);
        let peaks = field(checkpoint, "frontier")?.list();
        let peaks = peaks.and_then(|peaks| {
            let digest = |peak: &Value<'_>| Digest::from_hex(peak.text()?);
            peaks.iter().map(digest).collect::<Option<Vec<_>>>()
        });
        let tree = peaks.and_then(|peaks| Frontier::new(size, peaks));
        let mut chain = Self {
            seq: size,
            prev: checkpoint.prev,
            tree: tree.ok_or(Fault::Root)?,
            log: Some(digest(checkpoint, "log")?),
            segment,
            between: false,
            ..Self::new(key)
        };
        chain.check(checkpoint, keyring)?;
        chain.advance(checkpoint);
        Ok(chain)
    }

    /// Reads the next line and takes it if it fits.
    pub(crate) fn step<'a>(
        &mut self,
        line: &'a [u8],
        keyring: &mut Keyring,
    ) -> Result<Record<'a>, Refused> {
        if self.between {
            // A newer format may differ in all but this.
            if let Some(format) = sniff_format(line).filter(|format| *format > FORMAT) {
                return Err(newer(format, line, &self.key, keyring));
            }
        }
        let record = Record::parse(line).ok_or(Fault::Malformed)?;
        self.check(&record, keyring)?;
        self.advance(&record);
        Ok(record)
    }

    fn check(&self, record: &Record<'_>, keyring: &mut Keyring) -> Result<(), Refused> {
        if record.seq != self.seq {
            let found = record.seq;
            return Err(Fault::OutOfOrder { found }.into());
        }
        if record.prev != self.prev {
            return Err(Fault::Unlinked.into());
        }
        if self.between != (record.kind == OPEN) {
            return Err(Fault::Misplaced.into());
        }
        let mut next = None;
        match record.kind {
            OPEN => self.check_open(record)?,
            CHECKPOINT => self.check_checkpoint(record)?,
            ROTATE => {
                self.trusted(fingerprint(record, "from")?)?;
                next = Some(fingerprint(record, "to")?);
            }
            REFLECTION => {}
            _ => {
                return match record.sig {
                    None => Ok(()),
                    Some(_) => Err(Fault::Unsigned.into()),
                };
            }
        }
        let sig = record.sig.ok_or(Fault::Unsigned)?;
        let signers: Vec<_> = [Some(&self.key), next.as_ref()]
            .into_iter()
            .flatten()
            .collect();
        keyring
            .verify(&signers, sig, record.unsigned().as_bytes())
            .map_err(Refused::Error)??;
        Ok(())
    }

    fn check_open(&self, record: &Record<'_>) -> Result<(), Refused> {
        if whole(record, "format")? != FORMAT {
            return Err(Fault::Malformed.into());
        }
        let log = digest(record, "log")?;
        let same = self.log.is_none_or(|known| known == log);
        if whole(record, "segment")? != self.segment + 1 || !same {
            return Err(Fault::Misplaced.into());
        }
        self.trusted(fingerprint(record, "key")?)
    }

    fn check_checkpoint(&self, record: &Record<'_>) -> Result<(), Refused> {
        self.trusted(fingerprint(record, "key")?)?;
        let peaks = field(record, "frontier")?.list().unwrap_or_default();
        let same_peaks = peaks.len() == self.tree.peaks().len()
            && peaks
                .iter()
                .zip(self.tree.peaks())
                .all(|(said, is)| said.text().and_then(Digest::from_hex).as_ref() == Some(is));
        let good = whole(record, "size")? == self.seq
            && Some(digest(record, "log")?) == self.log
            && digest(record, "root")? == self.tree.root()
            && same_peaks;
        if good {
            Ok(())
        } else {
            Err(Fault::Root.into())
        }
    }

    fn trusted(&self, found: Fingerprint) -> Result<(), Refused> {
        if found == self.key {
            return Ok(());
        }
        let expected = self.key.clone();
        Err(Fault::WrongKey { expected, found }.into())
    }

    /// Takes a record that fits.
    pub(crate) fn advance(&mut self, record: &Record<'_>) {
        self.prev = Digest::of(record.line.as_bytes());
        self.tree.push(record.line.as_bytes());
        self.seq += 1;
        match record.kind {
            OPEN => {
                self.between = false;
                self.segment += 1;
                self.log = digest(record, "log").ok();
            }
            CHECKPOINT => {
                self.covered = self.seq;
                self.between = text(record, "reason") == Some(SEGMENT_ENDS);
            }
            ROTATE => {
                if let Ok(key) = fingerprint(record, "to") {
                    self.key = key;
                }
            }
            _ => {}
        }
    }

    /// The record that covers all before it.
    pub(crate) fn checkpoint(&self, reason: Code) -> Mark {
        Mark::Checkpoint {
            size: self.seq,
            log: self.log.unwrap_or(Digest::ZERO),
            root: self.tree.root(),
            frontier: self.tree.peaks().to_vec(),
            key: self.key.clone(),
            reason,
        }
    }
}

impl Event {
    pub(crate) fn is_signed(&self) -> bool {
        self.kind() == REFLECTION
    }
}

/// The first record of a segment, without the records before it.
pub(crate) struct Opening<'a> {
    /// The segment that it says it begins.
    pub(crate) segment: u64,
    /// The log's number.
    pub(crate) log: Digest,
    key: Fingerprint,
    record: Record<'a>,
}

/// Takes a first line for one of our format, or tells of which one it is. Its signature is still to be checked.
pub(crate) fn opening<'a>(line: &'a [u8], keyring: &mut Keyring) -> Result<Opening<'a>, Refused> {
    if let Some(format) = sniff_format(line).filter(|format| *format > FORMAT) {
        return Err(match claimed_key(line) {
            Some(key) => newer(format, line, &key, keyring),
            None => Refused::Newer(format),
        });
    }
    let record = Record::parse(line).ok_or(Fault::Malformed)?;
    if record.kind != OPEN {
        return Err(Fault::Misplaced.into());
    }
    if whole(&record, "format")? != FORMAT {
        return Err(Fault::Malformed.into());
    }
    Ok(Opening {
        segment: whole(&record, "segment")?,
        log: digest(&record, "log")?,
        key: fingerprint(&record, "key")?,
        record,
    })
}

impl Opening<'_> {
    /// Whether the key that it names signed it.
    pub(crate) fn verify(&self, keyring: &mut Keyring) -> Result<(), Refused> {
        let sig = self.record.sig.ok_or(Fault::Unsigned)?;
        let bytes = self.record.unsigned();
        keyring
            .verify(&[&self.key], sig, bytes.as_bytes())
            .map_err(Refused::Error)??;
        Ok(())
    }
}

/// Whether a line is of a newer format, or one of ours in which the format was changed: then its signature does
/// not fit any more.
fn newer(format: u64, line: &[u8], key: &Fingerprint, keyring: &mut Keyring) -> Refused {
    let signed = Record::parse(line).and_then(|record| Some((record.sig?, record.unsigned())));
    match signed.map(|(sig, bytes)| keyring.verify(&[key], sig, bytes.as_bytes())) {
        None | Some(Ok(Ok(()))) => Refused::Newer(format),
        Some(Ok(Err(fault))) => Refused::Fault(fault),
        Some(Err(error)) => Refused::Error(error),
    }
}

/// The key that a first line names, without believing it.
pub(crate) fn claimed_key(line: &[u8]) -> Option<Fingerprint> {
    let record = Record::parse(line)?;
    fingerprint(&record, "key").ok()
}

/// `format` is the first key of the first record of every segment, in every version.
fn sniff_format(line: &[u8]) -> Option<u64> {
    let digits = line.strip_prefix(br#"{"body":{"format":"#)?;
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}

fn field<'r, 'a>(record: &'r Record<'a>, key: &str) -> Result<&'r Value<'a>, Refused> {
    record.body.get(key).ok_or(Refused::Fault(Fault::Malformed))
}

fn text<'r>(record: &'r Record<'_>, key: &str) -> Option<&'r str> {
    record.body.get(key)?.text()
}

fn whole(record: &Record<'_>, key: &str) -> Result<u64, Refused> {
    let value = record.whole(key);
    value.ok_or(Refused::Fault(Fault::Malformed))
}

fn digest(record: &Record<'_>, key: &str) -> Result<Digest, Refused> {
    text(record, key)
        .and_then(Digest::from_hex)
        .ok_or(Refused::Fault(Fault::Malformed))
}

fn fingerprint(record: &Record<'_>, key: &str) -> Result<Fingerprint, Refused> {
    text(record, key)
        .and_then(|text| Fingerprint::new(text).ok())
        .ok_or(Refused::Fault(Fault::Malformed))
}
