//! Making a project.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::language::Language;
use crate::{Error, name, template};

/// What to make.
#[derive(Clone, Debug)]
pub struct NewProject<'a> {
    /// The skill's name.
    pub name: &'a str,
    /// Its kind, such as `scorer`.
    pub kind: &'a str,
    /// The language to write it in.
    pub language: Language,
    /// The folder to make; none: one of the skill's name, here.
    pub folder: Option<&'a Path>,
}

/// What was made.
#[derive(Clone, Debug, Serialize)]
pub struct Created {
    /// The skill's name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its language.
    pub language: Language,
    /// The project's folder.
    pub folder: PathBuf,
    /// Its files, sorted, those left out that no author changes.
    pub files: Vec<PathBuf>,
}

/// Makes a project: whole, or not at all.
///
/// # Errors
/// A name, kind or language that there is not; a folder that is there and not empty, or cannot be made.
pub fn create(wanted: &NewProject<'_>) -> Result<Created, Error> {
    name::check(wanted.name)?;
    let files = template::files(wanted.name, wanted.kind, wanted.language)?;
    let folder = wanted.folder.unwrap_or(Path::new(wanted.name));
    if !is_free(folder) {
        return Err(Error::Taken {
            path: folder.to_owned(),
        });
    }
    write(folder, &files).map_err(|error| Error::Unwritable {
        path: folder.to_owned(),
        reason: error.to_string(),
    })?;
    let mut own: Vec<PathBuf> = files.into_iter().map(|(path, _)| path).collect();
    own.retain(|path| !path.starts_with(".omni") && !path.starts_with("wit/deps"));
    own.sort();
    Ok(Created {
        name: wanted.name.to_owned(),
        kind: wanted.kind.to_owned(),
        language: wanted.language,
        folder: folder.to_owned(),
        files: own,
    })
}

/// Whether nothing is there, or an empty folder.
fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        // A file, a link that leads nowhere, a folder that may not be read: all of them are something.
        Err(_) => folder.symlink_metadata().is_err(),
    }
}

/// Writes all of it beside its place, then puts it there.
fn write(folder: &Path, files: &[template::File]) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let parent = folder.parent().unwrap_or(&folder);
    fs::create_dir_all(parent)?;
    let work = tempfile::Builder::new()
        .prefix(".omni-new-")
        .tempdir_in(parent)?;
    // A folder within, with the rights that the user's folders have.
    let whole = work.path().join("project");
    for (path, text) in files {
        let path = whole.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        fs::write(path, text)?;
    }
    // Replaces an empty folder, and no other.
    fs::rename(whole, folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(folder: &Path) -> Result<Created, Error> {
        create(&NewProject {
            name: "its-name",
            kind: "validator",
            language: Language::Rust,
            folder: Some(folder),
        })
    }

    #[test]
    fn nothing_that_is_there_is_touched() {
        let root = tempfile::tempdir().unwrap();
        let (full, file) = (root.path().join("full"), root.path().join("file"));
        fs::create_dir(&full).unwrap();
        fs::write(full.join("mine"), "mine").unwrap();
        fs::write(&file, "mine").unwrap();
        for taken in [&full, &file] {
            assert_eq!(make(taken).unwrap_err().code(), "project.taken");
        }
        assert_eq!(
            make(&file.join("below")).unwrap_err().code(),
            "project.unwritable"
        );
        let left: Vec<_> = fs::read_dir(root.path()).unwrap().collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn an_empty_or_a_deep_folder_will_do() {
        let root = tempfile::tempdir().unwrap();
        let empty = root.path().join("empty");
        fs::create_dir(&empty).unwrap();
        for folder in [empty, root.path().join("a/b/c")] {
            let made = make(&folder).unwrap();
            assert!(
                made.files.contains(&PathBuf::from("src/lib.rs")),
                "{made:?}"
            );
            assert!(folder.join("its-name.toml").exists());
            assert!(folder.join(".omni/sdk/omni-skill/Cargo.toml").exists());
        }
    }
}
