//! What this host can do for a skill: one file a capability.
//!
//! To add one, write a file with a type that is a [`HostInterface`], and a line in [`PROVIDED`].

mod addresses;
mod clock;
mod config;
mod counted;
mod environment;
mod filesystem;
mod http;
mod kv;
mod listing;
mod llm;
mod log;
pub(crate) mod panicking;
mod plumbing;
mod preopens;
mod random;
mod stdio;

use omni_policy::{Capability, Policy};
use wasmtime::component::Linker;

use crate::state::CallState;

pub(crate) use http::Hooks;
pub(crate) use preopens::{Missing, descriptor, open_folder, open_granted};
pub(crate) use random::generator;
pub(crate) use stdio::LogStream;

/// Interfaces that skills import and the host implements.
///
/// Once a skill is loaded: [`capability`](Self::capability) is asked of the policy, and only if it is
/// granted, [`link`](Self::link) is called. Every function that it links counts its use, by
/// [`CallState::enter`] or [`CallState::wasi`], and reads the details of its grant from
/// [`CallState::policy`].
pub(crate) trait HostInterface: Sync {
    /// The capability that a policy has to grant.
    fn capability(&self) -> Capability;

    /// The interfaces' names, with the version that is implemented.
    fn interfaces(&self) -> &'static [&'static str];

    /// Puts their functions into `linker`.
    fn link(&self, linker: &mut Linker<CallState>) -> wasmtime::Result<()>;
}

/// Everything that this host provides.
pub(crate) const PROVIDED: &[&dyn HostInterface] = &[
    &log::Log,
    &stdio::Stdio,
    &config::Config,
    &clock::Clock,
    &random::Random,
    &kv::Kv,
    &llm::Llm,
    &filesystem::Filesystem,
    &http::Http,
    &environment::Environment,
];

/// What an import needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// This to be granted.
    Grant(Capability),
    /// Nothing: it is part of being a skill.
    Nothing,
    /// Anything that reaches a guest through WASI: streams alone lead nowhere.
    AnyWasi,
    /// Nothing that can be granted.
    Impossible,
}

/// What the import `name` needs.
pub(crate) fn need(name: &str) -> Need {
    let of = |interface: &&&dyn HostInterface| {
        let mut names = interface.interfaces().iter();
        names.any(|known| base(known) == base(name))
    };
    if base(panicking::INTERFACE) == base(name) {
        return Need::Nothing;
    }
    if plumbing::INTERFACES
        .iter()
        .any(|known| base(known) == base(name))
    {
        return Need::AnyWasi;
    }
    match PROVIDED.iter().find(of) {
        Some(interface) => Need::Grant(interface.capability()),
        None => Capability::of_import(name).map_or(Need::Impossible, Need::Grant),
    }
}

/// The name, with its version, of the interface that `name` is some version of.
pub(crate) fn provided(name: &str) -> Option<&'static str> {
    PROVIDED
        .iter()
        .flat_map(|interface| interface.interfaces())
        .chain(plumbing::INTERFACES)
        .chain(&[panicking::INTERFACE])
        .copied()
        .find(|known| base(known) == base(name))
}

/// Whether the policy grants anything that reaches a guest through WASI.
pub(crate) fn grants_wasi(policy: &Policy) -> bool {
    PROVIDED.iter().any(|interface| {
        let mut names = interface.interfaces().iter();
        names.any(|name| name.starts_with("wasi:")) && policy.decide(interface.capability()).allowed
    })
}

/// Links what every skill has and what `policy` grants, and nothing else; all of it if the skill is only observed.
pub(crate) fn link_granted(
    linker: &mut Linker<CallState>,
    policy: &Policy,
    observing: bool,
) -> wasmtime::Result<()> {
    panicking::link(linker)?;
    for interface in PROVIDED {
        if observing || policy.decide(interface.capability()).allowed {
            interface.link(linker)?;
        }
    }
    if observing || grants_wasi(policy) {
        plumbing::link(linker)?;
    }
    Ok(())
}

/// `omni:host/log@0.1.0` without its version.
pub(crate) fn base(name: &str) -> &str {
    name.split_once('@').map_or(name, |(base, _)| base)
}
