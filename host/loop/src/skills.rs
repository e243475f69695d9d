//! The skills of a home: who plays which role, who plays it from now on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_policy::Policy;
use omni_skills::{
    DatasetBuilder, ImagePreprocessor, Kind, Reflector, Router, Runtime, RuntimeOptions, Scorer,
    Skill, Validator,
};

use crate::Error;
use crate::assignments::{Assignment, Assignments, RoleName, write_atomically};
use crate::config::{Config, SkillConfig};
use crate::library::{Found, Library, stem};
use crate::roles::{Role, Roles};
use crate::trail::Trail;

/// What the skills of a host are opened with.
#[derive(Debug, Clone)]
pub struct SkillsOptions {
    /// `$OMNI_HOME`.
    pub home: PathBuf,
    /// Folders with the `skills` and `policies` that came with the host.
    pub shipped: Vec<PathBuf>,
    /// `omni.toml`.
    pub config: Config,
}

/// The skills of a home: found, loaded, swapped. Needs no model.
pub struct Skills {
    home: PathBuf,
    config: Config,
    library: Library,
    runtime: Runtime,
    /// Scores instead of whoever has the role.
    scorer: Option<String>,
    /// Who only looks records nothing.
    trail: Option<Trail>,
}

/// What plays a role, and who says so.
#[derive(Debug, Clone)]
pub struct Casting {
    /// The role.
    pub role: RoleName,
    /// The component, by name or path.
    pub component: String,
    /// The role's part of `omni.toml`, with the policy that counts.
    pub config: SkillConfig,
    /// Whether it was swapped in, rather than named by `omni.toml` or the defaults.
    pub swapped: bool,
    /// The folder that a relative path starts from.
    folder: PathBuf,
}

impl Skills {
    /// Opens the skills of a home. Makes nothing but the cache of compiled components.
    ///
    /// # Errors
    /// If the runtime cannot be made.
    pub fn open(options: &SkillsOptions) -> Result<Self, Error> {
        let cache = options.home.join("cache").join("components");
        let roots = std::iter::once(&options.home)
            .chain(&options.shipped)
            .cloned()
            .collect();
        Ok(Self {
            home: options.home.clone(),
            config: options.config.clone(),
            library: Library::new(roots),
            runtime: Runtime::new(RuntimeOptions { cache: Some(cache) })?,
            scorer: None,
            trail: None,
        })
    }

    /// Lets another component score, whoever has the role: a name, or a path that starts from the
    /// working folder.
    #[must_use]
    pub fn with_scorer(self, scorer: Option<String>) -> Self {
        Self { scorer, ..self }
    }

    /// Records what is loaded, refused and swapped from here on.
    #[must_use]
    pub fn recorded(self, trail: Trail) -> Self {
        Self {
            trail: Some(trail),
            ..self
        }
    }

    /// Where components and policies are found.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What loads and runs them.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Who plays which role, those switched off included. That a component is there is not checked.
    ///
    /// # Errors
    /// If the assignments cannot be read, or two validators have one name.
    pub fn castings(&self) -> Result<Vec<Casting>, Error> {
        let assignments = Assignments::read(&self.home)?;
        let skills = &self.config.skills;
        let scorer = match &self.scorer {
            Some(component) => self.guest_scorer(component),
            None => self.casting(
                RoleName::Scorer,
                &skills.scorer,
                "score-logprob",
                &assignments,
            ),
        };
        let reflector = self.casting(
            RoleName::Reflector,
            &skills.reflector,
            "reflect",
            &assignments,
        );
        let mut castings = vec![scorer, reflector];
        let mut names = BTreeSet::new();
        for validator in skills.validators() {
            let component = validator.component.clone().unwrap_or_default();
            let name = stem(Path::new(&component));
            if !names.insert(name.clone()) {
                return Err(Error::TwoValidators(name));
            }
            let role = RoleName::Validator(name);
            castings.push(self.casting(role, &validator, &component, &assignments));
        }
        Ok(castings)
    }

    /// The file of the component that plays a role.
    ///
    /// # Errors
    /// If no such skill is installed.
    pub fn find(&self, casting: &Casting) -> Result<Found, Error> {
        let found = self.library.find(&casting.component, &casting.folder);
        found.map_err(|error| match casting.swapped {
            true => Error::SwappedAway {
                role: casting.role.clone(),
                source: Box::new(error),
            },
            false => error,
        })
    }

    /// Loads the component that plays a role.
    ///
    /// # Errors
    /// If it or its policy cannot be read, or the runtime refuses it.
    pub fn load(&self, casting: &Casting) -> Result<Skill, Error> {
        let SkillConfig { policy, config, .. } = &casting.config;
        let found = self.find(casting)?;
        let bytes = self.library.read(&found)?;
        let rules = self.library.policy(&found, policy.as_deref())?;
        self.admit(Some(&casting.role), &found, &bytes, rules, config.clone())
    }

    /// Loads a component that plays no role: as [`Skills::load`].
    ///
    /// # Errors
    /// As [`Skills::load`].
    pub fn load_idle(&self, found: &Found, policy: Option<&Path>) -> Result<Skill, Error> {
        let bytes = self.library.read(found)?;
        let rules = self.library.policy(found, policy)?;
        self.admit(None, found, &bytes, rules, serde_json::Map::new())
    }

    /// Lets a component in or refuses it, and records which.
    fn admit(
        &self,
        role: Option<&RoleName>,
        found: &Found,
        bytes: &[u8],
        rules: Arc<Policy>,
        config: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Skill, Error> {
        let loaded = self
            .runtime
            .load(&found.name, bytes, Arc::clone(&rules), config);
        let role = role.map(|role| role.kind().to_string());
        if let Some(trail) = &self.trail {
            match &loaded {
                Ok(skill) => trail.loaded(role.as_deref().unwrap_or("none"), skill),
                Err(error) => {
                    trail.refused(role.as_deref(), &found.name, bytes, &rules, error);
                    trail.settle()?;
                }
            }
        }
        Ok(loaded?)
    }

    /// Loads everybody who takes part.
    ///
    /// # Errors
    /// As [`Skills::load`], or if a component is of another kind than its role.
    pub fn roles(&self) -> Result<Roles, Error> {
        let mut roles = Roles::default();
        for casting in self.castings()? {
            if !casting.config.enabled {
                continue;
            }
            let skill = self.load(&casting)?;
            let on_failure = casting.config.on_failure;
            match casting.role {
                RoleName::Scorer => {
                    roles.scorer = Some(Role::new(Scorer::try_from(skill)?, on_failure));
                }
                RoleName::Reflector => {
                    roles.reflector = Some(Role::new(Reflector::try_from(skill)?, on_failure));
                }
                RoleName::Validator(_) => {
                    roles
                        .validators
                        .push(Role::new(Validator::try_from(skill)?, on_failure));
                }
            }
        }
        if let Some(trail) = &self.trail {
            trail.settle()?;
        }
        Ok(roles)
    }

    /// Gives a role to another component, for every later run, after loading it as proof that it can
    /// play the role. A file and its policy are copied into the home, so that they may go afterwards.
    ///
    /// # Errors
    /// If there is no such role, the component is refused, or the home cannot be written; the role
    /// stays with whoever has it then.
    pub fn swap(
        &self,
        role: &RoleName,
        component: &str,
        policy: Option<&Path>,
    ) -> Result<Skill, Error> {
        let casting = self.role(role)?;
        let here = std::env::current_dir().unwrap_or_default();
        let found = self.library.find(component, &here)?;
        let policy = policy.map(|policy| here.join(policy));
        let bytes = self.library.read(&found)?;
        let rules = self.library.policy(&found, policy.as_deref())?;
        let before = self.component(&casting);
        let skill = self.admit(Some(role), &found, &bytes, rules, casting.config.config)?;
        require(&skill, role.kind())?;
        let assignment = if policy.is_none() && self.library.list().contains(&found) {
            Assignment {
                component: found.name,
                policy: None,
            }
        } else {
            self.keep_copy(&skill, &bytes)?
        };
        // Recorded first: a swap that is recorded and then fails is better than one that nobody can prove.
        if let Some(trail) = &self.trail {
            trail.swapped(role, before.as_deref(), &skill, None);
            trail.settle()?;
        }
        self.assign(role, Some(assignment))?;
        Ok(skill)
    }

    /// Gives a role back to whom `omni.toml` names, and loads it. A role that `omni.toml` no longer has is
    /// forgotten, and then nobody's.
    ///
    /// # Errors
    /// If there never was such a role, the home cannot be written, or who has the role now is refused.
    pub fn reset(&self, role: &RoleName) -> Result<Option<Skill>, Error> {
        let before = match self.role(role) {
            Ok(casting) => self.component(&casting),
            Err(_) if Assignments::read(&self.home)?.get(role).is_some() => None,
            Err(error) => return Err(error),
        };
        self.assign(role, None)?;
        let Ok(casting) = self.role(role) else {
            return Ok(None);
        };
        let skill = self.load(&casting)?;
        if let Some(trail) = &self.trail {
            trail.swapped(role, before.as_deref(), &skill, None);
            trail.settle()?;
        }
        Ok(Some(skill))
    }

    /// The bytes of the component that plays a role, as far as they can be read.
    fn component(&self, casting: &Casting) -> Option<Vec<u8>> {
        let found = self.find(casting).ok()?;
        self.library.read(&found).ok()
    }

    fn role(&self, role: &RoleName) -> Result<Casting, Error> {
        self.castings()?
            .into_iter()
            .find(|casting| casting.role == *role)
            .ok_or_else(|| Error::UnknownRole(role.to_string()))
    }

    /// Copies a component and its policy into the home. The folder goes by both digests: the names
    /// stay, and different files of one name do not meet.
    fn keep_copy(&self, skill: &Skill, component: &[u8]) -> Result<Assignment, Error> {
        let policy = skill.policy();
        let digests = format!("{:.16}-{:.16}", skill.sha256(), policy.sha256);
        let folder = self.home.join("skills").join("swapped").join(digests);
        let write = |name: String, bytes: &[u8]| {
            let path = folder.join(name);
            write_atomically(&path, bytes).map_err(|source| Error::Write {
                path: path.clone(),
                source,
            })?;
            Ok::<_, Error>(path)
        };
        let rules = match &policy.path {
            Some(original) => {
                let text = match &policy.grants.filesystem {
                    // A relative folder starts from the policy's own: the copy has to name the same one.
                    Some(_) => policy.to_string(),
                    None => unchanged(original, policy)?,
                };
                Some(write(format!("{}.toml", skill.name()), text.as_bytes())?)
            }
            None => None,
        };
        let path = write(format!("{}.wasm", skill.name()), component)?;
        Ok(Assignment {
            component: path.to_string_lossy().into_owned(),
            policy: rules,
        })
    }

    /// Changes one assignment; two processes that do so at once do not undo each other's change.
    fn assign(&self, role: &RoleName, assignment: Option<Assignment>) -> Result<(), Error> {
        let path = self.home.join("skills").join("roles.lock");
        let lock = || {
            std::fs::create_dir_all(self.home.join("skills"))?;
            let file = std::fs::File::create(&path)?;
            file.lock()?;
            Ok(file)
        };
        let _held = lock().map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        let mut assignments = Assignments::read(&self.home)?;
        assignments.set(role.clone(), assignment);
        assignments.write(&self.home)
    }

    /// The policy is the component's own: that of the role is another component's.
    fn guest_scorer(&self, component: &str) -> Casting {
        let SkillConfig {
            on_failure, config, ..
        } = self.config.skills.scorer.clone();
        Casting {
            role: RoleName::Scorer,
            component: component.to_owned(),
            config: SkillConfig {
                on_failure,
                config,
                ..SkillConfig::default()
            },
            swapped: false,
            folder: std::env::current_dir().unwrap_or_default(),
        }
    }

    fn casting(
        &self,
        role: RoleName,
        config: &SkillConfig,
        default: &str,
        assignments: &Assignments,
    ) -> Casting {
        let mut config = config.clone();
        let assigned = assignments.get(&role);
        if let Some(Assignment { component, policy }) = assigned {
            config.component = Some(component.clone());
            config.policy = policy.clone();
        } else {
            config.policy = config.policy.map(|policy| self.config.folder.join(policy));
        }
        Casting {
            component: config
                .component
                .clone()
                .unwrap_or_else(|| default.to_owned()),
            swapped: assigned.is_some(),
            folder: self.config.folder.clone(),
            role,
            config,
        }
    }
}

/// Whether a skill can play a role of this kind.
fn require(skill: &Skill, kind: Kind) -> Result<(), Error> {
    match kind {
        Kind::Scorer => Scorer::try_from(skill.clone()).map(drop)?,
        Kind::Validator => Validator::try_from(skill.clone()).map(drop)?,
        Kind::Reflector => Reflector::try_from(skill.clone()).map(drop)?,
        Kind::Router => Router::try_from(skill.clone()).map(drop)?,
        Kind::ImagePreprocessor => ImagePreprocessor::try_from(skill.clone()).map(drop)?,
        Kind::DatasetBuilder => DatasetBuilder::try_from(skill.clone()).map(drop)?,
    }
    Ok(())
}

/// The text of a policy's file, if it still is the text that was checked.
fn unchanged(path: &Path, checked: &Policy) -> Result<String, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Component {
        path: path.to_owned(),
        source,
    })?;
    if Policy::parse(path, &text)?.sha256 != checked.sha256 {
        let source = std::io::Error::other("it changed while it was read");
        return Err(Error::Component {
            path: path.to_owned(),
            source,
        });
    }
    Ok(text)
}
