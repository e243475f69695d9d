//! What image preprocessors speak of: `wit/skill/image-preprocessor.wit`.

use serde::{Deserialize, Serialize};
use wasmtime::component::{ComponentType, Lift, Lower};

use super::bytes;

/// A colour, as sRGB.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Rgb {
    /// From 0 to 255.
    pub red: u8,
    /// From 0 to 255.
    pub green: u8,
    /// From 0 to 255.
    pub blue: u8,
}

/// How the perceptual hash is computed.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum ImageHash {
    /// As Python's ImageHash computes `phash` of size 8, factor 4.
    #[component(name = "phash")]
    Phash,
    /// By the mean.
    #[component(name = "mean")]
    Mean,
    /// By the median.
    #[component(name = "median")]
    Median,
    /// By horizontal differences.
    #[component(name = "gradient")]
    Gradient,
    /// By vertical differences.
    #[component(name = "vertical-gradient")]
    VerticalGradient,
    /// By both.
    #[component(name = "double-gradient")]
    DoubleGradient,
    /// By blocks.
    #[component(name = "block")]
    Block,
}

/// What to make of a picture, and what to refuse.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields, default)]
pub struct ImageOptions {
    /// The longest edge of the result, in pixels. A smaller picture stays as it is.
    #[component(name = "max-edge")]
    pub max_edge: u32,
    /// What shows through where the picture does not cover.
    pub background: Rgb,
    /// How the hash is computed.
    pub hash: ImageHash,
    /// Whether the pixels are wanted.
    pub pixels: bool,
    /// Whether an encoded picture is wanted, and how good: from 1 to 100.
    pub quality: Option<u8>,
    /// The most pixels that a picture may claim.
    #[component(name = "max-pixels")]
    pub max_pixels: u64,
    /// The most frames that it may claim.
    #[component(name = "max-frames")]
    pub max_frames: u32,
}

impl Default for ImageOptions {
    fn default() -> Self {
        Self {
            max_edge: 512,
            background: Rgb {
                red: 255,
                green: 255,
                blue: 255,
            },
            hash: ImageHash::Phash,
            pixels: true,
            quality: Some(85),
            max_pixels: 100_000_000,
            max_frames: 1000,
        }
    }
}

/// What the bytes of a picture were.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct ImageSource {
    /// Such as `jpeg`.
    pub format: String,
    /// In pixels, as stored.
    pub width: u32,
    /// In pixels, as stored.
    pub height: u32,
    /// EXIF's, from 1 (upright) to 8.
    pub orientation: u8,
    /// At least 1.
    pub frames: u32,
    /// SHA-256 of the upright pixels that were decoded.
    #[component(name = "pixels-sha256")]
    #[serde(with = "bytes::whole")]
    pub pixels_sha256: Vec<u8>,
}

impl ImageSource {
    /// Width and height of the upright picture, in pixels.
    #[must_use]
    pub fn upright(&self) -> (u32, u32) {
        match self.orientation {
            5..=8 => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }
}

/// A picture as a file.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct EncodedImage {
    /// Such as `image/webp`.
    #[component(name = "media-type")]
    pub media_type: String,
    /// The file.
    #[serde(with = "bytes::whole")]
    pub bytes: Vec<u8>,
}

/// A picture, ready for the model and the cache.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct PreparedImage {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it was made of.
    pub source: ImageSource,
    /// Red, green, blue, a byte each, row by row from the top left, without gaps.
    #[serde(default, with = "bytes::optional")]
    pub pixels: Option<Vec<u8>>,
    /// The picture as a file.
    #[serde(default)]
    pub encoded: Option<EncodedImage>,
    /// The perceptual hash; its first bit is the most significant one.
    #[serde(with = "bytes::hash")]
    pub hash: u64,
    /// What people should know.
    #[serde(default)]
    pub notes: Vec<String>,
}
