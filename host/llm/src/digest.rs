//! SHA-256 of model files, remembered so that a start does not hash a file again that has not changed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;

/// The SHA-256 digest of a file, lower-case hexadecimal.
///
/// With a `cache` file, a digest is reused while the file's canonical path, size, modification time
/// (nanoseconds) and inode are those it was computed for. A cache that is missing, corrupt or cannot
/// be written costs time, never an error.
pub fn sha256_file(path: &Path, cache: Option<&Path>) -> Result<String, Error> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::ModelMissing { path: path.into() },
        _ => Error::ModelUnreadable {
            path: path.into(),
            cause: error.to_string(),
        },
    };
    let mut file = File::open(path).map_err(unreadable)?;
    if let Some(known) = cache.and_then(|cache| known(path, cache)) {
        return Ok(known);
    }
    let before = Stamp::of(&file).map_err(unreadable)?;
    let sha256 = hash(&mut file).map_err(unreadable)?;
    // A file that changed meanwhile has no digest to remember.
    if let Some(cache) = cache
        && Stamp::of(&file).is_ok_and(|after| after == before)
    {
        remember(path, cache, &sha256);
    }
    Ok(sha256)
}

/// The digest of a file, if it was remembered and the file has not changed since.
pub(crate) fn known(path: &Path, cache: &Path) -> Option<String> {
    let key = path.canonicalize().ok()?.to_string_lossy().into_owned();
    let known = Cache::load(cache).files.remove(&key)?;
    let stamp = Stamp::of(&File::open(path).ok()?).ok()?;
    (known.stamp == stamp && is_digest(&known.sha256)).then_some(known.sha256)
}

/// Remembers a digest that was computed while the file was written.
pub(crate) fn remember(path: &Path, cache: &Path, sha256: &str) {
    let written = (|| {
        let key = path.canonicalize()?.to_string_lossy().into_owned();
        let stamp = Stamp::of(&File::open(path)?)?;
        Cache::remember(
            cache,
            key,
            Known {
                stamp,
                sha256: sha256.to_owned(),
            },
        )
    })();
    if let Err(error) = written {
        tracing::debug!(path = %cache.display(), %error, "the digest cache was not written");
    }
}

/// Streams `source` and returns its digest.
pub(crate) fn hash(source: &mut impl Read) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        match source.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What changes when a file's content does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stamp {
    bytes: u64,
    modified_ns: u128,
    inode: u64,
}

impl Stamp {
    fn of(file: &File) -> std::io::Result<Self> {
        let metadata = file.metadata()?;
        let modified = metadata
            .modified()?
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Ok(Self {
            bytes: metadata.len(),
            modified_ns: modified.as_nanos(),
            inode,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    stamp: Stamp,
    sha256: String,
}

/// The file's format. Another version is not read and overwritten: it is only a cache.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cache {
    version: u32,
    /// By canonical path.
    files: BTreeMap<String, Known>,
}

impl Cache {
    fn load(path: &Path) -> Self {
        std::fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cache| cache.version == VERSION)
            .unwrap_or(Self {
                version: VERSION,
                files: BTreeMap::new(),
            })
    }

    fn remember(path: &Path, key: String, known: Known) -> std::io::Result<()> {
        let mut cache = Self::load(path);
        cache.files.retain(|file, _| Path::new(file).exists());
        cache.files.insert(key, known);
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        temporary.write_all(&serde_json::to_vec(&cache)?)?;
        temporary.as_file().sync_all()?;
        temporary.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_digest_is_sha_256() {
        assert_eq!(hash(&mut "abc".as_bytes()).unwrap(), ABC);
    }

    #[test]
    fn a_digest_is_remembered_until_the_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (file, cache) = (
            folder.path().join("m.gguf"),
            folder.path().join("digests.json"),
        );
        std::fs::write(&file, "abc").unwrap();
        assert_eq!(sha256_file(&file, Some(&cache)).unwrap(), ABC);
        // The cache answers: a digest planted in it comes back.
        let planted = std::fs::read_to_string(&cache)
            .unwrap()
            .replace(ABC, &"0".repeat(64));
        std::fs::write(&cache, planted).unwrap();
        assert_eq!(sha256_file(&file, Some(&cache)).unwrap(), "0".repeat(64));
        std::fs::write(&file, "abcd").unwrap();
        let changed = sha256_file(&file, Some(&cache)).unwrap();
        assert_eq!(changed, hash(&mut "abcd".as_bytes()).unwrap());
    }

    #[test]
    fn a_corrupt_or_unwritable_cache_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("m.gguf");
        std::fs::write(&file, "abc").unwrap();
        let cache = folder.path().join("digests.json");
        std::fs::write(&cache, "{ nonsense").unwrap();
        assert_eq!(sha256_file(&file, Some(&cache)).unwrap(), ABC);
        assert!(
            std::fs::read_to_string(&cache).unwrap().contains(ABC),
            "and replaced"
        );
        let nowhere = folder.path().join("missing/digests.json");
        assert_eq!(sha256_file(&file, Some(&nowhere)).unwrap(), ABC);
    }

    #[test]
    fn a_missing_file_has_its_code() {
        let error = sha256_file(Path::new("/nonexistent/m.gguf"), None).unwrap_err();
        assert_eq!(error.code(), "model.missing");
    }
}
