//! What recording costs, and how fast a log is verified.
//!
//! `$OMNI_BENCH_RECORDS` is the size of the log that is verified, a million if it is not set.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run has failed")]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use omni_audit::{Code, Digest, Event, Log, LogOptions, VerifyOptions, verify};
use uuid::Uuid;

fn open(home: &Path) -> Log {
    Log::open(LogOptions::new(home)).expect("a log")
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

/// The most common record of a run: about 600 bytes.
fn iteration(log: &Log) -> Event {
    Event::Iteration {
        iteration: 1,
        source: code("model"),
        response: log.salted("response", b"17 * 23 = 391."),
        confidence: 0.87,
        revised: false,
        findings: vec![code("arithmetic.wrong")],
        findings_count: 1,
        grammar: false,
        stop: code("end"),
        prompt_tokens: 41,
        cached_tokens: 17,
        generated_tokens: 12,
        mean_logprob: -0.123_45,
        latency_ms: 312.5,
    }
}

fn reflection(log: &Log) -> Event {
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

/// Notes `count` records, of which one in `signed` is a reflection, and waits for the disk.
fn fill(log: &Log, count: u64, signed: u64) {
    let run = Some(Uuid::nil());
    let mut last = None;
    for number in 1..=count {
        let event = if number.is_multiple_of(signed) {
            reflection(log)
        } else {
            iteration(log)
        };
        last = Some(log.note(run, event).expect("an open log"));
    }
    if let Some(last) = last {
        last.wait().expect("room on the disk");
    }
}

fn appending(criterion: &mut Criterion) {
    let home = tempfile::tempdir().expect("a folder");
    let log = open(home.path());
    let mut group = criterion.benchmark_group("append");
    group.bench_function("one, waiting for the disk", |bencher| {
        bencher.iter_batched(
            || iteration(&log),
            |event| log.append(None, event).expect("room on the disk"),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("one, not waiting", |bencher| {
        bencher.iter(|| drop(black_box(log.note(None, iteration(&log)))));
    });
    group.throughput(Throughput::Elements(1000));
    group.bench_function("1000 in a row", |bencher| {
        bencher.iter(|| fill(&log, 1000, u64::MAX))
    });
    group.bench_function("1000 reflections, each signed", |bencher| {
        bencher.iter(|| fill(&log, 1000, 1));
    });
    group.finish();
}

fn verifying(criterion: &mut Criterion) {
    let records = std::env::var("OMNI_BENCH_RECORDS").ok();
    let records = records
        .and_then(|records| records.parse().ok())
        .unwrap_or(1_000_000);
    let mut group = criterion.benchmark_group("verify");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(20));
    for (name, count, signed) in [
        ("checkpoints only", records, u64::MAX),
        ("one in ten a reflection", records / 10, 10),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let log = open(home.path());
        fill(&log, count, signed);
        log.close().expect("room on the disk");
        let options = VerifyOptions::new(home.path().join("keys"));
        let folder = home.path().join("audit");
        group.throughput(Throughput::Elements(count));
        let before = resident();
        group.bench_function(format!("{count} records, {name}"), |bencher| {
            bencher.iter(|| verify(&folder, &options).expect("a log that verifies"));
        });
        println!("peak memory grew by {} KiB", resident() - before);
    }
    group.finish();
}

/// The most memory that this process ever used, in KiB; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.and_then(|line| line.split_whitespace().next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

criterion_group!(benches, appending, verifying);
criterion_main!(benches);
