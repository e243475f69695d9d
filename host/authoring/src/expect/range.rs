//! A number that is expected, or its bounds.

use serde::{Deserialize, Deserializer};

/// A number, give or take a rounding, or bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    at_least: f64,
    at_most: f64,
}

/// Numbers come as 32-bit ones: what differs by less was rounded.
const ROUNDING: f64 = 1e-6;

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Bounds {
            at_least: Option<f64>,
            at_most: Option<f64>,
        }
        struct Reader;
        impl<'de> serde::de::Visitor<'de> for Reader {
            type Value = Range;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, or { at_least = …, at_most = … }")
            }

            fn visit_f64<E>(self, number: f64) -> Result<Range, E> {
                Ok(Range {
                    at_least: number - ROUNDING,
                    at_most: number + ROUNDING,
                })
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Range, E> {
                // Whole numbers here are far below what a float holds exactly.
                self.visit_f64(number as f64)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Range, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                let bounds = Bounds::deserialize(map)?;
                Ok(Range {
                    at_least: bounds.at_least.unwrap_or(f64::NEG_INFINITY),
                    at_most: bounds.at_most.unwrap_or(f64::INFINITY),
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl Range {
    /// What is wrong with `number`, which people call `what`.
    pub(super) fn broken(&self, what: &str, number: f64) -> Option<String> {
        let number = (number * 1e6).round() / 1e6;
        if number < self.at_least - ROUNDING {
            let least = (self.at_least * 1e6).round() / 1e6;
            return Some(format!(
                "{what} is {number}, and at least {least} is expected"
            ));
        }
        (number > self.at_most + ROUNDING).then(|| {
            let most = (self.at_most * 1e6).round() / 1e6;
            format!("{what} is {number}, and at most {most} is expected")
        })
    }
}
