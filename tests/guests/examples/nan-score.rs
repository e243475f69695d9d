//! Says that its confidence is not a number.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(0.0);
    score.confidence = f32::NAN;
    Ok(score)
}
