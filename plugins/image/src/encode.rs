//! The picture as a file.

use gamut_core::{Dimensions, EncodeImage, ImageRef, Rgb8};
use gamut_webp::WebpEncoder;
use omni_skill::{EncodedImage, Error};

/// The longest edge of a WebP, in pixels.
const MOST_EDGE: u32 = 16_383;

/// A lossy WebP of these pixels, three bytes each.
pub(crate) fn webp(
    pixels: &[u8],
    (width, height): (u32, u32),
    quality: u8,
) -> Result<EncodedImage, Error> {
    if width.max(height) > MOST_EDGE {
        return Err(Error::Unsupported(format!(
            "a WebP of {width}×{height} pixels, and its longest edge is {MOST_EDGE}"
        )));
    }
    let failed = |why: gamut_core::Error| Error::Failed(format!("encoding WebP: {why}"));
    let dimensions = Dimensions { width, height };
    let image = ImageRef::<Rgb8>::new(pixels, dimensions).map_err(failed)?;
    let mut bytes = Vec::new();
    WebpEncoder::lossy(quality)
        .encode_image(image, &mut bytes)
        .map_err(failed)?;
    Ok(EncodedImage {
        media_type: "image/webp".to_owned(),
        bytes,
    })
}
