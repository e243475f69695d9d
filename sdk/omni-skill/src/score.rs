//! Building scores.

use crate::Score;

impl Score {
    /// A score from 0 to 1. What lies outside is moved to the nearer end, and
    /// not-a-number to 0, since the host refuses both.
    #[must_use]
    pub fn new(confidence: f32) -> Self {
        let confidence = if confidence.is_nan() {
            0.0
        } else {
            confidence.clamp(0.0, 1.0)
        };
        Self {
            confidence,
            reasons: Vec::new(),
        }
    }

    /// Adds a reason, for people; the most important comes first.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reasons.push(reason.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_stays_in_range() {
        for (given, kept) in [
            (0.5, 0.5),
            (-1.0, 0.0),
            (2.0, 1.0),
            (f32::NAN, 0.0),
            (f32::INFINITY, 1.0),
        ] {
            assert_eq!(Score::new(given).confidence, kept);
        }
    }
}
