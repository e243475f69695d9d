//! Whose policy is meant: a file, an installed skill, a role.

use std::path::Path;
use std::sync::Arc;

use omni_loop::{Found, RoleName, Skills};
use omni_policy::{Capability, Policy};
use omni_skills::Inspection;

use crate::context::Context;
use crate::error::CliError;

/// A policy, and the component that it holds, if one was named.
pub(crate) struct Subject {
    pub(crate) policy: Arc<Policy>,
    pub(crate) component: Option<Component>,
}

/// A component, looked at and not run.
pub(crate) struct Component {
    pub(crate) found: Found,
    pub(crate) role: Option<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) about: Inspection,
}

impl Subject {
    /// Finds what `name` means. `explicit` goes before the policy that the skill runs under.
    pub(crate) fn find(
        context: &Context,
        name: &str,
        explicit: Option<&Path>,
    ) -> Result<Self, CliError> {
        if name.ends_with(".toml") {
            let policy = Arc::new(Policy::read(Path::new(name))?);
            return Ok(Self {
                policy,
                component: None,
            });
        }
        let skills = context.skills()?;
        let casting = match name.parse::<RoleName>() {
            // A role is told from a skill by its name; who has the role must be known then.
            Ok(role) => {
                let mut castings = skills.castings()?.into_iter();
                let casting = castings.find(|casting| casting.role == role);
                Some(casting.ok_or_else(|| omni_loop::Error::UnknownRole(name.to_owned()))?)
            }
            Err(_) => skills.castings().ok().and_then(|castings| {
                let mut castings = castings.into_iter();
                castings.find(|casting| skills.find(casting).is_ok_and(|found| found.name == name))
            }),
        };
        let (found, role, own) = match casting {
            Some(casting) => {
                let role = Some(casting.role.to_string());
                (skills.find(&casting)?, role, casting.config.policy)
            }
            None => (skills.library().find(name, Path::new(""))?, None, None),
        };
        let policy = skills
            .library()
            .policy(&found, explicit.or(own.as_deref()))?;
        let component = Some(Component::read(&skills, found, role)?);
        Ok(Self { policy, component })
    }
}

impl Component {
    /// Reads a component and looks at it.
    pub(crate) fn read(
        skills: &Skills,
        found: Found,
        role: Option<String>,
    ) -> Result<Self, CliError> {
        let bytes = skills.library().read(&found)?;
        let about = skills.runtime().inspect(&found.name, &bytes)?;
        Ok(Self {
            found,
            role,
            bytes,
            about,
        })
    }

    /// What `policy` grants that the component does not import, each with its line.
    pub(crate) fn unused(&self, policy: &Policy) -> Vec<(Capability, Option<usize>)> {
        let needed = self.about.capabilities();
        Capability::ALL
            .into_iter()
            .filter(|capability| !needed.contains(capability))
            .map(|capability| policy.decide(capability))
            .filter(|decision| decision.allowed)
            .map(|decision| (decision.capability, decision.line))
            .collect()
    }
}

/// `FILE:LINE`, as much of it as there is.
pub(crate) fn place(policy: &Policy, line: Option<usize>) -> String {
    match (&policy.path, line) {
        (Some(path), Some(line)) => format!("{}:{line}", path.display()),
        (Some(path), None) => path.display().to_string(),
        (None, _) => "no policy".to_owned(),
    }
}
