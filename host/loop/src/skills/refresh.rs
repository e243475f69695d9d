//! Bringing a running host up to date with what the home says now.

use omni_skills::{Reflector, Router, Scorer, Skill, Validator};

use super::{Casting, Skills};
use crate::Error;
use crate::assignments::{Assignments, RoleName};
use crate::live::Change;
use crate::roles::{Player, Role, Roles};

impl Skills {
    /// Gives each role of a running host to whoever has it by now. A component that is refused leaves the
    /// role with the one that had it. Calls under way end with the component that they began with.
    #[must_use]
    pub fn refresh(&self, roles: &Roles) -> Vec<Change> {
        let (castings, assignments) = match (self.castings(), Assignments::read(&self.home)) {
            (Ok(castings), Ok(assignments)) => (castings, assignments),
            (Err(error), _) | (_, Err(error)) => return vec![Change::Kept { role: None, error }],
        };
        let mut changes = Vec::new();
        let mut validators = roles.validators.iter();
        for casting in castings.iter().filter(|casting| casting.config.enabled) {
            let change = match casting.role {
                RoleName::Scorer => roles
                    .scorer
                    .as_ref()
                    .map(|role| self.renew::<Scorer>(role, casting, &assignments)),
                RoleName::Reflector => roles
                    .reflector
                    .as_ref()
                    .map(|role| self.renew::<Reflector>(role, casting, &assignments)),
                RoleName::Router => roles
                    .router
                    .as_ref()
                    .map(|role| self.renew::<Router>(role, casting, &assignments)),
                // Loaded when there is a picture.
                RoleName::Image => None,
                RoleName::Validator(_) => validators
                    .next()
                    .map(|role| self.renew::<Validator>(role, casting, &assignments)),
            };
            match change.unwrap_or(Ok(None)) {
                Ok(change) => changes.extend(change),
                Err(error) => changes.push(Change::Kept {
                    role: Some(casting.role.clone()),
                    error,
                }),
            }
        }
        changes
    }

    fn renew<S: Player>(
        &self,
        role: &Role<S>,
        casting: &Casting,
        assignments: &Assignments,
    ) -> Result<Option<Change>, Error> {
        self.renew_shadow(role, casting, assignments);
        let current = role.current();
        let Some(skill) = self.load_if_other(casting, current.skill())? else {
            return Ok(None);
        };
        let generation = role.swap(S::try_from(skill.clone())?);
        if let Some(trail) = &self.trail {
            trail.changed(&casting.role, current.skill(), &skill, generation);
            trail.settle()?;
        }
        Ok(Some(Change::Swapped {
            role: casting.role.clone(),
            name: skill.name().to_owned(),
            sha256: skill.sha256().to_owned(),
            generation,
        }))
    }

    /// A shadow decides nothing: one that is refused is left out, and `omni skill compare` says why.
    pub(super) fn renew_shadow<S: Player>(
        &self,
        role: &Role<S>,
        casting: &Casting,
        assignments: &Assignments,
    ) {
        let current = role.current_shadow();
        let wanted = assignments
            .shadow(&casting.role)
            .and_then(|shadow| self.load_shadow(&casting.role, shadow).ok());
        let same = |one: &Skill, other: &Skill| {
            one.sha256() == other.sha256() && one.policy().sha256 == other.policy().sha256
        };
        match (wanted, &**current) {
            (None, None) => {}
            (None, Some(_)) => role.shadow(None),
            (Some(skill), Some(current)) if same(&skill, current.skill()) => {}
            (Some(skill), _) => role.shadow(S::try_from(skill).ok()),
        }
    }

    /// The component of a casting, if it or its policy is another one than `current`.
    fn load_if_other(&self, casting: &Casting, current: &Skill) -> Result<Option<Skill>, Error> {
        let found = self.find(casting)?;
        let bytes = self.library.read(&found)?;
        let rules = self
            .library
            .policy(&found, casting.config.policy.as_deref())?;
        if rules.sha256 == current.policy().sha256 && sha256(&bytes) == current.sha256() {
            return Ok(None);
        }
        let config = self.config_of(casting);
        self.admit(Some(&casting.role), &found, &bytes, rules, config)
            .map(Some)
    }
}

fn sha256(bytes: &[u8]) -> String {
    omni_audit::Digest::of(bytes).to_hex()
}
