//! Bytes that a case gives: of a file, as text, or as base64.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// The largest file, in bytes: as for `omni skill run`.
const MAX_FILE: u64 = 64 << 20;

/// Bytes, one way or the other.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bytes {
    /// A file; a relative path starts from the test file's folder.
    path: Option<PathBuf>,
    /// As they are.
    text: Option<String>,
    base64: Option<String>,
    #[serde(skip)]
    bytes: Vec<u8>,
}

impl Bytes {
    /// Gets the bytes from where they are.
    pub(super) fn complete(&mut self, folder: &Path) -> Result<(), String> {
        self.bytes = match (&self.path, &self.text, &self.base64) {
            (Some(path), None, None) => {
                let path = folder.join(path);
                read(&path).map_err(|error| format!("{}: {error}", path.display()))?
            }
            (None, Some(text), None) => text.clone().into_bytes(),
            (None, None, Some(text)) => STANDARD
                .decode(text)
                .map_err(|error| format!("`base64` is none: {error}"))?,
            _ => return Err("bytes are given by `path`, by `text` or by `base64`".to_owned()),
        };
        Ok(())
    }

    /// The bytes, once complete.
    pub(super) fn get(&self) -> &[u8] {
        &self.bytes
    }
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MAX_FILE {
        true => Err(std::io::Error::other("it is larger than 64 MiB")),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn come_from_one_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("f"), "abc").unwrap();
        let got = |text: &str| {
            let mut bytes: Bytes = toml::from_str(text).unwrap();
            bytes.complete(folder.path()).map(|()| bytes.get().to_vec())
        };
        for text in ["path = \"f\"", "text = \"abc\"", "base64 = \"YWJj\""] {
            assert_eq!(got(text).unwrap(), b"abc", "{text}");
        }
        for text in [
            "",
            "path = \"g\"",
            "base64 = \"?\"",
            "path = \"f\"\ntext = \"\"",
        ] {
            assert!(got(text).is_err(), "{text}");
        }
    }
}
