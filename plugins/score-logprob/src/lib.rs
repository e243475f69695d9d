//! Scores a response by what was found, then by how sure the model was of its
//! tokens. The default scorer.
//!
//! ```text
//! doubt    = 1.2 · |mean log-probability| + 0.12 · |minimum| + 0.06 · mean entropy     (nats)
//! sureness = exp(−doubt)
//! ```
//!
//! | found | score |
//! |---|---|
//! | no tokens | 0 |
//! | errors | below 0.3: the fewer, then the surer, the better |
//! | no error, but warnings, or stopped from outside | from 0.3, below 0.6, likewise |
//! | neither | 0.6 + 0.4 · sureness |
//!
//! Uncalibrated, the score ranks; it is no probability of being right. Evidence comes first
//! because a model in a loop is very sure of its next word. Of the terms the
//! mean tells most; the minimum drops for the one wrong digit in a sum; entropy
//! follows the mean and breaks ties. The weights let a short answer pass 0.85
//! from a mean of about −0.27 on: there lie the right one-sentence answers of
//! SmolLM2-135M, and few of its wrong ones.
//!
//! With a calibration it is that probability: a logistic regression, fitted on answers of this very model that were
//! marked (`omni eval --fit`):
//!
//! ```text
//! score = 1 / (1 + exp(−(intercept + Σ weight · feature)))
//! ```
//!
//! over `mean_logprob`, `min_logprob`, `log_tokens` (ln(1 + tokens)), `errors`, `warnings`, `retried` (1 after the first
//! iteration). What was stopped from outside still stays below 0.6.
//!
//! Config: `mean_weight`, `min_weight`, `entropy_weight` (numbers from 0); `calibration` (a table of the weights above),
//! which the host sets for a model that has one. Without it the reasons say that the score is uncalibrated.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod calibration;

use calibration::Calibration;
use judging::Evidence;
use omni_skill::{Attempt, Error, Score, Stop, TokenStats, config};

omni_skill::scorer!(score);

/// The most that an answer gets that was stopped from outside: on the rung of warnings.
const STOPPED: f32 = Evidence::WARNINGS_BELOW - 0.001;

/// What each statistic adds to the doubt, per nat.
struct Weights {
    mean: f32,
    min: f32,
    entropy: f32,
}

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let weights = Weights::from_config()?;
    if attempt.stats.count == 0 {
        return Ok(Score::new(0.0).because("the model said nothing"));
    }
    let found = Evidence::of(&attempt.findings);
    let stopped = matches!(attempt.stop, Stop::Length | Stop::Timeout);
    let evidence = Evidence {
        // A validator may have said so already; it is one fault.
        warnings: found.warnings.max(usize::from(stopped)),
        ..found
    };
    let sureness = sureness(&attempt.stats, &weights);
    let calibration = Calibration::from_config()?;

    let mut score = Score::new(match &calibration {
        Some(calibration) if stopped => calibration.probability(attempt).min(STOPPED),
        Some(calibration) => calibration.probability(attempt),
        None => evidence.place(sureness),
    });
    if found.errors > 0 {
        score = score.because(format!("errors found: {}", found.errors));
    }
    if found.warnings > 0 {
        score = score.because(format!("warnings: {}", found.warnings));
    }
    if stopped {
        score = score.because("it was stopped before its end");
    }
    if calibration.is_none() {
        score = score.because("uncalibrated: nobody fitted this model (`omni eval --fit`)");
    }
    Ok(score.because(format!(
        "the model was {:.0} % sure of its tokens (mean log-probability {:.2}, lowest {:.2})",
        sureness * 100.0,
        attempt.stats.mean_logprob,
        attempt.stats.min_logprob,
    )))
}

/// From 0 to 1. Statistics that cannot be are no sureness at all.
fn sureness(stats: &TokenStats, weights: &Weights) -> f32 {
    let terms = [
        (weights.mean, -stats.mean_logprob),
        (weights.min, -stats.min_logprob),
        (weights.entropy, stats.mean_entropy),
    ];
    if terms.iter().any(|(_, value)| !value.is_finite()) {
        return 0.0;
    }
    // Rounding may put a certain token slightly above 0.
    let doubt: f32 = terms
        .iter()
        .map(|(weight, value)| weight * value.max(0.0))
        .sum();
    (-doubt).exp()
}

impl Weights {
    fn from_config() -> Result<Self, Error> {
        Ok(Self {
            mean: weight("mean_weight", 1.2)?,
            min: weight("min_weight", 0.12)?,
            entropy: weight("entropy_weight", 0.06)?,
        })
    }
}

fn weight(key: &str, default: f32) -> Result<f32, Error> {
    let weight = config::get(key)?.unwrap_or(default);
    if (0.0..=1000.0).contains(&weight) {
        return Ok(weight);
    }
    Err(Error::InvalidInput(format!(
        "config key `{key}`: {weight} is not from 0 to 1000"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::Finding;
    use omni_skill::testing::{attempt, with_config};
    use proptest::prelude::*;

    fn said(mean_logprob: f32, min_logprob: f32, mean_entropy: f32) -> Attempt {
        let stats = TokenStats {
            count: 8,
            mean_logprob,
            min_logprob,
            mean_entropy,
        };
        Attempt {
            stats,
            ..attempt("What is the capital of France?", "It is Paris.")
        }
    }

    fn confidence(attempt: &Attempt) -> f32 {
        score(attempt).unwrap().confidence
    }

    #[test]
    fn a_sure_short_answer_passes() {
        // As SmolLM2-135M says "The capital of France is Paris."
        assert!(confidence(&said(-0.16, -0.68, 0.47)) >= 0.85);
        assert!(confidence(&said(-0.05, -0.2, 0.2)) >= 0.9);
    }

    #[test]
    fn an_unsure_answer_does_not() {
        // "The square root of 81 is 17.", and "17 * 23 = 321."
        assert!(confidence(&said(-0.42, -1.59, 0.86)) < 0.85);
        assert!(confidence(&said(-0.49, -1.97, 0.97)) < 0.85);
    }

    #[test]
    fn evidence_comes_before_sureness() {
        let unsure = confidence(&said(-5.0, -12.0, 4.0));
        let mut sure = said(-0.01, -0.02, 0.01);
        sure.findings = vec![Finding::warning("a.b", "odd")];
        let warned = confidence(&sure);
        sure.findings = vec![Finding::error("a.b", "wrong")];
        let wrong = confidence(&sure);
        assert!(
            wrong < warned && warned < unsure,
            "{wrong} {warned} {unsure}"
        );
        assert!(wrong < 0.5 && warned < 0.85);
    }

    #[test]
    fn a_stopped_answer_is_not_accepted() {
        for stop in [Stop::Length, Stop::Timeout] {
            let cut = Attempt {
                stop,
                ..said(-0.01, -0.1, 0.1)
            };
            assert!(confidence(&cut) < 0.6);
        }
        let ended = Attempt {
            stop: Stop::StopString,
            ..said(-0.01, -0.1, 0.1)
        };
        assert!(confidence(&ended) >= 0.85);
    }

    #[test]
    fn no_tokens_no_confidence() {
        let mut nothing = said(0.0, 0.0, 0.0);
        nothing.stats.count = 0;
        assert_eq!(confidence(&nothing), 0.0);
    }

    #[test]
    fn weights_come_from_config() {
        let answer = said(-0.5, -3.0, 1.0);
        let before = confidence(&answer);
        with_config(
            r#"{ "mean_weight": 0, "min_weight": 0, "entropy_weight": 0 }"#,
            || {
                assert_eq!(confidence(&answer), 1.0);
            },
        );
        assert!(before < 1.0);
        with_config(r#"{ "min_weight": -1 }"#, || {
            assert!(matches!(score(&answer), Err(Error::InvalidInput(_))));
        });
    }

    proptest! {
        #[test]
        fn any_statistics_give_a_score(count: u32, mean: f32, min: f32, entropy: f32) {
            let stats = TokenStats {
                count, mean_logprob: mean, min_logprob: min, mean_entropy: entropy,
            };
            let confidence = confidence(&Attempt { stats, ..attempt("a", "b") });
            prop_assert!((0.0..=1.0).contains(&confidence));
        }

        #[test]
        fn surer_is_never_worse(
            a in -9.0_f32..0.0, b in -9.0_f32..0.0, min in -20.0_f32..0.0, entropy in 0.0_f32..9.0,
        ) {
            let better = confidence(&said(a.max(b), min, entropy));
            prop_assert!(better >= confidence(&said(a.min(b), min, entropy)));
            let better = confidence(&said(min, a.max(b), entropy));
            prop_assert!(better >= confidence(&said(min, a.min(b), entropy)));
        }
    }
}
