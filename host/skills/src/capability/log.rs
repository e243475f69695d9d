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

    fn interfaces(&self) -> &'static [&'static str] {
        &["omni:host/log@0.1.0"]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        linker
            .instance(self.interfaces()[0])?
            .func_wrap("log", |store, (level, message)| log(store, level, &message))
    }
}

fn log(mut store: StoreContextMut<'_, CallState>, level: Level, message: &WasmStr) -> Result<()> {
    store.data_mut().enter(Capability::Log, "log")?;
    // Still the guest's own memory, where it is UTF-8: a line over the limit is never copied.
    let message = message.to_str(&store)?;
    let mut log = store.data().log();
    if !log.has_room(message.len()) {
        return Err(Halt::Log.into());
    }
    log.write(level, &message);
    Ok(())
}
