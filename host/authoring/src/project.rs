//! A folder that holds a skill's sources: whose, in which language, and where things lie in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use omni_policy::Policy;
use serde::Deserialize;

use crate::Error;
use crate::language::Language;

/// Folders that hold no sources.
const NO_SOURCES: [&str; 7] = [
    "build",
    "target",
    "tests",
    "node_modules",
    "__pycache__",
    "venv",
    ".git",
];

/// A skill's project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its folder.
    pub folder: PathBuf,
    /// The skill's name, from its manifest.
    pub name: String,
    /// What it is written in.
    pub language: Language,
}

impl Project {
    /// Looks at `folder`.
    ///
    /// # Errors
    /// `project.unknown`: it holds no manifest that we know. Whatever is wrong in the manifest.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let unknown = |why: &str| Error::NoProject {
            folder: folder.to_owned(),
            why: why.to_owned(),
        };
        if !folder.is_dir() {
            return Err(unknown("there is no such folder"));
        }
        let here = |language: &Language| folder.join(manifest(*language)).is_file();
        let language = Language::ALL.into_iter().find(here).ok_or_else(|| {
            let names = Language::ALL.map(manifest).join(", ");
            unknown(&format!("it has none of {names}"))
        })?;
        let name = name(&folder.join(manifest(language)), language)?
            .ok_or_else(|| unknown(&format!("{} names no package", manifest(language))))?;
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if name.is_empty() || !name.chars().all(plain) {
            return Err(unknown("its name cannot be a file's"));
        }
        Ok(Self {
            folder: folder.to_owned(),
            name,
            language,
        })
    }

    /// Where its component is put: `build/NAME.wasm`.
    #[must_use]
    pub fn component(&self) -> PathBuf {
        self.folder
            .join("build")
            .join(format!("{}.wasm", self.name))
    }

    /// Its test cases: `tests/*.toml`.
    #[must_use]
    pub fn tests(&self) -> PathBuf {
        self.folder.join("tests")
    }

    /// Where its policy is: `NAME.toml`.
    #[must_use]
    pub fn policy_file(&self) -> PathBuf {
        self.folder.join(format!("{}.toml", self.name))
    }

    /// Its policy; where it has none, the one that grants nothing.
    ///
    /// # Errors
    /// If the file is there and wrong.
    pub fn policy(&self) -> Result<Arc<Policy>, Error> {
        let file = self.policy_file();
        Ok(Arc::new(match file.symlink_metadata() {
            Ok(_) => Policy::read(&file)?,
            Err(_) => Policy::deny_all(&self.name),
        }))
    }

    /// Whether a source is newer than the component, or there is no component.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        let modified = |path: &Path| path.metadata().and_then(|about| about.modified());
        let Ok(built) = modified(&self.component()) else {
            return true;
        };
        newest(&self.folder, &self.policy_file()).is_some_and(|changed| changed > built)
    }
}

/// The file that makes a folder a project of `language`.
const fn manifest(language: Language) -> &'static str {
    match language {
        Language::Rust => "Cargo.toml",
        Language::Python => "pyproject.toml",
        Language::Js => "package.json",
    }
}

/// The name in a manifest, if it has one. Whatever else it says is its own tool's business.
fn name(manifest: &Path, language: Language) -> Result<Option<String>, Error> {
    #[derive(Deserialize)]
    struct Cargo {
        package: Option<Named>,
    }
    #[derive(Deserialize)]
    struct Python {
        project: Option<Named>,
    }
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    let name = match language {
        Language::Rust => omni_settings::read::<Cargo>(manifest)?.package,
        Language::Python => omni_settings::read::<Python>(manifest)?.project,
        Language::Js => {
            let text = omni_settings::text(manifest)?;
            Some(serde_json::from_str(&text).map_err(|error| {
                let kind = omni_settings::ErrorKind::Invalid;
                omni_settings::Error::of_file(kind, manifest, error.to_string())
            })?)
        }
    };
    Ok(name.map(|named: Named| named.name))
}

/// When the last source changed. The policy is no source: it is read when the skill is loaded.
fn newest(folder: &Path, policy: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    let times = entries.flatten().filter_map(|entry| {
        let (path, about) = (entry.path(), entry.metadata().ok()?);
        if about.is_dir() {
            let name = entry.file_name();
            let skipped = NO_SOURCES.iter().any(|folder| name == *folder);
            return if skipped { None } else { newest(&path, policy) };
        }
        if path == policy {
            return None;
        }
        about.modified().ok()
    });
    times.max()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn project(manifest: &str, text: &str) -> (tempfile::TempDir, Result<Project, Error>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(manifest), text).unwrap();
        let project = Project::open(folder.path());
        (folder, project)
    }

    #[test]
    fn the_manifest_tells_the_language_and_the_name() {
        for (manifest, text, language) in [
            (
                "Cargo.toml",
                "[package]\nname = \"its-name\"\n",
                Language::Rust,
            ),
            (
                "pyproject.toml",
                "[project]\nname = \"its-name\"\n",
                Language::Python,
            ),
            ("package.json", "{\"name\": \"its-name\"}", Language::Js),
        ] {
            let project = project(manifest, text).1.unwrap();
            assert_eq!(
                (project.name.as_str(), project.language),
                ("its-name", language)
            );
        }
    }

    #[test]
    fn what_is_no_project_says_why() {
        for (manifest, text, code) in [
            ("README.md", "", "project.unknown"),
            ("Cargo.toml", "[workspace]\n", "project.unknown"),
            (
                "Cargo.toml",
                "[package]\nname = \"../up\"\n",
                "project.unknown",
            ),
            ("package.json", "{}", "invalid.settings"),
            ("pyproject.toml", "[", "invalid.settings"),
        ] {
            let error = project(manifest, text).1.unwrap_err();
            assert_eq!(error.code(), code, "{error}");
        }
        let error = Project::open(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(error.to_string().contains("no such folder"), "{error}");
    }

    #[test]
    fn only_sources_make_it_stale() {
        let (folder, project) = project("Cargo.toml", "[package]\nname = \"its-name\"\n");
        let project = project.unwrap();
        assert!(project.is_stale());
        let at = |path: &str, seconds: u64| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let file = fs::File::create(path).unwrap();
            let then = SystemTime::now() + Duration::from_secs(seconds);
            file.set_modified(then).unwrap();
        };
        at("build/its-name.wasm", 10);
        for path in [
            "its-name.toml",
            "tests/a.toml",
            "target/debug/x",
            "build/other",
        ] {
            at(path, 20);
            assert!(!project.is_stale(), "{path}");
        }
        at("src/lib.rs", 20);
        assert!(project.is_stale());
    }
}
