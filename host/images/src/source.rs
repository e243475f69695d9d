//! Reading a picture's bytes, once: what was read is what is hashed and decoded, whatever becomes of the file.

use std::fs::{File, FileType};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;

use crate::Error;

/// The bytes of a regular file, if there are at most `most` of them.
///
/// # Errors
/// [`Error::Missing`], [`Error::NotAFile`] for a folder, a pipe, a device or a socket, [`Error::Inaccessible`],
/// [`Error::Empty`], [`Error::TooLarge`].
pub fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Error::Missing {
            path: path.to_owned(),
        },
        _ => Error::Inaccessible {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    };
    // Before it is opened: opening a device may do something.
    refuse_others(path, std::fs::metadata(path).map_err(failed)?.file_type())?;
    // And after, since it may have become another one; opening a pipe must not wait for who writes to it.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let file = File::options()
        .read(true)
        .custom_flags(flags)
        .open(path)
        .map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    refuse_others(path, about.file_type())?;
    if about.len() > most {
        return Err(Error::TooLarge { most });
    }
    let room = usize::try_from(about.len()).unwrap_or(0);
    bounded(file, room, most).map_err(failed)?
}

/// The bytes of a stream, if there are at most `most` of them. `name` is for messages.
///
/// # Errors
/// [`Error::Inaccessible`], [`Error::Empty`], [`Error::TooLarge`].
pub fn read_stream(name: &Path, source: impl Read, most: u64) -> Result<Vec<u8>, Error> {
    bounded(source, 0, most).map_err(|error| Error::Inaccessible {
        path: name.to_owned(),
        reason: error.to_string(),
    })?
}

fn bounded(source: impl Read, room: usize, most: u64) -> io::Result<Result<Vec<u8>, Error>> {
    let mut bytes = Vec::with_capacity(room.saturating_add(1));
    // A file may grow while it is read.
    source
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(match bytes.len() as u64 {
        0 => Err(Error::Empty),
        read if read > most => Err(Error::TooLarge { most }),
        _ => Ok(bytes),
    })
}

fn refuse_others(path: &Path, kind: FileType) -> Result<(), Error> {
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_char_device() || kind.is_block_device() {
        "a device"
    } else {
        "no regular file"
    };
    Err(Error::NotAFile {
        path: path.to_owned(),
        what,
    })
}
