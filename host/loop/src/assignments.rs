//! Which components were swapped in, who had the roles before, and who shadows them:
//! `$OMNI_HOME/skills/roles.toml`, which goes before `omni.toml`.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use omni_skills::Kind;
use serde::{Deserialize, Serialize};

use crate::Error;

/// The format of the file. The first held who has a role, and nothing else.
const VERSION: u32 = 2;

/// Swaps that can be taken back.
const MOST_BEFORE: usize = 16;

/// A role, as people name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleName {
    /// Judges each response.
    Scorer,
    /// Plans retries.
    Reflector,
    /// Sends each request its way.
    Router,
    /// Makes pictures ready.
    Image,
    /// The validator that `omni.toml` (or the default) names so.
    Validator(String),
}

impl RoleName {
    /// What kind of skill can play it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Scorer => Kind::Scorer,
            Self::Reflector => Kind::Reflector,
            Self::Router => Kind::Router,
            Self::Image => Kind::ImagePreprocessor,
            Self::Validator(_) => Kind::Validator,
        }
    }
}

impl fmt::Display for RoleName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scorer => formatter.write_str("scorer"),
            Self::Reflector => formatter.write_str("reflector"),
            Self::Router => formatter.write_str("router"),
            Self::Image => formatter.write_str("image"),
            Self::Validator(name) => write!(formatter, "validator:{name}"),
        }
    }
}

impl FromStr for RoleName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.split_once(':') {
            None if text == "scorer" => Ok(Self::Scorer),
            None if text == "reflector" => Ok(Self::Reflector),
            None if text == "router" => Ok(Self::Router),
            None if text == "image" => Ok(Self::Image),
            Some(("validator", name)) if !name.is_empty() => Ok(Self::Validator(name.to_owned())),
            _ => Err(Error::UnknownRole(text.to_owned())),
        }
    }
}

/// A component that plays a role instead of the one that `omni.toml` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assignment {
    /// Name of an installed skill, or absolute path of the host's own copy of a `.wasm`.
    pub(crate) component: String,
    /// Absolute path of the host's own copy of its policy; none: the policy of the component's name.
    pub(crate) policy: Option<PathBuf>,
}

/// What is kept of one role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Entry {
    /// Who has it; none: whom `omni.toml` names.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Assignment>,
    /// Who only watches.
    #[serde(skip_serializing_if = "Option::is_none")]
    shadow: Option<Assignment>,
    /// Who had it before, the last one at the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<Earlier>,
}

/// Who had a role: nobody who was swapped in means whom `omni.toml` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Earlier {
    #[serde(skip_serializing_if = "Option::is_none")]
    swapped: Option<Assignment>,
}

/// The file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Assignments(BTreeMap<RoleName, Entry>);

/// As version 1 wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    #[expect(dead_code, reason = "it is there, and was looked at before")]
    version: u32,
    #[serde(default)]
    roles: BTreeMap<String, Assignment>,
}

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    roles: BTreeMap<String, Entry>,
}

impl Assignments {
    /// Reads the file of a home; one that is not there holds nothing.
    ///
    /// # Errors
    /// If it is there and cannot be understood, or a newer host wrote it.
    pub(crate) fn read(home: &Path) -> Result<Self, Error> {
        let path = path(home);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = omni_settings::text(&path)?;
        let roles = match omni_settings::parse::<Head>(&path, &text)?.version {
            VERSION => omni_settings::parse::<File>(&path, &text)?.roles,
            1 => {
                let now = |(role, assignment)| {
                    let now = Some(assignment);
                    (
                        role,
                        Entry {
                            now,
                            ..Entry::default()
                        },
                    )
                };
                let first: First = omni_settings::parse(&path, &text)?;
                first.roles.into_iter().map(now).collect()
            }
            found => {
                let reason = format!(
                    "its format is {found}, and this version of omni reads up to {VERSION}"
                );
                return Err(Error::Config { path, reason });
            }
        };
        roles
            .into_iter()
            .map(|(role, entry)| Ok((role.parse()?, entry)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Who plays `role`, if it was swapped.
    #[must_use]
    pub(crate) fn get(&self, role: &RoleName) -> Option<&Assignment> {
        self.0.get(role)?.now.as_ref()
    }

    /// Who shadows `role`.
    #[must_use]
    pub(crate) fn shadow(&self, role: &RoleName) -> Option<&Assignment> {
        self.0.get(role)?.shadow.as_ref()
    }

    /// Gives `role` to a component, or back to what `omni.toml` says. Who had it can have it back.
    pub(crate) fn set(&mut self, role: RoleName, assignment: Option<Assignment>) {
        let entry = self.0.entry(role).or_default();
        if entry.now == assignment {
            return;
        }
        let swapped = std::mem::replace(&mut entry.now, assignment);
        entry.before.push(Earlier { swapped });
        if entry.before.len() > MOST_BEFORE {
            entry.before.remove(0);
        }
    }

    /// Gives `role` back to who had it before. False if nobody had.
    pub(crate) fn take_back(&mut self, role: &RoleName) -> bool {
        let Some(entry) = self.0.get_mut(role) else {
            return false;
        };
        let Some(Earlier { swapped }) = entry.before.pop() else {
            return false;
        };
        entry.now = swapped;
        true
    }

    /// Lets a component shadow `role`, or nobody any more.
    pub(crate) fn set_shadow(&mut self, role: RoleName, assignment: Option<Assignment>) {
        self.0.entry(role).or_default().shadow = assignment;
    }

    /// Forgets a role that is there no more.
    pub(crate) fn forget(&mut self, role: &RoleName) {
        self.0.remove(role);
    }

    /// Writes the file of a home in one step: a reader sees the old one or the new one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn write(&self, home: &Path) -> Result<(), Error> {
        let roles = self
            .0
            .iter()
            .filter(|(_, entry)| **entry != Entry::default())
            .map(|(role, entry)| (role.to_string(), entry.clone()));
        let file = File {
            version: VERSION,
            roles: roles.collect(),
        };
        let text = toml::to_string(&file).map_err(std::io::Error::other);
        let path = path(home);
        text.and_then(|text| write_atomically(&path, text.as_bytes()))
            .map_err(|source| Error::Write { path, source })
    }
}

/// Replaces a file in one step that survives a crash.
///
/// # Errors
/// What the system says.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    std::fs::File::open(folder)?.sync_all()
}

fn path(home: &Path) -> PathBuf {
    home.join("skills").join("roles.toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(
            Assignments::read(home.path()).unwrap(),
            Assignments::default()
        );
        let mut assignments = Assignments::default();
        let mine = Assignment {
            component: "/x/mine.wasm".to_owned(),
            policy: None,
        };
        assignments.set(RoleName::Scorer, Some(mine.clone()));
        assignments.set(RoleName::Validator("basics".to_owned()), Some(mine.clone()));
        assignments.write(home.path()).unwrap();
        let read = Assignments::read(home.path()).unwrap();
        assert_eq!(read, assignments);
        assert_eq!(read.get(&RoleName::Scorer), Some(&mine));
        assert_eq!(read.get(&RoleName::Reflector), None);
        assignments.set(RoleName::Scorer, None);
        assignments.set_shadow(RoleName::Scorer, Some(mine.clone()));
        assignments.write(home.path()).unwrap();
        let read = Assignments::read(home.path()).unwrap();
        assert_eq!(read, assignments);
        assert_eq!(read.shadow(&RoleName::Scorer), Some(&mine));
        assert_eq!(
            Assignments::read(home.path())
                .unwrap()
                .get(&RoleName::Scorer),
            None
        );
    }

    #[test]
    fn a_newer_or_foreign_file_is_refused() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("skills")).unwrap();
        for (text, named) in [
            ("version = 3", "format is 3"),
            (
                "version = 2\n[roles.scorer.now]\ncomponent = \"x\"\nextra = 1",
                "extra",
            ),
            ("version = 2\n[roles.judge.now]\ncomponent = \"x\"", "judge"),
            ("nonsense", "roles.toml"),
        ] {
            std::fs::write(path(home.path()), text).unwrap();
            let error = Assignments::read(home.path()).unwrap_err();
            assert!(error.to_string().contains(named), "{text}: {error}");
        }
    }

    #[test]
    fn what_the_first_version_wrote_is_read() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("skills")).unwrap();
        let text = "version = 1\n[roles.scorer]\ncomponent = \"mine\"\n";
        std::fs::write(path(home.path()), text).unwrap();
        let assignments = Assignments::read(home.path()).unwrap();
        assert_eq!(
            assignments.get(&RoleName::Scorer).unwrap().component,
            "mine"
        );
        assert_eq!(assignments.shadow(&RoleName::Scorer), None);
    }

    #[test]
    fn swaps_are_taken_back_one_by_one() {
        let named = |component: &str| Assignment {
            component: component.to_owned(),
            policy: None,
        };
        let role = RoleName::Scorer;
        let mut assignments = Assignments::default();
        assert!(!assignments.take_back(&role));
        for number in 0..20 {
            assignments.set(role.clone(), Some(named(&number.to_string())));
            // The same once more is no swap.
            assignments.set(role.clone(), Some(named(&number.to_string())));
        }
        for number in (19 - MOST_BEFORE..19).rev() {
            assert!(assignments.take_back(&role));
            assert_eq!(assignments.get(&role), Some(&named(&number.to_string())));
        }
        assert!(!assignments.take_back(&role));
    }

    #[test]
    fn an_unwritable_home_is_named() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("skills"), "a file where the folder goes").unwrap();
        let error = Assignments::default().write(home.path()).unwrap_err();
        assert_eq!(error.code(), "home.unwritable");
    }

    proptest! {
        #[test]
        fn a_role_is_printed_as_it_is_parsed(text in "(scorer|reflector|validator:[a-z:]{0,8}|[a-z:]{0,8})") {
            if let Ok(role) = text.parse::<RoleName>() {
                prop_assert_eq!(role.to_string(), text);
            }
        }
    }
}
