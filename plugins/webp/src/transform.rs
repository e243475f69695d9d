//! The transforms of 4×4 numbers, there and back (section 14). The ways back are the RFC's, bit for bit.

use lanes::{Eight, Four, transposed_4x4, transposed_wide_4x4};

/// Sixteen numbers: two rows of four in a vector.
pub(crate) type Block = [Eight; 2];

/// √2·cos(π/8) and √2·sin(π/8), in 4096ths.
const COS: i16 = 5352;
const SIN: i16 = 2217;

/// The cosine transform of differences of pixels.
#[inline(always)]
pub(crate) fn forward(block: Block) -> Block {
    let columns = forward_columns(block, 8, (0, 0), (1 << 8, 9));
    transposed_4x4(forward_columns(
        transposed_4x4(columns),
        1,
        (8, 4),
        (1 << 15, 16),
    ))
}

/// Of each column. The even frequencies are multiplied by `scale`; each half is rounded by adding a number and shifting.
#[inline(always)]
fn forward_columns(block: Block, scale: i16, even: (i32, u32), odd: (i32, u32)) -> Block {
    let mirrored = block[1].swapped();
    let by_turns = |rows: Eight| rows.woven(rows.swapped())[0];
    let sums = by_turns(block[0].plus(mirrored));
    let differences = by_turns(block[0].minus(mirrored));
    let factors = |a: i16, b: i16| Eight::new(&[a, b, a, b, a, b, a, b]);
    let rounded =
        |number: Four, (half, bits): (i32, u32)| number.plus(Four::all(half)).shifted(bits);
    [
        Eight::of(
            rounded(sums.dot(factors(scale, scale)), even),
            rounded(differences.dot(factors(COS, SIN)), odd),
        ),
        Eight::of(
            rounded(sums.dot(factors(scale, -scale)), even),
            rounded(differences.dot(factors(SIN, -COS)), odd),
        ),
    ]
}

/// Section 14.3, without adding the prediction.
#[inline(always)]
pub(crate) fn inverse(block: Block) -> Block {
    let columns = inverse_columns([
        block[0].low(),
        block[0].high(),
        block[1].low(),
        block[1].high(),
    ]);
    let rows = inverse_columns(transposed_wide_4x4(columns));
    let rounded = rows.map(|row| row.plus(Four::all(4)).shifted(3));
    transposed_4x4([
        Eight::of(rounded[0], rounded[1]),
        Eight::of(rounded[2], rounded[3]),
    ])
}

#[inline(always)]
fn inverse_columns([a, b, c, d]: [Four; 4]) -> [Four; 4] {
    let times_cos = |number: Four| number.plus(number.times(Four::all(20_091)).shifted(16));
    let times_sin = |number: Four| number.times(Four::all(35_468)).shifted(16);
    let (even, odd) = (a.plus(c), a.minus(c));
    let low = times_sin(b).minus(times_cos(d));
    let high = times_cos(b).plus(times_sin(d));
    [
        even.plus(high),
        odd.plus(low),
        odd.minus(low),
        even.minus(high),
    ]
}

/// The Walsh-Hadamard transform of sixteen blocks' lowest frequencies.
pub(crate) fn forward_walsh(block: Block) -> Block {
    walsh(block, 1, 1)
}

/// Section 14.3.
pub(crate) fn inverse_walsh(block: Block) -> Block {
    walsh(block, 3, 3)
}

#[inline(always)]
fn walsh(block: Block, half: i32, bits: u32) -> Block {
    let columns = walsh_columns([
        block[0].low(),
        block[0].high(),
        block[1].low(),
        block[1].high(),
    ]);
    let rows = walsh_columns(transposed_wide_4x4(columns));
    let rounded = rows.map(|row| row.plus(Four::all(half)).shifted(bits));
    transposed_4x4([
        Eight::of(rounded[0], rounded[1]),
        Eight::of(rounded[2], rounded[3]),
    ])
}

#[inline(always)]
fn walsh_columns([a, b, c, d]: [Four; 4]) -> [Four; 4] {
    let (outer, inner) = ([a.plus(d), a.minus(d)], [b.plus(c), b.minus(c)]);
    [
        outer[0].plus(inner[0]),
        outer[1].plus(inner[1]),
        outer[0].minus(inner[0]),
        outer[1].minus(inner[1]),
    ]
}

/// Of sixteen numbers, row by row.
#[inline(always)]
pub(crate) fn block(numbers: &[i16; 16]) -> Block {
    let ([upper, lower], _) = numbers.as_chunks::<8>() else {
        return [Eight::all(0); 2];
    };
    [Eight::new(upper), Eight::new(lower)]
}

/// Sixteen numbers, row by row.
#[inline(always)]
pub(crate) fn numbers(block: Block) -> [i16; 16] {
    let [upper, lower] = block.map(Eight::to_array);
    std::array::from_fn(|at| if at < 8 { upper[at] } else { lower[at - 8] })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Section 14.3 word for word.
    fn plain_inverse(block: &[i16; 16]) -> [i16; 16] {
        let butterfly = |[a, b, c, d]: [i32; 4]| {
            let low = ((b * 35_468) >> 16) - (d + ((d * 20_091) >> 16));
            let high = (b + ((b * 20_091) >> 16)) + ((d * 35_468) >> 16);
            [a + c + high, a - c + low, a - c - low, a + c - high]
        };
        let mut columns = [[0; 4]; 4];
        for at in 0..4 {
            let column = [0, 4, 8, 12].map(|row| i32::from(block[at + row]));
            for (row, number) in butterfly(column).into_iter().enumerate() {
                columns[row][at] = number;
            }
        }
        let rows = columns.map(|row| butterfly(row).map(|number| ((number + 4) >> 3) as i16));
        std::array::from_fn(|at| rows[at / 4][at % 4])
    }

    proptest! {
        #[test]
        fn there_and_back_is_near(plain in proptest::array::uniform16(-255_i16..=255)) {
            for (one, other) in plain.iter().zip(numbers(inverse(forward(block(&plain))))) {
                prop_assert!(one.abs_diff(other) <= 1, "{plain:?}");
            }
        }

        #[test]
        fn walsh_there_and_back_is_near(plain in proptest::array::uniform16(-2047_i16..=2047)) {
            for (one, other) in plain.iter().zip(numbers(inverse_walsh(forward_walsh(block(&plain))))) {
                prop_assert!(one.abs_diff(other) <= 1, "{plain:?}");
            }
        }

        #[test]
        fn the_way_back_is_the_decoders(plain in proptest::array::uniform16(-4000_i16..=4000)) {
            prop_assert_eq!(numbers(inverse(block(&plain))), plain_inverse(&plain));
        }
    }

    #[test]
    fn equal_numbers_have_one_frequency() {
        let mut expected = [0; 16];
        expected[0] = 8 * 25;
        assert_eq!(numbers(forward([Eight::all(25); 2])), expected);
        assert_eq!(numbers(inverse(block(&expected))), [25; 16]);
    }
}
