//! `omni:skill/panicking`: why a skill panics.
//!
//! No capability: every skill has it, since it reaches nothing. What it is given ends the call, and is
//! shown to people as a skill's own error would be: bounded, and without control characters.

use wasmtime::component::{Linker, WasmStr};
use wasmtime::{Result, StoreContextMut};

use crate::state::{CallState, Halt};

/// The interface, with the version that is implemented.
pub(crate) const INTERFACE: &str = "omni:skill/panicking@0.1.0";
/// The longest message that is kept, in bytes.
const MAX_MESSAGE: usize = 4 << 10;

/// Puts its function into `linker`.
pub(crate) fn link(linker: &mut Linker<CallState>) -> Result<()> {
    linker
        .instance(INTERFACE)?
        .func_wrap("panicked", |store, (message,)| panicked(store, &message))
}

fn panicked(mut store: StoreContextMut<'_, CallState>, message: &WasmStr) -> Result<()> {
    // Still the guest's own memory, where it is UTF-8: what is cut off is never copied.
    let message = message.to_str(&store)?;
    let kept = message[..message.floor_char_boundary(MAX_MESSAGE)].to_owned();
    store.data_mut().panicked = Some(kept);
    Err(Halt::Panic.into())
}
