//! The orientation in EXIF data, which is a small TIFF file.

use crate::header::bytes::Endian;
use crate::orientation::Orientation;

const ORIENTATION: u16 = 0x0112;
/// The type of a 16-bit number.
const SHORT: u16 = 3;
/// More entries than any camera writes; what claims more is not read to its end.
const MOST_ENTRIES: usize = 1000;

/// The orientation in `exif`, which begins with the byte order. Upright where it says none that is one.
pub(crate) fn orientation(exif: &[u8]) -> Orientation {
    find(exif).unwrap_or(Orientation::UPRIGHT)
}

fn find(exif: &[u8]) -> Option<Orientation> {
    let endian = Endian::of_tiff(exif)?;
    let first = endian.u32(exif, 4)? as usize;
    let entries = usize::from(endian.u16(exif, first)?).min(MOST_ENTRIES);
    // Only the first directory describes the picture itself, so no chain is followed, however deep it is.
    (0..entries)
        .map(|index| first.saturating_add(2 + index * 12))
        .find(|at| endian.u16(exif, *at) == Some(ORIENTATION))
        .filter(|at| endian.u16(exif, at.saturating_add(2)) == Some(SHORT))
        .and_then(|at| endian.u16(exif, at.saturating_add(8)))
        .and_then(Orientation::from_exif)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One entry: the orientation.
    pub(crate) fn exif(number: u16) -> Vec<u8> {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        exif.extend(number.to_be_bytes());
        exif.extend([0; 6]);
        exif
    }

    #[test]
    fn the_orientation_is_found_in_both_byte_orders() {
        assert_eq!(orientation(&exif(6)).number, 6);
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
        assert_eq!(orientation(little).number, 8);
    }

    #[test]
    fn what_is_no_orientation_is_upright() {
        for exif in [&exif(0)[..], &exif(9), b"", b"MM", b"MM\0*\xff\xff\xff\xff"] {
            assert_eq!(orientation(exif), Orientation::UPRIGHT);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_one(mut bytes: Vec<u8>) {
            bytes.splice(0..bytes.len().min(4), *b"II*\0");
            prop_assert!((1..=8).contains(&orientation(&bytes).number));
        }
    }
}
