//! What is written where, decided before anything is: no picture of a batch takes another one's name.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use omni_skills::types::EncodedImage;

use super::is_stdin;
use crate::error::CliError;

/// Where the pictures of a batch go.
pub(super) struct Outputs {
    /// None: nowhere.
    folder: Option<PathBuf>,
    /// By place, without the ending that says what it is.
    names: Vec<OsString>,
    /// The files that are read: device and inode.
    sources: HashSet<(u64, u64)>,
    force: bool,
}

impl Outputs {
    /// Makes the folder, and gives each source a name of its own: its own without the ending; with it, where another
    /// one would have the same; with a number after that.
    pub(super) fn plan(
        files: &[PathBuf],
        folder: Option<&Path>,
        force: bool,
    ) -> Result<Self, CliError> {
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        }
        let sources = files.iter().filter_map(|file| identity(file).ok());
        Ok(Self {
            folder: folder.map(Path::to_owned),
            names: names(files),
            sources: sources.collect(),
            force,
        })
    }

    /// Writes the picture of this place, and says where. A file that is there with the same content stays.
    pub(super) fn write(
        &self,
        place: usize,
        encoded: Option<&EncodedImage>,
    ) -> Result<Option<PathBuf>, CliError> {
        let (Some(folder), Some(encoded)) = (&self.folder, encoded) else {
            return Ok(None);
        };
        let mut name = self.names[place].clone();
        name.push(".");
        name.push(extension(&encoded.media_type));
        let path = folder.join(name);
        let written = written(folder, &encoded.bytes);
        let file = written.map_err(|error| unwritable(&path, &error))?;
        match file.persist_noclobber(&path) {
            Ok(_) => {}
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                self.replace(&path, &encoded.bytes, refused.file)?;
            }
            Err(refused) => return Err(unwritable(&path, &refused.error)),
        }
        Ok(Some(path))
    }

    fn replace(
        &self,
        path: &Path,
        bytes: &[u8],
        file: tempfile::NamedTempFile,
    ) -> Result<(), CliError> {
        let is_source = identity(path).is_ok_and(|identity| self.sources.contains(&identity));
        let about = std::fs::metadata(path);
        let same_size =
            about.is_ok_and(|about| about.is_file() && about.len() == bytes.len() as u64);
        if same_size && std::fs::read(path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        if is_source || !self.force {
            let shown = path.display();
            return Err(match is_source {
                true => CliError::new(
                    "image.output-exists",
                    format!("{shown} is one of the pictures to be prepared, and is not replaced"),
                    "name another folder with -o",
                ),
                false => CliError::new(
                    "image.output-exists",
                    format!("{shown} is there already, with other content"),
                    "replace it with --force, or name another folder with -o",
                ),
            });
        }
        let persisted = file.persist(path).map(drop);
        persisted.map_err(|refused| unwritable(path, &refused.error))
    }
}

/// A file with these bytes, on disk and without a name that anybody knows.
fn written(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    // As any program would make it: the umask says who may read it.
    let rights = std::fs::Permissions::from_mode(0o666);
    let mut file = tempfile::Builder::new()
        .permissions(rights)
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn names(files: &[PathBuf]) -> Vec<OsString> {
    let mut with_stem: HashMap<OsString, usize> = HashMap::new();
    for file in files {
        *with_stem.entry(stem(file)).or_default() += 1;
    }
    let mut taken = HashSet::new();
    let mut names = Vec::new();
    for file in files {
        let stem = stem(file);
        let whole = match with_stem.get(&stem) {
            Some(1) => stem,
            _ => name(file),
        };
        let mut unique = whole.clone();
        let mut number = 1;
        while !taken.insert(unique.clone()) {
            number += 1;
            unique = whole.clone();
            unique.push(format!("-{number}"));
        }
        names.push(unique);
    }
    names
}

fn stem(file: &Path) -> OsString {
    match is_stdin(file) {
        true => "stdin".into(),
        false => file.file_stem().unwrap_or("picture".as_ref()).to_owned(),
    }
}

fn name(file: &Path) -> OsString {
    match is_stdin(file) {
        true => "stdin".into(),
        false => file.file_name().unwrap_or("picture".as_ref()).to_owned(),
    }
}

/// `webp` of `image/webp`. The media type was checked: letters, digits and few signs.
fn extension(media_type: &str) -> String {
    let subtype = media_type.rsplit('/').next().unwrap_or(media_type);
    let plain = subtype.chars().filter(char::is_ascii_alphanumeric);
    plain.collect()
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let about = std::fs::metadata(path)?;
    Ok((about.dev(), about.ino()))
}

fn unwritable(path: &Path, error: &io::Error) -> CliError {
    CliError::new(
        "image.output",
        format!("{} cannot be written: {error}", path.display()),
        "check that there is room and that the folder is yours to write",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(files: &[&str]) -> Vec<String> {
        let files: Vec<_> = files.iter().map(PathBuf::from).collect();
        let names = names(&files).into_iter();
        names.map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn no_two_pictures_have_one_name() {
        assert_eq!(
            named(&["x/a.jpg", "b.tar.png", "-"]),
            ["a", "b.tar", "stdin"]
        );
        assert_eq!(named(&["a.jpg", "a.png", "b.png"]), ["a.jpg", "a.png", "b"]);
        assert_eq!(named(&["x/a.jpg", "y/a.jpg"]), ["a.jpg", "a.jpg-2"]);
        assert_eq!(named(&["a", "b/a", "a-2"]), ["a", "a-2", "a-2-2"]);
    }

    #[test]
    fn a_media_type_becomes_an_ending() {
        assert_eq!(extension("image/webp"), "webp");
        assert_eq!(extension("image/svg+xml"), "svgxml");
    }
}
