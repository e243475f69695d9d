//! From red, green and blue to luma and chroma: the matrix and the rounding of libwebp, so that what it decodes is what was meant.

/// Sixteen rows of a picture as luma, and half as many of half the width as chroma, in whole macroblocks.
pub(crate) struct Stripe {
    pub(crate) luma: Vec<u8>,
    /// What is blue, and what is red.
    pub(crate) chroma: [Vec<u8>; 2],
    /// Of a row of `luma`; those of `chroma` have half of it.
    pub(crate) stride: usize,
}

/// Bits after the point of the matrix.
const PRECISION: u32 = 16;

impl Stripe {
    pub(crate) fn new(width: usize) -> Self {
        let stride = width.next_multiple_of(16);
        Self {
            luma: vec![0; stride * 16],
            chroma: [vec![0; stride * 4], vec![0; stride * 4]],
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

    /// Two rows of pixels are two of luma and one of chroma.
    fn fill_pair(&mut self, rows: [&[[u8; 3]]; 2], at: usize) {
        let stride = self.stride;
        let (upper, lower) = self.luma[at * 2 * stride..][..2 * stride].split_at_mut(stride);
        for (row, out) in rows.into_iter().zip([upper, lower]) {
            for (out, pixel) in out.iter_mut().zip(row) {
                *out = luma(*pixel);
            }
            if let (Some(rest), Some(&last)) = (out.get_mut(row.len()..), row.last()) {
                rest.fill(luma(last));
            }
        }
        let half = stride / 2;
        let [blue, red] = &mut self.chroma;
        let blue = &mut blue[at * half..][..half];
        let red = &mut red[at * half..][..half];
        let pairs = rows[0].chunks(2).zip(rows[1].chunks(2));
        let mut end = [128; 2];
        for ((upper, lower), (blue, red)) in pairs.zip(blue.iter_mut().zip(red.iter_mut())) {
            let (Some(a), Some(b)) = (upper.first(), upper.last()) else {
                continue;
            };
            let (Some(c), Some(d)) = (lower.first(), lower.last()) else {
                continue;
            };
            let sum = |part: usize| {
                i32::from(a[part]) + i32::from(b[part]) + i32::from(c[part]) + i32::from(d[part])
            };
            end = chroma([sum(0), sum(1), sum(2)]);
            [*blue, *red] = end;
        }
        let used = rows[0].len().div_ceil(2);
        for (plane, end) in [blue, red].into_iter().zip(end) {
            if let Some(rest) = plane.get_mut(used..) {
                rest.fill(end);
            }
        }
    }
}

#[inline(always)]
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 16_839 * u32::from(red) + 33_059 * u32::from(green) + 6_420 * u32::from(blue);
    ((sum + (16 << PRECISION) + (1 << (PRECISION - 1))) >> PRECISION) as u8
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
            stripe.chroma[0]
                .chunks(8)
                .all(|row| row[1..].iter().all(|&at| at == 240))
        );
    }
}
