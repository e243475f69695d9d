//! Traps two functions deep, without a panic.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    give_up(attempt.response.len())
}

#[inline(never)]
fn give_up(length: usize) -> Result<Score, Error> {
    if length > 0 {
        std::process::abort();
    }
    Ok(Score::new(0.0))
}
