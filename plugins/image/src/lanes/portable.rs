//! Everywhere else: arrays.

use std::array::from_fn;

use super::{Eight, Four};

pub(super) type Vector16 = [i16; 8];
pub(super) type Vector32 = [i32; 4];

impl Eight {
    #[inline(always)]
    pub(crate) fn new(numbers: &[i16; 8]) -> Self {
        Self(*numbers)
    }

    #[inline(always)]
    pub(crate) fn all(number: i16) -> Self {
        Self([number; 8])
    }

    #[inline(always)]
    pub(crate) fn of_bytes(bytes: &[u8; 8]) -> Self {
        Self(bytes.map(i16::from))
    }

    /// Of the first and of the last eight.
    #[inline(always)]
    pub(crate) fn of_halves(bytes: &[u8; 16]) -> [Self; 2] {
        [0, 8].map(|start| Self(from_fn(|at| bytes[start + at].into())))
    }

    #[inline(always)]
    pub(crate) fn to_array(self) -> [i16; 8] {
        self.0
    }

    /// Both as bytes; what does not fit becomes 0 or 255.
    #[inline(always)]
    pub(crate) fn to_bytes_with(self, high: Self) -> [u8; 16] {
        let all = |at: usize| if at < 8 { self.0[at] } else { high.0[at - 8] };
        from_fn(|at| all(at).clamp(0, 255) as u8)
    }

    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_add(other.0[at])))
    }

    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_sub(other.0[at])))
    }

    #[inline(always)]
    pub(crate) fn times(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_mul(other.0[at])))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub(crate) fn shifted(self, bits: u32) -> Self {
        Self(self.0.map(|number| number >> bits))
    }

    /// The sums of neighbours' products: 0 and 1, 2 and 3, and so on.
    #[inline(always)]
    pub(crate) fn dot(self, other: Self) -> Four {
        let product = |at: usize| i32::from(self.0[at]) * i32::from(other.0[at]);
        Four(from_fn(|at| {
            product(2 * at).wrapping_add(product(2 * at + 1))
        }))
    }

    /// The first four of both by turns, then the last four.
    #[inline(always)]
    pub(crate) fn woven(self, other: Self) -> [Self; 2] {
        let by_turns = |at: usize| if at.is_multiple_of(2) { self.0 } else { other.0 }[at / 2];
        let half = |start: usize| Self(from_fn(|at| by_turns(start + at)));
        [half(0), half(8)]
    }

    /// Those of both at even places, then those at odd ones.
    #[inline(always)]
    pub(crate) fn unwoven(self, other: Self) -> [Self; 2] {
        let both = |at: usize| if at < 8 { self.0[at] } else { other.0[at - 8] };
        [0, 1].map(|first| Self(from_fn(|at| both(2 * at + first))))
    }

    /// What does not fit becomes the nearest number that does.
    #[inline(always)]
    pub(crate) fn of(low: Four, high: Four) -> Self {
        let least = i32::from(i16::MIN);
        let most = i32::from(i16::MAX);
        let wide = |at: usize| if at < 4 { low.0[at] } else { high.0[at - 4] };
        Self(from_fn(|at| wide(at).clamp(least, most) as i16))
    }
}

impl Four {
    #[inline(always)]
    pub(crate) fn all(number: i32) -> Self {
        Self([number; 4])
    }

    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_add(other.0[at])))
    }

    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_sub(other.0[at])))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub(crate) fn shifted(self, bits: u32) -> Self {
        Self(self.0.map(|number| number >> bits))
    }

    #[inline(always)]
    pub(crate) fn sum(self) -> i32 {
        self.0.into_iter().fold(0, i32::wrapping_add)
    }
}
