//! One run: draft, judge, accept or try again, choose.

use std::time::{Duration, Instant};

use omni_llm::{Control, Engine, GenerateOptions, Message, Role, StopReason};
use omni_skills::types::{self, Attempt, Retry, Severity};
use omni_store::{Failure, Finish, IterationRecord, ModelRecord, RunRecord, Source};

use crate::judge::{self, tolerate};
use crate::models::Models;
use crate::observer::{Event, Observer};
use crate::roles::Crew;
use crate::speaker::{Speaker, Turn, Utterance};
use crate::{Error, Iteration, Reflection, Request, RunOptions, convert, gate};

/// A run under way.
pub(crate) struct Run<'a> {
    pub(crate) run_id: &'a str,
    pub(crate) started_at: String,
    pub(crate) request: &'a Request,
    pub(crate) options: &'a RunOptions,
    pub(crate) crew: Crew,
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
}

/// A response that nobody has judged yet.
struct Response {
    source: Source,
    said: Utterance,
    grammar: bool,
    began: Instant,
}

/// What to do after an iteration.
enum Step {
    Finish(Finish),
    Mend(String),
    Ask(Retry),
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        run_id: &'a str,
        started_at: String,
        request: &'a Request,
        options: &'a RunOptions,
        crew: Crew,
        observer: &'a mut dyn Observer,
    ) -> Self {
        Self {
            run_id,
            started_at,
            request,
            options,
            crew,
            observer,
            started: Instant::now(),
            judged: Vec::new(),
            failures: Vec::new(),
            model_time: Duration::ZERO,
            skills_time: Duration::ZERO,
        }
    }

    /// Runs to the end.
    pub(crate) fn go(mut self, models: &Models) -> Result<RunRecord, Error> {
        let mut iteration = Iteration::First;
        self.observer.event(Event::Started {
            iteration,
            source: Source::Model,
        });
        let (mut speaker, draft, fallback_reason) = self.draft(models)?;
        if draft.said.stop == StopReason::Timeout && draft.said.text.is_empty() {
            return Err(Error::Late(self.started.elapsed().as_secs_f64()));
        }
        self.judge(iteration, draft)?;
        let finish = loop {
            match self.next_step(iteration, fallback_reason.is_some())? {
                Step::Finish(finish) => break finish,
                step => match iteration.next(self.options.max_iterations) {
                    None => break Finish::Exhausted,
                    Some(next) => {
                        iteration = next;
                        let Some(response) = self.retry(&mut speaker, iteration, step) else {
                            break Finish::Exhausted;
                        };
                        self.judge(iteration, response)?;
                    }
                },
            }
        };
        Ok(self.record(finish, fallback_reason, &speaker))
    }

    /// The first response: the main model's, or the fallback's and why.
    fn draft(&mut self, models: &Models) -> Result<(Speaker, Response, Option<String>), Error> {
        let reason = match models.main() {
            Err((name, code, message)) => {
                self.note_model(name, code, message.to_owned());
                code.to_owned()
            }
            Ok(engine) => {
                let name = engine.info().name.clone();
                match self.first(engine.as_ref(), self.iteration_deadline()) {
                    Ok((speaker, draft))
                        if draft.said.stop != StopReason::Timeout
                            || models.fallback().is_none() =>
                    {
                        return Ok((speaker, draft, None));
                    }
                    Ok(_late) => {
                        let seconds = self.started.elapsed().as_secs_f64();
                        self.note_model(&name, "limit.deadline", Error::Late(seconds).to_string());
                        "late".to_owned()
                    }
                    // What the request got wrong stays wrong with another model.
                    Err(error) if is_of_request(&error) || models.fallback().is_none() => {
                        return Err(error.into());
                    }
                    Err(error) => {
                        self.note_model(&name, error.code(), error.to_string());
                        error.code().to_owned()
                    }
                }
            }
        };
        let Some(engine) = models.fallback() else {
            // `Models` holds a main model that did not load only together with a fallback.
            return Err(Error::Late(self.started.elapsed().as_secs_f64()));
        };
        let deadline = Instant::now().checked_add(self.options.fallback_timeout);
        let (speaker, draft) = self.first(engine.as_ref(), deadline)?;
        Ok((speaker, draft, Some(reason)))
    }

    fn first(
        &mut self,
        engine: &dyn Engine,
        deadline: Option<Instant>,
    ) -> Result<(Speaker, Response), omni_llm::Error> {
        let began = Instant::now();
        let mut speaker = Speaker::open(engine)?;
        self.model_time += began.elapsed();
        let user = Message {
            role: Role::User,
            content: self.request.prompt.clone(),
        };
        let messages = self.request.history.iter().cloned().chain([user]).collect();
        let turn = Turn {
            messages,
            options: self.generate_options(Iteration::First),
        };
        let said = self.say(&mut speaker, &turn, deadline)?;
        Ok((
            speaker,
            Response {
                source: Source::Model,
                said,
                grammar: false,
                began,
            },
        ))
    }

    /// The response of a later iteration; none if the model failed, which is noted.
    fn retry(
        &mut self,
        speaker: &mut Speaker,
        iteration: Iteration,
        step: Step,
    ) -> Option<Response> {
        let began = Instant::now();
        let retry = match step {
            Step::Ask(retry) => retry,
            Step::Mend(text) => {
                self.observer.event(Event::Started {
                    iteration,
                    source: Source::Mend,
                });
                let said = Utterance {
                    text,
                    ..self.mended()
                };
                return Some(Response {
                    source: Source::Mend,
                    said,
                    grammar: false,
                    began,
                });
            }
            Step::Finish(_) => return None,
        };
        self.observer.event(Event::Started {
            iteration,
            source: Source::Model,
        });
        let mut options = self.generate_options(iteration);
        options.temperature = retry.temperature.unwrap_or(options.temperature);
        options.max_tokens = retry.max_tokens.unwrap_or(u32::MAX).min(options.max_tokens);
        options.grammar = retry.grammar.map(convert::grammar);
        let grammar = options.grammar.is_some();
        let messages = retry.messages.into_iter().map(convert::message).collect();
        let turn = Turn { messages, options };
        match self.say(speaker, &turn, self.iteration_deadline()) {
            Ok(said) => Some(Response {
                source: Source::Model,
                said,
                grammar,
                began,
            }),
            Err(error) => {
                self.note(Failure {
                    iteration: iteration.number(),
                    role: "model".to_owned(),
                    name: speaker.model.name.clone(),
                    code: error.code().to_owned(),
                    message: error.to_string(),
                });
                None
            }
        }
    }

    /// A mended response was not generated: it keeps the statistics of the one it mends, at no cost.
    fn mended(&self) -> Utterance {
        let stats = self.judged.last().map_or(
            types::TokenStats {
                count: 0,
                mean_logprob: 0.0,
                min_logprob: 0.0,
                mean_entropy: 0.0,
            },
            |last| last.attempt.stats,
        );
        Utterance {
            text: String::new(),
            stop: StopReason::End,
            stats,
            prompt: omni_llm::PromptStats::default(),
        }
    }

    fn say(
        &mut self,
        speaker: &mut Speaker,
        turn: &Turn,
        deadline: Option<Instant>,
    ) -> Result<Utterance, omni_llm::Error> {
        let control = Control {
            deadline,
            cancel: self.options.cancel.clone(),
        };
        let began = Instant::now();
        let observer = &mut *self.observer;
        let said = speaker.say(turn, &control, &mut |text| {
            observer.event(Event::Text(text))
        });
        self.model_time += began.elapsed();
        said
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
        };
        // Who cancels wants the terminal back, not a verdict.
        if said.stop != StopReason::Cancelled {
            let verdict = judge::judge(&self.crew, iteration, &mut attempt)?;
            record.confidence = verdict.score.confidence;
            record.reasons = verdict.score.reasons;
            record.findings = verdict.findings;
            self.skills_time += verdict.time;
            for failure in verdict.failures {
                self.note(failure);
            }
        }
        record.latency_ms = milliseconds(began.elapsed());
        self.observer.event(Event::Judged(&record));
        self.judged.push(Judged {
            attempt,
            stop: said.stop,
            record,
        });
        Ok(())
    }

    /// What the last iteration's verdict asks for.
    fn next_step(&mut self, iteration: Iteration, by_fallback: bool) -> Result<Step, Error> {
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
        if last.stop != StopReason::Timeout && last.record.confidence >= options.confidence {
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
        match self.reflect(iteration)? {
            Some(retry) => Ok(Step::Ask(retry)),
            None if self.crew.reflector.is_none() => finish(Finish::ReflectionOff),
            None if iteration == Iteration::First => finish(Finish::NoEvidence),
            None => finish(Finish::Exhausted),
        }
    }

    /// The first mend that a validator offers for the last response and that was not tried yet.
    fn mend(&self) -> Option<String> {
        let untried = |mend: &&String| {
            self.judged
                .iter()
                .all(|tried| tried.record.response != **mend)
        };
        let last = self.judged.last()?;
        last.attempt
            .findings
            .iter()
            .filter_map(|found| found.mend.as_ref())
            .find(untried)
            .cloned()
    }

    fn reflect(&mut self, iteration: Iteration) -> Result<Option<Retry>, Error> {
        let Some(reflector) = &self.crew.reflector else {
            return Ok(None);
        };
        let attempts: Vec<_> = self
            .judged
            .iter()
            .map(|judged| judged.attempt.clone())
            .collect();
        let outcome = reflector
            .skill
            .reflect(&convert::request(self.request), &attempts);
        self.skills_time += outcome.usage.time;
        match outcome.result {
            Ok(retry) => Ok(retry),
            Err(error) => {
                let name = reflector.skill.skill().name();
                let failure = tolerate(reflector.on_failure, iteration, "reflector", name, error)?;
                self.note(failure);
                Ok(None)
            }
        }
    }

    fn record(
        self,
        finish: Finish,
        fallback_reason: Option<String>,
        speaker: &Speaker,
    ) -> RunRecord {
        let confidences = self.judged.iter().map(|judged| judged.record.confidence);
        let chosen = gate::best(confidences).unwrap_or(0);
        let iterations: Vec<_> = self
            .judged
            .into_iter()
            .map(|judged| judged.record)
            .collect();
        let (response, confidence) = iterations
            .get(chosen)
            .map(|chosen| (chosen.response.clone(), chosen.confidence))
            .unwrap_or_default();
        RunRecord {
            run_id: self.run_id.to_owned(),
            started_at: self.started_at,
            prompt: self.request.prompt.clone(),
            response,
            confidence,
            accepted_iteration: u32::try_from(chosen + 1).unwrap_or(u32::MAX),
            auto_corrected: chosen > 0,
            iterations,
            finish,
            fallback_used: fallback_reason.is_some(),
            fallback_reason,
            total_latency_ms: milliseconds(self.started.elapsed()),
            model_ms: milliseconds(self.model_time),
            skills_ms: milliseconds(self.skills_time),
            model: ModelRecord {
                name: speaker.model.name.clone(),
                sha256: speaker.model.sha256.clone(),
                adapter: None,
            },
            skills: self.crew.records(),
            failures: self.failures,
            seed: self.options.seed,
        }
    }

    fn generate_options(&self, iteration: Iteration) -> GenerateOptions {
        GenerateOptions {
            temperature: self.options.temperature,
            seed: self
                .options
                .seed
                .wrapping_add(u64::from(iteration.number() - 1)),
            max_tokens: self.options.max_tokens,
            stop: Vec::new(),
            grammar: None,
        }
    }

    /// When the iteration that begins now has to end: its own time, but never past the run's.
    /// None where that lies beyond what a clock can tell.
    fn iteration_deadline(&self) -> Option<Instant> {
        let run = self.started.checked_add(self.options.deadline);
        let iteration = Instant::now().checked_add(self.options.iteration_timeout);
        run.into_iter().chain(iteration).min()
    }

    fn note_model(&mut self, name: &str, code: &str, message: String) {
        self.note(Failure {
            iteration: Iteration::First.number(),
            role: "model".to_owned(),
            name: name.to_owned(),
            code: code.to_owned(),
            message,
        });
    }

    fn note(&mut self, failure: Failure) {
        self.observer.event(Event::Failed(&failure));
        self.failures.push(failure);
    }
}

/// Whether the request is to blame, rather than the model.
fn is_of_request(error: &omni_llm::Error) -> bool {
    matches!(error, omni_llm::Error::PromptTooLong { .. })
}

/// To the microsecond: what a clock is good for, and short enough to come back from JSON as it went.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}
