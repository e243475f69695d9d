//! A rate, and how sure one can be of it.

/// A share of cases with its interval, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The share that was seen.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The 95 % score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927), which holds for few cases and
/// for shares near 0 and 1, too. None without cases.
#[must_use]
pub fn wilson(hits: u64, cases: u64) -> Option<Rate> {
    /// The 97.5th percentile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    if cases == 0 {
        return None;
    }
    let (hits, cases) = (hits.min(cases) as f64, cases as f64);
    let value = hits / cases;
    let z2 = Z * Z;
    let centre = (hits + z2 / 2.0) / (cases + z2);
    let half = Z / (cases + z2) * (cases * value * (1.0 - value) + z2 / 4.0).sqrt();
    Some(Rate {
        value,
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert_eq!(wilson(0, 0), None);
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for (hits, cases, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let rate = wilson(hits, cases).unwrap();
            assert!((rate.low - low).abs() < 5e-5, "{rate:?}");
            assert!((rate.high - high).abs() < 5e-5, "{rate:?}");
        }
    }

    proptest! {
        #[test]
        fn holds_what_was_seen(hits in 0u64..500, more in 0u64..500) {
            if let Some(Rate { value, low, high }) = wilson(hits, hits + more) {
                prop_assert!(0.0 <= low && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1.0);
            }
        }
    }
}
