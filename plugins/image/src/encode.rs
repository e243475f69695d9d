//! The picture as a file.

use omni_skill::{EncodedImage, Error};

use crate::limits;

/// A lossy WebP of these pixels, three bytes each.
pub(crate) fn webp(
    pixels: &[u8],
    (width, height): (u32, u32),
    quality: u8,
) -> Result<EncodedImage, Error> {
    if width.max(height) > webp::MOST_EDGE {
        return Err(Error::Unsupported(format!(
            "a WebP of {width}×{height} pixels, and its longest edge is {}",
            webp::MOST_EDGE
        )));
    }
    // Its colours and levels, and what is written, twice.
    let taken = u64::from(width) * u64::from(height) * 12;
    limits::check_memory("a WebP of this size", taken)?;
    let bytes = webp::encode(pixels, width, height, quality)
        .map_err(|why| Error::Failed(format!("encoding WebP: {why}")))?;
    Ok(EncodedImage {
        media_type: "image/webp".to_owned(),
        bytes,
    })
}
