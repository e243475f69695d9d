//! Running the tools of others.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;

/// Runs a tool to its end and gives its stdout. What it says on stderr goes on to ours: a build takes its time,
/// and its own words on what is wrong are the best there are.
pub(crate) fn run(command: &mut Command, project: &str) -> Result<Vec<u8>, Error> {
    let tool = Path::new(command.get_program());
    let tool = tool.file_name().unwrap_or(tool.as_os_str());
    let tool = tool.to_string_lossy().into_owned();
    let failed = |reason: String| Error::BuildFailed {
        tool: tool.clone(),
        project: project.to_owned(),
        reason,
    };
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(format!("it does not start: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(failed(format!("it says why above ({})", output.status)))
}

/// What a tool prints when it is asked something; none if it does not start or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// A tool by the variable that names it, else by its name on PATH.
pub(crate) fn find(variable: Option<&str>, name: &str) -> Option<PathBuf> {
    let named = variable
        .and_then(env::var_os)
        .filter(|named| !named.is_empty());
    let wanted = named.unwrap_or_else(|| name.into());
    let wanted = Path::new(&wanted);
    if wanted.components().count() > 1 {
        return is_tool(wanted).then(|| wanted.to_owned());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders)
        .map(|folder| folder.join(wanted))
        .find(|path| is_tool(path))
}

/// PATH with `folder` at its end.
pub(crate) fn path_with(folder: &Path) -> io::Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(OsStr::new(&path)).chain([folder.to_owned()]);
    env::join_paths(folders).map_err(io::Error::other)
}

fn is_tool(path: &Path) -> bool {
    let about = path.metadata();
    about.is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_can_be_run() {
        let shell = find(None, "sh").unwrap();
        assert!(shell.is_absolute(), "{shell:?}");
        assert_eq!(find(None, "no-such-tool-anywhere"), None);
        assert_eq!(find(None, "/etc/passwd"), None);
        assert_eq!(
            ask(Command::new(shell).args(["-c", "echo ' yes '"])).unwrap(),
            "yes"
        );
    }

    #[test]
    fn a_failure_names_the_tool_and_the_project() {
        let error = run(Command::new("sh").args(["-c", "exit 3"]), "its-name").unwrap_err();
        assert_eq!(error.code(), "build.failed");
        assert!(
            error.to_string().starts_with("sh could not build its-name"),
            "{error}"
        );
    }
}
