//! What skills may reach of a run: the model, and a store of their own.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use omni_llm::{Cancel, Control, Engine, GenerateOptions, StopReason};
use omni_skills::{
    Answer, CallContext, KeyValue, KvBounds, KvError, Model, ModelError, Question, Stop, types,
};
use omni_store::{Kept, Store};

use crate::speaker::{Speaker, Turn};
use crate::{Iteration, RunOptions, convert};

/// The surroundings of all skills of one run. An iteration has its own seed, so that what is tried again may
/// come out differently. What is not there, a skill is told is unavailable.
#[derive(Clone, Default)]
pub struct Surroundings {
    kv: Option<Arc<dyn KeyValue>>,
    model: Option<Arc<dyn Model>>,
    /// Who stops a call; none: a run ends itself between two calls.
    cancel: Option<Cancel>,
    seed: u64,
}

impl Surroundings {
    /// Those of a run.
    pub(crate) fn of_run(
        store: Arc<Store>,
        engine: Option<&Arc<dyn Engine>>,
        options: &RunOptions,
    ) -> Self {
        let surroundings = Self {
            seed: options.seed,
            ..Self::default()
        }
        .with_store(store);
        match engine {
            Some(engine) => surroundings.asking(Aside {
                engine: Arc::clone(engine),
                speaker: Mutex::new(None),
                deadline: Instant::now().checked_add(options.deadline),
                cancel: options.cancel.clone(),
                seed: AtomicU64::new(options.seed),
            }),
            None => surroundings,
        }
    }

    /// Lets skills keep values of their own.
    #[must_use]
    pub fn with_store(self, store: Arc<Store>) -> Self {
        Self {
            kv: Some(Arc::new(Cupboard(store))),
            ..self
        }
    }

    /// Lets `cancel` stop a call, and the model that it asks: to be said before that model is named.
    #[must_use]
    pub fn stopped_by(self, cancel: &Cancel) -> Self {
        Self {
            cancel: Some(cancel.clone()),
            ..self
        }
    }

    /// Lets skills ask a model, within the time of their call.
    #[must_use]
    pub fn with_model(self, engine: Arc<dyn Engine>) -> Self {
        let (seed, cancel) = (self.seed, self.cancel.clone().unwrap_or_default());
        self.asking(Aside {
            engine,
            speaker: Mutex::new(None),
            deadline: None,
            cancel,
            seed: AtomicU64::new(seed),
        })
    }

    fn asking(self, aside: Aside) -> Self {
        Self {
            model: Some(Arc::new(aside)),
            ..self
        }
    }

    /// What a call in this iteration is made with.
    #[must_use]
    pub fn context(&self, iteration: Iteration) -> CallContext {
        CallContext {
            seed: Some(self.seed.wrapping_add(u64::from(iteration.number() - 1))),
            kv: self.kv.clone(),
            model: self.model.clone(),
            stop: self
                .cancel
                .clone()
                .map(|cancel| Arc::new(Wish(cancel)) as Arc<dyn Stop>),
            ..CallContext::default()
        }
    }
}

/// Somebody's wish that a call ends.
struct Wish(Cancel);

impl Stop for Wish {
    fn is_set(&self) -> bool {
        self.0.is_set()
    }
}

/// The run's model, asked aside: in a session that the run's own conversation never sees.
struct Aside {
    engine: Arc<dyn Engine>,
    /// Opened when the first skill asks: most runs need none.
    speaker: Mutex<Option<Speaker>>,
    /// When the run's time is up.
    deadline: Option<Instant>,
    cancel: Cancel,
    /// Of the next question: what is asked twice may be answered differently.
    seed: AtomicU64,
}

impl Model for Aside {
    fn ask(&self, question: &Question) -> Result<Answer, ModelError> {
        let mut speaker = self.speaker.lock().unwrap_or_else(PoisonError::into_inner);
        let speaker = match &mut *speaker {
            Some(speaker) => speaker,
            closed => closed.insert(Speaker::open(&*self.engine).map_err(failed)?),
        };
        let deadline = self.deadline.into_iter().chain([question.deadline]).min();
        let control = Control {
            deadline,
            cancel: self.cancel.clone(),
        };
        let turn = Turn {
            messages: question
                .messages
                .iter()
                .cloned()
                .map(convert::message)
                .collect(),
            options: GenerateOptions {
                temperature: question.temperature,
                seed: self.seed.fetch_add(1, Ordering::Relaxed),
                max_tokens: question.max_tokens,
                stop: Vec::new(),
                grammar: question.grammar.clone().map(convert::grammar),
            },
        };
        let said = speaker.say(&turn, &control, &mut |_| {}).map_err(failed)?;
        if said.stop == StopReason::Cancelled {
            return Err(ModelError::Unavailable("the run was cancelled".to_owned()));
        }
        Ok(Answer {
            text: said.text,
            stop: convert::stop(said.stop).unwrap_or(types::Stop::Timeout),
            tokens: said.stats.count,
            mean_logprob: said.stats.mean_logprob,
        })
    }
}

fn failed(error: omni_llm::Error) -> ModelError {
    match error.code() {
        "prompt.too-long" | "grammar.invalid" => ModelError::Invalid(error.to_string()),
        _ => ModelError::Failed(error.to_string()),
    }
}

/// The store, as skills see it.
struct Cupboard(Arc<Store>);

impl KeyValue for Cupboard {
    fn get(&self, skill: &str, key: &str) -> Result<Option<Vec<u8>>, KvError> {
        self.0.kv_get(skill, key).map_err(broken)
    }

    fn set(&self, skill: &str, key: &str, value: &[u8], bounds: KvBounds) -> Result<(), KvError> {
        let kept = self.0.kv_set(skill, key, value, bounds.keys, bounds.bytes);
        match kept.map_err(broken)? {
            Kept::Yes => Ok(()),
            Kept::NoRoom => Err(KvError::Full),
        }
    }

    fn delete(&self, skill: &str, key: &str) -> Result<bool, KvError> {
        self.0.kv_delete(skill, key).map_err(broken)
    }

    fn keys(&self, skill: &str, prefix: &str) -> Result<Vec<String>, KvError> {
        self.0.kv_keys(skill, prefix).map_err(broken)
    }
}

/// Without the path of the file, which is no skill's business.
fn broken(error: omni_store::Error) -> KvError {
    KvError::Failed(format!("the store failed ({})", error.code()))
}
