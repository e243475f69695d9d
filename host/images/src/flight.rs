//! One at a time for each question: who asks the same meanwhile waits, and takes the same answer.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Questions that are being answered.
#[derive(Debug)]
pub(crate) struct Flights<K, T>(Mutex<HashMap<K, Arc<Flight<T>>>>);

#[derive(Debug)]
struct Flight<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug, Clone)]
enum State<T> {
    Flying,
    Landed(T),
    /// Whoever tried has failed, or panicked.
    Lost,
}

impl<K, T> Default for Flights<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Clone, T: Clone> Flights<K, T> {
    /// The answer, and whether somebody else found it. Who waits for somebody who fails tries on their own: the
    /// failure may have been of that call alone, which was stopped, say.
    pub(crate) fn once<E>(
        &self,
        key: &K,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<(T, bool), E> {
        loop {
            let (flight, mine) = self.join(key);
            if mine {
                let landing = Landing {
                    flights: self,
                    key,
                    flight: &flight,
                };
                let answer = work()?;
                landing.land(answer.clone());
                return Ok((answer, false));
            }
            if let State::Landed(answer) = flight.wait() {
                return Ok((answer, true));
            }
        }
    }

    fn join(&self, key: &K) -> (Arc<Flight<T>>, bool) {
        let mut flights = held(&self.0);
        if let Some(flight) = flights.get(key) {
            return (Arc::clone(flight), false);
        }
        let flight = Arc::new(Flight {
            state: Mutex::new(State::Flying),
            changed: Condvar::new(),
        });
        flights.insert(key.clone(), Arc::clone(&flight));
        (flight, true)
    }
}

impl<T: Clone> Flight<T> {
    fn wait(&self) -> State<T> {
        let mut state = held(&self.state);
        while matches!(*state, State::Flying) {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.clone()
    }
}

/// Ends a flight, whatever becomes of it.
struct Landing<'a, K: Eq + Hash, T> {
    flights: &'a Flights<K, T>,
    key: &'a K,
    flight: &'a Flight<T>,
}

impl<K: Eq + Hash, T> Landing<'_, K, T> {
    fn land(self, answer: T) {
        *held(&self.flight.state) = State::Landed(answer);
    }
}

impl<K: Eq + Hash, T> Drop for Landing<'_, K, T> {
    fn drop(&mut self) {
        held(&self.flights.0).remove(self.key);
        let mut state = held(&self.flight.state);
        if matches!(*state, State::Flying) {
            *state = State::Lost;
        }
        drop(state);
        self.flight.changed.notify_all();
    }
}

/// Nothing in here is left half done by a panic.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn who_asks_meanwhile_takes_the_same_answer() {
        let flights = Flights::<u8, u32>::default();
        let (calls, inside) = (AtomicU32::new(0), Barrier::new(2));
        std::thread::scope(|scope| {
            let first = scope.spawn(|| {
                flights.once(&1, || {
                    inside.wait();
                    // Until the second one waits for the first, or has to wait in `join`.
                    while Arc::strong_count(&held(&flights.0)[&1]) < 3 {
                        std::thread::yield_now();
                    }
                    Ok::<_, ()>(calls.fetch_add(1, Ordering::SeqCst))
                })
            });
            inside.wait();
            let second = flights.once(&1, || Ok::<_, ()>(calls.fetch_add(1, Ordering::SeqCst)));
            assert_eq!(second, Ok((0, true)));
            assert_eq!(first.join().unwrap(), Ok((0, false)));
        });
        assert_eq!(flights.once(&1, || Ok::<_, ()>(7)), Ok((7, false)));
    }

    #[test]
    fn a_failure_or_a_panic_leaves_the_next_one_its_own_try() {
        let flights = Flights::<u8, u32>::default();
        assert_eq!(flights.once(&1, || Err::<u32, _>("no")), Err("no"));
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            flights.once(&1, || -> Result<u32, ()> { panic!("on purpose") })
        }));
        assert!(panicked.is_err());
        assert_eq!(flights.once(&1, || Ok::<_, ()>(3)), Ok((3, false)));
    }
}
