//! From a path, or a text, to a typed value.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind};

/// The largest file read, in bytes. A policy has some hundred; more is a mistaken path.
pub const MAX_FILE: u64 = 1024 * 1024;

/// Reads and parses the TOML file at `path`.
///
/// # Errors
/// The file is missing, not a regular file, larger than [`MAX_FILE`], not UTF-8, or says something wrong.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    parse(path, &text(path)?)
}

/// Parses `text`; `path` is only what errors are said to be in.
///
/// # Errors
/// The text is not TOML, or holds an unknown, missing, duplicate or wrong key.
pub fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Error> {
    if text.len() as u64 > MAX_FILE {
        return Err(too_large(path));
    }
    toml::from_str(text).map_err(|error| Error::from_toml(path, text, &error))
}

/// The text of the file at `path`, within the same bounds as [`read`].
///
/// # Errors
/// As [`read`], except for what the file says.
pub fn text(path: &Path) -> Result<String, Error> {
    let file = open(path)?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(path));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Error::at(path, &text, valid, "not valid UTF-8 from here on")
    })
}

fn open(path: &Path) -> Result<File, Error> {
    // Asked before opening, since opening a pipe would wait for its writer.
    let metadata = path.metadata().map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        return Err(Error::of_file(
            ErrorKind::Unreadable,
            path,
            "is a folder, not a file",
        ));
    }
    if !metadata.is_file() {
        return Err(Error::of_file(
            ErrorKind::Unreadable,
            path,
            "is not a regular file",
        ));
    }
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn too_large(path: &Path) -> Error {
    let message = format!("is larger than {} MiB", MAX_FILE >> 20);
    Error::of_file(ErrorKind::Unreadable, path, message)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::of_file(ErrorKind::Missing, path, "there is no such file")
        }
        _ => Error::of_file(
            ErrorKind::Unreadable,
            path,
            format!("cannot be read: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::{ByteSize, Spanned, TimeSpan};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read through Debug")]
    struct Sample {
        #[serde(default)]
        memory: ByteSize,
        time: Option<Spanned<TimeSpan>>,
        #[serde(default)]
        inner: Inner,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read through Debug")]
    struct Inner {
        count: Option<u32>,
    }

    fn error(text: &str) -> String {
        parse::<Sample>(Path::new("f.toml"), text)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn every_mistake_has_a_place() {
        for (text, expected) in [
            (
                "\n\nmemry = 1",
                "f.toml:3:1: unknown key `memry`, did you mean `memory`?",
            ),
            (
                "[inner]\ncont = 1",
                "f.toml:2:1: unknown key `cont`, did you mean `count`?",
            ),
            (
                "[iner]\n",
                "f.toml:1:2: unknown key `iner`, did you mean `inner`?",
            ),
            (
                "memory = \"1MB\"",
                "f.toml:1:10: unknown unit `MB` in `1MB`: write B, KiB, MiB or GiB",
            ),
            (
                "time = 3",
                "f.toml:1:8: invalid type: integer `3`, expected a length of time such as \"2s\"",
            ),
            ("memory = 1\nmemory = 2", "f.toml:2:1: duplicate key"),
            ("memory = -1", "f.toml:1:10: a size cannot be negative"),
            (
                "[inner]\ncount = 5000000000",
                "f.toml:2:9: invalid value: integer `5000000000`, expected a whole number from 0 to 4294967295",
            ),
            (
                "[inner]\ncount = \"x\"",
                "f.toml:2:9: invalid type: string \"x\", expected a whole number from 0 to 4294967295",
            ),
        ] {
            assert_eq!(error(text), expected, "{text}");
        }
    }

    #[test]
    fn only_regular_files_of_reasonable_size() {
        let folder = std::env::temp_dir();
        assert_eq!(
            read::<Sample>(&folder).unwrap_err().kind,
            ErrorKind::Unreadable
        );
        let missing = folder.join("omni-settings-there-is-no-such-file.toml");
        assert_eq!(
            read::<Sample>(&missing).unwrap_err().kind,
            ErrorKind::Missing
        );
        let large = "#".repeat(usize::try_from(MAX_FILE).unwrap() + 1);
        assert_eq!(error(&large), "f.toml: is larger than 1 MiB");
        assert_eq!(
            read::<Sample>(Path::new("/dev/zero")).unwrap_err().message,
            "is not a regular file"
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = parse::<Sample>(Path::new("f.toml"), &text);
        }

        #[test]
        fn an_unknown_key_is_always_refused(key in "[a-z]{1,12}", value in 0u32..9) {
            prop_assume!(!["memory", "time", "inner"].contains(&key.as_str()));
            let error = parse::<Sample>(Path::new("f"), &format!("{key} = {value}")).unwrap_err();
            prop_assert!(error.message.starts_with("unknown key"), "{error}");
            prop_assert_eq!(error.line, Some(1));
        }
    }
}
