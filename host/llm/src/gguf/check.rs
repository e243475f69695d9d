//! Metadata that llama.cpp takes on trust, and would end the process over.

use super::reader::{TEXT, Value, printable};
use super::{Fault, Metadata, corrupt};

/// Architectures that llama.cpp knows but that do not continue text token by token.
const NOT_GENERATIVE: &[&str] = &[
    "clip",
    "bert",
    "modern-bert",
    "nomic-bert",
    "nomic-bert-moe",
    "neo-bert",
    "jina-bert-v2",
    "jina-bert-v3",
    "eurobert",
    "gemma-embedding",
    "llama-embed",
    "t5",
    "t5encoder",
    "wavtokenizer-dec",
    "dream",
    "llada",
    "llada-moe",
    "rnd1",
    "eagle3",
    "dflash",
    "gemma4-assistant",
    "qwen3tts",
    "pockettts",
    "(unknown)",
];

/// As llama.cpp: `LLAMA_MAX_LAYERS` and `LLAMA_MAX_EXPERTS`.
const MAX_LAYERS: u64 = 512;
const MAX_EXPERTS: u64 = 1024;

/// The architecture, if it can continue text.
pub(super) fn architecture(metadata: &Metadata) -> Result<String, Fault> {
    let Some(name) = metadata.get("general.architecture").and_then(Value::text) else {
        return corrupt("it does not say its architecture");
    };
    if NOT_GENERATIVE.contains(&name) {
        return Err(Fault::Unsupported(format!(
            "a `{}` model does not write text",
            printable(name)
        )));
    }
    if metadata
        .get("general.type")
        .and_then(Value::text)
        .is_some_and(|kind| kind != "model")
    {
        return Err(Fault::Unsupported(
            "it is not a whole model but a part, such as an adapter".into(),
        ));
    }
    if metadata
        .get("split.count")
        .and_then(Value::unsigned)
        .is_some_and(|parts| parts > 1)
    {
        return Err(Fault::Unsupported(
            "it is split into several files; merge them with `llama-gguf-split --merge`".into(),
        ));
    }
    Ok(name.to_owned())
}

/// The sizes that llama.cpp asserts or divides by.
pub(super) fn model(architecture: &str, metadata: &Metadata) -> Result<(), Fault> {
    let key = |name: &str| format!("{architecture}.{name}");
    let number = |name: &str| metadata.get(&key(name)).and_then(Value::unsigned);
    let within = |name: &str, low: u64, high: u64| match metadata.get(&key(name)) {
        None => Ok(()),
        Some(Value::Array(array)) => match array.range {
            Some((least, most))
                if least >= 0 && most <= i128::from(high) && array.len <= MAX_LAYERS =>
            {
                Ok(())
            }
            _ => corrupt(format!("`{}` is out of range", printable(&key(name)))),
        },
        Some(value) => match value.unsigned() {
            Some(value) if (low..=high).contains(&value) => Ok(()),
            _ => corrupt(format!("`{}` is out of range", printable(&key(name)))),
        },
    };
    // 2^24 is far above every model and keeps llama.cpp's 32-bit products from overflowing.
    let size = 1 << 24;
    within("block_count", 1, MAX_LAYERS)?;
    within("context_length", 1, 1 << 30)?;
    within("embedding_length", 1, size)?;
    within("feed_forward_length", 0, size)?;
    within("attention.head_count", 1, 1 << 16)?;
    within("attention.head_count_kv", 1, 1 << 16)?;
    within("attention.key_length", 1, 1 << 16)?;
    within("attention.value_length", 1, 1 << 16)?;
    within("rope.dimension_count", 0, 1 << 16)?;
    within("expert_count", 0, MAX_EXPERTS)?;
    within(
        "nextn_predict_layers",
        0,
        number("block_count").unwrap_or(0),
    )?;
    if let (Some(heads), Some(shared)) = (
        number("attention.head_count"),
        number("attention.head_count_kv"),
    ) && heads % shared != 0
    {
        return corrupt("its attention heads cannot be shared evenly");
    }
    let experts = number("expert_count").unwrap_or(0);
    within("expert_used_count", u64::from(experts > 0), experts)?;
    within("expert_group_count", 0, experts.saturating_sub(1))?;
    for (name, value) in metadata
        .iter()
        .filter(|(name, _)| name.starts_with(architecture))
    {
        if let Value::Float(value) = value
            && !(value.is_finite() && (*value >= 0.0 || !name.ends_with("_epsilon")))
        {
            return corrupt(format!("`{}` is not a usable number", printable(name)));
        }
    }
    match metadata
        .get(&key("rope.scaling.type"))
        .and_then(Value::text)
    {
        None | Some("none" | "linear" | "yarn" | "longrope") => Ok(()),
        Some(other) => corrupt(format!(
            "its rope scaling `{}` is unknown",
            printable(other)
        )),
    }
}

/// The vocabulary: llama.cpp aborts on repeated tokens, and reads scores and types by token.
pub(super) fn vocabulary(metadata: &Metadata) -> Result<(), Fault> {
    let tokenizer = metadata.get("tokenizer.ggml.model").and_then(Value::text);
    match tokenizer {
        None => return corrupt("it has no tokenizer"),
        Some("none" | "no_vocab") => {
            return Err(Fault::Unsupported("it has no vocabulary".into()));
        }
        Some(_) => {}
    }
    let Some(tokens) = metadata.get("tokenizer.ggml.tokens").and_then(Value::array) else {
        return corrupt("it has no list of tokens");
    };
    if tokens.kind != TEXT || tokens.len == 0 || tokens.len > 1 << 24 {
        return corrupt("its list of tokens is not one");
    }
    if tokens.repeats {
        return corrupt("its list of tokens has one of them twice");
    }
    for name in ["scores", "token_type"] {
        let list = metadata.get(&format!("tokenizer.ggml.{name}"));
        if list.is_some_and(|list| list.array().is_none_or(|list| list.len != tokens.len)) {
            return corrupt(format!(
                "its list of {name} does not fit its list of tokens"
            ));
        }
    }
    // SentencePiece falls back to byte tokens and llama.cpp throws where one is missing.
    if tokenizer == Some("llama") && tokens.byte_tokens != 256 {
        return corrupt("its vocabulary lacks some of the 256 byte tokens");
    }
    for (name, value) in metadata
        .iter()
        .filter(|(name, _)| name.starts_with("tokenizer.ggml.") && name.ends_with("_token_id"))
    {
        if value.unsigned().is_none_or(|id| id >= tokens.len) {
            return corrupt(format!("`{}` is not one of its tokens", printable(name)));
        }
    }
    Ok(())
}
