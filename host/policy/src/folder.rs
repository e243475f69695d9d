//! Which folder a path names: a path can come to lead elsewhere, a folder stays itself.

use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::{Access, Preopen};

/// A folder, whatever its path: its device and inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderId {
    device: u64,
    inode: u64,
}

impl FolderId {
    /// Of what `metadata` was asked for. Ask an open handle, so that nobody can put something else in its place
    /// between the question and the use.
    #[cfg(unix)]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    }

    /// Elsewhere folders are not told apart.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(_: &Metadata) -> Self {
        Self {
            device: 0,
            inode: 0,
        }
    }
}

/// A folder that was found at a path.
pub(crate) struct Found {
    pub(crate) id: FolderId,
    /// Its path without any link.
    pub(crate) place: PathBuf,
}

/// The folder at `path`, which has to be one itself: a link can come to lead elsewhere. The error: a sentence.
pub(crate) fn find(path: &Path) -> Result<Found, String> {
    let shown = path.display();
    let metadata = match std::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(format!(
                "{shown} is a symbolic link, which can come to lead elsewhere"
            ));
        }
        Ok(metadata) if !metadata.is_dir() => return Err(format!("{shown} is not a folder")),
        Ok(metadata) => metadata,
        Err(error) => return Err(unopened(path, &error)),
    };
    let place = std::fs::read_dir(path).and_then(|_| std::fs::canonicalize(path));
    Ok(Found {
        id: FolderId::of(&metadata),
        place: place.map_err(|error| unopened(path, &error))?,
    })
}

fn unopened(path: &Path, error: &std::io::Error) -> String {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {shown}"),
        ErrorKind::NotADirectory => format!("{shown} is not a folder"),
        _ => format!("the folder {shown} cannot be opened: {error}"),
    }
}

/// What is wrong with where `preopens` lie: none may lie in another that may be written. Who may write to a folder
/// can move what is in it, and so decides what a path in it leads to. `places` are their paths without links; none:
/// it was not found. Each problem comes with the number of the preopen that has it.
pub(crate) fn nested(preopens: &[Preopen], places: &[Option<PathBuf>]) -> Vec<(usize, String)> {
    let numbers = 0..preopens.len();
    let problem = |number| Some((number, problem(preopens, places, number)?));
    numbers.filter_map(problem).collect()
}

fn problem(preopens: &[Preopen], places: &[Option<PathBuf>], number: usize) -> Option<String> {
    let place = places[number].as_ref()?;
    let (folder, access) = (preopens[number].host.display(), preopens[number].access);
    let written = |access| access == Access::ReadWrite;
    let mut others = preopens.iter().zip(places).enumerate();
    others.find_map(|(other, (outer, other_place))| {
        let other_place = other_place.as_ref()?;
        if place == other_place {
            let twice = other < number && (written(access) || written(outer.access));
            return twice.then(|| format!("{folder} is granted already, and may be written"));
        }
        (written(outer.access) && place.starts_with(other_place)).then(|| {
            let outer = outer.host.display();
            format!("{folder} lies in {outer}, which may be written and so moved about")
        })
    })
}
