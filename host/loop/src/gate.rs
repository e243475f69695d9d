//! Which answer a run gives.

/// The best of the scores, ties to the earlier: a run is never worse than its draft by its own
/// measure. None where there is none.
pub(crate) fn best(confidences: impl IntoIterator<Item = f32>) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (index, confidence) in confidences.into_iter().enumerate() {
        if best.is_none_or(|(_, champion)| confidence > champion) {
            best = Some((index, confidence));
        }
    }
    best.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_earlier() {
        assert_eq!(best([0.5, 0.5, 0.5]), Some(0));
        assert_eq!(best([0.1, 0.9, 0.9]), Some(1));
        assert_eq!(best([]), None);
    }

    proptest! {
        #[test]
        fn no_score_beats_the_chosen_one_and_none_before_it_equals_it(
            scores in prop::collection::vec(0.0f32..=1.0, 1..=3),
        ) {
            let chosen = best(scores.iter().copied()).unwrap();
            prop_assert!(scores[chosen] >= scores[0], "worse than the draft");
            prop_assert!(scores.iter().all(|score| *score <= scores[chosen]));
            prop_assert!(scores[..chosen].iter().all(|score| *score < scores[chosen]));
        }
    }
}
