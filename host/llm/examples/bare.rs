//! A bare llama.cpp program: the yardstick for what the host adds. Loads a model, answers one prompt
//! greedily in a context like the host's, and prints the most memory that it held, in KiB.
//!
//! usage: bare MODEL.gguf CONTEXT TOKENS PROMPT

#![expect(clippy::expect_used, reason = "a yardstick that cannot run has failed")]

use std::num::NonZeroU32;

use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::sampling::LlamaSampler;

/// As the host's: a larger one needs larger compute buffers.
const BATCH: u32 = 64;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .expect("usage: bare MODEL.gguf CONTEXT TOKENS PROMPT")
    };
    let (path, context, tokens, prompt) = (next(), next(), next(), next());
    let tokens: i32 = tokens.parse().expect("a number of tokens");
    let context: u32 = context.parse().expect("a number of tokens");

    let mut backend = LlamaBackend::init().expect("llama.cpp");
    backend.void_logs();
    let model = LlamaModel::load_from_file(&backend, &path, &LlamaModelParams::default())
        .expect("the model");
    let params = LlamaContextParams::default()
        .with_n_ctx(NonZeroU32::new(context))
        .with_n_batch(BATCH)
        .with_n_ubatch(BATCH)
        .with_n_seq_max(1)
        .with_n_threads(1)
        .with_n_threads_batch(1);
    let mut session = model.new_context(&backend, params).expect("a context");
    let prompt = model.vocab().tokenize(prompt.as_bytes(), true, false);
    let mut batch = LlamaBatch::new(BATCH as usize, 1);
    let last = prompt.len() - 1;
    for (position, token) in prompt.iter().enumerate() {
        batch
            .add(*token, position as i32, &[0], position == last)
            .expect("a prompt of one batch");
    }
    session.decode(&mut batch).expect("the prompt");
    let mut sampler = LlamaSampler::greedy();
    for position in 0..tokens {
        let token = sampler.sample(&session, -1);
        batch.clear();
        batch
            .add(token, prompt.len() as i32 + position, &[0], true)
            .expect("one token");
        session.decode(&mut batch).expect("a token");
    }

    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("Linux");
    println!("{}", peak.trim().trim_end_matches(" kB"));
}
