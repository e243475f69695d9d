//! One run: draft, judge, accept or try again, choose.

mod record;
mod respond;
mod step;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use omni_llm::StopReason;
use omni_skills::types::{self, Attempt};
use omni_store::{Failure, Finish, IterationRecord, RunRecord, Source};

use self::step::Step;
use crate::attachments::Received;
use crate::gate::{self, Standing};
use crate::models::Models;
use crate::observer::{Event, Observer};
use crate::roles::Crew;
use crate::speaker::Utterance;
use crate::surroundings::Surroundings;
use crate::trail::Trail;
use crate::{Error, Iteration, Request, RunOptions, convert, judge};

/// Who takes part in a run, what they may reach, and where it is recorded.
pub(crate) struct Company<'a> {
    pub(crate) crew: Crew,
    pub(crate) surroundings: Surroundings,
    pub(crate) trail: &'a Trail,
}

/// A run under way.
pub(crate) struct Run<'a> {
    pub(crate) run_id: &'a str,
    pub(crate) started_at: String,
    received: &'a Received,
    pub(crate) request: &'a Request,
    pub(crate) options: &'a RunOptions,
    pub(crate) crew: Crew,
    pub(crate) surroundings: Surroundings,
    pub(crate) trail: &'a Trail,
    pub(crate) observer: &'a mut dyn Observer,
    started: Instant,
    judged: Vec<Judged>,
    failures: Vec<Failure>,
    model_time: Duration,
    skills_time: Duration,
}

/// An iteration that is over.
struct Judged {
    attempt: Attempt,
    stop: StopReason,
    record: IterationRecord,
    /// The skills that failed to judge it.
    unjudged: BTreeSet<String>,
}

impl Judged {
    /// How many faults of this severity were found in it.
    fn found(&self, severity: types::Severity) -> usize {
        let findings = &self.attempt.findings;
        findings
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }
}

/// A response that nobody has judged yet.
struct Response {
    source: Source,
    said: Utterance,
    grammar: bool,
    began: Instant,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        (run_id, started_at, started): (&'a str, String, Instant),
        received: &'a Received,
        company: Company<'a>,
        observer: &'a mut dyn Observer,
    ) -> Self {
        let Company {
            crew,
            surroundings,
            trail,
        } = company;
        Self {
            run_id,
            started_at,
            received,
            request: &received.request,
            options: &received.options,
            crew,
            surroundings,
            trail,
            observer,
            started,
            judged: Vec::new(),
            failures: received.failures.clone(),
            model_time: Duration::ZERO,
            skills_time: received.time,
        }
    }

    /// Runs to the end.
    pub(crate) fn go(mut self, models: &Models) -> Result<RunRecord, Error> {
        let mut iteration = Iteration::First;
        self.started(iteration, Source::Model);
        let (mut speaker, draft, fallback_reason) = self.draft(models)?;
        if draft.said.stop == StopReason::Timeout && draft.said.text.is_empty() {
            return Err(Error::Late(self.started.elapsed().as_secs_f64()));
        }
        self.judge(iteration, draft)?;
        let finish = loop {
            let step = self.next_step(iteration, fallback_reason.is_some(), &speaker.model)?;
            if let Step::Finish(finish) = step {
                break finish;
            }
            let Some(next) = iteration.next(self.options.max_iterations) else {
                break Finish::Exhausted;
            };
            iteration = next;
            let response = match step {
                Step::Finish(finish) => break finish,
                Step::Mend(text) => self.mended(iteration, text),
                Step::Ask(retry) => match self.retry(&mut speaker, iteration, retry) {
                    Some(response) => response,
                    None => break Finish::Exhausted,
                },
            };
            self.judge(iteration, response)?;
        };
        Ok(self.record(finish, fallback_reason, &speaker))
    }

    /// Lets the skills judge a response and keeps both.
    fn judge(&mut self, iteration: Iteration, response: Response) -> Result<(), Error> {
        let Response {
            source,
            said,
            grammar,
            began,
        } = response;
        let mut attempt = Attempt {
            request: convert::request(self.request),
            response: said.text.clone(),
            iteration: iteration.number(),
            stop: convert::stop(said.stop).unwrap_or(types::Stop::Timeout),
            stats: said.stats,
            findings: Vec::new(),
        };
        let generated_tokens = if source == Source::Model {
            said.stats.count
        } else {
            0
        };
        let mut record = IterationRecord {
            iteration: iteration.number(),
            source,
            revised: self
                .judged
                .first()
                .is_some_and(|draft| draft.record.response != said.text),
            response: said.text,
            confidence: 0.0,
            reasons: Vec::new(),
            findings: Vec::new(),
            grammar,
            stop: convert::stop_name(said.stop).to_owned(),
            latency_ms: 0.0,
            prompt_tokens: said.prompt.prompt_tokens,
            cached_tokens: said.prompt.cached_tokens,
            generated_tokens,
            mean_logprob: said.stats.mean_logprob,
            min_logprob: said.stats.min_logprob,
            mean_entropy: said.stats.mean_entropy,
            shadows: Vec::new(),
        };
        let mut unjudged = BTreeSet::new();
        // Who cancels wants the terminal back, not a verdict.
        if said.stop != StopReason::Cancelled {
            let verdict = judge::judge(
                &self.crew,
                &self.surroundings,
                self.trail,
                iteration,
                &mut attempt,
            )?;
            record.confidence = verdict.score.confidence;
            record.reasons = verdict.score.reasons;
            record.findings = verdict.findings;
            record.shadows = verdict.shadows;
            self.skills_time += verdict.time;
            for failure in verdict.failures {
                unjudged.insert(failure.name.clone());
                self.note(failure);
            }
        }
        record.latency_ms = milliseconds(began.elapsed());
        self.trail.judged(&record);
        self.observer.event(Event::Judged(&record));
        self.judged.push(Judged {
            attempt,
            stop: said.stop,
            record,
            unjudged,
        });
        Ok(())
    }

    /// Which response is the answer so far.
    fn champion(&self) -> usize {
        let standings = self.judged.iter().map(|judged| Standing {
            errors: judged.found(types::Severity::Error),
            warnings: judged.found(types::Severity::Warning),
            confidence: judged.record.confidence,
            unjudged: &judged.unjudged,
            whole: !matches!(judged.stop, StopReason::Timeout | StopReason::Cancelled),
        });
        gate::best(standings).unwrap_or(0)
    }

    fn started(&mut self, iteration: Iteration, source: Source) {
        self.observer.event(Event::Started { iteration, source });
    }

    fn note(&mut self, failure: Failure) {
        self.observer.event(Event::Failed(&failure));
        self.failures.push(failure);
    }
}

/// To the microsecond: what a clock is good for, and short enough to come back from JSON as it went.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}
