//! Prepares pictures natively: `cargo run --release --example prepare -- [TIMES] FILE...` prints a line of JSON for each, with the best
//! time of so many. `scripts/bench-images` compares it with the sandbox.

#![allow(clippy::unwrap_used, missing_docs, reason = "a tool for developers")]

use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let times = arguments.next_if(|first| first.parse::<u32>().is_ok());
    let times: u32 = times.map_or(1, |times| times.parse().unwrap());
    for file in arguments {
        let picture = std::fs::read(&file).unwrap();
        let options = omni_skill::testing::image_options();
        let mut best = f64::INFINITY;
        let mut result = None;
        for _ in 0..times {
            let start = Instant::now();
            result = Some(image::prepare(&picture, &options));
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
        match result.unwrap() {
            Ok(made) => {
                let bytes = made.encoded.map_or(0, |encoded| encoded.bytes.len());
                let digest: String = made
                    .source
                    .pixels_sha256
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                println!(
                    r#"{{"file":{file:?},"ms":{best:.2},"width":{},"height":{},"bytes":{bytes},"hash":"{:016x}","pixels":"{digest}"}}"#,
                    made.width, made.height, made.hash
                );
            }
            Err(error) => println!(r#"{{"file":{file:?},"error":{:?}}}"#, format!("{error:?}")),
        }
    }
}
