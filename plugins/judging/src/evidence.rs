//! The rungs that evidence puts a score on.

use omni_skill::{Finding, Severity};

/// How much speaks against a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Faults.
    pub errors: usize,
    /// What is probably a fault.
    pub warnings: usize,
}

impl Evidence {
    /// Below: answers with errors. From here on: answers with warnings.
    pub const ERRORS_BELOW: f32 = 0.3;
    /// Below: answers with warnings. From here on: answers with neither.
    pub const WARNINGS_BELOW: f32 = 0.6;

    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }

    /// A score: what was found chooses the rung, `quality` (0 to 1) the place on
    /// it.
    ///
    /// | found | score |
    /// |---|---|
    /// | n errors | 0.3/(n+1) up to 0.3/n |
    /// | no error, n warnings | 0.3 + 0.3/(n+1) up to 0.3 + 0.3/n |
    /// | neither | 0.6 to 1 |
    ///
    /// So an answer with fewer faults always beats one with more, however sure
    /// the model was of it: the loop keeps the best-scored answer, and a retry
    /// may replace a draft only when the validators prefer it.
    #[must_use]
    pub fn place(self, quality: f32) -> f32 {
        let quality = if quality.is_nan() {
            0.0
        } else {
            quality.clamp(0.0, 1.0)
        };
        // The next rung begins where this one ends.
        let below_one = quality.min(0.999);
        if self.errors > 0 {
            Self::ERRORS_BELOW * share(self.errors, below_one)
        } else if self.warnings > 0 {
            let width = Self::WARNINGS_BELOW - Self::ERRORS_BELOW;
            Self::ERRORS_BELOW + width * share(self.warnings, below_one)
        } else {
            Self::WARNINGS_BELOW + (1.0 - Self::WARNINGS_BELOW) * quality
        }
    }
}

/// From 1/(n+1) to 1/n.
fn share(n: usize, quality: f32) -> f32 {
    // Beyond a hundred faults nobody compares.
    let n = n.min(100) as f32;
    let low = 1.0 / (n + 1.0);
    low + (1.0 / n - low) * quality
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_by_severity() {
        let findings = [
            Finding::error("a", ""),
            Finding::warning("b", ""),
            Finding::error("c", ""),
            Finding::info("d", ""),
        ];
        let evidence = Evidence::of(&findings);
        assert_eq!((evidence.errors, evidence.warnings), (2, 1));
    }

    proptest! {
        #[test]
        fn fewer_faults_beat_more(
            errors in 0_usize..20, warnings in 0_usize..20, sure: f32, unsure: f32,
        ) {
            let evidence = Evidence { errors, warnings };
            let score = evidence.place(sure);
            prop_assert!((0.0..=1.0).contains(&score));
            if errors > 0 {
                prop_assert!(score < 0.5);
                let better = Evidence { errors: errors - 1, warnings };
                prop_assert!(better.place(unsure) > score);
            } else if warnings > 0 {
                prop_assert!(score < 0.85);
                let better = Evidence { errors, warnings: warnings - 1 };
                prop_assert!(better.place(unsure) > score);
            }
        }

        #[test]
        fn more_quality_is_never_worse(
            errors in 0_usize..5, warnings in 0_usize..5, a in 0.0_f32..=1.0, b in 0.0_f32..=1.0,
        ) {
            let evidence = Evidence { errors, warnings };
            prop_assert!(evidence.place(a.max(b)) >= evidence.place(a.min(b)));
        }
    }
}
