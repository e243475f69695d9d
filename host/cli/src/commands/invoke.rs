//! Calling a skill once with input from a file, whatever its kind.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use omni_llm::Cancel;
use omni_loop::{Iteration, Surroundings, Trail};
use omni_policy::{Capability, Policy};
use omni_skills::types::{Attempt, Request};
use omni_skills::{CallContext, Kind, Outcome, Reflector, Scorer, Skill, Usage, Validator};
use serde::{Deserialize, Serialize};

use super::open;
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;

/// The largest `--input`.
const MAX_INPUT_BYTES: u64 = 64 << 20;

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
    input: &str,
    cancel: &Cancel,
) -> Result<Invoked, CliError> {
    let (kind, called) = (skill.kind(), skill.clone());
    let around = surroundings(context, skill.policy(), cancel)?;
    let invoked = match kind {
        Kind::Scorer => {
            let attempt = parse(input, kind)?;
            let outcome = Scorer::try_from(skill)?.score_in(&around, &attempt);
            recorded(trail, &called, outcome)
        }
        Kind::Validator => {
            let attempt = parse(input, kind)?;
            let outcome = Validator::try_from(skill)?.validate_in(&around, &attempt);
            recorded(trail, &called, outcome)
        }
        Kind::Reflector => {
            let ReflectInput { request, attempts } = parse(input, kind)?;
            let outcome = Reflector::try_from(skill)?.reflect_in(&around, &request, &attempts);
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

/// What a reflector is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReflectInput {
    request: Request,
    attempts: Vec<Attempt>,
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

/// Reads an `--input`: before anything is begun that would have to be kept, since nothing ends the wait for stdin.
pub(crate) fn read_input(path: &Path) -> Result<String, CliError> {
    let refuse = |reason: String| {
        CliError::new(
            "invalid.input",
            format!("the input {} cannot be read: {reason}", path.display()),
            "give a JSON file, or `-` for stdin",
        )
    };
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MAX_INPUT_BYTES + 1)
            .read_to_string(&mut text)
    } else {
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_INPUT_BYTES + 1).read_to_string(&mut text))
    };
    read.map_err(|error| refuse(error.to_string()))?;
    if text.len() as u64 > MAX_INPUT_BYTES {
        return Err(refuse("it is larger than 64 MiB".to_owned()));
    }
    Ok(text)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, kind: Kind) -> Result<T, CliError> {
    serde_json::from_str(text).map_err(|error| {
        let shape = match kind {
            Kind::Scorer | Kind::Validator => {
                "{\"request\": {\"prompt\": \"…\"}, \"response\": \"…\"}"
            }
            Kind::Reflector => {
                "{\"request\": {\"prompt\": \"…\"}, \"attempts\": [{\"request\": …, \"response\": \"…\", \"findings\": […]}]}"
            }
        };
        CliError::new(
            "invalid.input",
            format!("the input is not what a {kind} takes: {error}"),
            format!("a {kind} takes {shape}"),
        )
    })
}
