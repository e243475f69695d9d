//! JPEG: segments up to the first scan.

use super::bytes::Endian::Big;
use super::{Header, MOST_ICC};
use crate::decode::jpeg::next_segment;
use crate::exif;
use crate::format::Format;

const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

pub(super) fn read(image: &[u8]) -> Option<Header> {
    let mut header = None;
    let mut orientation = None;
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    let mut at = 2;
    while let Some((marker, content)) = next_segment(image, &mut at) {
        match marker {
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                let (height, width) = (Big.u16(content, 1)?, Big.u16(content, 3)?);
                header = Some(Header::new(Format::Jpeg, width.into(), height.into()));
            }
            APP1 if orientation.is_none() => {
                orientation = content.strip_prefix(EXIF).map(exif::orientation);
            }
            APP2 => {
                if let Some([number, _, part @ ..]) = content.strip_prefix(ICC) {
                    profile.push((*number, part));
                }
            }
            SCAN => break,
            _ => {}
        }
    }
    let mut header: Header = header?;
    header.orientation = orientation.unwrap_or(header.orientation);
    profile.sort_by_key(|(number, _)| *number);
    let profile: Vec<u8> = profile
        .into_iter()
        .flat_map(|(_, part)| part)
        .copied()
        .collect();
    header.icc = (1..=MOST_ICC).contains(&profile.len()).then_some(profile);
    Some(header)
}
