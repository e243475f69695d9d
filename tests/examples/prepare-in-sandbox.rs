//! Prepares a picture in the sandbox of a host that goes on running, each time in a fresh instance, and prints a line of JSON: the
//! fewest milliseconds of so many calls, and the largest memory. `scripts/bench-images` compares it with others.
//!
//! `cargo run --release --workspace --example prepare-in-sandbox -- TIMES FILE`

use std::fs;
use std::path::Path;

use omni_skills::types::ImageOptions;
use omni_skills::{ImagePreprocessor, Runtime, RuntimeOptions};
use omni_tests::skill_file;
use serde_json::{Map, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("usage: TIMES FILE");
    let times: usize = next().parse().expect("TIMES is a number");
    let picture = fs::read(next()).unwrap();
    let skill = skill();
    let options = ImageOptions {
        pixels: false,
        ..ImageOptions::default()
    };
    let calls = (0..times).map(|_| {
        let call = skill.prepare(&picture, &options);
        call.result.unwrap();
        call.usage
    });
    let usage: Vec<_> = calls.collect();
    let fastest = usage
        .iter()
        .map(|usage| usage.time)
        .min()
        .unwrap_or_default();
    let memory = usage.iter().map(|usage| usage.memory_peak).max();
    let printed = json!({"ms": fastest.as_secs_f64() * 1e3, "memory_peak_bytes": memory});
    println!("{printed}");
}

fn skill() -> ImagePreprocessor {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/image.toml");
    let text = fs::read_to_string(&policy).unwrap();
    let policy = omni_policy::Policy::parse(&policy, &text).unwrap();
    let runtime = Runtime::new(RuntimeOptions { cache: None }).unwrap();
    let bytes = fs::read(skill_file("image")).unwrap();
    let skill = runtime.load("image", &bytes, policy.into(), Map::new());
    ImagePreprocessor::try_from(skill.unwrap()).unwrap()
}
