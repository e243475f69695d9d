//! The name of a key.

use std::fmt;

use crate::Error;

/// The fingerprint of an OpenPGP certificate: 40 lower-case hexadecimal digits, 64 for version 6.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Reads a fingerprint as people and tools write it: in either case, with or without spaces.
    ///
    /// # Errors
    /// [`Error::NoFingerprint`] if it is none.
    pub fn new(text: &str) -> Result<Self, Error> {
        let digits: String = text
            .chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| character.to_ascii_lowercase())
            .collect();
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex && matches!(digits.len(), 40 | 64) {
            Ok(Self(digits))
        } else {
            Err(Error::NoFingerprint {
                text: text.chars().take(80).collect(),
            })
        }
    }

    /// As it stands in the log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<sequoia_openpgp::Fingerprint> for Fingerprint {
    fn from(fingerprint: sequoia_openpgp::Fingerprint) -> Self {
        Self(fingerprint.to_hex().to_ascii_lowercase())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_gpg_prints() {
        let spaced = "D1F2 99BA A36B 5AD1 8C97  A3B1 6C02 1D2E 1C59 6C36";
        let fingerprint = Fingerprint::new(spaced).unwrap();
        assert_eq!(
            fingerprint.as_str(),
            "d1f299baa36b5ad18c97a3b16c021d2e1c596c36"
        );
        for bad in [
            "",
            "6C021D2E1C596C36",
            "x1f299baa36b5ad18c97a3b16c021d2e1c596c36",
        ] {
            assert_eq!(
                Fingerprint::new(bad).unwrap_err().code(),
                "key.no-fingerprint"
            );
        }
    }
}
