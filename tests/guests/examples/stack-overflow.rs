//! Calls itself until the stack is full.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    Ok(Score::new(deeper(u64::from(attempt.iteration)) as f32))
}

/// Takes no memory but the call stack, so nothing else can end it.
#[inline(never)]
fn deeper(depth: u64) -> u64 {
    if depth == u64::MAX {
        return 0;
    }
    // Not a tail call: something is left to do.
    deeper(depth.wrapping_mul(3).wrapping_add(1)).rotate_left(1) ^ depth
}
