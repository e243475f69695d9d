//! Writes lossy WebP: one key frame of VP8 (RFC 6386) in a RIFF file.
//!
//! Sections that are named in this crate are those of the RFC. The same pixels give the same bytes on every machine:
//! all numbers are integers.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bool_writer;
mod chroma;
mod colour;
mod frame;
mod gamma;
mod headers;
mod luma;
mod macroblock;
mod predict;
mod predict4;
mod quantizer;
mod rate;
mod residuals;
mod riff;
mod tables;
mod tile;
mod tiles;
mod tokens;
mod transform;
mod writing;

#[cfg(test)]
mod tests;

/// The longest edge of a WebP, in pixels.
pub const MOST_EDGE: u32 = 16_383;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// An edge is 0, or longer than [`MOST_EDGE`].
    Size,
    /// There are not three bytes for each pixel.
    Pixels,
    /// The picture, or what is told of its predictions, takes more bytes than the format can say.
    TooLarge,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Size => write!(f, "each edge has to be from 1 to {MOST_EDGE} pixels"),
            Self::Pixels => f.write_str("there have to be three bytes for each pixel"),
            Self::TooLarge => {
                f.write_str("the picture would take more bytes than the format can say")
            }
        }
    }
}

impl std::error::Error for Error {}

/// A lossy WebP of `rgb`, rows of three bytes for each pixel, from the top. `quality` is from 0 to 100, on
/// libwebp's scale; what is above counts as 100.
pub fn encode(rgb: &[u8], width: u32, height: u32, quality: u8) -> Result<Vec<u8>, Error> {
    let edge = |length: u32| match length {
        1..=MOST_EDGE => Ok(length as usize),
        _ => Err(Error::Size),
    };
    let size = (edge(width)?, edge(height)?);
    if size.0.checked_mul(size.1 * 3) != Some(rgb.len()) {
        return Err(Error::Pixels);
    }
    riff::file(&frame::encode(rgb, size, quality)?)
}
