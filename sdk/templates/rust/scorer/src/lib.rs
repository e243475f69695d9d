//! Trusts an answer as far as the model was sure of its words, and less with each sentence too many.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

/// Sentences that cost nothing.
const SENTENCES: usize = 2;

/// What is left of the confidence with each sentence more.
const KEPT: f32 = 0.8;

fn score(attempt: &Attempt) -> Result<Score, Error> {
    // The mean log-probability as a probability: 0.9 is very sure, below 0.5 is guessing.
    let sure = attempt.stats.mean_logprob.exp();
    let sentences = attempt.response.split_terminator(['.', '!', '?']).count();
    let too_many = sentences.saturating_sub(SENTENCES);
    let mut score = Score::new(sure * KEPT.powi(too_many as i32));
    if too_many > 0 {
        score = score.because(format!("{sentences} sentences, and {SENTENCES} are enough"));
    }
    let percent = sure * 100.0;
    Ok(score.because(format!("the model was {percent:.0} % sure of its words")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::attempt;

    #[test]
    fn shorter_is_surer() -> Result<(), Error> {
        let short = score(&attempt("What is it?", "A tree."))?;
        let long = score(&attempt("What is it?", "A tree. It grows. It is green."))?;
        assert!(short.confidence > long.confidence);
        Ok(())
    }
}
