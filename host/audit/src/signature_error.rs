//! What can go wrong with the signature of a file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::KeyProblem;
use crate::{Error, Fingerprint};

/// Why a file could not be signed, or its signature is not one to trust.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no signature.
    #[error("{name} is not signed")]
    Unsigned {
        /// What should be signed.
        name: String,
    },
    /// What should be a signature is something else.
    #[error("the signature of {name} is no detached OpenPGP signature: {reason}")]
    NotASignature {
        /// What should be signed.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The signature is larger than any signature.
    #[error("the signature of {name} is larger than {max} bytes")]
    TooLarge {
        /// What should be signed.
        name: String,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// Nobody trusts the key.
    #[error("{name} is signed by the key {key}, which is not trusted")]
    Untrusted {
        /// What is signed.
        name: String,
        /// The fingerprint of the key, or its shorter id where the signature has no more.
        key: String,
    },
    /// The content is not what was signed, or the signature was changed.
    #[error("{name} is not what the key {key} signed")]
    Mismatch {
        /// What should be signed.
        name: String,
        /// The trusted key that is said to have signed.
        key: Fingerprint,
    },
    /// The signature uses an algorithm that can be forged.
    #[error("{name} is signed in a way that is no longer safe")]
    Weak {
        /// What is signed.
        name: String,
    },
    /// The signature says that it holds for another time than now.
    #[error("the signature of {name} is not valid now")]
    Expired {
        /// What is signed.
        name: String,
    },
    /// The key could not sign when it did.
    #[error("{name} is signed by the key {key}, which was not valid at that time")]
    KeyExpired {
        /// What is signed.
        name: String,
        /// The trusted key.
        key: Fingerprint,
    },
    /// The key was revoked.
    #[error("{name} is signed by the key {key}, which was revoked")]
    KeyRevoked {
        /// What is signed.
        name: String,
        /// The trusted key.
        key: Fingerprint,
    },
    /// A key that should be trusted cannot be read.
    #[error("the trusted key {} {problem}", path.display())]
    TrustedKey {
        /// Its file.
        path: PathBuf,
        /// What is wrong with it.
        problem: KeyProblem,
    },
    /// The key that should sign cannot.
    #[error("the key {} {problem}", path.display())]
    Key {
        /// The key file.
        path: PathBuf,
        /// Why not.
        problem: KeyProblem,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// The signature cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// The folder of keys, or the log that names the host's key, is not in order.
    #[error(transparent)]
    Audit(Error),
}

impl SignatureError {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsigned { .. } => "signature.missing",
            Self::NotASignature { .. } => "signature.malformed",
            Self::TooLarge { .. } => "signature.too-large",
            Self::Untrusted { .. } => "signature.untrusted",
            Self::Mismatch { .. } => "signature.mismatch",
            Self::Weak { .. } => "signature.weak",
            Self::Expired { .. } => "signature.expired",
            Self::KeyExpired { .. } => "signature.key-expired",
            Self::KeyRevoked { .. } => "signature.key-revoked",
            Self::TrustedKey { problem, .. } | Self::Key { problem, .. } => problem.code(),
            Self::Unreadable { .. } => "signature.unreadable",
            Self::Unwritable { .. } => "signature.unwritable",
            Self::Audit(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unsigned { .. } => {
                "get it from somebody who signs it, or sign it yourself with `omni skill sign`"
                    .to_owned()
            }
            Self::NotASignature { .. } | Self::TooLarge { .. } => {
                "make one with `omni skill sign`, or with `gpg --armor --detach-sign`".to_owned()
            }
            Self::Untrusted { key, .. } => format!(
                "compare {key} with what its owner publishes; then add its public key to `trusted_keys` of [skills]"
            ),
            Self::Mismatch { .. } => {
                "get the file and its signature again from where they come from".to_owned()
            }
            Self::Weak { .. } | Self::KeyExpired { .. } | Self::KeyRevoked { .. } => {
                "ask whoever signed it to sign it again, with a key that is valid now".to_owned()
            }
            Self::Expired { .. } => {
                "check this machine's clock; else ask whoever signed it to sign it again".to_owned()
            }
            Self::TrustedKey { problem, .. } => match problem {
                KeyProblem::Missing => {
                    "an entry of `trusted_keys` is a file, or the fingerprint of a key in the folder of keys"
                        .to_owned()
                }
                _ => "export it with `gpg --export --armor KEY`".to_owned(),
            },
            Self::Key { path, problem } => problem.help(path)?,
            Self::Unreadable { .. } => "check that the file is there and yours to read".to_owned(),
            Self::Unwritable { .. } => "check that the folder is yours to write".to_owned(),
            Self::Audit(error) => return error.help(),
        })
    }

    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }

    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        Self::Unwritable {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }
}

impl From<Error> for SignatureError {
    fn from(error: Error) -> Self {
        match error {
            Error::Key { path, problem } => Self::Key { path, problem },
            error => Self::Audit(error),
        }
    }
}
