//! The smallest policy that covers what a skill was seen to do, as a file to save.

mod grants;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};
use std::ops::RangeInclusive;
use std::time::Duration;

use omni_settings::{ByteSize, TimeSpan};

use crate::print::quoted;
use crate::{Access, Capability, HostPort, Policy, bounds};

/// What a skill was seen to need: the most of any one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// How many calls were seen.
    pub calls: usize,
    /// What it imports. Without a grant for each it cannot be loaded.
    pub imports: BTreeSet<Capability>,
    /// What it used, and how often, over all calls.
    pub uses: BTreeMap<Capability, u64>,
    /// Paths that it opened, as it sees them.
    pub paths: BTreeMap<String, Access>,
    /// Paths that it asked for and was denied.
    pub denied_paths: BTreeMap<String, Access>,
    /// Hosts that it connected to.
    pub hosts: BTreeSet<HostPort>,
    /// Whom it wanted to connect to and was denied: in its own words, which need not be a host.
    pub denied_hosts: BTreeSet<String>,
    /// Variables that it was given.
    pub names: BTreeSet<String>,
    /// How often it asked the model.
    pub llm_calls: u32,
    /// Tokens that the model generated for it.
    pub llm_tokens: u32,
    /// Bytes of memories and tables.
    pub memory: u64,
    /// Wall clock.
    pub time: Duration,
    /// Bytes returned.
    pub output: u64,
    /// Bytes logged.
    pub log: u64,
    /// Calls of the host.
    pub host_calls: u64,
    /// Fuel burnt, where it was counted.
    pub fuel: Option<u64>,
}

/// How much more than measured a limit allows. Memory and output follow the input; time also the machine.
mod headroom {
    pub(super) const MEMORY: u64 = 2;
    pub(super) const TIME: u64 = 10;
    pub(super) const OUTPUT: u64 = 4;
    pub(super) const LOG: u64 = 4;
    pub(super) const HOST_CALLS: u64 = 4;
    pub(super) const FUEL: u64 = 4;
}

/// The text of a policy for `skill` that grants what it imports, as narrowly as what was `observed` allows,
/// and limits it to what was measured, with room. `base` is the policy that it ran under: nothing is granted that it
/// does not grant, and its folders and its pin are kept as far as they were needed. What was denied is not granted
/// but told, in comments.
#[must_use]
pub fn learn(skill: &str, observed: &Observed, base: Option<&Policy>) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_policy(&mut text, skill, observed, base);
    text
}

fn write_policy(
    out: &mut String,
    skill: &str,
    observed: &Observed,
    base: Option<&Policy>,
) -> fmt::Result {
    let calls = match observed.calls {
        1 => "one call".to_owned(),
        calls => format!("{calls} calls"),
    };
    writeln!(
        out,
        "# Learned from {calls}: what it was not seen to need is not in here. Read it before you rely on it."
    )?;
    writeln!(out, "skill = {}", quoted(skill))?;
    if let Some(pin) = base.and_then(|base| base.component_sha256.as_ref()) {
        writeln!(out, "sha256 = {}", quoted(pin))?;
    }
    limits(out, observed, base)?;
    grants::write(out, observed, base)
}

fn limits(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    let size = |bytes: u64, factor, least: u64, bounds: &RangeInclusive<ByteSize>| {
        let wanted = bytes.saturating_mul(factor).max(least);
        let round = wanted.checked_next_power_of_two().unwrap_or(u64::MAX);
        quoted(
            &ByteSize(round)
                .clamp(*bounds.start(), *bounds.end())
                .to_string(),
        )
    };
    writeln!(out, "\n[limits]")?;
    writeln!(out, "# {} at most.", about(observed.memory))?;
    let memory = size(observed.memory, headroom::MEMORY, 64 << 10, &bounds::MEMORY);
    writeln!(out, "memory = {memory}")?;
    let millis = observed.time.as_secs_f64() * 1e3;
    writeln!(out, "# {millis:.1} ms at most, on this machine.")?;
    let millis = u64::try_from(observed.time.as_millis()).unwrap_or(u64::MAX) + 1;
    let time = TimeSpan::millis(round(millis.saturating_mul(headroom::TIME).max(100)));
    let time = time.clamp(*bounds::TIME.start(), *bounds::TIME.end());
    writeln!(out, "time = {}", quoted(&time.to_string()))?;
    writeln!(out, "# {} at most.", about(observed.output))?;
    let output = size(observed.output, headroom::OUTPUT, 4 << 10, &bounds::OUTPUT);
    writeln!(out, "output = {output}")?;
    if observed.imports.contains(&Capability::Log) {
        writeln!(out, "# {} at most.", about(observed.log))?;
        let log = size(observed.log, headroom::LOG, 1 << 10, &bounds::LOG);
        writeln!(out, "log = {log}")?;
    }
    if !observed.imports.is_empty() {
        writeln!(out, "# {} at most.", observed.host_calls)?;
        let calls = round(
            observed
                .host_calls
                .saturating_mul(headroom::HOST_CALLS)
                .max(10),
        );
        writeln!(out, "host_calls = {}", calls.min(*bounds::HOST_CALLS.end()))?;
    }
    if let Some(fuel) = observed.fuel {
        let limit = round(fuel.saturating_mul(headroom::FUEL).max(1)).min(*bounds::FUEL.end());
        writeln!(out, "# {fuel} at most.\nfuel = {limit}")?;
    }
    let stack = base
        .map(|base| base.limits.stack)
        .filter(|stack| stack.line.is_some());
    if let Some(stack) = stack {
        let stack = quoted(&stack.to_string());
        writeln!(
            out,
            "# As it was: how much is used cannot be measured.\nstack = {stack}"
        )?;
    }
    Ok(())
}

/// The next number of 1, 2, 5, 10, 20, 50 … that is not below `wanted`.
pub(crate) fn round(wanted: u64) -> u64 {
    let mut step: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            match step.checked_mul(factor) {
                Some(number) if number < wanted => {}
                Some(number) => return number,
                None => return u64::MAX,
            }
        }
        let Some(next) = step.checked_mul(10) else {
            return u64::MAX;
        };
        step = next;
    }
}

/// A measured size in a unit that people can compare.
fn about(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{} KiB", bytes.div_ceil(1 << 10)),
        _ => format!("{} MiB", bytes.div_ceil(1 << 20)),
    }
}

#[cfg(test)]
mod tests;
