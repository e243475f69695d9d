//! What tells whether two files hold the same picture.

use sha2::{Digest, Sha256};

use crate::decode::jpeg;
use crate::format::Format;
use crate::header::Header;
use crate::rows::{Row, Rows};

/// Hashes a picture that flows by.
///
/// It is the SHA-256 of `omni-pixels-1`, a zero byte, the upright width and height (32 bits each, little end first), the
/// SHA-256 of the colour profile that is applied (zeros without one), and the upright rows from the top, each as all its
/// reds, all its greens, all its blues, over the background. So files that hold the same pixels in another wrapping
/// (PNG, BMP, TIFF; other compression, other metadata) have the same, whatever size is made of them.
///
/// Of a JPEG it is the SHA-256 of `omni-jpeg-1`, a zero byte, EXIF's orientation (a byte), the profile's SHA-256 as above, and what
/// the pixels follow from as it is coded (`decode/jpeg/segments.rs`): as telling, and a tenth of the bytes. So a JPEG from
/// which metadata was stripped has the same, and a PNG made of it another.
pub(crate) struct Identity {
    digest: Sha256,
    takes_rows: bool,
}

impl Identity {
    pub(crate) fn new(image: &[u8], header: &Header) -> Self {
        let profile: [u8; 32] = match &header.icc {
            Some(profile) => Sha256::digest(profile).into(),
            None => [0; 32],
        };
        let is_jpeg = header.format == Format::Jpeg;
        let mut digest = Sha256::new();
        if is_jpeg {
            digest.update(b"omni-jpeg-1\0");
            digest.update([header.orientation.number]);
            digest.update(profile);
            jpeg::identity(image, &mut digest);
        } else {
            let (width, height) = header.orientation.upright((header.width, header.height));
            digest.update(b"omni-pixels-1\0");
            digest.update(width.to_le_bytes());
            digest.update(height.to_le_bytes());
            digest.update(profile);
        }
        Self {
            digest,
            takes_rows: !is_jpeg,
        }
    }

    /// Whether it is made of the upright rows.
    pub(crate) fn takes_rows(&self) -> bool {
        self.takes_rows
    }

    pub(crate) fn finish(&mut self) -> Vec<u8> {
        self.digest.finalize_reset().to_vec()
    }
}

impl Rows for Identity {
    fn row(&mut self, row: Row<'_>) {
        if self.takes_rows {
            for plane in row {
                self.digest.update(plane);
            }
        }
    }
}
