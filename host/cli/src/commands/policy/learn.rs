//! `omni policy learn`: the smallest policy for what a skill was seen to do.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_loop::Trail;
use omni_policy::{Access, Capability, HostPort, Observed, Policy};
use omni_skills::{CapabilityUse, Inspection, Usage};
use serde::Serialize;

use super::subject::Component;
use crate::commands::invoke::{Input, Invoked, invoke, stoppable};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, WARN};

#[derive(Serialize)]
struct Learned {
    skill: String,
    /// The file's text.
    policy: String,
    observed: Seen,
}

#[derive(Serialize)]
struct Seen {
    calls: usize,
    imports: Vec<&'static str>,
    memory_peak_bytes: u64,
    time_ms: f64,
    output_bytes: u64,
    log_bytes: u64,
    host_calls: u64,
    fuel: Option<u64>,
    llm_calls: u32,
    llm_tokens: u32,
    /// Of each call in turn.
    uses: Vec<CapabilityUse>,
}

pub(crate) fn learn(
    context: &Context,
    trail: &Trail,
    component: &str,
    inputs: &[PathBuf],
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let inputs: Vec<_> = inputs
        .iter()
        .map(|input| Input::read(input))
        .collect::<Result<_, _>>()?;
    let skills = context.skills()?;
    let found = skills.library().find(component, Path::new(""))?;
    let component = Component::read(&skills, found, None)?;
    let name = &component.found.name;
    let base = policy.map(Policy::read).transpose()?;
    let rules = Arc::new(match &base {
        Some(base) => base.clone(),
        None => generous(name, &component.about)?,
    });
    let mut observed = Observed {
        imports: component.about.capabilities(),
        ..Observed::default()
    };
    let mut uses = Vec::new();
    let cancel = stoppable();
    for input in &inputs {
        let config = serde_json::Map::new();
        let skill =
            skills
                .runtime()
                .load_observing(name, &component.bytes, rules.clone(), config)?;
        trail.loaded("none", &skill);
        let Invoked { result, usage } = invoke(context, trail, skill, input, &cancel)?;
        let output = result?.to_string().len() as u64;
        see(&mut observed, &usage, output);
        uses.extend(usage.uses);
    }
    if observed.uses.contains_key(&Capability::Environment) {
        // A skill asks for all variables at once: which of them it needed cannot be seen.
        let named = base
            .iter()
            .filter_map(|base| base.grants.environment.as_ref());
        observed.names = named
            .flat_map(|grant| grant.value.keys().cloned())
            .collect();
    }
    let text = omni_policy::learn(name, &observed, base.as_ref());
    // What is printed will be believed, so it is tried.
    let learned = Arc::new(Policy::parse(Path::new("learned.toml"), &text)?);
    let lacks = |capability: &Capability| !learned.decide(*capability).allowed;
    if observed.imports.iter().any(lacks) {
        output::note(&format!(
            "{WARN}warning{WARN:#}: {name} imports what {} does not grant, and cannot be loaded until it does",
            rules.place()
        ));
    } else {
        let config = serde_json::Map::new();
        skills
            .runtime()
            .load(name, &component.bytes, learned, config)?;
    }
    if json {
        return output::json(&Learned {
            skill: name.clone(),
            policy: text,
            observed: seen(&observed, uses),
        });
    }
    output::line(text.trim_end())
}

/// What a skill of unknown needs runs under: all that it imports, no folder, host or variable, and limits
/// far above what is usual. The file system is not granted at all: then the skill sees an empty folder, and asks
/// for what it wants.
fn generous(skill: &str, about: &Inspection) -> Result<Policy, CliError> {
    let mut text =
        "skill = \"learning\"\n[limits]\nmemory = \"4GiB\"\ntime = \"1m\"\noutput = \"64MiB\"\n\
                    log = \"16MiB\"\nhost_calls = 10000000\n"
            .to_owned();
    for capability in about.capabilities() {
        let rest = match capability {
            Capability::Llm => "max_tokens = 4096\nmax_calls = 64\n",
            Capability::Filesystem => continue,
            Capability::Http => "hosts = []\n",
            Capability::Environment => "names = []\n",
            _ => "",
        };
        text += &format!("[grants.{capability}]\n{rest}");
    }
    let mut policy = Policy::parse(Path::new("learning.toml"), &text)?;
    policy.path = None;
    // What it keeps is its own.
    policy.skill = skill.to_owned();
    Ok(policy)
}

/// Adds one call to what was seen.
fn see(observed: &mut Observed, usage: &Usage, output: u64) {
    let log: usize = usage.log.iter().map(|line| line.message.len() + 1).sum();
    observed.calls += 1;
    observed.memory = observed.memory.max(usage.memory_peak);
    observed.time = observed.time.max(usage.time);
    observed.output = observed.output.max(output);
    observed.log = observed.log.max(log as u64);
    observed.host_calls = observed.host_calls.max(usage.host_calls);
    observed.fuel = observed.fuel.max(usage.fuel);
    for used in &usage.uses {
        *observed.uses.entry(used.capability).or_default() += used.count;
        if let Some(target) = &used.target {
            if used.count > used.denied {
                see_target(observed, used, target, false);
            }
            if used.denied > 0 {
                see_target(observed, used, target, true);
            }
        }
    }
    observed.llm_tokens = observed.llm_tokens.max(usage.llm_tokens);
    let asked = usage
        .uses
        .iter()
        .filter(|used| used.capability == Capability::Llm);
    let asked = asked.map(|used| used.count).sum::<u64>();
    let asked = u32::try_from(asked).unwrap_or(u32::MAX);
    observed.llm_calls = observed.llm_calls.max(asked);
}

/// Adds what a capability was used on, or was not to be used on.
fn see_target(observed: &mut Observed, used: &CapabilityUse, target: &str, denied: bool) {
    match used.capability {
        Capability::Filesystem => {
            let access = match used.writes() {
                true => Access::ReadWrite,
                false => Access::Read,
            };
            let paths = match denied {
                true => &mut observed.denied_paths,
                false => &mut observed.paths,
            };
            let seen = paths.entry(target.to_owned()).or_insert(access);
            *seen = (*seen).max(access);
        }
        Capability::Http if denied => {
            observed.denied_hosts.insert(target.to_owned());
        }
        Capability::Http => observed.hosts.extend(target.parse::<HostPort>().ok()),
        _ => {}
    }
}

fn seen(observed: &Observed, uses: Vec<CapabilityUse>) -> Seen {
    Seen {
        calls: observed.calls,
        imports: observed.imports.iter().map(|one| one.name()).collect(),
        memory_peak_bytes: observed.memory,
        time_ms: observed.time.as_secs_f64() * 1e3,
        output_bytes: observed.output,
        log_bytes: observed.log,
        host_calls: observed.host_calls,
        fuel: observed.fuel,
        llm_calls: observed.llm_calls,
        llm_tokens: observed.llm_tokens,
        uses,
    }
}
