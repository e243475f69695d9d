//! Digests of what must be linked, yet not guessed.

use std::fmt;
use std::io::Write;
use std::path::Path;

use uuid::Uuid;

use crate::error::SaltProblem;
use crate::folder::{self, SALT};
use crate::{Digest, Error};

/// A digest of something private, salted with a secret of this log: equal things have equal digests
/// here, and nobody without the salt can find out by trying what was digested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Salted(pub(crate) Digest);

impl Salted {
    /// The digest.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.0
    }
}

/// The secret of a log.
#[derive(Clone, Copy)]
pub(crate) struct Salt([u8; 32]);

impl fmt::Debug for Salt {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Salt(secret)")
    }
}

impl Salt {
    /// Reads the log's salt, and makes one in a log that has not `begun`. Call it under the log's lock.
    pub(crate) fn of(log: &Path, begun: bool) -> Result<Self, Error> {
        let path = log.join(SALT);
        if begun || folder::is_there(&path)? {
            return Self::read(log);
        }
        let salt = *random().as_bytes();
        let mut file = folder::temporary(log)?;
        file.write_all(&salt)
            .map_err(|source| Error::writing(&path, source))?;
        folder::put(file, &path)?;
        Ok(Self(salt))
    }

    /// Reads the salt of a log that has begun. Another one would link nothing with what is recorded.
    pub(crate) fn read(log: &Path) -> Result<Self, Error> {
        let path = log.join(SALT);
        let fail = |problem| Error::Salt {
            path: path.clone(),
            problem,
        };
        let Some(bytes) = folder::read(&path, 1024)? else {
            return Err(fail(SaltProblem::Missing));
        };
        if let Some(mode) = folder::exposed(&path)? {
            return Err(fail(SaltProblem::Rights { mode }));
        }
        let length = bytes.len();
        let salt = bytes.try_into();
        salt.map(Self)
            .map_err(|_| fail(SaltProblem::Length { length }))
    }

    /// The lengths are part of what is hashed: `a`, `bc` is not `ab`, `c`.
    pub(crate) fn digest(&self, purpose: &str, bytes: &[u8]) -> Salted {
        let length = (purpose.len() as u64).to_be_bytes();
        Salted(Digest::of_parts(&[
            &self.0,
            &length,
            purpose.as_bytes(),
            bytes,
        ]))
    }
}

/// A random number: four UUIDs hold 488 random bits, more than a digest has.
pub(crate) fn random() -> Digest {
    let parts = [(); 4].map(|()| Uuid::new_v4().into_bytes());
    Digest::of(parts.as_flattened())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_once_and_frames_what_it_hashes() {
        let folder = tempfile::tempdir().unwrap();
        let salt = Salt::of(folder.path(), false).unwrap();
        let again = Salt::of(folder.path(), false).unwrap();
        assert_eq!(salt.digest("a", b"bc"), again.digest("a", b"bc"));
        assert_ne!(salt.digest("a", b"bc"), salt.digest("ab", b"c"));
        let other = Salt::of(tempfile::tempdir().unwrap().path(), false).unwrap();
        assert_ne!(salt.digest("a", b"bc"), other.digest("a", b"bc"));
    }
}
