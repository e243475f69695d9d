//! `omni skill check F --policy P`

use std::path::Path;

use omni_authoring::{Checked, Reason};
use omni_loop::Skills;
use serde::Serialize;

use super::find;
use crate::args::author::Check;
use crate::error::CliError;
use crate::output::{self, BAD, BOLD, GOOD};

/// What `--json` prints.
#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    kind: Option<omni_skills::Kind>,
    sha256: &'a str,
    #[serde(rename = "check")]
    checked: &'a Checked,
}

/// Tells whether a policy lets a component in. Returns the exit code.
pub(super) fn check(skills: &Skills, arguments: &Check, json: bool) -> Result<u8, CliError> {
    let found = find(skills, &arguments.component)?;
    let bytes = skills.library().read(&found)?;
    let about = skills.runtime().inspect(&found.name, &bytes)?;
    let policy = skills
        .library()
        .policy(&found, arguments.policy.as_deref())?;
    let checked = omni_authoring::check(&about, &policy);
    if checked.allowed {
        // The host has the last word: it compiles, and links what is granted.
        skills
            .runtime()
            .load(&found.name, &bytes, policy, serde_json::Map::new())?;
    }
    if json {
        output::json(&Told {
            name: &found.name,
            kind: about.kind,
            sha256: &about.sha256,
            checked: &checked,
        })?;
    } else {
        let kind = about.kind.map_or("no skill", omni_skills::Kind::name);
        output::line(&told(&found.name, kind, &checked))?;
    }
    let refused = checked.reasons.iter().find_map(|reason| reason.code);
    Ok(refused.map_or(0, |code| CliError::new(code, "", "").exit_code()))
}

fn told(name: &str, kind: &str, checked: &Checked) -> String {
    let policy = checked.policy.as_deref().map(Path::new);
    let policy = policy.map(|path| output::harmless(&path.display().to_string()));
    let policy = policy.unwrap_or_else(|| "the empty policy of a skill without one".to_owned());
    let verdict = match checked.allowed {
        true => format!("{GOOD}let in{GOOD:#} by {policy}"),
        false => format!("{BAD}refused{BAD:#} by {policy}"),
    };
    let mut text = format!("{BOLD}{name}{BOLD:#}  {kind}: {verdict}");
    for reason in &checked.reasons {
        text += &format!("\n  {}", line(reason));
    }
    if !checked.lines_to_add.is_empty() {
        text += &format!(
            "\nto allow it, add to the policy:\n  {}",
            checked.lines_to_add.replace('\n', "\n  ")
        );
    }
    text
}

fn line(reason: &Reason) -> String {
    let subject = output::harmless(&reason.subject);
    let why = output::harmless(&reason.why);
    match reason.code {
        None => format!("{GOOD}ok{GOOD:#}      {subject}: {why}"),
        Some(code) => format!("{BAD}refused{BAD:#} {subject}: {why} [{code}]"),
    }
}
