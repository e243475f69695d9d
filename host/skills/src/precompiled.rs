//! Machine code that was compiled before: the one place where such code is believed.
//!
//! A file is `MAGIC`, a SHA-256 of the key and the code, and the code as wasmtime serialised it. The key
//! says which component it was compiled from, and for which engine. A file is believed only if this user
//! owns it, nobody else can write it or the folder that it is in, and the digest is right.

use std::fs::{File, Metadata};
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::cache::sweep::PART;

/// The format and its version: a file of another version is made anew.
const MAGIC: &[u8; 8] = b"OMNICW\x00\x01";
/// The largest file that is read, in bytes. The largest known, of a Python skill, has a tenth.
const MAX_FILE: u64 = 1 << 30;

/// The code of a component, compiled by this process or read from a file that [`Code::read`] trusts. Only
/// this module makes one, which is what [`Code::load`] rests on.
pub(crate) struct Code(Vec<u8>);

impl Code {
    /// Compiles `wasm`.
    pub(crate) fn compile(engine: &Engine, wasm: &[u8]) -> wasmtime::Result<Self> {
        #[cfg(test)]
        COMPILED.set(COMPILED.get() + 1);
        engine.precompile_component(wasm).map(Self)
    }

    /// Makes it runnable on `engine`, which may differ from the one that compiled it: then it is an error.
    pub(crate) fn load(&self, engine: &Engine) -> wasmtime::Result<Component> {
        #[expect(
            unsafe_code,
            reason = "precompiled code is machine code, and has to be believed"
        )]
        // SAFETY: `deserialize` asks that the bytes are what `precompile_component` once returned,
        // unchanged; whether engine and version fit, it checks itself. A `Code` is made in two places.
        // `compile` holds the very bytes. `read` holds bytes with the SHA-256 that `write` put before
        // them, so they are neither cut nor corrupted, from a file and a folder that this user owns and
        // nobody else can write, so that only this user's processes can have put them there; and they
        // were all in our memory before they were checked, so nothing can have changed them since.
        // Whoever runs as this user, or can rename the folders above, can run any code as it anyway.
        unsafe {
            Component::deserialize(engine, &self.0)
        }
    }

    /// Writes it to `path` at once or not at all, readable and writable by its owner only.
    pub(crate) fn write(&self, path: &Path, key: &str) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        // Made with mode 0600.
        let mut file = tempfile::Builder::new()
            .suffix(&format!(".{PART}"))
            .tempfile_in(folder)?;
        file.write_all(MAGIC)?;
        file.write_all(&seal(key, &self.0))?;
        file.write_all(&self.0)?;
        // Without a sync: what a crash leaves half-written has the wrong digest and is made anew.
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Reads it from `path`. None: it is not there, not whole, not of `key`, or not to be trusted.
    pub(crate) fn read(path: &Path, key: &str, owner: Owner) -> Option<Self> {
        let folder = path.parent()?.symlink_metadata().ok()?;
        let mut file = File::open(path).ok()?;
        let metadata = file.metadata().ok()?;
        let is_ours =
            |metadata: &Metadata| owner.owns(metadata) && !is_writable_by_others(metadata);
        if !is_ours(&folder) || !is_ours(&metadata) {
            tracing::warn!("ignoring {}: others can write it", path.display());
            return None;
        }
        if !folder.is_dir() || !metadata.is_file() || metadata.len() > MAX_FILE {
            return None;
        }
        let mut header = [0; MAGIC.len() + 32];
        file.read_exact(&mut header).ok()?;
        let (magic, digest) = header.split_at(MAGIC.len());
        let mut code = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
        file.take(MAX_FILE).read_to_end(&mut code).ok()?;
        let whole = magic == MAGIC && *digest == seal(key, &code);
        whole.then_some(Self(code))
    }
}

/// Binds the code to its key, so that a file under another's name is not taken for it.
fn seal(key: &str, code: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update((key.len() as u64).to_le_bytes());
    hasher.update(key);
    hasher.update(code);
    hasher.finalize().into()
}

/// What code has to be compiled for to run on `engine`, in hexadecimal.
pub(crate) fn compatibility(engine: &Engine) -> String {
    let mut hasher = ShaHasher(Sha256::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    crate::digest::hex(&hasher.0.finalize()[..8])
}

/// The user that this process makes files as.
#[derive(Clone, Copy)]
pub(crate) struct Owner(#[cfg(unix)] u32);

#[cfg(unix)]
impl Owner {
    /// Learnt from a file that is made in `folder` and gone at once: a file system may give files to another
    /// user than the process runs as, and asking the system would need more unsafe code.
    pub(crate) fn of_new_files(folder: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        Ok(Self(tempfile::tempfile_in(folder)?.metadata()?.uid()))
    }

    pub(crate) fn owns(self, metadata: &Metadata) -> bool {
        use std::os::unix::fs::MetadataExt;
        metadata.uid() == self.0
    }
}

#[cfg(unix)]
pub(crate) fn is_writable_by_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.mode() & 0o022 != 0
}

/// Where rights cannot be told, nothing is believed.
#[cfg(not(unix))]
impl Owner {
    pub(crate) fn of_new_files(_folder: &Path) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn owns(self, _metadata: &Metadata) -> bool {
        false
    }
}

#[cfg(not(unix))]
pub(crate) fn is_writable_by_others(_metadata: &Metadata) -> bool {
    true
}

#[cfg(test)]
thread_local! {
    /// How often this thread compiled a component.
    pub(crate) static COMPILED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// A hasher whose result is the same in every process, unlike the standard library's.
struct ShaHasher(Sha256);

impl Hasher for ShaHasher {
    fn write(&mut self, bytes: &[u8]) {
        // Framed, so that two hashed fields cannot pass for one.
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        digest
            .iter()
            .take(8)
            .fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }
}
