//! Python's imaging libraries, installed once for all tests, where this machine can: what pictures are compared with.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::target_folder;

/// What `scripts/bench-images` compares with too.
const PACKAGES: [&str; 4] = [
    "ImageHash==4.3.2",
    "pillow==13.0.0",
    "scikit-image==0.26.0",
    "opencv-python-headless==5.0.0.93",
];

/// The virtual environment. The error says why there is none.
///
/// # Errors
/// If Python, pip or a package cannot be had.
pub fn python() -> Result<PathBuf, String> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    INSTALLED.get_or_init(install).clone()
}

/// The folder of ImageHash's own test pictures, out of its source package.
///
/// # Errors
/// If the package cannot be had.
pub fn imagehash_pictures() -> Result<PathBuf, String> {
    let venv = python()?;
    let folder = venv.join("sources");
    let pictures = folder.join("ImageHash-4.3.2/tests/data");
    if !pictures.exists() {
        run(Command::new(venv.join("bin/pip"))
            .args([
                "download",
                "--quiet",
                "--no-deps",
                "--no-binary",
                "ImageHash",
            ])
            .arg(PACKAGES[0])
            .arg("--dest")
            .arg(&folder))?;
        run(Command::new("tar")
            .args(["-xzf", "ImageHash-4.3.2.tar.gz"])
            .current_dir(&folder))?;
    }
    Ok(pictures)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?} failed: {}", said.trim())),
    }
}

fn install() -> Result<PathBuf, String> {
    let folder = target_folder().join("toolchains/images");
    let works = || {
        let mut python = Command::new(folder.join("bin/python"));
        run(python.args(["-c", "import cv2, imagehash, skimage"]))
    };
    if works().is_err() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--only-binary", ":all:"])
            .args(PACKAGES))?;
        works()?;
    }
    Ok(folder)
}
