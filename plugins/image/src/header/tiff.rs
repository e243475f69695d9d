//! TIFF: directories of tags, one a picture.

use super::bytes::Endian;
use super::{Header, MOST_ICC};
use crate::format::Format;
use crate::orientation::Orientation;

const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const ORIENTATION: u16 = 274;
const ICC: u16 = 34675;
/// The type of a 16-bit number.
const SHORT: u16 = 3;
/// Where more pictures than this are chained, as in a ring, no more are counted.
const MOST_FRAMES: u32 = 1 << 16;

pub(super) fn read(image: &[u8]) -> Option<Header> {
    let endian = Endian::of_tiff(image)?;
    let first = endian.u32(image, 4)? as usize;
    let number = |tag| number(image, endian, entry(image, endian, first, tag)?);
    let mut header = Header::new(Format::Tiff, number(WIDTH)?, number(HEIGHT)?);
    header.orientation = number(ORIENTATION)
        .and_then(|number| Orientation::from_exif(u16::try_from(number).ok()?))
        .unwrap_or(Orientation::UPRIGHT);
    header.icc = entry(image, endian, first, ICC).and_then(|at| {
        let length = endian.u32(image, at + 4)? as usize;
        let start = endian.u32(image, at + 8)? as usize;
        let icc = image.get(start..start.checked_add(length)?)?;
        (icc.len() <= MOST_ICC).then(|| icc.to_vec())
    });
    header.frames = frames(image, endian, first);
    Some(header)
}

/// Where the tag's entry is in the directory at `directory`.
fn entry(image: &[u8], endian: Endian, directory: usize, tag: u16) -> Option<usize> {
    let entries = usize::from(endian.u16(image, directory)?);
    let mut places = (0..entries).map(|index| directory + 2 + index * 12);
    places.find(|at| endian.u16(image, *at) == Some(tag))
}

/// The number in an entry that has one.
fn number(image: &[u8], endian: Endian, entry: usize) -> Option<u32> {
    match endian.u16(image, entry + 2)? {
        SHORT => endian.u16(image, entry + 8).map(u32::from),
        _ => endian.u32(image, entry + 8),
    }
}

/// How many directories are chained, from the one at `directory`.
fn frames(image: &[u8], endian: Endian, mut directory: usize) -> u32 {
    let mut frames = 1;
    while frames < MOST_FRAMES {
        let next = endian
            .u16(image, directory)
            .and_then(|entries| endian.u32(image, directory + 2 + usize::from(entries) * 12));
        match next {
            Some(next) if next > 0 && (next as usize) < image.len() => directory = next as usize,
            _ => break,
        }
        frames += 1;
    }
    frames
}
