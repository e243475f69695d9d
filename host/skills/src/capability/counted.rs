//! The functions of WASI that need no handle, and so would go on over `limits.host_calls`: each is refused there.

use wasmtime::Result;
use wasmtime::component::{HasData, Resource};
use wasmtime_wasi::cli::WasiCliCtxView;
use wasmtime_wasi::clocks::WasiClocksCtxView;
use wasmtime_wasi::p2::DynPollable;
use wasmtime_wasi::p2::bindings::cli::environment;
use wasmtime_wasi::p2::bindings::clocks::{monotonic_clock, wall_clock};
use wasmtime_wasi::p2::bindings::random::{insecure, insecure_seed, random};
use wasmtime_wasi::random::WasiRandomCtx;

use crate::state::Halt;

/// What does it, unless the call has to end.
pub(crate) struct Counted<T> {
    pub(crate) inner: T,
    pub(crate) halt: Option<Halt>,
}

impl<T> Counted<T> {
    fn may(&mut self) -> Result<&mut T, Halt> {
        match self.halt {
            Some(halt) => Err(halt),
            None => Ok(&mut self.inner),
        }
    }
}

pub(crate) struct Clocks;

impl HasData for Clocks {
    type Data<'a> = Counted<WasiClocksCtxView<'a>>;
}

pub(crate) struct Randomness;

impl HasData for Randomness {
    type Data<'a> = Counted<&'a mut WasiRandomCtx>;
}

pub(crate) struct Cli;

impl HasData for Cli {
    type Data<'a> = Counted<WasiCliCtxView<'a>>;
}

impl wall_clock::Host for Counted<WasiClocksCtxView<'_>> {
    fn now(&mut self) -> Result<wall_clock::Datetime> {
        wall_clock::Host::now(self.may()?)
    }

    fn resolution(&mut self) -> Result<wall_clock::Datetime> {
        wall_clock::Host::resolution(self.may()?)
    }
}

impl monotonic_clock::Host for Counted<WasiClocksCtxView<'_>> {
    fn now(&mut self) -> Result<monotonic_clock::Instant> {
        monotonic_clock::Host::now(self.may()?)
    }

    fn resolution(&mut self) -> Result<monotonic_clock::Duration> {
        monotonic_clock::Host::resolution(self.may()?)
    }

    fn subscribe_instant(
        &mut self,
        when: monotonic_clock::Instant,
    ) -> Result<Resource<DynPollable>> {
        self.may()?.subscribe_instant(when)
    }

    fn subscribe_duration(
        &mut self,
        time: monotonic_clock::Duration,
    ) -> Result<Resource<DynPollable>> {
        self.may()?.subscribe_duration(time)
    }
}

impl random::Host for Counted<&mut WasiRandomCtx> {
    fn get_random_bytes(&mut self, length: u64) -> Result<Vec<u8>> {
        self.may()?.get_random_bytes(length)
    }

    fn get_random_u64(&mut self) -> Result<u64> {
        self.may()?.get_random_u64()
    }
}

impl insecure::Host for Counted<&mut WasiRandomCtx> {
    fn get_insecure_random_bytes(&mut self, length: u64) -> Result<Vec<u8>> {
        self.may()?.get_insecure_random_bytes(length)
    }

    fn get_insecure_random_u64(&mut self) -> Result<u64> {
        self.may()?.get_insecure_random_u64()
    }
}

impl insecure_seed::Host for Counted<&mut WasiRandomCtx> {
    fn insecure_seed(&mut self) -> Result<(u64, u64)> {
        self.may()?.insecure_seed()
    }
}

impl environment::Host for Counted<WasiCliCtxView<'_>> {
    fn get_environment(&mut self) -> Result<Vec<(String, String)>> {
        self.may()?.get_environment()
    }

    fn get_arguments(&mut self) -> Result<Vec<String>> {
        self.may()?.get_arguments()
    }

    fn initial_cwd(&mut self) -> Result<Option<String>> {
        self.may()?.initial_cwd()
    }
}
