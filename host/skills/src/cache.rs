//! Compiled once: the folder of `.cwasm` files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::precompiled::{self, Code, Owner};

pub(crate) mod sweep;

/// Where compiled components are kept. Without a folder, everything is compiled each time.
pub(crate) struct Cache {
    folder: Option<Folder>,
}

struct Folder {
    path: PathBuf,
    /// Who owns what this process writes there.
    owner: Owner,
}

/// Which component was compiled, and for which engines.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    /// The SHA-256 of the component.
    pub(crate) sha256: &'a str,
    /// What the code has to match to be used by an engine.
    pub(crate) compatibility: &'a str,
}

/// A cause is told once: the second skill's warning would say what the first one's did.
static UNUSABLE: Once = Once::new();
static UNWRITABLE: Once = Once::new();

impl Cache {
    /// Opens the folder, making it if needed with rights for its owner only. A folder that cannot be
    /// used costs a warning and no more.
    pub(crate) fn open(folder: Option<PathBuf>) -> Self {
        let folder = folder.and_then(|path| match prepare(&path) {
            Ok(owner) => Some(Folder { path, owner }),
            Err(problem) => {
                let path = path.display();
                UNUSABLE.call_once(|| {
                    tracing::warn!("compiling skills each time: {path} {problem}");
                });
                None
            }
        });
        Self { folder }
    }

    /// The code of `key`, if it is there and can be believed.
    pub(crate) fn find(&self, key: Key<'_>) -> Option<Code> {
        let folder = self.folder.as_ref()?;
        let (path, name) = folder.place(key);
        let code = Code::read(&path, &name, folder.owner)?;
        sweep::touch(&path);
        Some(code)
    }

    /// Puts the code of `key` there, and removes what is too much.
    pub(crate) fn keep(&self, key: Key<'_>, code: &Code) {
        let Some(folder) = &self.folder else {
            return;
        };
        let (path, name) = folder.place(key);
        if let Err(error) = code.write(&path, &name) {
            let (folder, reason) = (folder.path.display(), error.kind());
            tracing::debug!("cannot write {}: {error}", path.display());
            UNWRITABLE.call_once(|| {
                tracing::warn!("cannot keep compiled skills in {folder}: {reason}");
            });
        }
        sweep::sweep(&folder.path, &path);
    }
}

impl Folder {
    /// The file of `key`, and what binds its content to it.
    fn place(&self, key: Key<'_>) -> (PathBuf, String) {
        let name = format!("{}-{}", key.sha256, key.compatibility);
        (self.path.join(format!("{name}.cwasm")), name)
    }
}

fn prepare(folder: &Path) -> Result<Owner, String> {
    make(folder).map_err(|error| format!("cannot be made: {}", error.kind()))?;
    let metadata = fs::symlink_metadata(folder)
        .map_err(|error| format!("cannot be read: {}", error.kind()))?;
    if !metadata.is_dir() {
        return Err("is not a folder".to_owned());
    }
    if precompiled::is_writable_by_others(&metadata) {
        return Err("can be written by others".to_owned());
    }
    let owner = Owner::of_new_files(folder)
        .map_err(|error| format!("cannot be written: {}", error.kind()))?;
    if !owner.owns(&metadata) {
        return Err("belongs to another user".to_owned());
    }
    Ok(owner)
}

#[cfg(unix)]
fn make(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)
}
