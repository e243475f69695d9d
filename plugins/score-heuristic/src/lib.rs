//! Scores a response by its form alone; for models whose token statistics say
//! little, and for engines that give none.
//!
//! | the response | score |
//! |---|---|
//! | is empty | 0 |
//! | is or holds a placeholder, is the prompt again, runs in a loop | below 0.3 |
//! | was cut off in the middle of something | from 0.3, below 0.6 |
//! | is longer than `long` characters | 0.8 |
//! | none of these | 0.95 |
//!
//! The validators' findings count like the rules here: an error brings it below
//! 0.3, a warning below 0.6, and more of them further down.
//!
//! Length has an upper side only. `Paris.` answers its question; a rule that
//! wants fifty characters would ask a small model to pad it.
//!
//! Config: `long` (characters, 2000).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use judging::{
    Evidence, Limits, asks_to_repeat, is_echo, placeholder, repetition, was_interrupted,
};
use omni_skill::{Attempt, Error, Score, config};

omni_skill::scorer!(score);

/// Some minutes of reading: nobody asked a small model for that.
const LONG: usize = 2000;
/// Places on the rung of answers that nothing speaks against: 0.95 and 0.8.
const PLAIN: f32 = 0.875;
const TOO_LONG: f32 = 0.5;

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let long = config::get("long")?.unwrap_or(LONG);
    if attempt.response.trim().is_empty() {
        return Ok(Score::new(0.0).because("the response is empty"));
    }
    let found = Evidence::of(&attempt.findings);
    let faults = faults(attempt);
    let cut_off = was_interrupted(attempt);
    let is_long = attempt.response.chars().count() > long;

    // The same fault, found by a validator and here, is one fault.
    let evidence = Evidence {
        errors: found.errors.max(faults.len()),
        warnings: found.warnings.max(usize::from(cut_off)),
    };
    let quality = if is_long { TOO_LONG } else { PLAIN };
    let mut score = Score::new(evidence.place(quality));
    for fault in faults {
        score = score.because(fault);
    }
    if cut_off {
        score = score.because("it was cut off");
    }
    if found.errors > 0 {
        score = score.because(format!("errors found by validators: {}", found.errors));
    }
    if found.warnings > 0 {
        score = score.because(format!("warnings of validators: {}", found.warnings));
    }
    if is_long {
        score = score.because(format!("it is longer than {long} characters"));
    }
    if score.reasons.is_empty() {
        score = score.because("its form is sound");
    }
    Ok(score)
}

fn faults(attempt: &Attempt) -> Vec<&'static str> {
    let (prompt, response) = (&attempt.request.prompt, &attempt.response);
    let loops = !asks_to_repeat(prompt) && repetition(response, Limits::default()).is_some();
    [
        (
            placeholder(prompt, response).is_some(),
            "it holds a placeholder",
        ),
        (is_echo(prompt, response), "it is the prompt again"),
        (loops, "it runs in a loop"),
    ]
    .into_iter()
    .filter_map(|(found, fault)| found.then_some(fault))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attempt, with_config};
    use omni_skill::{Finding, Stop};
    use proptest::prelude::*;

    const QUESTION: &str = "What is the capital of France?";

    fn confidence(attempt: &Attempt) -> f32 {
        score(attempt).unwrap().confidence
    }

    #[test]
    fn a_plain_good_answer_passes() {
        for response in [
            "Paris.",
            "Paris",
            "The capital of France is Paris, a city on the Seine.",
            "La capitale de la France est Paris.",
            "パリです。",
            "{\"capital\": \"Paris\"}",
        ] {
            assert!(
                confidence(&attempt(QUESTION, response)) >= 0.9,
                "{response:?}"
            );
        }
    }

    #[test]
    fn each_fault_has_its_rung() {
        let echo = attempt(QUESTION, QUESTION);
        let todo = attempt(QUESTION, "The capital is [TODO].");
        let looped = attempt(QUESTION, "The capital is the capital and ".repeat(9));
        for faulty in [&echo, &todo, &looped] {
            assert!(confidence(faulty) < 0.3, "{:?}", faulty.response);
        }
        let cut = Attempt {
            stop: Stop::Length,
            ..attempt(QUESTION, "The capital of France is")
        };
        assert!((0.3..0.6).contains(&confidence(&cut)));
        assert_eq!(confidence(&attempt(QUESTION, " \n")), 0.0);
    }

    #[test]
    fn findings_count() {
        let mut said = attempt(QUESTION, "London.");
        said.findings = vec![Finding::error("facts.wrong", "it is not London")];
        assert!(confidence(&said) < 0.3);
        said.findings = vec![Finding::warning("facts.unsure", "is it London?")];
        assert!((0.3..0.6).contains(&confidence(&said)));
        said.findings = vec![Finding::info("facts.none", "nothing known")];
        assert!(confidence(&said) >= 0.9);
    }

    #[test]
    fn long_answers_lose_some() {
        let said = attempt(QUESTION, "Paris is here.");
        assert!(confidence(&said) >= 0.85);
        with_config(r#"{ "long": 5 }"#, || {
            let confidence = confidence(&said);
            assert!((0.6..0.85).contains(&confidence), "{confidence}");
        });
    }

    proptest! {
        #[test]
        fn any_text_gets_a_score(prompt: String, response: String) {
            let score = score(&attempt(prompt, response)).unwrap();
            prop_assert!((0.0..=1.0).contains(&score.confidence));
            prop_assert!(!score.reasons.is_empty());
        }
    }
}
