//! From red, green and blue to luma and chroma: the matrix and the rounding of libwebp, so that what it decodes is what was meant.

use crate::gamma;
use crate::tile::{self, Tile};
use lanes::{Bytes, Eight, Four};

/// Sixteen rows of a picture as luma, and half as many of half the width as chroma, in whole macroblocks.
pub(crate) struct Stripe {
    luma: Vec<u8>,
    /// What is blue, and what is red. Behind each are eight bytes that mean nothing, so that sixteen can be read anywhere.
    chroma: [Vec<u8>; 2],
    /// Of a row of `luma`; those of `chroma` have half of it.
    stride: usize,
}

/// Bits after the point of the matrix.
const PRECISION: u32 = 16;

impl Stripe {
    pub(crate) fn new(width: usize) -> Self {
        let stride = width.next_multiple_of(16);
        Self {
            luma: vec![0; stride * 16],
            chroma: [vec![0; stride * 4 + 8], vec![0; stride * 4 + 8]],
            stride,
        }
    }

    /// Takes the sixteen rows of `rgb` from `top` on. Beyond its edges a picture goes on as it ends.
    pub(crate) fn fill(&mut self, rgb: &[u8], width: usize, top: usize) {
        let (rows, _) = rgb.as_chunks::<3>();
        let mut rows = rows.chunks_exact(width).skip(top);
        let Some(mut last) = rows.next() else { return };
        let mut next = Some(last);
        for at in 0..8 {
            let upper = next.unwrap_or(last);
            let lower = rows.next().unwrap_or(upper);
            self.fill_pair([upper, lower], at);
            last = lower;
            next = rows.next();
        }
    }

    /// The tiles of luma of the macroblock at a column.
    #[inline(always)]
    pub(crate) fn luma_tiles(&self, column: usize) -> [Tile; 16] {
        let rows = [0, 4, 8, 12]
            .map(|row| tile::cut(&self.luma, self.stride, row * self.stride + column * 16));
        std::array::from_fn(|at| rows[at / 4][at % 4])
    }

    /// The tiles of chroma of the macroblock at a column.
    #[inline(always)]
    pub(crate) fn chroma_tiles(&self, column: usize) -> [[Tile; 4]; 2] {
        let stride = self.stride / 2;
        self.chroma.each_ref().map(|plane| {
            let [a, b, ..] = tile::cut(plane, stride, column * 8);
            let [c, d, ..] = tile::cut(plane, stride, stride * 4 + column * 8);
            [a, b, c, d]
        })
    }

    /// Two rows of pixels are two of luma and one of chroma.
    // Apart from what calls it: in a large function the sandbox's compiler runs out of registers.
    #[inline(never)]
    fn fill_pair(&mut self, rows: [&[[u8; 3]]; 2], at: usize) {
        let stride = self.stride;
        for (row, out) in rows
            .into_iter()
            .zip(self.luma.chunks_exact_mut(stride).skip(at * 2))
        {
            luma_row(row, out);
        }
        let half = stride / 2;
        let [blue, red] = self
            .chroma
            .each_mut()
            .map(|plane| &mut plane[at * half..][..half]);
        let (upper, last_upper) = rows[0].as_chunks::<2>();
        let (lower, last_lower) = rows[1].as_chunks::<2>();
        for (([a, b], [c, d]), (blue, red)) in upper
            .iter()
            .zip(lower)
            .zip(blue.iter_mut().zip(red.iter_mut()))
        {
            [*blue, *red] =
                chroma([0, 1, 2].map(|part| gamma::mean([a[part], b[part], c[part], d[part]])));
        }
        let last = last_upper.first().zip(last_lower.first());
        if let (Some((a, b)), Some(blue), Some(red)) =
            (last, blue.get_mut(upper.len()), red.get_mut(upper.len()))
        {
            [*blue, *red] =
                chroma([0, 1, 2].map(|part| gamma::mean([a[part], a[part], b[part], b[part]])));
        }
        let used = rows[0].len().div_ceil(2);
        for plane in [blue, red] {
            let end = plane.get(used - 1).copied();
            if let (Some(rest), Some(end)) = (plane.get_mut(used..), end) {
                rest.fill(end);
            }
        }
    }
}

/// One row of luma, which goes on as the pixels end.
#[inline(never)]
fn luma_row(row: &[[u8; 3]], out: &mut [u8]) {
    let (outs, _) = out.as_chunks_mut::<16>();
    let mut done = 0;
    for (out, pixels) in outs
        .iter_mut()
        .zip(row.as_flattened().windows(52).step_by(48))
    {
        *out = luma_of_sixteen(pixels);
        done += 16;
    }
    let Some(last) = row.last() else { return };
    let rest = row.iter().skip(done).chain(std::iter::repeat(last));
    for (out, pixel) in out.iter_mut().skip(done).zip(rest) {
        *out = luma(*pixel);
    }
}

/// What follows the last pixel is read, too.
#[inline(always)]
fn luma_of_sixteen(pixels: &[u8]) -> [u8; 16] {
    let [a, b, c, d] = [0, 12, 24, 36].map(|start| {
        let four = Bytes::of_slice(pixels, start);
        let nothing = Bytes::all(0);
        let reds = four.picked::<0, 16, 1, 16, 3, 16, 4, 16, 6, 16, 7, 16, 9, 16, 10, 16>(nothing);
        let blues =
            four.picked::<1, 16, 2, 16, 4, 16, 5, 16, 7, 16, 8, 16, 10, 16, 11, 16>(nothing);
        // Green's factor takes more than 15 bits, so that half of it comes with each.
        let factors = |a: i16, b: i16| Eight::new(&[a, b, a, b, a, b, a, b]);
        let sum = reds
            .to_pairs()
            .dot(factors(16_839, 16_530))
            .plus(blues.to_pairs().dot(factors(16_529, 6_420)));
        sum.plus(Four::all(LUMA_ROUNDING as i32)).shifted(PRECISION)
    });
    Bytes::of(Eight::of(a, b), Eight::of(c, d)).to_array()
}

const LUMA_ROUNDING: u32 = (16 << PRECISION) + (1 << (PRECISION - 1));

#[inline(always)]
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 16_839 * u32::from(red) + 33_059 * u32::from(green) + 6_420 * u32::from(blue);
    ((sum + LUMA_ROUNDING) >> PRECISION) as u8
}

/// Of the sums of four pixels.
#[inline(always)]
fn chroma([red, green, blue]: [i32; 3]) -> [u8; 2] {
    let rounded = |sum: i32| {
        ((sum + (128 << (PRECISION + 2)) + (1 << (PRECISION + 1))) >> (PRECISION + 2)).clamp(0, 255)
            as u8
    };
    [
        rounded(-9_719 * red - 19_081 * green + 28_800 * blue),
        rounded(28_800 * red - 24_116 * green - 4_684 * blue),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_and_primaries_are_where_they_belong() {
        assert_eq!(luma([0; 3]), 16);
        assert_eq!(luma([255; 3]), 235);
        assert_eq!(chroma([4 * 255; 3]), [128; 2]);
        assert_eq!(chroma([4 * 255, 0, 0]), [90, 240]);
        assert_eq!(chroma([0, 0, 4 * 255]), [240, 110]);
    }

    #[test]
    fn sixteen_pixels_are_as_one() {
        let row: Vec<[u8; 3]> = (0..37_u8)
            .map(|at| [at * 7, 255 - at * 3, at.wrapping_mul(91)])
            .collect();
        let mut out = [0; 48];
        luma_row(&row, &mut out);
        let expected = row.iter().chain([&row[36]; 11]).map(|pixel| luma(*pixel));
        assert!(expected.eq(out));
    }

    #[test]
    fn a_picture_goes_on_as_it_ends() {
        let mut stripe = Stripe::new(3);
        stripe.fill(&[255, 255, 255, 0, 0, 0, 0, 0, 255], 3, 0);
        assert!(
            stripe
                .luma
                .chunks(16)
                .all(|row| row[0] == 235 && row[1] == 16)
        );
        assert!(
            stripe
                .luma
                .chunks(16)
                .all(|row| row[2..].iter().all(|&at| at == 41))
        );
        assert!(
            stripe.chroma[0][..64]
                .chunks(8)
                .all(|row| row[1..].iter().all(|&at| at == 240))
        );
    }
}
