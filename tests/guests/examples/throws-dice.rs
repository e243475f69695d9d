//! Draws a random number, and as many random bytes as the prompt says; needs `[grants.random]`.

use omni_skill::{Attempt, Error, Score, random};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let count = attempt.request.prompt.parse().unwrap_or(8);
    let number = random::u64();
    let bytes = random::bytes(count);
    Ok(Score::new(0.5)
        .because(number.to_string())
        .because(bytes.len().to_string())
        .because(format!("{:?}", &bytes[..bytes.len().min(8)])))
}
