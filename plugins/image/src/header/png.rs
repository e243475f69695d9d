//! PNG: chunks, of which those before the picture's data are read.

use std::io::Cursor;

use super::{Header, MOST_ICC};
use crate::exif;
use crate::format::Format;

pub(super) fn read(image: &[u8]) -> Option<Header> {
    // What is wrong with the size must be told as such, so it is read before the crate judges it.
    let size = |at: usize| {
        image
            .get(at..)?
            .first_chunk()
            .copied()
            .map(u32::from_be_bytes)
    };
    let mut header = Header::new(Format::Png, size(16)?, size(20)?);
    // Most of what it holds is the unpacked profile.
    let limits = png::Limits { bytes: MOST_ICC };
    let decoder = png::Decoder::new_with_limits(Cursor::new(image), limits);
    // Where this fails, so does decoding, and says why.
    if let Ok(reader) = decoder.read_info() {
        let info = reader.info();
        header.frames = info
            .animation_control
            .map_or(1, |control| control.num_frames.max(1));
        if let Some(exif) = &info.exif_metadata {
            header.orientation = exif::orientation(exif);
        }
        header.icc = info.icc_profile.as_ref().map(|icc| icc.to_vec());
    }
    Some(header)
}
