//! Panics.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    assert!(attempt.response.is_empty(), "this skill panics");
    Ok(Score::new(0.0))
}
