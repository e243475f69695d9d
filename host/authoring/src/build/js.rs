//! JavaScript: componentize-js puts an engine and the source into a component of the project's own world.

use std::process::Command;

use super::read;
use crate::{Error, Project, tool};

/// Run by Node.js in the project's folder. Every feature that would import WASI is off.
const SCRIPT: &str = r"
import { componentize } from '@bytecodealliance/componentize-js';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
const [source, wit, out] = process.argv.slice(1);
const { component } = await componentize(await readFile(source, 'utf8'), {
  sourceName: source,
  witPath: resolve(wit),
  worldName: 'component',
  disableFeatures: ['stdio', 'random', 'clocks', 'http', 'fetch-event'],
});
await writeFile(out, component);
";

/// Builds the project; the component's bytes.
pub(super) fn build(project: &Project) -> Result<Vec<u8>, Error> {
    // It runs in the project's folder, where a relative path would mean another place.
    let folder = std::path::absolute(&project.folder).unwrap_or_else(|_| project.folder.clone());
    let missing = |tool: &str, purpose: &str, install: String| Error::ToolMissing {
        tool: tool.to_owned(),
        purpose: purpose.to_owned(),
        install,
    };
    let node = tool::find(None, "node").ok_or_else(|| {
        let install = "apt-get install nodejs npm, or take Node.js 20 or newer from its own site";
        missing("node", "runs componentize-js", install.to_owned())
    })?;
    if !folder
        .join("node_modules/@bytecodealliance/componentize-js")
        .is_dir()
    {
        let install = format!("npm install --prefix {}", project.folder.display());
        return Err(missing(
            "componentize-js",
            "makes components of JavaScript",
            install,
        ));
    }
    let out = folder.join("build").join(".componentize-js.wasm");
    let mut command = Command::new(node);
    command
        .current_dir(&folder)
        .args([
            "--input-type=module",
            "--eval",
            SCRIPT,
            "--",
            "skill.js",
            "wit",
        ])
        .arg(&out);
    tool::run(&mut command, &project.name)?;
    let bytes = read(&out);
    // Published under its own name by now, or of no use.
    let _ = std::fs::remove_file(&out);
    bytes
}
