//! GIF: a size, then blocks, which are skipped one by one to count the frames.

use super::Header;
use super::bytes::Endian::Little;
use crate::format::Format;

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2c;
/// The length of the header with the size of the screen, and of a frame's descriptor with its mark.
const SCREEN: usize = 13;
const DESCRIPTOR: usize = 10;

pub(super) fn read(image: &[u8]) -> Option<Header> {
    let width = Little.u16(image, 6)?;
    let height = Little.u16(image, 8)?;
    let mut header = Header::new(Format::Gif, width.into(), height.into());
    header.frames = frames(image).max(1);
    Some(header)
}

/// How many frames there are, as far as the file goes.
fn frames(image: &[u8]) -> u32 {
    let mut at = SCREEN + image.get(10).map_or(0, |flags| palette(*flags));
    let mut frames = 0;
    loop {
        let next = match image.get(at) {
            Some(&EXTENSION) => after_blocks(image, at + 2),
            Some(&FRAME) => {
                frames += 1;
                let colours = image.get(at + 9).map_or(0, |flags| palette(*flags));
                // After the descriptor and the palette comes the width of the codes.
                after_blocks(image, at + DESCRIPTOR + colours + 1)
            }
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => return frames,
        }
    }
}

/// The bytes of the palette that these flags tell of.
fn palette(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

/// Where blocks end that begin at `at`: each begins with its length, and the last one has none.
fn after_blocks(image: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*image.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
