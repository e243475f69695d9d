//! `omni:host/log`: lines for the people who run and debug a skill.
//!
//! A skill can write text and nothing else: it cannot read what others wrote. All lines of one call
//! count towards `limits.log`, and control characters are escaped.

use omni_policy::Capability;
use wasmtime::component::{Linker, WasmStr};
use wasmtime::{Result, StoreContextMut};

use super::HostInterface;
use crate::state::{CallState, Halt};
use crate::usage::Level;

pub(crate) struct Log;

impl HostInterface for Log {
    fn capability(&self) -> Capability {
        Capability::Log
    }

    fn interface(&self) -> &'static str {
        "omni:host/log@0.1.0"
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        linker
            .instance(self.interface())?
            .func_wrap("log", |store, (level, message)| log(store, level, &message))
    }
}

fn log(mut store: StoreContextMut<'_, CallState>, level: Level, message: &WasmStr) -> Result<()> {
    store.data_mut().enter()?;
    let limit = store.data().policy.limits.log.bytes();
    // Still the guest's own memory, where it is UTF-8: a line over the limit is never copied.
    let message = message.to_str(&store)?;
    if !store.data().log.has_room(&message, limit) {
        return Err(Halt::Log.into());
    }
    let message = message.into_owned();
    let state = store.data_mut();
    let message = state.log.write(level, &message);
    let skill = &*state.skill;
    match level {
        Level::Trace => tracing::trace!(target: "skill", skill, "{message}"),
        Level::Debug => tracing::debug!(target: "skill", skill, "{message}"),
        Level::Info => tracing::info!(target: "skill", skill, "{message}"),
        Level::Warn => tracing::warn!(target: "skill", skill, "{message}"),
        Level::Error => tracing::error!(target: "skill", skill, "{message}"),
    }
    Ok(())
}
