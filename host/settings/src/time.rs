//! Lengths of time, as people write them.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::UnitError;
use crate::bytes::shown;

/// A length of time, in whole milliseconds where it is written or printed. Written `"2s"`, `"500ms"`,
/// `"1m"`, `"12h"`, `"7d"`; a number without a unit is refused, since nobody could tell which it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan(pub Duration);

/// In milliseconds, largest first.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

impl TimeSpan {
    /// So many seconds.
    #[must_use]
    pub const fn secs(count: u64) -> Self {
        Self(Duration::from_secs(count))
    }

    /// So many milliseconds.
    #[must_use]
    pub const fn millis(count: u64) -> Self {
        Self(Duration::from_millis(count))
    }

    /// The same as the standard library's type.
    #[must_use]
    pub const fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for TimeSpan {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let factor = UNITS.iter().find(|(name, _)| *name == unit);
        let Some((_, factor)) = factor.filter(|_| !number.is_empty()) else {
            return Err(not_a_time(text, number, unit));
        };
        number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(*factor))
            .map(Self::millis)
            .ok_or_else(|| UnitError(format!("`{}` is too long", shown(text))))
    }
}

/// Prints in the largest unit that needs no fraction; parts of a millisecond are dropped.
impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis();
        let (name, factor) = UNITS
            .into_iter()
            .find(|(_, factor)| millis != 0 && millis.is_multiple_of(u128::from(*factor)))
            .unwrap_or(("ms", 1));
        write!(f, "{}{name}", millis / u128::from(factor))
    }
}

impl Serialize for TimeSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimeVisitor)
    }
}

struct TimeVisitor;

impl Visitor<'_> for TimeVisitor {
    type Value = TimeSpan;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a length of time such as \"2s\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<TimeSpan, E> {
        text.parse().map_err(E::custom)
    }
}

fn not_a_time(text: &str, number: &str, unit: &str) -> UnitError {
    let text = shown(text);
    let problem = if text.starts_with('-') {
        "a length of time cannot be negative".to_owned()
    } else if number.is_empty() {
        format!("`{text}` is not a length of time")
    } else if unit.is_empty() {
        format!("`{text}` has no unit")
    } else if unit.starts_with(['.', ',', '_']) {
        format!("`{text}` is not a whole number with a unit")
    } else {
        format!("unknown unit `{}` in `{text}`", shown(unit))
    };
    UnitError(format!("{problem}: write ms, s, m, h or d"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, seconds) in [
            ("2s", 2),
            ("1m", 60),
            ("12h", 43_200),
            ("7d", 604_800),
            ("0s", 0),
        ] {
            assert_eq!(text.parse(), Ok(TimeSpan::secs(seconds)), "{text}");
        }
        assert_eq!("500ms".parse(), Ok(TimeSpan::millis(500)));
    }

    #[test]
    fn refuses_the_rest_and_says_which_units_there_are() {
        for (text, expected) in [
            ("2", "`2` has no unit: write ms, s, m, h or d"),
            ("2 s", "unknown unit ` s` in `2 s`: write ms, s, m, h or d"),
            (
                "2sec",
                "unknown unit `sec` in `2sec`: write ms, s, m, h or d",
            ),
            (
                "1.5s",
                "`1.5s` is not a whole number with a unit: write ms, s, m, h or d",
            ),
            (
                "soon",
                "`soon` is not a length of time: write ms, s, m, h or d",
            ),
            (
                "-2s",
                "a length of time cannot be negative: write ms, s, m, h or d",
            ),
            (
                "18446744073709551615d",
                "`18446744073709551615d` is too long",
            ),
        ] {
            assert_eq!(text.parse::<TimeSpan>().unwrap_err().to_string(), expected);
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_prints(millis: u64) {
            let time = TimeSpan::millis(millis);
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = text.parse::<TimeSpan>();
        }
    }
}
