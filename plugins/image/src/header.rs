//! What a picture says of itself, read before anything is decoded.

use omni_skill::Error;

use crate::format::Format;
use crate::orientation::Orientation;

mod bmp;
pub(crate) mod bytes;
mod gif;
mod jpeg;
mod png;
mod tiff;
mod webp;

/// The longest colour profile that is read, in bytes. Those of printers have half a megabyte.
pub(crate) const MOST_ICC: usize = 4 << 20;

/// What the header says.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) format: Format,
    /// In pixels, as stored.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// At least 1.
    pub(crate) frames: u32,
    pub(crate) orientation: Orientation,
    /// The colour profile, unread.
    pub(crate) icc: Option<Vec<u8>>,
}

impl Header {
    /// One upright frame without a profile.
    fn new(format: Format, width: u32, height: u32) -> Self {
        Self {
            format,
            width,
            height,
            frames: 1,
            orientation: Orientation::UPRIGHT,
            icc: None,
        }
    }

    /// The size as stored.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.width as usize, self.height as usize)
    }

    /// How many pixels it says it has.
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// The header of a picture in this format.
pub(crate) fn read(image: &[u8], format: Format) -> Result<Header, Error> {
    let header = match format {
        Format::Jpeg => jpeg::read(image),
        Format::Png => png::read(image),
        Format::Gif => gif::read(image),
        Format::WebP => webp::read(image),
        Format::Bmp => bmp::read(image),
        Format::Tiff => tiff::read(image),
    };
    let header = header.ok_or_else(|| {
        let name = format.name();
        Error::InvalidInput(format!("the header of this {name} is damaged or cut off"))
    })?;
    match header.pixels() {
        0 => Err(Error::InvalidInput(format!(
            "this {} says that it has {}×{} pixels",
            format.name(),
            header.width,
            header.height
        ))),
        _ => Ok(header),
    }
}
