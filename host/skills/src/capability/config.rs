//! `omni:host/config`: the skill's own table of the config, read-only.
//!
//! A skill sees the `config = { … }` of the role it plays, and of no other.

use omni_policy::Capability;
use wasmtime::component::{Linker, WasmStr};
use wasmtime::{Result, StoreContextMut};

use super::HostInterface;
use crate::state::CallState;

pub(crate) struct Config;

impl HostInterface for Config {
    fn capability(&self) -> Capability {
        Capability::Config
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &["omni:host/config@0.1.0"]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        linker
            .instance(self.interfaces()[0])?
            .func_wrap("get", |store, (key,)| Ok((get(store, &key)?,)))
    }
}

/// The value of `key` as JSON.
fn get(mut store: StoreContextMut<'_, CallState>, key: &WasmStr) -> Result<Option<String>> {
    store.data_mut().enter(Capability::Config, "get")?;
    let key = key.to_str(&store)?;
    let value = store.data().config.get(key.as_ref());
    Ok(value.map(ToString::to_string))
}
