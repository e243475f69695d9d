//! Gives what its config says, as its reasons.
//!
//! Config: `echo` (any text).

use omni_skill::{Attempt, Error, Score, config};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let echo = config::get::<String>("echo")?.unwrap_or_else(|| "nothing".to_owned());
    Ok(Score::new(0.5).because(echo))
}
