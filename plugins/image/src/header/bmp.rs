//! BMP: a size in the one or the other of two headers.

use super::Header;
use super::bytes::Endian::Little;
use crate::format::Format;

/// The length of the oldest header, whose numbers have 16 bits.
const CORE: u32 = 12;

pub(super) fn read(image: &[u8]) -> Option<Header> {
    let (width, height) = match Little.u32(image, 14)? {
        CORE => (
            u32::from(Little.u16(image, 18)?),
            u32::from(Little.u16(image, 20)?),
        ),
        // A negative height says that the rows begin at the top.
        _ => (
            Little.u32(image, 18)?,
            Little.u32(image, 22)?.cast_signed().unsigned_abs(),
        ),
    };
    Some(Header::new(Format::Bmp, width, height))
}
