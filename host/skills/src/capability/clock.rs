//! `omni:host/clock` and `wasi:clocks`: what time it is. Where the call's context says so, the clock stands
//! still, and a run can be repeated.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use omni_policy::Capability;
use wasmtime::component::Linker;
use wasmtime::{Result, StoreContextMut};
use wasmtime_wasi::clocks::{WasiClocksCtxView, WasiClocksView as _};
use wasmtime_wasi::p2::bindings::clocks::{monotonic_clock, wall_clock};
use wasmtime_wasi::{HostMonotonicClock, HostWallClock};

use super::HostInterface;
use super::counted::{Clocks, Counted};
use crate::context;
use crate::state::CallState;

pub(crate) struct Clock;

impl HostInterface for Clock {
    fn capability(&self) -> Capability {
        Capability::Clock
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &[
            "omni:host/clock@0.1.0",
            "wasi:clocks/wall-clock@0.2.12",
            "wasi:clocks/monotonic-clock@0.2.12",
        ]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        let mut ours = linker.instance(self.interfaces()[0])?;
        ours.func_wrap("now", |store: StoreContextMut<'_, CallState>, ()| {
            read(store, "now", context::Clock::now)
        })?;
        ours.func_wrap("monotonic", |store: StoreContextMut<'_, CallState>, ()| {
            read(store, "monotonic", context::Clock::monotonic)
        })?;
        wall_clock::add_to_linker::<_, Clocks>(linker, clocks)?;
        monotonic_clock::add_to_linker::<_, Clocks>(linker, clocks)
    }
}

fn read(
    mut store: StoreContextMut<'_, CallState>,
    operation: &'static str,
    read: fn(&context::Clock) -> u64,
) -> Result<(u64,)> {
    store.data_mut().enter(Capability::Clock, operation)?;
    Ok((read(&store.data().context.clock),))
}

fn clocks(state: &mut CallState) -> Counted<WasiClocksCtxView<'_>> {
    let halt = state.next_is_too_many();
    let inner = state.wasi(Capability::Clock, "wasi").clocks();
    Counted { inner, halt }
}

impl context::Clock {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> u64 {
        match self {
            Self::Fixed(nanoseconds) => *nanoseconds,
            Self::Real => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH);
                nanoseconds(now.unwrap_or_default())
            }
        }
    }

    /// Nanoseconds on a clock that never goes back. From the first that anyone asks: when the machine
    /// was started is nobody's business.
    fn monotonic(&self) -> u64 {
        static START: OnceLock<Instant> = OnceLock::new();
        match self {
            Self::Fixed(_) => 0,
            Self::Real => nanoseconds(START.get_or_init(Instant::now).elapsed()),
        }
    }
}

impl HostWallClock for context::Clock {
    fn resolution(&self) -> Duration {
        Duration::from_nanos(1)
    }

    fn now(&self) -> Duration {
        Duration::from_nanos(Self::now(self))
    }
}

impl HostMonotonicClock for context::Clock {
    fn resolution(&self) -> u64 {
        1
    }

    fn now(&self) -> u64 {
        Self::monotonic(self)
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
