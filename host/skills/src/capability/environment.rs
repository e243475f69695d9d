//! `wasi:cli/environment`: the variables that the policy names, where the host has them, and no others. There
//! are no arguments and no working folder. A guest asks for all variables at once, so none is ever denied: the
//! others are simply not there.

use omni_policy::Capability;
use wasmtime::Result;
use wasmtime::component::Linker;
use wasmtime_wasi::cli::{WasiCliCtxView, WasiCliView as _};
use wasmtime_wasi::p2::bindings::cli::environment;

use super::HostInterface;
use super::counted::{Cli, Counted};
use crate::state::CallState;

pub(crate) struct Environment;

impl HostInterface for Environment {
    fn capability(&self) -> Capability {
        Capability::Environment
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &["wasi:cli/environment@0.2.12"]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        environment::add_to_linker::<_, Cli>(linker, cli)
    }
}

fn cli(state: &mut CallState) -> Counted<WasiCliCtxView<'_>> {
    // Only an observed skill gets here without the grant, and sees nothing.
    let denied = !state.policy.decide(Capability::Environment).allowed;
    state
        .uses
        .note(Capability::Environment, "read", None, denied);
    let halt = state.next_is_too_many();
    let inner = state.plumbing().cli();
    Counted { inner, halt }
}
