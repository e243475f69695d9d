//! libjpeg's accurate integer inverse DCT (`jidctint.c`), in 16-bit numbers whose products are added in pairs, as its vector
//! code does it (`jidctint-sse2`): what a valid picture gives is the same.

use super::segments::ZIGZAG;
use lanes::{Bytes, Eight, Four, transposed_8x8};

/// Bits after the point of the constants, and of what lies between the two passes.
const CONST: u32 = 13;
const BETWEEN: u32 = 2;

const F_0_298: i16 = 2446;
const F_0_390: i16 = 3196;
const F_0_541: i16 = 4433;
const F_0_765: i16 = 6270;
const F_0_899: i16 = 7373;
const F_1_175: i16 = 9633;
const F_1_501: i16 = 12299;
const F_1_847: i16 = 15137;
const F_1_961: i16 = 16069;
const F_2_053: i16 = 16819;
const F_2_562: i16 = 20995;
const F_3_072: i16 = 25172;

/// What is multiplied together stands together: these rows, and in the second pass these columns.
const PAIRS: [(usize, usize); 4] = [(0, 4), (2, 6), (1, 7), (5, 3)];

/// Where the coefficients of a block are kept, in the order in which they are coded: pair after pair of rows, each
/// with the columns of the pairs' first members, then of their second ones, and of each column both rows.
pub(super) const PLACES: [u8; 64] = places();

const fn places() -> [u8; 64] {
    let mut places = [0; 64];
    let mut coded = 0;
    while coded < 64 {
        let (row, column) = (ZIGZAG[coded] / 8, ZIGZAG[coded] % 8);
        let (row_pair, row_member) = member(row as usize);
        let (column_pair, column_member) = member(column as usize);
        places[coded] = (row_pair * 16 + column_member * 8 + column_pair * 2 + row_member) as u8;
        coded += 1;
    }
    places
}

/// Which pair a row or column is in, and whether it is the first or the second of it.
const fn member(of: usize) -> (usize, usize) {
    let mut pair = 0;
    while PAIRS[pair].0 != of && PAIRS[pair].1 != of {
        pair += 1;
    }
    (pair, (PAIRS[pair].1 == of) as usize)
}

/// Writes the block's samples to eight rows of `samples`, which begin `stride` apart. The coefficients and their
/// factors are at their [`PLACES`].
#[inline]
pub(super) fn idct(
    coefficients: &[i16; 64],
    factors: &[i16; 64],
    samples: &mut [u8],
    stride: usize,
) {
    let [_, others @ ..] = coefficients;
    if *others == [0; 63] {
        let mean = i32::from(coefficients[0].wrapping_mul(factors[0]));
        let sample = (((mean + 4) >> 3) + 128).clamp(0, 255) as u8;
        for row in samples.chunks_mut(stride).take(8) {
            row[..8].fill(sample);
        }
        return;
    }
    let (coefficients, _) = coefficients.as_chunks::<8>();
    let (factors, _) = factors.as_chunks::<8>();
    let input =
        std::array::from_fn(|at| Eight::new(&coefficients[at]).times(Eight::new(&factors[at])));
    let rows = pass(input, CONST - BETWEEN, 0);
    // Of rows with the columns side by side, pairs of columns with the rows side by side.
    let columns = pass(unweave(unweave(rows)), CONST + BETWEEN + 3, 128);
    let rows = transposed_8x8(columns);
    let (pairs, _) = rows.as_chunks::<2>();
    for (pair, rows) in pairs.iter().zip(samples.chunks_mut(2 * stride)) {
        let bytes = Bytes::of(pair[0], pair[1]).to_array();
        rows[..8].copy_from_slice(&bytes[..8]);
        rows[stride..stride + 8].copy_from_slice(&bytes[8..]);
    }
}

/// With three bits each for row and place, turns the six to the right by one.
#[inline(always)]
fn unweave(rows: [Eight; 8]) -> [Eight; 8] {
    let [a, e] = rows[0].unwoven(rows[1]);
    let [b, f] = rows[2].unwoven(rows[3]);
    let [c, g] = rows[4].unwoven(rows[5]);
    let [d, h] = rows[6].unwoven(rows[7]);
    [a, b, c, d, e, f, g, h]
}

/// One dimension: of four pairs, two halves each, the eight results with `plus` added, without the last `bits`.
#[inline(always)]
fn pass(pairs: [Eight; 8], bits: u32, plus: i32) -> [Eight; 8] {
    let halves =
        [0, 1].map(|half| half_pass([0, 2, 4, 6].map(|pair| pairs[pair + half]), bits, plus));
    std::array::from_fn(|at| Eight::of(halves[0][at], halves[1][at]))
}

#[inline(always)]
fn half_pass([s04, s26, s17, s53]: [Eight; 4], bits: u32, plus: i32) -> [Four; 8] {
    const ONE: i16 = 1 << CONST;
    let half = Four::all((1 << (bits - 1)) + (plus << bits));
    // Even part.
    let t0 = s04.dot(pairs_of(ONE, ONE)).plus(half);
    let t1 = s04.dot(pairs_of(ONE, -ONE)).plus(half);
    let t2 = s26.dot(pairs_of(F_0_541, F_0_541 - F_1_847));
    let t3 = s26.dot(pairs_of(F_0_541 + F_0_765, F_0_541));
    let (t10, t13) = (t0.plus(t3), t0.minus(t3));
    let (t11, t12) = (t1.plus(t2), t1.minus(t2));
    // Odd part.
    let z43 = s17.plus(s53);
    let z3 = z43.dot(pairs_of(F_1_175, F_1_175 - F_1_961));
    let z4 = z43.dot(pairs_of(F_1_175 - F_0_390, F_1_175));
    let t0 = s17.dot(pairs_of(-F_0_899, F_0_298 - F_0_899)).plus(z3);
    let t1 = s53.dot(pairs_of(F_2_053 - F_2_562, -F_2_562)).plus(z4);
    let t2 = s53.dot(pairs_of(-F_2_562, F_3_072 - F_2_562)).plus(z3);
    let t3 = s17.dot(pairs_of(F_1_501 - F_0_899, -F_0_899)).plus(z4);
    [
        t10.plus(t3),
        t11.plus(t2),
        t12.plus(t1),
        t13.plus(t0),
        t13.minus(t0),
        t12.minus(t1),
        t11.minus(t2),
        t10.minus(t3),
    ]
    .map(|sum| sum.shifted(bits))
}

#[inline(always)]
fn pairs_of(first: i16, second: i16) -> Eight {
    Eight::new(&[first, second, first, second, first, second, first, second])
}
