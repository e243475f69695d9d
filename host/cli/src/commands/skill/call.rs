//! `omni skill run F --input F.json`

use std::io::Read as _;
use std::path::Path;

use omni_loop::Skills;
use omni_skills::types::{Attempt, Request};
use omni_skills::{Kind, LogLine, Outcome, Reflector, Scorer, Usage, Validator};
use serde::{Deserialize, Serialize};

use super::find;
use crate::error::CliError;
use crate::output::{self, DIM};

/// The largest `--input`.
const MAX_INPUT_BYTES: u64 = 64 << 20;

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
    log: Vec<LogLine>,
}

/// What a reflector is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReflectInput {
    request: Request,
    attempts: Vec<Attempt>,
}

/// Calls a skill once, as the loop would.
pub(super) fn call(
    skills: &Skills,
    component: &str,
    input: &Path,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let found = find(skills, component)?;
    // The configured role's settings are not the caller's: the skill sees its defaults.
    let config = serde_json::Map::new();
    let skill = skills
        .library()
        .load(skills.runtime(), &found, policy, config)?;
    let text = read_input(input)?;
    let kind = skill.kind();
    let (result, usage) = match kind {
        Kind::Scorer => printable(Scorer::try_from(skill)?.score(&parse(&text, kind)?)),
        Kind::Validator => printable(Validator::try_from(skill)?.validate(&parse(&text, kind)?)),
        Kind::Reflector => {
            let input: ReflectInput = parse(&text, kind)?;
            printable(Reflector::try_from(skill)?.reflect(&input.request, &input.attempts))
        }
    };
    if !json {
        for line in &usage.log {
            output::note(&format!("{DIM}{}:{DIM:#} {}", line.level, line.message));
        }
    }
    let result = result.map_err(|error| CliError {
        details: Some(("usage", serde_json::json!(used(&usage)))),
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

fn printable<T: Serialize>(outcome: Outcome<T>) -> (Result<serde_json::Value, CliError>, Usage) {
    let result = outcome.result.map_err(CliError::from).and_then(|value| {
        serde_json::to_value(value).map_err(|error| {
            CliError::new(
                "internal",
                format!("the result is no JSON: {error}"),
                "please report this",
            )
        })
    });
    (result, outcome.usage)
}

fn used(usage: &Usage) -> Used {
    Used {
        time_ms: usage.time.as_secs_f64() * 1e3,
        memory_peak_bytes: usage.memory_peak,
        host_calls: usage.host_calls,
        fuel: usage.fuel,
        log: usage.log.clone(),
    }
}

fn read_input(path: &Path) -> Result<String, CliError> {
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
