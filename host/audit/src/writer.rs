//! The one thread that writes: takes what waits, writes it as a group, acknowledges it.

use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::against::Checkpoint;
use crate::chain::SEGMENT_ENDS;
use crate::event::Mark;
use crate::folder::{self, CHECKPOINT, Lock};
use crate::json::Value;
use crate::key::Key;
use crate::keyring::Keyring;
use crate::keys::Keys;
use crate::log::LogOptions;
use crate::queue::{Job, Message, Receipt};
use crate::record::{Draft, FORMAT, MAX_LINE, Record};
use crate::salt::{Salt, random};
use crate::start::Start;
use crate::tail::{Tail, broken};
use crate::{Code, Error, Fault, Fingerprint, time};

/// How many records are written at once. More would make others wait for the lock.
const GROUP: usize = 1024;

/// After how many records a checkpoint is due at the latest, whatever the settings say. More would make it long
/// to find the last one again.
pub const MOST_RECORDS: u64 = 16_384;

/// How many records without a checkpoint can stand at the end of a log: those, the group that made them too
/// many, and what a group begins with.
pub(crate) const MOST_UNCOVERED: u64 = MOST_RECORDS + 2 * GROUP as u64;

/// How many records at most say what was found.
const MOST_FOUND: usize = 16;

/// The reasons of checkpoints that a caller wants.
const ASK: &str = "ask";
const CLOSE: &str = "close";

/// The state of the writing thread.
pub(crate) struct Writer {
    options: LogOptions,
    keys: Keys,
    key: Key,
    tail: Tail,
    /// Lines that are composed and not yet written.
    pending: String,
    /// The newest composed checkpoint, to be kept beside the log.
    newest: Option<String>,
    /// The records that no checkpoint covers and that others wrote, in order.
    found: Vec<Range<u64>>,
    /// When the oldest record of ours that no checkpoint covers was written.
    uncovered_since: Option<Instant>,
    /// Why nothing can be written any more.
    failed: Option<Error>,
}

impl Writer {
    /// Finds the log's end, or begins a log.
    pub(crate) fn open(options: LogOptions) -> Result<(Self, Salt), Error> {
        folder::make(&options.folder)?;
        let lock = folder::lock(&options.folder)?;
        let keys = Keys(options.keys.clone());
        let mut keyring = Keyring::new(keys.clone());
        let start = Start::find(&options.folder, &mut keyring)?;
        let begun = start.segments > 0;
        let key = keys.signer(options.key.as_deref(), start.key.as_ref())?;
        keyring.add(key.cert.clone());
        let kept = Checkpoint::kept(&options.folder, &mut keyring)?;
        let fingerprint = key.fingerprint.clone();
        let tail = Tail::new(&options.folder, start, fingerprint, keyring, kept)?;
        let salt = Salt::of(&options.folder, begun)?;
        let mut found = Vec::new();
        find(&mut found, tail.chain.covered..tail.chain.seq);
        let mut writer = Self {
            options,
            keys,
            key,
            tail,
            pending: String::new(),
            newest: None,
            found,
            uncovered_since: None,
            failed: None,
        };
        writer.follow(&lock)?;
        if writer.tail.chain.seq == 0 || writer.tail.cut.is_some() {
            writer.write(&lock, |_| Ok(()))?;
        }
        Ok((writer, salt))
    }

    /// Serves until the log is closed.
    pub(crate) fn serve(mut self, messages: &Receiver<Message>) {
        let mut left = None;
        loop {
            let message = match left.take() {
                Some(message) => message,
                None => match messages.recv_timeout(self.patience()) {
                    Ok(message) => message,
                    Err(RecvTimeoutError::Timeout) => {
                        // If it fails, so does the next append, which has somebody to tell.
                        self.uncovered_since = None;
                        let _ = self.checkpoint("time");
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                },
            };
            match message {
                Message::Record(job) => {
                    let (jobs, next) = gather(*job, messages, self.options.linger);
                    // A checkpoint that is wanted next joins the group: one fsync instead of two.
                    let reason = next.as_ref().and_then(covers);
                    left = next;
                    self.commit(&jobs, reason);
                }
                // An answer that nobody waits for is no loss.
                Message::Checkpoint(done) => drop(done.send(self.checkpoint(ASK))),
                Message::Rotate(path, done) => drop(done.send(self.rotate(path.as_deref()))),
                Message::Close(done) => {
                    let _ = done.send(self.checkpoint(CLOSE).map(|_| ()));
                    return;
                }
            }
        }
    }

    /// How long nothing has to be done.
    fn patience(&self) -> Duration {
        let interval = self.options.checkpoint_interval;
        self.uncovered_since
            .map_or(Duration::from_secs(86_400), |since| {
                interval.saturating_sub(since.elapsed())
            })
    }

    /// Writes a group and tells everybody who waits.
    fn commit(&mut self, jobs: &[Job], cover: Option<&str>) {
        let result = self.locked(|writer, lock| {
            writer.write(lock, |writer| {
                let mut receipts = Vec::with_capacity(jobs.len());
                for job in jobs {
                    receipts.push(match writer.record(job) {
                        // No reason to lose the others.
                        Err(error @ Error::TooLarge { .. }) => Err(error),
                        result => Ok(result?),
                    });
                }
                if let Some(reason) = cover {
                    writer.cover(reason)?;
                }
                Ok(receipts)
            })
        });
        for (index, job) in jobs.iter().enumerate() {
            let answer = match &result {
                Ok(receipts) => receipts.get(index).cloned().unwrap_or(Err(Error::Closed)),
                Err(error) => Err(error.clone()),
            };
            // Who dropped the ticket does not want to know.
            let _ = job.done.send(answer);
        }
    }

    /// Covers all records, if some are not.
    fn checkpoint(&mut self, reason: &str) -> Result<Receipt, Error> {
        self.locked(|writer, lock| {
            if writer.tail.chain.covered == writer.tail.chain.seq {
                writer.uncovered_since = None;
                return Ok(Receipt {
                    seq: writer.tail.chain.seq.saturating_sub(1),
                    digest: writer.tail.chain.prev,
                });
            }
            writer.write(lock, |writer| writer.cover(reason))
        })
    }

    fn rotate(&mut self, path: Option<&Path>) -> Result<Fingerprint, Error> {
        let mut next = match path {
            Some(path) => self.keys.read(path)?,
            None => self.keys.generate()?,
        };
        if next.fingerprint == self.key.fingerprint {
            return Ok(next.fingerprint);
        }
        self.keys.publish(&next.cert)?;
        self.locked(|writer, lock| {
            let fingerprint = next.fingerprint.clone();
            let result = writer.write(lock, |writer| {
                let mark = Mark::Rotate {
                    from: writer.key.fingerprint.clone(),
                    to: next.fingerprint.clone(),
                };
                writer.signed_mark(&mark, Some(&mut next))?;
                std::mem::swap(&mut writer.key, &mut next);
                writer.cover("key")
            });
            if result.is_err() && writer.key.fingerprint == fingerprint {
                std::mem::swap(&mut writer.key, &mut next);
            }
            result.map(|_| fingerprint)
        })
    }

    /// Does something under the lock, at the true end of the log.
    fn locked<T>(
        &mut self,
        act: impl FnOnce(&mut Self, &Lock) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let lock = folder::lock(&self.options.folder)?;
        self.follow(&lock)?;
        act(self, &lock)
    }

    fn follow(&mut self, _: &Lock) -> Result<(), Error> {
        let before = self.tail.chain.seq;
        self.tail.follow()?;
        let chain = &self.tail.chain;
        if chain.covered > before {
            // Another writer covered them all, and said of ours that it found them.
            self.found.clear();
        }
        find(&mut self.found, before.max(chain.covered)..chain.seq);
        if self.tail.chain.key != self.key.fingerprint {
            // Another process changed the key.
            let given = self.options.key.as_deref();
            self.key = self.keys.signer(given, Some(&self.tail.chain.key))?;
        }
        Ok(())
    }

    /// Composes lines and writes them: all or none.
    fn write<T>(
        &mut self,
        _: &Lock,
        compose: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !self.tail.chain.between && self.tail.length >= self.options.segment_bytes {
            self.group(|writer| writer.cover(SEGMENT_ENDS))?;
            (self.tail.file, self.tail.length) = (None, 0);
        }
        let result = self.group(|writer| {
            writer.begin()?;
            let result = compose(writer)?;
            let chain = &writer.tail.chain;
            let most = writer.options.checkpoint_records.min(MOST_RECORDS);
            if chain.seq - chain.covered >= most {
                writer.cover("count")?;
            }
            Ok(result)
        })?;
        self.tail.cut = None;
        if let Some(line) = self.newest.take() {
            // The records are on disk, and the copy before stays true: no reason to tell that they are not.
            let _ = self.keep(&line);
        }
        let open = self.tail.chain.covered < self.tail.chain.seq;
        self.uncovered_since = open.then(|| self.uncovered_since.unwrap_or_else(Instant::now));
        Ok(result)
    }

    /// What has to stand before other records: a segment's first, and what was taken out.
    fn begin(&mut self) -> Result<(), Error> {
        if self.tail.chain.between {
            let mark = Mark::Open {
                format: FORMAT,
                segment: self.tail.chain.segment + 1,
                log: self.tail.chain.log.unwrap_or_else(random),
                key: self.key.fingerprint.clone(),
            };
            self.signed_mark(&mark, None)?;
        }
        if let Some((bytes, sha256)) = self.tail.cut {
            let mark = Mark::Seal { bytes, sha256 };
            self.line(mark.kind(), &mark.body(), None, &time::now(), None)?;
        }
        Ok(())
    }

    /// One write and one fsync for all that `compose` composes; if that fails, as if nothing had been.
    fn group<T>(
        &mut self,
        compose: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let before = (self.tail.chain.clone(), self.found.clone());
        let path = self.tail.path();
        self.pending.clear();
        let result = compose(self).and_then(|result| {
            self.flush(&path)?;
            Ok(result)
        });
        if result.is_err() {
            (self.tail.chain, self.found) = before;
            self.newest = None;
            if let Err(error) = self.tail.truncate() {
                self.failed = Some(error);
            }
        }
        result
    }

    fn flush(&mut self, path: &Path) -> Result<(), Error> {
        let fail = |source| Error::writing(path, source);
        if self.pending.is_empty() {
            return Ok(());
        }
        let new = self.tail.file.is_none();
        if new {
            self.tail.file = Some(folder::append(path)?);
        }
        let Some(file) = &mut self.tail.file else {
            return Err(Error::Closed);
        };
        file.write_all(self.pending.as_bytes()).map_err(fail)?;
        if let Err(source) = file.sync_data() {
            // What is on disk is unknown from here on: only a new look at it can tell.
            let error = fail(source);
            self.failed = Some(error.clone());
            return Err(error);
        }
        if new {
            folder::sync(&self.options.folder)?;
        }
        self.tail.length += self.pending.len() as u64;
        Ok(())
    }

    fn record(&mut self, job: &Job) -> Result<Receipt, Error> {
        let signers = job.event.is_signed().then_some(None);
        let body = job.event.body();
        self.line(job.event.kind(), &body, job.run_id, &job.time, signers)
    }

    /// Signs for all records, and says of those that others wrote that they were only found.
    fn cover(&mut self, reason: &str) -> Result<Receipt, Error> {
        for range in std::mem::take(&mut self.found) {
            let mark = Mark::Resume {
                first: range.start,
                count: range.end - range.start,
            };
            self.line(mark.kind(), &mark.body(), None, &time::now(), None)?;
        }
        let reason = Code::new(reason).map_err(|_| Error::Closed)?;
        let mark = self.tail.chain.checkpoint(reason);
        let from = self.pending.len();
        let receipt = self.signed_mark(&mark, None)?;
        self.newest = Some(self.pending[from..].to_owned());
        Ok(receipt)
    }

    fn signed_mark(&mut self, mark: &Mark, second: Option<&mut Key>) -> Result<Receipt, Error> {
        self.line(mark.kind(), &mark.body(), None, &time::now(), Some(second))
    }

    /// Composes a line. `signers`: none for a record that is not signed, else the key that signs after ours,
    /// if one does.
    fn line(
        &mut self,
        kind: &'static str,
        body: &Value<'_>,
        run_id: Option<Uuid>,
        time: &str,
        signers: Option<Option<&mut Key>>,
    ) -> Result<Receipt, Error> {
        let seq = self.tail.chain.seq;
        let draft = Draft {
            body,
            kind,
            prev: self.tail.chain.prev,
            run_id,
            seq,
            time,
        };
        let mut line = draft.unsigned();
        if let Some(second) = signers {
            let sig = self.key.sign(line.as_bytes(), second)?;
            line = draft.with_signature(line, &sig);
        }
        if line.len() > MAX_LINE {
            return Err(Error::TooLarge {
                kind,
                bytes: line.len(),
                max: MAX_LINE,
            });
        }
        // What could not be read back is not written.
        let record = Record::parse(line.as_bytes())
            .ok_or_else(|| broken(&self.tail.path(), seq, Fault::Malformed))?;
        self.tail.chain.advance(&record);
        self.pending.push_str(&line);
        self.pending.push('\n');
        Ok(Receipt {
            seq,
            digest: self.tail.chain.prev,
        })
    }

    /// Keeps a copy of a checkpoint beside the log. It need not last: the one before stays true.
    fn keep(&self, line: &str) -> Result<(), Error> {
        let path = self.options.folder.join(CHECKPOINT);
        let mut file = folder::temporary(&self.options.folder)?;
        file.write_all(line.as_bytes())
            .map_err(|source| Error::writing(&path, source))?;
        folder::replace(file, &path)
    }
}

/// Notes that others wrote these records. Of too many ranges the last grows over what is between: it is no less
/// true that nobody vouches for it.
fn find(found: &mut Vec<Range<u64>>, range: Range<u64>) {
    let full = found.len() == MOST_FOUND;
    match found.last_mut() {
        _ if range.is_empty() => {}
        Some(last) if full => last.end = range.end,
        _ => found.push(range),
    }
}

/// The reason of the checkpoint that a message wants.
fn covers(message: &Message) -> Option<&'static str> {
    match message {
        Message::Checkpoint(_) => Some(ASK),
        Message::Close(_) => Some(CLOSE),
        Message::Record(_) | Message::Rotate(..) => None,
    }
}

/// Takes what waits, and what comes while nobody waits; also the first message that is no record.
fn gather(
    first: Job,
    messages: &Receiver<Message>,
    linger: Duration,
) -> (Vec<Job>, Option<Message>) {
    let until = Instant::now() + linger;
    let mut urgent = first.urgent;
    let mut jobs = vec![first];
    while jobs.len() < GROUP {
        let left = if urgent {
            Duration::ZERO
        } else {
            until.saturating_duration_since(Instant::now())
        };
        match messages.recv_timeout(left) {
            Ok(Message::Record(job)) => {
                urgent |= job.urgent;
                jobs.push(*job);
            }
            Ok(other) => return (jobs, Some(other)),
            Err(_) => break,
        }
    }
    (jobs, None)
}
