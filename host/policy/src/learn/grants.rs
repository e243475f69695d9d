//! The grants of a learned policy: never more than those of the policy that the skill ran under.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::{Observed, round};
use crate::print::{list, quoted};
use crate::{Access, Capability, HostPort, Llm, Policy, Preopen};

/// How much more of the model than measured is granted.
const HEADROOM: u64 = 2;

/// Writes what is granted of each import.
pub(super) fn write(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    for capability in &observed.imports {
        if base.is_some_and(|base| !base.decide(*capability).allowed) {
            writeln!(
                out,
                "\n# Imported, and not granted by the policy that it ran under: without the grant it is not loaded."
            )?;
            for line in capability.lines_to_add().lines() {
                writeln!(out, "# {line}")?;
            }
            continue;
        }
        let used = match observed.uses.get(capability).copied().unwrap_or(0) {
            0 => "Imported, and not seen in use: without the grant it is not loaded.".to_owned(),
            1 => "Used once.".to_owned(),
            times => format!("Used {times} times."),
        };
        writeln!(out, "\n# {used}\n[grants.{capability}]")?;
        match capability {
            Capability::Llm => llm(out, observed, base)?,
            Capability::Http => hosts(out, observed, base)?,
            Capability::Environment => names(out, observed, base)?,
            Capability::Filesystem => folders(out, observed, base)?,
            _ => {}
        }
    }
    Ok(())
}

fn llm(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    let most = base.and_then(|base| base.grants.llm.as_ref());
    let most = most.map_or(
        Llm {
            max_tokens: u32::MAX,
            max_calls: u32::MAX,
        },
        |granted| granted.value,
    );
    let number = |wanted: u64| u32::try_from(wanted).unwrap_or(u32::MAX);
    let room = |seen: u32| u64::from(seen).saturating_mul(HEADROOM);
    let calls = number(room(observed.llm_calls).max(1));
    let tokens = match observed.llm_tokens {
        0 => {
            writeln!(out, "# It got no answer, so the tokens are a guess.")?;
            64
        }
        seen => number(round(room(seen).max(16))),
    };
    writeln!(
        out,
        "# {} calls and {} tokens at most.",
        observed.llm_calls, observed.llm_tokens
    )?;
    let (tokens, calls) = (tokens.min(most.max_tokens), calls.min(most.max_calls));
    writeln!(out, "max_tokens = {tokens}\nmax_calls = {calls}")
}

fn hosts(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    for host in &observed.denied_hosts {
        // The guest chose it, and may not write lines of its own policy.
        let host = host.escape_debug();
        writeln!(out, "# It asked for {host}, and was denied.")?;
    }
    let granted = |host: &&HostPort| base.is_none_or(|base| base.decide_host(host).allowed);
    let hosts = list(observed.hosts.iter().filter(granted));
    writeln!(out, "hosts = {hosts}")
}

fn names(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    let granted = |name: &&String| base.is_none_or(|base| base.decide_variable(name).allowed);
    let names = list(observed.names.iter().filter(granted));
    writeln!(out, "names = {names}")
}

/// The folders of `base` that hold what was opened, with no more access than was used. What no folder holds and what
/// was denied is a comment.
fn folders(out: &mut String, observed: &Observed, base: Option<&Policy>) -> fmt::Result {
    let granted = base.and_then(|base| base.grants.filesystem.as_ref());
    let preopens = granted.map_or(&[][..], |granted| &granted.value);
    let mut used: BTreeMap<&str, (&Preopen, Access)> = BTreeMap::new();
    for (path, access) in &observed.paths {
        if let Some(preopen) = nearest(preopens, path) {
            let access = (*access).min(preopen.access);
            let entry = used.entry(&preopen.guest).or_insert((preopen, access));
            entry.1 = entry.1.max(access);
        }
    }
    let homeless = observed
        .paths
        .iter()
        .filter(|(path, _)| nearest(preopens, path).is_none());
    let wanted = wanted(homeless.chain(&observed.denied_paths), preopens)?;
    if used.is_empty() && wanted.is_empty() {
        return writeln!(out, "preopens = []");
    }
    writeln!(out, "preopens = [")?;
    for (guest, (preopen, access)) in used {
        let host = quoted(&preopen.host.to_string_lossy());
        writeln!(out, "  {},", entry(&host, &quoted(guest), access))?;
    }
    writeln!(out, "{wanted}]")
}

/// Comments on what was not to be had, with a line to fill in for each folder that is not granted.
fn wanted<'a>(
    paths: impl Iterator<Item = (&'a String, &'a Access)>,
    preopens: &[Preopen],
) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let mut folders: BTreeMap<String, (Access, String)> = BTreeMap::new();
    for (path, access) in paths {
        let held = nearest(preopens, path).is_some();
        // The guest chose it, and may not write lines of its own policy.
        let path = path.escape_debug().to_string();
        let line = format!(
            "  # It asked for {} of {path}, and was denied.\n",
            access.name()
        );
        if held {
            out += &line;
            continue;
        }
        let folder = match path.rsplit_once('/') {
            Some(("", _)) | None => "/",
            Some((folder, _)) => folder,
        };
        let entry = folders.entry(folder.to_owned());
        let (most, lines) = entry.or_insert((*access, String::new()));
        *most = (*most).max(*access);
        *lines += &line;
    }
    for (folder, (access, lines)) in folders {
        let entry = entry("\"FOLDER\"", &quoted(&folder), access);
        writeln!(out, "{lines}  # {entry},")?;
    }
    Ok(out)
}

fn entry(host: &str, guest: &str, access: Access) -> String {
    let access = access.name();
    format!("{{ host = {host}, guest = {guest}, access = \"{access}\" }}")
}

fn nearest<'a>(preopens: &'a [Preopen], path: &str) -> Option<&'a Preopen> {
    preopens
        .iter()
        .filter(|preopen| preopen.holds(path))
        .max_by_key(|preopen| preopen.guest.len())
}
