//! The scorer as a component of Omni-Loop.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let (confidence, reason) = scorer::score(&attempt.response);
    Ok(Score::new(confidence).because(reason))
}
