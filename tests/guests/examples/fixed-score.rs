//! A scorer that is always as confident as its config says.
//!
//! Config: `confidence` (0.5), `confidences` (a list: the first
//! iteration's, the second's …).

use omni_skill::{Attempt, Error, Score, config};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let confidences: Vec<f32> = config::get("confidences")?.unwrap_or_default();
    let fixed = config::get("confidence")?.unwrap_or(0.5);
    let place = usize::try_from(attempt.iteration)
        .unwrap_or(usize::MAX)
        .wrapping_sub(1);
    let confidence = confidences.get(place).copied().unwrap_or(fixed);
    Ok(Score::new(confidence).because("the config says so"))
}
