//! Rows of opaque RGB out of a file.

use omni_skill::{Error, Rgb};

use crate::format::Format;
use crate::header::Header;
use crate::rows::Rows;

mod generic;
pub(crate) mod jpeg;
mod over;
mod png;

/// Hands the rows of the first frame to `rows`, over the background.
pub(crate) fn decode(
    image: &[u8],
    header: &Header,
    background: Rgb,
    rows: &mut dyn Rows,
) -> Result<(), Error> {
    match header.format {
        Format::Jpeg => jpeg::decode(image, background, rows),
        Format::Png => png::decode(image, header, background, rows),
        Format::Gif | Format::WebP | Format::Bmp | Format::Tiff => {
            generic::decode(image, header, background, rows)
        }
    }
}

/// Why a picture could not be decoded.
fn damaged(format: Format, why: &dyn std::fmt::Display) -> Error {
    Error::InvalidInput(format!("this {} cannot be decoded: {why}", format.name()))
}
