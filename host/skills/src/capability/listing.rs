//! What is in a folder, read as the guest asks for it: however much that is, the host holds a little of it.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{AtFlags, Dir, DirEntry, FileType, Mode, OFlags};
use wasmtime_wasi::p2::bindings::filesystem::types::{DescriptorType, DirectoryEntry, ErrorCode};
use wasmtime_wasi::runtime::spawn_blocking;

/// Listings that a guest may have open at once: each takes a buffer and a handle of the host's.
pub(crate) const MOST_LISTINGS: usize = 8;
/// Entries read at once.
const AT_ONCE: usize = 128;

type Entry = Result<DirectoryEntry, ErrorCode>;

/// A folder that is being listed. Clones are the same listing.
#[derive(Clone)]
pub(crate) struct Listing(Arc<Mutex<Reading>>);

struct Reading {
    folder: Dir,
    read: VecDeque<Entry>,
}

impl Listing {
    /// Begins to list `folder`.
    pub(crate) async fn begin(folder: Arc<File>) -> Result<Self, ErrorCode> {
        spawn_blocking(move || {
            // The handle that a guest has need not be one that can be read.
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            let folder = rustix::fs::openat(&*folder, ".", flags, Mode::empty())
                .and_then(Dir::new)
                .map_err(std::io::Error::from)?;
            let read = VecDeque::new();
            Ok(Self(Arc::new(Mutex::new(Reading { folder, read }))))
        })
        .await
    }

    /// The next entry; none: there are no more.
    pub(crate) async fn next(&self) -> Option<Entry> {
        let lock = |listing: &Self| {
            let mut reading = listing.0.lock().unwrap_or_else(PoisonError::into_inner);
            reading.read.pop_front()
        };
        if let Some(entry) = lock(self) {
            return Some(entry);
        }
        let listing = self.clone();
        spawn_blocking(move || {
            let mut reading = listing.0.lock().unwrap_or_else(PoisonError::into_inner);
            reading.read_some();
            reading.read.pop_front()
        })
        .await
    }
}

impl Reading {
    fn read_some(&mut self) {
        while self.read.len() < AT_ONCE {
            let entry = match self.folder.next() {
                None => return,
                Some(Ok(entry)) if matches!(entry.file_name().to_bytes(), b"." | b"..") => continue,
                Some(Ok(entry)) => self.entry(&entry),
                Some(Err(error)) => Err(std::io::Error::from(error).into()),
            };
            self.read.push_back(entry);
        }
    }

    fn entry(&self, entry: &DirEntry) -> Entry {
        let name = entry.file_name();
        let kind = match entry.file_type() {
            // Some file systems do not say it in a folder's list.
            FileType::Unknown => {
                let folder = self.folder.fd().map_err(std::io::Error::from)?;
                let stat = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
                FileType::from_raw_mode(stat.map_err(std::io::Error::from)?.st_mode)
            }
            kind => kind,
        };
        let name = name.to_str().map_err(|_| ErrorCode::IllegalByteSequence)?;
        Ok(DirectoryEntry {
            type_: type_of(kind),
            name: name.to_owned(),
        })
    }
}

fn type_of(kind: FileType) -> DescriptorType {
    match kind {
        FileType::RegularFile => DescriptorType::RegularFile,
        FileType::Directory => DescriptorType::Directory,
        FileType::Symlink => DescriptorType::SymbolicLink,
        FileType::Fifo => DescriptorType::Fifo,
        FileType::Socket => DescriptorType::Socket,
        FileType::CharacterDevice => DescriptorType::CharacterDevice,
        FileType::BlockDevice => DescriptorType::BlockDevice,
        FileType::Unknown => DescriptorType::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_listed_and_little_of_it_held() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..AT_ONCE * 3 {
            std::fs::write(folder.path().join(number.to_string()), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("inner")).unwrap();
        std::os::unix::fs::symlink("0", folder.path().join("link")).unwrap();
        let handle = Arc::new(crate::capability::open_folder(folder.path()).unwrap());
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let kinds = runtime.block_on(async {
            let listing = Listing::begin(handle).await.unwrap();
            let mut kinds = Vec::new();
            while let Some(entry) = listing.next().await {
                let entry = entry.unwrap();
                assert!(listing.0.lock().unwrap().read.len() < AT_ONCE);
                kinds.push((entry.name, entry.type_));
            }
            kinds
        });
        assert_eq!(kinds.len(), AT_ONCE * 3 + 2);
        for (name, kind) in kinds {
            let expected = match name.as_str() {
                "inner" => DescriptorType::Directory,
                "link" => DescriptorType::SymbolicLink,
                _ => DescriptorType::RegularFile,
            };
            assert_eq!(kind, expected, "{name}");
        }
    }
}
