//! Building prepared pictures.

use crate::{ImageSource, PreparedImage};

impl ImageSource {
    /// One upright frame, in pixels; `format` in lower-case letters and digits, such as `jpeg`.
    #[must_use]
    pub fn new(format: impl Into<String>, width: u32, height: u32) -> Self {
        Self {
            format: format.into(),
            width,
            height,
            orientation: 1,
            frames: 1,
            pixels_sha256: vec![0; 32],
        }
    }
}

impl PreparedImage {
    /// A picture of this size, in pixels, of which nothing was made yet.
    #[must_use]
    pub fn new(width: u32, height: u32, source: ImageSource) -> Self {
        Self {
            width,
            height,
            source,
            pixels: None,
            encoded: None,
            hash: 0,
            notes: Vec::new(),
        }
    }

    /// Adds what people should know.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
