//! A model, its skills and a store: everything that a run needs.

use std::sync::Arc;
use std::time::Instant;

use omni_audit::Log;
use omni_llm::Engine;
use omni_store::{NewRun, RunRecord, Store};

use crate::attachments::{Eye, Received, Reception};
use crate::config::Config;
use crate::models::Models;
use crate::observer::{Event, Observer};
use crate::roles::Roles;
use crate::run::{Company, Run};
use crate::surroundings::Surroundings;
use crate::trail::Trail;
use crate::{Error, Request, RunOptions, expect};

/// Everything that a run needs.
pub struct Host {
    models: Models,
    roles: Arc<Roles>,
    store: Arc<Store>,
    log: Arc<Log>,
    eye: Option<Eye>,
}

impl Host {
    /// Puts a host together from its parts.
    #[must_use]
    pub fn new(models: Models, roles: Roles, store: Arc<Store>, log: Arc<Log>) -> Self {
        Self {
            models,
            roles: Arc::new(roles),
            store,
            log,
            eye: None,
        }
    }

    /// Lets the host prepare pictures.
    #[must_use]
    pub fn with_eye(self, eye: Eye) -> Self {
        Self {
            eye: Some(eye),
            ..self
        }
    }

    /// Everything that answers depend on, but for the request and its options: models and skills, by digest.
    #[must_use]
    pub fn describe(&self) -> serde_json::Value {
        let model = |engine: &Arc<dyn Engine>| engine.info().sha256.clone();
        serde_json::json!({
            "model": self.models.main().ok().map(model),
            "fallback": self.models.fallback().map(model),
            "skills": self.roles.crew().records(),
        })
    }

    /// The models that answer.
    #[must_use]
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// The roles, to swap one between two runs.
    #[must_use]
    pub fn roles(&self) -> &Arc<Roles> {
        &self.roles
    }

    /// Runs once and keeps the record; `observer` hears of it on the way.
    ///
    /// # Errors
    /// If the prompt is empty or too long, there was no answer in time, the model failed without a
    /// fallback, a skill failed whose `on_failure` is `fail`, or the run cannot be kept or recorded. A run that
    /// fails after it began is kept with its code.
    pub fn run(
        &self,
        request: &Request,
        options: &RunOptions,
        observer: &mut dyn Observer,
    ) -> Result<RunRecord, Error> {
        if request.prompt.trim().is_empty() {
            return Err(Error::EmptyPrompt);
        }
        let crew = self.roles.crew();
        let validators = crew.validators.iter();
        expect::check_validator(
            request.expect.as_deref(),
            validators.map(|cast| cast.skill.skill().name()),
        )?;
        let id = uuid::Uuid::now_v7();
        let run_id = id.to_string();
        let started_at = jiff::Timestamp::now().to_string();
        let prompt = &request.prompt;
        self.store.begin_run(&NewRun {
            run_id: &run_id,
            started_at: &started_at,
            prompt,
        })?;
        let trail = Trail::of_run(Arc::clone(&self.log), id);
        let began = Instant::now();
        let engine = self.models.main().ok().or(self.models.fallback());
        let company = Company {
            crew,
            surroundings: Surroundings::of_run(Arc::clone(&self.store), engine, options),
            trail: &trail,
        };
        let received = Reception {
            company: &company,
            eye: self.eye.as_ref(),
        }
        .receive(request, options, &self.models);
        let outcome = match received {
            Ok(mut received) => {
                let Received {
                    request,
                    options,
                    models,
                    ..
                } = &received;
                trail.started(request, options, models, received.pictures.len());
                expect::check_usable(&company, request).and_then(|time| {
                    received.time += time;
                    if !received.request.pictures.is_empty() {
                        observer.event(Event::Shown(&received.request.pictures));
                    }
                    let run = (run_id.as_str(), started_at, began);
                    Run::new(run, &received, company, &mut *observer).go(&received.models)
                })
            }
            Err(error) => {
                trail.started(request, options, &self.models, 0);
                Err(error)
            }
        };
        match outcome {
            Ok(record) => {
                trail.finished(&record);
                let kept = self.store.finish_run(&record).map_err(Error::from);
                let recorded = trail.settle();
                observer.event(Event::Recorded {
                    waited: trail.waited(),
                });
                match kept.and(recorded) {
                    Ok(()) => Ok(record),
                    // The answer is there, whatever became of store and log.
                    Err(source) => Err(Error::NotKept {
                        record: Box::new(record),
                        source: Box::new(source),
                    }),
                }
            }
            Err(error) => {
                trail.failed(&error, began.elapsed());
                // What failed first is what has to be mended first.
                let _ = self
                    .store
                    .fail_run(&run_id, error.code(), &error.to_string());
                let _ = trail.settle();
                Err(error)
            }
        }
    }
}

/// Loads the models that a config names. `load` opens one by name or path.
///
/// # Errors
/// If the fallback does not load, or the main model does not and there is no fallback.
pub fn load_models(
    config: &Config,
    load: impl Fn(&str) -> Result<Arc<dyn Engine>, omni_llm::Error>,
) -> Result<Models, Error> {
    let fallback = config.fallback().map(|name| load(&name)).transpose();
    let fallback = fallback.map_err(Error::Fallback)?;
    match load(&config.main()) {
        Ok(main) => Ok(Models::new(main, fallback)),
        Err(error) => Models::without_main(&config.main(), error, fallback),
    }
}
