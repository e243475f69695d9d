//! Keys that people bring, and keys that must not be used.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use omni_audit::{
    Fingerprint, Log, LogOptions, VerifyOptions, pinned_key, public_key, public_keys, signers,
    verify,
};
use sequoia_openpgp as openpgp;
use support::{Home, reflection, rollback};

use openpgp::Cert;
use openpgp::cert::amalgamation::key::PrimaryKey;
use openpgp::cert::{CertBuilder, CipherSuite};
use openpgp::crypto::KeyPair;
use openpgp::packet::Signature;
use openpgp::packet::signature::SignatureBuilder;
use openpgp::policy::StandardPolicy;
use openpgp::serialize::MarshalInto;
use openpgp::types::{KeyFlags, ReasonForRevocation};

const HOUR: Duration = Duration::from_secs(3600);

/// A key that was made a day ago, as somebody may already have one.
fn key() -> CertBuilder<'static> {
    CertBuilder::new()
        .set_profile(openpgp::Profile::RFC4880)
        .unwrap()
        .set_cipher_suite(CipherSuite::Cv25519)
        .set_creation_time(SystemTime::now() - 24 * HOUR)
        .add_userid("Somebody <somebody@example.org>")
        .add_signing_subkey()
}

fn cert() -> Cert {
    key().generate().unwrap().0
}

fn primary(cert: &Cert) -> KeyPair {
    let key = cert.primary_key().key().clone();
    key.parts_into_secret().unwrap().into_keypair().unwrap()
}

fn write(home: &Home, bytes: &[u8]) -> PathBuf {
    let path = home.path().join("my.key");
    fs::write(&path, bytes).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    path
}

fn secret(cert: &Cert) -> Vec<u8> {
    cert.as_tsk().armored().to_vec().unwrap()
}

fn with_key(home: &Home, path: PathBuf) -> LogOptions {
    LogOptions {
        key: Some(path),
        ..home.options()
    }
}

/// Revoked because others have it.
fn revoked(cert: &Cert) -> Cert {
    let reason = ReasonForRevocation::KeyCompromised;
    let revocation = cert.revoke(&mut primary(cert), reason, b"").unwrap();
    cert.clone().insert_packets(revocation).unwrap().0
}

/// Made two hours ago: valid until an hour ago.
fn expired(cert: &Cert) -> Cert {
    let policy = StandardPolicy::new();
    let valid = cert
        .with_policy(&policy, SystemTime::now() - 2 * HOUR)
        .unwrap();
    let again = |signature: &Signature| {
        SignatureBuilder::from(signature.clone())
            .set_signature_creation_time(SystemTime::now() - 2 * HOUR)
            .unwrap()
            .set_key_validity_period(23 * HOUR)
            .unwrap()
    };
    let mut signer = primary(cert);
    let user = valid.primary_userid().unwrap();
    let signatures = [
        again(valid.direct_key_signature().unwrap()).sign_direct_key(&mut signer, None),
        again(user.binding_signature()).sign_userid_binding(&mut signer, None, user.userid()),
    ]
    .map(Result::unwrap);
    cert.clone().insert_packets(signatures).unwrap().0
}

#[test]
fn a_key_of_ones_own_signs_with_its_subkey() {
    let home = Home::new();
    let cert = cert();
    let options = with_key(&home, write(&home, &secret(&cert)));
    for _ in 0..2 {
        let log = Log::open(options.clone()).unwrap();
        log.append(None, reflection(&log)).unwrap();
        log.close().unwrap();
    }
    let fingerprint = Fingerprint::new(&cert.fingerprint().to_hex()).unwrap();
    assert_eq!(home.verify().unwrap().key, fingerprint);
    assert_eq!(pinned_key(&home.keys()).unwrap(), fingerprint);
    let public = public_key(&home.keys(), &fingerprint).unwrap();
    assert!(public.starts_with(b"-----BEGIN PGP PUBLIC KEY BLOCK-----"));
    // The name on it does not get into the log.
    assert!(
        !fs::read_to_string(home.segment(1))
            .unwrap()
            .contains("omebody")
    );
}

/// A log whose key changed, and its pinned key.
fn rotated() -> (Home, Fingerprint) {
    let home = Home::with_run();
    let pinned = pinned_key(&home.keys()).unwrap();
    let log = home.open();
    log.rotate(None).unwrap();
    log.append(None, reflection(&log)).unwrap();
    log.close().unwrap();
    (home, pinned)
}

#[test]
fn others_verify_with_a_file_or_a_folder_of_public_keys() {
    let (home, pinned) = rotated();
    let signers = signers(&home.log(), &VerifyOptions::new(home.keys())).unwrap();
    assert_eq!((signers.len(), &signers[0]), (2, &pinned));
    let all = public_keys(&home.keys(), &signers).unwrap();
    let one_by_one = signers
        .iter()
        .flat_map(|key| public_key(&home.keys(), key).unwrap());
    let one_by_one: Vec<u8> = one_by_one.collect();
    let elsewhere = tempfile::tempdir().unwrap();
    let (file, folder) = (elsewhere.path().join("theirs.asc"), elsewhere.path());
    for bytes in [all, one_by_one] {
        fs::write(&file, bytes).unwrap();
        for keys in [file.as_path(), folder] {
            let options = VerifyOptions {
                pinned: Some(pinned.clone()),
                ..VerifyOptions::new(keys)
            };
            let report = verify(&home.log(), &options).unwrap();
            assert_eq!((&report.pinned, &report.key), (&pinned, &signers[1]));
            // Who to trust is not in what the log's owner hands out.
            let error = verify(&home.log(), &VerifyOptions::new(keys)).unwrap_err();
            assert_eq!(error.code(), "key.no-pin");
            assert!(error.help().unwrap().contains("--key"), "{error}");
        }
    }
    // The newer key alone is not enough, and the help is not about secret keys.
    fs::write(&file, public_key(&home.keys(), &signers[1]).unwrap()).unwrap();
    let with = |keys: &std::path::Path| {
        let options = VerifyOptions {
            pinned: Some(pinned.clone()),
            ..VerifyOptions::new(keys)
        };
        verify(&home.log(), &options).unwrap_err()
    };
    assert_eq!(with(&file).code(), "audit.unknown-key");
    fs::write(&file, "no key").unwrap();
    let error = with(&file);
    assert_eq!(error.code(), "key.invalid");
    for error in [error, with(&elsewhere.path().join("none"))] {
        let help = error.help().unwrap();
        assert!(help.contains("omni audit key export"), "{error}: {help}");
        assert!(!help.contains("secret"), "{error}: {help}");
    }
}

#[test]
fn a_wrong_key_is_the_callers_fault_and_not_the_logs() {
    let (home, pinned) = rotated();
    let given = Fingerprint::new(&"ab".repeat(20)).unwrap();
    let options = VerifyOptions {
        pinned: Some(given.clone()),
        ..VerifyOptions::new(home.keys())
    };
    let error = verify(&home.log(), &options).unwrap_err();
    assert_eq!((error.code(), error.first_bad()), ("audit.wrong-key", None));
    let text = format!("{error} {}", error.help().unwrap());
    assert!(
        text.contains(given.as_str()) && text.contains(pinned.as_str()),
        "{text}"
    );
    assert!(!text.contains("broken") && !text.contains("mv "), "{text}");
}

#[test]
fn another_key_than_the_logs_is_refused() {
    let home = Home::with_run();
    let path = write(&home, &secret(&cert()));
    let error = Log::open(with_key(&home, path.clone())).unwrap_err();
    assert_eq!(error.code(), "key.mismatch");
    assert!(error.help().unwrap().contains("omni audit key rotate"));
    // Changing over is how it becomes the log's.
    home.open().rotate(Some(&path)).unwrap();
    Log::open(with_key(&home, path))
        .unwrap()
        .append(None, rollback(1))
        .unwrap();
    home.verify().unwrap();
}

#[test]
fn keys_that_cannot_be_used_are_told_apart() {
    let home = Home::new();
    let cert = cert();
    let encrypted = {
        let mut packets: Vec<openpgp::Packet> = Vec::new();
        for key in cert.keys().secret() {
            let primary = key.primary();
            let key = key
                .key()
                .clone()
                .encrypt_secret(&"passphrase".into())
                .unwrap();
            packets.push(if primary {
                key.role_into_primary().into()
            } else {
                key.role_into_subordinate().into()
            });
        }
        cert.clone().insert_packets(packets).unwrap().0
    };
    let certify_only = CertBuilder::new()
        .set_primary_key_flags(KeyFlags::empty().set_certification())
        .add_userid("x")
        .generate()
        .unwrap()
        .0;
    let short = key().set_validity_period(HOUR).generate().unwrap().0;
    for (bytes, code) in [
        (secret(&encrypted), "key.encrypted"),
        (cert.armored().to_vec().unwrap(), "key.public-only"),
        (secret(&certify_only), "key.public-only"),
        (secret(&short), "key.expired"),
        (secret(&revoked(&cert)), "key.revoked"),
        (b"no key".to_vec(), "key.invalid"),
        (Vec::new(), "key.invalid"),
    ] {
        let path = write(&home, &bytes);
        let error = Log::open(with_key(&home, path)).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(
            error.to_string().contains("my.key") && error.help().is_some(),
            "{error}"
        );
    }
    let path = write(&home, &secret(&cert));
    for mode in [0o640, 0o604, 0o660] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let error = Log::open(with_key(&home, path.clone())).unwrap_err();
        assert_eq!(error.code(), "key.rights");
        assert!(error.to_string().contains(&format!("{mode:o}")), "{error}");
    }
    let error = Log::open(with_key(&home, home.path().join("none"))).unwrap_err();
    assert_eq!(error.code(), "key.missing");
    let error = Log::open(with_key(&home, home.path().to_owned())).unwrap_err();
    assert_eq!(error.code(), "key.invalid");
    // None of them left a trace that binds.
    assert_eq!(pinned_key(&home.keys()).unwrap_err().code(), "key.no-pin");
    home.open().append(None, rollback(1)).unwrap();
}

#[test]
fn a_log_signed_by_a_revoked_or_expired_key_does_not_verify() {
    for (spoil, code, opens) in [
        (
            revoked as fn(&Cert) -> Cert,
            "audit.key-revoked",
            "key.revoked",
        ),
        (expired, "audit.key-expired", "key.expired"),
    ] {
        let home = Home::new();
        let cert = cert();
        let options = with_key(&home, write(&home, &secret(&cert)));
        Log::open(options.clone())
            .unwrap()
            .append(None, rollback(1))
            .unwrap();
        home.verify().unwrap();
        let public = home.keys().join(format!(
            "{}.asc",
            cert.fingerprint().to_hex().to_lowercase()
        ));
        fs::write(public, spoil(&cert).armored().to_vec().unwrap()).unwrap();
        assert_eq!(home.verify().unwrap_err().code(), code);
        fs::remove_file(home.checkpoint()).unwrap();
        let error = home.verify().unwrap_err();
        assert_eq!((error.code(), error.first_bad()), (code, Some(0)));
        assert_eq!(Log::open(options).unwrap_err().code(), opens);
    }
}

#[test]
fn a_log_signed_before_its_key_expired_still_verifies() {
    let home = Home::new();
    let cert = key()
        .set_validity_period(24 * HOUR + Duration::from_secs(4))
        .generate()
        .unwrap()
        .0;
    let options = with_key(&home, write(&home, &secret(&cert)));
    let log = Log::open(options.clone()).unwrap();
    log.append(None, rollback(1)).unwrap();
    log.checkpoint().unwrap();
    loop {
        match log.append(None, reflection(&log)) {
            Ok(_) => std::thread::sleep(Duration::from_millis(100)),
            Err(error) => {
                assert_eq!(error.code(), "key.expired");
                break;
            }
        }
    }
    assert_eq!(log.close().unwrap_err().code(), "key.expired");
    assert!(home.verify().unwrap().signatures > 2);
    assert_eq!(Log::open(options).unwrap_err().code(), "key.expired");
}
