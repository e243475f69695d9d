//! A key that signs: made, read with every doubt about it told, used.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sequoia_openpgp as openpgp;

use openpgp::cert::{Cert, CertBuilder, CipherSuite};
use openpgp::crypto::KeyPair;
use openpgp::packet::signature::SignatureBuilder;
use openpgp::parse::Parse;
use openpgp::policy::StandardPolicy;
use openpgp::serialize::MarshalInto;
use openpgp::types::{KeyFlags, RevocationStatus, SignatureType};
use openpgp::{Packet, Profile};

use crate::error::KeyProblem;
use crate::{Error, Fingerprint, folder};

/// The name on a key that is made here. Nothing is read from it.
const USER_ID: &str = "Omni-Loop audit log";

/// No key is larger, unless it is none.
pub(crate) const MAX_FILE: usize = 4 << 20;

/// A certificate with a secret part that can sign now.
pub(crate) struct Key {
    pub(crate) cert: Cert,
    pub(crate) fingerprint: Fingerprint,
    pair: KeyPair,
    expires: Option<SystemTime>,
}

impl Key {
    /// A new Ed25519 key. Version 4: the tools of current distributions do not read version 6 yet.
    pub(crate) fn generate(path: &Path) -> Result<Self, Error> {
        let generate = || {
            let (cert, _revocation) = CertBuilder::new()
                .set_profile(Profile::RFC4880)?
                .set_cipher_suite(CipherSuite::Cv25519)
                .set_primary_key_flags(KeyFlags::empty().set_certification().set_signing())
                .add_userid(USER_ID)
                .generate()?;
            openpgp::Result::Ok(cert)
        };
        let cert = generate().map_err(|error| invalid(path, &error))?;
        Self::from_cert(cert, path)
    }

    /// Takes a key that was read from `path`, if it can sign now.
    pub(crate) fn from_cert(cert: Cert, path: &Path) -> Result<Self, Error> {
        let fail = |problem| Err(Error::key(path, problem));
        if !cert.is_tsk() {
            return fail(KeyProblem::PublicOnly);
        }
        let policy = StandardPolicy::new();
        let valid = cert
            .with_policy(&policy, None)
            .map_err(|error| invalid(path, &error))?;
        if matches!(valid.revocation_status(), RevocationStatus::Revoked(_)) {
            return fail(KeyProblem::Revoked);
        }
        if valid.alive().is_err() {
            return fail(KeyProblem::Expired);
        }
        let signing = || valid.keys().supported().for_signing().secret();
        let mut usable = signing().alive().revoked(false);
        let Some(key) = usable.find(|key| key.key().has_unencrypted_secret()) else {
            return fail(if signing().next().is_none() {
                KeyProblem::PublicOnly
            } else if signing().alive().next().is_none() {
                KeyProblem::Expired
            } else if signing().alive().revoked(false).next().is_none() {
                KeyProblem::Revoked
            } else {
                KeyProblem::Encrypted
            });
        };
        let expires = [
            valid.primary_key().key_expiration_time(),
            key.key_expiration_time(),
        ];
        let pair = key
            .key()
            .clone()
            .into_keypair()
            .map_err(|error| invalid(path, &error))?;
        Ok(Self {
            pair,
            fingerprint: cert.fingerprint().into(),
            expires: expires.into_iter().flatten().min(),
            cert: cert.clone(),
        })
    }

    /// A detached signature over `bytes`, followed by one of `second`'s if that is given, in base64.
    ///
    /// All that says who signed and when is in the hashed part, so that nothing about the signature can
    /// be changed without breaking it.
    pub(crate) fn sign(
        &mut self,
        bytes: &[u8],
        second: Option<&mut Self>,
    ) -> Result<String, Error> {
        let mut signatures = self.signature(bytes)?;
        if let Some(second) = second {
            signatures.extend(second.signature(bytes)?);
        }
        Ok(STANDARD.encode(signatures))
    }

    /// What signs, if it still can.
    pub(crate) fn pair(&mut self) -> Result<&mut KeyPair, Error> {
        if self.expires.is_some_and(|end| SystemTime::now() >= end) {
            let path = Path::new(self.fingerprint.as_str());
            return Err(Error::key(path, KeyProblem::Expired));
        }
        Ok(&mut self.pair)
    }

    fn signature(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let signed = SignatureBuilder::new(SignatureType::Binary).sign_message(self.pair()?, bytes);
        let path = Path::new(self.fingerprint.as_str());
        signed
            .and_then(|signature| Packet::from(signature).to_vec())
            .map_err(|error| invalid(path, &error))
    }

    /// The whole key, armoured, secret part included.
    pub(crate) fn to_secret_text(&self) -> Result<Vec<u8>, Error> {
        let path = Path::new(self.fingerprint.as_str());
        self.cert
            .as_tsk()
            .armored()
            .to_vec()
            .map_err(|error| invalid(path, &error))
    }
}

/// Reads a key file that nobody else can read.
pub(crate) fn read(path: &Path) -> Result<Cert, Error> {
    let about = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::key(path, KeyProblem::Missing),
        _ => Error::reading(path, source),
    })?;
    if !about.is_file() || about.len() > MAX_FILE as u64 {
        return Err(invalid(path, &"it is no file of a key's size"));
    }
    if let Some(mode) = folder::exposed(path)? {
        return Err(Error::key(path, KeyProblem::Rights { mode }));
    }
    let bytes = folder::read(path, MAX_FILE)?.unwrap_or_default();
    Cert::from_bytes(&bytes).map_err(|error| invalid(path, &error))
}

pub(crate) fn invalid(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    let reason = reason.to_string();
    Error::key(path, KeyProblem::Invalid { reason })
}
