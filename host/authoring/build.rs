//! Puts the SDK, the contracts and the templates into the crate, as a table of paths and texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where they lie in the repository, and what they are called in the table.
const EMBEDDED: [(&str, &str); 5] = [
    ("Cargo.toml", "workspace.toml"),
    ("sdk/omni-skill/Cargo.toml", "sdk/Cargo.toml"),
    ("sdk/omni-skill/src", "sdk/src"),
    ("sdk/templates", "templates"),
    ("wit", "wit"),
];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize()?;
    let mut files = Vec::new();
    for (path, name) in EMBEDDED {
        let path = root.join(path);
        println!("cargo::rerun-if-changed={}", path.display());
        collect(&path, name, &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (name, path) in files {
        // Writing to a String cannot fail.
        let _ = writeln!(table, "    ({name:?}, include_str!({path:?})),");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("embedded.rs"), table)
}

fn collect(path: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !path.is_dir() {
        files.push((name.to_owned(), path.to_owned()));
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let below = entry.file_name();
        collect(
            &entry.path(),
            &format!("{name}/{}", below.to_string_lossy()),
            files,
        )?;
    }
    Ok(())
}
