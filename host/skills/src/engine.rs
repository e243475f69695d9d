//! The wasmtime engines: one a set of settings that cannot differ within an engine.

use std::sync::OnceLock;

use tokio::sync::Semaphore;
use wasmtime::{
    Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, WasmBacktraceDetails,
};

use crate::meter::{MAX_INSTANCES, MAX_MEMORIES, MAX_TABLES};
use crate::ticker::Ticker;
use crate::{Error, precompiled};

/// Calls that run at once on one engine; more wait. Each has a stack and memory of its own, and more
/// than a few a core only makes all of them slower.
pub(crate) const MAX_CALLS: usize = 32;
/// What host functions may use of a call's stack beyond the guest's own limit, in bytes. Formatting a
/// log line takes a few kilobytes; this is what wasmtime's own defaults leave, in round numbers.
const HOST_STACK: usize = 1 << 20;
/// Functions named in a trap's backtrace.
const MAX_FRAMES: usize = 16;
/// Table elements that a slot of the pool has room for; components with larger tables get an engine
/// without a pool.
const POOLED_TABLE_ELEMENTS: usize = 100_000;

/// What an engine is made for. Two skills with equal settings share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    /// The guest's stack, in bytes.
    pub(crate) stack: usize,
    /// Whether instructions are counted.
    pub(crate) fuel: bool,
    /// Whether memories and stacks come from a pool made in advance.
    pub(crate) pooled: bool,
}

/// An engine with its clock and its queue.
pub(crate) struct Variant {
    pub(crate) engine: Engine,
    pub(crate) ticker: Ticker,
    /// In front of the pool, which fails instead of waiting when it is empty.
    pub(crate) places: Semaphore,
    /// What precompiled code has to match to be used by this engine.
    pub(crate) compatibility: String,
}

impl Variant {
    /// Makes the engine for `settings`; without a pool where the machine does not allow one.
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        let engine = engine(settings).map_err(|error| Error::internal(&error))?;
        let ticker = Ticker::start(&engine)
            .map_err(|error| Error::Internal(format!("cannot start the clock: {error}")))?;
        Ok(Self {
            ticker,
            places: Semaphore::new(MAX_CALLS),
            compatibility: precompiled::compatibility(&engine),
            engine,
        })
    }
}

fn engine(settings: Settings) -> wasmtime::Result<Engine> {
    if settings.pooled {
        match Engine::new(&pooled(settings)) {
            Ok(engine) => return Ok(engine),
            Err(error) => tracing::debug!("no pool of instances, making them on demand: {error:#}"),
        }
    }
    let mut config = common(settings);
    if !has_room() {
        // Slower, since each access is then checked, but nothing is reserved that is not used.
        config
            .memory_reservation(0)
            .memory_reservation_for_growth(1 << 20)
            .memory_guard_size(1 << 16);
    }
    Engine::new(&config)
}

/// Whether this process may reserve address space as wasmtime likes to: 4 GiB a memory, and a pool by
/// the hundred. Some machines limit it (`ulimit -v`). Found out by trying, once.
fn has_room() -> bool {
    static ROOM: OnceLock<bool> = OnceLock::new();
    *ROOM.get_or_init(|| {
        let settings = Settings {
            stack: 512 << 10,
            fuel: false,
            pooled: true,
        };
        Engine::new(&pooled(settings)).is_ok()
    })
}

fn pooled(settings: Settings) -> Config {
    let mut config = common(settings);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
    config
}

fn common(settings: Settings) -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .consume_fuel(settings.fuel)
        .max_wasm_stack(settings.stack)
        .async_stack_size(settings.stack + HOST_STACK)
        // Not used, and each call would pay for it.
        .concurrency_support(false)
        // A component model of 64-bit memories is not finished; nothing needs one here.
        .wasm_memory64(false)
        // The same answer on every machine.
        .relaxed_simd_deterministic(true)
        // Costs something only where a component carries debug information, and then only when it traps.
        .wasm_backtrace_details(WasmBacktraceDetails::Enable)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(MAX_FRAMES));
    config
}

/// Room for [`MAX_CALLS`] calls, each with all that [`crate::meter`] allows it.
fn pool() -> PoolingAllocationConfig {
    let each = |count: usize| u32::try_from(MAX_CALLS * count).unwrap_or(u32::MAX);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(each(1))
        .total_stacks(each(1))
        .total_core_instances(each(MAX_INSTANCES))
        .total_memories(each(MAX_MEMORIES))
        .total_tables(each(MAX_TABLES))
        .max_memories_per_module(u32::try_from(MAX_MEMORIES).unwrap_or(u32::MAX))
        .max_tables_per_module(u32::try_from(MAX_TABLES).unwrap_or(u32::MAX))
        .table_elements(POOLED_TABLE_ELEMENTS);
    pool
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_that_a_policy_allows_makes_an_engine() {
        use omni_policy::bounds;
        for stack in [bounds::STACK.start().bytes(), bounds::STACK.end().bytes()] {
            for fuel in [false, true] {
                let stack = usize::try_from(stack).unwrap();
                Variant::new(Settings {
                    stack,
                    fuel,
                    pooled: true,
                })
                .unwrap();
            }
        }
    }
}
