//! The files of a log: their names, their rights, their lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::Error;

/// Held while a group of records is written, so that processes take turns.
const LOCK: &str = "lock";

/// The secret behind salted digests.
pub(crate) const SALT: &str = "salt";

/// A copy of the newest checkpoint, so that a cut of the log alone shows.
pub(crate) const CHECKPOINT: &str = "checkpoint.json";

/// A group takes milliseconds to write; who waits this long waits for a stopped process.
const PATIENCE: Duration = Duration::from_secs(20);

/// The file of segment `number`, counted from 1.
pub(crate) fn segment(log: &Path, number: u64) -> PathBuf {
    log.join(format!("{number:08}.jsonl"))
}

/// The numbers of the segments that are there, in order.
pub(crate) fn segments(log: &Path) -> Result<Vec<u64>, Error> {
    let fail = |source| Error::reading(log, source);
    let entries = match fs::read_dir(log) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let name = entry.map_err(fail)?.file_name();
        let stem = name.to_str().and_then(|name| name.strip_suffix(".jsonl"));
        let number = stem.and_then(|stem| stem.parse::<u64>().ok());
        numbers.extend(number.filter(|number| segment(log, *number).file_name() == Some(&name)));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Whether a file is there. Only a regular one is a file: whoever opens a pipe waits for somebody at its other
/// end, and a device may never end.
pub(crate) fn is_there(path: &Path) -> Result<bool, Error> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(Error::not_a_file(path, "it is no regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::reading(path, error)),
    }
}

/// Opens a file to read, if it is there.
pub(crate) fn open(path: &Path) -> Result<Option<File>, Error> {
    if !is_there(path)? {
        return Ok(None);
    }
    let file = File::open(path).map_err(|source| Error::reading(path, source))?;
    Ok(Some(file))
}

/// All of a file of at most `max` bytes, if it is there.
pub(crate) fn read(path: &Path, max: usize) -> Result<Option<Vec<u8>>, Error> {
    let Some(file) = open(path)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    // One byte more than is accepted shows that there is more.
    file.take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| Error::reading(path, source))?;
    if bytes.len() > max {
        return Err(Error::not_a_file(path, "it is too large"));
    }
    Ok(Some(bytes))
}

/// The permissions of a file or folder, if they let others in.
pub(crate) fn exposed(path: &Path) -> Result<Option<u32>, Error> {
    #[cfg(unix)]
    {
        let about = fs::metadata(path).map_err(|source| Error::reading(path, source))?;
        let mode = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777;
        Ok((mode & 0o077 != 0).then_some(mode))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(None)
    }
}

/// Makes a folder that only its owner can use.
pub(crate) fn make(folder: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|source| Error::writing(folder, source))
}

/// Opens a file to append to; made with owner-only rights if it is new.
pub(crate) fn append(path: &Path) -> Result<File, Error> {
    is_there(path)?;
    let mut options = OpenOptions::new();
    options.append(true).read(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map_err(|source| Error::writing(path, source))
}

/// A file in `folder` that becomes visible with [`put`]. Owner-only.
pub(crate) fn temporary(folder: &Path) -> Result<NamedTempFile, Error> {
    NamedTempFile::new_in(folder).map_err(|source| Error::writing(folder, source))
}

/// Gives a temporary file its name, all of it or not at all, and sees that it lasts.
pub(crate) fn put(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    replace(file, path)?;
    sync(path.parent().unwrap_or(path))
}

/// As [`put`], but if the power fails, what was there before may be there again.
pub(crate) fn replace(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    let fail = |source| Error::writing(path, source);
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Makes the names in a folder last.
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    // Only unix can sync a folder, and only there it is needed.
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|source| Error::writing(folder, source))?;
    }
    Ok(())
}

/// The right to write, given back when dropped.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "closing the file unlocks it")] File);

/// Waits for the right to write.
pub(crate) fn lock(log: &Path) -> Result<Lock, Error> {
    let file = append(&log.join(LOCK))?;
    wait(log, || file.try_lock())?;
    Ok(Lock(file))
}

/// Waits until nobody writes. None where a log has no lock, as a copy of one, or none can be taken: who
/// reads there reads a log that nobody writes.
pub(crate) fn lock_to_read(log: &Path) -> Result<Option<Lock>, Error> {
    let path = log.join(LOCK);
    // A file that may not be opened is as good as none.
    let Some(file) = is_there(&path)?.then(|| File::open(&path).ok()).flatten() else {
        return Ok(None);
    };
    wait(log, || file.try_lock_shared())?;
    Ok(Some(Lock(file)))
}

fn wait(log: &Path, mut attempt: impl FnMut() -> Result<(), TryLockError>) -> Result<(), Error> {
    let until = Instant::now() + PATIENCE;
    let mut pause = Duration::from_micros(50);
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(source)) => {
                return Err(Error::reading(&log.join(LOCK), source));
            }
            Err(TryLockError::WouldBlock) if Instant::now() >= until => {
                return Err(Error::Busy {
                    folder: log.to_owned(),
                });
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
        }
        pause = (pause * 2).min(Duration::from_millis(5));
    }
}
