//! Validators and scorer over one response.

use std::time::Duration;

use omni_skills::types::{self, Attempt, Score};
use omni_skills::{Outcome, Skill};
use omni_store::{Failure, Finding, ShadowRecord, Verdict as Said};

use crate::config::OnFailure;
use crate::roles::Crew;
use crate::surroundings::Surroundings;
use crate::trail::Trail;
use crate::{Error, Iteration, convert};

/// What the skills say of a response.
pub(crate) struct Verdict {
    pub(crate) score: Score,
    pub(crate) findings: Vec<Finding>,
    pub(crate) failures: Vec<Failure>,
    /// What skills said that judge along without deciding.
    pub(crate) shadows: Vec<ShadowRecord>,
    pub(crate) time: Duration,
}

/// Lets every validator look at `attempt`, adds what they find to it, then asks the scorer.
pub(crate) fn judge(
    crew: &Crew,
    surroundings: &Surroundings,
    trail: &Trail,
    iteration: Iteration,
    attempt: &mut Attempt,
) -> Result<Verdict, Error> {
    // Without a scorer nothing is known of the response.
    let unknown = Score {
        confidence: 0.0,
        reasons: Vec::new(),
    };
    let mut verdict = Verdict {
        score: unknown,
        findings: Vec::new(),
        failures: Vec::new(),
        shadows: Vec::new(),
        time: Duration::ZERO,
    };
    let context = surroundings.context(iteration);
    let mut found = Vec::new();
    for validator in &crew.validators {
        let outcome = validator.skill.validate_in(&context, attempt);
        if let Some(shadow) = &**validator.shadow {
            let along = shadow.validate_in(&context, attempt);
            trail.called(shadow.skill(), &along.usage, along.result.as_ref().err());
            verdict.time += along.usage.time;
            let live = (validator.skill.skill(), &outcome);
            let record = beside(live, (shadow.skill(), &along), |found| codes(found));
            verdict.shadows.push(record);
        }
        verdict.time += outcome.usage.time;
        let skill = validator.skill.skill();
        trail.called(skill, &outcome.usage, outcome.result.as_ref().err());
        let name = skill.name();
        match outcome.result {
            Ok(findings) => {
                verdict
                    .findings
                    .extend(findings.iter().map(|one| convert::finding(name, one)));
                found.extend(findings);
            }
            Err(error) => {
                let failure = tolerate(validator.on_failure, iteration, "validator", name, error)?;
                verdict.failures.push(failure);
            }
        }
    }
    attempt.findings = found;
    if let Some(scorer) = &crew.scorer {
        let outcome = scorer.skill.score_in(&context, attempt);
        if let Some(shadow) = &**scorer.shadow {
            let along = shadow.score_in(&context, attempt);
            trail.called(shadow.skill(), &along.usage, along.result.as_ref().err());
            verdict.time += along.usage.time;
            let live = (scorer.skill.skill(), &outcome);
            let record = beside(live, (shadow.skill(), &along), confidence);
            verdict.shadows.push(record);
        }
        verdict.time += outcome.usage.time;
        let skill = scorer.skill.skill();
        trail.called(skill, &outcome.usage, outcome.result.as_ref().err());
        let name = skill.name();
        match outcome.result {
            Ok(score) => verdict.score = score,
            Err(error) => {
                let failure = tolerate(scorer.on_failure, iteration, "scorer", name, error)?;
                verdict.failures.push(failure);
            }
        }
    }
    Ok(verdict)
}

/// What two skills said of the same response.
fn beside<T>(
    (live, decides): (&Skill, &Outcome<T>),
    (shadow, along): (&Skill, &Outcome<T>),
    verdict: fn(&T) -> Said,
) -> ShadowRecord {
    let milliseconds = |outcome: &Outcome<T>| outcome.usage.time.as_secs_f64() * 1e3;
    ShadowRecord {
        role: live.kind().to_string(),
        live_sha256: live.sha256().to_owned(),
        shadow_sha256: shadow.sha256().to_owned(),
        live: decides.result.as_ref().ok().map(verdict),
        shadow: along.result.as_ref().ok().map(verdict),
        live_ms: milliseconds(decides),
        shadow_ms: milliseconds(along),
        failure: along
            .result
            .as_ref()
            .err()
            .map(|error| error.code().to_owned()),
    }
}

fn confidence(score: &Score) -> Said {
    Said::Confidence(score.confidence)
}

fn codes(findings: &[types::Finding]) -> Said {
    let mut codes: Vec<_> = findings.iter().map(|found| found.code.clone()).collect();
    codes.sort();
    Said::Findings(codes)
}

/// A skill's failure ends the run, or is noted and passed over.
pub(crate) fn tolerate(
    on_failure: OnFailure,
    iteration: Iteration,
    role: &str,
    name: &str,
    error: omni_skills::Error,
) -> Result<Failure, Error> {
    match on_failure {
        OnFailure::Fail => Err(error.into()),
        OnFailure::Skip => Ok(Failure {
            iteration: iteration.number(),
            role: role.to_owned(),
            name: name.to_owned(),
            code: error.code().to_owned(),
            message: error.to_string(),
        }),
    }
}
