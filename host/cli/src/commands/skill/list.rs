//! `omni skill list`

use omni_loop::{Casting, Found, Skills};
use serde::Serialize;

use crate::error::CliError;
use crate::output;

/// A line of `omni skill list`.
#[derive(Serialize)]
struct Listed {
    /// None: installed, and plays no role.
    role: Option<String>,
    name: String,
    /// `ready`, `off`, or the code of why it cannot be loaded.
    state: String,
    /// Whether it was swapped in.
    swapped: bool,
    kind: Option<String>,
    sha256: Option<String>,
    path: String,
    /// None: nothing is granted.
    policy: Option<String>,
    policy_sha256: Option<String>,
}

/// Lists who plays which role, then the skills that play none.
pub(in crate::commands) fn list(skills: &Skills, json: bool) -> Result<(), CliError> {
    let castings = skills.castings()?;
    let playing: Vec<_> = castings
        .iter()
        .flat_map(|casting| skills.find(casting))
        .collect();
    let idle: Vec<_> = skills
        .library()
        .list()
        .into_iter()
        .filter(|found| playing.iter().all(|playing| playing != found))
        .collect();
    let mut listed: Vec<_> = castings
        .iter()
        .map(|casting| cast(skills, casting))
        .collect();
    listed.extend(idle.iter().map(|found| installed(skills, found)));
    if json {
        return output::json(&listed);
    }
    let rows = listed.into_iter().map(|one| {
        let swapped = if one.swapped { " (swapped)" } else { "" };
        [
            one.role.unwrap_or_else(|| "-".to_owned()) + swapped,
            one.name,
            one.kind.unwrap_or_default(),
            one.state,
            one.sha256
                .map(|digest| output::short_digest(&digest).to_owned())
                .unwrap_or_default(),
            one.policy.unwrap_or_else(|| "grants nothing".to_owned()),
        ]
    });
    output::table(["role", "skill", "kind", "state", "sha256", "policy"], rows)
}

fn cast(skills: &Skills, casting: &Casting) -> Listed {
    let mut listed = Listed {
        role: Some(casting.role.to_string()),
        name: casting.component.clone(),
        state: String::new(),
        swapped: casting.swapped,
        kind: None,
        sha256: None,
        path: casting.component.clone(),
        policy: None,
        policy_sha256: None,
    };
    if let Ok(found) = skills.find(casting) {
        listed.name = found.name;
        listed.path = found.path.display().to_string();
    }
    match skills.load(casting) {
        Ok(skill) => {
            listed.state = if casting.config.enabled {
                "ready"
            } else {
                "off"
            }
            .to_owned();
            listed.kind = Some(skill.kind().to_string());
            listed.sha256 = Some(skill.sha256().to_owned());
            listed.policy = skill
                .policy()
                .path
                .as_ref()
                .map(|path| path.display().to_string());
            listed.policy_sha256 = Some(skill.policy().sha256.clone());
        }
        Err(error) => listed.state = error.code().to_owned(),
    }
    listed
}

fn installed(skills: &Skills, found: &Found) -> Listed {
    let inspected = skills
        .library()
        .read(found)
        .and_then(|bytes| Ok(skills.runtime().inspect(&found.name, &bytes)?));
    let policy = skills.library().policy(found, None).ok();
    let (state, kind, sha256) = match inspected {
        Ok(about) => (
            "idle".to_owned(),
            about.kind.map(|kind| kind.to_string()),
            Some(about.sha256),
        ),
        Err(error) => (error.code().to_owned(), None, None),
    };
    Listed {
        role: None,
        name: found.name.clone(),
        state,
        swapped: false,
        kind,
        sha256,
        path: found.path.display().to_string(),
        policy: policy
            .as_ref()
            .and_then(|policy| Some(policy.path.as_ref()?.display().to_string())),
        policy_sha256: policy.map(|policy| policy.sha256.clone()),
    }
}
