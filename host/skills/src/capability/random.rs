//! `omni:host/random` and `wasi:random`: random numbers. Where the call's context has a seed they follow from
//! it, and a run can be repeated; else they are the system's.

use omni_policy::Capability;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use wasmtime::component::Linker;
use wasmtime::{Result, StoreContextMut};
use wasmtime_wasi::p2::bindings::random::{insecure, insecure_seed, random};
use wasmtime_wasi::random::{WasiRandomCtx, WasiRandomView as _};

use super::HostInterface;
use super::counted::{Counted, Randomness};
use crate::CallContext;
use crate::state::{CallState, Halt};

/// The most bytes at once, of either interface: they are held in the host's memory.
pub(crate) const MOST_BYTES: u32 = 64 << 10;

pub(crate) struct Random;

impl HostInterface for Random {
    fn capability(&self) -> Capability {
        Capability::Random
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &[
            "omni:host/random@0.1.0",
            "wasi:random/random@0.2.12",
            "wasi:random/insecure@0.2.12",
            "wasi:random/insecure-seed@0.2.12",
        ]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        let mut ours = linker.instance(self.interfaces()[0])?;
        ours.func_wrap("bytes", |store, (count,)| Ok((bytes(store, count)?,)))?;
        ours.func_wrap("u64", |mut store: StoreContextMut<'_, CallState>, ()| {
            Ok((source(&mut store, "u64")?.next_u64(),))
        })?;
        random::add_to_linker::<_, Randomness>(linker, wasi)?;
        insecure::add_to_linker::<_, Randomness>(linker, wasi)?;
        insecure_seed::add_to_linker::<_, Randomness>(linker, wasi)
    }
}

fn bytes(mut store: StoreContextMut<'_, CallState>, count: u32) -> Result<Vec<u8>> {
    let source = source(&mut store, "bytes")?;
    if count > MOST_BYTES {
        return Err(Halt::RandomBytes.into());
    }
    let mut bytes = vec![0; count as usize];
    source.fill_bytes(&mut bytes);
    Ok(bytes)
}

fn source<'a>(
    store: &'a mut StoreContextMut<'_, CallState>,
    operation: &'static str,
) -> Result<&'a mut StdRng, Halt> {
    let state = store.data_mut();
    state.enter(Capability::Random, operation)?;
    let context = &state.context;
    Ok(state.random.get_or_insert_with(|| generator(context)))
}

/// A generator fit for keys, unless its seed is known.
pub(crate) fn generator(context: &CallContext) -> StdRng {
    match context.seed {
        Some(seed) => StdRng::seed_from_u64(seed),
        None => StdRng::from_rng(&mut rand::rng()),
    }
}

fn wasi(state: &mut CallState) -> Counted<&mut WasiRandomCtx> {
    let halt = state.next_is_too_many();
    let inner = state.wasi(Capability::Random, "wasi").random();
    Counted { inner, halt }
}
