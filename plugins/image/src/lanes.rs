//! Numbers that are computed with side by side: WebAssembly's 128-bit SIMD, and arrays that give the same elsewhere.

#[cfg_attr(target_arch = "wasm32", path = "lanes/simd128.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "lanes/portable.rs")]
mod vector;

/// Eight numbers of 16 bits. What overflows wraps, unless a function says otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Eight(vector::Vector16);

/// Four numbers of 32 bits. What overflows wraps.
#[derive(Clone, Copy)]
pub(crate) struct Four(vector::Vector32);

/// Makes rows of bytes of rows of bytes, eight samples at a time; what does not fit becomes 0 or 255.
///
/// All rows are as long as the first one. The last samples have zeros behind them. Each turn of the loop makes sixteen: the sandbox
/// looks at the clock in each.
#[inline(always)]
pub(crate) fn by_eights<const N: usize, const M: usize>(
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
    let halves = samples.map(|samples| Eight::of_halves(&samples));
    let low = of(halves.map(|[low, _]| low));
    let high = of(halves.map(|[_, high]| high));
    std::array::from_fn(|m| low[m].to_bytes_with(high[m]))
}

impl Eight {
    /// Of the eight bytes from `at` on, which have to be there.
    #[inline(always)]
    pub(crate) fn at(bytes: &[u8], at: usize) -> Self {
        Self::of_bytes(&bytes[at..].as_chunks().0[0])
    }
}

/// Rows become columns.
#[inline(always)]
pub(crate) fn transposed(rows: [Eight; 8]) -> [Eight; 8] {
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
    fn rows_become_columns() {
        for (column, lanes) in transposed(rows()).iter().enumerate() {
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
    fn what_does_not_fit_is_the_nearest() {
        let wide = Four::all(i32::MAX);
        let low = Four::all(i32::MIN);
        let most = Eight::of(wide, low);
        assert_eq!(most.to_array()[3..5], [i16::MAX, i16::MIN]);
        assert_eq!(most.to_bytes_with(most)[3..5], [255, 0]);
    }

    #[test]
    fn products_are_added_in_pairs() {
        let numbers = Eight::new(&[1, 2, 3, 4, -5, 6, i16::MIN, i16::MIN]);
        let sum = numbers.dot(Eight::all(10)).sum();
        assert_eq!(sum, 10 * (1 + 2 + 3 + 4 - 5 + 6) + 20 * i32::from(i16::MIN));
        assert_eq!(Four::all(-3).shifted(1).sum(), -8);
    }
}
