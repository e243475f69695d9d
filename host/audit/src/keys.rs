//! The folder of keys: which key is trusted, which one signs, and the public parts of all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sequoia_openpgp as openpgp;

use openpgp::armor::{Kind, Writer};
use openpgp::cert::{Cert, CertParser};
use openpgp::parse::Parse;
use openpgp::serialize::MarshalInto;

use crate::error::KeyProblem;
use crate::key::{self, Key, invalid};
use crate::{Error, Fingerprint, folder};

/// Holds the fingerprint of the log's first key. Written once, never again: trust starts there.
const PIN: &str = "pinned";

/// A fingerprint with its spaces takes far less, in bytes.
const MAX_PIN: usize = 1024;

/// How many files of a folder are looked into for a key that has none of its own.
const MAX_FILES: usize = 1000;

/// `$OMNI_HOME/keys`: `pinned`, a `FINGERPRINT.key` for each key that was made here, and a
/// `FINGERPRINT.asc` with the public part of every key that ever signed.
#[derive(Clone, Debug)]
pub(crate) struct Keys(pub(crate) PathBuf);

impl Keys {
    /// The fingerprint where trust starts.
    pub(crate) fn pinned(&self) -> Result<Option<Fingerprint>, Error> {
        if self.0.is_file() {
            return Ok(None);
        }
        let path = self.0.join(PIN);
        let bytes = folder::read(&path, MAX_PIN)?;
        bytes
            .map(|bytes| Fingerprint::new(&String::from_utf8_lossy(&bytes)))
            .transpose()
    }

    /// Pins the first key.
    pub(crate) fn pin(&self, fingerprint: &Fingerprint) -> Result<(), Error> {
        self.write(&self.0.join(PIN), format!("{fingerprint}\n").as_bytes())
    }

    /// The key that would sign a log whose current key is `current`, or a new log if that is none; none if no key
    /// was made yet.
    pub(crate) fn existing(
        &self,
        given: Option<&Path>,
        current: Option<&Fingerprint>,
    ) -> Result<Option<Key>, Error> {
        let pinned = self.pinned()?;
        if pinned.is_none() && current.is_some() {
            let path = self.0.join(PIN);
            return Err(Error::PinLost { path });
        }
        let expected = current.or(pinned.as_ref());
        let key = match (given, expected) {
            (Some(path), _) => self.read(path)?,
            (None, Some(expected)) => {
                let path = self.secret(expected);
                if !folder::is_there(&path)? {
                    return Err(Error::NotKept {
                        key: expected.clone(),
                        folder: self.0.clone(),
                    });
                }
                self.read(&path)?
            }
            (None, None) => return Ok(None),
        };
        if let Some(expected) = expected.filter(|expected| **expected != key.fingerprint) {
            return Err(Error::KeyMismatch {
                expected: expected.clone(),
                found: key.fingerprint,
            });
        }
        Ok(Some(key))
    }

    /// The key that signs a log whose current key is `current`, or a new log if that is none: the one at
    /// `given`, else the one that is kept here, made on first use.
    pub(crate) fn signer(
        &self,
        given: Option<&Path>,
        current: Option<&Fingerprint>,
    ) -> Result<Key, Error> {
        let key = match self.existing(given, current)? {
            Some(key) => key,
            None => self.generate()?,
        };
        self.publish(&key.cert)?;
        if current.is_none() && self.pinned()?.is_none() {
            self.pin(&key.fingerprint)?;
        }
        Ok(key)
    }

    /// Reads a key, together with what its public part here says: it may have been revoked, or extended.
    pub(crate) fn read(&self, path: &Path) -> Result<Key, Error> {
        let mut cert = key::read(path)?;
        if let Some(known) = self.certificate(&cert.fingerprint().into())? {
            let merged = cert.merge_public(known);
            cert = merged.map_err(|error| invalid(path, &error))?;
        }
        Key::from_cert(cert, path)
    }

    /// Makes a key and keeps it.
    pub(crate) fn generate(&self) -> Result<Key, Error> {
        let key = Key::generate(&self.0)?;
        self.write(&self.secret(&key.fingerprint), &key.to_secret_text()?)?;
        Ok(key)
    }

    /// Keeps the public part of a key, together with what is known of it already, such as a revocation
    /// that somebody put there.
    pub(crate) fn publish(&self, cert: &Cert) -> Result<(), Error> {
        let fingerprint = cert.fingerprint().into();
        let path = self.public(&fingerprint);
        let fail = |error: openpgp::anyhow::Error| invalid(&path, &error);
        let cert = cert.clone().strip_secret_key_material();
        let merged = match self.certificate(&fingerprint)? {
            Some(known) => {
                let merged = known.clone().merge_public(cert).map_err(fail)?;
                if merged == known {
                    return Ok(());
                }
                merged
            }
            None => cert,
        };
        self.write(&path, &merged.armored().to_vec().map_err(fail)?)
    }

    /// The public part of a key, if it is here: in a file of its own, in the only file, or else in another one of
    /// the folder, as somebody may have put it there.
    pub(crate) fn certificate(&self, fingerprint: &Fingerprint) -> Result<Option<Cert>, Error> {
        let own = if self.0.is_file() {
            self.0.clone()
        } else {
            self.public(fingerprint)
        };
        if folder::is_there(&own)? {
            return certificate_in(&own, fingerprint);
        }
        if !self.0.is_dir() {
            let missing = KeyProblem::Missing;
            return match fs::exists(&self.0) {
                Ok(false) => Ok(None),
                _ => Err(Error::public_key(&self.0, missing)),
            };
        }
        for path in self.others()? {
            // What is no key there is none of ours.
            if let Ok(Some(cert)) = certificate_in(&path, fingerprint) {
                return Ok(Some(cert));
            }
        }
        Ok(None)
    }

    /// The files with public keys, in order.
    fn others(&self) -> Result<Vec<PathBuf>, Error> {
        let fail = |source| Error::reading(&self.0, source);
        let mut paths = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(fail)?.take(MAX_FILES) {
            let path = entry.map_err(fail)?.path();
            if path.extension().is_some_and(|extension| extension == "asc") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// The file of a key that was made here.
    pub(crate) fn secret(&self, fingerprint: &Fingerprint) -> PathBuf {
        self.0.join(format!("{fingerprint}.key"))
    }

    fn public(&self, fingerprint: &Fingerprint) -> PathBuf {
        self.0.join(format!("{fingerprint}.asc"))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        folder::make(&self.0)?;
        let mut file = folder::temporary(&self.0)?;
        file.write_all(bytes)
            .map_err(|source| Error::writing(path, source))?;
        folder::put(file, path)
    }
}

/// The armoured public part of a key in the folder of keys, for others to check signatures with.
///
/// # Errors
/// [`Error::PublicKey`] if it is not there.
pub fn public_key(keys: &Path, fingerprint: &Fingerprint) -> Result<Vec<u8>, Error> {
    public_keys(keys, std::slice::from_ref(fingerprint))
}

/// The armoured public parts of several keys, in one block.
///
/// # Errors
/// As [`public_key`].
pub fn public_keys(keys: &Path, fingerprints: &[Fingerprint]) -> Result<Vec<u8>, Error> {
    let keys = Keys(keys.to_owned());
    let mut packets = Vec::new();
    for fingerprint in fingerprints {
        let path = keys.public(fingerprint);
        let cert = keys
            .certificate(fingerprint)?
            .ok_or_else(|| Error::public_key(&path, KeyProblem::Missing))?;
        let bytes = cert.to_vec().map_err(|error| unusable(&path, &error))?;
        packets.extend(bytes);
    }
    let fail = |source| Error::writing(&keys.0, source);
    let mut writer = Writer::new(Vec::new(), Kind::PublicKey).map_err(fail)?;
    writer.write_all(&packets).map_err(fail)?;
    writer.finalize().map_err(fail)
}

/// One of the public keys in a file.
fn certificate_in(path: &Path, fingerprint: &Fingerprint) -> Result<Option<Cert>, Error> {
    let bytes = folder::read(path, key::MAX_FILE)?.unwrap_or_default();
    let certs = CertParser::from_bytes(&bytes).map_err(|error| unusable(path, &error))?;
    for cert in certs {
        let cert = cert.map_err(|error| unusable(path, &error))?;
        if Fingerprint::from(cert.fingerprint()) == *fingerprint {
            return Ok(Some(cert.strip_secret_key_material()));
        }
    }
    Ok(None)
}

fn unusable(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    let reason = reason.to_string();
    Error::public_key(path, KeyProblem::Invalid { reason })
}

/// The fingerprint that trust starts with.
///
/// # Errors
/// [`Error::NoPin`] if no log was ever made with these keys.
pub fn pinned_key(keys: &Path) -> Result<Fingerprint, Error> {
    Keys(keys.to_owned()).pinned()?.ok_or_else(|| Error::NoPin {
        folder: keys.to_owned(),
    })
}
