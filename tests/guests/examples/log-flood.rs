//! Logs a kilobyte, a million times.

use omni_skill::{Attempt, Error, Score, log};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let line = "x".repeat(1024);
    for _ in 0..1_000_000 {
        log::info(&line);
    }
    Ok(Score::new(1.0))
}
