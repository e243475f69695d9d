//! Compiled once: the folder of `.cwasm` files.

use std::fs;
use std::path::{Path, PathBuf};

use wasmtime::component::Component;

use crate::engine::Variant;
use crate::precompiled::{self, Code};

/// Where compiled components are kept. Without a folder, everything is compiled each time.
pub(crate) struct Cache {
    folder: Option<PathBuf>,
}

/// Why a component cannot be run on an engine.
pub(crate) enum Unusable {
    /// It is no valid component.
    Invalid(wasmtime::Error),
    /// It is valid, and does not fit the engine's pool.
    DoesNotFit(wasmtime::Error),
}

impl Cache {
    /// Opens the folder, making it if needed with rights for its owner only. A folder that cannot be
    /// used costs a warning and no more.
    pub(crate) fn open(folder: Option<PathBuf>) -> Self {
        let folder = folder.and_then(|folder| match prepare(&folder) {
            Ok(()) => Some(folder),
            Err(problem) => {
                tracing::warn!("compiling skills each time: {} {problem}", folder.display());
                None
            }
        });
        Self { folder }
    }

    /// The component in `wasm`, whose digest is `sha256`: from the folder if it is there, else
    /// compiled and put there.
    pub(crate) fn component(
        &self,
        variant: &Variant,
        sha256: &str,
        wasm: &[u8],
    ) -> Result<Component, Unusable> {
        let key = format!("{sha256}-{}", variant.compatibility);
        let folder = self.folder.as_ref();
        let path = folder.map(|folder| folder.join(format!("{key}.cwasm")));
        let engine = &variant.engine;
        if let Some(code) = path.as_deref().and_then(|path| Code::read(path, &key)) {
            match code.load(engine) {
                Ok(component) => return Ok(component),
                // Either not for this engine after all, or too large for its pool: compiling tells.
                Err(error) => tracing::debug!("not using a compiled skill: {error:#}"),
            }
        }
        let code = Code::compile(engine, wasm).map_err(Unusable::Invalid)?;
        let component = code.load(engine).map_err(Unusable::DoesNotFit)?;
        if let Some(path) = path {
            keep(&code, &path, &key);
        }
        Ok(component)
    }
}

fn keep(code: &Code, path: &Path, key: &str) {
    if let Err(error) = code.write(path, key) {
        tracing::warn!("cannot keep the compiled skill {}: {error}", path.display());
    }
}

fn prepare(folder: &Path) -> Result<(), String> {
    make(folder).map_err(|error| format!("cannot be made: {error}"))?;
    let metadata =
        fs::symlink_metadata(folder).map_err(|error| format!("cannot be read: {error}"))?;
    if !metadata.is_dir() {
        return Err("is not a folder".to_owned());
    }
    if !precompiled::is_ours(&metadata) {
        return Err("can be written by others".to_owned());
    }
    Ok(())
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
