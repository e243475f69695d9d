//! Numbers that are computed with side by side: WebAssembly's 128-bit SIMD, and arrays that give the same elsewhere.

#[cfg_attr(target_arch = "wasm32", path = "lanes/simd128.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "lanes/portable.rs")]
mod vector;

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(vector::Vector8);

/// Eight numbers of 16 bits. What overflows wraps, unless a function says otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Eight(vector::Vector16);

/// Four numbers of 32 bits. What overflows wraps.
#[derive(Clone, Copy)]
pub(crate) struct Four(vector::Vector32);

impl Bytes {
    /// Of the sixteen from a place on; where there are fewer, of zeros.
    #[inline(always)]
    pub(crate) fn of_slice(bytes: &[u8], start: usize) -> Self {
        match bytes.get(start..).and_then(|rest| rest.first_chunk()) {
            Some(bytes) => Self::new(bytes),
            None => Self::all(0),
        }
    }

    #[inline(always)]
    pub(crate) fn to_eights(self) -> [Eight; 2] {
        [self.low(), self.high()]
    }
}

/// Rows of four numbers, two in a vector: they become columns.
#[inline(always)]
pub(crate) fn transposed([upper, lower]: [Eight; 2]) -> [Eight; 2] {
    let [first, second] = upper.woven(lower);
    first.woven(second)
}

/// Rows of four numbers become columns.
#[inline(always)]
pub(crate) fn transposed_wide([a, b, c, d]: [Four; 4]) -> [Four; 4] {
    let ([a, c], [b, d]) = (a.woven(c), b.woven(d));
    let ([a, b], [c, d]) = (a.woven(b), c.woven(d));
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let rows = [0, 1].map(|half| Eight::new(&std::array::from_fn(|at| (half * 8 + at) as i16)));
        let [upper, lower] = transposed(rows).map(Eight::to_array);
        assert_eq!(upper, [0, 4, 8, 12, 1, 5, 9, 13]);
        assert_eq!(lower, [2, 6, 10, 14, 3, 7, 11, 15]);
        let wide = [rows[0].low(), rows[0].high(), rows[1].low(), rows[1].high()];
        let [a, b, c, d] = transposed_wide(wide);
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
}
