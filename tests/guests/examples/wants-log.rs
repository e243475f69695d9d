//! Logs one line, and so needs `[grants.log]`.

use omni_skill::{Attempt, Error, Score, log};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    log::info(format_args!("iteration {}", attempt.iteration));
    Ok(Score::new(0.5))
}
