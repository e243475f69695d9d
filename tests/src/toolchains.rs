//! The tools that make components of Python and JavaScript, installed once for all tests, where this machine can.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::target_folder;

/// The virtual environment with componentize-py, in the version that the templates name. The error says why there is none.
///
/// # Errors
/// If Python, pip or the package cannot be had.
pub fn python() -> Result<PathBuf, String> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let install = || {
        let manifest = template("python/shared/pyproject.toml");
        let (_, package) = manifest.split_once("build = [\"").unwrap();
        let package = package.split('"').next().unwrap();
        let folder = target_folder().join("toolchains").join(package);
        if !folder.join("bin/componentize-py").exists() {
            run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
            run(Command::new(folder.join("bin/pip")).args(["install", "--quiet", package]))?;
        }
        Ok(folder)
    };
    INSTALLED.get_or_init(install).clone()
}

/// The `node_modules` with componentize-js, in the version that the templates name. The error says why there is none.
///
/// # Errors
/// If Node.js, npm or the package cannot be had.
pub fn javascript() -> Result<PathBuf, String> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let install = || {
        let manifest = template("js/shared/package.json");
        let (_, version) = manifest.split_once("componentize-js\": \"").unwrap();
        let version = version.split('"').next().unwrap();
        let folder = target_folder()
            .join("toolchains")
            .join(format!("componentize-js-{version}"));
        let modules = folder.join("node_modules");
        if !modules.join("@bytecodealliance/componentize-js").exists() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("package.json"), manifest).unwrap();
            run(Command::new("npm")
                .args(["install", "--silent"])
                .current_dir(&folder))?;
        }
        run(Command::new("node").arg("--version"))?;
        Ok(modules)
    };
    INSTALLED.get_or_init(install).clone()
}

fn template(path: &str) -> String {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sdk/templates");
    std::fs::read_to_string(templates.join(path)).unwrap()
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?} does not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?} failed: {}", said.trim())),
    }
}
