//! The header's reader on good, damaged and arbitrary bytes.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;

/// Builds GGUF headers.
#[derive(Clone, Default)]
pub(crate) struct Builder {
    pairs: Vec<u8>,
    count: u64,
}

impl Builder {
    /// A header that passes, for a model with one tensor of 64 F32 weights.
    pub(crate) fn sound() -> Self {
        Self::default()
            .text("general.architecture", "llama")
            .text("general.name", "Tiny")
            .u32("llama.context_length", 128)
            .u32("llama.block_count", 1)
            .u32("llama.attention.head_count", 4)
            .u32("llama.attention.head_count_kv", 2)
            .text("tokenizer.ggml.model", "gpt2")
            .texts("tokenizer.ggml.tokens", &["a", "b", "<e>"])
            .u32("tokenizer.ggml.eos_token_id", 2)
    }

    pub(crate) fn text(self, key: &str, value: &str) -> Self {
        self.pair(key, 8, &string(value))
    }

    pub(crate) fn u32(self, key: &str, value: u32) -> Self {
        self.pair(key, 4, &value.to_le_bytes())
    }

    pub(crate) fn bool(self, key: &str, value: bool) -> Self {
        self.pair(key, 7, &[u8::from(value)])
    }

    fn f32(self, key: &str, value: f32) -> Self {
        self.pair(key, 6, &value.to_le_bytes())
    }

    fn texts(self, key: &str, values: &[&str]) -> Self {
        let mut bytes = 8u32.to_le_bytes().to_vec();
        bytes.extend((values.len() as u64).to_le_bytes());
        bytes.extend(values.iter().flat_map(|value| string(value)));
        self.pair(key, 9, &bytes)
    }

    fn pair(mut self, key: &str, kind: u32, value: &[u8]) -> Self {
        self.pairs.extend(string(key));
        self.pairs.extend(kind.to_le_bytes());
        self.pairs.extend(value);
        self.count += 1;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.with_tensor(64, 0, 0)
    }

    fn with_tensor(&self, row: u64, kind: u32, offset: u64) -> Vec<u8> {
        let mut bytes = b"GGUF".to_vec();
        bytes.extend(3u32.to_le_bytes());
        bytes.extend(1u64.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(&self.pairs);
        bytes.extend(string("token_embd.weight"));
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(row.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(offset.to_le_bytes());
        bytes.resize(bytes.len().next_multiple_of(32) + 256, 0);
        bytes
    }
}

fn string(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}

fn check(bytes: &[u8]) -> Result<GgufSummary, Fault> {
    read(&mut Cursor::new(bytes), bytes.len() as u64)
}

fn fault(bytes: &[u8]) -> String {
    match check(bytes).unwrap_err() {
        Fault::Corrupt(cause) => cause,
        Fault::Unsupported(cause) => format!("unsupported: {cause}"),
        Fault::Read(error) => panic!("{error}"),
    }
}

#[test]
fn a_sound_header_is_summed_up() {
    let bytes = Builder::sound().bytes();
    let summary = check(&bytes).unwrap();
    assert_eq!(
        (summary.architecture.as_str(), summary.title.as_deref()),
        ("llama", Some("Tiny"))
    );
    assert_eq!((summary.parameters, summary.trained_context), (64, 128));
    assert_eq!(summary.bytes, bytes.len() as u64);
}

#[test]
fn every_cut_is_found() {
    let bytes = Builder::sound().bytes();
    for len in 0..bytes.len() {
        let cause = fault(&bytes[..len]);
        assert!(
            cause.contains("it ends after") || cause == "it is not a GGUF file",
            "{len}: {cause}"
        );
    }
}

#[test]
fn contradictions_are_found() {
    let sound = Builder::sound();
    for (header, expected) in [
        (
            Builder::default().text("general.name", "x"),
            "it does not say its architecture",
        ),
        (
            sound.clone().u32("llama.expert_count", 5000),
            "`llama.expert_count` is out of range",
        ),
        (
            sound.clone().u32("llama.expert_used_count", 2),
            "`llama.expert_used_count` is out of range",
        ),
        (
            sound
                .clone()
                .f32("llama.attention.layer_norm_rms_epsilon", -1.0),
            "`llama.attention.layer_norm_rms_epsilon` is not a usable number",
        ),
        (
            sound.clone().f32("llama.rope.freq_base", f32::NAN),
            "`llama.rope.freq_base` is not a usable number",
        ),
        (
            sound.clone().text("llama.rope.scaling.type", "odd"),
            "its rope scaling `odd` is unknown",
        ),
        (
            sound.clone().u32("tokenizer.ggml.bos_token_id", 3),
            "`tokenizer.ggml.bos_token_id` is not one of its tokens",
        ),
        (
            sound.clone().texts("tokenizer.ggml.scores", &["x"]),
            "its list of scores does not fit its list of tokens",
        ),
        (
            sound.clone().u32("general.alignment", 33),
            "its alignment is not a power of two",
        ),
        (
            sound.clone().u32("llama.block_count", 1),
            "it has an empty or a repeated key",
        ),
        (
            sound.clone().u32("split.count", 2),
            "unsupported: it is split into several files; merge them with `llama-gguf-split --merge`",
        ),
        (
            sound.clone().text("general.type", "adapter"),
            "unsupported: it is not a whole model but a part, such as an adapter",
        ),
        (
            Builder::default().text("general.architecture", "clip"),
            "unsupported: a `clip` model does not write text",
        ),
        (
            Builder::default().text("general.architecture", "llama"),
            "it has no tokenizer",
        ),
    ] {
        assert_eq!(fault(&header.bytes()), expected);
    }
    let twice = Builder::default()
        .text("general.architecture", "x")
        .text("tokenizer.ggml.model", "gpt2")
        .texts("tokenizer.ggml.tokens", &["a", "a"]);
    assert_eq!(
        fault(&twice.bytes()),
        "its list of tokens has one of them twice"
    );
    assert_eq!(
        fault(&sound.with_tensor(33, 2, 0)),
        "a row of the tensor `token_embd.weight` is not made of whole blocks"
    );
    assert_eq!(
        fault(&sound.with_tensor(64, 4, 0)),
        "unsupported: its tensors have the unknown type 4"
    );
    assert_eq!(
        fault(&sound.with_tensor(64, 0, 32)),
        "the tensor `token_embd.weight` is not where its table says"
    );
    assert_eq!(
        fault(&sound.with_tensor(u64::MAX, 0, 0)),
        "the tensor `token_embd.weight` has an impossible size"
    );
    assert!(fault(&sound.with_tensor(65, 0, 0)).contains("before the end of the tensor"));
}

#[test]
fn huge_counts_take_no_memory() {
    for at in [8, 16] {
        let mut bytes = Builder::sound().bytes();
        bytes[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(fault(&bytes).contains("more entries than any model"));
    }
}

#[test]
fn blocks_are_those_of_ggml() {
    for kind in 0..43u32 {
        let Some((weights, bytes)) = tensor::block_of(kind) else {
            continue;
        };
        #[expect(unsafe_code, reason = "ggml's type table has a C interface only")]
        // SAFETY: both look an index below GGML_TYPE_COUNT (43) up in a constant table.
        let theirs = unsafe {
            let kind = kind as llama_cpp_sys_2::ggml_type;
            (
                llama_cpp_sys_2::ggml_blck_size(kind),
                llama_cpp_sys_2::ggml_type_size(kind),
            )
        };
        assert_eq!((weights as i64, bytes as usize), theirs, "type {kind}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Any bytes are a summary or a fault.
    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = check(&bytes);
    }

    /// So is a sound header with some bytes changed.
    #[test]
    fn damaged_headers_do_not_panic(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = Builder::sound().bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = check(&bytes);
    }
}
