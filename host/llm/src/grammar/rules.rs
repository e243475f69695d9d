//! A parsed grammar.

use std::collections::HashMap;

/// One place in a rule. Each alternative ends with `End`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Symbol {
    End,
    /// One character of `Rules::classes`.
    Class(u32),
    Rule(u32),
}

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Class {
    negated: bool,
    /// Inclusive, sorted, with a gap between any two.
    ranges: Vec<(u32, u32)>,
}

impl Class {
    /// Equal sets of ranges become equal classes. A range that ends below its start is empty.
    pub(super) fn new(negated: bool, mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.retain(|&(low, high)| low <= high);
        ranges.sort_unstable();
        ranges.dedup_by(|next, last| {
            let touches = next.0 <= last.1.saturating_add(1);
            if touches {
                last.1 = last.1.max(next.1);
            }
            touches
        });
        Self { negated, ranges }
    }

    /// Ranges that [`Self::contains`] and [`Self::intersects`] compare.
    pub(super) fn cost(&self) -> usize {
        self.ranges
            .len()
            .checked_ilog2()
            .map_or(1, |log| log as usize + 1)
    }

    pub(super) fn contains(&self, character: u32) -> bool {
        self.last_from(character)
            .is_some_and(|(_, high)| character <= high)
            != self.negated
    }

    /// Whether any character of `low..=high` is in the set.
    pub(super) fn intersects(&self, low: u32, high: u32) -> bool {
        if self.negated {
            // Ranges do not touch, so only one of them can cover all of it.
            self.last_from(low).is_none_or(|(_, to)| high > to)
        } else {
            self.last_from(high).is_some_and(|(_, to)| low <= to)
        }
    }

    /// The last range that starts at `character` or before.
    fn last_from(&self, character: u32) -> Option<(u32, u32)> {
        let after = self.ranges.partition_point(|&(low, _)| low <= character);
        after.checked_sub(1).map(|at| self.ranges[at])
    }
}

/// A parsed grammar; rule 0 is `root`.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) symbols: Vec<Symbol>,
    pub(super) classes: Vec<Class>,
    /// For each rule, where its alternatives start in `symbols`; no two are the same.
    pub(super) alternatives: Vec<Vec<u32>>,
    /// Names of the rules that the source names, for messages.
    pub(super) names: HashMap<u32, String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Agrees with looking at all ranges and all characters.
        #[test]
        fn a_class_holds_what_its_ranges_say(negated: bool, ranges in proptest::collection::vec((0u32..40, 0u32..40), 0..6), low in 0u32..40, more in 0u32..6) {
            let class = Class::new(negated, ranges.clone());
            let holds = |c: u32| ranges.iter().any(|&(from, to)| from <= c && c <= to) != negated;
            prop_assert_eq!(class.contains(low), holds(low));
            let high = low + more;
            prop_assert_eq!(class.intersects(low, high), (low..=high).any(holds));
        }
    }

    #[test]
    fn the_last_character_does_not_overflow() {
        let class = Class::new(false, vec![(7, u32::MAX), (u32::MAX, u32::MAX)]);
        assert!(class.contains(u32::MAX) && !class.contains(6));
    }
}
