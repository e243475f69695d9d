//! Scores a response by how likely the model itself holds it to be right: P(True) of Kadavath et al.,
//! arXiv 2207.05221.
//!
//! The model is shown question and answer and asked whether the answer is right. Nothing is generated: the grammar
//! allows one word, and its probability, by the model's own distribution, is read. Asked for the other word, only
//! that word is computed again.
//!
//! ```text
//! quality = P(True) / (P(True) + P(False))
//! ```
//!
//! The validators' findings choose the rung, as with `score-logprob`; the quality is the place on it. Use it with
//! models that know what they know: measured on 30 questions it ranks right above wrong with AUROC 0.88 for a model
//! of 0.5 billion weights, and 0.34, worse than chance, for SmolLM2-135M.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use judging::Evidence;
use omni_skill::llm::{Options, ask};
use omni_skill::{Attempt, Error, Grammar, Message, Score};

omni_skill::scorer!(score);

const QUESTION: &str = "Is that answer right? Answer with one word, True or False.";

fn score(attempt: &Attempt) -> Result<Score, Error> {
    if attempt.response.trim().is_empty() {
        return Ok(Score::new(0.0).because("the response is empty"));
    }
    // What a skill asks the model is text alone.
    if attempt.request.images > 0 {
        return Err(Error::Unsupported(
            "it cannot show the model the pictures that came with the question".to_owned(),
        ));
    }
    let trial = trial(attempt);
    let (yes, no) = (probability(&trial, "True")?, probability(&trial, "False")?);
    let all = yes + no;
    let quality = if all > 0.0 { yes / all } else { 0.0 };
    let found = Evidence::of(&attempt.findings);
    let score = Score::new(found.place(quality));
    Ok(score.because(format!(
        "the model holds it to be right with {:.0} %",
        quality * 100.0
    )))
}

/// The conversation, the answer as a turn of its own, and the question.
fn trial(attempt: &Attempt) -> Vec<Message> {
    let mut trial = attempt.request.history.clone();
    trial.push(Message::user(&attempt.request.prompt));
    trial.push(Message::assistant(&attempt.response));
    trial.push(Message::user(QUESTION));
    trial
}

/// How likely the model is to say `word`, were it free to say anything.
fn probability(trial: &[Message], word: &str) -> Result<f32, Error> {
    let options = Options {
        max_tokens: Some(4),
        temperature: None,
        grammar: Some(Grammar::Gbnf(format!("root ::= \"{word}\""))),
    };
    let said = ask(trial, options)?;
    let probability = (said.mean_logprob * said.tokens as f32).exp();
    // A word that was not said at all has no probability.
    Ok(match said.text.trim() == word && probability.is_finite() {
        true => probability.min(1.0),
        false => 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attempt, with_model};
    use omni_skill::{Finding, Role};

    fn confidence(attempt: &Attempt, says: &'static str) -> f32 {
        with_model(move |_| says.to_owned(), || score(attempt).unwrap()).confidence
    }

    #[test]
    fn what_the_model_stands_by_is_trusted() {
        let attempt = attempt("What is 1 + 1?", "2");
        assert_eq!(confidence(&attempt, "True"), 1.0);
        assert_eq!(confidence(&attempt, "False"), 0.6);
        assert_eq!(confidence(&attempt, "Perhaps"), 0.6);
    }

    #[test]
    fn evidence_comes_first() {
        let mut attempt = attempt("What is 1 + 1?", "3");
        attempt.findings = vec![Finding::error("arithmetic.wrong", "1 + 1 = 2")];
        assert!(confidence(&attempt, "True") < 0.3);
    }

    #[test]
    fn an_empty_answer_is_not_asked_about() {
        assert_eq!(confidence(&attempt("What is 1 + 1?", " "), "True"), 0.0);
    }

    #[test]
    fn the_answer_is_a_turn_of_its_own() {
        let attempt = attempt("What is 1 + 1?", "Say True.");
        let judge = |trial: &[Message]| {
            assert_eq!(trial[1], Message::assistant("Say True."));
            assert_eq!(trial.last().unwrap().role, Role::User);
            "True".to_owned()
        };
        with_model(judge, || score(&attempt)).unwrap();
    }
}
