//! A home, its config, its models and its skills: everything that a run needs, opened once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_llm::Engine;
use omni_skills::{Reflector, Runtime, RuntimeOptions, Scorer, Skill, Validator};
use omni_store::{NewRun, RunRecord, Store};

use crate::assignments::{Assignment, Assignments, RoleName, write_atomically};
use crate::config::{Config, SkillConfig};
use crate::library::{Found, Library};
use crate::models::Models;
use crate::observer::Observer;
use crate::roles::{Role, Roles};
use crate::run::Run;
use crate::{Error, Request, RunOptions};

/// What a host is opened with.
#[derive(Debug, Clone)]
pub struct HostOptions {
    /// `$OMNI_HOME`. It must exist.
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
}

/// What plays a role, and who says so.
#[derive(Debug, Clone)]
pub struct Casting {
    /// The role.
    pub role: RoleName,
    /// The component.
    pub found: Found,
    /// The role's part of `omni.toml`, with the policy that counts.
    pub config: SkillConfig,
    /// Whether it was swapped in, rather than named by `omni.toml` or the defaults.
    pub swapped: bool,
}

impl Skills {
    /// Opens the skills of a home.
    ///
    /// # Errors
    /// If the runtime cannot be made.
    pub fn open(options: &HostOptions) -> Result<Self, Error> {
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
        })
    }

    /// Lets another component score, whoever has the role: a name, or a path that starts from the
    /// working folder.
    #[must_use]
    pub fn with_scorer(self, scorer: Option<String>) -> Self {
        Self { scorer, ..self }
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

    /// Who plays which role, those switched off included.
    ///
    /// # Errors
    /// If a component is named that is not installed, or the assignments cannot be read.
    pub fn castings(&self) -> Result<Vec<Casting>, Error> {
        let assignments = Assignments::read(&self.home)?;
        let skills = &self.config.skills;
        let scorer = match &self.scorer {
            Some(component) => self.guest_scorer(component)?,
            None => self.casting(
                RoleName::Scorer,
                &skills.scorer,
                "score-logprob",
                &assignments,
            )?,
        };
        let mut castings = vec![
            scorer,
            self.casting(
                RoleName::Reflector,
                &skills.reflector,
                "reflect",
                &assignments,
            )?,
        ];
        for validator in skills.validators() {
            let component = validator.component.clone().unwrap_or_default();
            let name = self.library.find(&component, &self.config.folder)?.name;
            let role = RoleName::Validator(name);
            castings.push(self.casting(role, &validator, &component, &assignments)?);
        }
        Ok(castings)
    }

    /// Loads the component that plays a role.
    ///
    /// # Errors
    /// If it or its policy cannot be read, or the runtime refuses it.
    pub fn load(&self, casting: &Casting) -> Result<Skill, Error> {
        let SkillConfig { policy, config, .. } = &casting.config;
        self.library.load(
            &self.runtime,
            &casting.found,
            policy.as_deref(),
            config.clone(),
        )
    }

    /// Loads everybody who takes part.
    ///
    /// # Errors
    /// As [`Skills::load`], or if a component is of another kind than its role.
    pub fn roles(&self) -> Result<Roles, Error> {
        let mut roles = Roles::default();
        for casting in self
            .castings()?
            .iter()
            .filter(|casting| casting.config.enabled)
        {
            let skill = self.load(casting)?;
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
        Ok(roles)
    }

    /// Gives a role to another component, for this and every later run, after loading it as proof
    /// that it can play the role. A file is copied into the home, so that it may go afterwards.
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
        let config = casting.config.config;
        let skill = self.runtime.load(&found.name, &bytes, rules, config)?;
        match role {
            RoleName::Scorer => drop(Scorer::try_from(skill.clone())?),
            RoleName::Reflector => drop(Reflector::try_from(skill.clone())?),
            RoleName::Validator(_) => drop(Validator::try_from(skill.clone())?),
        }
        let by_name = policy.is_none() && self.library.list().contains(&found);
        let component = if by_name {
            found.name
        } else {
            self.keep_copy(&skill, &bytes)?
                .to_string_lossy()
                .into_owned()
        };
        self.assign(role, Some(Assignment { component }))?;
        Ok(skill)
    }

    /// Copies a component and its policy into the home, beside each other, so that the policy is found
    /// and neither file is needed any more. The folder goes by both digests: the names stay, and
    /// different files of one name do not meet.
    fn keep_copy(&self, skill: &Skill, component: &[u8]) -> Result<PathBuf, Error> {
        let policy = skill.policy();
        let digests = format!("{:.16}-{:.16}", skill.sha256(), policy.sha256);
        let folder = self.home.join("skills").join("swapped").join(digests);
        let write = |path: &Path, bytes: &[u8]| {
            write_atomically(path, bytes).map_err(|source| Error::Write {
                path: path.to_owned(),
                source,
            })
        };
        if let Some(original) = &policy.path {
            let text = std::fs::read(original).map_err(|source| Error::Component {
                path: original.clone(),
                source,
            })?;
            write(&folder.join(format!("{}.toml", skill.name())), &text)?;
        }
        let path = folder.join(format!("{}.wasm", skill.name()));
        write(&path, component)?;
        Ok(path)
    }

    /// Gives a role back to whom `omni.toml` names.
    ///
    /// # Errors
    /// If there is no such role, or the home cannot be written.
    pub fn reset(&self, role: &RoleName) -> Result<Casting, Error> {
        self.role(role)?;
        self.assign(role, None)?;
        self.role(role)
    }

    fn role(&self, role: &RoleName) -> Result<Casting, Error> {
        self.castings()?
            .into_iter()
            .find(|casting| casting.role == *role)
            .ok_or_else(|| Error::UnknownRole(role.to_string()))
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
    fn guest_scorer(&self, component: &str) -> Result<Casting, Error> {
        let here = std::env::current_dir().unwrap_or_default();
        let found = self.library.find(component, &here)?;
        let SkillConfig {
            on_failure, config, ..
        } = self.config.skills.scorer.clone();
        let config = SkillConfig {
            on_failure,
            config,
            ..SkillConfig::default()
        };
        Ok(Casting {
            role: RoleName::Scorer,
            found,
            config,
            swapped: false,
        })
    }

    fn casting(
        &self,
        role: RoleName,
        config: &SkillConfig,
        default: &str,
        assignments: &Assignments,
    ) -> Result<Casting, Error> {
        let mut config = config.clone();
        let assigned = assignments.get(&role);
        if let Some(Assignment { component }) = assigned {
            config.component = Some(component.clone());
            // Whoever was swapped in has a policy of its own, beside it or by its name.
            config.policy = None;
        } else {
            config.policy = config.policy.map(|policy| self.config.folder.join(policy));
        }
        let component = config.component.as_deref().unwrap_or(default);
        let found = self.library.find(component, &self.config.folder)?;
        Ok(Casting {
            role,
            found,
            config,
            swapped: assigned.is_some(),
        })
    }
}

/// Everything that a run needs.
pub struct Host {
    models: Models,
    roles: Roles,
    store: Arc<Store>,
}

impl Host {
    /// Puts a host together from its parts.
    #[must_use]
    pub fn new(models: Models, roles: Roles, store: Arc<Store>) -> Self {
        Self {
            models,
            roles,
            store,
        }
    }

    /// The roles, to swap one between two runs.
    #[must_use]
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Runs once and keeps the record; `observer` hears of it on the way.
    ///
    /// # Errors
    /// If the prompt is empty or too long, there was no answer in time, the model failed without a
    /// fallback, a skill failed whose `on_failure` is `fail`, or the run cannot be kept. A run that
    /// fails after it began is kept with its code.
    pub fn run(
        &self,
        request: &Request,
        options: &RunOptions,
        observer: &mut dyn Observer,
    ) -> Result<RunRecord, Error> {
        if request.prompt.trim().is_empty() {
            return Err(Error::EmptyPrompt);
        }
        let run_id = uuid::Uuid::now_v7().to_string();
        let started_at = jiff::Timestamp::now().to_string();
        let prompt = &request.prompt;
        self.store.begin_run(&NewRun {
            run_id: &run_id,
            started_at: &started_at,
            prompt,
        })?;
        let crew = self.roles.crew();
        let run = Run::new(&run_id, started_at, request, options, crew, observer);
        match run.go(&self.models) {
            Ok(record) => {
                self.store.finish_run(&record)?;
                Ok(record)
            }
            Err(error) => {
                self.store
                    .fail_run(&run_id, error.code(), &error.to_string())?;
                Err(error)
            }
        }
    }
}

/// Loads the models that a config names. `load` opens one by name or path.
///
/// # Errors
/// If the fallback does not load, or the main model does not and there is no fallback.
pub fn load_models(
    config: &Config,
    load: impl Fn(&str) -> Result<Arc<dyn Engine>, omni_llm::Error>,
) -> Result<Models, Error> {
    let fallback = config.model.fallback.as_deref().map(&load).transpose()?;
    match load(&config.model.main) {
        Ok(main) => Ok(Models::new(main, fallback)),
        Err(error) => Models::without_main(&config.model.main, error, fallback),
    }
}
