//! Whether a signature is one that is trusted.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sequoia_openpgp as openpgp;

use openpgp::cert::Cert;
use openpgp::cert::amalgamation::ValidAmalgamation;
use openpgp::packet::{Key, Signature, key};
use openpgp::parse::Parse;
use openpgp::policy::{HashAlgoSecurity, Policy, StandardPolicy};
use openpgp::serialize::MarshalInto;
use openpgp::types::{RevocationStatus, SignatureType};
use openpgp::{Packet, PacketPile};

use crate::keys::Keys;
use crate::{Error, Fault, Fingerprint};

/// A key of a certificate, as a signature is checked with it.
pub(crate) type PublicKey = Key<key::PublicParts, key::UnspecifiedRole>;

/// The public keys at hand.
pub(crate) struct Keyring {
    keys: Keys,
    certs: HashMap<Fingerprint, Option<Cert>>,
    policy: StandardPolicy<'static>,
}

impl Keyring {
    pub(crate) fn new(keys: Keys) -> Self {
        Self {
            keys,
            certs: HashMap::new(),
            policy: StandardPolicy::new(),
        }
    }

    /// Adds a key that need not be in the folder.
    pub(crate) fn add(&mut self, cert: Cert) {
        self.certs.insert(cert.fingerprint().into(), Some(cert));
    }

    /// Whether `sig` holds one signature of `bytes` by each of `signers`, in this order, and nothing
    /// else. The outer error is of the files, the inner of the signature.
    pub(crate) fn verify(
        &mut self,
        signers: &[&Fingerprint],
        sig: &str,
        bytes: &[u8],
    ) -> Result<Result<(), Fault>, Error> {
        let Some(signatures) = decode(sig).filter(|found| found.len() == signers.len()) else {
            return Ok(Err(Fault::Signature));
        };
        for (signer, signature) in signers.iter().zip(&signatures) {
            if !self.certs.contains_key(*signer) {
                let cert = self.keys.certificate(signer)?;
                self.certs.insert((*signer).clone(), cert);
            }
            let Some(Some(cert)) = self.certs.get(*signer) else {
                let key = (*signer).clone();
                return Ok(Err(Fault::UnknownKey { key }));
            };
            let fits = |key: &PublicKey| signature.verify_message(key, bytes);
            if let Err(fault) = check(&self.policy, cert, signer, signature, &fits) {
                return Ok(Err(fault));
            }
        }
        Ok(Ok(()))
    }
}

/// Takes signatures apart; none if they could be written in another way and mean the same.
pub(crate) fn decode(sig: &str) -> Option<Vec<Signature>> {
    let bytes = STANDARD.decode(sig).ok()?;
    let pile = PacketPile::from_bytes(&bytes).ok()?;
    let mut again = Vec::with_capacity(bytes.len());
    let mut signatures = Vec::new();
    for packet in pile.into_children() {
        again.extend(packet.to_vec().ok()?);
        let Packet::Signature(signature) = packet else {
            return None;
        };
        // What is not hashed could be changed at will.
        if signature.unhashed_area().iter().next().is_some() {
            return None;
        }
        signatures.push(signature);
    }
    (again == bytes).then_some(signatures)
}

/// Whether `signature` is one of `signer`, whose certificate is `cert`, made while it could sign. `fits`
/// says whether a key made the signature of what it is said to be of.
pub(crate) fn check(
    policy: &StandardPolicy<'_>,
    cert: &Cert,
    signer: &Fingerprint,
    signature: &Signature,
    fits: &dyn Fn(&PublicKey) -> openpgp::Result<()>,
) -> Result<(), Fault> {
    let key = || signer.clone();
    let time = signature
        .signature_creation_time()
        .filter(|_| signature.typ() == SignatureType::Binary)
        .ok_or(Fault::Signature)?;
    policy
        .signature(signature, HashAlgoSecurity::CollisionResistance)
        .map_err(|_| Fault::Signature)?;
    let issuers = signature.get_issuers();
    // A certificate signs with its primary key or a subkey; the issuer is one of these.
    if cert.keys().key_handles(issuers.iter()).next().is_none() {
        let found = issuers
            .first()
            .and_then(|handle| Fingerprint::new(&handle.to_hex()).ok());
        return Err(found.map_or(Fault::Signature, |found| Fault::WrongKey {
            expected: key(),
            found,
        }));
    }
    let valid = cert
        .with_policy(policy, time)
        .map_err(|_| Fault::KeyExpired { key: key() })?;
    if matches!(valid.revocation_status(), RevocationStatus::Revoked(_)) {
        return Err(Fault::KeyRevoked { key: key() });
    }
    if valid.alive().is_err() {
        return Err(Fault::KeyExpired { key: key() });
    }
    for candidate in valid.keys().for_signing().key_handles(issuers.iter()) {
        if fits(candidate.key()).is_err() {
            continue;
        }
        if matches!(candidate.revocation_status(), RevocationStatus::Revoked(_)) {
            return Err(Fault::KeyRevoked { key: key() });
        }
        if candidate.alive().is_err() {
            return Err(Fault::KeyExpired { key: key() });
        }
        // These two bytes are there for speed and nothing signs them.
        let begins = signature.computed_digest().map(|digest| &digest[..2]);
        return if begins == Some(signature.digest_prefix()) {
            Ok(())
        } else {
            Err(Fault::Signature)
        };
    }
    Err(Fault::Signature)
}
