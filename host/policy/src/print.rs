//! A policy as the text that would be read as the same policy: one canonical form.

use std::fmt::{self, Display, Formatter};

use toml::Value;

use crate::{Capability, Grants, Limits, Policy};

impl Display for Policy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "skill = {}", quoted(&self.skill))?;
        if let Some(digest) = &self.component_sha256 {
            writeln!(f, "sha256 = {}", quoted(digest))?;
        }
        limits(f, &self.limits)?;
        for capability in Capability::ALL {
            if self.decide(capability).allowed {
                writeln!(f, "\n[grants.{capability}]")?;
                grant(f, &self.grants, capability)?;
            }
        }
        Ok(())
    }
}

/// Only what the policy sets: a default may change with the host, a set limit may not.
fn limits(f: &mut Formatter<'_>, limits: &Limits) -> fmt::Result {
    let mut lines = Vec::new();
    let mut add = |name: &str, line: Option<usize>, value: String| {
        if line.is_some() {
            lines.push(format!("{name} = {value}"));
        }
    };
    let unit = |value: &dyn Display| quoted(&value.to_string());
    add("memory", limits.memory.line, unit(&limits.memory.value));
    add("time", limits.time.line, unit(&limits.time.value));
    add("stack", limits.stack.line, unit(&limits.stack.value));
    add("output", limits.output.line, unit(&limits.output.value));
    add("log", limits.log.line, unit(&limits.log.value));
    add(
        "host_calls",
        limits.host_calls.line,
        limits.host_calls.to_string(),
    );
    add(
        "fuel",
        limits.fuel.line,
        limits.fuel.unwrap_or_default().to_string(),
    );
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n[limits]\n{}", lines.join("\n"))
}

fn grant(f: &mut Formatter<'_>, grants: &Grants, capability: Capability) -> fmt::Result {
    if let (Capability::Llm, Some(llm)) = (capability, &grants.llm) {
        writeln!(f, "max_tokens = {}", llm.value.max_tokens)?;
        writeln!(f, "max_calls = {}", llm.value.max_calls)?;
    }
    if let (Capability::Filesystem, Some(preopens)) = (capability, &grants.filesystem) {
        if preopens.value.is_empty() {
            return writeln!(f, "preopens = []");
        }
        writeln!(f, "preopens = [")?;
        for preopen in &preopens.value {
            writeln!(
                f,
                "  {{ host = {}, guest = {}, access = \"{}\" }},",
                quoted(&preopen.host.to_string_lossy()),
                quoted(&preopen.guest),
                preopen.access.name()
            )?;
        }
        writeln!(f, "]")?;
    }
    if let (Capability::Http, Some(hosts)) = (capability, &grants.http) {
        writeln!(f, "hosts = {}", list(hosts.value.keys()))?;
    }
    if let (Capability::Environment, Some(names)) = (capability, &grants.environment) {
        writeln!(f, "names = {}", list(names.value.keys()))?;
    }
    Ok(())
}

pub(crate) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items
        .into_iter()
        .map(|item| quoted(&item.to_string()))
        .collect();
    format!("[{}]", items.join(", "))
}

pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
