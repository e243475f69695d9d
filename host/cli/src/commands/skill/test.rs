//! `omni skill test [DIR]`

use std::path::Path;

use omni_authoring::{CaseReport, Change, Project, Report, TestOptions, Verdict};

use super::build;
use crate::args::author::Test;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, BOLD, DIM, GOOD, WARN};

/// The exit code when a case fails.
const EXIT_FAILED: u8 = 5;

/// Runs a project's cases. Returns the exit code.
pub(super) fn test(context: &Context, arguments: &Test, json: bool) -> Result<u8, CliError> {
    let project = Project::open(&arguments.folder)?;
    if !arguments.no_build && project.is_stale() {
        let built = build::make(context, &project, false)?;
        output::note(&format!(
            "{DIM}built {} in {:.1} s{DIM:#}",
            output::harmless(&built.component.display().to_string()),
            built.time.as_secs_f64()
        ));
    }
    let skills = context.skills()?;
    let options = TestOptions {
        filter: arguments.filter.as_deref(),
        update: arguments.update,
    };
    let report = omni_authoring::test(skills.runtime(), &project, &options)?;
    if let Some(file) = &arguments.junit {
        write_junit(file, &report)?;
    }
    if json {
        output::json(&report)?;
    } else {
        output::line(&told(&report))?;
    }
    let failed = report.count(Verdict::Failed) > 0;
    Ok(if failed { EXIT_FAILED } else { 0 })
}

fn write_junit(file: &Path, report: &Report) -> Result<(), CliError> {
    std::fs::write(file, omni_authoring::junit(report)).map_err(|error| {
        CliError::new(
            "output.failed",
            format!("{} cannot be written: {error}", file.display()),
            "check the folder's rights and room, or name another file",
        )
    })
}

fn told(report: &Report) -> String {
    let policy = report
        .policy
        .as_ref()
        .map(|path| path.display().to_string());
    let policy = policy.unwrap_or_else(|| "no policy: nothing is granted".to_owned());
    let mut text = format!(
        "{BOLD}{}{BOLD:#}  {} {DIM}({}, {}){DIM:#}",
        report.skill,
        report.kind,
        output::short_digest(&report.sha256),
        output::harmless(&policy)
    );
    for case in &report.cases {
        text += &format!("\n  {}", told_case(case));
    }
    let mut counts = vec![format!("{} passed", report.count(Verdict::Passed))];
    for (verdict, name) in [(Verdict::Failed, "failed"), (Verdict::Updated, "updated")] {
        match report.count(verdict) {
            0 => {}
            many => counts.push(format!("{many} {name}")),
        }
    }
    if report.left_out > 0 {
        counts.push(format!("{} left out", report.left_out));
    }
    let time = report.time.as_secs_f64() * 1e3;
    text + &format!("\n{} {DIM}in {time:.0} ms{DIM:#}", counts.join(", "))
}

fn told_case(case: &CaseReport) -> String {
    let name = format!(
        "{}: {}",
        output::harmless(&case.file.display().to_string()),
        output::harmless(&case.name)
    );
    let time = case.time.as_secs_f64() * 1e3;
    match case.verdict {
        Verdict::Passed => {
            return format!("{GOOD}ok{GOOD:#}       {name} {DIM}{time:.1} ms{DIM:#}");
        }
        Verdict::Updated => return format!("{WARN}updated{WARN:#}  {name}"),
        Verdict::Failed => {}
    }
    let mut text = format!("{BAD}failed{BAD:#}   {name} {DIM}{time:.1} ms{DIM:#}");
    for failure in &case.failures {
        text += &format!("\n           {}", output::harmless(&failure.what));
        for change in failure
            .difference
            .iter()
            .flat_map(|difference| &difference.0)
        {
            text += &format!("\n           {}", told_change(change));
        }
    }
    for line in &case.log {
        let message = output::harmless(&line.message);
        text += &format!("\n           {DIM}{}: {message}{DIM:#}", line.level);
    }
    text
}

fn told_change(change: &Change) -> String {
    match change {
        Change::Same(line) => format!("  {}", output::harmless(line)),
        Change::Missing(line) => format!("{BAD}- {}{BAD:#}", output::harmless(line)),
        Change::Extra(line) => format!("{GOOD}+ {}{GOOD:#}", output::harmless(line)),
    }
}
