//! The folder of keys: which key is trusted, which one signs, and the public parts of all.

use std::io::Write;
use std::path::{Path, PathBuf};

use sequoia_openpgp as openpgp;

use openpgp::cert::Cert;
use openpgp::parse::Parse;
use openpgp::serialize::MarshalInto;

use crate::error::KeyProblem;
use crate::key::{self, Key, invalid};
use crate::{Error, Fingerprint, folder};

/// Holds the fingerprint of the log's first key. Written once, never again: trust starts there.
const PIN: &str = "pinned";

/// A fingerprint with its spaces takes far less, in bytes.
const MAX_PIN: usize = 1024;

/// `$OMNI_HOME/keys`: `pinned`, a `FINGERPRINT.key` for each key that was made here, and a
/// `FINGERPRINT.asc` with the public part of every key that ever signed.
#[derive(Clone, Debug)]
pub(crate) struct Keys(pub(crate) PathBuf);

impl Keys {
    /// The fingerprint where trust starts.
    pub(crate) fn pinned(&self) -> Result<Option<Fingerprint>, Error> {
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

    /// The key that signs a log whose current key is `current`, or a new log if that is none: the one at
    /// `given`, else the one that is kept here, made on first use.
    pub(crate) fn signer(
        &self,
        given: Option<&Path>,
        current: Option<&Fingerprint>,
    ) -> Result<Key, Error> {
        let pinned = self.pinned()?;
        let expected = current.or(pinned.as_ref());
        let key = match (given, expected) {
            (Some(path), _) => self.read(path)?,
            (None, Some(expected)) => self.read(&self.secret(expected))?,
            (None, None) => self.generate()?,
        };
        if let Some(expected) = expected.filter(|expected| **expected != key.fingerprint) {
            return Err(Error::KeyMismatch {
                expected: expected.clone(),
                found: key.fingerprint,
            });
        }
        self.publish(&key.cert)?;
        if pinned.is_none() && current.is_none() {
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

    /// The public part of a key, if it is here.
    pub(crate) fn certificate(&self, fingerprint: &Fingerprint) -> Result<Option<Cert>, Error> {
        let path = self.public(fingerprint);
        let Some(bytes) = folder::read(&path, key::MAX_FILE)? else {
            return Ok(None);
        };
        let cert = Cert::from_bytes(&bytes).map_err(|error| invalid(&path, &error))?;
        let found = Fingerprint::from(cert.fingerprint());
        if found != *fingerprint {
            return Err(Error::KeyMismatch {
                expected: fingerprint.clone(),
                found,
            });
        }
        Ok(Some(cert))
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
/// [`Error::Key`] if it is not there.
pub fn public_key(keys: &Path, fingerprint: &Fingerprint) -> Result<Vec<u8>, Error> {
    let keys = Keys(keys.to_owned());
    let path = keys.public(fingerprint);
    let cert = keys
        .certificate(fingerprint)?
        .ok_or_else(|| Error::key(&path, KeyProblem::Missing))?;
    cert.armored()
        .to_vec()
        .map_err(|error| invalid(&path, &error))
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
