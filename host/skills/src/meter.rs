//! How much memory a call holds, over everything it has.

use wasmtime::ResourceLimiter;

/// Linear memories a call may have. One is usual; composed components have one a part. The pool holds
/// this many for each call at once, so that no call can take a neighbour's.
pub(crate) const MAX_MEMORIES: usize = 4;
/// Tables a call may have: one a core module is usual.
pub(crate) const MAX_TABLES: usize = 16;
/// Core instances a call may have. A component has three at least, one a part more; Python with its own libraries has
/// some forty.
pub(crate) const MAX_INSTANCES: usize = 64;
/// What a table element takes in the host, in bytes: a pointer.
const TABLE_ELEMENT: u64 = 8;

/// Counts the bytes of all linear memories and tables of one call, and refuses those over the limit.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: u64,
    used: u64,
    /// The growth that was allowed last: given back if the growth then fails for another reason.
    last: u64,
    /// What the call would have held, had the last refused growth been allowed.
    refused: Option<u64>,
}

impl Meter {
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            limit,
            used: 0,
            last: 0,
            refused: None,
        }
    }

    /// Bytes held. Memories never shrink, so this is also the peak.
    pub(crate) fn peak(&self) -> u64 {
        self.used
    }

    /// Whether a growth was refused, and what the call would then have held.
    pub(crate) fn refused(&self) -> Option<u64> {
        self.refused
    }

    fn grow(&mut self, current: usize, desired: usize, unit: u64) -> bool {
        let growth = (desired.saturating_sub(current) as u64).saturating_mul(unit);
        let wanted = self.used.saturating_add(growth);
        if wanted > self.limit {
            self.refused = Some(wanted);
            return false;
        }
        self.used = wanted;
        self.last = growth;
        true
    }

    fn give_back(&mut self) {
        self.used -= self.last;
        self.last = 0;
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        // Growing beyond what the memory itself declares fails whatever we say; that is no refusal.
        let possible = maximum.is_none_or(|maximum| desired <= maximum);
        Ok(possible && self.grow(current, desired, 1))
    }

    fn memory_grow_failed(&mut self, _error: wasmtime::Error) -> wasmtime::Result<()> {
        self.give_back();
        Ok(())
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let possible = maximum.is_none_or(|maximum| desired <= maximum);
        Ok(possible && self.grow(current, desired, TABLE_ELEMENT))
    }

    fn table_grow_failed(&mut self, _error: wasmtime::Error) -> wasmtime::Result<()> {
        self.give_back();
        Ok(())
    }

    fn instances(&self) -> usize {
        MAX_INSTANCES
    }

    fn tables(&self) -> usize {
        MAX_TABLES
    }

    fn memories(&self) -> usize {
        MAX_MEMORIES
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn adds_up_over_memories_and_tables() {
        let mut meter = Meter::new(200 << 10);
        assert!(meter.memory_growing(0, 64 << 10, None).unwrap());
        assert!(meter.memory_growing(0, 128 << 10, None).unwrap());
        assert!(meter.table_growing(0, 1024, None).unwrap());
        assert_eq!(meter.peak(), 200 << 10);
        assert!(!meter.table_growing(1024, 1025, None).unwrap());
        assert_eq!(meter.refused(), Some((200 << 10) + 8));
    }

    #[test]
    fn a_growth_that_fails_is_given_back() {
        let mut meter = Meter::new(1 << 20);
        assert!(meter.memory_growing(0, 1 << 20, None).unwrap());
        meter
            .memory_grow_failed(wasmtime::Error::msg("no memory"))
            .unwrap();
        assert_eq!(meter.peak(), 0);
        assert!(meter.memory_growing(0, 1 << 20, None).unwrap());
        assert_eq!(meter.refused(), None);
    }

    #[test]
    fn its_own_maximum_is_not_our_refusal() {
        let mut meter = Meter::new(1 << 20);
        assert!(!meter.memory_growing(0, 128 << 10, Some(64 << 10)).unwrap());
        assert_eq!(meter.refused(), None);
    }

    proptest! {
        #[test]
        fn never_over_the_limit(limit in 0u64..1 << 40, grows in prop::collection::vec((0usize..1 << 36, 0usize..1 << 36, any::<bool>()), 0..20)) {
            let mut meter = Meter::new(limit);
            for (current, desired, table) in grows {
                let allowed = match table {
                    true => meter.table_growing(current, desired, None).unwrap(),
                    false => meter.memory_growing(current, desired, None).unwrap(),
                };
                prop_assert!(allowed || meter.refused().unwrap() > limit);
                prop_assert!(meter.peak() <= limit);
            }
        }
    }
}
