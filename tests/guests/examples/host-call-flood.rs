//! Reads its config a hundred million times.

use omni_skill::{Attempt, Error, Score, config};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let mut found = 0_u32;
    for _ in 0..100_000_000 {
        found += u32::from(config::get::<bool>("flood")?.is_some());
    }
    Ok(Score::new(found as f32))
}
