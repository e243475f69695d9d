//! Logs to test with.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses a part"
)]

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use omni_audit::{Code, Digest, Error, Event, Log, LogOptions, Report, VerifyOptions, verify};
use tempfile::TempDir;
use uuid::Uuid;

/// A home of its own.
pub(crate) struct Home(pub(crate) TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.path().join("audit")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.path().join("keys")
    }

    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.log().join("checkpoint.json")
    }

    pub(crate) fn segment(&self, number: u64) -> PathBuf {
        self.log().join(format!("{number:08}.jsonl"))
    }

    /// No checkpoint by the clock, so that a log is the same each time.
    pub(crate) fn options(&self) -> LogOptions {
        LogOptions {
            checkpoint_interval: Duration::from_secs(3600),
            ..LogOptions::new(self.path())
        }
    }

    pub(crate) fn open(&self) -> Log {
        Log::open(self.options()).unwrap()
    }

    pub(crate) fn verify(&self) -> Result<Report, Error> {
        verify(&self.log(), &VerifyOptions::new(self.keys()))
    }

    pub(crate) fn verify_against(&self, checkpoint: &Path) -> Result<Report, Error> {
        let against = Some(checkpoint.to_owned());
        let options = VerifyOptions {
            against,
            ..VerifyOptions::new(self.keys())
        };
        verify(&self.log(), &options)
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.segment(1)).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn write_lines(&self, lines: &[String]) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.overwrite(text.as_bytes());
    }

    /// Not by truncating first, which some file systems take as a wish for safety and sync.
    pub(crate) fn overwrite(&self, bytes: &[u8]) {
        let mut file = OpenOptions::new()
            .write(true)
            .open(self.segment(1))
            .unwrap();
        file.write_all(bytes).unwrap();
        file.set_len(bytes.len() as u64).unwrap();
    }

    /// A log as a run leaves it: eight records, of which the sixth is signed by itself.
    pub(crate) fn with_run() -> Self {
        let home = Self::new();
        let log = home.open();
        let id = Some(Uuid::from_u128(7));
        log.append(None, rollback(0)).unwrap();
        for number in 1..4 {
            log.append(id, rollback(number)).unwrap();
        }
        log.append(id, reflection(&log)).unwrap();
        log.append(id, rollback(5)).unwrap();
        log.close().unwrap();
        assert_eq!(home.lines().len(), 8);
        home
    }
}

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

/// The smallest event.
pub(crate) fn rollback(number: u64) -> Event {
    Event::AdapterRollback {
        adapter: Digest::of(&number.to_be_bytes()),
        to: None,
        reason: code(&number.to_string()),
    }
}

pub(crate) fn reflection(log: &Log) -> Event {
    Event::Reflection {
        iteration: 2,
        response: log.salted("response", b"391?"),
        evidence: vec![code("arithmetic.wrong")],
        evidence_count: 1,
        prompt: log.salted("prompt", b"What is 17 * 23?"),
        grammar: None,
        temperature: Some(0.7),
        max_tokens: Some(64),
        skill: Digest::of(b"reflect.wasm"),
        policy: Digest::of(b"reflect.toml"),
        model: Digest::of(b"model.gguf"),
    }
}

/// Chains lines anew, as somebody can who has no key.
pub(crate) fn rechained(mut lines: Vec<String>, from: usize) -> Vec<String> {
    for at in from..lines.len() {
        let prev = Digest::of(lines[at - 1].as_bytes()).to_hex();
        let start = lines[at].find(r#""prev":""#).unwrap() + 8;
        lines[at].replace_range(start..start + 64, &prev);
    }
    lines
}
