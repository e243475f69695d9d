//! `wasi:cli`'s standard streams, for skills that are built for WASI: what they print becomes log lines, of
//! level info for stdout and warn for stderr, and counts towards `limits.log`. stdin is empty, and nothing is
//! a terminal. Granted as `omni:host/log` is.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use omni_policy::Capability;
use wasmtime::Result;
use wasmtime::component::Linker;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream, WasiCli, WasiCliCtxView, WasiCliView as _};
use wasmtime_wasi::p2::bindings::cli::{
    stderr, stdin, stdout, terminal_input, terminal_output, terminal_stderr, terminal_stdin,
    terminal_stdout,
};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamError, StreamResult};

use super::HostInterface;
use crate::state::CallState;
use crate::usage::{Level, LogBook};

pub(crate) struct Stdio;

impl HostInterface for Stdio {
    fn capability(&self) -> Capability {
        Capability::Log
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &[
            "wasi:cli/stdin@0.2.12",
            "wasi:cli/stdout@0.2.12",
            "wasi:cli/stderr@0.2.12",
            "wasi:cli/terminal-input@0.2.12",
            "wasi:cli/terminal-output@0.2.12",
            "wasi:cli/terminal-stdin@0.2.12",
            "wasi:cli/terminal-stdout@0.2.12",
            "wasi:cli/terminal-stderr@0.2.12",
        ]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        stdin::add_to_linker::<_, WasiCli>(linker, cli)?;
        stdout::add_to_linker::<_, WasiCli>(linker, cli)?;
        stderr::add_to_linker::<_, WasiCli>(linker, cli)?;
        terminal_input::add_to_linker::<_, WasiCli>(linker, cli)?;
        terminal_output::add_to_linker::<_, WasiCli>(linker, cli)?;
        terminal_stdin::add_to_linker::<_, WasiCli>(linker, cli)?;
        terminal_stdout::add_to_linker::<_, WasiCli>(linker, cli)?;
        terminal_stderr::add_to_linker::<_, WasiCli>(linker, cli)
    }
}

fn cli(state: &mut CallState) -> WasiCliCtxView<'_> {
    state.wasi(Capability::Log, "stdio").cli()
}

/// Bytes taken at once: what wasmtime's own streams take.
const AT_ONCE: usize = 64 << 10;

/// An output stream that ends in the call's log.
#[derive(Clone)]
pub(crate) struct LogStream {
    pub(crate) log: Arc<Mutex<LogBook>>,
    pub(crate) level: Level,
}

impl IsTerminal for LogStream {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for LogStream {
    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }

    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {
        // Of WASI 0.3, which is not linked.
        Box::new(tokio::io::sink())
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for LogStream {
    async fn ready(&mut self) {}
}

impl OutputStream for LogStream {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let written = log.print(self.level, &bytes);
        written.map_err(|halt| StreamError::Trap(halt.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(AT_ONCE)
    }
}
