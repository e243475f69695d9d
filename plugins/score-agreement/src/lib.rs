//! Scores a response by how often the model, asked again, says the same: self-consistency (Wang et al.,
//! arXiv 2203.11171) as a measure of trust.
//!
//! The question is asked again `samples` times at `temperature`, each answer no longer than `max_tokens`. Two answers
//! agree by their last numbers, where both give one; else by the words that they share (F1 of their sets of words). The
//! quality is the mean agreement; the validators' findings choose the rung, as with `score-logprob`.
//!
//! It costs as much as the samples do, within the policy's `max_calls` and `max_tokens`: no more are drawn than the
//! budget holds.
//!
//! Config: `samples` (from 1 to 8; 3), `temperature` (above 0, at most 2; 0.7), `max_tokens` (of one sample, from 1 to 64; 32).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod agreement;

use judging::Evidence;
use omni_skill::llm::{Options, ask};
use omni_skill::{Attempt, Error, Message, Score, config};

use agreement::agreement;

omni_skill::scorer!(score);

/// How the question is asked again.
struct Sampling {
    samples: u32,
    temperature: f32,
    max_tokens: u32,
}

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let sampling = Sampling::from_config()?;
    if attempt.response.trim().is_empty() {
        return Ok(Score::new(0.0).because("the response is empty"));
    }
    // What a skill asks the model is text alone.
    if attempt.request.images > 0 {
        return Err(Error::Unsupported(
            "it cannot show the model the pictures that came with the question".to_owned(),
        ));
    }
    let mut conversation = attempt.request.history.clone();
    conversation.push(Message::user(&attempt.request.prompt));
    let mut agreed = 0.0;
    for _ in 0..sampling.samples {
        let options = Options {
            max_tokens: Some(sampling.max_tokens),
            temperature: Some(sampling.temperature),
            grammar: None,
        };
        let sample = ask(&conversation, options)?;
        agreed += agreement(&attempt.response, &sample.text);
    }
    let quality = agreed / sampling.samples as f32;
    let found = Evidence::of(&attempt.findings);
    let score = Score::new(found.place(quality));
    Ok(score.because(format!(
        "{} more answers agree with it by {:.0} %",
        sampling.samples,
        quality * 100.0
    )))
}

impl Sampling {
    fn from_config() -> Result<Self, Error> {
        let sampling = Self {
            samples: config::get("samples")?.unwrap_or(3),
            temperature: config::get("temperature")?.unwrap_or(0.7),
            max_tokens: config::get("max_tokens")?.unwrap_or(32),
        };
        let refused = |key: &str, range: &str| {
            Err(Error::InvalidInput(format!(
                "config key `{key}` is {range}"
            )))
        };
        if !(1..=8).contains(&sampling.samples) {
            refused("samples", "from 1 to 8")
        } else if !(sampling.temperature > 0.0 && sampling.temperature <= 2.0) {
            refused("temperature", "above 0 and at most 2")
        } else if !(1..=64).contains(&sampling.max_tokens) {
            refused("max_tokens", "from 1 to 64")
        } else {
            Ok(sampling)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;
    use omni_skill::Finding;
    use omni_skill::testing::{attempt, with_config, with_model};

    const QUESTION: &str = "What is 17 * 23?";

    fn confidence(attempt: &Attempt, says: &'static [&'static str]) -> f32 {
        let turn = Cell::new(0);
        let model = move |_: &[Message]| {
            let at = turn.replace(turn.get() + 1);
            says[at % says.len()].to_owned()
        };
        with_model(model, || score(attempt).unwrap()).confidence
    }

    #[test]
    fn agreement_is_trusted_and_disagreement_is_not() {
        let answer = attempt(QUESTION, "17 * 23 is 391.");
        assert_eq!(confidence(&answer, &["391", "It is 391.", "391!"]), 1.0);
        assert_eq!(confidence(&answer, &["321", "It is 4.", "400"]), 0.6);
        let half = confidence(&answer, &["391", "321", "17"]);
        assert!(half > 0.6 && half < 1.0, "{half}");
    }

    #[test]
    fn evidence_comes_first() {
        let mut answer = attempt(QUESTION, "321");
        answer.findings = vec![Finding::error("arithmetic.wrong", "17 * 23 = 391")];
        assert!(confidence(&answer, &["321"]) < 0.3);
    }

    #[test]
    fn as_many_samples_as_the_config_says() {
        let asked = Rc::new(Cell::new(0));
        let counted = Rc::clone(&asked);
        let model = move |_: &[Message]| {
            counted.set(counted.get() + 1);
            "391".to_owned()
        };
        with_config(r#"{ "samples": 5 }"#, || {
            with_model(model, || score(&attempt(QUESTION, "391"))).unwrap();
        });
        assert_eq!(asked.get(), 5);
        for config in [
            r#"{ "samples": 0 }"#,
            r#"{ "temperature": 0 }"#,
            r#"{ "max_tokens": 65 }"#,
        ] {
            with_config(config, || {
                let refused = score(&attempt(QUESTION, "391"));
                assert!(matches!(refused, Err(Error::InvalidInput(_))), "{config}");
            });
        }
    }
}
