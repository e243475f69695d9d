//! On WebAssembly: an instruction each, or a few.

use core::arch::wasm32::*;

use super::{Eight, Four};

pub(super) type Vector16 = v128;
pub(super) type Vector32 = v128;

impl Eight {
    #[inline(always)]
    pub(crate) fn new(n: &[i16; 8]) -> Self {
        Self(i16x8(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]))
    }

    #[inline(always)]
    pub(crate) fn all(number: i16) -> Self {
        Self(i16x8_splat(number))
    }

    #[inline(always)]
    pub(crate) fn of_bytes(bytes: &[u8; 8]) -> Self {
        let bytes = u64x2(u64::from_le_bytes(*bytes), 0);
        Self(u16x8_extend_low_u8x16(bytes))
    }

    /// Of the first and of the last eight.
    #[inline(always)]
    pub(crate) fn of_halves(bytes: &[u8; 16]) -> [Self; 2] {
        let [low, high] =
            [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|n| bytes[at + n])));
        let bytes = u64x2(low, high);
        [
            Self(u16x8_extend_low_u8x16(bytes)),
            Self(u16x8_extend_high_u8x16(bytes)),
        ]
    }

    #[inline(always)]
    pub(crate) fn to_array(self) -> [i16; 8] {
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

    /// Both as bytes; what does not fit becomes 0 or 255.
    #[inline(always)]
    pub(crate) fn to_bytes_with(self, high: Self) -> [u8; 16] {
        let bytes = u8x16_narrow_i16x8(self.0, high.0);
        let halves = [
            u64x2_extract_lane::<0>(bytes),
            u64x2_extract_lane::<1>(bytes),
        ];
        let halves = halves.map(u64::to_le_bytes);
        std::array::from_fn(|at| halves[at / 8][at % 8])
    }

    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(i16x8_add(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        Self(i16x8_sub(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn times(self, other: Self) -> Self {
        Self(i16x8_mul(self.0, other.0))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub(crate) fn shifted(self, bits: u32) -> Self {
        Self(i16x8_shr(self.0, bits))
    }

    /// The sums of neighbours' products: 0 and 1, 2 and 3, and so on.
    #[inline(always)]
    pub(crate) fn dot(self, other: Self) -> Four {
        Four(i32x4_dot_i16x8(self.0, other.0))
    }

    /// The first four of both by turns, then the last four.
    #[inline(always)]
    pub(crate) fn woven(self, other: Self) -> [Self; 2] {
        [
            Self(i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(self.0, other.0)),
            Self(i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(self.0, other.0)),
        ]
    }

    /// Those of both at even places, then those at odd ones.
    #[inline(always)]
    pub(crate) fn unwoven(self, other: Self) -> [Self; 2] {
        [
            Self(i16x8_shuffle::<0, 2, 4, 6, 8, 10, 12, 14>(self.0, other.0)),
            Self(i16x8_shuffle::<1, 3, 5, 7, 9, 11, 13, 15>(self.0, other.0)),
        ]
    }

    /// What does not fit becomes the nearest number that does.
    #[inline(always)]
    pub(crate) fn of(low: Four, high: Four) -> Self {
        Self(i16x8_narrow_i32x4(low.0, high.0))
    }
}

impl Four {
    #[inline(always)]
    pub(crate) fn all(number: i32) -> Self {
        Self(i32x4_splat(number))
    }

    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(i32x4_add(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        Self(i32x4_sub(self.0, other.0))
    }

    /// Divided by two to the power of `bits`, rounded down.
    #[inline(always)]
    pub(crate) fn shifted(self, bits: u32) -> Self {
        Self(i32x4_shr(self.0, bits))
    }

    #[inline(always)]
    pub(crate) fn sum(self) -> i32 {
        i32x4_extract_lane::<0>(self.0)
            .wrapping_add(i32x4_extract_lane::<1>(self.0))
            .wrapping_add(i32x4_extract_lane::<2>(self.0))
            .wrapping_add(i32x4_extract_lane::<3>(self.0))
    }
}
