//! The number of an iteration, which cannot pass three.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Which iteration of a run. There is no fourth value, so there is no fourth iteration, whatever a
/// config, a flag or a reflector says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Iteration {
    /// The draft.
    First,
    /// The first retry.
    Second,
    /// The last retry.
    Third,
}

impl Iteration {
    /// The most iterations that a run can have.
    pub const MAX: Self = Self::Third;

    /// From 1 to 3.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    /// The iteration after this one, if there may be one.
    #[must_use]
    pub fn next(self, last: Self) -> Option<Self> {
        let next = match self {
            Self::First => Self::Second,
            Self::Second => Self::Third,
            Self::Third => return None,
        };
        (next <= last).then_some(next)
    }
}

/// A number of iterations that no run can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a run has 1, 2 or 3 iterations, not {0}")]
pub struct OutOfRange(String);

impl TryFrom<i64> for Iteration {
    type Error = OutOfRange;

    fn try_from(number: i64) -> Result<Self, OutOfRange> {
        match number {
            1 => Ok(Self::First),
            2 => Ok(Self::Second),
            3 => Ok(Self::Third),
            other => Err(OutOfRange(other.to_string())),
        }
    }
}

impl FromStr for Iteration {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        let number: i64 = text.parse().map_err(|_| OutOfRange(format!("`{text}`")))?;
        Self::try_from(number)
    }
}

impl fmt::Display for Iteration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(formatter)
    }
}

impl Serialize for Iteration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.number())
    }
}

impl<'de> Deserialize<'de> for Iteration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(i64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_run_ends_after_at_most_three() {
        let mut iteration = Iteration::First;
        let mut count = 1;
        while let Some(next) = iteration.next(Iteration::MAX) {
            iteration = next;
            count += 1;
        }
        assert_eq!(count, 3);
        assert_eq!(Iteration::First.next(Iteration::First), None);
        assert_eq!(
            Iteration::First.next(Iteration::Second),
            Some(Iteration::Second)
        );
        assert_eq!(Iteration::Second.next(Iteration::Second), None);
    }

    proptest! {
        #[test]
        fn only_one_to_three_are_numbers_of_iterations(number in any::<i64>()) {
            prop_assert_eq!(Iteration::try_from(number).is_ok(), (1..=3).contains(&number));
            prop_assert_eq!(number.to_string().parse::<Iteration>().is_ok(), (1..=3).contains(&number));
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in any::<String>()) {
            if let Ok(iteration) = text.parse::<Iteration>() {
                prop_assert!((1..=3).contains(&iteration.number()));
            }
        }
    }
}
