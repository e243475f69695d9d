//! A real registry behind TLS, and one that takes tokens.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use omni_registry::{Extras, Login, Options, Reference, Transport};
use support::{Registry, code, component, liar, pull, push, say, skill};

/// Tells the copy of this test that trusts the certificate where the registry is.
const ADDRESS: &str = "OMNI_TEST_TLS_REGISTRY";

fn has_openssl() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok();
    if !found {
        eprintln!("no openssl on this machine: not tested with it");
    }
    found
}

/// A key and its certificate for this machine, in `folder`.
fn certificate(folder: &Path) -> (PathBuf, PathBuf) {
    let config = folder.join("openssl.cnf");
    let (key, cert) = (folder.join("key.pem"), folder.join("cert.pem"));
    let text = "[req]\ndistinguished_name = dn\nx509_extensions = ext\nprompt = no\n[dn]\nCN = test\n\
                [ext]\nbasicConstraints = critical,CA:FALSE\nsubjectAltName = IP:127.0.0.1\n";
    fs::write(&config, text).unwrap();
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config",
        ])
        .arg(&config)
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&cert)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    (key, cert)
}

#[test]
fn a_certificate_counts_if_its_authority_is_trusted() {
    let bytes = component(b"it");
    let options = Options {
        transport: Transport::Tls,
        ..Options::default()
    };
    let go = |address: &str| {
        let reference = Reference::parse(&format!("{address}/a")).unwrap();
        push(&reference, &skill(&bytes), &options)?;
        pull(&reference, &options)
    };
    if let Ok(address) = env::var(ADDRESS) {
        assert_eq!(go(&address).unwrap().component, bytes);
        return;
    }
    if !has_openssl() {
        return;
    }
    let registry = Registry::start_with(
        |folder| {
            certificate(folder);
            String::new()
        },
        "  tls: {certificate: FOLDER/cert.pem, key: FOLDER/key.pem}\n",
    );
    let Some(registry) = registry else { return };
    let error = go(&registry.address).unwrap_err();
    assert_eq!(error.code(), "registry.tls");
    assert!(error.to_string().contains("certificate"), "{error}");
    // Spoken to without TLS it does not answer as a registry does.
    assert_eq!(
        code(pull(&registry.reference("a"), &Options::default())),
        "registry.refused"
    );

    let trusting = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "a_certificate_counts_if_its_authority_is_trusted",
        ])
        .env(ADDRESS, &registry.address)
        .env("SSL_CERT_FILE", registry.folder().join("cert.pem"))
        .output()
        .unwrap();
    assert!(trusting.status.success(), "{trusting:?}");
    let text = String::from_utf8_lossy(&trusting.stdout).into_owned();
    assert!(text.contains("1 passed"), "{text}");
}

/// A token as the registry's own token service would sign it.
fn token(folder: &Path, access: &str) -> String {
    let cert = fs::read_to_string(folder.join("cert.pem")).unwrap();
    let der: String = cert
        .lines()
        .filter(|line| !line.starts_with("--"))
        .collect();
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let header = format!(r#"{{"typ":"JWT","alg":"RS256","x5c":["{der}"]}}"#);
    let claims = format!(
        r#"{{"iss":"test","sub":"me","aud":"registry","jti":"1","iat":{now},"nbf":{},"exp":{},"access":[{access}]}}"#,
        now - 60,
        now + 300
    );
    let signed = [header, claims]
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .join(".");
    let mut child = Command::new("openssl")
        .args(["dgst", "-sha256", "-sign"])
        .arg(folder.join("key.pem"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(signed.as_bytes())
        .unwrap();
    let signature = child.wait_with_output().unwrap().stdout;
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

#[test]
fn tokens_are_fetched_for_what_is_done() {
    if !has_openssl() {
        return;
    }
    let keys = tempfile::tempdir().unwrap();
    let folder = keys.path().to_owned();
    certificate(&folder);
    let (me, basic) = (Login::new("me", "secret"), STANDARD.encode("me:secret"));
    // Everybody may pull what is `open`, and `me` may do all with it, but nothing elsewhere.
    let service = liar(move |head, _, stream| {
        let logged_in = head.contains(&format!("authorization: basic {}", basic.to_lowercase()));
        if head.contains("authorization:") && !logged_in {
            return say(stream, "401 Unauthorized", "", "");
        }
        assert!(head.contains("service=registry"), "{head}");
        let grant =
            |actions| format!(r#"{{"type":"repository","name":"open/a","actions":[{actions}]}}"#);
        let access = if !head.contains("open%2fa") && !head.contains("open/a") {
            String::new()
        } else if logged_in && head.contains("push") {
            grant(r#""pull","push""#)
        } else {
            grant(r#""pull""#)
        };
        // Services call it by either name.
        let name = if logged_in { "token" } else { "access_token" };
        let answer = format!(r#"{{"{name}":"{}"}}"#, token(&folder, &access));
        say(stream, "200 OK", "", &answer);
    });
    let registry = Registry::start_with(
        |_| {
            format!(
                "auth:\n  token: {{realm: 'http://{}/token', service: registry, issuer: test, rootcertbundle: '{}'}}\n",
                service.registry(),
                keys.path().join("cert.pem").display()
            )
        },
        "",
    );
    let Some(registry) = registry else { return };
    let (open, closed) = (registry.reference("open/a"), registry.reference("closed/a"));
    let bytes = component(b"it");
    let mut skill = skill(&bytes);
    skill.extras = Extras {
        signature: Some(b"signature".to_vec()),
        ..Extras::default()
    };
    let as_user = |login: Option<Login>| Options {
        login,
        ..Options::default()
    };
    let (nobody, me) = (as_user(None), as_user(Some(me)));
    let wrong = as_user(Some(Login::new("me", "guess")));

    assert_eq!(code(push(&open, &skill, &nobody)), "registry.needs-login");
    assert_eq!(code(push(&open, &skill, &wrong)), "registry.needs-login");
    push(&open, &skill, &me).unwrap();
    for options in [&nobody, &me] {
        let pulled = pull(&open, options).unwrap();
        assert_eq!((pulled.component, pulled.extras.len()), (bytes.clone(), 1));
    }
    assert_eq!(code(pull(&closed, &nobody)), "registry.needs-login");
    assert_eq!(code(pull(&closed, &wrong)), "registry.needs-login");
    assert_eq!(code(pull(&closed, &me)), "registry.forbidden");
    assert_eq!(code(push(&closed, &skill, &me)), "registry.forbidden");
}
