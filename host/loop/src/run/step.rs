//! What a verdict asks for: an end, a mend, or a retry.

use omni_llm::{ModelInfo, StopReason};
use omni_skills::types::{Retry, Severity};
use omni_store::Finish;

use super::Run;
use crate::judge::tolerate;
use crate::{Error, Iteration, Reflection, convert};

/// What to do after an iteration.
pub(super) enum Step {
    Finish(Finish),
    Mend(String),
    Ask(Retry),
}

impl Run<'_> {
    /// What the last iteration's verdict asks for.
    pub(super) fn next_step(
        &mut self,
        iteration: Iteration,
        by_fallback: bool,
        model: &ModelInfo,
    ) -> Result<Step, Error> {
        let Some(last) = self.judged.last() else {
            return Ok(Step::Finish(Finish::Exhausted));
        };
        let finish = |finish| Ok(Step::Finish(finish));
        let options = self.options;
        if last.stop == StopReason::Cancelled || options.cancel.is_set() {
            return finish(Finish::Cancelled);
        }
        if by_fallback {
            return finish(Finish::Fallback);
        }
        let is_champion = self.champion() + 1 == self.judged.len();
        if is_champion
            && last.stop != StopReason::Timeout
            && last.record.confidence >= options.confidence
            // Whatever a scorer thinks of it: somebody has found a fault.
            && last.found(Severity::Error) == 0
        {
            return finish(Finish::Confident);
        }
        if last.stop == StopReason::Timeout || self.started.elapsed() >= options.deadline {
            return finish(Finish::Deadline);
        }
        let evidence = last
            .attempt
            .findings
            .iter()
            .any(|found| found.severity != Severity::Info);
        match options.reflection {
            Reflection::Off => return finish(Finish::ReflectionOff),
            Reflection::OnEvidence if !evidence => return finish(Finish::NoEvidence),
            Reflection::OnEvidence | Reflection::Always => {}
        }
        if iteration.next(options.max_iterations).is_none() {
            return finish(Finish::Exhausted);
        }
        if let Some(mend) = options.mend.then(|| self.mend()).flatten() {
            return Ok(Step::Mend(mend));
        }
        match self.reflect(iteration, model)? {
            Some(retry) => Ok(Step::Ask(retry)),
            None if self.crew.reflector.is_none() => finish(Finish::ReflectionOff),
            None if iteration == Iteration::First => finish(Finish::NoEvidence),
            None => finish(Finish::Exhausted),
        }
    }

    /// The first mend that a validator offers for the worst that was found in the last response, and that was not tried
    /// yet: to mend less leaves a response that is no better to whoever asks.
    fn mend(&self) -> Option<String> {
        let untried = |mend: &&String| {
            self.judged
                .iter()
                .all(|tried| tried.record.response != **mend)
        };
        let last = self.judged.last()?;
        let severities = last.attempt.findings.iter().map(|found| found.severity);
        let worst = severities.min_by_key(|severity| rank(*severity))?;
        last.attempt
            .findings
            .iter()
            .filter(|found| found.severity == worst)
            .filter_map(|found| found.mend.as_ref())
            .find(untried)
            .cloned()
    }

    /// What the reflector plans. A plan that cannot be signed is none.
    fn reflect(&mut self, iteration: Iteration, model: &ModelInfo) -> Result<Option<Retry>, Error> {
        let Some(reflector) = &self.crew.reflector else {
            return Ok(None);
        };
        let attempts: Vec<_> = self
            .judged
            .iter()
            .map(|judged| judged.attempt.clone())
            .collect();
        let context = self.surroundings.context(iteration);
        let outcome =
            reflector
                .skill
                .reflect_in(&context, &convert::request(self.request), &attempts);
        self.skills_time += outcome.usage.time;
        let skill = reflector.skill.skill();
        self.trail
            .called(skill, &outcome.usage, outcome.result.as_ref().err());
        match outcome.result {
            Ok(retry) => {
                let signed = |retry: &Retry, last| self.trail.reflected(retry, last, skill, model);
                Ok(retry.filter(|retry| attempts.last().is_some_and(|last| signed(retry, last))))
            }
            Err(error) => {
                let name = skill.name();
                let failure = tolerate(reflector.on_failure, iteration, "reflector", name, error)?;
                self.note(failure);
                Ok(None)
            }
        }
    }
}

/// The worst first.
fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}
