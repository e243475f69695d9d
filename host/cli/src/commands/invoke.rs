//! Calling a skill once with input from a file, whatever its kind.

mod input;

use std::sync::Arc;

use omni_llm::Cancel;
use omni_loop::{Iteration, Surroundings, Trail};
use omni_policy::{Capability, Policy};
use omni_skills::{
    CallContext, DatasetBuilder, ImagePreprocessor, Kind, Outcome, Reflector, Router, Scorer,
    Skill, Usage, Validator,
};
use serde::Serialize;

pub(crate) use self::input::Input;

use self::input::{BuildInput, ReflectInput};
use super::open;
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;

/// What came of a call.
pub(crate) struct Invoked {
    pub(crate) result: Result<serde_json::Value, CliError>,
    pub(crate) usage: Usage,
}

/// From now on a signal ends a call, and not the program: what the skill did until then is recorded, and the log closed
/// with a checkpoint. To be asked for before the skill is recorded as loaded; a second signal ends the program.
pub(crate) fn stoppable() -> Cancel {
    let cancel = Cancel::default();
    interrupt::stops(&cancel);
    cancel
}

/// Calls `skill` with the JSON in `input`, in the surroundings that a run would give it, and records it.
pub(crate) fn invoke(
    context: &Context,
    trail: &Trail,
    skill: Skill,
    input: &Input,
    cancel: &Cancel,
) -> Result<Invoked, CliError> {
    let (kind, called) = (skill.kind(), skill.clone());
    let around = surroundings(context, skill.policy(), cancel)?;
    let invoked = match kind {
        Kind::Scorer => {
            let attempt = input.parse(kind)?;
            let outcome = Scorer::try_from(skill)?.score_in(&around, &attempt);
            recorded(trail, &called, outcome)
        }
        Kind::Validator => {
            let attempt = input.parse(kind)?;
            let outcome = Validator::try_from(skill)?.validate_in(&around, &attempt);
            recorded(trail, &called, outcome)
        }
        Kind::Reflector => {
            let ReflectInput { request, attempts } = input.parse(kind)?;
            let outcome = Reflector::try_from(skill)?.reflect_in(&around, &request, &attempts);
            recorded(trail, &called, outcome)
        }
        Kind::Router => {
            let (request, attachments) = input.to_route()?;
            let outcome = Router::try_from(skill)?.route_in(&around, &request, &attachments);
            recorded(trail, &called, outcome)
        }
        Kind::ImagePreprocessor => {
            let (image, options) = input.to_prepare()?;
            let outcome = ImagePreprocessor::try_from(skill)?.prepare_in(&around, &image, &options);
            recorded(trail, &called, outcome)
        }
        Kind::DatasetBuilder => {
            let BuildInput { entries, options } = input.parse(kind)?;
            let outcome = DatasetBuilder::try_from(skill)?.build_in(&around, &entries, &options);
            recorded(trail, &called, outcome)
        }
    };
    trail.settle()?;
    Ok(invoked)
}

/// The store and the model, each opened only for a skill that may use it.
fn surroundings(
    context: &Context,
    policy: &Policy,
    cancel: &Cancel,
) -> Result<CallContext, CliError> {
    let granted = |capability| policy.decide(capability).allowed;
    let mut surroundings = Surroundings::default().stopped_by(cancel);
    if granted(Capability::Kv) {
        surroundings = surroundings.with_store(Arc::new(context.store()?));
    }
    if granted(Capability::Llm) {
        surroundings = surroundings.with_model(open::model(context, &context.config.main())?);
    }
    Ok(surroundings.context(Iteration::First))
}

fn recorded<T: Serialize>(trail: &Trail, skill: &Skill, outcome: Outcome<T>) -> Invoked {
    trail.called(skill, &outcome.usage, outcome.result.as_ref().err());
    let result = outcome.result.map_err(CliError::from).and_then(|value| {
        serde_json::to_value(value).map_err(|error| {
            CliError::new(
                "internal",
                format!("the result is no JSON: {error}"),
                "please report this",
            )
        })
    });
    Invoked {
        result,
        usage: outcome.usage,
    }
}
