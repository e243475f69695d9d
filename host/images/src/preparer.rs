//! Who decodes and prepares.

use omni_skills::types::{ImageOptions, PreparedImage};
use omni_skills::{Error, ImagePreprocessor};

use crate::digest::{Digest, Parts};

/// Prepares pictures. The image skill does; a host that keeps a log of what skills did wraps it.
pub trait Preparer: Sync {
    /// What tells it from others that may prepare the same bytes differently. What it makes of the same bytes and
    /// options must be the same each time.
    fn digest(&self) -> Digest;

    /// Makes a picture ready.
    ///
    /// # Errors
    /// As a skill's call fails.
    fn prepare(&self, image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error>;
}

impl Preparer for ImagePreprocessor {
    /// Of the component and of what its role's `config` says.
    fn digest(&self) -> Digest {
        let skill = self.skill();
        // A map of JSON values has only texts for keys, so it becomes JSON.
        let config = serde_json::to_vec(skill.config()).unwrap_or_default();
        Parts::of("preparer")
            .with(skill.sha256().as_bytes())
            .with(&config)
            .digest()
    }

    fn prepare(&self, image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
        ImagePreprocessor::prepare(self, image, options).result
    }
}
