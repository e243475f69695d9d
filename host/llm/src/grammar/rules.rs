//! A parsed grammar.

use std::collections::HashMap;

/// One place in a rule. Each alternative ends with `End`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    End,
    /// One character of `Rules::classes`.
    Class(u32),
    Rule(u32),
}

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) negated: bool,
    /// Inclusive, in the order of the source.
    pub(super) ranges: Vec<(u32, u32)>,
}

impl Class {
    pub(super) fn contains(&self, character: u32) -> bool {
        self.ranges
            .iter()
            .any(|&(low, high)| low <= character && character <= high)
            != self.negated
    }

    /// Whether any character of `low..=high` is in the set.
    pub(super) fn intersects(&self, low: u32, high: u32) -> bool {
        if self.negated {
            // What one range of the complement covers whole is out; ranges that only together
            // cover it are let through here and refused when the character is complete.
            !self
                .ranges
                .iter()
                .any(|&(from, to)| from <= low && high <= to)
        } else {
            self.ranges
                .iter()
                .any(|&(from, to)| from <= high && low <= to)
        }
    }
}

/// A parsed grammar; rule 0 is `root`.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) symbols: Vec<Symbol>,
    pub(super) classes: Vec<Class>,
    /// For each rule, where its alternatives start in `symbols`.
    pub(super) alternatives: Vec<Vec<u32>>,
    /// Names of the rules that the source names, for messages.
    pub(super) names: HashMap<u32, String>,
}
