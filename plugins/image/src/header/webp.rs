//! WebP: chunks in a RIFF file.

use super::bytes::Endian::Little;
use super::{Header, MOST_ICC};
use crate::exif;
use crate::format::Format;

/// The bytes before the first chunk.
const RIFF: usize = 12;

pub(super) fn read(image: &[u8]) -> Option<Header> {
    let mut header: Option<Header> = None;
    let mut frames = 0;
    let mut at = RIFF;
    while let (Some(name), Some(length)) = (image.get(at..at + 4), Little.u32(image, at + 4)) {
        let start = at + 8;
        let end = start.saturating_add(length as usize);
        let whole = image.get(start..end);
        let content = &image[start..end.min(image.len())];
        if let Some(header) = &mut header {
            match (name, whole) {
                (b"ANMF", _) => frames += 1,
                (b"ICCP", Some(icc)) if icc.len() <= MOST_ICC => header.icc = Some(icc.to_vec()),
                (b"EXIF", Some(exif)) => {
                    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
                    header.orientation = exif::orientation(exif);
                }
                _ => {}
            }
        } else {
            let (width, height) = size(name, content)?;
            header = Some(Header::new(Format::WebP, width, height));
        }
        // Chunks begin at even places.
        at = end.saturating_add(length as usize % 2);
    }
    let mut header = header?;
    header.frames = frames.max(1);
    Some(header)
}

/// The size in the first chunk.
fn size(name: &[u8], content: &[u8]) -> Option<(u32, u32)> {
    match name {
        b"VP8X" => {
            let u24 = |at: usize| {
                let [low, middle, high] = *content.get(at..)?.first_chunk()?;
                Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
            };
            Some((u24(4)?, u24(7)?))
        }
        b"VP8 " => {
            let side = |at| Some(u32::from(Little.u16(content, at)? & 0x3fff));
            Some((side(6)?, side(8)?))
        }
        b"VP8L" => {
            let sides = Little.u32(content, 1)?;
            Some(((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
