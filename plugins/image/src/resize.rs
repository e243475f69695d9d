//! The last step to the wanted size, from a picture that was shrunk by whole factors.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use omni_skill::Error;

/// Three bytes a pixel, of `size`. What is averaged are sRGB's values as they are, as in OpenCV and Pillow: models were
/// trained on pictures that were made so.
///
/// `exact` is the size in pixels of the result of shrinking, whose last cells may be smaller than the others.
pub(crate) fn resize(
    pixels: Vec<u8>,
    from: (u32, u32),
    exact: (f64, f64),
    size: (u32, u32),
) -> Result<Vec<u8>, Error> {
    if from == size {
        return Ok(pixels);
    }
    let failed = |why: &dyn std::fmt::Display| Error::Failed(format!("resizing: {why}"));
    let source =
        ImageRef::new(from.0, from.1, &pixels, PixelType::U8x3).map_err(|why| failed(&why))?;
    let mut result = Image::new(size.0, size.1, PixelType::U8x3);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
        .crop(0.0, 0.0, exact.0, exact.1);
    Resizer::new()
        .resize(&source, &mut result, &options)
        .map_err(|why| failed(&why))?;
    Ok(result.into_vec())
}
