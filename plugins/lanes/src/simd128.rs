//! On WebAssembly: an instruction each, or a few.

use core::arch::wasm32::*;

use super::{Bytes, Eight, Four};

pub(super) type Vector8 = v128;
pub(super) type Vector16 = v128;
pub(super) type Vector32 = v128;

impl Bytes {
    /// Of these.
    #[inline(always)]
    pub fn new(bytes: &[u8; 16]) -> Self {
        let ([low, high], _) = bytes.as_chunks::<8>() else {
            return Self::all(0);
        };
        Self::of_words(u64::from_le_bytes(*low), u64::from_le_bytes(*high))
    }

    /// This one everywhere.
    #[inline(always)]
    pub fn all(byte: u8) -> Self {
        Self(u8x16_splat(byte))
    }

    /// The first eight are the bytes of `low`, the lowest first.
    #[inline(always)]
    pub fn of_words(low: u64, high: u64) -> Self {
        Self(u64x2(low, high))
    }

    /// All of them.
    #[inline(always)]
    pub fn to_array(self) -> [u8; 16] {
        let low = u64x2_extract_lane::<0>(self.0).to_le_bytes();
        let high = u64x2_extract_lane::<1>(self.0).to_le_bytes();
        std::array::from_fn(|at| if at < 8 { low[at] } else { high[at - 8] })
    }

    /// Four bytes, the lowest first.
    #[inline(always)]
    pub fn word<const AT: usize>(self) -> u32 {
        u32x4_extract_lane::<AT>(self.0)
    }

    /// What does not fit becomes 0 or 255.
    #[inline(always)]
    pub fn of(low: Eight, high: Eight) -> Self {
        Self(u8x16_narrow_i16x8(low.0, high.0))
    }

    /// The first half.
    #[inline(always)]
    pub fn low(self) -> Eight {
        Eight(u16x8_extend_low_u8x16(self.0))
    }

    /// The second half.
    #[inline(always)]
    pub fn high(self) -> Eight {
        Eight(u16x8_extend_high_u8x16(self.0))
    }

    /// Two bytes each as one number, the lower one first.
    #[inline(always)]
    pub fn to_pairs(self) -> Eight {
        Eight(self.0)
    }

    /// The means, rounded up.
    #[inline(always)]
    pub fn mean(self, other: Self) -> Self {
        Self(u8x16_avgr(self.0, other.0))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(u8x16_sub(self.0, other.0))
    }

    /// The bits that both have.
    #[inline(always)]
    pub fn and(self, other: Self) -> Self {
        Self(v128_and(self.0, other.0))
    }

    /// The bits that one of both has.
    #[inline(always)]
    pub fn xor(self, other: Self) -> Self {
        Self(v128_xor(self.0, other.0))
    }

    /// The smaller ones.
    #[inline(always)]
    pub fn least(self, other: Self) -> Self {
        Self(u8x16_min(self.0, other.0))
    }

    /// The lower four bits of each as its upper ones.
    #[inline(always)]
    pub fn in_upper_half(self) -> Self {
        Self(u8x16_shl(self.0, 4))
    }

    /// The sum of all.
    #[inline(always)]
    pub fn sum(self) -> u32 {
        let sums = u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(self.0));
        Four(sums).sum() as u32
    }

    /// Which ones are not 0, the first one lowest.
    #[inline(always)]
    pub fn filled(self) -> u16 {
        u8x16_bitmask(u8x16_ne(self.0, u8x16_splat(0)))
    }

    /// Those at these places of both, one after the other.
    #[inline(always)]
    #[rustfmt::skip]
    pub fn picked<
        const A: usize, const B: usize, const C: usize, const D: usize, const E: usize, const F: usize, const G: usize, const H: usize,
        const I: usize, const J: usize, const K: usize, const L: usize, const M: usize, const N: usize, const O: usize, const P: usize,
    >(self, other: Self) -> Self {
        Self(u8x16_shuffle::<
            A,
            B,
            C,
            D,
            E,
            F,
            G,
            H,
            I,
            J,
            K,
            L,
            M,
            N,
            O,
            P,
        >(self.0, other.0))
    }
}

impl Eight {
    /// Of these.
    #[inline(always)]
    pub fn new(n: &[i16; 8]) -> Self {
        Self(i16x8(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]))
    }

    /// This one everywhere.
    #[inline(always)]
    pub fn all(number: i16) -> Self {
        Self(i16x8_splat(number))
    }

    /// Of eight bytes.
    #[inline(always)]
    pub fn of_bytes(bytes: &[u8; 8]) -> Self {
        let bytes = u64x2(u64::from_le_bytes(*bytes), 0);
        Self(u16x8_extend_low_u8x16(bytes))
    }

    /// All of them.
    #[inline(always)]
    pub fn to_array(self) -> [i16; 8] {
        [
            i16x8_extract_lane::<0>(self.0),
            i16x8_extract_lane::<1>(self.0),
            i16x8_extract_lane::<2>(self.0),
            i16x8_extract_lane::<3>(self.0),
            i16x8_extract_lane::<4>(self.0),
            i16x8_extract_lane::<5>(self.0),
            i16x8_extract_lane::<6>(self.0),
            i16x8_extract_lane::<7>(self.0),
        ]
    }

    /// The sums.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        Self(i16x8_add(self.0, other.0))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(i16x8_sub(self.0, other.0))
    }

    /// The products.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(i16x8_mul(self.0, other.0))
    }

    /// The differences of numbers without sign, and 0 where those would be below it.
    #[inline(always)]
    pub fn down_to_zero(self, other: Self) -> Self {
        Self(u16x8_sub_sat(self.0, other.0))
    }

    /// The products' 32768ths, rounded.
    #[inline(always)]
    pub fn scaled(self, other: Self) -> Self {
        Self(i16x8_q15mulr_sat(self.0, other.0))
    }

    /// Without their signs.
    #[inline(always)]
    pub fn size(self) -> Self {
        Self(i16x8_abs(self.0))
    }

    /// These where `number` is not above `limit`, and `others` elsewhere.
    #[inline(always)]
    pub fn unless_above(self, number: Self, limit: Self, others: Self) -> Self {
        Self(v128_bitselect(
            others.0,
            self.0,
            i16x8_gt(number.0, limit.0),
        ))
    }

    /// With the signs of `other`, where these numbers are not below 0.
    #[inline(always)]
    pub fn signed_as(self, other: Self) -> Self {
        let signs = i16x8_shr(other.0, 15);
        Self(i16x8_sub(v128_xor(self.0, signs), signs))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub fn shifted(self, bits: u32) -> Self {
        Self(i16x8_shr(self.0, bits))
    }

    /// The sums of neighbours' products: 0 and 1, 2 and 3, and so on.
    #[inline(always)]
    pub fn dot(self, other: Self) -> Four {
        Four(i32x4_dot_i16x8(self.0, other.0))
    }

    /// Of 0 and 1, 2 and 3, and so on, the larger one at the first place, and at the second one nothing that matters.
    #[inline(always)]
    pub fn most_of_pairs(self) -> Self {
        Self(i16x8_max(self.0, u32x4_shr(self.0, 16)))
    }

    /// Those of both at even places, then those at odd ones.
    #[inline(always)]
    pub fn unwoven(self, other: Self) -> [Self; 2] {
        [
            Self(i16x8_shuffle::<0, 2, 4, 6, 8, 10, 12, 14>(self.0, other.0)),
            Self(i16x8_shuffle::<1, 3, 5, 7, 9, 11, 13, 15>(self.0, other.0)),
        ]
    }

    /// The first four of both by turns, then the last four.
    #[inline(always)]
    pub fn woven(self, other: Self) -> [Self; 2] {
        [
            Self(i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(self.0, other.0)),
            Self(i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(self.0, other.0)),
        ]
    }

    /// The first four of both, and the last four.
    #[inline(always)]
    pub fn halves(self, other: Self) -> [Self; 2] {
        [
            Self(i64x2_shuffle::<0, 2>(self.0, other.0)),
            Self(i64x2_shuffle::<1, 3>(self.0, other.0)),
        ]
    }

    /// The last four, then the first four.
    #[inline(always)]
    pub fn swapped(self) -> Self {
        Self(i64x2_shuffle::<1, 0>(self.0, self.0))
    }

    /// 0 and 1, 4 and 5 of both, then the others of both.
    #[inline(always)]
    pub fn pairs(self, other: Self) -> [Self; 2] {
        [
            Self(i32x4_shuffle::<0, 2, 4, 6>(self.0, other.0)),
            Self(i32x4_shuffle::<1, 3, 5, 7>(self.0, other.0)),
        ]
    }

    /// The first half.
    #[inline(always)]
    pub fn low(self) -> Four {
        Four(i32x4_extend_low_i16x8(self.0))
    }

    /// The second half.
    #[inline(always)]
    pub fn high(self) -> Four {
        Four(i32x4_extend_high_i16x8(self.0))
    }

    /// What does not fit becomes the nearest number that does.
    #[inline(always)]
    pub fn of(low: Four, high: Four) -> Self {
        Self(i16x8_narrow_i32x4(low.0, high.0))
    }

    /// The first number.
    #[inline(always)]
    pub fn first(self) -> i16 {
        i16x8_extract_lane::<0>(self.0)
    }

    /// With another first number.
    #[inline(always)]
    pub fn with_first(self, first: i16) -> Self {
        Self(i16x8_replace_lane::<0>(self.0, first))
    }

    /// Sixteen numbers, row by row of four, in the bitstream's order.
    #[inline(always)]
    pub fn zigzag([upper, lower]: [Self; 2]) -> [Self; 2] {
        [
            Self(i16x8_shuffle::<0, 1, 4, 8, 5, 2, 3, 6>(upper.0, lower.0)),
            Self(i16x8_shuffle::<9, 12, 13, 10, 7, 11, 14, 15>(
                upper.0, lower.0,
            )),
        ]
    }
}

impl Four {
    /// This one everywhere.
    #[inline(always)]
    pub fn all(number: i32) -> Self {
        Self(i32x4_splat(number))
    }

    /// The sums.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        Self(i32x4_add(self.0, other.0))
    }

    /// The differences.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(i32x4_sub(self.0, other.0))
    }

    /// The products.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(i32x4_mul(self.0, other.0))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub fn shifted(self, bits: u32) -> Self {
        Self(i32x4_shr(self.0, bits))
    }

    /// The first two of both by turns, then the last two.
    #[inline(always)]
    pub fn woven(self, other: Self) -> [Self; 2] {
        [
            Self(i32x4_shuffle::<0, 4, 1, 5>(self.0, other.0)),
            Self(i32x4_shuffle::<2, 6, 3, 7>(self.0, other.0)),
        ]
    }

    /// The sum of all.
    #[inline(always)]
    pub fn sum(self) -> i32 {
        let pairs = i32x4_add(self.0, i32x4_shuffle::<2, 3, 0, 1>(self.0, self.0));
        i32x4_extract_lane::<0>(pairs).wrapping_add(i32x4_extract_lane::<1>(pairs))
    }
}
