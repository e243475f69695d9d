//! Rust: cargo compiles for wasm32-unknown-unknown, and wasm-component-ld links a component of it, as for the
//! skills that come with the host.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::{BuildOptions, read};
use crate::{Error, Project, tool};

const TARGET: &str = "wasm32-unknown-unknown";
const LINKER: &str = "wasm-component-ld";
/// Brings cargo and rustc.
const RUSTUP: &str = "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y";

/// Compiles the project; the component's bytes.
pub(super) fn build(project: &Project, options: &BuildOptions) -> Result<Vec<u8>, Error> {
    let toolchain = Toolchain::find(&project.folder, &options.toolchains)?;
    let mut cargo = Command::new(&toolchain.cargo);
    cargo
        .current_dir(&project.folder)
        .args(["build", "--lib", "--target", TARGET])
        .arg("--message-format=json-render-diagnostics")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        // What is set for the machine itself (target-cpu=native, say) means nothing in the sandbox.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    if !options.debug {
        cargo.arg("--release");
    }
    if let Some(rustc) = &toolchain.rustc {
        cargo.env("RUSTC", rustc);
    }
    if let Some(path) = toolchain.linkers.as_deref().map(tool::path_with) {
        let path = path.map_err(|error| Error::BuildFailed {
            tool: "cargo".to_owned(),
            project: project.name.clone(),
            reason: format!("PATH cannot be extended: {error}"),
        })?;
        cargo.env("PATH", path);
    }
    let messages = tool::run(&mut cargo, &project.name)?;
    let messages = String::from_utf8_lossy(&messages);
    match messages.lines().rev().find_map(component) {
        Some(path) => read(&path),
        None => Err(Error::BuildFailed {
            tool: "cargo".to_owned(),
            project: project.name.clone(),
            reason:
                "it made no .wasm: Cargo.toml needs crate-type = [\"cdylib\", \"rlib\"] under [lib]"
                    .to_owned(),
        }),
    }
}

/// The `.wasm` that one of cargo's messages tells of. The project's own comes last.
fn component(message: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        reason: String,
        #[serde(default)]
        filenames: Vec<PathBuf>,
    }
    let message: Message = serde_json::from_str(message).ok()?;
    let wasm = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    };
    (message.reason == "compiler-artifact")
        .then(|| message.filenames.into_iter().find(wasm))
        .flatten()
}

/// What builds a component of Rust here.
struct Toolchain {
    cargo: PathBuf,
    /// Instead of the one that cargo would take.
    rustc: Option<PathBuf>,
    /// The folder of the linker, if it is not on PATH.
    linkers: Option<PathBuf>,
}

impl Toolchain {
    /// Asks the compiler that cargo would take in `folder`, then those below `others`.
    fn find(folder: &Path, others: &[PathBuf]) -> Result<Self, Error> {
        let missing = |tool: &str, purpose: &str, install: &str| Error::ToolMissing {
            tool: tool.to_owned(),
            purpose: purpose.to_owned(),
            install: install.to_owned(),
        };
        let cargo = tool::find(Some("CARGO"), "cargo");
        let rustc = tool::find(Some("RUSTC"), "rustc");
        let (Some(cargo), Some(rustc)) = (cargo, rustc) else {
            let purpose = "compiles skills written in Rust";
            return Err(missing("cargo", purpose, RUSTUP));
        };
        let own = has_target(&rustc, folder);
        let other = if own { None } else { prepared(others, folder) };
        if !own && other.is_none() {
            let tool = format!("Rust's std for {TARGET}");
            let install = format!("rustup target add {TARGET}");
            return Err(missing(&tool, "skills are compiled for", &install));
        }
        let linkers = linkers(&rustc, folder);
        if linkers.is_none() && tool::find(None, LINKER).is_none() {
            let purpose = "links components and comes with rustup's Rust";
            return Err(missing(LINKER, purpose, RUSTUP));
        }
        Ok(Self {
            cargo,
            rustc: other,
            linkers,
        })
    }
}

/// Whether `rustc` has std for the target. A project may name its own toolchain, so it is asked there.
fn has_target(rustc: &Path, folder: &Path) -> bool {
    let mut ask = Command::new(rustc);
    ask.current_dir(folder)
        .args(["--print", "target-libdir", "--target", TARGET]);
    let libraries = tool::ask(&mut ask).and_then(|path| fs::read_dir(path).ok());
    libraries.is_some_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libcore-"))
        })
    })
}

/// A compiler that somebody prepared for the target: `scripts/wasm-toolchain` does in a checkout.
fn prepared(others: &[PathBuf], folder: &Path) -> Option<PathBuf> {
    let sysroots = others
        .iter()
        .filter_map(|other| fs::read_dir(other.join("wasm-sysroot")).ok());
    let mut compilers = sysroots
        .flat_map(|sysroots| sysroots.flatten())
        .map(|sysroot| sysroot.path().join("bin").join("rustc"));
    compilers.find(|rustc| rustc.is_file() && has_target(rustc, folder))
}

/// The folder where rustup's Rust keeps its linkers, if the one that makes components is there.
fn linkers(rustc: &Path, folder: &Path) -> Option<PathBuf> {
    let ask = |arguments: &[&str]| {
        let mut command = Command::new(rustc);
        tool::ask(command.current_dir(folder).args(arguments))
    };
    let (sysroot, about) = (ask(&["--print", "sysroot"])?, ask(&["-vV"])?);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "))?;
    let folder = Path::new(&sysroot)
        .join("lib/rustlib")
        .join(host)
        .join("bin");
    let linker = format!("{LINKER}{}", env::consts::EXE_SUFFIX);
    folder.join(linker).is_file().then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_tells_where_the_component_is() {
        let told = r#"{"reason":"compiler-artifact","filenames":["/t/liba.rlib","/t/a.wasm"],"fresh":true}"#;
        assert_eq!(component(told), Some("/t/a.wasm".into()));
        for other in [
            r#"{"reason":"build-finished","success":true}"#,
            r#"{"reason":"compiler-artifact","filenames":["/t/liba.rlib"]}"#,
            "not json",
        ] {
            assert_eq!(component(other), None);
        }
    }
}
