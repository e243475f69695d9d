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
/// All rows are as long as the first one. The last samples, where they are fewer than eight, have zeros behind them.
#[inline(always)]
pub(crate) fn by_eights<const N: usize, const M: usize>(
    from: [&[u8]; N],
    to: [&mut [u8]; M],
    of: impl Fn([Eight; N]) -> [Eight; M],
) {
    let Some(length) = from.first().map(|row| row.len()) else {
        return;
    };
    let whole = length / 8 * 8;
    let from = from.map(|row| row.split_at(whole));
    let mut to = to.map(|row| row.split_at_mut(whole));
    for at in 0..whole / 8 {
        let eights = std::array::from_fn(|n| Eight::of_bytes(&from[n].0.as_chunks().0[at]));
        let made = of(eights);
        for (row, made) in to.iter_mut().zip(made) {
            row.0.as_chunks_mut().0[at] = made.to_bytes();
        }
    }
    if whole < length {
        let eights = std::array::from_fn(|n| {
            let mut padded = [0; 8];
            padded[..length - whole].copy_from_slice(from[n].1);
            Eight::of_bytes(&padded)
        });
        for (row, made) in to.iter_mut().zip(of(eights)) {
            row.1.copy_from_slice(&made.to_bytes()[..length - whole]);
        }
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
        assert_eq!(most.to_bytes()[3..5], [255, 0]);
    }

    #[test]
    fn products_are_added_in_pairs() {
        let numbers = Eight::new(&[1, 2, 3, 4, -5, 6, i16::MIN, i16::MIN]);
        let sum = numbers.dot(Eight::all(10)).sum();
        assert_eq!(sum, 10 * (1 + 2 + 3 + 4 - 5 + 6) + 20 * i32::from(i16::MIN));
        assert_eq!(Four::all(-3).shifted(1).sum(), -8);
    }
}
