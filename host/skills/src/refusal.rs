//! A component that imports more than it may: what, who decided, and what to add.

use std::collections::BTreeSet;
use std::fmt;

use omni_policy::Capability;

use crate::error::lines_for;

/// Imports that were refused, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What decided: the policy file, or that there is none.
    pub policy: String,
    /// The policy file, if there is one.
    pub file: Option<String>,
    /// Imports that a grant would allow, with the capability each needs.
    pub not_granted: Vec<(String, Capability)>,
    /// Imports that no grant can allow.
    pub no_grant: Vec<String>,
    /// Imports that a grant could allow, but that this host cannot provide.
    pub not_provided: Vec<(String, Capability)>,
}

/// More names than this say nothing more.
const MOST_NAMES: usize = 12;

impl Refusal {
    pub(crate) fn is_empty(&self) -> bool {
        self.not_granted.is_empty() && self.no_grant.is_empty() && self.not_provided.is_empty()
    }

    pub(crate) fn help(&self) -> Option<String> {
        let mut help = Vec::new();
        let needed: BTreeSet<Capability> = self
            .not_granted
            .iter()
            .map(|(_, capability)| *capability)
            .collect();
        if !needed.is_empty() {
            let file = self.file.as_deref().unwrap_or("a policy file for it");
            help.push(format!(
                "to allow it, add to {file}:\n{}",
                lines_for(needed)
            ));
        }
        let lists = [
            Capability::Filesystem,
            Capability::Http,
            Capability::Environment,
        ];
        let may_be_empty = |(name, capability): &(String, Capability)| {
            name.starts_with("wasi:") && lists.contains(capability)
        };
        if self.not_granted.iter().any(may_be_empty) {
            help.push(
                "an empty list, such as `names = []`, lets the skill load and reach nothing: what a language's own library imports is often never used".to_owned(),
            );
        }
        let names = self.no_grant.iter().map(String::as_str);
        let wasi = names
            .chain(self.not_provided.iter().map(|(name, _)| name.as_str()))
            .any(|name| name.starts_with("wasi:"));
        if wasi {
            help.push(
                "build it for wasm32-unknown-unknown with the crate omni-skill: then it imports no WASI".to_owned(),
            );
        }
        (!help.is_empty()).then(|| help.join("\n"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut reasons = Vec::new();
        if !self.not_granted.is_empty() {
            let names = list(self.not_granted.iter().map(|(name, _)| name));
            reasons.push(format!("{names}, not granted by {}", self.policy));
        }
        if !self.no_grant.is_empty() {
            let names = list(&self.no_grant);
            reasons.push(format!("{names}, for which there is no grant"));
        }
        if !self.not_provided.is_empty() {
            let names = list(self.not_provided.iter().map(|(name, _)| name));
            reasons.push(format!(
                "{names}, which this version of omni does not provide"
            ));
        }
        write!(f, "imports {}", reasons.join("; and "))
    }
}

fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let shown = names[..names.len() - more].join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
