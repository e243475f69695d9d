//! A scorer that likes short answers: sure of one sentence, less of each further one.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let sentences = attempt.response.split_terminator(['.', '!', '?']).count();
    let confidence = 0.95_f32.powi(sentences.max(1) as i32);
    Ok(Score::new(confidence).because(format!("sentences: {sentences}")))
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
