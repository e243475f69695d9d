//! The picture as a file.

use omni_skill::{EncodedImage, Error};

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
    let bytes = webp::encode(pixels, width, height, quality)
        .map_err(|why| Error::Failed(format!("encoding WebP: {why}")))?;
    Ok(EncodedImage {
        media_type: "image/webp".to_owned(),
        bytes,
    })
}
