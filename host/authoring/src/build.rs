//! From a project to its component, by the tools of its language.

mod js;
mod python;
mod rust;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use omni_skills::{Inspection, Runtime};

use crate::check::{Checked, check};
use crate::language::Language;
use crate::{Error, Project};

/// How to build.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Quickly and with all checks of the language, rather than small and fast. Only Rust knows the difference.
    pub debug: bool,
    /// Folders where a compiler with std for WebAssembly may lie (`wasm-sysroot/*/bin/rustc` below each), for
    /// machines whose own has none.
    pub toolchains: Vec<PathBuf>,
}

/// A component that was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// Where it lies.
    pub component: PathBuf,
    /// How long it took.
    pub time: Duration,
    /// What it is.
    pub about: Inspection,
    /// What the project's policy says to it.
    pub checked: Checked,
}

/// Builds `project` and looks at what came of it.
///
/// # Errors
/// A tool is missing, or it fails; the component cannot be written, or is none; the policy is wrong.
pub fn build(runtime: &Runtime, project: &Project, options: &BuildOptions) -> Result<Built, Error> {
    let policy = project.policy()?;
    let start = Instant::now();
    let component = project.component();
    let folder = component.parent().unwrap_or(&project.folder);
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let bytes = match project.language {
        Language::Rust => rust::build(project, options)?,
        Language::Python => python::build(project)?,
        Language::Js => js::build(project)?,
    };
    let time = start.elapsed();
    let about = runtime.inspect(&project.name, &bytes)?;
    publish(&component, &bytes)?;
    let checked = check(&about, &policy);
    Ok(Built {
        component,
        time,
        about,
        checked,
    })
}

/// Never half a file: a host may be reading it.
fn publish(component: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = component.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(".omni-build-")
            // As the user's other files: who may read it is the umask's to say.
            .permissions(fs::Permissions::from_mode(0o666))
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(component).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| unwritable(component, &error))
}

/// A file that a tool wrote.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unwritable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
