//! Damaged copies of the real file: a clear error each, and the process lives.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;

use omni_llm::{
    Control, Engine, GenerateOptions, LocalEngine, LocalOptions, Message, Role, inspect,
};

mod support;

/// Metadata and tensor table of the real file are some bytes shorter.
const HEADER: usize = 1_786_000;

struct Copy {
    folder: tempfile::TempDir,
    header: Vec<u8>,
    len: u64,
}

impl Copy {
    fn new() -> Self {
        let path = support::model_path();
        let mut header = vec![0; HEADER];
        let mut file = File::open(&path).unwrap();
        file.read_exact(&mut header).unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            header,
            len: file.metadata().unwrap().len(),
        }
    }

    /// The file cut to `len` bytes, with zeros for weights.
    fn cut(&self, len: u64) -> PathBuf {
        self.write(&self.header, len)
    }

    fn changed(&self, change: impl FnOnce(&mut [u8])) -> PathBuf {
        let mut header = self.header.clone();
        change(&mut header);
        self.write(&header, self.len)
    }

    fn write(&self, header: &[u8], len: u64) -> PathBuf {
        let path = self.folder.path().join("damaged.gguf");
        let mut file = File::create(&path).unwrap();
        let kept = usize::try_from(len).unwrap().min(header.len());
        file.write_all(&header[..kept]).unwrap();
        file.set_len(len).unwrap();
        path
    }
}

fn load(path: PathBuf) -> Result<LocalEngine, omni_llm::Error> {
    LocalEngine::load(LocalOptions {
        context: 64,
        threads: Some(1),
        ..LocalOptions::new(path)
    })
}

#[test]
fn every_cut_is_corrupt() {
    let copy = Copy::new();
    let step = copy.len / 97;
    let cuts = (0..97)
        .map(|n| n * step)
        .chain((0..HEADER as u64).step_by(29_989))
        .chain([1, 3, 4, 23, 24, 25, copy.len - 1]);
    for len in cuts {
        let error = load(copy.cut(len)).unwrap_err();
        assert_eq!(error.code(), "model.corrupt", "{len}: {error}");
        assert!(error.to_string().contains("damaged.gguf"));
    }
    inspect(&copy.cut(copy.len)).unwrap();
}

#[test]
fn what_is_not_gguf_is_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.gguf");
    for bytes in [
        &b""[..],
        b"G",
        b"GGML",
        b"<html>",
        &[0; 4096],
        b"GGUF\xff\xff\xff\xff",
        b"GGUF\x03\0\0\0",
    ] {
        std::fs::write(&path, bytes).unwrap();
        let code = load(path.clone()).unwrap_err().code();
        assert!(
            ["model.corrupt", "model.unsupported"].contains(&code),
            "{code}"
        );
    }
}

#[test]
fn an_unknown_architecture_is_unsupported() {
    let copy = Copy::new();
    let path = copy.changed(|header| {
        // Every key of the architecture too, so that only its name is wrong.
        while let Some(at) = header.windows(5).position(|w| w == b"llama") {
            header[at..at + 5].copy_from_slice(b"lamma");
        }
    });
    let error = load(path).unwrap_err();
    assert_eq!(error.code(), "model.unsupported", "{error}");
    assert!(error.to_string().contains("lamma"), "{error}");
}

#[test]
fn missing_files_and_folders_have_their_codes() {
    assert_eq!(
        load("/nonexistent.gguf".into()).unwrap_err().code(),
        "model.missing"
    );
    assert_eq!(
        load(std::env::temp_dir()).unwrap_err().code(),
        "model.unreadable"
    );
}

#[test]
fn another_digest_than_expected_is_refused() {
    let options = LocalOptions {
        sha256: Some("0".repeat(64)),
        ..LocalOptions::new(support::model_path())
    };
    let error = LocalEngine::load(options).unwrap_err();
    assert_eq!(error.code(), "model.digest");
}

/// Changed bytes in the metadata and the tensor table: an error, or a model that can be used. Zero
/// weights make every token as likely as every other, so that there is something to compute.
#[test]
fn changed_headers_never_end_the_process() {
    let rounds: u64 = std::env::var("OMNI_DAMAGE_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(40);
    let first: u64 = std::env::var("OMNI_DAMAGE_SEED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let copy = Copy::new();
    for round in first..first + rounds {
        let path = copy.changed(|header| damage(header, round));
        if std::env::var_os("OMNI_DAMAGE_ROUNDS").is_some() {
            eprintln!("round {round}");
        }
        let Ok(engine) = load(path) else { continue };
        let Ok(mut session) = engine.session() else {
            continue;
        };
        let hello = Message::new(Role::User, "Hi");
        if session.prompt(&[hello], &Control::default()).is_ok() {
            let options = GenerateOptions {
                max_tokens: 2,
                ..Default::default()
            };
            let _ = session.generate(&options, &Control::default(), &mut |_| ());
        }
    }
}

/// Changes one to three bytes, most often outside the long lists of tokens and merges.
fn damage(header: &mut [u8], round: u64) {
    let mut state = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for _ in 0..=random(3) {
        let at = match random(4) {
            0 => random(header.len()),
            // The first keys; then the last keys and the tensor table.
            1 | 2 => random(1100),
            _ => 1_768_800 + random(16_800),
        };
        header[at] = if random(2) == 0 {
            header[at] ^ (1 << random(8))
        } else {
            u8::try_from(random(256)).unwrap()
        };
    }
}
