//! What is on its way into the folder: under a hidden name first, under its own once it is complete.

use std::fs::File;
use std::io::{Read, Write};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempDir};

use super::{ModelStore, Progress, Pulled};
use crate::Error;
use crate::digest;
use crate::engine::Cancel;

const FILE: &str = ".incoming-";
const FOLDER: &str = ".pull-";

/// No copy or download goes that long without a change to what it writes.
const STALE: Duration = Duration::from_hours(24);

impl ModelStore {
    /// A temporary file in the folder, so that it can be renamed into place. It is removed if it is not.
    pub(crate) fn incoming(&self) -> Result<NamedTempFile, Error> {
        self.prepare()
            .and_then(|()| {
                tempfile::Builder::new()
                    .prefix(FILE)
                    .tempfile_in(&self.folder)
            })
            .map_err(|error| self.unwritable(&error))
    }

    /// A temporary folder in the folder. It is removed with all that is in it.
    pub(crate) fn work_folder(&self) -> Result<TempDir, Error> {
        self.prepare()
            .and_then(|()| {
                tempfile::Builder::new()
                    .prefix(FOLDER)
                    .tempdir_in(&self.folder)
            })
            .map_err(|error| self.unwritable(&error))
    }

    /// Copies at most `total` bytes and returns their digest.
    pub(crate) fn copy(
        &self,
        source: impl Read,
        incoming: &mut NamedTempFile,
        total: u64,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
        unreadable: &dyn Fn(std::io::Error) -> Error,
    ) -> Result<String, Error> {
        let mut source = source.take(total);
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1024 * 1024];
        let mut bytes = 0;
        loop {
            if cancel.is_set() {
                return Err(Error::Interrupted);
            }
            let read = source.read(&mut buffer).map_err(unreadable)?;
            if read == 0 {
                return Ok(digest::hex(&hasher.finalize()));
            }
            hasher.update(&buffer[..read]);
            incoming
                .write_all(&buffer[..read])
                .map_err(|error| self.unwritable(&error))?;
            bytes += read as u64;
            progress(Progress { bytes, total });
        }
    }

    /// Gives a complete file its name, once it is on the disk.
    pub(crate) fn place(
        &self,
        incoming: NamedTempFile,
        name: &str,
        sha256: &str,
    ) -> Result<Pulled, Error> {
        let path = self.path_of(name);
        incoming
            .as_file()
            .sync_all()
            .map_err(|error| self.unwritable(&error))?;
        let placed = match incoming.persist_noclobber(&path) {
            Ok(_) => Pulled::Fetched(path.clone()),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                if digest::sha256_file(&path, Some(&self.digest_cache()))? != sha256 {
                    return Err(Error::ModelExists {
                        name: name.to_owned(),
                    });
                }
                return Ok(Pulled::Present(path));
            }
            Err(error) => return Err(self.unwritable(&error.error)),
        };
        // The rename itself. A folder that cannot be synchronised still holds the file.
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        digest::remember(&path, &self.digest_cache(), sha256);
        Ok(placed)
    }

    pub(crate) fn unwritable(&self, error: &std::io::Error) -> Error {
        Error::StoreUnwritable {
            path: self.folder.clone(),
            cause: error.to_string(),
        }
    }

    /// Makes the folder, and removes what a process that was killed has left in it.
    fn prepare(&self) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        for entry in std::fs::read_dir(&self.folder)?.filter_map(Result::ok) {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let ours = name.starts_with(FILE) || name.starts_with(FOLDER);
            // What cannot be looked at or removed now can be another time.
            if ours && let Ok(metadata) = entry.metadata() {
                let age = metadata.modified().ok().and_then(|at| at.elapsed().ok());
                if age.is_some_and(|age| age > STALE) {
                    let _ = if metadata.is_dir() {
                        std::fs::remove_dir_all(entry.path())
                    } else {
                        std::fs::remove_file(entry.path())
                    };
                }
            }
        }
        Ok(())
    }
}
