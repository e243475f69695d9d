//! Which answer a run gives.

use std::collections::BTreeSet;

/// What the gate knows of a response.
pub(crate) struct Standing<'a> {
    /// Faults that were found in it.
    pub(crate) errors: usize,
    /// Probable faults.
    pub(crate) warnings: usize,
    /// From 0 to 1.
    pub(crate) confidence: f32,
    /// Who could not judge it: skills that failed, by name.
    pub(crate) unjudged: &'a BTreeSet<String>,
    /// Whether the model came to an end of its own, or at least used its tokens up.
    pub(crate) whole: bool,
}

/// The best of the responses, ties to the earlier: a run is never worse than its draft by its own
/// measure. A later response replaces an earlier one only if it is better, whole, and was judged by
/// everybody who judged the earlier one: what nobody looked at is not better for having no findings.
/// Fewer errors are better, whatever the score; then fewer warnings; then more confidence.
/// None where there is none.
pub(crate) fn best<'a>(standings: impl IntoIterator<Item = Standing<'a>>) -> Option<usize> {
    let mut best: Option<(usize, Standing<'a>)> = None;
    for (index, next) in standings.into_iter().enumerate() {
        let better = best.as_ref().is_none_or(|(_, champion)| {
            next.whole
                && next.is_better_than(champion)
                && next.unjudged.is_subset(champion.unjudged)
        });
        if better {
            best = Some((index, next));
        }
    }
    best.map(|(index, _)| index)
}

impl Standing<'_> {
    /// By the gate's own order. Equal is not better.
    fn is_better_than(&self, other: &Self) -> bool {
        let faults = |standing: &Self| (standing.errors, standing.warnings);
        match faults(self).cmp(&faults(other)) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Greater => false,
            std::cmp::Ordering::Equal => self.confidence > other.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static ALL: BTreeSet<String> = BTreeSet::new();

    fn judged(confidence: f32) -> Standing<'static> {
        found(0, 0, confidence)
    }

    fn found(errors: usize, warnings: usize, confidence: f32) -> Standing<'static> {
        Standing {
            errors,
            warnings,
            confidence,
            unjudged: &ALL,
            whole: true,
        }
    }

    #[test]
    fn ties_go_to_the_earlier() {
        assert_eq!(best([0.5, 0.5, 0.5].map(judged)), Some(0));
        assert_eq!(best([0.1, 0.9, 0.9].map(judged)), Some(1));
        assert_eq!(best([]), None);
    }

    #[test]
    fn errors_outweigh_warnings_and_those_any_score() {
        assert_eq!(best([found(1, 0, 0.9), found(0, 3, 0.1)]), Some(1));
        assert_eq!(best([found(0, 1, 0.9), found(0, 0, 0.1)]), Some(1));
        assert_eq!(best([found(0, 0, 0.1), found(0, 1, 0.9)]), Some(0));
        assert_eq!(best([found(2, 0, 0.5), found(1, 5, 0.5)]), Some(1));
        assert_eq!(best([found(1, 1, 0.5), found(1, 1, 0.6)]), Some(1));
    }

    #[test]
    fn what_nobody_validated_does_not_replace_what_somebody_did() {
        let failed = BTreeSet::from(["validator".to_owned()]);
        let unchecked = |confidence| Standing {
            unjudged: &failed,
            ..judged(confidence)
        };
        assert_eq!(best([judged(0.2), unchecked(0.9)]), Some(0));
        assert_eq!(best([unchecked(0.2), unchecked(0.9)]), Some(1));
        assert_eq!(best([unchecked(0.2), judged(0.9)]), Some(1));
    }

    #[test]
    fn half_a_retry_does_not_replace_a_whole_draft() {
        let half = Standing {
            whole: false,
            ..judged(0.9)
        };
        assert_eq!(best([judged(0.2), half]), Some(0));
    }

    proptest! {
        #[test]
        fn the_chosen_one_is_never_worse_than_the_draft(
            standings in prop::collection::vec((0usize..3, 0usize..3, 0.0f32..=1.0), 1..=3),
        ) {
            let standing = |&(errors, warnings, confidence): &(usize, usize, f32)| {
                found(errors, warnings, confidence)
            };
            let chosen = best(standings.iter().map(standing)).unwrap();
            let (champion, draft) = (standing(&standings[chosen]), standing(&standings[0]));
            prop_assert!(!draft.is_better_than(&champion));
            for (index, other) in standings.iter().enumerate() {
                prop_assert!(!standing(other).is_better_than(&champion));
                prop_assert!(index >= chosen || champion.is_better_than(&standing(other)));
            }
        }

        #[test]
        fn no_score_beats_the_chosen_one_and_none_before_it_equals_it(
            scores in prop::collection::vec(0.0f32..=1.0, 1..=3),
        ) {
            let chosen = best(scores.iter().copied().map(judged)).unwrap();
            prop_assert!(scores[chosen] >= scores[0], "worse than the draft");
            prop_assert!(scores.iter().all(|score| *score <= scores[chosen]));
            prop_assert!(scores[..chosen].iter().all(|score| *score < scores[chosen]));
        }
    }
}
