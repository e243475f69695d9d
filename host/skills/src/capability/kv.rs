//! `omni:host/kv`: a small store of the skill's own, which outlives a call. Where it lies is the context's
//! business; who may have how much is said here. It belongs to the skill that the policy names: a skill names no
//! other, and so reaches no other's.

use std::sync::Arc;

use omni_policy::Capability;
use wasmtime::component::{ComponentType, Linker, Lower};
use wasmtime::{Result, StoreContextMut};

use super::HostInterface;
use crate::context::{KeyValue, KvBounds, KvError};
use crate::state::CallState;

/// What one skill may keep: enough for counters and small tables, too little to fill a disk.
const BOUNDS: KvBounds = KvBounds {
    bytes: 1 << 20,
    keys: 1000,
};
/// The longest key, in bytes.
const MAX_KEY: usize = 256;
/// The longest value, in bytes.
const MAX_VALUE: usize = 64 << 10;

pub(crate) struct Kv;

impl HostInterface for Kv {
    fn capability(&self) -> Capability {
        Capability::Kv
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &["omni:host/kv@0.1.0"]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        let mut ours = linker.instance(self.interfaces()[0])?;
        ours.func_wrap_async("get", |store, (key,): (String,)| {
            Box::new(with(store, "get", move |kept, skill| {
                check_key(&key)?;
                Ok(kept.get(skill, &key)?)
            }))
        })?;
        ours.func_wrap_async("set", |store, (key, value): (String, Vec<u8>)| {
            Box::new(with(store, "set", move |kept, skill| {
                check_key(&key)?;
                if value.len() > MAX_VALUE {
                    let length = value.len();
                    return Err(Fault::InvalidInput(format!(
                        "a value of {length} bytes, and the most is {MAX_VALUE}"
                    )));
                }
                Ok(kept.set(skill, &key, &value, BOUNDS)?)
            }))
        })?;
        ours.func_wrap_async("delete", |store, (key,): (String,)| {
            Box::new(with(store, "delete", move |kept, skill| {
                check_key(&key)?;
                Ok(kept.delete(skill, &key)?)
            }))
        })?;
        ours.func_wrap_async("keys", |store, (prefix,): (String,)| {
            Box::new(with(store, "keys", move |kept, skill| {
                Ok(kept.keys(skill, &prefix)?)
            }))
        })
    }
}

/// The contract's `error`.
#[derive(ComponentType, Lower, Debug)]
#[component(variant)]
enum Fault {
    #[component(name = "invalid-input")]
    InvalidInput(String),
    #[component(name = "full")]
    Full(String),
    #[component(name = "unavailable")]
    Unavailable(String),
}

impl From<KvError> for Fault {
    fn from(error: KvError) -> Self {
        match error {
            KvError::Full => Self::Full(format!(
                "a skill keeps at most {} keys and {} bytes",
                BOUNDS.keys, BOUNDS.bytes
            )),
            KvError::Failed(problem) => Self::Unavailable(problem),
        }
    }
}

/// Does `work` on a thread that may block, so that the call's time covers it.
async fn with<T: Send + 'static>(
    mut store: StoreContextMut<'_, CallState>,
    operation: &'static str,
    work: impl FnOnce(&dyn KeyValue, &str) -> Result<T, Fault> + Send + 'static,
) -> Result<(Result<T, Fault>,)> {
    let state = store.data_mut();
    state.enter(Capability::Kv, operation)?;
    let granted = state.policy.decide(Capability::Kv).allowed;
    let Some(kept) = state.context.kv.clone().filter(|_| granted) else {
        let problem = "nothing is kept here".to_owned();
        return Ok((Err(Fault::Unavailable(problem)),));
    };
    // Whoever writes a policy says whose values it is about; a component's file can be called anything.
    let policy = Arc::clone(&state.policy);
    let done = wasmtime_wasi::runtime::spawn_blocking(move || work(&*kept, &policy.skill)).await;
    Ok((done,))
}

fn check_key(key: &str) -> Result<(), Fault> {
    match key.len() {
        1..=MAX_KEY => Ok(()),
        0 => Err(Fault::InvalidInput("an empty key".to_owned())),
        length => Err(Fault::InvalidInput(format!(
            "a key of {length} bytes, and the most is {MAX_KEY}"
        ))),
    }
}
