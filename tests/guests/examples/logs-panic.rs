//! Panics, and logs what the panic says before it traps.

use omni_skill::{Attempt, Error, Score, log};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    log::panics();
    assert!(attempt.response.is_empty(), "this skill panics aloud");
    Ok(Score::new(0.0))
}
