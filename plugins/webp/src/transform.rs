//! The transforms of 4×4 numbers, there and back (section 14). The ways back are the RFC's, bit for bit.

/// Sixteen numbers, row by row.
pub(crate) type Block = [i16; 16];

/// √2·cos(π/8) and √2·sin(π/8), in 4096ths.
const COS: i32 = 5352;
const SIN: i32 = 2217;

/// The cosine transform of differences of pixels.
pub(crate) fn forward(block: &Block) -> Block {
    let mut rows = [0_i32; 16];
    for (row, out) in block
        .as_chunks::<4>()
        .0
        .iter()
        .zip(rows.as_chunks_mut::<4>().0)
    {
        let [a, b, c, d] = row.map(i32::from);
        let (sum, difference) = ([a + d, b + c], [a - d, b - c]);
        *out = [
            (sum[0] + sum[1]) << 3,
            (difference[0] * COS + difference[1] * SIN + (1 << 8)) >> 9,
            (sum[0] - sum[1]) << 3,
            (difference[0] * SIN - difference[1] * COS + (1 << 8)) >> 9,
        ];
    }
    let mut out = [0; 16];
    for at in 0..4 {
        let [a, b, c, d] = [rows[at], rows[at + 4], rows[at + 8], rows[at + 12]];
        let (sum, difference) = ([a + d, b + c], [a - d, b - c]);
        out[at] = ((sum[0] + sum[1] + 8) >> 4) as i16;
        out[at + 4] = ((difference[0] * COS + difference[1] * SIN + (1 << 15)) >> 16) as i16;
        out[at + 8] = ((sum[0] - sum[1] + 8) >> 4) as i16;
        out[at + 12] = ((difference[0] * SIN - difference[1] * COS + (1 << 15)) >> 16) as i16;
    }
    out
}

/// Section 14.3, without adding the prediction.
pub(crate) fn inverse(block: &Block) -> Block {
    let times_cos = |x: i32| x + ((x * 20_091) >> 16);
    let times_sin = |x: i32| (x * 35_468) >> 16;
    let butterfly = |[a, b, c, d]: [i32; 4]| {
        let (even, odd) = (a + c, a - c);
        let low = times_sin(b) - times_cos(d);
        let high = times_cos(b) + times_sin(d);
        [even + high, odd + low, odd - low, even - high]
    };
    let mut columns = [0_i32; 16];
    for at in 0..4 {
        let column = [block[at], block[at + 4], block[at + 8], block[at + 12]];
        for (row, number) in butterfly(column.map(i32::from)).into_iter().enumerate() {
            columns[at + row * 4] = number;
        }
    }
    let mut out = [0; 16];
    for (row, out) in columns
        .as_chunks::<4>()
        .0
        .iter()
        .zip(out.as_chunks_mut::<4>().0)
    {
        *out = butterfly(*row).map(|number| ((number + 4) >> 3) as i16);
    }
    out
}

/// The Walsh-Hadamard transform of sixteen blocks' lowest frequencies.
pub(crate) fn forward_walsh(block: &Block) -> Block {
    walsh(block, |number| (number + 1) >> 1)
}

/// Section 14.3.
pub(crate) fn inverse_walsh(block: &Block) -> Block {
    walsh(block, |number| (number + 3) >> 3)
}

#[inline(always)]
fn walsh(block: &Block, rounded: impl Fn(i32) -> i32) -> Block {
    let butterfly = |[a, b, c, d]: [i32; 4]| {
        let (outer, inner) = ([a + d, a - d], [b + c, b - c]);
        [
            outer[0] + inner[0],
            outer[1] + inner[1],
            outer[0] - inner[0],
            outer[1] - inner[1],
        ]
    };
    let mut columns = [0_i32; 16];
    for at in 0..4 {
        let column = [block[at], block[at + 4], block[at + 8], block[at + 12]];
        for (row, number) in butterfly(column.map(i32::from)).into_iter().enumerate() {
            columns[at + row * 4] = number;
        }
    }
    let mut out = [0; 16];
    for (row, out) in columns
        .as_chunks::<4>()
        .0
        .iter()
        .zip(out.as_chunks_mut::<4>().0)
    {
        *out = butterfly(*row).map(|number| rounded(number) as i16);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn differences() -> impl Strategy<Value = Block> {
        proptest::array::uniform16(-255_i16..=255)
    }

    proptest! {
        #[test]
        fn there_and_back_is_near(block in differences()) {
            for (one, other) in block.iter().zip(inverse(&forward(&block))) {
                prop_assert!(one.abs_diff(other) <= 1, "{block:?}");
            }
        }

        #[test]
        fn walsh_there_and_back_is_near(block in proptest::array::uniform16(-2047_i16..=2047)) {
            for (one, other) in block.iter().zip(inverse_walsh(&forward_walsh(&block))) {
                prop_assert!(one.abs_diff(other) <= 1, "{block:?}");
            }
        }
    }

    #[test]
    fn equal_numbers_have_one_frequency() {
        let mut expected = [0; 16];
        expected[0] = 8 * 25;
        assert_eq!(forward(&[25; 16]), expected);
        assert_eq!(inverse(&expected), [25; 16]);
    }
}
