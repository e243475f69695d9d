//! What tells whether two files hold the same picture.

use sha2::{Digest, Sha256};

use crate::rows::{Row, Rows};

/// Hashes a picture that flows by.
///
/// It is the SHA-256 of `omni-pixels-1`, a zero byte, the upright width and height (32 bits each, little end first), the
/// SHA-256 of the colour profile that is applied (zeros without one), and the upright rows from the top, each as all its
/// reds, all its greens, all its blues, over the background. So files that hold the same pixels in another wrapping
/// (PNG, BMP, TIFF; other compression, other metadata) have the same, whatever size is made of them.
pub(crate) struct Identity(Sha256);

impl Identity {
    pub(crate) fn new((width, height): (u32, u32), profile: Option<&[u8]>) -> Self {
        let mut digest = Sha256::new_with_prefix(b"omni-pixels-1\0");
        digest.update(width.to_le_bytes());
        digest.update(height.to_le_bytes());
        digest.update(profile.map_or([0; 32], |profile| Sha256::digest(profile).into()));
        Self(digest)
    }

    pub(crate) fn finish(&mut self) -> Vec<u8> {
        self.0.finalize_reset().to_vec()
    }
}

impl Rows for Identity {
    fn row(&mut self, row: Row<'_>) {
        for plane in row {
            self.0.update(plane);
        }
    }
}
