//! Returns 9 MiB of reasons, a megabyte more than the default allows.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(1.0);
    score.reasons = vec!["x".repeat(1 << 20); 9];
    Ok(score)
}
