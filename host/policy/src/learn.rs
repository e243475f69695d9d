//! The smallest policy that covers what a skill was seen to do, as a file to save.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};
use std::ops::RangeInclusive;
use std::time::Duration;

use omni_settings::{ByteSize, TimeSpan};

use crate::print::{list, quoted};
use crate::{Access, Capability, HostPort, Policy, Preopen, bounds};

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
    /// Hosts that it connected to.
    pub hosts: BTreeSet<HostPort>,
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
    pub(super) const LLM: u64 = 2;
}

/// The text of a policy for `skill` that grants what it imports, as narrowly as what was `observed` allows,
/// and limits it to what was measured, with room. `base` is the policy that it ran under: its folders and
/// its pin are kept as far as they were needed.
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
    for capability in &observed.imports {
        let used = match observed.uses.get(capability).copied().unwrap_or(0) {
            0 => "Imported, and not seen in use: without the grant it is not loaded.".to_owned(),
            1 => "Used once.".to_owned(),
            times => format!("Used {times} times."),
        };
        writeln!(out, "\n# {used}\n[grants.{capability}]")?;
        grant(out, *capability, observed, base)?;
    }
    Ok(())
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

fn grant(
    out: &mut String,
    capability: Capability,
    observed: &Observed,
    base: Option<&Policy>,
) -> fmt::Result {
    match capability {
        Capability::Llm => {
            let room = |seen: u32| u64::from(seen).saturating_mul(headroom::LLM);
            let calls = u32::try_from(room(observed.llm_calls).max(1)).unwrap_or(u32::MAX);
            let tokens = match observed.llm_tokens {
                0 => {
                    writeln!(out, "# It got no answer, so the tokens are a guess.")?;
                    64
                }
                seen => u32::try_from(round(room(seen).max(16))).unwrap_or(u32::MAX),
            };
            writeln!(
                out,
                "# {} calls and {} tokens at most.",
                observed.llm_calls, observed.llm_tokens
            )?;
            writeln!(out, "max_tokens = {tokens}\nmax_calls = {calls}")
        }
        Capability::Http => writeln!(out, "hosts = {}", list(&observed.hosts)),
        Capability::Environment => writeln!(out, "names = {}", list(&observed.names)),
        Capability::Filesystem => folders(out, observed, base),
        _ => Ok(()),
    }
}

/// The folders of `base` that hold what was opened, with no more access than was used; and a line to fill
/// in for each path that no folder holds.
fn folders(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    let preopens = base
        .and_then(|base| base.grants.filesystem.as_ref())
        .map_or(&[][..], |grant| &grant.value);
    let mut used: BTreeMap<&str, (&Preopen, Access)> = BTreeMap::new();
    let mut homeless = Vec::new();
    for (path, access) in &observed.paths {
        let nearest = preopens
            .iter()
            .filter(|preopen| preopen.holds(path))
            .max_by_key(|preopen| preopen.guest.len());
        match nearest {
            Some(preopen) => {
                let entry = used.entry(&preopen.guest).or_insert((preopen, *access));
                entry.1 = entry.1.max(*access);
            }
            None => homeless.push((path, access)),
        }
    }
    for (path, access) in homeless {
        // The guest chose it, and may not write lines of its own policy.
        let (path, access) = (path.escape_debug(), access.name());
        writeln!(
            out,
            "# It asked for {access} of {path}, which no folder holds."
        )?;
    }
    if used.is_empty() {
        return writeln!(out, "preopens = []");
    }
    writeln!(out, "preopens = [")?;
    for (guest, (preopen, access)) in used {
        let host = quoted(&preopen.host.to_string_lossy());
        let (guest, access) = (quoted(guest), access.name());
        writeln!(
            out,
            "  {{ host = {host}, guest = {guest}, access = \"{access}\" }},"
        )?;
    }
    writeln!(out, "]")
}

/// The next number of 1, 2, 5, 10, 20, 50 … that is not below `wanted`.
fn round(wanted: u64) -> u64 {
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
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Policy {
        Policy::parse(Path::new("p.toml"), text).unwrap()
    }

    #[test]
    fn grants_what_was_seen_and_no_more() {
        let base = parse(
            "skill = \"x\"\n[limits]\nstack = \"1MiB\"\n[grants.filesystem]\npreopens = [\n\
            { host = \"/srv/a\", guest = \"/a\", access = \"read-write\" },\n\
            { host = \"/srv/b\", guest = \"/b\", access = \"read\" }]\n",
        );
        let observed = Observed {
            calls: 3,
            imports: Capability::ALL.into_iter().collect(),
            uses: [(Capability::Log, 2), (Capability::Http, 1)].into(),
            paths: [
                ("/a/x".to_owned(), Access::Read),
                ("/c".to_owned(), Access::ReadWrite),
            ]
            .into(),
            hosts: ["a.example:443".parse().unwrap()].into(),
            names: BTreeSet::new(),
            llm_calls: 1,
            llm_tokens: 40,
            memory: (1 << 20) + 1,
            time: Duration::from_micros(31_400),
            output: 5000,
            log: 17,
            host_calls: 9,
            fuel: Some(1234),
        };
        insta::assert_snapshot!(learn("x", &observed, Some(&base)), @r#"
        # Learned from 3 calls: what it was not seen to need is not in here. Read it before you rely on it.
        skill = "x"

        [limits]
        # 2 MiB at most.
        memory = "4MiB"
        # 31.4 ms at most, on this machine.
        time = "500ms"
        # 5 KiB at most.
        output = "32KiB"
        # 17 bytes at most.
        log = "1KiB"
        # 9 at most.
        host_calls = 50
        # 1234 at most.
        fuel = 5000
        # As it was: how much is used cannot be measured.
        stack = "1MiB"

        # Used 2 times.
        [grants.log]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.config]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.clock]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.random]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.kv]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.llm]
        # 1 calls and 40 tokens at most.
        max_tokens = 100
        max_calls = 2

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.filesystem]
        # It asked for read-write of /c, which no folder holds.
        preopens = [
          { host = "/srv/a", guest = "/a", access = "read" },
        ]

        # Used once.
        [grants.http]
        hosts = ["a.example:443"]

        # Imported, and not seen in use: without the grant it is not loaded.
        [grants.environment]
        names = []
        "#);
    }

    #[test]
    fn without_imports_there_are_only_limits() {
        let text = learn(
            "x",
            &Observed {
                calls: 1,
                ..Observed::default()
            },
            None,
        );
        insta::assert_snapshot!(text, @r#"
        # Learned from one call: what it was not seen to need is not in here. Read it before you rely on it.
        skill = "x"

        [limits]
        # 0 bytes at most.
        memory = "64KiB"
        # 0.0 ms at most, on this machine.
        time = "100ms"
        # 0 bytes at most.
        output = "4KiB"
        "#);
    }

    #[test]
    fn rounds_up_to_what_people_write() {
        for (wanted, rounded) in [
            (0, 1),
            (1, 1),
            (3, 5),
            (6, 10),
            (100, 100),
            (101, 200),
            (u64::MAX, u64::MAX),
        ] {
            assert_eq!(round(wanted), rounded);
        }
    }

    proptest! {
        #[test]
        fn what_is_learned_is_a_policy_that_covers_what_was_seen(
            memory in 0u64..8 << 30, millis in 0u64..4_000_000, output: u32, log in 0u64..128 << 20,
            host_calls in 0u64..2_000_000_000, fuel: Option<u64>, imports in 0usize..512,
            llm_calls: u32, llm_tokens: u32, path in "/[a-z\"\\\\\n]{0,9}", hosts in prop::collection::btree_set("[a-z]{1,5}:[1-9]", 0..3),
        ) {
            let observed = Observed {
                calls: 1,
                imports: Capability::ALL.into_iter().enumerate().filter(|(bit, _)| imports >> bit & 1 == 1).map(|(_, one)| one).collect(),
                paths: [(path, Access::Read)].into(),
                hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
                time: Duration::from_millis(millis), output: output.into(),
                memory, log, host_calls, fuel, llm_calls, llm_tokens, ..Observed::default()
            };
            let policy = parse(&learn("x", &observed, None));
            for capability in Capability::ALL {
                prop_assert_eq!(policy.decide(capability).allowed, observed.imports.contains(&capability));
            }
            // Above the bounds nothing can be granted.
            let covers = |limit: u64, seen: u64, most: u64| limit >= seen.min(most);
            prop_assert!(covers(policy.limits.memory.bytes(), memory, bounds::MEMORY.end().bytes()));
            prop_assert!(covers(policy.limits.output.bytes(), observed.output, bounds::OUTPUT.end().bytes()));
            prop_assert!(policy.limits.time.duration() >= observed.time.min(bounds::TIME.end().duration()));
            if let Some(llm) = policy.grants.llm {
                prop_assert!(llm.value.max_tokens >= llm_tokens && llm.value.max_calls >= llm_calls);
            }
        }
    }
}
