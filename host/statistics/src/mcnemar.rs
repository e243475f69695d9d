//! Whether a change for the better can be chance.

/// The exact two-sided test of McNemar (Psychometrika 12, 1947) on cases that were judged before and after:
/// `fixed` became right, `broken` became wrong. The chance that a coin decides at least as one-sidedly; 1 if
/// nothing changed.
#[must_use]
pub fn mcnemar(fixed: u64, broken: u64) -> f64 {
    let all = fixed + broken;
    let fewer = fixed.min(broken);
    // The sum of binomial(all, k) / 2^all for k up to `fewer`, in logarithms so that nothing overflows.
    let mut log_term = -(all as f64) * std::f64::consts::LN_2;
    let mut sum = log_term.exp();
    for k in 1..=fewer {
        log_term += ((all - k + 1) as f64).ln() - (k as f64).ln();
        sum += log_term.exp();
    }
    (2.0 * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert!((mcnemar(0, 0) - 1.0).abs() < 1e-12);
        assert!((mcnemar(1, 1) - 1.0).abs() < 1e-12);
        // scipy.stats.binomtest(k, n).pvalue
        for (fixed, broken, expected) in [
            (10, 0, 0.001_953_125),
            (0, 10, 0.001_953_125),
            (9, 1, 0.021_484_375),
            (5, 15, 0.041_389_465_332_031_25),
        ] {
            let found = mcnemar(fixed, broken);
            assert!(
                (found - expected).abs() < 1e-12,
                "{fixed} {broken}: {found}"
            );
        }
        assert!(mcnemar(3000, 10) < 1e-200);
    }
}
