//! What many outcomes come to.

use std::collections::BTreeMap;

use omni_statistics::{Judged, Rate, auroc, brier, ece, mcnemar, wilson};
use serde::{Serialize, Serializer};

use crate::Outcome;

/// All tasks together, and each family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// All together.
    #[serde(flatten)]
    pub all: Family,
    /// Family by family.
    pub families: BTreeMap<String, Family>,
    /// How well the confidence in the answer tells right from wrong.
    pub auroc: Option<f64>,
    /// How far it is from the share that is right.
    pub ece: Option<f64>,
    /// Its mean squared error.
    pub brier: Option<f64>,
    /// The share of wrong answers among the most confident 25 %, 50 %, 75 % and all.
    pub risk_at_coverage: [Option<f64>; 4],
}

/// Counts and rates. A rate is from 0 to 1, with a 95 % interval, and none where there is no case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Family {
    /// Tasks.
    pub n: u64,
    /// Right drafts.
    pub draft_correct: u64,
    /// Right answers.
    pub final_correct: u64,
    /// Wrong drafts that became right answers.
    pub fixed: u64,
    /// Right drafts that became wrong answers.
    pub broken: u64,
    /// Wrong drafts in which a validator found something.
    pub detected: u64,
    /// Fixed ones that code wrote, not the model.
    pub mended: u64,
    /// Right drafts in which a validator found something all the same.
    pub false_alarms: u64,
    /// Share of right drafts.
    #[serde(serialize_with = "rate")]
    pub draft_accuracy: Option<Rate>,
    /// Share of right answers.
    #[serde(serialize_with = "rate")]
    pub final_accuracy: Option<Rate>,
    /// Of the wrong drafts, the share that was fixed.
    #[serde(serialize_with = "rate")]
    pub fix_rate: Option<Rate>,
    /// Of those in which something was found, the share that was fixed.
    #[serde(serialize_with = "rate")]
    pub fix_rate_given_finding: Option<Rate>,
    /// Of the wrong drafts, the share in which something was found.
    #[serde(serialize_with = "rate")]
    pub coverage: Option<Rate>,
    /// Of the right drafts, the share that was broken.
    #[serde(serialize_with = "rate")]
    pub break_rate: Option<Rate>,
    /// The chance that a coin decided between fixed and broken (McNemar, exact).
    pub p_value: f64,
    /// Tokens of a run, in those of its draft.
    pub tokens_ratio: Option<f64>,
    /// Time of a run, in that of its draft.
    pub time_ratio: Option<f64>,
    /// The part of the runs' time that skills took: validators, scorer, reflector.
    pub skills_time_share: Option<f64>,
    /// Share of right answers when the most confident of several drafts is taken.
    #[serde(serialize_with = "rate")]
    pub best_of_accuracy: Option<Rate>,
    /// Tokens that those took, in those of the draft.
    pub best_of_tokens_ratio: Option<f64>,
}

impl Report {
    /// Adds up.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut families: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
        for outcome in outcomes {
            families
                .entry(outcome.family.clone())
                .or_default()
                .push(outcome);
        }
        let judged: Vec<_> = outcomes.iter().map(judged).collect();
        Self {
            all: Family::of(&outcomes.iter().collect::<Vec<_>>()),
            families: families
                .into_iter()
                .map(|(name, outcomes)| (name, Family::of(&outcomes)))
                .collect(),
            auroc: auroc(&judged),
            ece: ece(&judged),
            brier: brier(&judged),
            risk_at_coverage: [0.25, 0.5, 0.75, 1.0].map(|share| risk(&judged, share)),
        }
    }
}

impl Family {
    fn of(outcomes: &[&Outcome]) -> Self {
        let count = |is: &dyn Fn(&Outcome) -> bool| {
            outcomes.iter().filter(|outcome| is(outcome)).count() as u64
        };
        let n = outcomes.len() as u64;
        let draft_correct = count(&|outcome| outcome.draft_right);
        let final_correct = count(&|outcome| outcome.final_right);
        let wrong = n - draft_correct;
        let fixed = count(&Outcome::fixed);
        let broken = count(&Outcome::broken);
        let detected = count(&|outcome| !outcome.draft_right && outcome.detected);
        let fixed_after_finding = count(&|outcome| outcome.fixed() && outcome.detected);
        let tried = count(&|outcome| outcome.best_of_right.is_some());
        let sum = |of: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(|outcome| of(outcome)).sum();
        Self {
            n,
            draft_correct,
            final_correct,
            fixed,
            broken,
            detected,
            mended: count(&|outcome| outcome.fixed() && outcome.mended),
            false_alarms: count(&|outcome| outcome.draft_right && outcome.detected),
            draft_accuracy: wilson(draft_correct, n),
            final_accuracy: wilson(final_correct, n),
            fix_rate: wilson(fixed, wrong),
            fix_rate_given_finding: wilson(fixed_after_finding, detected),
            coverage: wilson(detected, wrong),
            break_rate: wilson(broken, draft_correct),
            p_value: mcnemar(fixed, broken),
            tokens_ratio: ratio(
                sum(&|outcome| outcome.tokens as f64),
                sum(&|outcome| outcome.draft_tokens as f64),
            ),
            time_ratio: ratio(
                sum(&|outcome| outcome.total_ms),
                sum(&|outcome| outcome.draft_ms),
            ),
            skills_time_share: ratio(
                sum(&|outcome| outcome.skills_ms),
                sum(&|outcome| outcome.total_ms),
            ),
            best_of_accuracy: wilson(count(&|outcome| outcome.best_of_right == Some(true)), tried),
            best_of_tokens_ratio: ratio(
                sum(&|outcome| outcome.best_of_tokens.unwrap_or(0) as f64),
                sum(&|outcome| match outcome.best_of_tokens {
                    Some(_) => outcome.draft_tokens as f64,
                    None => 0.0,
                }),
            ),
        }
    }
}

pub(crate) fn judged(outcome: &Outcome) -> Judged {
    Judged {
        confidence: outcome.confidence,
        right: outcome.final_right,
    }
}

/// The share of wrong ones among the most confident `share` of all.
fn risk(cases: &[Judged], share: f64) -> Option<f64> {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let covered = (cases.len() as f64 * share).ceil() as usize;
    let covered = sorted
        .get(..covered)
        .filter(|covered| !covered.is_empty())?;
    let wrong = covered.iter().filter(|case| !case.right).count();
    Some(wrong as f64 / covered.len() as f64)
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn rate<S: Serializer>(rate: &Option<Rate>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Shown {
        value: f64,
        low: f64,
        high: f64,
    }
    let shown = rate.map(|rate| Shown {
        value: rate.value,
        low: rate.low,
        high: rate.high,
    });
    shown.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(id: &str, draft_right: bool, final_right: bool, detected: bool) -> Outcome {
        Outcome {
            id: id.to_owned(),
            family: id.split('-').next().unwrap().to_owned(),
            run_id: String::new(),
            failure: None,
            draft_right,
            final_right,
            detected,
            mended: false,
            draft_confidence: 0.5,
            confidence: if final_right { 0.9 } else { 0.2 },
            draft_tokens: 10,
            tokens: 15,
            draft_ms: 1.0,
            total_ms: 2.0,
            skills_ms: 0.5,
            best_of_right: None,
            best_of_tokens: None,
            accepted_iteration: 1,
            attempts: Vec::new(),
        }
    }

    #[test]
    fn adds_up() {
        let outcomes = [
            outcome("a-1", true, true, false),
            outcome("a-2", false, true, true),
            outcome("a-3", false, false, true),
            outcome("b-1", false, false, false),
            outcome("b-2", true, false, true),
        ];
        let report = Report::of(&outcomes);
        let all = &report.all;
        assert_eq!((all.n, all.draft_correct, all.final_correct), (5, 2, 2));
        assert_eq!((all.fixed, all.broken, all.detected), (1, 1, 2));
        assert_eq!(all.false_alarms, 1);
        assert_eq!(all.fix_rate.unwrap().value, 1.0 / 3.0);
        assert_eq!(all.fix_rate_given_finding.unwrap().value, 0.5);
        assert_eq!(all.break_rate.unwrap().value, 0.5);
        assert_eq!(all.tokens_ratio, Some(1.5));
        assert_eq!(all.skills_time_share, Some(0.25));
        assert_eq!((all.p_value, all.best_of_accuracy), (1.0, None));
        assert_eq!(report.families["a"].n, 3);
        assert_eq!(report.auroc, Some(1.0));
        assert_eq!(
            report.risk_at_coverage,
            [Some(0.0), Some(1.0 / 3.0), Some(0.5), Some(0.6)]
        );
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["n"], 5);
        assert!(json["fix_rate"]["low"].as_f64().is_some());
        assert!(
            json["families"]["b"]["fix_rate"]["value"]
                .as_f64()
                .is_some()
        );
    }

    #[test]
    fn nothing_comes_to_nothing() {
        let report = Report::of(&[]);
        assert_eq!(
            (report.all.n, report.auroc, report.all.fix_rate),
            (0, None, None)
        );
    }
}
