//! Numbers that are computed with side by side: WebAssembly's 128-bit SIMD, and arrays that give the same elsewhere.

#[cfg_attr(target_arch = "wasm32", path = "simd128.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "portable.rs")]
mod vector;

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub struct Bytes(vector::Vector8);

/// Eight numbers of 16 bits. What overflows wraps, unless a function says otherwise.
#[derive(Clone, Copy)]
pub struct Eight(vector::Vector16);

/// Four numbers of 32 bits. What overflows wraps.
#[derive(Clone, Copy)]
pub struct Four(vector::Vector32);

impl Bytes {
    /// Of the sixteen from a place on; where there are fewer, of zeros.
    #[inline(always)]
    pub fn of_slice(bytes: &[u8], start: usize) -> Self {
        match bytes.get(start..).and_then(|rest| rest.first_chunk()) {
            Some(bytes) => Self::new(bytes),
            None => Self::all(0),
        }
    }

    /// Both halves.
    #[inline(always)]
    pub fn to_eights(self) -> [Eight; 2] {
        [self.low(), self.high()]
    }
}

/// Rows of four numbers, two in a vector: they become columns.
#[inline(always)]
pub fn transposed_4x4([upper, lower]: [Eight; 2]) -> [Eight; 2] {
    let [first, second] = upper.woven(lower);
    first.woven(second)
}

/// Rows of four numbers become columns.
#[inline(always)]
pub fn transposed_wide_4x4([a, b, c, d]: [Four; 4]) -> [Four; 4] {
    let ([a, c], [b, d]) = (a.woven(c), b.woven(d));
    let ([a, b], [c, d]) = (a.woven(b), c.woven(d));
    [a, b, c, d]
}

/// Makes rows of bytes of rows of bytes, eight samples at a time; what does not fit becomes 0 or 255.
///
/// All rows have to be as long as the first one of `from`; it panics if one is shorter. The last samples have zeros behind them. Each turn of the loop makes sixteen: the sandbox
/// looks at the clock in each.
#[inline(always)]
pub fn by_eights<const N: usize, const M: usize>(
    from: [&[u8]; N],
    to: [&mut [u8]; M],
    of: impl Fn([Eight; N]) -> [Eight; M],
) {
    let Some(length) = from.first().map(|row| row.len()) else {
        return;
    };
    let whole = length / 16 * 16;
    let mut to = to.map(|row| &mut row[..length]);
    for at in (0..whole).step_by(16) {
        let made = sixteen(from.map(|row| row[at..].as_chunks().0[0]), &of);
        for (row, made) in to.iter_mut().zip(&made) {
            row[at..].as_chunks_mut().0[0] = *made;
        }
    }
    let rest = length - whole;
    if rest > 0 {
        let padded = from.map(|row| {
            let mut padded = [0; 16];
            padded[..rest].copy_from_slice(&row[whole..length]);
            padded
        });
        for (row, made) in to.iter_mut().zip(sixteen(padded, &of)) {
            row[whole..].copy_from_slice(&made[..rest]);
        }
    }
}

#[inline(always)]
fn sixteen<const N: usize, const M: usize>(
    samples: [[u8; 16]; N],
    of: impl Fn([Eight; N]) -> [Eight; M],
) -> [[u8; 16]; M] {
    let halves = samples.map(|samples| Bytes::new(&samples).to_eights());
    let low = of(halves.map(|[low, _]| low));
    let high = of(halves.map(|[_, high]| high));
    std::array::from_fn(|m| Bytes::of(low[m], high[m]).to_array())
}

impl Eight {
    /// Of the eight bytes from `at` on, which have to be there.
    #[inline(always)]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        Self::of_bytes(&bytes[at..].as_chunks().0[0])
    }
}

/// Rows of eight numbers become columns.
#[inline(always)]
pub fn transposed_8x8(rows: [Eight; 8]) -> [Eight; 8] {
    // With three bits each for row and place, weaving turns the six to the left by one.
    let weave = |rows: [Eight; 8]| {
        let [a, b] = rows[0].woven(rows[4]);
        let [c, d] = rows[1].woven(rows[5]);
        let [e, f] = rows[2].woven(rows[6]);
        let [g, h] = rows[3].woven(rows[7]);
        [a, b, c, d, e, f, g, h]
    };
    weave(weave(weave(rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let rows = [0, 1].map(|half| Eight::new(&std::array::from_fn(|at| (half * 8 + at) as i16)));
        let [upper, lower] = transposed_4x4(rows).map(Eight::to_array);
        assert_eq!(upper, [0, 4, 8, 12, 1, 5, 9, 13]);
        assert_eq!(lower, [2, 6, 10, 14, 3, 7, 11, 15]);
        let wide = [rows[0].low(), rows[0].high(), rows[1].low(), rows[1].high()];
        let [a, b, c, d] = transposed_wide_4x4(wide);
        assert_eq!(Eight::of(a, b).to_array(), upper);
        assert_eq!(Eight::of(c, d).to_array(), lower);
    }

    #[test]
    fn what_does_not_fit_is_the_nearest() {
        let numbers = Eight::new(&[300, -1, 7, 0, 255, 256, -300, 1]);
        assert_eq!(
            Bytes::of(numbers, numbers).to_array()[..8],
            [255, 0, 7, 0, 255, 255, 0, 1]
        );
        assert_eq!(Eight::all(5).down_to_zero(Eight::all(7)).to_array(), [0; 8]);
        assert_eq!(
            Eight::all(i16::MAX).scaled(Eight::all(1 << 14)).to_array(),
            [1 << 14; 8]
        );
    }

    fn rows() -> [Eight; 8] {
        std::array::from_fn(|row| Eight::new(&std::array::from_fn(|at| (row * 8 + at) as i16)))
    }

    #[test]
    fn rows_of_any_length_are_made_whole() {
        for length in 0..70 {
            let row: Vec<u8> = (0..length).map(|at| at as u8 * 3).collect();
            let (mut sums, mut ones) = (vec![0; length], vec![0; length]);
            by_eights([&row, &row], [&mut sums, &mut ones], |[a, b]| {
                [a.plus(b), Eight::all(1)]
            });
            let twice: Vec<u8> = row.iter().map(|one| one.saturating_mul(2)).collect();
            assert_eq!((sums, ones), (twice, vec![1; length]));
        }
    }

    #[test]
    fn rows_of_eight_become_columns() {
        for (column, lanes) in transposed_8x8(rows()).iter().enumerate() {
            assert_eq!(
                lanes.to_array().map(usize::try_from),
                std::array::from_fn(|row| Ok(row * 8 + column))
            );
        }
    }

    #[test]
    fn unweaving_takes_weaving_back() {
        let [first, second, ..] = rows();
        let [low, high] = first.woven(second);
        assert_eq!(low.to_array(), [0, 8, 1, 9, 2, 10, 3, 11]);
        let [even, odd] = low.unwoven(high);
        assert_eq!(even.to_array(), first.to_array());
        assert_eq!(odd.to_array(), second.to_array());
    }

    #[test]
    fn what_is_too_wide_is_the_nearest() {
        let wide = Four::all(i32::MAX);
        let low = Four::all(i32::MIN);
        let most = Eight::of(wide, low);
        assert_eq!(most.to_array()[3..5], [i16::MAX, i16::MIN]);
        assert_eq!(Bytes::of(most, most).to_array()[3..5], [255, 0]);
    }

    #[test]
    fn products_are_added_in_pairs() {
        let numbers = Eight::new(&[1, 2, 3, 4, -5, 6, i16::MIN, i16::MIN]);
        let sum = numbers.dot(Eight::all(10)).sum();
        assert_eq!(sum, 10 * (1 + 2 + 3 + 4 - 5 + 6) + 20 * i32::from(i16::MIN));
        assert_eq!(Four::all(-3).shifted(1).sum(), -8);
    }
}
