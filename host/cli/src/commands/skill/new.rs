//! `omni skill new NAME --kind K`

use omni_authoring::{Created, NewProject, create};

use crate::args::author::New;
use crate::error::CliError;
use crate::output::{self, BOLD, DIM};

/// Makes a project.
pub(super) fn new(arguments: &New, json: bool) -> Result<(), CliError> {
    let created = create(&NewProject {
        name: &arguments.name,
        kind: &arguments.kind,
        language: arguments.lang.parse()?,
        folder: arguments.dir.as_deref(),
    })?;
    if json {
        return output::json(&created);
    }
    output::line(&told(&created))
}

fn told(created: &Created) -> String {
    let folder = output::harmless(&created.folder.display().to_string());
    let (kind, language) = (&created.kind, created.language.title());
    let mut text = format!("{BOLD}{}{BOLD:#}  a {kind} in {language}", created.name);
    for file in &created.files {
        text += &format!("\n  {folder}/{}", file.display());
    }
    text + &format!("\n{DIM}next:{DIM:#} omni skill test {folder}")
}
