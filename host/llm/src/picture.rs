//! Pictures as the model gets them: plain pixels.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

/// A picture as red, green and blue bytes, row by row from the top left. Cheap to clone; equal if its pixels are.
#[derive(Clone)]
pub struct Picture(Arc<Pixels>);

struct Pixels {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
    digest: [u8; 32],
}

impl Picture {
    /// A picture of `width` times `height` pixels, three bytes each. None if there are none, or not as many bytes.
    #[must_use]
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let pixels = u64::from(width).checked_mul(height.into())?;
        // llama.cpp counts bytes in 32 bits.
        let bytes = u32::try_from(pixels.checked_mul(3)?).ok()?;
        if bytes == 0 || rgb.len() as u64 != u64::from(bytes) {
            return None;
        }
        let digest = Sha256::new()
            .chain_update(width.to_le_bytes())
            .chain_update(height.to_le_bytes())
            .chain_update(&rgb)
            .finalize()
            .into();
        Some(Self(Arc::new(Pixels {
            width,
            height,
            rgb,
            digest,
        })))
    }

    /// In pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// In pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// The pixels, three bytes each.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.0.rgb
    }

    /// SHA-256 of width and height (32 bits each, least significant byte first) and the pixels.
    #[must_use]
    pub fn digest(&self) -> &[u8; 32] {
        &self.0.digest
    }
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for Picture {}

impl fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Picture({}×{})", self.width(), self.height())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_three_bytes_a_pixel() {
        assert!(Picture::new(2, 1, vec![0; 6]).is_some());
        assert!(Picture::new(2, 1, vec![0; 5]).is_none());
        assert!(Picture::new(0, 1, vec![]).is_none());
        assert!(Picture::new(u32::MAX, u32::MAX, vec![]).is_none());
    }

    #[test]
    fn the_same_bytes_in_another_shape_are_another_picture() {
        let picture = |width, height| Picture::new(width, height, vec![7; 12]).unwrap();
        assert_eq!(picture(2, 2), picture(2, 2));
        assert_ne!(picture(4, 1), picture(1, 4));
    }
}
