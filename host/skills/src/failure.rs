//! Why a call gave no result: from wasmtime's error to ours.

use std::time::Duration;

use omni_policy::{ByteSize, TimeSpan};
use wasmtime::{PoolConcurrencyLimitError, Trap, WasmBacktrace};

use crate::capability::Missing;
use crate::error::Exceeded;
use crate::skill::Loaded;
use crate::state::{CallState, Halt};
use crate::text::tame;
use crate::types::SkillError;
use crate::{Error, LimitKind, frames};

/// The longest text of a skill's own error that is kept, in characters.
const MAX_TEXT: usize = 1000;

/// What wasmtime says when too much crosses to the host. Its type is private; a test holds us to this.
const TOO_MUCH_CROSSED: &str = "fuel allocated for hostcalls has been exhausted";
/// What it says when a store has too many memories, tables or instances. Likewise.
const TOO_MANY: &str = "resource limit exceeded: ";

/// The skill's own `err`.
pub(crate) fn of_skill(skill: &Loaded, error: &SkillError) -> Error {
    let (reason, text) = match error {
        SkillError::InvalidInput(text) => ("invalid-input", text),
        SkillError::Unsupported(text) => ("unsupported", text),
        SkillError::Failed(text) => ("failed", text),
    };
    Error::Failed {
        skill: skill.name.to_string(),
        reason,
        text: tame(text, MAX_TEXT),
    }
}

/// A call that ended in an error of wasmtime's, or in one of ours that passed through it.
pub(crate) fn of_call(
    skill: &Loaded,
    state: &CallState,
    time: Duration,
    error: &wasmtime::Error,
) -> Error {
    if error.downcast_ref::<PoolConcurrencyLimitError>().is_some() {
        return Error::internal(error);
    }
    if let Some(missing) = error.downcast_ref::<Missing>() {
        return Error::Folder {
            skill: skill.name.to_string(),
            problem: tame(&missing.to_string(), 600),
        };
    }
    if let Some(Halt::Stopped) = error.downcast_ref::<Halt>() {
        let skill = skill.name.to_string();
        return Error::Stopped { skill };
    }
    let exceeded = halted(skill, state, time, error)
        .or_else(|| trapped_at_limit(skill, error))
        .or_else(|| too_much_memory(skill, state, error))
        .or_else(|| too_much_crossed(skill, error));
    if let Some(exceeded) = exceeded {
        return Error::Limit {
            skill: skill.name.to_string(),
            exceeded: Box::new(exceeded),
        };
    }
    let in_guest = error.downcast_ref::<WasmBacktrace>().is_some();
    if in_guest || error.downcast_ref::<Trap>().is_some() {
        return trap(skill, state, error);
    }
    Error::InvalidOutput {
        skill: skill.name.to_string(),
        problem: format!("something malformed: {}", tame(&root(error), 200)),
    }
}

fn halted(
    skill: &Loaded,
    state: &CallState,
    time: Duration,
    error: &wasmtime::Error,
) -> Option<Exceeded> {
    let (policy, limits) = (&skill.policy, &skill.policy.limits);
    let halt = error.downcast_ref::<Halt>()?;
    Some(match halt {
        Halt::Time => {
            let did = format!("was stopped after {}ms", time.as_millis());
            let limit = TimeSpan(limits.time.duration());
            Exceeded::new(policy, LimitKind::Time, &limits.time, limit, did)
        }
        Halt::LlmCalls | Halt::LlmTokens => {
            let granted = policy.grants.llm.as_ref()?;
            let (line, budget) = (granted.line, granted.value);
            match halt {
                Halt::LlmCalls => {
                    let did = format!("asked the model {} times", state.llm_calls);
                    Exceeded::of_grant(policy, LimitKind::LlmCalls, line, budget.max_calls, did)
                }
                _ => {
                    let used = state.llm_tokens;
                    let did = format!("asked the model for more tokens than are left after {used}");
                    Exceeded::of_grant(policy, LimitKind::LlmTokens, line, budget.max_tokens, did)
                }
            }
        }
        Halt::RandomBytes | Halt::Panic | Halt::Stopped => return None,
        Halt::Log => {
            let written = ByteSize(state.log().bytes());
            let did = format!("logged more than it may, after {written}");
            Exceeded::new(policy, LimitKind::Log, &limits.log, *limits.log, did)
        }
        Halt::HostCalls => {
            let did = format!("called the host {} times", state.host_calls);
            let limit = *limits.host_calls;
            Exceeded::new(policy, LimitKind::HostCalls, &limits.host_calls, limit, did)
        }
    })
}

fn trapped_at_limit(skill: &Loaded, error: &wasmtime::Error) -> Option<Exceeded> {
    let (policy, limits) = (&skill.policy, &skill.policy.limits);
    match error.downcast_ref::<Trap>()? {
        Trap::StackOverflow => {
            let did = "used up its stack";
            Some(Exceeded::new(
                policy,
                LimitKind::Stack,
                &limits.stack,
                *limits.stack,
                did,
            ))
        }
        Trap::OutOfFuel => {
            let limit = limits.fuel.unwrap_or_default();
            let did = "used up its fuel";
            Some(Exceeded::new(
                policy,
                LimitKind::Fuel,
                &limits.fuel,
                limit,
                did,
            ))
        }
        _ => None,
    }
}

/// A guest that is refused memory has little choice but to trap, so that is what its trap means.
fn too_much_memory(skill: &Loaded, state: &CallState, error: &wasmtime::Error) -> Option<Exceeded> {
    let did = match state.meter.refused() {
        Some(wanted) => format!("asked for {} of memory", readable(wanted)),
        None => {
            let text = root(error);
            let (_, what) = text.split_once(TOO_MANY)?;
            format!("asked for more than a call may have: {}", tame(what, 80))
        }
    };
    let limit = &skill.policy.limits.memory;
    Some(Exceeded::new(
        &skill.policy,
        LimitKind::Memory,
        limit,
        **limit,
        did,
    ))
}

fn too_much_crossed(skill: &Loaded, error: &wasmtime::Error) -> Option<Exceeded> {
    if !root(error).contains(TOO_MUCH_CROSSED) {
        return None;
    }
    let (policy, limits) = (&skill.policy, &skill.policy.limits);
    // With guest functions on the stack it was a host call, and what can be large there is a log line.
    Some(match error.downcast_ref::<WasmBacktrace>() {
        Some(_) => {
            let did = "handed the host more than it may in one call";
            Exceeded::new(policy, LimitKind::Log, &limits.log, *limits.log, did)
        }
        None => over_output(skill, None),
    })
}

/// A result over its limit; `bytes` where it was small enough to be counted.
pub(crate) fn over_output(skill: &Loaded, bytes: Option<u64>) -> Exceeded {
    let did = match bytes {
        Some(bytes) => format!("returned {}", readable(bytes)),
        None => "returned more than it may".to_owned(),
    };
    let limit = &skill.policy.limits.output;
    Exceeded::new(&skill.policy, LimitKind::Output, limit, **limit, did)
}

fn trap(skill: &Loaded, state: &CallState, error: &wasmtime::Error) -> Error {
    let frames = error.downcast_ref::<WasmBacktrace>().map(frames::of);
    let reason = match &state.panicked {
        Some(message) => tame(message, MAX_TEXT),
        None => {
            let reason = root(error);
            tame(reason.strip_prefix("wasm trap: ").unwrap_or(&reason), 200)
        }
    };
    Error::Trap {
        skill: skill.name.to_string(),
        panicked: state.panicked.is_some(),
        reason,
        frames: frames.unwrap_or_default(),
    }
}

/// The innermost cause, which is the one that says what happened.
fn root(error: &wasmtime::Error) -> String {
    error.root_cause().to_string()
}

/// A number of bytes for people: [`ByteSize`] prints exactly, which for an odd number is in bytes.
fn readable(bytes: u64) -> String {
    match bytes {
        0..0x2800 => ByteSize(bytes).to_string(),
        0x2800..0xa0_0000 => ByteSize::kib(bytes.div_ceil(1 << 10)).to_string(),
        _ => ByteSize::mib(bytes.div_ceil(1 << 20)).to_string(),
    }
}
