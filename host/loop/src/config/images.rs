//! `[images]`: how pictures are prepared, and how long they are kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use omni_images::Settings;
use omni_settings::{ByteSize, TimeSpan};
use omni_skills::types::{ImageHash, ImageOptions, Rgb};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The longest edge that can be asked for: what WebP can hold.
const MAX_EDGE: u32 = 16383;

/// `[images]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImagesConfig {
    /// The longest edge of a prepared picture, in pixels. From 1 to 16383.
    pub max_edge: u32,
    /// Of the encoded picture. From 1 to 100.
    pub quality: u8,
    /// How the perceptual hash is computed.
    pub hash: ImageHash,
    /// What shows through where a picture does not cover.
    pub background: Colour,
    /// Whether a picture that is like another one may be served instead of it.
    pub near: bool,
    /// How long a picture is kept after its last use.
    pub ttl: TimeSpan,
    /// The most that is kept.
    pub max_bytes: ByteSize,
    /// The largest file that is read.
    pub max_source_bytes: ByteSize,
    /// The most pixels that a picture may claim.
    pub max_pixels: u64,
    /// The most frames that a picture may claim.
    pub max_frames: u32,
}

impl Default for ImagesConfig {
    fn default() -> Self {
        let Settings { ttl, max_bytes } = Settings::default();
        let options = ImageOptions::default();
        Self {
            max_edge: options.max_edge,
            quality: options.quality.unwrap_or(85),
            hash: options.hash,
            background: Colour(options.background),
            near: false,
            ttl: TimeSpan(ttl),
            max_bytes: ByteSize(max_bytes),
            max_source_bytes: ByteSize::mib(64),
            max_pixels: options.max_pixels,
            max_frames: options.max_frames,
        }
    }
}

impl ImagesConfig {
    /// What a picture is prepared with: encoded, and with its pixels.
    #[must_use]
    pub fn options(&self) -> ImageOptions {
        ImageOptions {
            max_edge: self.max_edge,
            background: self.background.0,
            hash: self.hash,
            pixels: true,
            quality: Some(self.quality),
            max_pixels: self.max_pixels,
            max_frames: self.max_frames,
        }
    }

    /// How long and how much is kept.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            ttl: self.ttl.0,
            max_bytes: self.max_bytes.0,
        }
    }

    /// What is out of its range, if anything is.
    #[must_use]
    pub(super) fn out_of_range(&self) -> Option<String> {
        let problem = if !(1..=MAX_EDGE).contains(&self.max_edge) {
            format!("`images.max_edge` is from 1 to {MAX_EDGE}")
        } else if !(1..=100).contains(&self.quality) {
            "`images.quality` is from 1 to 100".to_owned()
        } else if self.ttl.0 == Duration::ZERO {
            "`images.ttl` is longer than 0".to_owned()
        } else if self.max_source_bytes.0 == 0 {
            "`images.max_source_bytes` is at least 1".to_owned()
        } else if self.max_pixels == 0 {
            "`images.max_pixels` is at least 1".to_owned()
        } else if self.max_frames == 0 {
            "`images.max_frames` is at least 1".to_owned()
        } else {
            return None;
        };
        Some(problem)
    }
}

/// A colour, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub Rgb);

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|digits| {
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = value
            .ok_or("a colour is written #rrggbb, in hexadecimal digits")?
            .to_be_bytes();
        Ok(Self(Rgb { red, green, blue }))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rgb { red, green, blue } = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_ways_to_write_a_colour_are_refused() {
        for text in [
            "", "#fff", "ffffff", "#gggggg", "#+fffff", "#ffffff0", "red", "#é1234",
        ] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_colour_reads_back_as_it_was(red: u8, green: u8, blue: u8) {
            let colour = Colour(Rgb { red, green, blue });
            prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        }
    }
}
