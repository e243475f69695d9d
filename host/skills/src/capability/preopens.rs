//! The folders that a guest starts with: those of the policy, each still the one that it was when the policy was
//! read. What has taken its place since is not opened, and neither is a link.

use std::fs::File;
use std::path::{Path, PathBuf};

use omni_policy::{Access, FolderId, Policy, Preopen};
use rustix::fs::{Mode, OFlags};
use wasmtime_wasi::filesystem::{Descriptor, Dir};
use wasmtime_wasi::{FsPerms, OpenMode};

/// A folder of the policy that cannot be handed out. Ends the call: with less than it is granted a skill might
/// do something else than it was given the folder for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the folder {} {problem}", .host.display())]
pub(crate) struct Missing {
    pub(crate) host: PathBuf,
    /// As the guest would see it.
    pub(crate) guest: String,
    /// What is wrong: words that follow its name.
    pub(crate) problem: String,
}

/// Opens the folders that `policy` grants, each with the path that the guest sees.
pub(crate) fn open_granted(policy: &Policy) -> Result<Vec<(Descriptor, String)>, Missing> {
    let granted = policy.grants.filesystem.as_ref();
    let preopens = granted.map_or(&[][..], |granted| &granted.value);
    let folder = policy.path.as_ref().and_then(|path| path.parent());
    preopens
        .iter()
        .map(|preopen| Ok((open_one(folder, preopen)?, preopen.guest.clone())))
        .collect()
}

/// An open folder, for a guest that may do no more than `access`.
pub(crate) fn descriptor(folder: File, access: Access) -> Descriptor {
    let (perms, mode) = match access {
        Access::Read => (FsPerms::ReadOnly, OpenMode::READ),
        Access::ReadWrite => (FsPerms::ReadWrite, OpenMode::READ | OpenMode::WRITE),
    };
    Descriptor::Dir(Dir::new(folder, perms, mode, false))
}

/// Opens the folder at `path`, which may be no link itself.
pub(crate) fn open_folder(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    #[cfg(target_os = "linux")]
    let flags = flags | OFlags::PATH;
    let opened = rustix::fs::open(path, flags, Mode::empty())?;
    Ok(opened.into())
}

fn open_one(folder: Option<&Path>, preopen: &Preopen) -> Result<Descriptor, Missing> {
    // Relative only if the policy was never read from a file.
    let host = folder.map_or_else(
        || preopen.host.clone(),
        |folder| folder.join(&preopen.host).components().collect(),
    );
    let missing = |problem: String| Missing {
        host: host.clone(),
        guest: preopen.guest.clone(),
        problem,
    };
    let opened = open_folder(&host)
        .and_then(|opened| Ok((FolderId::of(&opened.metadata()?), opened)))
        .map_err(|error| missing(format!("cannot be opened: {error}")));
    let (id, opened) = opened?;
    if preopen.folder.is_some_and(|kept| kept != id) {
        let problem = "is another one than when the policy was read".to_owned();
        return Err(missing(problem));
    }
    Ok(descriptor(opened, preopen.access))
}
