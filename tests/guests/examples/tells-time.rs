//! Tells what time it is; needs `[grants.clock]`.

use omni_skill::{Attempt, Error, Score, clock};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let (before, after) = (clock::monotonic(), clock::monotonic());
    Ok(Score::new(0.5)
        .because(clock::now().as_nanos().to_string())
        .because((after >= before).to_string())
        .because(after.as_nanos().to_string()))
}
