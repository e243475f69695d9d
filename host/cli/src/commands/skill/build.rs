//! `omni skill build [DIR]`

use omni_authoring::{BuildOptions, Built, Project};
use serde::Serialize;

use crate::args::author::Build;
use crate::context::{Context, shipped};
use crate::error::CliError;
use crate::output::{self, BOLD, DIM, GOOD, WARN};

/// What `--json` prints.
#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    kind: Option<omni_skills::Kind>,
    language: omni_authoring::Language,
    component: &'a std::path::Path,
    size: u64,
    sha256: &'a str,
    time_ms: f64,
    imports: &'a [omni_skills::Import],
    check: &'a omni_authoring::Checked,
}

/// Builds a project, and tells what came of it.
pub(super) fn build(context: &Context, arguments: &Build, json: bool) -> Result<(), CliError> {
    let project = Project::open(&arguments.folder)?;
    let built = make(context, &project, arguments.debug)?;
    let about = &built.about;
    if let Some(problem) = &about.problem {
        output::note(&format!(
            "{WARN}warning{WARN:#}: this is no skill yet: it {problem}"
        ));
    }
    if json {
        return output::json(&Told {
            name: &project.name,
            kind: about.kind,
            language: project.language,
            component: &built.component,
            size: about.size,
            sha256: &about.sha256,
            time_ms: built.time.as_secs_f64() * 1e3,
            imports: &about.imports,
            check: &built.checked,
        });
    }
    output::line(&told(&project, &built))
}

/// Builds with what this machine has.
pub(super) fn make(context: &Context, project: &Project, debug: bool) -> Result<Built, CliError> {
    let skills = context.skills()?;
    let options = BuildOptions {
        debug,
        toolchains: shipped(),
    };
    Ok(omni_authoring::build(skills.runtime(), project, &options)?)
}

fn told(project: &Project, built: &Built) -> String {
    let (about, checked) = (&built.about, &built.checked);
    let kind = about.kind.map_or("no skill", omni_skills::Kind::name);
    let imports = about.imports.iter().filter(|import| !import.free);
    let imports: Vec<&str> = imports.map(|import| import.name.as_str()).collect();
    let imports = match imports.as_slice() {
        [] => "nothing".to_owned(),
        imports => imports.join("\n          "),
    };
    let policy = checked.policy.as_deref().map(output::harmless);
    let policy = policy.unwrap_or_else(|| "none, so nothing is granted".to_owned());
    let allowed = match checked.allowed {
        true => format!("{GOOD}lets it in{GOOD:#}"),
        false => format!("{WARN}would refuse it{WARN:#}"),
    };
    let mut text = format!(
        "{BOLD}{}{BOLD:#}  {kind} in {}, built in {:.1} s\nfile      {}\nsize      {} KiB\nsha256    {}\nimports   {imports}\npolicy    {policy}: {allowed}",
        project.name,
        project.language.title(),
        built.time.as_secs_f64(),
        output::harmless(&built.component.display().to_string()),
        about.size.div_ceil(1024),
        about.sha256,
    );
    for reason in checked.reasons.iter().filter(|reason| !reason.allowed) {
        text += &format!(
            "\n          {}: {}",
            reason.subject,
            output::harmless(&reason.why)
        );
    }
    if !checked.lines_to_add.is_empty() {
        let file = project.policy_file();
        let file = output::harmless(&file.display().to_string());
        let lines = checked.lines_to_add.replace('\n', "\n  ");
        text += &format!("\n{DIM}to allow it, add to {file}:{DIM:#}\n  {lines}");
    }
    text
}
