//! What time it is. Needs `[grants.clock]`.
//!
//! Natively it is the machine's time, or what [`testing::with_time`](crate::testing::with_time) says.

use std::time::Duration;

/// The time since 1970-01-01T00:00:00Z.
#[must_use]
pub fn now() -> Duration {
    Duration::from_nanos(read_now())
}

/// The time on a clock that never goes back. Only differences mean something.
#[must_use]
pub fn monotonic() -> Duration {
    Duration::from_nanos(read_monotonic())
}

#[cfg(target_arch = "wasm32")]
use crate::bindings::imports::omni::host::clock::{monotonic as read_monotonic, now as read_now};

#[cfg(not(target_arch = "wasm32"))]
use crate::testing::{read_monotonic, read_now};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_time;

    #[test]
    fn stands_still_where_a_test_says_so() {
        let moment = Duration::from_secs(1_700_000_000);
        with_time(moment, || {
            assert_eq!(now(), moment);
            assert_eq!(monotonic(), monotonic());
        });
        assert!(now() > moment);
    }
}
