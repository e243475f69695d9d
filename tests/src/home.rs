//! A fresh `$OMNI_HOME` and the real `omni` on it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use omni_audit::{Log, LogOptions};

/// A home of its own for one test, gone afterwards.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a command printed and how it ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// All of stdout.
    pub stdout: String,
    /// All of stderr.
    pub stderr: String,
}

impl Outcome {
    /// stdout as one JSON document.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts that the command did its work.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Asserts that it was refused with this exit code, this error code, and one line of what is
    /// wrong that contains `named`, followed by what to do.
    #[track_caller]
    pub fn refused(self, exit: i32, code: &str, named: &str) -> Self {
        assert_eq!(self.code, Some(exit), "{self:?}");
        let first = self
            .stderr
            .lines()
            .find(|line| line.starts_with("error: "))
            .unwrap_or_default();
        assert!(first.ends_with(&format!("[{code}]")), "{self:?}");
        assert!(first.contains(named), "{named:?} in {self:?}");
        assert!(self.stderr.contains("help: "), "{self:?}");
        assert!(!self.stderr.contains(" panicked at "), "{self:?}");
        self
    }
}

/// The signed log of a folder, open.
#[must_use]
pub fn log_in(home: &Path) -> Arc<Log> {
    Arc::new(Log::open(LogOptions::new(home)).unwrap())
}

impl Home {
    /// A home with the model in it, one thread and a short context, so that output can be compared.
    #[must_use]
    pub fn new() -> Self {
        let home = Self::bare();
        let models = home.path().join("models");
        std::fs::create_dir(&models).unwrap();
        let model = models.join("smollm2-135m.gguf");
        std::fs::hard_link(model_file(), &model)
            .or_else(|_| std::fs::copy(model_file(), &model).map(|_| ()))
            .unwrap();
        home.config("");
        home
    }

    /// A home with nothing in it.
    #[must_use]
    pub fn bare() -> Self {
        // Beside the model, so that it can be a hard link.
        let parent = target_folder().join("test-homes");
        std::fs::create_dir_all(&parent).unwrap();
        let folder = tempfile::Builder::new()
            .permissions(std::fs::Permissions::from_mode(0o700))
            .tempdir_in(parent)
            .unwrap();
        Self { folder }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Its signed log, open.
    #[must_use]
    pub fn log(&self) -> Arc<Log> {
        log_in(self.path())
    }

    /// Writes `omni.toml`: what pins the output, and `more`.
    pub fn config(&self, more: &str) {
        self.write(
            "omni.toml",
            format!("[model]\nthreads = 1\ncontext = 1024\n{more}"),
        );
    }

    /// Writes a file and returns its path.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments, working in the home, ready to start.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .current_dir(self.path())
            .env("OMNI_HOME", self.path())
            .env("NO_COLOR", "1")
            .env_remove("OMNI_LOG")
            .env_remove("OMNI_KEY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    #[must_use]
    pub fn omni(&self, arguments: &[&str]) -> Outcome {
        outcome(self.command(arguments).spawn().unwrap())
    }

    /// Runs the program with this on stdin.
    #[must_use]
    pub fn omni_with_stdin(&self, arguments: &[&str], stdin: &[u8]) -> Outcome {
        use std::io::Write as _;
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses its input closes the pipe early.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        outcome(child)
    }

    /// `omni ask --json` with a fixed seed.
    #[must_use]
    pub fn ask(&self, prompt: &str, more: &[&str]) -> serde_json::Value {
        let arguments = [&["ask", prompt, "--json", "--seed", "7"], more].concat();
        self.omni(&arguments).succeeded().json()
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

/// Waits for a program that was started by [`Home::command`].
#[must_use]
pub fn outcome(child: Child) -> Outcome {
    let output = child.wait_with_output().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The folder that everything is built into: tests run from `TARGET/release/deps`.
#[must_use]
pub fn target_folder() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().to_owned()
}

/// A component of `tests/guests`.
#[must_use]
pub fn guest(name: &str) -> String {
    existing(
        target_folder().join("guests").join(format!("{name}.wasm")),
        "make skills",
    )
}

/// One of our own skills.
#[must_use]
pub fn skill_file(name: &str) -> String {
    existing(
        target_folder().join("skills").join(format!("{name}.wasm")),
        "make skills",
    )
}

/// A component of `examples`, with its policy beside it.
#[must_use]
pub fn example(name: &str) -> String {
    existing(
        target_folder()
            .join("examples")
            .join(format!("{name}.wasm")),
        "make skills",
    )
}

/// The model that the tests ask.
#[must_use]
pub fn model_file() -> String {
    existing(
        target_folder().join("models").join("smollm2-135m.gguf"),
        "make model",
    )
}

fn program() -> String {
    existing(target_folder().join("release").join("omni"), "make build")
}

fn existing(path: PathBuf, command: &str) -> String {
    assert!(
        path.exists(),
        "{} is missing: run `{command}`",
        path.display()
    );
    path.to_str().unwrap().to_owned()
}
