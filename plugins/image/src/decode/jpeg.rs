//! JPEG, exactly as libjpeg decodes it: its accurate integer DCT, its triangle filter between chroma samples, its
//! colour tables. Perceptual hashes then agree bit for bit with those of programs that use libjpeg, as Pillow and OpenCV do.
//!
//! A picture in one scan, as cameras write it, never takes more than two rows of blocks. One in several, as every progressive one is,
//! takes all its coefficients: two bytes each.

use omni_skill::{Error, Rgb};

use crate::decode::damaged;
use crate::format::Format;
use crate::rows::Rows;

mod bits;
mod colour;
mod frame;
mod huffman;
mod idct;
mod output;
mod progressive;
mod scan;
mod segments;
mod sequential;
mod upsample;

/// Why it cannot be decoded.
#[derive(Debug)]
pub(crate) enum Fault {
    Damaged(&'static str),
    Unsupported(String),
    Refused(Error),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged(why) => damaged(Format::Jpeg, &why),
            Fault::Unsupported(what) => Self::Unsupported(format!("this jpeg is not read: {what}")),
            Fault::Refused(error) => error,
        }
    }
}

/// Hands the rows to `rows`. A JPEG has no transparency, so nothing shows through.
pub(super) fn decode(image: &[u8], _: Rgb, rows: &mut dyn Rows) -> Result<(), Error> {
    Ok(scan::decode(image, rows)?)
}

pub(crate) use segments::{identity, next as next_segment};
