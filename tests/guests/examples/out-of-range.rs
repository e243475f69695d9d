//! Says that its confidence is 1.5.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(1.0);
    score.confidence = 1.5;
    Ok(score)
}
