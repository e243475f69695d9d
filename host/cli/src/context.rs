//! Where a command finds things: home, config, what was shipped.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_audit::{Log, LogOptions};
use omni_images::Images;
use omni_loop::{Config, Skills, SkillsOptions};
use omni_store::Store;

use crate::args::Global;
use crate::error::CliError;

/// Where a key is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// In OMNI_KEY.
    Environment,
    /// Under `[audit]`.
    Config,
}

/// What all commands share.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) home: PathBuf,
    pub(crate) config: Config,
    /// The file that the config was read from.
    pub(crate) config_file: Option<PathBuf>,
}

impl Context {
    /// Finds home and config. Makes nothing.
    pub(crate) fn new(global: &Global) -> Result<Self, CliError> {
        let home = match &global.home {
            Some(home) if home.as_os_str().is_empty() => return Err(no_home()),
            Some(home) => std::path::absolute(home).map_err(|_| no_home())?,
            None => directories::ProjectDirs::from("", "", "omni-loop")
                .ok_or_else(no_home)?
                .data_dir()
                .to_owned(),
        };
        let config_file = global.config.clone().or_else(|| {
            [PathBuf::from("omni.toml"), home.join("omni.toml")]
                .into_iter()
                .find(|candidate| candidate.exists())
        });
        let config = match &config_file {
            Some(file) => Config::read(&std::path::absolute(file).unwrap_or(file.clone()))?,
            None => Config {
                folder: home.clone(),
                ..Config::default()
            },
        };
        Ok(Self {
            home,
            config,
            config_file,
        })
    }

    /// Makes the home if it is not there, with owner-only rights.
    pub(crate) fn make_home(&self) -> Result<(), CliError> {
        let unusable = |path: &Path, error: std::io::Error| {
            CliError::new(
                "home.unwritable",
                format!("the home {} cannot be used: {error}", path.display()),
                "check the folder's rights and room, or choose another with --home or OMNI_HOME",
            )
        };
        let make = |path: &Path| {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .map_err(|error| unusable(path, error))
        };
        make(&self.home)?;
        for folder in ["models", "skills", "cache"] {
            make(&self.home.join(folder))?;
        }
        Ok(())
    }

    pub(crate) fn models(&self) -> PathBuf {
        self.home.join("models")
    }

    /// The store, made if it is not there.
    pub(crate) fn store(&self) -> Result<Store, CliError> {
        self.make_home()?;
        Ok(Store::open(&self.store_file())?)
    }

    /// The store, if there is one: who only looks makes nothing.
    pub(crate) fn existing_store(&self) -> Result<Option<Store>, CliError> {
        let file = self.store_file();
        Ok(file.exists().then(|| Store::open(&file)).transpose()?)
    }

    /// Prepared pictures. Where they cannot be kept this is warned of, and they are prepared all the same.
    pub(crate) fn images(&self) -> Images {
        let folder = self.images_folder();
        match self.store() {
            Ok(store) => Images::open(folder, Arc::new(store), self.config.images.settings()),
            Err(error) => Images::without_cache(folder, &error.message),
        }
    }

    /// Prepared pictures, if there is a store that knows of any: who only looks makes nothing, and throws nothing away.
    pub(crate) fn existing_images(&self) -> Result<Option<Images>, CliError> {
        let store = self.existing_store()?;
        let settings = self.config.images.settings();
        Ok(store.map(|store| Images::look(self.images_folder(), Arc::new(store), settings)))
    }

    fn images_folder(&self) -> PathBuf {
        self.home.join("cache").join("images")
    }

    /// Opens the signed log for `work`, and closes it with a checkpoint whatever came of that.
    pub(crate) fn with_log<T>(
        &self,
        work: impl FnOnce(&Arc<Log>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        self.with_log_signed_by(self.own_key(), work)
    }

    /// As [`Context::with_log`], with the key in another file than the settings name; none: the home's own.
    pub(crate) fn with_log_signed_by<T>(
        &self,
        key: Option<PathBuf>,
        work: impl FnOnce(&Arc<Log>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        self.make_home()?;
        let log = Arc::new(Log::open(self.log_options(key))?);
        let result = work(&log);
        // What still shares it closes it when it goes, and the next to open it covers what is left.
        let closed = Arc::into_inner(log).map_or(Ok(()), Log::close);
        let value = result?;
        closed?;
        Ok(value)
    }

    /// How the signed log is written.
    pub(crate) fn log_options(&self, key: Option<PathBuf>) -> LogOptions {
        let audit = &self.config.audit;
        LogOptions {
            key,
            checkpoint_records: audit.checkpoint_records,
            checkpoint_interval: audit.checkpoint_interval.0,
            segment_bytes: audit.segment.0,
            ..LogOptions::new(&self.home)
        }
    }

    /// The file of the key that signs; none: the home's own.
    pub(crate) fn own_key(&self) -> Option<PathBuf> {
        self.named_keys().into_iter().next().map(|(_, path)| path)
    }

    /// The files of keys that the settings name, the one that counts first. The environment is the user's, and the
    /// config's paths start from its folder.
    pub(crate) fn named_keys(&self) -> Vec<(Named, PathBuf)> {
        let environment = std::env::var_os("OMNI_KEY").filter(|key| !key.is_empty());
        let environment =
            environment.map(|key| std::path::absolute(&key).unwrap_or_else(|_| key.into()));
        let config = self.config.audit.key.as_ref();
        let config = config.map(|key| self.config.folder.join(key));
        let environment = environment.map(|path| (Named::Environment, path));
        let config = config.map(|path| (Named::Config, path));
        environment.into_iter().chain(config).collect()
    }

    /// Where the signed log lies.
    pub(crate) fn audit_folder(&self) -> PathBuf {
        self.home.join("audit")
    }

    /// Where its keys lie.
    pub(crate) fn keys(&self) -> PathBuf {
        self.home.join("keys")
    }

    fn store_file(&self) -> PathBuf {
        self.home.join("omni.db")
    }

    pub(crate) fn skills(&self) -> Result<Skills, CliError> {
        Ok(Skills::open(&SkillsOptions {
            home: self.home.clone(),
            shipped: shipped(),
            config: self.config.clone(),
        })?)
    }
}

/// The folder above the one of this program holds the `skills` and `policies` that came with it:
/// `target/release/omni` has `target/skills`, `omni-loop/bin/omni` has `omni-loop/skills`.
pub(crate) fn shipped() -> Vec<PathBuf> {
    let program = std::env::current_exe().and_then(std::fs::canonicalize);
    program
        .ok()
        .and_then(|program| program.parent()?.parent().map(Path::to_owned))
        .into_iter()
        .collect()
}

fn no_home() -> CliError {
    CliError::new(
        "home.unknown",
        "there is no home folder",
        "name one with --home or OMNI_HOME",
    )
}
