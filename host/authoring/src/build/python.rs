//! Python: componentize-py puts the interpreter and the sources into a component of the project's own world.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::read;
use crate::{Error, Project, tool};

/// The version that the templates were tried with; `pyproject.toml` names it too.
const TOOL: &str = "componentize-py==0.25.1";
/// The module that exports the skill.
const MODULE: &str = "skill";

/// Builds the project; the component's bytes.
pub(super) fn build(project: &Project) -> Result<Vec<u8>, Error> {
    // It runs in the project's folder, where a relative path would mean another place.
    let folder = std::path::absolute(&project.folder).unwrap_or_else(|_| project.folder.clone());
    let componentize = find(&folder).ok_or_else(|| missing(project))?;
    let out = folder.join("build").join(".componentize-py.wasm");
    let mut command = Command::new(componentize);
    command
        .current_dir(&folder)
        .args(["--wit-path", "wit", "--world", "component", "componentize"])
        // No WASI: nothing is imported but what the world says.
        .args(["--stub-wasi", MODULE, "--output"])
        .arg(&out);
    tool::run(&mut command, &project.name)?;
    let bytes = read(&out);
    // Published under its own name by now, or of no use.
    let _ = std::fs::remove_file(&out);
    bytes
}

/// The project's own, else the one on PATH.
fn find(folder: &Path) -> Option<PathBuf> {
    let own = folder.join(".omni/venv/bin/componentize-py");
    own.to_str()
        .and_then(|own| tool::find(None, own))
        .or_else(|| tool::find(None, "componentize-py"))
}

fn missing(project: &Project) -> Error {
    let venv = project.folder.join(".omni/venv");
    let venv = venv.display();
    Error::ToolMissing {
        tool: "componentize-py".to_owned(),
        purpose: "makes components of Python".to_owned(),
        install: format!("python3 -m venv {venv} && {venv}/bin/pip install {TOOL}"),
    }
}
