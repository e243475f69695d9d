//! Never comes back from its call.

use std::hint::black_box;

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    while black_box(attempt.iteration) < u32::MAX {}
    Ok(Score::new(1.0))
}
