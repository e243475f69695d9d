//! Whether a confidence means what it says: of the answers given with 0.8, are 80 % right?

use crate::Judged;

/// The cases of one range of confidences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Where the range begins; the last one includes 1.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many cases are in it.
    pub count: usize,
    /// Their mean confidence; 0 without cases.
    pub confidence: f64,
    /// The share of them that was right; 0 without cases.
    pub accuracy: f64,
}

/// The cases in `bins` ranges of equal width (a reliability diagram; Guo et al., arXiv 1706.04599).
#[must_use]
pub fn reliability(cases: &[Judged], bins: usize) -> Vec<Bin> {
    let bins = bins.max(1);
    let width = 1.0 / bins as f64;
    let mut sums = vec![(0usize, 0.0, 0usize); bins];
    for case in cases {
        let bin = ((case.confidence.clamp(0.0, 1.0) / width) as usize).min(bins - 1);
        let (count, confidence, right) = &mut sums[bin];
        *count += 1;
        *confidence += case.confidence;
        *right += usize::from(case.right);
    }
    let bin = |(place, (count, confidence, right)): (usize, (usize, f64, usize))| {
        let mean = |sum: f64| if count == 0 { 0.0 } else { sum / count as f64 };
        Bin {
            from: place as f64 * width,
            to: (place + 1) as f64 * width,
            count,
            confidence: mean(confidence),
            accuracy: mean(right as f64),
        }
    };
    sums.into_iter().enumerate().map(bin).collect()
}

/// The expected calibration error over ten bins: how far confidence and accuracy are apart on average, weighed
/// by cases. None without cases.
#[must_use]
pub fn ece(cases: &[Judged]) -> Option<f64> {
    let all = cases.len() as f64;
    let apart = |bin: &Bin| (bin.confidence - bin.accuracy).abs() * bin.count as f64 / all;
    (!cases.is_empty()).then(|| reliability(cases, 10).iter().map(apart).sum())
}

/// The Brier score: the mean squared distance of the confidence from what was true (1 right, 0 wrong). None
/// without cases.
#[must_use]
pub fn brier(cases: &[Judged]) -> Option<f64> {
    let squared = |case: &Judged| (case.confidence - f64::from(u8::from(case.right))).powi(2);
    (!cases.is_empty()).then(|| cases.iter().map(squared).sum::<f64>() / cases.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(pairs: &[(f64, bool)]) -> Vec<Judged> {
        let judged = |&(confidence, right): &(f64, bool)| Judged { confidence, right };
        pairs.iter().map(judged).collect()
    }

    #[test]
    fn nothing_is_known_of_no_cases() {
        assert_eq!((ece(&[]), brier(&[])), (None, None));
    }

    #[test]
    fn known_values() {
        let perfect = cases(&[(1.0, true), (0.0, false)]);
        assert_eq!((ece(&perfect), brier(&perfect)), (Some(0.0), Some(0.0)));
        let sure_and_wrong = cases(&[(1.0, false), (0.0, true)]);
        assert_eq!(ece(&sure_and_wrong), Some(1.0));
        assert_eq!(brier(&sure_and_wrong), Some(1.0));
        // Four at 0.75, three of them right.
        let calibrated = cases(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)]);
        assert_eq!(ece(&calibrated), Some(0.0));
        assert_eq!(brier(&calibrated), Some(0.1875));
    }

    #[test]
    fn one_is_in_the_last_bin_and_what_is_out_of_range_at_its_end() {
        let bins = reliability(
            &cases(&[(1.0, true), (7.0, true), (-1.0, false), (f64::NAN, false)]),
            10,
        );
        assert_eq!(bins[9].count, 2);
        assert_eq!(bins[0].count, 2);
    }
}
