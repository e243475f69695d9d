//! Everywhere else: arrays.

use std::array::from_fn;

use super::{Bytes, Eight, Four};

pub(super) type Vector8 = [u8; 16];
pub(super) type Vector16 = [i16; 8];
pub(super) type Vector32 = [i32; 4];

impl Bytes {
    /// Of these.
    #[inline(always)]
    pub fn new(bytes: &[u8; 16]) -> Self {
        Self(*bytes)
    }

    /// This one everywhere.
    #[inline(always)]
    pub fn all(byte: u8) -> Self {
        Self([byte; 16])
    }

    /// The first eight are the bytes of `low`, the lowest first.
    #[inline(always)]
    pub fn of_words(low: u64, high: u64) -> Self {
        let (low, high) = (low.to_le_bytes(), high.to_le_bytes());
        Self(from_fn(|at| if at < 8 { low[at] } else { high[at - 8] }))
    }

    /// All of them.
    #[inline(always)]
    pub fn to_array(self) -> [u8; 16] {
        self.0
    }

    /// Four bytes, the lowest first.
    #[inline(always)]
    pub fn word<const AT: usize>(self) -> u32 {
        let at = AT * 4;
        u32::from_le_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]])
    }

    /// What does not fit becomes 0 or 255.
    #[inline(always)]
    pub fn of(low: Eight, high: Eight) -> Self {
        Self(from_fn(|at| {
            if at < 8 { low.0[at] } else { high.0[at - 8] }.clamp(0, 255) as u8
        }))
    }

    /// The first half.
    #[inline(always)]
    pub fn low(self) -> Eight {
        Eight(from_fn(|at| self.0[at].into()))
    }

    /// The second half.
    #[inline(always)]
    pub fn high(self) -> Eight {
        Eight(from_fn(|at| self.0[at + 8].into()))
    }

    /// Two bytes each as one number, the lower one first.
    #[inline(always)]
    pub fn to_pairs(self) -> Eight {
        Eight(from_fn(|at| {
            i16::from_le_bytes([self.0[2 * at], self.0[2 * at + 1]])
        }))
    }

    /// The means, rounded up.
    #[inline(always)]
    pub fn mean(self, other: Self) -> Self {
        Self(from_fn(|at| {
            (u16::from(self.0[at]) + u16::from(other.0[at])).div_ceil(2) as u8
        }))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_sub(other.0[at])))
    }

    /// The bits that both have.
    #[inline(always)]
    pub fn and(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at] & other.0[at]))
    }

    /// The bits that one of both has.
    #[inline(always)]
    pub fn xor(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at] ^ other.0[at]))
    }

    /// The smaller ones.
    #[inline(always)]
    pub fn least(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].min(other.0[at])))
    }

    /// The lower four bits of each as its upper ones.
    #[inline(always)]
    pub fn in_upper_half(self) -> Self {
        Self(self.0.map(|byte| byte << 4))
    }

    /// The sum of all.
    #[inline(always)]
    pub fn sum(self) -> u32 {
        self.0.into_iter().map(u32::from).sum()
    }

    /// Which ones are not 0, the first one lowest.
    #[inline(always)]
    pub fn filled(self) -> u16 {
        self.0
            .into_iter()
            .rev()
            .fold(0, |mask, byte| mask << 1 | u16::from(byte != 0))
    }

    /// Those at these places of both, one after the other.
    #[inline(always)]
    #[rustfmt::skip]
    pub fn picked<
        const A: usize, const B: usize, const C: usize, const D: usize, const E: usize, const F: usize, const G: usize, const H: usize,
        const I: usize, const J: usize, const K: usize, const L: usize, const M: usize, const N: usize, const O: usize, const P: usize,
    >(self, other: Self) -> Self {
        let places = [A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P];
        Self(places.map(|at| {
            if at < 16 {
                self.0[at]
            } else {
                other.0[at - 16]
            }
        }))
    }
}

impl Eight {
    /// Of these.
    #[inline(always)]
    pub fn new(numbers: &[i16; 8]) -> Self {
        Self(*numbers)
    }

    /// This one everywhere.
    #[inline(always)]
    pub fn all(number: i16) -> Self {
        Self([number; 8])
    }

    /// Of eight bytes.
    #[inline(always)]
    pub fn of_bytes(bytes: &[u8; 8]) -> Self {
        Self(bytes.map(i16::from))
    }

    /// All of them.
    #[inline(always)]
    pub fn to_array(self) -> [i16; 8] {
        self.0
    }

    /// The sums.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_add(other.0[at])))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_sub(other.0[at])))
    }

    /// The products.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_mul(other.0[at])))
    }

    /// The differences of numbers without sign, and 0 where those would be below it.
    #[inline(always)]
    pub fn down_to_zero(self, other: Self) -> Self {
        Self(from_fn(|at| {
            (self.0[at] as u16).saturating_sub(other.0[at] as u16) as i16
        }))
    }

    /// The products' 32768ths, rounded.
    #[inline(always)]
    pub fn scaled(self, other: Self) -> Self {
        Self(from_fn(|at| {
            let product = (i32::from(self.0[at]) * i32::from(other.0[at]) + (1 << 14)) >> 15;
            product.min(i16::MAX.into()) as i16
        }))
    }

    /// Without their signs.
    #[inline(always)]
    pub fn size(self) -> Self {
        Self(self.0.map(i16::wrapping_abs))
    }

    /// These where `number` is not above `limit`, and `others` elsewhere.
    #[inline(always)]
    pub fn unless_above(self, number: Self, limit: Self, others: Self) -> Self {
        Self(from_fn(|at| {
            if number.0[at] > limit.0[at] {
                others.0[at]
            } else {
                self.0[at]
            }
        }))
    }

    /// With the signs of `other`, where these numbers are not below 0.
    #[inline(always)]
    pub fn signed_as(self, other: Self) -> Self {
        Self(from_fn(|at| {
            if other.0[at] < 0 {
                self.0[at].wrapping_neg()
            } else {
                self.0[at]
            }
        }))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub fn shifted(self, bits: u32) -> Self {
        Self(self.0.map(|number| number >> bits))
    }

    /// The sums of neighbours' products: 0 and 1, 2 and 3, and so on.
    #[inline(always)]
    pub fn dot(self, other: Self) -> Four {
        let product = |at: usize| i32::from(self.0[at]) * i32::from(other.0[at]);
        Four(from_fn(|at| {
            product(2 * at).wrapping_add(product(2 * at + 1))
        }))
    }

    /// Of 0 and 1, 2 and 3, and so on, the larger one at the first place, and at the second one nothing that matters.
    #[inline(always)]
    pub fn most_of_pairs(self) -> Self {
        Self(from_fn(|at| {
            self.0[at].max(self.0.get(at + 1).copied().unwrap_or(0))
        }))
    }

    /// Those of both at even places, then those at odd ones.
    #[inline(always)]
    pub fn unwoven(self, other: Self) -> [Self; 2] {
        let both = |at: usize| if at < 8 { self.0[at] } else { other.0[at - 8] };
        [0, 1].map(|first| Self(from_fn(|at| both(2 * at + first))))
    }

    /// The first four of both by turns, then the last four.
    #[inline(always)]
    pub fn woven(self, other: Self) -> [Self; 2] {
        let by_turns = |at: usize| if at.is_multiple_of(2) { self.0 } else { other.0 }[at / 2];
        let half = |start: usize| Self(from_fn(|at| by_turns(start + at)));
        [half(0), half(8)]
    }

    /// The first four of both, and the last four.
    #[inline(always)]
    pub fn halves(self, other: Self) -> [Self; 2] {
        let half = |start: usize| {
            Self(from_fn(|at| {
                if at < 4 {
                    self.0[start + at]
                } else {
                    other.0[start + at - 4]
                }
            }))
        };
        [half(0), half(4)]
    }

    /// The last four, then the first four.
    #[inline(always)]
    pub fn swapped(self) -> Self {
        Self(from_fn(|at| self.0[(at + 4) % 8]))
    }

    /// 0 and 1, 4 and 5 of both, then the others of both.
    #[inline(always)]
    pub fn pairs(self, other: Self) -> [Self; 2] {
        let both = |at: usize| if at < 8 { self.0[at] } else { other.0[at - 8] };
        let half = |start: usize| Self(from_fn(|at| both(at / 2 * 4 + at % 2 + start)));
        [half(0), half(2)]
    }

    /// The first half.
    #[inline(always)]
    pub fn low(self) -> Four {
        Four(from_fn(|at| self.0[at].into()))
    }

    /// The second half.
    #[inline(always)]
    pub fn high(self) -> Four {
        Four(from_fn(|at| self.0[at + 4].into()))
    }

    /// What does not fit becomes the nearest number that does.
    #[inline(always)]
    pub fn of(low: Four, high: Four) -> Self {
        let least = i32::from(i16::MIN);
        let most = i32::from(i16::MAX);
        let wide = |at: usize| if at < 4 { low.0[at] } else { high.0[at - 4] };
        Self(from_fn(|at| wide(at).clamp(least, most) as i16))
    }

    /// The first number.
    #[inline(always)]
    pub fn first(self) -> i16 {
        self.0[0]
    }

    /// With another first number.
    #[inline(always)]
    pub fn with_first(mut self, first: i16) -> Self {
        self.0[0] = first;
        self
    }

    /// Sixteen numbers, row by row of four, in the bitstream's order.
    #[inline(always)]
    pub fn zigzag([upper, lower]: [Self; 2]) -> [Self; 2] {
        let at = |place: usize| {
            if place < 8 {
                upper.0[place]
            } else {
                lower.0[place - 8]
            }
        };
        [
            Self([0, 1, 4, 8, 5, 2, 3, 6].map(at)),
            Self([9, 12, 13, 10, 7, 11, 14, 15].map(at)),
        ]
    }
}

impl Four {
    /// This one everywhere.
    #[inline(always)]
    pub fn all(number: i32) -> Self {
        Self([number; 4])
    }

    /// The sums.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_add(other.0[at])))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_sub(other.0[at])))
    }

    /// The products.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at].wrapping_mul(other.0[at])))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub fn shifted(self, bits: u32) -> Self {
        Self(self.0.map(|number| number >> bits))
    }

    /// The first two of both by turns, then the last two.
    #[inline(always)]
    pub fn woven(self, other: Self) -> [Self; 2] {
        let half = |at: usize| Self([self.0[at], other.0[at], self.0[at + 1], other.0[at + 1]]);
        [half(0), half(2)]
    }

    /// The sum of all.
    #[inline(always)]
    pub fn sum(self) -> i32 {
        self.0.into_iter().fold(0, i32::wrapping_add)
    }
}
