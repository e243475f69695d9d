//! Allocates and touches memory until there is none.

use std::hint::black_box;

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let mut hoard = Vec::new();
    while black_box(attempt.iteration) < u32::MAX {
        hoard.push(black_box(vec![1_u8; 1 << 20]));
    }
    Ok(Score::new(hoard.len() as f32))
}
