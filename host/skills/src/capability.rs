//! What this host can do for a skill: one file a capability.
//!
//! To add one, write a file with a type that is a [`HostInterface`], and a line in [`PROVIDED`].

mod config;
mod log;

use omni_policy::Capability;
use wasmtime::component::Linker;

use crate::state::CallState;

/// An interface that skills import and the host implements.
///
/// Once a skill is loaded: [`capability`](Self::capability) is asked of the policy, and only if it is
/// granted, [`link`](Self::link) is called. Every function that it links begins with
/// [`CallState::enter`], which counts the use, and reads the details of its grant from
/// [`CallState::policy`].
pub(crate) trait HostInterface: Sync {
    /// The capability that a policy has to grant.
    fn capability(&self) -> Capability;

    /// The interface's name, with the version that is implemented.
    fn interface(&self) -> &'static str;

    /// Puts its functions into `linker`.
    fn link(&self, linker: &mut Linker<CallState>) -> wasmtime::Result<()>;
}

/// Everything that this host provides.
pub(crate) const PROVIDED: &[&dyn HostInterface] = &[&log::Log, &config::Config];
