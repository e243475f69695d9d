//! `wasi:cli/environment`: the variables that the policy names, where the host has them, and no others. There
//! are no arguments and no working folder. A guest asks for all variables at once, so none is ever denied: the
//! others are simply not there.

use omni_policy::Capability;
use wasmtime::Result;
use wasmtime::component::Linker;
use wasmtime_wasi::cli::{WasiCli, WasiCliCtxView, WasiCliView as _};
use wasmtime_wasi::p2::bindings::cli::environment;

use super::HostInterface;
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
        environment::add_to_linker::<_, WasiCli>(linker, cli)
    }
}

fn cli(state: &mut CallState) -> WasiCliCtxView<'_> {
    // Only an observed skill gets here without the grant, and sees nothing.
    let denied = !state.policy.decide(Capability::Environment).allowed;
    state
        .uses
        .note(Capability::Environment, "read", None, denied);
    state.plumbing().cli()
}
