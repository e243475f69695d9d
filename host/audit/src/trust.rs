//! Whether a file is signed by somebody who is trusted.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sequoia_openpgp as openpgp;

use openpgp::Packet;
use openpgp::cert::{Cert, CertParser};
use openpgp::crypto::hash;
use openpgp::packet::Signature;
use openpgp::parse::{PacketParser, PacketParserResult, Parse};
use openpgp::policy::{HashAlgoSecurity, Policy, StandardPolicy};
use openpgp::types::SignatureType;

use crate::error::KeyProblem;
use crate::keyring::{PublicKey, check};
use crate::keys::Keys;
use crate::sign::beside;
use crate::{Error, Fault, Fingerprint, SignatureError};

/// A signature takes a few hundred bytes. This is room for several, by keys of any kind.
const MAX_SIGNATURE: usize = 64 << 10;

/// A file may be signed by several people, each of whom suffices; nobody needs more than this.
const MAX_SIGNATURES: usize = 16;

/// Nobody's keys take more, with all that others certified on them.
const MAX_KEYS: u64 = 4 << 20;

/// The public keys whose signatures are accepted.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys {
    certs: Vec<Cert>,
}

/// A signature that is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The trusted key that signed.
    pub key: Fingerprint,
    /// When, by its owner's word.
    pub time: SystemTime,
}

impl TrustedKeys {
    /// Reads keys, each given as the fingerprint of one in the folder `keys` (`FINGERPRINT.asc`), or as a
    /// file with one or more public keys, armoured or not, relative to `base`.
    ///
    /// # Errors
    /// [`SignatureError::TrustedKey`] for an entry that is neither: a key that is trusted and silently left
    /// out would be a riddle later.
    pub fn read<E: AsRef<str>>(
        entries: impl IntoIterator<Item = E>,
        keys: &Path,
        base: &Path,
    ) -> Result<Self, SignatureError> {
        let mut certs = Vec::new();
        for entry in entries {
            let entry = entry.as_ref();
            match Fingerprint::new(entry) {
                Ok(fingerprint) => certs.push(known(keys, &fingerprint)?),
                Err(_) => certs.extend(from_file(&base.join(entry))?),
            }
        }
        Ok(Self { certs })
    }

    /// Their fingerprints.
    pub fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        self.certs.iter().map(|cert| cert.fingerprint().into())
    }

    /// Checks the signature `FILE.asc` of `file`. Who then uses the file reads it once and calls
    /// [`TrustedKeys::verify`] on what was read, or it may have changed in between.
    ///
    /// # Errors
    /// As [`TrustedKeys::verify`]; [`SignatureError::Unsigned`] if there is no such signature,
    /// [`SignatureError::Unreadable`] for either file.
    pub fn verify_file(&self, file: &Path) -> Result<Signed, SignatureError> {
        let content = File::open(file).map_err(|source| SignatureError::reading(file, source))?;
        let name = file.display().to_string();
        let path = beside(file);
        let signature = match File::open(&path) {
            Ok(signature) => signature,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(SignatureError::Unsigned { name });
            }
            Err(error) => return Err(SignatureError::reading(&path, error)),
        };
        let mut bytes = Vec::new();
        // One byte more than is accepted shows that there is more.
        signature
            .take(MAX_SIGNATURE as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| SignatureError::reading(&path, source))?;
        self.verify(content, &bytes, &name)
    }

    /// Checks a detached signature, armoured or not, of all that `content` gives, in constant memory. Of
    /// several signatures one by a trusted key is enough. Errors call the content `name`.
    ///
    /// A key that expired after it signed is fine; one that was revoked because others have it is not.
    ///
    /// # Errors
    /// Says of the signature by a trusted key what is wrong with it; [`SignatureError::Untrusted`] names the
    /// key if there is none.
    pub fn verify(
        &self,
        content: impl Read,
        signature: &[u8],
        name: &str,
    ) -> Result<Signed, SignatureError> {
        let policy = StandardPolicy::new();
        let signatures = parse(signature, name)?;
        let candidates = self.candidates(&signatures);
        if candidates.is_empty() {
            return Err(SignatureError::Untrusted {
                name: name.to_owned(),
                key: signatures.first().map(issuer).unwrap_or_default(),
            });
        }
        let hashes = hash_all(content, &candidates, name)?;
        let mut refused = None;
        for ((cert, signature), hash) in candidates.into_iter().zip(hashes) {
            match judge(&policy, cert, signature, hash, name) {
                Ok(signed) => return Ok(signed),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or_else(|| SignatureError::Unsigned {
            name: name.to_owned(),
        }))
    }

    /// The signatures that say that they are by a trusted key, with its certificate.
    fn candidates<'a>(&'a self, signatures: &'a [Signature]) -> Vec<(&'a Cert, &'a Signature)> {
        let mut found = Vec::new();
        for signature in signatures {
            let issuers = signature.get_issuers();
            let by = |cert: &&Cert| cert.keys().key_handles(issuers.iter()).next().is_some();
            found.extend(
                self.certs
                    .iter()
                    .filter(by)
                    .map(|cert| (cert, signature))
                    .take(1),
            );
        }
        found
    }
}

/// A key that is kept here already.
fn known(keys: &Path, fingerprint: &Fingerprint) -> Result<Cert, SignatureError> {
    let found = Keys(keys.to_owned()).certificate(fingerprint);
    let path = || keys.join(format!("{fingerprint}.asc"));
    match found {
        Ok(Some(cert)) => Ok(cert),
        Ok(None) => Err(untrusted(path(), KeyProblem::Missing)),
        Err(Error::Key { path, problem } | Error::PublicKey { path, problem }) => {
            Err(untrusted(path, problem))
        }
        Err(error) => Err(error.into()),
    }
}

fn from_file(path: &Path) -> Result<Vec<Cert>, SignatureError> {
    let fail = |problem| untrusted(path.to_owned(), problem);
    let invalid = |reason: &dyn std::fmt::Display| {
        let reason = reason.to_string();
        fail(KeyProblem::Invalid { reason })
    };
    let about = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => fail(KeyProblem::Missing),
        _ => SignatureError::reading(path, source),
    })?;
    if !about.is_file() || about.len() > MAX_KEYS {
        return Err(invalid(&"it is no file of a key's size"));
    }
    let bytes = fs::read(path).map_err(|source| SignatureError::reading(path, source))?;
    let certs: Result<Vec<_>, _> = CertParser::from_bytes(&bytes)
        .map_err(|error| invalid(&error))?
        .collect();
    let certs = certs.map_err(|error| invalid(&error))?;
    if certs.is_empty() {
        return Err(invalid(&"there is no key in it"));
    }
    Ok(certs)
}

fn untrusted(path: PathBuf, problem: KeyProblem) -> SignatureError {
    SignatureError::TrustedKey { path, problem }
}

/// Takes a detached signature apart. Stops at the first thing that is none, before it is unpacked.
fn parse(bytes: &[u8], name: &str) -> Result<Vec<Signature>, SignatureError> {
    let name = || name.to_owned();
    if bytes.len() > MAX_SIGNATURE {
        let (name, max) = (name(), MAX_SIGNATURE);
        return Err(SignatureError::TooLarge { name, max });
    }
    let not = |reason| SignatureError::NotASignature {
        name: name(),
        reason,
    };
    let unreadable = |_| not("it cannot be read");
    let mut signatures = Vec::new();
    let mut next = PacketParser::from_bytes(bytes).map_err(unreadable)?;
    while let PacketParserResult::Some(parser) = next {
        let (packet, rest) = parser.next().map_err(unreadable)?;
        let Packet::Signature(signature) = packet else {
            return Err(not("it holds something else"));
        };
        if signature.typ() != SignatureType::Binary {
            return Err(not("it is not one of bytes"));
        }
        if signatures.len() == MAX_SIGNATURES {
            return Err(not("it holds too many"));
        }
        signatures.push(signature);
        next = rest;
    }
    if signatures.is_empty() {
        return Err(not("it is empty"));
    }
    Ok(signatures)
}

/// Reads the content once, for all signatures.
fn hash_all(
    mut content: impl Read,
    candidates: &[(&Cert, &Signature)],
    name: &str,
) -> Result<Vec<Option<hash::Context>>, SignatureError> {
    let begin = |signature: &Signature| {
        let hash = signature.hash_algo().context().ok()?;
        let mut hash = hash.for_signature(signature.version());
        if let Signature::V6(signature) = signature {
            hash.update(signature.salt());
        }
        Some(hash)
    };
    let mut hashes: Vec<_> = candidates.iter().map(|(_, sig)| begin(sig)).collect();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => return Ok(hashes),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(SignatureError::reading(Path::new(name), error)),
        };
        for hash in hashes.iter_mut().flatten() {
            hash.update(&buffer[..count]);
        }
    }
}

fn judge(
    policy: &StandardPolicy<'_>,
    cert: &Cert,
    signature: &Signature,
    hash: Option<hash::Context>,
    name: &str,
) -> Result<Signed, SignatureError> {
    let key: Fingerprint = cert.fingerprint().into();
    let name = name.to_owned();
    let safe = policy.signature(signature, HashAlgoSecurity::CollisionResistance);
    let (Some(hash), Some(time), Ok(())) = (hash, signature.signature_creation_time(), safe) else {
        return Err(SignatureError::Weak { name });
    };
    let fits = |key: &PublicKey| signature.verify_hash(key, hash.clone());
    check(policy, cert, &key, signature, &fits).map_err(|fault| {
        let (name, key) = (name.clone(), key.clone());
        match fault {
            Fault::KeyExpired { .. } => SignatureError::KeyExpired { name, key },
            Fault::KeyRevoked { .. } => SignatureError::KeyRevoked { name, key },
            _ => SignatureError::Mismatch { name, key },
        }
    })?;
    if signature.signature_alive(None, None).is_err() {
        return Err(SignatureError::Expired { name });
    }
    Ok(Signed { key, time })
}

/// The name of the key that a signature says it is by, at the longest it gives.
fn issuer(signature: &Signature) -> String {
    let issuers = signature.get_issuers();
    let longest = issuers.iter().map(|handle| handle.to_hex());
    let longest = longest.max_by_key(String::len);
    longest.map_or_else(|| "without a name".to_owned(), |key| key.to_lowercase())
}
