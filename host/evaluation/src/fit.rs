//! Calibration: what a scorer's numbers are worth for one model, learnt from marked answers.

use std::collections::BTreeMap;

use omni_statistics::{Judged, Logistic, auroc, brier, ece};
use serde::Serialize;

use crate::Outcome;
use crate::outcome::Attempted;

/// What a scorer sees of a response, by the names that a calibration gives its weights, and which sign the weight may
/// have: that a fault speaks for an answer, or a sure word against it, is chance.
const FEATURES: [(&str, Sign); 6] = [
    ("mean_logprob", Sign::Positive),
    ("min_logprob", Sign::Positive),
    ("log_tokens", Sign::Any),
    ("errors", Sign::Negative),
    ("warnings", Sign::Negative),
    ("retried", Sign::Any),
];

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Positive,
    Negative,
    Any,
}

impl Sign {
    fn allows(self, weight: f64) -> bool {
        match self {
            Self::Positive => weight >= 0.0,
            Self::Negative => weight <= 0.0,
            Self::Any => true,
        }
    }
}

/// Parts that the questions are cut into to see how a calibration does on questions that it was not fitted on.
const FOLDS: usize = 5;

/// Weights, and how good they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The weight of each feature, and the `intercept`.
    pub weights: BTreeMap<String, f64>,
    /// Responses that it was fitted on.
    pub responses: usize,
    /// How well it tells right from wrong in answers to questions that it was not fitted on.
    pub auroc: Option<f64>,
    /// How far it is from the share that is right there.
    pub ece: Option<f64>,
    /// Its mean squared error there.
    pub brier: Option<f64>,
}

impl Attempted {
    /// In the order of [`FEATURES`]; `score-logprob` computes the same.
    fn features(&self) -> Vec<f64> {
        vec![
            self.mean_logprob,
            self.min_logprob,
            f64::from(self.tokens).ln_1p(),
            f64::from(self.errors),
            f64::from(self.warnings),
            f64::from(u8::from(self.iteration > 1)),
        ]
    }
}

/// Fits every response of every outcome. None where all are right, or all wrong.
#[must_use]
pub fn fit(outcomes: &[Outcome]) -> Option<Fit> {
    let all = cases(outcomes.iter());
    let fitted = signed(all.clone())?;
    let judged = left_out(outcomes);
    let named = FEATURES.iter().zip(&fitted.weights);
    let weights = named.map(|((name, _), weight)| ((*name).to_owned(), *weight));
    let intercept = ("intercept".to_owned(), fitted.intercept);
    Some(Fit {
        weights: weights.chain([intercept]).collect(),
        responses: all.len(),
        auroc: auroc(&judged),
        ece: ece(&judged),
        brier: brier(&judged),
    })
}

/// Fits, and leaves out the feature with the largest weight of a wrong sign until there is none.
fn signed(mut cases: Vec<(Vec<f64>, bool)>) -> Option<Logistic> {
    loop {
        let fitted = Logistic::fit(&cases)?;
        let wrong =
            |(_, (weight, (_, sign))): &(usize, (&f64, &(&str, Sign)))| !sign.allows(**weight);
        let weighed = fitted.weights.iter().zip(&FEATURES).enumerate();
        let worst = weighed
            .filter(wrong)
            .max_by(|(_, (one, _)), (_, (other, _))| one.abs().total_cmp(&other.abs()));
        let Some((place, _)) = worst else {
            return Some(fitted);
        };
        // One that is always the same weighs nothing.
        for (features, _) in &mut cases {
            features[place] = 0.0;
        }
    }
}

/// Each accepted answer, judged by weights that were fitted on the other parts of the questions.
fn left_out(outcomes: &[Outcome]) -> Vec<Judged> {
    let part = |place: usize, fold: usize| place % FOLDS == fold;
    let of_fold = |fold: usize| {
        let numbered = || outcomes.iter().enumerate();
        let others = numbered().filter(|(place, _)| !part(*place, fold));
        let fitted = signed(cases(others.map(|(_, outcome)| outcome)));
        let held_out = numbered().filter(move |(place, _)| part(*place, fold));
        held_out.filter_map(move |(_, outcome)| {
            let answer = outcome
                .attempts
                .get(outcome.accepted_iteration.checked_sub(1)?)?;
            Some(Judged {
                confidence: fitted.as_ref()?.probability(&answer.features()),
                right: answer.right,
            })
        })
    };
    (0..FOLDS).flat_map(of_fold).collect()
}

fn cases<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> Vec<(Vec<f64>, bool)> {
    outcomes
        .flat_map(|outcome| &outcome.attempts)
        .map(|attempt| (attempt.features(), attempt.right))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(mean_logprob: f64, errors: u32, right: bool) -> Attempted {
        Attempted {
            iteration: 1,
            mean_logprob,
            min_logprob: mean_logprob * 3.0,
            tokens: 12,
            errors,
            warnings: 0,
            right,
        }
    }

    fn outcomes(attempts: impl Iterator<Item = Attempted>) -> Vec<Outcome> {
        attempts
            .map(|attempt| Outcome {
                accepted_iteration: 1,
                attempts: vec![attempt],
                ..Outcome::default()
            })
            .collect()
    }

    #[test]
    fn sure_and_faultless_answers_are_trusted() {
        let marked = (0..200).map(|at| {
            let errors = u32::from(at % 3 == 0);
            let surely_wrong = errors > 0 && at % 30 != 0;
            attempt(
                -0.01 * f64::from(at % 50),
                errors,
                !surely_wrong && at % 50 < 30,
            )
        });
        let fit = fit(&outcomes(marked)).unwrap();
        assert!(fit.weights["mean_logprob"] > 0.0, "{fit:?}");
        assert!(fit.weights["errors"] < 0.0, "{fit:?}");
        assert!(fit.auroc.unwrap() > 0.9, "{fit:?}");
        assert_eq!(fit.weights.len(), FEATURES.len() + 1);
        assert_eq!(fit.responses, 200);
    }

    #[test]
    fn a_fault_never_speaks_for_an_answer() {
        // By chance, all that has an error is right here.
        let marked = (0..200).map(|at| {
            attempt(
                -0.01 * f64::from(at % 50),
                u32::from(at % 4 == 0),
                at % 4 == 0,
            )
        });
        let fit = fit(&outcomes(marked)).unwrap();
        assert_eq!(fit.weights["errors"], 0.0, "{fit:?}");
        for (name, sign) in FEATURES {
            assert!(sign.allows(fit.weights[name]), "{name}: {fit:?}");
        }
    }

    #[test]
    fn nothing_is_fitted_where_all_are_right() {
        let marked = (0..20).map(|at| attempt(-0.1 * f64::from(at), 0, true));
        assert_eq!(fit(&outcomes(marked)), None);
        assert_eq!(fit(&[]), None);
    }
}
