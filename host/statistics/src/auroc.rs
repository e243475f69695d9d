//! How well a confidence tells right from wrong.

use crate::Judged;

/// The area under the receiver operating characteristic: how likely a right answer has a higher confidence than
/// a wrong one, ties counting half. 0.5 is chance. None without a right and a wrong one.
///
/// By ranks, as the Mann-Whitney U statistic (Hanley and McNeil, Radiology 143, 1982).
#[must_use]
pub fn auroc(cases: &[Judged]) -> Option<f64> {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|one, other| one.confidence.total_cmp(&other.confidence));
    let right = sorted.iter().filter(|case| case.right).count() as f64;
    let wrong = sorted.len() as f64 - right;
    if right == 0.0 || wrong == 0.0 {
        return None;
    }
    let mut ranks = 0.0;
    let mut before = 0.0;
    for tied in sorted.chunk_by(|one, other| one.confidence == other.confidence) {
        let count = tied.len() as f64;
        let rank = before + (count + 1.0) / 2.0;
        ranks += rank * tied.iter().filter(|case| case.right).count() as f64;
        before += count;
    }
    Some((ranks - right * (right + 1.0) / 2.0) / (right * wrong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cases(pairs: &[(f64, bool)]) -> Vec<Judged> {
        let judged = |&(confidence, right): &(f64, bool)| Judged { confidence, right };
        pairs.iter().map(judged).collect()
    }

    /// By the definition: every pair of a right and a wrong one.
    fn slowly(cases: &[Judged]) -> Option<f64> {
        let (mut won, mut pairs) = (0.0, 0.0);
        for right in cases.iter().filter(|case| case.right) {
            for wrong in cases.iter().filter(|case| !case.right) {
                pairs += 1.0;
                won += match right.confidence.total_cmp(&wrong.confidence) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
            }
        }
        (pairs > 0.0).then(|| won / pairs)
    }

    #[test]
    fn known_values() {
        assert_eq!(auroc(&[]), None);
        assert_eq!(auroc(&cases(&[(0.1, true), (0.9, true)])), None);
        assert_eq!(auroc(&cases(&[(0.1, false), (0.9, true)])), Some(1.0));
        assert_eq!(auroc(&cases(&[(0.9, false), (0.1, true)])), Some(0.0));
        assert_eq!(auroc(&cases(&[(0.5, false), (0.5, true)])), Some(0.5));
        // scikit-learn's example of roc_auc_score.
        let four = cases(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]);
        assert_eq!(auroc(&four), Some(0.75));
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pairs in prop::collection::vec((0u8..8, any::<bool>()), 0..60)) {
            let cases: Vec<_> = pairs
                .iter()
                .map(|&(step, right)| Judged { confidence: f64::from(step) / 8.0, right })
                .collect();
            match (auroc(&cases), slowly(&cases)) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-12),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }
    }
}
