//! Nobody there, and registries that say what none should.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::io::Write;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use omni_registry::{Digest, Login, Options, Reference, Transport};
use support::{code, component, liar, pull, push, say, skill};

fn quick() -> Options {
    Options {
        timeout: Duration::from_millis(500),
        ..Options::default()
    }
}

#[test]
fn nobody_there_is_told_apart_from_silence() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = Reference::parse(&format!("{}/a", listener.local_addr().unwrap())).unwrap();
    let error = pull(&silent, &quick()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().ends_with("within 0.5 s")),
        ("registry.timeout", true)
    );
    drop(listener);
    assert_eq!(code(pull(&silent, &quick())), "registry.unreachable");
    let bytes = component(b"it");
    assert_eq!(
        code(push(&silent, &skill(&bytes), &quick())),
        "registry.unreachable"
    );

    let options = Options::default();
    let nowhere = Reference::parse("registry.invalid/a").unwrap();
    assert_eq!(code(pull(&nowhere, &options)), "registry.dns");
    let nowhere = Reference::parse("registry.invalid:5000/a").unwrap();
    assert_eq!(code(pull(&nowhere, &options)), "registry.dns");
}

#[test]
fn a_connection_that_breaks_off_is_told() {
    let gone = liar(|_, _, _| ());
    assert_eq!(code(pull(&gone, &quick())), "registry.unreachable");
    let half = liar(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
    });
    assert_eq!(code(pull(&half, &quick())), "registry.unreachable");
}

#[test]
fn plain_http_where_tls_should_be_is_told() {
    let plain = liar(|_, _, stream| say(stream, "200 OK", "", "{}"));
    let options = Options {
        transport: Transport::Tls,
        ..quick()
    };
    let error = pull(&plain, &options).unwrap_err();
    assert_eq!(error.code(), "registry.tls", "{error}");
    assert!(error.help().unwrap().contains("SSL_CERT_FILE"));
}

#[test]
fn endless_answers_end() {
    let forever = |stream: &mut std::net::TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b' '; 64 << 10]).is_ok() {}
    };
    let manifest = liar(move |_, _, stream| forever(stream));
    assert_eq!(
        code(pull(&manifest, &Options::default())),
        "registry.too-large"
    );

    let token = liar(move |head, address, stream| {
        if head.starts_with("get /token") {
            return forever(stream);
        }
        let challenge = format!("www-authenticate: Bearer realm=\"http://{address}/token\"\r\n");
        say(stream, "401 Unauthorized", &challenge, "");
    });
    assert_eq!(
        code(pull(&token, &Options::default())),
        "registry.too-large"
    );

    let blob = liar(move |head, _, stream| {
        if head.contains("/blobs/") {
            return forever(stream);
        }
        say(stream, "200 OK", "", &manifest_of(Digest::of(b"{}"), 2));
    });
    assert_eq!(code(pull(&blob, &Options::default())), "registry.digest");
    let error = liar(move |_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 500 Oh\r\n\r\n");
        while stream.write_all(&[b' '; 64 << 10]).is_ok() {}
    });
    assert_eq!(code(pull(&error, &Options::default())), "registry.refused");
}

fn manifest_of(config: Digest, size: u64) -> String {
    format!(
        r#"{{"schemaVersion":2,"config":{{"mediaType":"application/vnd.wasm.config.v0+json","digest":"{config}","size":{size}}},
        "layers":[{{"mediaType":"application/wasm","digest":"{}","size":18446744073709551615}}]}}"#,
        Digest::of(b"")
    )
}

#[test]
fn sizes_that_are_claimed_are_not_believed() {
    let config = r#"{"created":"","architecture":"wasm","os":"wasip2","layerDigests":[]}"#;
    let huge = liar(move |head, _, stream| {
        let manifest = manifest_of(Digest::of(config.as_bytes()), config.len() as u64);
        say(
            stream,
            "200 OK",
            "",
            if head.contains("/blobs/") {
                config
            } else {
                &manifest
            },
        );
    });
    assert_eq!(code(pull(&huge, &Options::default())), "registry.too-large");
}

#[test]
fn statuses_are_told_apart() {
    for (status, body, expected) in [
        ("403 Forbidden", "", "registry.forbidden"),
        ("404 Not Found", "<html>", "registry.not-found"),
        ("429 Too Many Requests", "", "registry.busy"),
        (
            "418 I'm a teapot",
            r#"{"errors":[{"code":"TEAPOT","message":"short\u001b[31m and stout"}]}"#,
            "registry.refused",
        ),
        ("503 Service Unavailable", "", "registry.refused"),
        ("204 No Content", "", "registry.answer"),
        ("401 Unauthorized", "", "registry.needs-login"),
        ("200 OK", "<html>a page</html>", "registry.answer"),
        ("200 OK", "{}", "registry.not-a-skill"),
    ] {
        let registry = liar(move |_, _, stream| say(stream, status, "", body));
        let error = pull(&registry, &quick()).unwrap_err();
        assert_eq!(error.code(), expected, "{status}: {error}");
        let text = error.to_string();
        assert!(!text.contains('\u{1b}'), "{text}");
        assert_eq!(
            text.contains("and stout"),
            status.starts_with("418"),
            "{text}"
        );
    }
}

#[test]
fn a_digest_that_the_registry_names_has_to_fit() {
    let said = format!("docker-content-digest: {}\r\n", Digest::of(b"other"));
    let registry = liar(move |_, _, stream| say(stream, "200 OK", &said, "{}"));
    assert_eq!(code(pull(&registry, &quick())), "registry.digest");
    let pinned = liar(|_, _, stream| say(stream, "200 OK", "", "{}"));
    let pinned = format!("{}/a@{}", pinned.registry(), Digest::of(b"other"));
    assert_eq!(
        code(pull(&Reference::parse(&pinned).unwrap(), &quick())),
        "registry.digest"
    );
}

#[test]
fn a_password_goes_to_the_registry_alone() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listen = heard.clone();
    let elsewhere = liar(move |head, _, stream| {
        listen.lock().unwrap().push(head.to_owned());
        say(stream, "201 Created", "", "");
    });
    // The same host at another port is somebody else.
    let there = elsewhere.registry().to_owned();
    let known = Arc::new(Mutex::new(0));
    let count = known.clone();
    let registry = liar(move |head, _, stream| {
        if !head.contains("authorization: basic") {
            return say(
                stream,
                "401 Unauthorized",
                "www-authenticate: Basic realm=\"x\"\r\n",
                "",
            );
        }
        *count.lock().unwrap() += 1;
        let location = format!("location: http://{there}/upload?x=y\r\n");
        match head.split(' ').next() {
            Some("head") => say(stream, "404 Not Found", "", ""),
            Some("post") => say(stream, "202 Accepted", &location, ""),
            _ => say(stream, "201 Created", "", ""),
        }
    });
    let options = Options {
        login: Some(Login::new("me", "secret")),
        ..quick()
    };
    let bytes = component(b"it");
    push(&registry, &skill(&bytes), &options).unwrap();
    assert!(*known.lock().unwrap() >= 6);
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 2);
    for head in heard.iter() {
        assert!(
            head.starts_with("put /upload?x=y&digest=sha256%3a"),
            "{head}"
        );
        assert!(!head.contains("authorization"), "{head}");
    }
}

#[test]
fn a_token_cannot_break_out_of_its_header() {
    let registry = liar(|head, address, stream| {
        if head.starts_with("get /token") {
            return say(stream, "200 OK", "", r#"{"token":"a\r\nx-evil: 1"}"#);
        }
        assert!(!head.contains("evil"));
        let challenge = format!("www-authenticate: Bearer realm=\"http://{address}/token\"\r\n");
        say(stream, "401 Unauthorized", &challenge, "");
    });
    assert_eq!(code(pull(&registry, &quick())), "registry.answer");
}
