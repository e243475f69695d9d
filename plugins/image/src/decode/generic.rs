//! Formats that are decoded as a whole, by the crate `image`.

use std::io::Cursor;

use image_rs::codecs::{bmp::BmpDecoder, gif::GifDecoder, tiff::TiffDecoder, webp::WebPDecoder};
use image_rs::{ColorType, ImageDecoder, ImageError, Limits};
use omni_skill::{Error, Rgb};

use super::damaged;
use super::over::over;
use crate::format::Format;
use crate::header::Header;
use crate::limits::{self, MOST_MEMORY};
use crate::rows::{Planes, Rows};

pub(super) fn decode(
    image: &[u8],
    header: &Header,
    background: Rgb,
    rows: &mut dyn Rows,
) -> Result<(), Error> {
    let image = Cursor::new(image);
    let format = header.format;
    let failed = |why: ImageError| damaged(format, &why);
    let mut decoder: Box<dyn ImageDecoder + '_> = match format {
        Format::Gif => Box::new(GifDecoder::new(image).map_err(failed)?),
        Format::WebP => Box::new(WebPDecoder::new(image).map_err(failed)?),
        Format::Bmp => Box::new(BmpDecoder::new(image).map_err(failed)?),
        Format::Tiff => Box::new(TiffDecoder::new(image).map_err(failed)?),
        Format::Jpeg | Format::Png => {
            let name = format.name();
            return Err(Error::Failed(format!("{name} is decoded elsewhere")));
        }
    };
    let (width, height) = decoder.dimensions();
    if (width, height) != (header.width, header.height) {
        return Err(damaged(format, &"its headers differ in size"));
    }
    let bytes = decoder.total_bytes();
    limits::check_memory("this picture", bytes.saturating_mul(2))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY - bytes);
    decoder.set_limits(limits).map_err(failed)?;
    let colour = decoder.color_type();
    // It was checked to be small.
    let mut samples = vec![0; usize::try_from(bytes).unwrap_or(0)];
    decoder.read_image(&mut samples).map_err(failed)?;

    let (width, stride) = (width as usize, samples.len() / height as usize);
    let mut planes = Planes::new(width);
    let over = |colour, alpha| over(colour, alpha, background);
    for line in samples.chunks_exact(stride) {
        rows.row(match colour {
            ColorType::L8 => planes.fill::<1>(line, |&[grey]| [grey; 3]),
            ColorType::La8 => planes.fill::<2>(line, |&[grey, alpha]| over([grey; 3], alpha)),
            ColorType::Rgb8 => planes.fill::<3>(line, |rgb| *rgb),
            ColorType::Rgba8 => planes.fill::<4>(line, |&[r, g, b, alpha]| over([r, g, b], alpha)),
            // Of 16 bits in this machine's order, WebAssembly's and all others' that this runs on, the high one comes second.
            ColorType::L16 => planes.fill::<2>(line, |&[_, grey]| [grey; 3]),
            ColorType::La16 => {
                planes.fill::<4>(line, |&[_, grey, _, alpha]| over([grey; 3], alpha))
            }
            ColorType::Rgb16 => planes.fill::<6>(line, |&[_, r, _, g, _, b]| [r, g, b]),
            ColorType::Rgba16 => {
                planes.fill::<8>(line, |&[_, r, _, g, _, b, _, a]| over([r, g, b], a))
            }
            _ => {
                return Err(Error::Unsupported(format!(
                    "a {} of floating-point pixels is not read",
                    format.name()
                )));
            }
        });
    }
    Ok(())
}
