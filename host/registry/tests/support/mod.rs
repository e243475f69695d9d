//! Registries to test with: a real one, and one that says anything.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses a part"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use omni_registry::{Digest, Error, Extras, Options, Pulled, Pushed, Reference, Skill};
use tempfile::TempDir;

/// The smallest component, and something to tell two apart by: a custom section.
pub(crate) fn component(mark: &[u8]) -> Vec<u8> {
    let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
    bytes.extend([0, u8::try_from(mark.len() + 2).unwrap(), 1, b'x']);
    bytes.extend(mark);
    bytes
}

/// A skill as it is pushed.
pub(crate) fn skill(component: &[u8]) -> Skill<'_> {
    Skill {
        component,
        exports: vec!["omni:skill/scorer@0.1.0".to_owned()],
        imports: vec!["omni:host/log@0.1.0".to_owned()],
        target: None,
        created: SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        extras: Extras::default(),
    }
}

/// A skill's companions, each different.
pub(crate) fn signed() -> Extras {
    Extras {
        signature: Some(b"of the component".to_vec()),
        policy: Some(b"skill = \"a\"\n".to_vec()),
        policy_signature: Some(b"of the policy".to_vec()),
    }
}

pub(crate) fn push(to: &Reference, skill: &Skill<'_>, options: &Options) -> Result<Pushed, Error> {
    omni_registry::push(to, skill, options, &mut |_, _| ())
}

pub(crate) fn pull(from: &Reference, options: &Options) -> Result<Pulled, Error> {
    omni_registry::pull(from, options, &mut |_, _| ())
}

/// The code of a failure, which has to read as one.
pub(crate) fn code<T>(result: Result<T, Error>) -> &'static str {
    let error = result.err().unwrap();
    let text = error.to_string();
    let first = text.chars().next().unwrap();
    assert!(!first.is_uppercase() && !text.ends_with('.'), "{text}");
    error.code()
}

/// Debian's `docker-registry`, on a free port.
pub(crate) struct Registry {
    child: Child,
    folder: TempDir,
    pub(crate) address: String,
}

impl Registry {
    /// Starts one with nothing but storage. None, and a word about it, where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(|_| String::new(), "")
    }

    /// Starts one with more configuration: whole sections, which may need files in its folder, and more in
    /// the section `http`.
    pub(crate) fn start_with(sections: impl Fn(&Path) -> String, http: &str) -> Option<Self> {
        if Command::new("docker-registry")
            .arg("--version")
            .output()
            .is_err()
        {
            eprintln!("no docker-registry on this machine: not tested with it");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        // Somebody else may take the port in between.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0")
                .unwrap()
                .local_addr()
                .unwrap()
                .port();
            let address = format!("127.0.0.1:{port}");
            let config = format!(
                "version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\n\
                 storage:\n  filesystem: {{rootdirectory: {}}}\n\
                 http:\n  addr: {address}\n{}{}",
                at.join("storage").display(),
                http.replace("FOLDER", &at.display().to_string()),
                sections(at)
            );
            let file = at.join("config.yml");
            fs::write(&file, config).unwrap();
            let mut child = Command::new("docker-registry")
                .arg("serve")
                .arg(&file)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            while child.try_wait().unwrap().is_none() {
                if TcpStream::connect(&address).is_ok() {
                    return Some(Self {
                        child,
                        folder,
                        address,
                    });
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
        panic!("docker-registry does not start");
    }

    pub(crate) fn reference(&self, name: &str) -> Reference {
        Reference::parse(&format!("{}/{name}", self.address)).unwrap()
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file that holds a content.
    pub(crate) fn blob(&self, digest: &Digest) -> PathBuf {
        let hex = digest.as_str().strip_prefix("sha256:").unwrap();
        let blobs = self
            .folder
            .path()
            .join("storage/docker/registry/v2/blobs/sha256");
        blobs.join(&hex[..2]).join(hex).join("data")
    }

    /// Puts anything at all under `repository`, as a client of another kind would.
    pub(crate) fn put_blob(&self, repository: &str, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        let uploads = format!("http://{}/v2/{repository}/blobs/uploads/", self.address);
        let started = ureq::post(uploads).send_empty().unwrap();
        let location = started.headers()["location"].to_str().unwrap();
        let done = ureq::put(format!("{location}&digest={digest}"))
            .send(bytes)
            .unwrap();
        assert_eq!(done.status(), 201);
        digest
    }

    pub(crate) fn put_manifest(&self, repository: &str, tag: &str, kind: &str, text: &str) {
        let url = format!("http://{}/v2/{repository}/manifests/{tag}", self.address);
        let done = ureq::put(url)
            .header("content-type", kind)
            .send(text)
            .unwrap();
        assert_eq!(done.status(), 201);
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What no registry says: `answer` writes whatever it likes to whoever asks, given the request's head in
/// lower case and its own address.
pub(crate) fn liar(
    answer: impl Fn(&str, &str, &mut TcpStream) + Send + Sync + 'static,
) -> Reference {
    actor(move |head, _, address, stream| answer(head, address, stream))
}

/// The same, given the request's content too.
pub(crate) fn actor(
    answer: impl Fn(&str, &[u8], &str, &mut TcpStream) + Send + Sync + 'static,
) -> Reference {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let reference = Reference::parse(&format!("{address}/a:1")).unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut head, mut length) = (String::new(), 0);
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                let line = line.to_lowercase();
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
            }
            let mut content = vec![0; length];
            let _ = reader.read_exact(&mut content);
            answer(&head, &content, &address, &mut stream);
        }
    });
    reference
}

/// A whole answer, after which the connection ends.
pub(crate) fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
}
