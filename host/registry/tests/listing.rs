//! A registry that lists by itself what refers to what. None is packaged that does, so one is acted out.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::collections::HashMap;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use omni_registry::{Digest, Options, Reference};
use serde_json::{Value, json};
use support::{actor, component, pull, push, say, signed, skill};

/// What was put where, by path below the repository.
type Stored = Arc<Mutex<HashMap<String, String>>>;

fn listing() -> (Reference, Stored) {
    let stored = Stored::default();
    let inside = stored.clone();
    let reference = actor(move |head, content, _, stream| {
        let mut words = head.split(' ');
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        let path = path.strip_prefix("/v2/a/").unwrap();
        let content = String::from_utf8(content.to_vec()).unwrap();
        answer(&mut inside.lock().unwrap(), method, path, content, stream);
    });
    (reference, stored)
}

fn answer(
    stored: &mut HashMap<String, String>,
    method: &str,
    path: &str,
    content: String,
    stream: &mut TcpStream,
) {
    match (method, path.split_once("?digest=")) {
        ("post", _) => say(stream, "202 Accepted", "location: /v2/a/upload\r\n", ""),
        ("put", Some((_, digest))) => {
            stored.insert(format!("blobs/{}", digest.replace("%3a", ":")), content);
            say(stream, "201 Created", "", "");
        }
        ("put", None) => {
            let manifest: Value = serde_json::from_str(&content).unwrap();
            let mut headers = String::new();
            if let Some(subject) = manifest["subject"]["digest"].as_str() {
                headers = format!("oci-subject: {subject}\r\n");
                let entry = json!({
                    "mediaType": manifest["mediaType"], "artifactType": manifest["artifactType"],
                    "digest": Digest::of(content.as_bytes()), "size": content.len(),
                });
                let list = json!({"schemaVersion": 2, "manifests": [entry]});
                stored.insert(format!("referrers/{subject}"), list.to_string());
            }
            stored.insert(path.to_owned(), content);
            say(stream, "201 Created", &headers, "");
        }
        _ => match stored.get(path) {
            Some(found) if method == "get" => say(stream, "200 OK", "", found),
            _ => say(stream, "404 Not Found", "", ""),
        },
    }
}

#[test]
fn its_own_list_is_used_and_no_other_kept() {
    let (reference, stored) = listing();
    let options = Options::default();
    let bytes = component(b"it");
    let mut skill = skill(&bytes);
    skill.extras = signed();
    let pushed = push(&reference, &skill, &options).unwrap();
    let fallback = pushed.digest.as_str().replace(':', "-");
    assert!(
        !stored
            .lock()
            .unwrap()
            .keys()
            .any(|path| path.contains(&fallback))
    );
    assert_eq!(pull(&reference, &options).unwrap().extras, [signed()]);

    // A page where the list should be is no list.
    let path = format!("referrers/{}", pushed.digest);
    stored.lock().unwrap().insert(path, "<html>".to_owned());
    assert_eq!(pull(&reference, &options).unwrap().extras, []);
}
