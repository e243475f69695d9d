//! The files of the cache: written in one step, read with their digest in hand.

use std::fs::DirBuilder;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use omni_store::{ImageFile, StoredImage};

use crate::digest::{Digest, hex, sha256};

/// What nobody knows of is left alone for so long: it may be about to become known.
const TOO_YOUNG: Duration = Duration::from_secs(3600);

/// The two files of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What the component encoded.
    Encoded,
    /// Red, green, blue, a byte each, as they are: to pack them would take longer than to make them.
    Pixels,
}

impl Part {
    const fn extension(self) -> &'static str {
        match self {
            Self::Encoded => "encoded",
            Self::Pixels => "rgb",
        }
    }
}

/// Why a file is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is gone, which whoever deletes a cache is free to do.
    Gone,
    /// It is there, with other bytes or none that can be read.
    Changed,
}

/// The folder. Only its owner may look into it.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a file in place: whoever reads sees all of it or nothing.
    pub(crate) fn write(&self, content: &Digest, part: Part, bytes: &[u8]) -> io::Result<()> {
        let path = self.file(content, part);
        let folder = path.parent().unwrap_or(&self.0);
        if !folder.is_dir() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)?;
        }
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        Ok(())
    }

    /// Whether a file of this length is there; what is in it is not looked at.
    pub(crate) fn has(&self, content: &Digest, part: Part, expected: u64) -> bool {
        let about = std::fs::metadata(self.file(content, part));
        about.is_ok_and(|about| about.is_file() && about.len() == expected)
    }

    /// What was written, or that it is no more.
    pub(crate) fn read(
        &self,
        content: &Digest,
        part: Part,
        expected: &ImageFile,
    ) -> Result<Vec<u8>, Damage> {
        let open = || {
            let file = std::fs::File::open(self.file(content, part))?;
            let about = file.metadata()?;
            if !about.is_file() || about.len() != expected.bytes {
                return Ok(None);
            }
            let mut bytes = Vec::with_capacity(usize::try_from(expected.bytes).unwrap_or(0) + 1);
            file.take(expected.bytes).read_to_end(&mut bytes)?;
            io::Result::Ok(Some(bytes))
        };
        match open() {
            Ok(Some(bytes)) if sha256(&bytes) == expected.sha256 => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Damage::Gone),
            _ => Err(Damage::Changed),
        }
    }

    /// Removes a picture's files. What cannot be removed stays for [`Folder::sweep`].
    pub(crate) fn remove(&self, content: &Digest) {
        for part in [Part::Encoded, Part::Pixels] {
            let _ = std::fs::remove_file(self.file(content, part));
        }
    }

    /// Removes files that a process left that was killed between two steps, or that a lost index knew. `known` says
    /// what of a picture should be there. Returns how many went.
    pub(crate) fn sweep(
        &self,
        mut known: impl FnMut(&Digest) -> Option<StoredImage>,
    ) -> io::Result<u64> {
        let mut removed = 0;
        for folder in listed(&self.0)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in listed(&folder)? {
                let path = file?.path();
                let wanted = of_picture(&path).is_some_and(|(content, part)| {
                    known(&content).is_some_and(|image| match part {
                        Part::Encoded => image.encoded.is_some(),
                        Part::Pixels => image.pixels_kept,
                    })
                });
                if !wanted && is_old(&path) && std::fs::remove_file(&path).is_ok() {
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    fn file(&self, content: &Digest, part: Part) -> PathBuf {
        let name = hex(content);
        let file = format!("{name}.{}", part.extension());
        self.0.join(&name[..2]).join(file)
    }
}

/// A folder that is not there holds nothing.
fn listed(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<std::fs::DirEntry>>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        entries => Some(entries?),
    };
    Ok(entries.into_iter().flatten())
}

/// Whose file this is, by its name.
fn of_picture(path: &Path) -> Option<(Digest, Part)> {
    let parts = [Part::Encoded, Part::Pixels];
    let extension = path.extension()?;
    let part = parts
        .into_iter()
        .find(|part| extension == part.extension())?;
    let name = path.file_stem()?.to_str()?;
    let mut content = Digest::default();
    if name.len() != 2 * content.len() || !name.is_ascii() {
        return None;
    }
    for (place, byte) in content.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&name[2 * place..2 * place + 2], 16).ok()?;
    }
    Some((content, part))
}

fn is_old(path: &Path) -> bool {
    let modified = std::fs::symlink_metadata(path).and_then(|about| about.modified());
    let age = modified
        .ok()
        .and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_some_and(|age| age > TOO_YOUNG)
}
