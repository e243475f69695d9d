//! Random numbers. Needs `[grants.random]`. Within a run they follow from its seed: not for secrets.
//!
//! Natively they follow from the seed of [`testing::with_seed`](crate::testing::with_seed), which is 0
//! if it is not set.

/// The most bytes that [`bytes`] gives at once.
pub const MOST: u32 = 64 << 10;

/// `count` random bytes, at most [`MOST`]: the host ends a call that asks for more.
#[must_use]
pub fn bytes(count: u32) -> Vec<u8> {
    read_bytes(count)
}

/// A random number, each equally likely.
#[must_use]
pub fn u64() -> u64 {
    read_u64()
}

#[cfg(target_arch = "wasm32")]
use crate::bindings::imports::omni::host::random::{bytes as read_bytes, u64 as read_u64};

#[cfg(not(target_arch = "wasm32"))]
use crate::testing::{random_bytes as read_bytes, random_u64 as read_u64};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_seed;

    #[test]
    fn follow_from_the_seed() {
        let draw = || (u64(), bytes(20));
        let one = with_seed(1, draw);
        assert_eq!(with_seed(1, draw), one);
        assert_ne!(with_seed(2, draw), one);
        assert_eq!(one.1.len(), 20);
    }
}
