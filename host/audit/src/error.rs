//! What can go wrong with the log and its keys.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Fingerprint;

/// A failure of the log. One failure can reach several callers, so it can be cloned.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be made or written.
    #[error("the audit log cannot write {}: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// No room is left.
    #[error("no room is left for the audit log in {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("the audit log cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// Another process held the lock for too long.
    #[error("another process keeps the audit log {} locked", folder.display())]
    Busy {
        /// The log.
        folder: PathBuf,
    },
    /// There is nothing to verify, list or export.
    #[error("there is no audit log in {}", folder.display())]
    None {
        /// The folder.
        folder: PathBuf,
    },
    /// A newer host wrote the log.
    #[error("{} has audit format {found}, and this version of omni reads up to {known}", path.display())]
    Newer {
        /// The segment.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The newest format known here.
        known: u64,
    },
    /// The log is not what was written. `seq` is the first record that is wrong.
    #[error("the audit log is broken at record {seq} in {}: {fault}", path.display())]
    Broken {
        /// The segment.
        path: PathBuf,
        /// The first record that is not as it was written, or is missing.
        seq: u64,
        /// What is wrong with it.
        fault: Fault,
    },
    /// What lies beside the log is no copy of its newest checkpoint.
    #[error("{} is not the copy of the log's newest checkpoint: {reason}", path.display())]
    KeptCheckpoint {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Something else stands where a file of the log belongs.
    #[error("{} cannot be a file of the audit log: {reason}", path.display())]
    NotAFile {
        /// What it is called.
        path: PathBuf,
        /// Why it cannot.
        reason: &'static str,
    },
    /// A key cannot be used.
    #[error("the audit key {} {problem}", path.display())]
    Key {
        /// The key file.
        path: PathBuf,
        /// Why not.
        problem: KeyProblem,
    },
    /// A public key that signatures are to be checked with cannot be used.
    #[error("the public key {} {problem}", path.display())]
    PublicKey {
        /// Its file.
        path: PathBuf,
        /// Why not.
        problem: KeyProblem,
    },
    /// The key that signs the log is not kept here, and no file was named.
    #[error("the secret key {key}, which signs the audit log, is not in {}", folder.display())]
    NotKept {
        /// The key.
        key: Fingerprint,
        /// The folder of keys.
        folder: PathBuf,
    },
    /// The log begins with another key than the one that was named to be trusted.
    #[error("the audit log begins with the key {found}, and {given} was named to be trusted")]
    OtherKey {
        /// The key that was named.
        given: Fingerprint,
        /// The key that the log begins with.
        found: Fingerprint,
    },
    /// The secret behind salted digests cannot be used.
    #[error("the audit log's salt {} {problem}", path.display())]
    Salt {
        /// Its file.
        path: PathBuf,
        /// Why not.
        problem: SaltProblem,
    },
    /// Others may look into a folder of the log.
    #[error("others may look into {} (mode {mode:03o})", path.display())]
    Exposed {
        /// The folder.
        path: PathBuf,
        /// The permission bits.
        mode: u32,
    },
    /// The key is not the one that signs this log.
    #[error("the audit log is signed by the key {expected}, and {found} was given")]
    KeyMismatch {
        /// The key of the log, or the pinned one where there is no log yet.
        expected: Fingerprint,
        /// The key that was given.
        found: Fingerprint,
    },
    /// Nothing says which key to trust.
    #[error("no audit key is pinned in {}", folder.display())]
    NoPin {
        /// The folder of keys.
        folder: PathBuf,
    },
    /// There is a log, but what says which key to trust is gone.
    #[error("{}, which says with which key trust in the audit log starts, is gone", path.display())]
    PinLost {
        /// The file.
        path: PathBuf,
    },
    /// Text that should name a key does not.
    #[error("`{text}` is no fingerprint of a key")]
    NoFingerprint {
        /// The text, shortened.
        text: String,
    },
    /// The file given to compare with is no signed checkpoint.
    #[error("{} is no checkpoint of an audit log: {reason}", path.display())]
    NotACheckpoint {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The folder to export to holds something already.
    #[error("{} is not an empty folder", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A record is longer than a line can be. It alone is not in the log.
    #[error(
        "a record of kind `{kind}` takes {bytes} bytes, and a line of the audit log {max} at most"
    )]
    TooLarge {
        /// What the record is about.
        kind: &'static str,
        /// How long its line would be.
        bytes: usize,
        /// The longest.
        max: usize,
    },
    /// The log was closed, or its writer failed before.
    #[error("the audit log is closed")]
    Closed,
}

/// Why a log does not verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The line is no record in canonical form.
    #[error("it is not a record in canonical form")]
    Malformed,
    /// Another number stands where this record belongs.
    #[error("record {found} stands in its place")]
    OutOfOrder {
        /// The number found.
        found: u64,
    },
    /// The record after it, which is whole, says that it was something else.
    #[error("it was changed: the record after it holds another digest of it")]
    Changed,
    /// It does not hold the digest of the record before it.
    #[error("it does not continue the record before it")]
    Unlinked,
    /// A segment that begins or ends elsewhere.
    #[error("it does not belong at this place of a segment")]
    Misplaced,
    /// A checkpoint whose root is not that of the records before it.
    #[error("the root in this checkpoint is not that of the records before it")]
    Root,
    /// A record that has to be signed is not, or the other way round.
    #[error("it is signed and should not be, or should be and is not")]
    Unsigned,
    /// No writer leaves that much uncovered.
    #[error("more records than a writer leaves are covered by no checkpoint")]
    Uncovered,
    /// The signature does not fit.
    #[error("its signature does not fit")]
    Signature,
    /// Somebody else's key.
    #[error("it is signed by {found}, and {expected} is trusted here")]
    WrongKey {
        /// The trusted key.
        expected: Fingerprint,
        /// The key that signed.
        found: Fingerprint,
    },
    /// No public key for it is at hand.
    #[error("the public key {key} is not at hand")]
    UnknownKey {
        /// Its fingerprint.
        key: Fingerprint,
    },
    /// It was signed when the key had expired, or was not valid yet.
    #[error("it was signed when the key {key} was not valid")]
    KeyExpired {
        /// The key.
        key: Fingerprint,
    },
    /// It was signed by a revoked key.
    #[error("it is signed by the key {key}, which was revoked")]
    KeyRevoked {
        /// The key.
        key: Fingerprint,
    },
    /// A segment is not there.
    #[error("the segment that holds it is missing")]
    MissingSegment,
    /// An older checkpoint says that something else stood here.
    #[error("the log was rewritten: it does not hold what the older checkpoint covers")]
    Rewritten,
    /// An older checkpoint covers more than there is.
    #[error("the log was cut: the older checkpoint covers more than it holds")]
    Cut,
}

/// Why a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyProblem {
    /// No such file.
    #[error("does not exist")]
    Missing,
    /// Others may read or write it.
    #[error("can be used by others (mode {mode:03o})")]
    Rights {
        /// The permission bits.
        mode: u32,
    },
    /// It needs a passphrase.
    #[error("is protected by a passphrase")]
    Encrypted,
    /// It has no secret part.
    #[error("has no secret part that can sign")]
    PublicOnly,
    /// Its time is over.
    #[error("has expired")]
    Expired,
    /// It was revoked.
    #[error("was revoked")]
    Revoked,
    /// It is no OpenPGP key that can sign.
    #[error("is no OpenPGP key that can sign: {reason}")]
    Invalid {
        /// What the library says.
        reason: String,
    },
}

/// Why a salt cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SaltProblem {
    /// No such file, and there are records already.
    #[error("is gone")]
    Missing,
    /// Others may read or write it.
    #[error("can be used by others (mode {mode:03o})")]
    Rights {
        /// The permission bits.
        mode: u32,
    },
    /// It is something else.
    #[error("has {length} bytes, and a salt has 32")]
    Length {
        /// Its size in bytes.
        length: usize,
    },
}

impl Error {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unwritable { .. } => "audit.unwritable",
            Self::Full { .. } => "audit.full",
            Self::Unreadable { .. } => "audit.unreadable",
            Self::Busy { .. } => "audit.busy",
            Self::None { .. } => "audit.none",
            Self::Newer { .. } => "audit.newer",
            Self::Broken { fault, .. } => fault.code(),
            Self::KeptCheckpoint { .. } => "audit.kept-checkpoint",
            Self::NotAFile { .. } => "audit.no-file",
            Self::Key { problem, .. } | Self::PublicKey { problem, .. } => problem.code(),
            Self::NotKept { .. } => "key.missing",
            Self::OtherKey { .. } => "audit.wrong-key",
            Self::Salt { problem, .. } => match problem {
                SaltProblem::Missing => "audit.salt-missing",
                SaltProblem::Rights { .. } => "audit.salt-rights",
                SaltProblem::Length { .. } => "audit.salt-length",
            },
            Self::Exposed { .. } => "audit.exposed",
            Self::KeyMismatch { .. } => "key.mismatch",
            Self::NoPin { .. } | Self::PinLost { .. } => "key.no-pin",
            Self::NoFingerprint { .. } => "key.no-fingerprint",
            Self::NotACheckpoint { .. } => "audit.no-checkpoint",
            Self::NotEmpty { .. } => "audit.not-empty",
            Self::TooLarge { .. } => "audit.too-large",
            Self::Closed => "audit.closed",
        }
    }

    /// The first record that is not as it was written, where the log does not verify. Exit code 5.
    #[must_use]
    pub fn first_bad(&self) -> Option<u64> {
        match self {
            Self::Broken { seq, .. } => Some(*seq),
            _ => None,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unwritable { .. } => {
                "check that the folder is yours to write, or choose another with --home".to_owned()
            }
            Self::Full { .. } => {
                "free some room, or choose a folder on another disk with --home".to_owned()
            }
            Self::Unreadable { .. } => "check that the file is yours to read".to_owned(),
            Self::Busy { .. } => "wait for the other process, or end it".to_owned(),
            Self::None { .. } => "a first run writes one".to_owned(),
            Self::Newer { .. } => "use the newer version of omni".to_owned(),
            Self::Broken { fault, path, .. } => fault.help(path),
            Self::KeptCheckpoint { path, .. } => format!(
                "somebody changed it; if `omni audit verify --against` finds no fault with a copy of it that left the machine, `rm {}` and a new one is kept",
                quoted(path)
            ),
            Self::NotAFile { path, .. } => format!(
                "put the file back that belongs there, or move what is there away: `mv {0} {0}.strange`",
                quoted(path)
            ),
            Self::Key { path, problem } => problem.help(path)?,
            Self::PublicKey { problem, .. } => match problem {
                KeyProblem::Missing => {
                    "get it from the log's owner, who writes it with `omni audit key export FILE`, and name that file with --keys"
                        .to_owned()
                }
                _ => "let the log's owner write it again with `omni audit key export FILE`, or `gpg --export --armor KEY`"
                    .to_owned(),
            },
            Self::NotKept { key, .. } => format!(
                "name the file of the secret key {key} in OMNI_KEY or as `key` under [audit]; to hand over to another key, name that one with --to of `omni audit key rotate`"
            ),
            Self::OtherKey { found, .. } => format!(
                "compare {found} with the fingerprint that the log's owner published: if that is another, this is not the owner's log; if it is this, name it with --key"
            ),
            Self::Salt { path, problem } => match problem {
                SaltProblem::Rights { .. } => format!("`chmod 600 {}`", quoted(path)),
                _ => {
                    let folder = quoted(path.parent().unwrap_or(path));
                    format!(
                        "put it back from a copy: it links what is recorded from now on with what was; to go on with a new log, keep this one aside: `mv {folder} {folder}.unsalted`"
                    )
                }
            },
            Self::Exposed { path, .. } => format!("`chmod 700 {}`", quoted(path)),
            Self::KeyMismatch { .. } => {
                "use the log's own key, or change over with `omni audit key rotate`".to_owned()
            }
            Self::NoPin { .. } => {
                "a first run pins one; for a log from elsewhere name the fingerprint that its owner published with --key"
                    .to_owned()
            }
            Self::PinLost { path } => format!(
                "put the fingerprint of the log's first key back, from where you keep it, once `omni audit verify --key FINGERPRINT` is content with it: `echo FINGERPRINT > {}`",
                quoted(path)
            ),
            Self::NoFingerprint { .. } => {
                "a fingerprint is 40 hexadecimal digits: `gpg --fingerprint` prints it".to_owned()
            }
            Self::NotACheckpoint { .. } => {
                "give a copy of audit/checkpoint.json, or N.json of an export with N.json.asc beside it"
                    .to_owned()
            }
            Self::NotEmpty { .. } => "name a new folder".to_owned(),
            Self::TooLarge { .. } => {
                "what is recorded is bounded, so this is a fault of omni: report it".to_owned()
            }
            Self::Closed => return None,
        })
    }

    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full { path },
            _ => Self::Unwritable {
                path,
                source: Arc::new(source),
            },
        }
    }

    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }

    pub(crate) fn public_key(path: &Path, problem: KeyProblem) -> Self {
        Self::PublicKey {
            path: path.to_owned(),
            problem,
        }
    }

    pub(crate) fn not_a_file(path: &Path, reason: &'static str) -> Self {
        Self::NotAFile {
            path: path.to_owned(),
            reason,
        }
    }

    pub(crate) fn key(path: &Path, problem: KeyProblem) -> Self {
        Self::Key {
            path: path.to_owned(),
            problem,
        }
    }
}

impl Fault {
    /// A stable name for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed
            | Self::OutOfOrder { .. }
            | Self::Changed
            | Self::Unlinked
            | Self::Misplaced
            | Self::Uncovered
            | Self::Root => "audit.broken",
            Self::Unsigned | Self::Signature => "audit.signature",
            Self::WrongKey { .. } => "audit.wrong-key",
            Self::UnknownKey { .. } => "audit.unknown-key",
            Self::KeyExpired { .. } => "audit.key-expired",
            Self::KeyRevoked { .. } => "audit.key-revoked",
            Self::MissingSegment => "audit.missing-segment",
            Self::Rewritten => "audit.rewritten",
            Self::Cut => "audit.cut",
        }
    }

    fn help(&self, path: &Path) -> String {
        if let Self::UnknownKey { key } = self {
            return format!(
                "get the public key {key} from the log's owner, who writes all of them with `omni audit key export FILE`; name that file with --keys, or put it into the folder of keys"
            );
        }
        let folder = quoted(path.parent().unwrap_or(path));
        format!(
            "what stands before this record is as it was written; to go on with a new log, keep this one aside: `mv {folder} {folder}.broken`"
        )
    }
}

impl KeyProblem {
    /// A stable name for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "key.missing",
            Self::Rights { .. } => "key.rights",
            Self::Encrypted => "key.encrypted",
            Self::PublicOnly => "key.public-only",
            Self::Expired => "key.expired",
            Self::Revoked => "key.revoked",
            Self::Invalid { .. } => "key.invalid",
        }
    }

    pub(crate) fn help(&self, path: &Path) -> Option<String> {
        Some(match self {
            Self::Missing => {
                "name an existing file in OMNI_KEY or as `key` under [audit], or neither to use the home's own key"
                    .to_owned()
            }
            Self::Rights { .. } => format!("`chmod 600 {}`", quoted(path)),
            Self::Encrypted => {
                "the host signs without anybody there to type: give it a key of its own, without a passphrase"
                    .to_owned()
            }
            Self::PublicOnly | Self::Invalid { .. } => {
                "export it with `gpg --export-secret-keys --armor KEY`".to_owned()
            }
            Self::Expired => "extend it with `gpg --quick-set-expire` and export it again".to_owned(),
            Self::Revoked => "give another key".to_owned(),
        })
    }
}

/// A path as a shell takes it for one word.
pub(crate) fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+,:@%=".contains(&byte);
    if !path.is_empty() && path.bytes().all(plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_to_a_shell() {
        for (path, word) in [
            ("/home/me/audit", "/home/me/audit"),
            ("/my home/audit", "'/my home/audit'"),
            ("it's; rm x", r"'it'\''s; rm x'"),
            ("$HOME", "'$HOME'"),
        ] {
            assert_eq!(quoted(Path::new(path)), word);
        }
    }
}
