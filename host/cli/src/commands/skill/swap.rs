//! `omni skill swap ROLE F`

use std::path::Path;

use omni_loop::{RoleName, Skills};
use omni_skills::Skill;

use crate::error::CliError;
use crate::output::{self, DIM, GOOD};

/// Gives a role to another component, or back.
pub(super) fn swap(
    skills: &Skills,
    role: &RoleName,
    component: Option<&str>,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let skill = match component {
        Some(component) => Some(skills.swap(role, component, policy)?),
        None => skills.reset(role)?,
    };
    told(role, skill.as_ref(), json)
}

/// Tells who has a role now.
pub(in crate::commands) fn told(
    role: &RoleName,
    skill: Option<&Skill>,
    json: bool,
) -> Result<(), CliError> {
    let rules = skill.map(|skill| match &skill.policy().path {
        Some(path) => path.display().to_string(),
        None => "no policy: nothing is granted".to_owned(),
    });
    if json {
        return output::json(&serde_json::json!({
            "role": role.to_string(),
            "name": skill.map(Skill::name),
            "sha256": skill.map(Skill::sha256),
            "policy": skill.and_then(|skill| skill.policy().path.clone()),
        }));
    }
    let (Some(skill), Some(rules)) = (skill, rules) else {
        return output::line(&format!("{role} is nobody's"));
    };
    let digest = output::short_digest(skill.sha256());
    let rules = output::harmless(&rules);
    output::line(&format!(
        "{role} is now {GOOD}{}{GOOD:#} {DIM}({digest}, {rules}){DIM:#}",
        skill.name()
    ))
}
