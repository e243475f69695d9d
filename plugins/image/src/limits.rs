//! What is refused before anything is decoded.

use omni_skill::{Error, ImageOptions};

use crate::header::Header;

/// The longest edge, in pixels: four times JPEG's longest.
pub(crate) const MOST_EDGE: u32 = 1 << 18;
/// What decoding and shrinking may hold at once, in bytes. With the file itself and what is made of the picture it
/// stays below the policy's memory.
pub(crate) const MOST_MEMORY: u64 = 192 << 20;

/// Holds what the picture says it is, and what is asked for, to the limits.
pub(crate) fn check(header: &Header, options: &ImageOptions) -> Result<(), Error> {
    let (width, height) = (header.width, header.height);
    let (pixels, most) = (header.pixels(), options.max_pixels);
    if pixels > most {
        return Err(Error::InvalidInput(format!(
            "the picture has {width}×{height}, that is {pixels} pixels, and the most is {most}"
        )));
    }
    let (frames, most) = (header.frames, options.max_frames);
    if frames > most {
        return Err(Error::InvalidInput(format!(
            "the picture has {frames} frames, and the most is {most}"
        )));
    }
    if width.max(height) > MOST_EDGE {
        return Err(Error::Unsupported(format!(
            "the picture has {width}×{height} pixels, and the longest edge is {MOST_EDGE}"
        )));
    }
    if options.max_edge == 0 {
        return Err(Error::InvalidInput(
            "the longest edge of the result is 0".to_owned(),
        ));
    }
    match options.quality {
        Some(quality) if !(1..=100).contains(&quality) => Err(Error::InvalidInput(format!(
            "a quality of {quality}, and it is from 1 to 100"
        ))),
        _ => Ok(()),
    }
}

/// Refuses what takes more memory than there is. `what` is what takes it.
pub(crate) fn check_memory(what: &str, bytes: u64) -> Result<(), Error> {
    match bytes > MOST_MEMORY {
        true => Err(Error::Unsupported(format!(
            "{what} takes {} MiB, and the most is {}",
            bytes.div_ceil(1 << 20),
            MOST_MEMORY >> 20
        ))),
        false => Ok(()),
    }
}
