//! A place for a skill that can be filled anew while calls run.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

/// Holds the current one of something. Readers never wait; who has the old one keeps it until done.
pub struct Slot<S> {
    current: ArcSwap<Generation<S>>,
    /// Held while swapping, so that a later swap never gets an earlier number.
    swapping: Mutex<()>,
}

/// What a slot held from one swap to the next. Dropped when its last user is done.
#[derive(Debug)]
pub struct Generation<S> {
    content: S,
    number: u64,
}

impl<S> Slot<S> {
    /// A slot that holds `content`, as generation 1.
    pub fn new(content: S) -> Self {
        Self {
            current: ArcSwap::from_pointee(Generation { content, number: 1 }),
            swapping: Mutex::new(()),
        }
    }

    /// What it holds now. Stays as it is for as long as the caller keeps it.
    pub fn current(&self) -> Arc<Generation<S>> {
        self.current.load_full()
    }

    /// Puts `content` in: who asks from now on gets it. Returns its number.
    pub fn swap(&self, content: S) -> u64 {
        let _one_at_a_time = self.swapping.lock().unwrap_or_else(PoisonError::into_inner);
        let number = self.current.load().number + 1;
        self.current.store(Arc::new(Generation { content, number }));
        number
    }
}

impl<S> Generation<S> {
    /// Which one it is: 1 is the first, each swap adds 1.
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl<S> Deref for Generation<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.content
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Weak;
    use std::thread;

    use super::*;

    #[test]
    fn the_old_one_lives_until_its_last_user_is_done() {
        let old = Arc::new("old");
        let watch: Weak<&str> = Arc::downgrade(&old);
        let slot = Slot::new(old);
        let user = slot.current();
        assert_eq!(slot.swap(Arc::new("new")), 2);
        let text = |generation: &Generation<Arc<&'static str>>| *generation.content;
        assert_eq!(text(&slot.current()), "new");
        assert_eq!((user.number(), text(&user)), (1, "old"));
        assert!(watch.upgrade().is_some());
        drop(user);
        assert!(watch.upgrade().is_none());
    }

    #[test]
    fn numbers_are_given_once_and_only_grow() {
        let slot = Slot::new(0u64);
        thread::scope(|scope| {
            let swappers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..500).map(|_| slot.swap(0)).collect::<Vec<_>>()))
                .collect();
            scope.spawn(|| {
                let mut last = 0;
                while last < 2001 {
                    let number = slot.current().number();
                    assert!(number >= last);
                    last = number;
                }
            });
            let mut numbers: Vec<u64> = swappers
                .into_iter()
                .flat_map(|swapper| swapper.join().unwrap())
                .collect();
            numbers.sort_unstable();
            assert_eq!(numbers, (2..=2001).collect::<Vec<_>>());
        });
    }
}
