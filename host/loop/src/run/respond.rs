//! What the model says: a draft by the main model or the fallback, then retries.

use std::time::Instant;

use omni_llm::{Control, Engine, GenerateOptions, PromptStats, StopReason};
use omni_skills::types::{Retry, TokenStats};
use omni_store::{Failure, Source};

use super::{Response, Run};
use crate::models::Models;
use crate::observer::Event;
use crate::speaker::{Speaker, Turn, Utterance};
use crate::{Error, Iteration, convert};

impl Run<'_> {
    /// The first response: the main model's, or the fallback's and why.
    pub(super) fn draft(
        &mut self,
        models: &Models,
    ) -> Result<(Speaker, Response, Option<String>), Error> {
        let reason = match models.main() {
            Err((name, code, message)) => {
                self.note_main(name, code, message.to_owned());
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
                        self.note_main(&name, "limit.deadline", Error::Late(seconds).to_string());
                        "late".to_owned()
                    }
                    // What the request got wrong stays wrong with another model.
                    Err(error) if is_of_request(&error) || models.fallback().is_none() => {
                        return Err(error.into());
                    }
                    Err(error) => {
                        self.note_main(&name, error.code(), error.to_string());
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
        let turn = Turn {
            messages: self.request.messages(),
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
    pub(super) fn retry(
        &mut self,
        speaker: &mut Speaker,
        iteration: Iteration,
        retry: Retry,
    ) -> Option<Response> {
        let began = Instant::now();
        self.started(iteration, Source::Model);
        let mut options = self.generate_options(iteration);
        options.temperature = retry.temperature.unwrap_or(options.temperature);
        options.max_tokens = retry.max_tokens.unwrap_or(u32::MAX).min(options.max_tokens);
        options.grammar = retry.grammar.map(convert::grammar);
        let grammar = options.grammar.is_some();
        let mut messages: Vec<_> = retry.messages.into_iter().map(convert::message).collect();
        self.request.show(&mut messages);
        let turn = Turn { messages, options };
        match self.say(speaker, &turn, self.iteration_deadline()) {
            Ok(said) => Some(Response {
                source: Source::Model,
                said,
                grammar,
                began,
            }),
            Err(error) => {
                let (role, name) = match (&error, &self.crew.reflector) {
                    // The grammar is not the model's.
                    (omni_llm::Error::GrammarInvalid { .. }, Some(reflector)) => {
                        ("reflector", reflector.skill.skill().name())
                    }
                    _ => ("model", speaker.model.name.as_str()),
                };
                let failure = Failure {
                    iteration: iteration.number(),
                    role: role.to_owned(),
                    name: name.to_owned(),
                    code: error.code().to_owned(),
                    message: error.to_string(),
                };
                self.note(failure);
                None
            }
        }
    }

    /// A mended response was not generated: it keeps the statistics of the one it mends, at no cost.
    pub(super) fn mended(&mut self, iteration: Iteration, text: String) -> Response {
        let began = Instant::now();
        self.started(iteration, Source::Mend);
        let nothing = TokenStats {
            count: 0,
            mean_logprob: 0.0,
            min_logprob: 0.0,
            mean_entropy: 0.0,
        };
        let stats = self
            .judged
            .last()
            .map_or(nothing, |last| last.attempt.stats);
        let prompt = PromptStats::default();
        let said = Utterance {
            text,
            stop: StopReason::End,
            stats,
            prompt,
        };
        Response {
            source: Source::Mend,
            said,
            grammar: false,
            began,
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

    /// Notes that the main model did not give a draft.
    fn note_main(&mut self, name: &str, code: &str, message: String) {
        self.note(Failure {
            iteration: Iteration::First.number(),
            role: "model".to_owned(),
            name: name.to_owned(),
            code: code.to_owned(),
            message,
        });
    }
}

/// Whether the request is to blame, rather than the model.
fn is_of_request(error: &omni_llm::Error) -> bool {
    use omni_llm::Error::{NoProjector, PromptTooLong};
    matches!(error, PromptTooLong { .. } | NoProjector { .. })
}
