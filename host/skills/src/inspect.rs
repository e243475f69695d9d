//! What a component is, before anything is granted to it.

use std::collections::BTreeSet;

use omni_policy::Capability;
use serde::{Serialize, Serializer};

use crate::Kind;

/// What a component is: what it exports, and what it would need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The name that it was given.
    pub name: String,
    /// What kind of skill it is; none if it is no skill that this host knows.
    pub kind: Option<Kind>,
    /// Why it is none.
    pub problem: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// What it exports, by name.
    pub exports: Vec<String>,
    /// What it imports.
    pub imports: Vec<Import>,
}

/// Something that a component imports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// Its name, such as `omni:host/log@0.1.0`.
    pub name: String,
    /// The capability that a policy has to grant; none: no grant can allow it, unless it is free.
    #[serde(serialize_with = "by_name")]
    pub capability: Option<Capability>,
    /// Whether it is part of WASI that reaches nothing by itself: granted with anything that reaches a skill
    /// through WASI.
    pub plumbing: bool,
    /// Whether it needs no grant: it only names types, or is `omni:skill/panicking`, which reaches nothing.
    pub free: bool,
}

impl Inspection {
    /// The capabilities that its policy has to grant.
    #[must_use]
    pub fn capabilities(&self) -> BTreeSet<Capability> {
        let imports = self.imports.iter().filter(|import| !import.free);
        imports.filter_map(|import| import.capability).collect()
    }

    /// The lines of a policy that grant all it needs.
    #[must_use]
    pub fn lines_to_add(&self) -> String {
        crate::error::lines_for(self.capabilities())
    }
}

fn by_name<S: Serializer>(
    capability: &Option<Capability>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    capability.map(Capability::name).serialize(serializer)
}
