//! Files that are signed for others, and files that others signed.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use omni_audit::{SignatureError, Signer, TrustedKeys};
use sequoia_openpgp as openpgp;
use support::{Home, rollback};

use openpgp::Cert;
use openpgp::cert::amalgamation::key::PrimaryKey;
use openpgp::cert::{CertBuilder, CipherSuite};
use openpgp::crypto::KeyPair;
use openpgp::packet::signature::SignatureBuilder;
use openpgp::serialize::MarshalInto;
use openpgp::types::{HashAlgorithm, ReasonForRevocation, SignatureType};

const HOUR: Duration = Duration::from_secs(3600);

impl Home {
    fn skill(&self) -> PathBuf {
        let path = self.path().join("skill.wasm");
        fs::write(&path, b"\0asm: a skill").unwrap();
        path
    }

    fn signer(&self) -> Signer {
        Signer::of_host(&self.keys(), &self.log()).unwrap()
    }

    /// Trusts exactly the keys in files with this content.
    fn trust(&self, keys: &[&[u8]]) -> TrustedKeys {
        let names: Vec<_> = (0..keys.len())
            .map(|n| format!("trusted-{n}.asc"))
            .collect();
        for (name, key) in names.iter().zip(keys) {
            fs::write(self.path().join(name), key).unwrap();
        }
        TrustedKeys::read(names, &self.keys(), self.path()).unwrap()
    }
}

/// A key that somebody else made a day ago.
fn builder() -> CertBuilder<'static> {
    CertBuilder::new()
        .set_profile(openpgp::Profile::RFC4880)
        .unwrap()
        .set_cipher_suite(CipherSuite::Cv25519)
        .set_creation_time(SystemTime::now() - 24 * HOUR)
        .add_userid("Somebody <somebody@example.org>")
        .add_signing_subkey()
}

fn cert() -> Cert {
    builder().generate().unwrap().0
}

fn pair(cert: &Cert, primary: bool) -> KeyPair {
    let mut keys = cert.keys().secret().filter(|key| key.primary() == primary);
    let key = keys.next().unwrap().key().clone();
    key.into_keypair().unwrap()
}

fn public(cert: &Cert) -> Vec<u8> {
    cert.armored().to_vec().unwrap()
}

/// A signature that says it was made `ago`.
fn made(ago: Duration) -> SignatureBuilder {
    SignatureBuilder::new(SignatureType::Binary)
        .set_signature_creation_time(SystemTime::now() - ago)
        .unwrap()
}

/// Signs with the subkey, not armoured.
fn finish(builder: SignatureBuilder, cert: &Cert, content: &[u8]) -> Vec<u8> {
    let signed = builder.sign_message(&mut pair(cert, false), content);
    openpgp::Packet::from(signed.unwrap()).to_vec().unwrap()
}

fn sign(cert: &Cert, content: &[u8], ago: Duration) -> Vec<u8> {
    finish(made(ago), cert, content)
}

fn code(result: Result<omni_audit::Signed, SignatureError>) -> &'static str {
    let error = result.unwrap_err();
    let text = error.to_string();
    assert!(
        !text.ends_with('.') && !text.starts_with(char::is_uppercase),
        "{text}"
    );
    assert!(error.help().is_some(), "{text}");
    error.code()
}

#[test]
fn the_host_signs_with_the_key_of_its_log() {
    let home = Home::new();
    let skill = home.skill();
    // Before there is a log the key is made, and the log takes it.
    let mut signer = home.signer();
    let first = signer.fingerprint().clone();
    assert_eq!(
        signer.sign_file(&skill).unwrap(),
        home.path().join("skill.wasm.asc")
    );
    let log = home.open();
    log.append(None, rollback(1)).unwrap();
    assert_eq!(home.signer().fingerprint(), &first);
    // It signs with the one that took over.
    log.rotate(None).unwrap();
    log.close().unwrap();
    let mut signer = home.signer();
    let second = signer.fingerprint().clone();
    assert_ne!(first, second);

    let trusted = |keys: &[&str]| TrustedKeys::read(keys, &home.keys(), home.path()).unwrap();
    assert_eq!(
        trusted(&[first.as_str()]).verify_file(&skill).unwrap().key,
        first
    );
    assert_eq!(
        code(trusted(&[second.as_str()]).verify_file(&skill)),
        "signature.untrusted"
    );
    signer.sign_file(&skill).unwrap();
    let both = trusted(&[first.as_str(), second.as_str()]);
    assert_eq!(both.verify_file(&skill).unwrap().key, second);
    assert_eq!(both.fingerprints().count(), 2);
    let mode = fs::metadata(home.path().join("skill.wasm.asc"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o444, 0o444);
}

#[test]
fn a_key_of_ones_own_signs_and_a_bad_one_is_told() {
    let home = Home::new();
    let (skill, cert) = (home.skill(), cert());
    let key = home.path().join("my.key");
    let with_key = || Signer::with_key(&key, &home.keys());
    assert_eq!(with_key().unwrap_err().code(), "key.missing");
    for (bytes, mode, code) in [
        (public(&cert), 0o600, "key.public-only"),
        (
            cert.as_tsk().armored().to_vec().unwrap(),
            0o644,
            "key.rights",
        ),
        (b"no key".to_vec(), 0o600, "key.invalid"),
    ] {
        fs::write(&key, bytes).unwrap();
        fs::set_permissions(&key, Permissions::from_mode(mode)).unwrap();
        let error = with_key().unwrap_err();
        assert_eq!(error.code(), code);
        assert!(
            error.help().is_some() && error.to_string().starts_with("the key "),
            "{error}"
        );
    }
    fs::write(&key, cert.as_tsk().armored().to_vec().unwrap()).unwrap();
    let mut signer = with_key().unwrap();
    signer.sign_file(&skill).unwrap();
    // It leaves the host's own keys alone.
    assert!(!home.keys().exists());
    let trusted = home.trust(&[&signer.public_key().unwrap()]);
    assert_eq!(
        &trusted.verify_file(&skill).unwrap().key,
        signer.fingerprint()
    );
    assert_eq!(
        signer
            .sign_file(&home.path().join("none.wasm"))
            .unwrap_err()
            .code(),
        "signature.unreadable"
    );
}

#[test]
fn what_is_not_trusted_is_told_apart() {
    let home = Home::new();
    let (skill, cert, other) = (home.skill(), cert(), cert());
    let content = fs::read(&skill).unwrap();
    let trusted = home.trust(&[&public(&cert)]);
    assert_eq!(code(trusted.verify_file(&skill)), "signature.missing");
    assert_eq!(
        code(trusted.verify_file(&home.path().join("none.wasm"))),
        "signature.unreadable"
    );

    let verify = |signature: &[u8]| trusted.verify(&content[..], signature, "it");
    let good = sign(&cert, &content, HOUR);
    let theirs = sign(&other, &content, HOUR);
    verify(&good).unwrap();
    // Several people may sign; one who is trusted is enough.
    verify(&[&theirs[..], &good].concat()).unwrap();

    let error = verify(&theirs).unwrap_err();
    let signer = pair(&other, false)
        .public()
        .fingerprint()
        .to_hex()
        .to_lowercase();
    assert!(error.to_string().contains(&signer), "{error}");
    let nobody = TrustedKeys::default().verify(&content[..], &good, "it");
    assert_eq!(code(nobody), "signature.untrusted");

    let text = finish(SignatureBuilder::new(SignatureType::Text), &cert, &content);
    let weak = finish(
        made(HOUR).set_hash_algo(HashAlgorithm::SHA1),
        &cert,
        &content,
    );
    let brief = made(2 * HOUR).set_signature_validity_period(HOUR).unwrap();
    let brief = finish(brief, &cert, &content);
    let later = SystemTime::now() + HOUR;
    let future = made(HOUR).set_signature_creation_time(later).unwrap();
    let future = finish(future, &cert, &content);
    let many = good.repeat(17);
    for (bytes, expected) in [
        (&theirs[..], "signature.untrusted"),
        (&sign(&cert, b"something else", HOUR), "signature.mismatch"),
        (&text, "signature.malformed"),
        (&weak, "signature.weak"),
        (&brief, "signature.expired"),
        (&future, "signature.expired"),
        (&public(&cert), "signature.malformed"),
        (&many, "signature.malformed"),
        (b"", "signature.malformed"),
        (b"no signature", "signature.malformed"),
        (&[0; (64 << 10) + 1], "signature.too-large"),
    ] {
        assert_eq!(code(verify(bytes)), expected);
    }
}

#[test]
fn no_changed_byte_is_accepted() {
    let home = Home::new();
    let (skill, cert) = (home.skill(), cert());
    let content = fs::read(&skill).unwrap();
    let trusted = home.trust(&[&public(&cert)]);
    let good = sign(&cert, &content, HOUR);
    for at in 0..content.len() {
        let mut changed = content.clone();
        changed[at] ^= 1;
        assert_eq!(
            code(trusted.verify(&changed[..], &good, "it")),
            "signature.mismatch"
        );
    }
    for length in 0..content.len() {
        trusted.verify(&content[..length], &good, "it").unwrap_err();
    }
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        // What is not signed, such as a bit length of the number behind it, may mean the same.
        if let Ok(signed) = trusted.verify(&content[..], &changed, "it") {
            assert_eq!(signed, trusted.verify(&content[..], &good, "it").unwrap());
        }
    }
}

#[test]
fn a_signature_counts_when_its_key_was_valid() {
    let home = Home::new();
    let skill = home.skill();
    let content = fs::read(&skill).unwrap();
    let short = builder()
        .set_validity_period(12 * HOUR)
        .generate()
        .unwrap()
        .0;
    let trusted = home.trust(&[&public(&short)]);
    let verify = |ago| trusted.verify(&content[..], &sign(&short, &content, ago), "it");
    verify(20 * HOUR).unwrap();
    assert_eq!(code(verify(HOUR)), "signature.key-expired");

    for (reason, before, after) in [
        (
            ReasonForRevocation::KeyCompromised,
            Some("signature.key-revoked"),
            "signature.key-revoked",
        ),
        (
            ReasonForRevocation::KeyRetired,
            None,
            "signature.key-revoked",
        ),
    ] {
        let cert = cert();
        let revocation = cert.revoke(&mut pair(&cert, true), reason, b"").unwrap();
        let revoked = cert.clone().insert_packets(revocation).unwrap().0;
        let trusted = home.trust(&[&public(&revoked)]);
        let at = |ago| trusted.verify(&content[..], &sign(&cert, &content, ago), "it");
        match before {
            Some(expected) => assert_eq!(code(at(HOUR)), expected),
            None => assert!(at(HOUR).is_ok()),
        }
        std::thread::sleep(Duration::from_millis(1100));
        assert_eq!(code(at(Duration::ZERO)), after);
    }
}

#[test]
fn trusted_keys_that_cannot_be_read_are_told() {
    let home = Home::new();
    let (one, two) = (cert(), cert());
    let read = |entry: &str| TrustedKeys::read([entry], &home.keys(), home.path());
    fs::write(
        home.path().join("both.asc"),
        [public(&one), public(&two)].concat(),
    )
    .unwrap();
    fs::write(home.path().join("binary"), one.to_vec().unwrap()).unwrap();
    fs::write(home.path().join("none.asc"), "no key").unwrap();
    fs::write(home.path().join("empty.asc"), "").unwrap();
    assert_eq!(read("both.asc").unwrap().fingerprints().count(), 2);
    assert_eq!(read("binary").unwrap().fingerprints().count(), 1);
    let absent = "0".repeat(40);
    for (entry, expected) in [
        ("none.asc", "key.invalid"),
        ("empty.asc", "key.invalid"),
        (".", "key.invalid"),
        ("missing.asc", "key.missing"),
        (&absent, "key.missing"),
    ] {
        let error = read(entry).unwrap_err();
        assert_eq!(error.code(), expected, "{error}");
        assert!(
            error.help().is_some() && error.to_string().contains("trusted key"),
            "{error}"
        );
    }
}

#[test]
fn content_larger_than_a_buffer_is_streamed() {
    let home = Home::new();
    let mut signer = home.signer();
    let content = || std::io::repeat(7).take((3 << 20) + 5);
    let signature = signer.sign(content(), &"it").unwrap();
    let trusted = home.trust(&[&signer.public_key().unwrap()]);
    trusted.verify(content(), &signature, "it").unwrap();
    let longer = content().chain(&b"x"[..]);
    assert_eq!(
        code(trusted.verify(longer, &signature, "it")),
        "signature.mismatch"
    );
}

#[test]
fn gpg_and_sqv_accept_it_and_what_gpg_signs_is_accepted() {
    if Command::new("gpg").arg("--version").output().is_err() {
        eprintln!("no gpg on this machine: not tested with it");
        return;
    }
    let home = Home::new();
    let skill = home.skill();
    let mut signer = home.signer();
    let signature = signer.sign_file(&skill).unwrap();
    let key = home.path().join("public.asc");
    fs::write(&key, signer.public_key().unwrap()).unwrap();

    let gnupg = tempfile::tempdir().unwrap();
    let gpg = |arguments: &[&Path]| {
        let mut command = Command::new("gpg");
        command
            .args(["--batch", "--quiet", "--homedir"])
            .arg(gnupg.path());
        command.args(["--pinentry-mode", "loopback", "--passphrase", ""]);
        command.args(arguments).output().unwrap()
    };
    let path = |text: &'static str| Path::new(text);
    assert!(gpg(&[path("--import"), &key]).status.success());
    let said = gpg(&[path("--verify"), &signature, &skill]);
    assert!(said.status.success(), "{said:?}");
    if Command::new("sqv").arg("--version").output().is_ok() {
        let said = Command::new("sqv")
            .arg("--keyring")
            .args([&key, &signature, &skill])
            .output();
        assert!(said.unwrap().status.success());
    } else {
        eprintln!("no sqv on this machine: not tested with it");
    }

    let made = gpg(&[
        path("--quick-gen-key"),
        path("Me <me@example.org>"),
        path("ed25519"),
        path("sign"),
        path("0"),
    ]);
    assert!(made.status.success(), "{made:?}");
    let exported = gpg(&[path("--armor"), path("--export"), path("me@example.org")]);
    let trusted = home.trust(&[&exported.stdout]);
    fs::remove_file(&signature).unwrap();
    let signed = gpg(&[
        path("--local-user"),
        path("me@example.org"),
        path("--armor"),
        path("--detach-sign"),
        &skill,
    ]);
    assert!(signed.status.success(), "{signed:?}");
    trusted.verify_file(&skill).unwrap();
    fs::write(&skill, "changed").unwrap();
    assert_eq!(code(trusted.verify_file(&skill)), "signature.mismatch");
    assert!(
        !gpg(&[path("--verify"), &signature, &skill])
            .status
            .success()
    );
    // The agent that gpg started.
    let _ = Command::new("gpgconf")
        .arg("--homedir")
        .arg(gnupg.path())
        .args(["--kill", "all"])
        .output();
}
