//! How a skill that judges along compares with the one that decides.

use std::collections::HashMap;

use omni_skills::Skill;
use omni_statistics::Judged;
use omni_store::{Compared, Store, StoredRun, Verdict};
use serde::Serialize;

use crate::Error;

/// Differences that are listed.
const MOST_DIFFERENT: usize = 10;

/// A rating at or above it means that the answer was right.
const RIGHT: f64 = 0.5;

/// What is known of two skills that judged the same responses.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// How many responses both judged.
    pub compared: usize,
    /// How often the one that judges along failed.
    pub failures: usize,
    /// The share on which they agree: the same side of the wanted confidence, or the same findings.
    pub agreement: Option<f64>,
    /// Mean of the absolute differences of their confidences.
    pub mean_difference: Option<f64>,
    /// How many of the responses are answers that somebody rated.
    pub rated: usize,
    /// The skill that decides.
    pub live: Side,
    /// The one that judges along.
    pub shadow: Side,
    /// Where they differ most.
    pub differ: Vec<Difference>,
}

/// One of the two.
#[derive(Debug, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its component.
    pub sha256: String,
    /// Median time of a call, in milliseconds.
    pub median_ms: Option<f64>,
    /// On rated answers, how well its confidence tells right from wrong (area under the ROC curve).
    pub auroc: Option<f64>,
    /// On rated answers, how far its confidence is from the share that was right (expected calibration error).
    pub ece: Option<f64>,
}

/// A response that they judge differently.
#[derive(Debug, Serialize)]
pub struct Difference {
    /// The run.
    pub run_id: String,
    /// The iteration, from 1.
    pub iteration: u32,
    /// What the skill that decides said; none if it failed.
    pub live: Option<Verdict>,
    /// What the other said.
    pub shadow: Option<Verdict>,
}

impl Comparison {
    /// Compares what `store` keeps of both. `threshold` is the confidence at which an answer is taken.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn of(store: &Store, live: &Skill, shadow: &Skill, threshold: f32) -> Result<Self, Error> {
        let all = store.compared(live.sha256(), shadow.sha256())?;
        let both: Vec<_> = all.iter().filter_map(both).collect();
        let agree =
            |(_, live, shadow): &&(&Compared, &Verdict, &Verdict)| agrees(live, shadow, threshold);
        let distances: Vec<_> = both
            .iter()
            .filter_map(|(_, live, shadow)| distance(live, shadow))
            .collect();
        let rated = rated(store, &all)?;
        let judged = |said: fn(&Compared) -> Option<&Verdict>| -> Vec<Judged> {
            let judged = |(compared, right): &(&Compared, bool)| match said(compared) {
                Some(Verdict::Confidence(confidence)) => Some(Judged {
                    confidence: f64::from(*confidence),
                    right: *right,
                }),
                _ => None,
            };
            rated.iter().filter_map(judged).collect()
        };
        let side = |skill: &Skill, judged: &[Judged], times: Vec<f64>| Side {
            name: skill.name().to_owned(),
            sha256: skill.sha256().to_owned(),
            median_ms: median(times),
            auroc: omni_statistics::auroc(judged),
            ece: omni_statistics::ece(judged),
        };
        Ok(Self {
            compared: both.len(),
            failures: all.iter().filter(|one| one.said.failure.is_some()).count(),
            agreement: share(both.iter().filter(agree).count(), both.len()),
            mean_difference: mean(&distances),
            rated: rated.len(),
            live: side(
                live,
                &judged(|one| one.said.live.as_ref()),
                all.iter().map(|one| one.said.live_ms).collect(),
            ),
            shadow: side(
                shadow,
                &judged(|one| one.said.shadow.as_ref()),
                all.iter().map(|one| one.said.shadow_ms).collect(),
            ),
            differ: most_different(&all, threshold),
        })
    }
}

/// What both said, where neither failed.
fn both(compared: &Compared) -> Option<(&Compared, &Verdict, &Verdict)> {
    let live = compared.said.live.as_ref()?;
    Some((compared, live, compared.said.shadow.as_ref()?))
}

fn agrees(live: &Verdict, shadow: &Verdict, threshold: f32) -> bool {
    match (live, shadow) {
        (Verdict::Confidence(one), Verdict::Confidence(other)) => {
            (*one >= threshold) == (*other >= threshold)
        }
        (one, other) => one == other,
    }
}

fn distance(live: &Verdict, shadow: &Verdict) -> Option<f64> {
    match (live, shadow) {
        (Verdict::Confidence(one), Verdict::Confidence(other)) => {
            Some(f64::from((one - other).abs()))
        }
        _ => None,
    }
}

/// The farthest apart first; a failure is farther than any difference.
fn most_different(all: &[Compared], threshold: f32) -> Vec<Difference> {
    let apart = |one: &Compared| match both(one) {
        None => 2.0,
        Some((_, live, shadow)) => match distance(live, shadow) {
            Some(distance) => distance,
            None => f64::from(u8::from(!agrees(live, shadow, threshold))),
        },
    };
    let mut different: Vec<_> = all.iter().filter(|one| apart(one) > 0.0).collect();
    different.sort_by(|one, other| apart(other).total_cmp(&apart(one)));
    different
        .into_iter()
        .take(MOST_DIFFERENT)
        .map(|one| Difference {
            run_id: one.run_id.clone(),
            iteration: one.iteration,
            live: one.said.live.clone(),
            shadow: one.said.shadow.clone(),
        })
        .collect()
}

/// The responses that became answers and were rated, and whether they were right.
fn rated<'a>(store: &Store, all: &'a [Compared]) -> Result<Vec<(&'a Compared, bool)>, Error> {
    let ratings = store.ratings()?;
    let mut answers = HashMap::new();
    for rating in ratings {
        if let StoredRun::Finished(record) = store.run(&rating.run_id)? {
            let answer = (rating.run_id, record.accepted_iteration);
            answers.insert(answer, rating.score >= RIGHT);
        }
    }
    let right = |one: &'a Compared| {
        let right = answers.get(&(one.run_id.clone(), one.iteration))?;
        Some((one, *right))
    };
    Ok(all.iter().filter_map(right).collect())
}

fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
