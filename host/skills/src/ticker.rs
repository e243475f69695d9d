//! One clock an engine: it advances the epoch by which running guests notice that time passes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use wasmtime::{Engine, EngineWeak};

/// How often guests look at the clock, and so how late `limit.time` can be.
pub(crate) const TICK: Duration = Duration::from_millis(5);
/// Ticks without a call after which the clock stops. Long enough that calls in a row never wait for it
/// to be woken.
const IDLE_TICKS: u32 = 200;

/// Advances an engine's epoch while calls run. Dropping it ends its thread.
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Thread,
}

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    asleep: AtomicBool,
    closed: AtomicBool,
}

impl Ticker {
    pub(crate) fn start(engine: &Engine) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        // Weak: the clock must not keep alive what it is the clock of.
        let (engine, clock) = (engine.weak(), Arc::clone(&shared));
        let handle = thread::Builder::new()
            .name("omni-epoch".to_owned())
            .spawn(move || run(&engine, &clock))?;
        Ok(Self {
            shared,
            thread: handle.thread().clone(),
        })
    }

    /// Keeps the clock going until the guard is dropped.
    pub(crate) fn hold(&self) -> Running<'_> {
        // The order of the two matters, and is the other way round in `run`: either the clock sees
        // this call, or this call sees that the clock sleeps.
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        if self.shared.asleep.swap(false, Ordering::SeqCst) {
            self.thread.unpark();
        }
        Running(&self.shared)
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        self.thread.unpark();
    }
}

/// While it lives, the clock goes.
pub(crate) struct Running<'a>(&'a Shared);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

fn run(engine: &EngineWeak, clock: &Shared) {
    let mut idle = 0;
    while !clock.closed.load(Ordering::SeqCst) {
        thread::park_timeout(TICK);
        let Some(engine) = engine.upgrade() else {
            return;
        };
        engine.increment_epoch();
        drop(engine);
        if clock.running.load(Ordering::SeqCst) > 0 {
            idle = 0;
            continue;
        }
        idle += 1;
        if idle < IDLE_TICKS {
            continue;
        }
        idle = 0;
        clock.asleep.store(true, Ordering::SeqCst);
        while clock.asleep.load(Ordering::SeqCst)
            && clock.running.load(Ordering::SeqCst) == 0
            && !clock.closed.load(Ordering::SeqCst)
        {
            thread::park();
        }
        clock.asleep.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn eventually(condition: impl Fn() -> bool) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if condition() {
                return true;
            }
            thread::sleep(Duration::from_millis(2));
        }
        false
    }

    #[test]
    fn its_thread_ends_when_it_is_dropped() {
        let ticker = Ticker::start(&Engine::default()).unwrap();
        let shared = Arc::clone(&ticker.shared);
        drop(ticker);
        assert!(eventually(|| Arc::strong_count(&shared) == 1));
    }

    #[test]
    fn sleeps_when_idle_and_wakes_for_a_call() {
        let engine = Engine::default();
        let ticker = Ticker::start(&engine).unwrap();
        assert!(eventually(|| ticker.shared.asleep.load(Ordering::SeqCst)));
        let held = ticker.hold();
        assert!(!ticker.shared.asleep.load(Ordering::SeqCst));
        drop(held);
        assert!(eventually(|| ticker.shared.asleep.load(Ordering::SeqCst)));
        drop(ticker);
    }
}
