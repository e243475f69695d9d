//! Python ImageHash's `phash(hash_size=8, highfreq_factor=4)`.

use crate::lanczos::EDGE;

/// Frequencies kept along each axis.
const KEPT: usize = 8;

/// The hash of a picture that was shrunk to 32×32 grey pixels. Its first bit, the lowest frequency, is the most significant one.
pub(crate) fn phash(small: &[[u8; EDGE]; EDGE]) -> u64 {
    // SciPy's `dct(dct(pixels, axis=0), axis=1)`: down the columns, then along the rows.
    let columns: [[f64; KEPT]; EDGE] =
        std::array::from_fn(|x| dct(&std::array::from_fn(|y| f64::from(small[y][x]))));
    let frequencies: [[f64; KEPT]; KEPT] =
        std::array::from_fn(|v| dct(&std::array::from_fn(|x| columns[x][v])));
    let mut sorted = frequencies.concat();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    // NumPy's median of an even count.
    let median = f64::midpoint(sorted[middle - 1], sorted[middle]);
    frequencies
        .as_flattened()
        .iter()
        .fold(0, |hash, frequency| {
            hash << 1 | u64::from(*frequency > median)
        })
}

/// The lowest frequencies of the DCT-II, without normalisation.
///
/// Mirrored pairs are folded first, so that what is symmetric gives zeros without rounding errors, which the
/// comparison with the median would make bits of.
fn dct(samples: &[f64; EDGE]) -> [f64; KEPT] {
    let mut frequencies = [0.0; KEPT];
    let mut folded = samples.to_vec();
    // With each fold, what remains are the multiples of the next power of two.
    let mut step = 1;
    while folded.len() > 1 {
        let half = folded.len() / 2;
        let pairs: Vec<(f64, f64)> = (0..half)
            .map(|at| (folded[at], folded[folded.len() - 1 - at]))
            .collect();
        for frequency in (step..KEPT).step_by(2 * step) {
            let odd = (frequency / step) as f64;
            let terms = pairs.iter().enumerate().map(|(at, (left, right))| {
                let turn = odd * (2 * at + 1) as f64 / (4 * half) as f64;
                (left - right) * (std::f64::consts::PI * turn).cos()
            });
            frequencies[frequency] = 2.0 * terms.sum::<f64>();
        }
        folded = pairs.iter().map(|(left, right)| left + right).collect();
        step *= 2;
    }
    frequencies[0] = 2.0 * folded[0];
    frequencies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folded_dct_is_the_plain_one() {
        let samples: [f64; EDGE] = std::array::from_fn(|at| ((at * at * 7 + 3) % 256) as f64);
        for (frequency, folded) in dct(&samples).into_iter().enumerate() {
            let plain: f64 = (0..EDGE)
                .map(|at| {
                    let turn = frequency as f64 * (2 * at + 1) as f64 / (2 * EDGE) as f64;
                    2.0 * samples[at] * (std::f64::consts::PI * turn).cos()
                })
                .sum();
            assert!(
                (plain - folded).abs() < 1e-9,
                "{frequency}: {plain} {folded}"
            );
        }
    }

    #[test]
    fn a_flat_picture_has_nothing_but_its_mean() {
        assert_eq!(phash(&[[77; EDGE]; EDGE]), 1 << 63);
        assert_eq!(phash(&[[0; EDGE]; EDGE]), 0);
    }
}
