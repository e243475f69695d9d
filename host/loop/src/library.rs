//! Where skills and their policies are found by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_policy::Policy;

use crate::Error;

/// The largest component that is read. Those with a language runtime inside weigh about 20 MB.
const MAX_COMPONENT_BYTES: u64 = 256 << 20;

/// The folders of skills and policies: the user's own first, then those that came with the host.
#[derive(Debug, Clone)]
pub struct Library {
    roots: Vec<PathBuf>,
}

/// A component that was found, and the name that it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file's stem.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

impl Library {
    /// Each root has a folder `skills` and a folder `policies`; earlier roots win.
    #[must_use]
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots }
    }

    /// Every installed skill by name.
    #[must_use]
    pub fn list(&self) -> Vec<Found> {
        let mut found = BTreeMap::new();
        for root in &self.roots {
            let Ok(folder) = std::fs::read_dir(root.join("skills")) else {
                continue;
            };
            for path in folder.flatten().map(|entry| entry.path()) {
                let is_wasm = path
                    .extension()
                    .is_some_and(|extension| extension == "wasm");
                if is_wasm && path.is_file() && is_skill_name(&stem(&path)) {
                    found.entry(stem(&path)).or_insert(path);
                }
            }
        }
        found
            .into_iter()
            .map(|(name, path)| Found { name, path })
            .collect()
    }

    /// Finds a component by the name of an installed skill or by path; a relative path starts from
    /// `folder`.
    ///
    /// # Errors
    /// [`Error::UnknownSkill`] for a name that is not installed. That a path exists is not checked.
    pub fn find(&self, component: &str, folder: &Path) -> Result<Found, Error> {
        if is_path(component) {
            let path = folder.join(component);
            let name = stem(&path);
            return match is_skill_name(&name) {
                true => Ok(Found { name, path }),
                false => Err(Error::SkillName(name)),
            };
        }
        let installed = self.list();
        if let Some(found) = installed.iter().find(|found| found.name == component) {
            return Ok(found.clone());
        }
        let nearest = installed
            .into_iter()
            .map(|found| (strsim::jaro_winkler(component, &found.name), found.name))
            .filter(|(similarity, _)| *similarity > 0.8)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, name)| name);
        Err(Error::UnknownSkill {
            name: component.to_owned(),
            nearest,
        })
    }

    /// Reads a component's bytes.
    ///
    /// # Errors
    /// [`Error::Component`] if it is missing, no file, too large or unreadable.
    pub fn read(&self, found: &Found) -> Result<Vec<u8>, Error> {
        let read = || {
            let about = std::fs::metadata(&found.path)?;
            if !about.is_file() {
                return Err(std::io::Error::other("it is not a file"));
            }
            if about.len() > MAX_COMPONENT_BYTES {
                return Err(std::io::Error::other("it is larger than 256 MiB"));
            }
            std::fs::read(&found.path)
        };
        read().map_err(|source| Error::Component {
            path: found.path.clone(),
            source,
        })
    }

    /// The policy that a component runs under: `explicit`, else `policies/NAME.toml` of the first root
    /// that has one, else one that grants nothing. What lies beside the component is no policy: whoever
    /// brought the one brought the other.
    ///
    /// # Errors
    /// If the policy is there but wrong, or `explicit` is missing.
    pub fn policy(&self, found: &Found, explicit: Option<&Path>) -> Result<Arc<Policy>, Error> {
        let file = format!("{}.toml", found.name);
        let mut installed = self
            .roots
            .iter()
            .map(|root| root.join("policies").join(&file));
        let path = match explicit {
            Some(path) => Some(path.to_owned()),
            // A link that leads nowhere counts: the policy that was meant must not be passed over.
            None => installed.find(|path| path.symlink_metadata().is_ok()),
        };
        Ok(Arc::new(match path {
            Some(path) => Policy::read(&path)?,
            None => Policy::deny_all(&found.name),
        }))
    }

    /// Whether a component came with the host: it lies in any root but the first, which is the user's.
    pub(crate) fn is_shipped(&self, found: &Found) -> bool {
        self.roots
            .iter()
            .skip(1)
            .any(|root| found.path.starts_with(root.join("skills")))
    }
}

/// Whether a component is named by path rather than by name.
fn is_path(component: &str) -> bool {
    component.contains(std::path::is_separator) || component.ends_with(".wasm")
}

/// Whether a text can be a skill's name: it stands in messages, file names and records.
#[must_use]
pub fn is_skill_name(text: &str) -> bool {
    let fits = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    (1..=100).contains(&text.len()) && text.chars().all(fits)
}

/// The name that a component goes by: its file's, without folder and `.wasm`.
pub(crate) fn stem(path: &Path) -> String {
    let path = match path.extension() {
        Some(extension) if extension == "wasm" => path.with_extension(""),
        _ => path.to_owned(),
    };
    path.file_name()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (root, name) in [("mine", "two"), ("theirs", "one"), ("theirs", "two")] {
            let skills = folder.path().join(root).join("skills");
            std::fs::create_dir_all(&skills).unwrap();
            std::fs::write(skills.join(format!("{name}.wasm")), root).unwrap();
        }
        let roots = ["mine", "theirs", "none"]
            .map(|root| folder.path().join(root))
            .to_vec();
        (folder, Library::new(roots))
    }

    #[test]
    fn earlier_roots_win() {
        let (folder, library) = library();
        let names: Vec<_> = library.list().into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["one", "two"]);
        let found = library.find("two", Path::new("/")).unwrap();
        assert_eq!(found.path, folder.path().join("mine/skills/two.wasm"));
        assert_eq!(library.read(&found).unwrap(), b"mine");
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_nearest() {
        let (_folder, library) = library();
        let error = library.find("onne", Path::new("/")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no skill `onne`, did you mean `one`?"
        );
        assert_eq!(error.code(), "skill.unknown");
        let error = library.find("zebra", Path::new("/")).unwrap_err();
        assert_eq!(error.to_string(), "there is no skill `zebra`");
    }

    #[test]
    fn paths_start_from_the_folder_that_names_them() {
        let (_folder, library) = library();
        let found = library
            .find("skills/x.wasm", Path::new("/etc/omni"))
            .unwrap();
        assert_eq!(found.path, Path::new("/etc/omni/skills/x.wasm"));
        assert_eq!(found.name, "x");
        assert_eq!(library.read(&found).unwrap_err().code(), "skill.unreadable");
    }

    #[test]
    fn a_folder_is_no_component() {
        let (folder, library) = library();
        let found = Found {
            name: "mine".to_owned(),
            path: folder.path().join("mine"),
        };
        let error = library.read(&found).unwrap_err();
        assert!(error.to_string().contains("not a file"), "{error}");
    }

    #[test]
    fn a_policy_is_looked_for_in_the_roots_and_nowhere_else() {
        let (folder, library) = library();
        let found = library.find("two", Path::new("/")).unwrap();
        let beside = found.path.with_file_name("two.toml");
        std::fs::write(beside, "skill = \"two\"\n[grants.log]\n").unwrap();
        let nothing = library.policy(&found, None).unwrap();
        assert!(
            nothing.path.is_none(),
            "the component brought its own policy"
        );
        for root in ["theirs", "mine"] {
            let policies = folder.path().join(root).join("policies");
            std::fs::create_dir_all(&policies).unwrap();
            let policy = policies.join("two.toml");
            std::fs::write(&policy, "skill = \"two\"").unwrap();
            assert_eq!(library.policy(&found, None).unwrap().path, Some(policy));
        }
        let error = library
            .policy(&found, Some(Path::new("/none.toml")))
            .unwrap_err();
        assert_eq!(error.code(), "policy.missing");
    }

    #[test]
    fn a_name_that_a_terminal_would_obey_is_refused() {
        let (_folder, library) = library();
        for name in ["a b.wasm", "./a\u{1b}[31m.wasm", "./é.wasm"] {
            let error = library.find(name, Path::new("/")).unwrap_err();
            assert_eq!(error.code(), "skill.name", "{name}");
        }
    }
}
