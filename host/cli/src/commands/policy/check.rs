//! `omni policy check`: every mistake, and grants that nobody asks for.

use std::path::{Path, PathBuf};

use omni_loop::Skills;
use omni_policy::{Error, Policy};
use serde::Serialize;

use super::subject::{Component, place};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, GOOD, WARN, harmless};

/// The exit code when a file is wrong.
const EXIT_WRONG: u8 = 2;

/// What was found in one file.
#[derive(Serialize)]
struct Checked {
    file: String,
    ok: bool,
    /// Whom it is for; none if that cannot be read.
    skill: Option<String>,
    errors: Vec<Mistake>,
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Mistake {
    code: &'static str,
    message: String,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: String,
    line: Option<usize>,
    help: String,
}

pub(crate) fn check(context: &Context, files: &[PathBuf], json: bool) -> Result<u8, CliError> {
    // Without a home nothing is installed, and the files are checked all the same.
    let skills = context.skills().ok();
    let checked: Vec<_> = files
        .iter()
        .map(|file| check_one(skills.as_ref(), file))
        .collect();
    for one in &checked {
        for mistake in &one.errors {
            output::error(&mistake.into(), false);
        }
        for warning in &one.warnings {
            output::note(&format!(
                "{WARN}warning{WARN:#}: {} [{}]\n  {GOOD}help:{GOOD:#} {}",
                warning.message, warning.code, warning.help
            ));
        }
    }
    if json {
        output::json(&checked)?;
    } else {
        for one in &checked {
            output::line(&summary(one))?;
        }
    }
    let fine = checked.iter().all(|one| one.ok);
    Ok(if fine { 0 } else { EXIT_WRONG })
}

fn check_one(skills: Option<&Skills>, file: &Path) -> Checked {
    let mut checked = Checked {
        file: file.display().to_string(),
        ok: true,
        skill: None,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    match Policy::check(file) {
        Ok(policy) => {
            checked.warnings = warnings(skills, &policy);
            checked.skill = Some(policy.skill);
        }
        Err(mistakes) => {
            checked.ok = false;
            checked.errors = mistakes.into_iter().map(Mistake::from).collect();
        }
    }
    checked
}

/// What is no mistake, and probably not meant either.
fn warnings(skills: Option<&Skills>, policy: &Policy) -> Vec<Warning> {
    let mut warnings: Vec<_> = misnamed(policy).into_iter().collect();
    warnings.extend(of_installed(skills, policy));
    warnings
}

/// A policy that is found by its file's name for another skill than the one whose values it keeps.
fn misnamed(policy: &Policy) -> Option<Warning> {
    let path = policy.path.as_ref()?;
    let folder = std::path::absolute(path).ok()?;
    let found_by_name = folder.parent()?.file_name()? == "policies";
    let (file, skill) = (path.file_stem()?.to_string_lossy(), &policy.skill);
    (found_by_name && file != skill.as_str()).then(|| Warning {
        code: "policy.name",
        message: format!(
            "{}: the file is for the skill {}, and what that keeps would be kept as {skill}'s",
            place(policy, None),
            harmless(&file),
        ),
        line: None,
        help: "give the file and its `skill` one name".to_owned(),
    })
}

/// Of a component that is installed under the policy's name.
fn of_installed(skills: Option<&Skills>, policy: &Policy) -> Vec<Warning> {
    let installed = skills.and_then(|skills| {
        let mut found = skills.library().list().into_iter();
        let found = found.find(|found| found.name == policy.skill)?;
        Component::read(skills, found, None).ok()
    });
    let Some(component) = installed else {
        return Vec::new();
    };
    let skill = &policy.skill;
    let mut warnings: Vec<_> = component
        .unused(policy)
        .into_iter()
        .map(|(capability, line)| Warning {
            code: "policy.unused",
            message: format!(
                "{}: {capability} is granted, and the installed {skill} does not import it",
                place(policy, line)
            ),
            line,
            help: format!("remove [grants.{capability}]"),
        })
        .collect();
    warnings.extend(
        component
            .about
            .capabilities()
            .into_iter()
            .filter(|capability| !policy.decide(*capability).allowed)
            .map(|capability| Warning {
                code: "policy.refuses",
                message: format!(
                    "{}: the installed {skill} imports {capability}, which is not granted, and so is refused",
                    place(policy, None)
                ),
                line: None,
                help: format!("`omni policy explain {skill}` tells which lines would allow it"),
            }),
    );
    if let Some(pin) = &policy.component_sha256
        && *pin != component.about.sha256
    {
        warnings.push(Warning {
            code: "policy.pin",
            message: format!(
                "{}: the installed {skill} is not the component that is pinned",
                place(policy, None)
            ),
            line: None,
            help: format!(
                "if you trust it, write sha256 = \"{}\"",
                component.about.sha256
            ),
        });
    }
    warnings
}

fn summary(checked: &Checked) -> String {
    let count = |many: usize, what: &str| match many {
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let file = &checked.file;
    match (checked.errors.len(), checked.warnings.len()) {
        (0, 0) => format!("{GOOD}ok{GOOD:#}     {file}"),
        (0, many) => format!("{GOOD}ok{GOOD:#}     {file} ({})", count(many, "warning")),
        (many, _) => format!("{BAD}wrong{BAD:#}  {file} ({})", count(many, "mistake")),
    }
}

impl From<Error> for Mistake {
    fn from(error: Error) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
            line: error.line(),
            column: error.column(),
            help: error.help(),
        }
    }
}

impl From<&Mistake> for CliError {
    fn from(mistake: &Mistake) -> Self {
        Self {
            code: mistake.code.to_owned(),
            message: mistake.message.clone(),
            help: mistake.help.clone(),
            details: None,
        }
    }
}
