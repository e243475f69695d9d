//! `omni skill run F --input F.json`

use std::path::Path;

use omni_loop::Trail;
use omni_skills::{CapabilityUse, LogLine, Usage};
use serde::Serialize;

use super::super::invoke::{Input, Invoked, invoke, stoppable};
use super::find;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM};

/// What `omni skill run` prints.
#[derive(Serialize)]
struct Called {
    name: String,
    kind: String,
    result: serde_json::Value,
    usage: Used,
}

#[derive(Serialize)]
struct Used {
    time_ms: f64,
    memory_peak_bytes: u64,
    host_calls: u64,
    fuel: Option<u64>,
    llm_tokens: u32,
    log: Vec<LogLine>,
    /// What it did with what it is granted, and what it was denied.
    uses: Vec<CapabilityUse>,
}

/// Calls a skill once, as the loop would.
pub(super) fn call(
    context: &Context,
    trail: Trail,
    component: &str,
    input: &Path,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let skills = context.skills()?.recorded(trail.clone());
    let found = find(&skills, component)?;
    let input = Input::read(input)?;
    let cancel = stoppable();
    // The configured role's settings are not the caller's: the skill sees its defaults.
    let skill = skills.load_idle(&found, policy)?;
    let kind = skill.kind();
    let Invoked { result, usage } = invoke(context, &trail, skill, &input, &cancel)?;
    if !json {
        for line in &usage.log {
            output::note(&format!("{DIM}{}:{DIM:#} {}", line.level, line.message));
        }
    }
    let result = result.map_err(|error| CliError {
        details: Some(Box::new(("usage", serde_json::json!(used(&usage))))),
        ..error
    })?;
    if json {
        let usage = used(&usage);
        return output::json(&Called {
            name: found.name,
            kind: kind.to_string(),
            result,
            usage,
        });
    }
    output::json(&result)?;
    let fuel = usage
        .fuel
        .map(|fuel| format!(", {fuel} fuel"))
        .unwrap_or_default();
    output::note(&format!(
        "{DIM}{} in {:.3} ms, {} KiB of memory at most, {} host calls{fuel}{DIM:#}",
        found.name,
        usage.time.as_secs_f64() * 1e3,
        usage.memory_peak.div_ceil(1024),
        usage.host_calls,
    ));
    Ok(())
}

fn used(usage: &Usage) -> Used {
    Used {
        time_ms: usage.time.as_secs_f64() * 1e3,
        memory_peak_bytes: usage.memory_peak,
        host_calls: usage.host_calls,
        fuel: usage.fuel,
        llm_tokens: usage.llm_tokens,
        log: usage.log.clone(),
        uses: usage.uses.clone(),
    }
}
