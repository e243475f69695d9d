//! libjpeg's accurate integer inverse DCT (`jidctint.c`), eight columns at a time.

/// Bits after the point of the constants, and of what lies between the two passes.
const CONST: i32 = 13;
const BETWEEN: i32 = 2;

const F_0_298: i32 = 2446;
const F_0_390: i32 = 3196;
const F_0_541: i32 = 4433;
const F_0_765: i32 = 6270;
const F_0_899: i32 = 7373;
const F_1_175: i32 = 9633;
const F_1_501: i32 = 12299;
const F_1_847: i32 = 15137;
const F_1_961: i32 = 16069;
const F_2_053: i32 = 16819;
const F_2_562: i32 = 20995;
const F_3_072: i32 = 25172;

/// Eight numbers, one a column.
#[derive(Clone, Copy)]
struct Lanes([i32; 8]);

impl Lanes {
    #[inline(always)]
    fn with(self, other: Self, operation: impl Fn(i32, i32) -> i32) -> Self {
        Self(std::array::from_fn(|at| operation(self.0[at], other.0[at])))
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.with(other, i32::wrapping_add)
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.with(other, i32::wrapping_sub)
    }

    #[inline(always)]
    fn times(self, factor: i32) -> Self {
        Self(self.0.map(|lane| lane.wrapping_mul(factor)))
    }

    #[inline(always)]
    fn shifted(self) -> Self {
        Self(self.0.map(|lane| lane.wrapping_shl(CONST as u32)))
    }

    #[inline(always)]
    fn rounded(self, bits: i32) -> Self {
        Self(
            self.0
                .map(|lane| lane.wrapping_add(1 << (bits - 1)) >> bits),
        )
    }
}

/// Writes the block's samples to eight rows of `samples`, which begin `stride` apart. The coefficients and their
/// factors are in the order of the rows.
#[inline]
pub(super) fn idct(
    coefficients: &[i16; 64],
    factors: &[u16; 64],
    samples: &mut [u8],
    stride: usize,
) {
    if coefficients[1..].iter().fold(0, |all, one| all | *one) == 0 {
        let mean = i32::from(coefficients[0]).wrapping_mul(i32::from(factors[0]));
        let sample = sample(mean.wrapping_add(4) >> 3);
        for row in samples.chunks_mut(stride).take(8) {
            row[..8].fill(sample);
        }
        return;
    }
    let (rows, _) = coefficients.as_chunks::<8>();
    let (factor_rows, _) = factors.as_chunks::<8>();
    let input: [Lanes; 8] = std::array::from_fn(|row| {
        let (row, factors) = (&rows[row], &factor_rows[row]);
        Lanes(std::array::from_fn(|at| {
            i32::from(row[at]).wrapping_mul(i32::from(factors[at]))
        }))
    });
    let columns = transposed(pass(&input, CONST - BETWEEN));
    let result = transposed(pass(&columns, CONST + BETWEEN + 3));
    for (lanes, row) in result.iter().zip(samples.chunks_mut(stride)) {
        let row = &mut row[..8];
        for (result, lane) in row.iter_mut().zip(lanes.0) {
            *result = sample(lane);
        }
    }
}

#[inline(always)]
fn sample(centered: i32) -> u8 {
    centered.wrapping_add(128).clamp(0, 255) as u8
}

#[inline(always)]
fn transposed(rows: [Lanes; 8]) -> [Lanes; 8] {
    std::array::from_fn(|row| Lanes(std::array::from_fn(|column| rows[column].0[row])))
}

/// One dimension, down the columns.
#[inline(always)]
fn pass(input: &[Lanes; 8], bits: i32) -> [Lanes; 8] {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = *input;
    // Even part.
    let z1 = s2.plus(s6).times(F_0_541);
    let t2 = z1.plus(s6.times(-F_1_847));
    let t3 = z1.plus(s2.times(F_0_765));
    let t0 = s0.plus(s4).shifted();
    let t1 = s0.minus(s4).shifted();
    let (t10, t13) = (t0.plus(t3), t0.minus(t3));
    let (t11, t12) = (t1.plus(t2), t1.minus(t2));
    // Odd part.
    let (z1, z2, z3, z4) = (s7.plus(s1), s5.plus(s3), s7.plus(s3), s5.plus(s1));
    let z5 = z3.plus(z4).times(F_1_175);
    let z1 = z1.times(-F_0_899);
    let z2 = z2.times(-F_2_562);
    let z3 = z3.times(-F_1_961).plus(z5);
    let z4 = z4.times(-F_0_390).plus(z5);
    let t0 = s7.times(F_0_298).plus(z1).plus(z3);
    let t1 = s5.times(F_2_053).plus(z2).plus(z4);
    let t2 = s3.times(F_3_072).plus(z2).plus(z3);
    let t3 = s1.times(F_1_501).plus(z1).plus(z4);
    [
        t10.plus(t3).rounded(bits),
        t11.plus(t2).rounded(bits),
        t12.plus(t1).rounded(bits),
        t13.plus(t0).rounded(bits),
        t13.minus(t0).rounded(bits),
        t12.minus(t1).rounded(bits),
        t11.minus(t2).rounded(bits),
        t10.minus(t3).rounded(bits),
    ]
}
