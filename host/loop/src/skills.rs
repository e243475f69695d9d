//! The skills of a home: who plays which role.

mod refresh;
mod swap;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_audit::TrustedKeys;
use omni_policy::Policy;
use omni_skills::{
    ImagePreprocessor, Reflector, Router, Runtime, RuntimeOptions, Scorer, Skill, Validator,
};

use crate::assignments::{Assignment, Assignments, RoleName};
use crate::calibration::Calibration;
use crate::config::{Config, SkillConfig};
use crate::library::{Found, Library, stem};
use crate::roles::{Role, Roles};
use crate::trail::Trail;
use crate::{Error, signed};

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
    /// Who may sign components; none: nobody has to.
    trusted: Option<TrustedKeys>,
    /// Who only looks records nothing.
    trail: Option<Trail>,
    /// What a scorer's numbers are worth for the model that answers.
    calibration: Option<Calibration>,
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
    /// If the runtime cannot be made, or a trusted key is not one.
    pub fn open(options: &SkillsOptions) -> Result<Self, Error> {
        let cache = options.home.join("cache").join("components");
        let roots = std::iter::once(&options.home)
            .chain(&options.shipped)
            .cloned()
            .collect();
        let config = &options.config;
        let trusted =
            config.skills.trusted_keys.as_ref().map(|entries| {
                TrustedKeys::read(entries, &options.home.join("keys"), &config.folder)
            });
        Ok(Self {
            trusted: trusted.transpose()?,
            home: options.home.clone(),
            config: options.config.clone(),
            library: Library::new(roots),
            runtime: Runtime::new(RuntimeOptions { cache: Some(cache) })?,
            scorer: None,
            trail: None,
            calibration: None,
        })
    }

    /// Lets another component score, whoever has the role: a name, or a path that starts from the
    /// working folder.
    #[must_use]
    pub fn with_scorer(self, scorer: Option<String>) -> Self {
        Self { scorer, ..self }
    }

    /// Gives scorers the calibration of a model, under the key `calibration` of their config unless that is set.
    #[must_use]
    pub fn calibrated(self, calibration: Option<Calibration>) -> Self {
        Self {
            calibration,
            ..self
        }
    }

    /// Records what is loaded, refused and swapped from here on.
    #[must_use]
    pub fn recorded(self, trail: Trail) -> Self {
        Self {
            trail: Some(trail),
            ..self
        }
    }

    /// `$OMNI_HOME`.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Who has to have signed what did not come with the host; none: nobody has to.
    #[must_use]
    pub fn trusted_keys(&self) -> Option<&TrustedKeys> {
        self.trusted.as_ref()
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
        self.castings_with(&Assignments::read(&self.home)?)
    }

    fn castings_with(&self, assignments: &Assignments) -> Result<Vec<Casting>, Error> {
        let skills = &self.config.skills;
        let scorer = match &self.scorer {
            Some(component) => self.guest_scorer(component),
            None => self.casting(
                RoleName::Scorer,
                &skills.scorer,
                "score-logprob",
                assignments,
            ),
        };
        let reflector = self.casting(
            RoleName::Reflector,
            &skills.reflector,
            "reflect",
            assignments,
        );
        let router = self.casting(RoleName::Router, &skills.router, "route", assignments);
        let image = self.casting(RoleName::Image, &skills.image, "image", assignments);
        let mut castings = vec![scorer, reflector, router];
        let mut names = BTreeSet::new();
        for validator in skills.validators() {
            let component = validator.component.clone().unwrap_or_default();
            let name = stem(Path::new(&component));
            if !names.insert(name.clone()) {
                return Err(Error::TwoValidators(name));
            }
            let role = RoleName::Validator(name);
            castings.push(self.casting(role, &validator, &component, assignments));
        }
        castings.push(image);
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
        let found = self.find(casting)?;
        let bytes = self.library.read(&found)?;
        let rules = self
            .library
            .policy(&found, casting.config.policy.as_deref())?;
        let config = self.config_of(casting);
        self.admit(Some(&casting.role), &found, &bytes, rules, config)
    }

    /// What the component that plays a role reads of its config.
    fn config_of(&self, casting: &Casting) -> serde_json::Map<String, serde_json::Value> {
        let mut config = casting.config.config.clone();
        if let (RoleName::Scorer, Some(calibration)) = (&casting.role, &self.calibration) {
            config
                .entry("calibration")
                .or_insert_with(|| calibration.config());
        }
        config
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
        let loaded = self.signature(found, bytes).and_then(|()| {
            let rules = Arc::clone(&rules);
            Ok(self.runtime.load(&found.name, bytes, rules, config)?)
        });
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
        loaded
    }

    /// Whether somebody trusted signed a component, where `skills.trusted_keys` asks for that. What came with
    /// the host is as trusted as the host.
    fn signature(&self, found: &Found, bytes: &[u8]) -> Result<(), Error> {
        match &self.trusted {
            Some(trusted) if !self.library.is_shipped(found) => {
                Ok(signed::check(trusted, &found.path, bytes)?)
            }
            _ => Ok(()),
        }
    }

    /// The component that shadows a role, as written down.
    ///
    /// # Errors
    /// As [`Skills::load`].
    fn load_shadow(&self, role: &RoleName, shadow: &Assignment) -> Result<Skill, Error> {
        self.load(&self.role_with(role, Some(shadow))?)
    }

    /// Who shadows a role; none if nobody does.
    ///
    /// # Errors
    /// If there is no such role, or the component is refused.
    pub fn shadow_of(&self, role: &RoleName) -> Result<Option<Skill>, Error> {
        self.role(role)?;
        let assignments = Assignments::read(&self.home)?;
        let shadow = assignments.shadow(role);
        shadow
            .map(|shadow| self.load_shadow(role, shadow))
            .transpose()
    }

    /// Who has a role, as far as it can be known without loading.
    ///
    /// # Errors
    /// [`Error::UnknownRole`].
    pub fn role(&self, role: &RoleName) -> Result<Casting, Error> {
        self.castings()?
            .into_iter()
            .find(|casting| casting.role == *role)
            .ok_or_else(|| Error::UnknownRole(role.to_string()))
    }

    /// What a role would be, were it somebody else's; none: of whom `omni.toml` names.
    fn role_with(
        &self,
        role: &RoleName,
        assignment: Option<&Assignment>,
    ) -> Result<Casting, Error> {
        let mut assignments = Assignments::default();
        assignments.set(role.clone(), assignment.cloned());
        self.castings_with(&assignments)?
            .into_iter()
            .find(|casting| casting.role == *role)
            .ok_or_else(|| Error::UnknownRole(role.to_string()))
    }

    /// Loads whoever makes pictures ready.
    ///
    /// # Errors
    /// As [`Skills::load`], if it is of another kind, or [`Error::NoImageSkill`].
    pub fn image(&self) -> Result<ImagePreprocessor, Error> {
        let casting = self.role(&RoleName::Image)?;
        if !casting.config.enabled {
            return Err(Error::NoImageSkill);
        }
        let skill = ImagePreprocessor::try_from(self.load(&casting)?)?;
        if let Some(trail) = &self.trail {
            trail.settle()?;
        }
        Ok(skill)
    }

    /// Loads everybody who takes part in every run; a picture's preparer is loaded by [`Skills::image`].
    ///
    /// # Errors
    /// As [`Skills::load`], or if a component is of another kind than its role.
    pub fn roles(&self) -> Result<Roles, Error> {
        let mut roles = Roles::default();
        let assignments = Assignments::read(&self.home)?;
        for casting in self.castings_with(&assignments)? {
            if !casting.config.enabled || casting.role == RoleName::Image {
                continue;
            }
            let skill = self.load(&casting)?;
            let on_failure = casting.config.on_failure;
            match casting.role {
                RoleName::Scorer => {
                    let role = Role::new(Scorer::try_from(skill)?, on_failure);
                    self.renew_shadow(&role, &casting, &assignments);
                    roles.scorer = Some(role);
                }
                RoleName::Reflector => {
                    roles.reflector = Some(Role::new(Reflector::try_from(skill)?, on_failure));
                }
                RoleName::Router => {
                    roles.router = Some(Role::new(Router::try_from(skill)?, on_failure));
                }
                RoleName::Image => {}
                RoleName::Validator(_) => {
                    let role = Role::new(Validator::try_from(skill)?, on_failure);
                    self.renew_shadow(&role, &casting, &assignments);
                    roles.validators.push(role);
                }
            }
        }
        if let Some(trail) = &self.trail {
            trail.settle()?;
        }
        Ok(roles)
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
