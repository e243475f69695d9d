//! What all of WASI is built on: streams, waiting, errors, and leaving. It reaches nothing by itself, so it is
//! linked where something is granted that reaches a guest through WASI, and needs no grant of its own.
//!
//! A guest that exits ends its call without a result, as one that traps does.

use wasmtime::Result;
use wasmtime::component::{HasData, Linker, ResourceTable};
use wasmtime_wasi::cli::{WasiCli, WasiCliCtxView, WasiCliView as _};
use wasmtime_wasi::p2::bindings::cli::exit;
use wasmtime_wasi_io::bindings::wasi::io::{error, poll, streams};

use crate::state::CallState;

pub(crate) const INTERFACES: &[&str] = &[
    "wasi:io/error@0.2.12",
    "wasi:io/poll@0.2.12",
    "wasi:io/streams@0.2.12",
    "wasi:cli/exit@0.2.12",
];

pub(crate) fn link(linker: &mut Linker<CallState>) -> Result<()> {
    error::add_to_linker::<_, Io>(linker, table)?;
    poll::add_to_linker::<_, Io>(linker, table)?;
    streams::add_to_linker::<_, Io>(linker, table)?;
    exit::add_to_linker::<_, WasiCli>(linker, cli)
}

struct Io;

impl HasData for Io {
    type Data<'a> = &'a mut ResourceTable;
}

fn table(state: &mut CallState) -> &mut ResourceTable {
    state.plumbing().tables.get()
}

fn cli(state: &mut CallState) -> WasiCliCtxView<'_> {
    state.plumbing().cli()
}
