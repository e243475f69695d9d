//! The segments between the scans: tables, and what tells of colours.

use sha2::{Digest, Sha256};

use super::Fault;
use super::colour::Colour;
use super::frame::Frame;
use super::huffman::Huffman;
use super::idct::PLACES;

/// The order in which coefficients are coded, as places in rows of eight.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// What holds until it is said anew.
#[derive(Default)]
pub(super) struct Tables {
    /// At their places in a block.
    pub(super) factors: [Option<Box<[i16; 64]>>; 4],
    pub(super) dc: [Option<Huffman>; 4],
    pub(super) ac: [Option<Huffman>; 4],
    /// After how many units the coder starts anew. 0 is never.
    pub(super) restart: usize,
    is_jfif: bool,
    adobe: Option<u8>,
}

impl Tables {
    /// Reads a segment; those that say nothing of the samples are left out.
    pub(super) fn read(&mut self, marker: u8, content: &[u8]) -> Result<(), Fault> {
        match marker {
            0xdb => self.read_factors(content),
            0xc4 => self.read_codes(content),
            0xdd => {
                let [high, low, ..] = content else {
                    return Err(Fault::Damaged("its restart interval is"));
                };
                self.restart = usize::from(u16::from_be_bytes([*high, *low]));
                Ok(())
            }
            0xe0 => {
                self.is_jfif |= content.starts_with(b"JFIF\0");
                Ok(())
            }
            0xee => {
                if content.starts_with(b"Adobe") {
                    self.adobe = content.get(11).copied().or(self.adobe);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn read_factors(&mut self, mut content: &[u8]) -> Result<(), Fault> {
        while let [head, rest @ ..] = content {
            let bytes = if head >> 4 == 0 { 1 } else { 2 };
            let (Some(values), Some(place)) = (
                rest.get(..64 * bytes),
                self.factors.get_mut(usize::from(head & 15)),
            ) else {
                return Err(Fault::Damaged("its quantisation table is"));
            };
            let mut table = Box::new([0; 64]);
            for (value, at) in values.chunks(bytes).zip(PLACES) {
                table[usize::from(at)] = value
                    .iter()
                    .fold(0, |number, byte| number << 8 | i16::from(*byte));
            }
            *place = Some(table);
            content = &rest[64 * bytes..];
        }
        Ok(())
    }

    fn read_codes(&mut self, mut content: &[u8]) -> Result<(), Fault> {
        while let [head, rest @ ..] = content {
            let damaged = Fault::Damaged("its Huffman table is");
            let Some((counts, rest)) = rest.split_first_chunk::<16>() else {
                return Err(damaged);
            };
            let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let tables = if head >> 4 == 0 {
                &mut self.dc
            } else {
                &mut self.ac
            };
            let (Some(symbols), Some(place)) =
                (rest.get(..total), tables.get_mut(usize::from(head & 15)))
            else {
                return Err(damaged);
            };
            *place = Some(Huffman::new(counts, symbols)?);
            content = &rest[total..];
        }
        Ok(())
    }

    /// What the components are, as libjpeg guesses it.
    pub(super) fn colour(&self, frame: &Frame) -> Colour {
        let ids: Vec<u8> = frame
            .components
            .iter()
            .map(|component| component.id)
            .collect();
        match (ids.len(), self.adobe) {
            (1, _) => Colour::Grey,
            (4, Some(2)) => Colour::Ycck,
            (4, _) => Colour::Cmyk,
            _ if self.is_jfif => Colour::YCbCr,
            (_, Some(0)) => Colour::Rgb,
            (_, None) if ids == *b"RGB" => Colour::Rgb,
            _ => Colour::YCbCr,
        }
    }
}

/// The next segment from `at` on: its marker, and what follows its length. None at the end.
pub(crate) fn next<'a>(image: &'a [u8], at: &mut usize) -> Option<(u8, &'a [u8])> {
    loop {
        // Between segments may be padding.
        while *image.get(*at)? != 0xff {
            *at += 1;
        }
        while *image.get(*at)? == 0xff {
            *at += 1;
        }
        let marker = image[*at];
        *at += 1;
        match marker {
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            0xd9 => return None,
            _ => {
                let length = u16::from_be_bytes(*image.get(*at..)?.first_chunk()?);
                let end = *at + usize::from(length.max(2));
                let content = image.get(*at + 2..end)?;
                *at = end;
                return Some((marker, content));
            }
        }
    }
}

/// Feeds `digest` with all that the samples follow from: tables, frame and scans as they are coded, and what tells
/// of colours. Other metadata is left out, so a file from which it was stripped gives the same.
pub(crate) fn identity(image: &[u8], digest: &mut Sha256) {
    let mut at = 2;
    while let Some((marker, content)) = next(image, &mut at) {
        let is_colour = (marker == 0xe0 && content.starts_with(b"JFIF\0"))
            || (marker == 0xee && content.starts_with(b"Adobe"));
        if is_colour {
            digest.update([marker, content.get(11).copied().unwrap_or(0)]);
        }
        if matches!(marker, 0xc0..=0xcf | 0xda..=0xdd) {
            digest.update([marker]);
            digest.update((content.len() as u32).to_le_bytes());
            digest.update(content);
        }
        if marker == 0xda {
            let start = at;
            while let Some(rest) = image.get(at..) {
                match rest {
                    [] => break,
                    [0xff, next, ..] if *next != 0 && !(0xd0..=0xd7).contains(next) => break,
                    _ => at += 1,
                }
            }
            let coded = &image[start..at.min(image.len())];
            digest.update((coded.len() as u64).to_le_bytes());
            digest.update(coded);
        }
    }
}
