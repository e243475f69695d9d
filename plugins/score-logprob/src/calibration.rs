//! Weights that were fitted on a model's marked answers.

use std::collections::BTreeMap;

use judging::Evidence;
use omni_skill::{Attempt, Error, config};

/// A logistic regression by the names of its features; one without a weight counts nothing.
pub(crate) struct Calibration(BTreeMap<String, f64>);

impl Calibration {
    /// None: this model has none.
    pub(crate) fn from_config() -> Result<Option<Self>, Error> {
        let weights: Option<BTreeMap<String, f64>> = config::get("calibration")?;
        let Some(weights) = weights else {
            return Ok(None);
        };
        match weights.values().all(|weight| weight.is_finite()) {
            true => Ok(Some(Self(weights))),
            false => Err(Error::InvalidInput(
                "config key `calibration` has a weight that is no number".to_owned(),
            )),
        }
    }

    /// How likely the response is right, from 0 to 1.
    pub(crate) fn probability(&self, attempt: &Attempt) -> f32 {
        let stats = &attempt.stats;
        let found = Evidence::of(&attempt.findings);
        let features = [
            ("intercept", 1.0),
            ("mean_logprob", f64::from(stats.mean_logprob)),
            ("min_logprob", f64::from(stats.min_logprob)),
            ("log_tokens", f64::from(stats.count).ln_1p()),
            ("errors", found.errors as f64),
            ("warnings", found.warnings as f64),
            ("retried", f64::from(u8::from(attempt.iteration > 1))),
        ];
        let sum: f64 = features
            .iter()
            .filter_map(|(name, value)| Some(self.0.get(*name)? * value))
            .sum();
        match sum.is_finite() {
            true => (1.0 / (1.0 + (-sum).exp())) as f32,
            // Statistics that cannot be are no sureness at all.
            false => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use omni_skill::testing::{attempt, with_config};
    use omni_skill::{Attempt, Finding, TokenStats};
    use proptest::prelude::*;

    use crate::score;

    const FITTED: &str = r#"{ "calibration": {
        "intercept": 1.0, "mean_logprob": 2.0, "errors": -4.0, "retried": 0.5 } }"#;

    fn said(mean_logprob: f32) -> Attempt {
        let stats = TokenStats {
            count: 8,
            mean_logprob,
            min_logprob: mean_logprob * 3.0,
            mean_entropy: 0.2,
        };
        Attempt {
            stats,
            ..attempt("What is 1 + 1?", "2")
        }
    }

    #[test]
    fn a_calibrated_score_is_the_fitted_probability() {
        with_config(FITTED, || {
            let sure = score(&said(-0.5)).unwrap();
            assert_eq!(sure.confidence, 0.5);
            assert!(!sure.reasons.iter().any(|one| one.contains("uncalibrated")));
            let retried = Attempt {
                iteration: 2,
                ..said(-0.5)
            };
            assert!(score(&retried).unwrap().confidence > 0.5);
            let mut wrong = said(-0.5);
            wrong.findings = vec![Finding::error("a.b", "wrong")];
            assert!(score(&wrong).unwrap().confidence < 0.1);
        });
    }

    #[test]
    fn without_a_calibration_the_reasons_say_so() {
        let score = score(&said(-0.5)).unwrap();
        assert!(score.reasons.iter().any(|one| one.contains("uncalibrated")));
    }

    proptest! {
        #[test]
        fn any_statistics_and_weights_give_a_score(
            mean: f32, min: f32, count: u32, weight in -1e9_f64..1e9,
        ) {
            let stats = TokenStats { count, mean_logprob: mean, min_logprob: min, mean_entropy: 0.0 };
            let attempt = Attempt { stats, ..attempt("a", "b") };
            let config = format!(r#"{{ "calibration": {{ "mean_logprob": {weight}, "log_tokens": {weight} }} }}"#);
            let confidence = with_config(&config, || score(&attempt).unwrap().confidence);
            prop_assert!((0.0..=1.0).contains(&confidence));
        }
    }
}
