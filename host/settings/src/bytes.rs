//! Sizes in bytes, as people write them.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::UnitError;

/// A number of bytes. Written `"256MiB"`, `"64KiB"`, or as a plain number of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSize(pub u64);

/// Powers of 1024 only: `MB` means two things, so it is refused.
const UNITS: [(&str, u64); 4] = [
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
];

impl ByteSize {
    /// `count` units of 1024 bytes.
    #[must_use]
    pub const fn kib(count: u64) -> Self {
        Self(count << 10)
    }

    /// `count` units of 1024² bytes.
    #[must_use]
    pub const fn mib(count: u64) -> Self {
        Self(count << 20)
    }

    /// The number of bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for ByteSize {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        if text.starts_with('-') {
            return Err(UnitError("a size cannot be negative".to_owned()));
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let factor = match unit {
            "" => Some(1),
            unit => UNITS
                .iter()
                .find(|(name, _)| *name == unit)
                .map(|(_, factor)| *factor),
        };
        let Some(factor) = factor.filter(|_| !number.is_empty()) else {
            return Err(not_a_size(text, number, unit));
        };
        // All digits, so the only thing that can fail is the range.
        number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(factor))
            .map(Self)
            .ok_or_else(|| UnitError(format!("`{}` is too large", shown(text))))
    }
}

/// Prints in the largest unit that needs no fraction, so that it reads back as the same value.
impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, factor) = UNITS
            .into_iter()
            .find(|(_, factor)| self.0 != 0 && self.0.is_multiple_of(*factor))
            .unwrap_or(("B", 1));
        write!(f, "{}{name}", self.0 / factor)
    }
}

impl Serialize for ByteSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SizeVisitor)
    }
}

struct SizeVisitor;

impl Visitor<'_> for SizeVisitor {
    type Value = ByteSize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a size such as \"256MiB\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<ByteSize, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<ByteSize, E> {
        Ok(ByteSize(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<ByteSize, E> {
        match u64::try_from(number) {
            Ok(number) => Ok(ByteSize(number)),
            Err(_) => Err(E::custom("a size cannot be negative")),
        }
    }
}

fn not_a_size(text: &str, number: &str, unit: &str) -> UnitError {
    let text = shown(text);
    let problem = if number.is_empty() {
        format!("`{text}` is not a size")
    } else if unit.starts_with(['.', ',', '_']) {
        format!("`{text}` is not a whole number with a unit")
    } else {
        format!("unknown unit `{}` in `{text}`", shown(unit))
    };
    UnitError(format!("{problem}: write B, KiB, MiB or GiB"))
}

/// As much of an untrusted text as a message needs.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(32).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, bytes) in [
            ("256MiB", 256 << 20),
            ("64KiB", 64 << 10),
            ("2GiB", 2 << 30),
            ("7B", 7),
            ("7", 7),
            ("0", 0),
        ] {
            assert_eq!(text.parse(), Ok(ByteSize(bytes)), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest_and_says_which_units_there_are() {
        for (text, expected) in [
            (
                "256MB",
                "unknown unit `MB` in `256MB`: write B, KiB, MiB or GiB",
            ),
            (
                "256 MiB",
                "unknown unit ` MiB` in `256 MiB`: write B, KiB, MiB or GiB",
            ),
            (
                "1.5GiB",
                "`1.5GiB` is not a whole number with a unit: write B, KiB, MiB or GiB",
            ),
            ("", "`` is not a size: write B, KiB, MiB or GiB"),
            ("lots", "`lots` is not a size: write B, KiB, MiB or GiB"),
            ("-1MiB", "a size cannot be negative"),
            (
                "18446744073709551615GiB",
                "`18446744073709551615GiB` is too large",
            ),
            (
                "99999999999999999999999",
                "`99999999999999999999999` is too large",
            ),
        ] {
            assert_eq!(text.parse::<ByteSize>().unwrap_err().to_string(), expected);
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_prints(bytes: u64) {
            let size = ByteSize(bytes);
            prop_assert_eq!(size.to_string().parse(), Ok(size));
        }

        #[test]
        fn whole_units_print_short(count in 1u64..1023, unit in 0usize..4) {
            let (name, factor) = UNITS[unit];
            prop_assert_eq!(ByteSize(count * factor).to_string(), format!("{count}{name}"));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = text.parse::<ByteSize>();
        }
    }
}
