//! SHA-256, which names everything here.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Digest = [u8; 32];

/// The SHA-256 of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(digest: &Digest) -> String {
    let mut text = String::with_capacity(64);
    for byte in digest {
        // A String takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A digest of several parts, none of which can pass for another: each is preceded by its length.
#[derive(Clone, Default)]
pub(crate) struct Parts(Sha256);

impl Parts {
    /// Of the parts that follow, for one purpose: `purpose` keeps it apart from digests of others.
    pub(crate) fn of(purpose: &str) -> Self {
        Self::default().with(purpose.as_bytes())
    }

    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    pub(crate) fn digest(self) -> Digest {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sha256_in_lower_case() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(&sha256(b"")), empty);
    }

    #[test]
    fn parts_are_not_what_they_make_when_joined() {
        let one = Parts::of("a").with(b"bc").digest();
        assert_ne!(one, Parts::of("ab").with(b"c").digest());
        assert_ne!(one, Parts::of("a").with(b"b").with(b"c").digest());
        assert_ne!(one, Parts::of("a").with(b"bc").with(b"").digest());
    }
}
