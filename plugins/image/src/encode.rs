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
    WebpEncoder::lossy(encoder_quality(quality))
        .encode_image(image, &mut bytes)
        .map_err(failed)?;
    Ok(EncodedImage {
        media_type: "image/webp".to_owned(),
        bytes,
    })
}

/// What the encoder is told so that a picture of `quality` is within half a decibel of libwebp's at the same one.
///
/// libwebp's quantiser follows a curve (`QualityToCompression`), the encoder's a line from 127 down to 0; and the encoder, which
/// chooses less well, is as good as libwebp about two steps above.
fn encoder_quality(quality: u8) -> u8 {
    let quality = f64::from(quality) / 100.0;
    let linear = match quality < 0.75 {
        true => quality * (2.0 / 3.0),
        false => 2.0 * quality - 1.0,
    };
    let quantizer = (127.0 * (1.0 - linear.cbrt()) + 2.0).floor().min(127.0);
    100 - (quantizer * 100.0 / 127.0).ceil() as u8
}
