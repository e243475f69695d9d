//! The image skill as the cache of pictures calls it: what it used, was denied and failed at is recorded.

use omni_images::{Digest, Preparer};
use omni_skills::types::{ImageOptions, PreparedImage};
use omni_skills::{CallContext, Error, ImagePreprocessor};

use crate::Trail;

/// The image skill, each call of which is recorded. [`Trail::settle`] is the caller's.
pub struct ImageSkill<'a> {
    skill: ImagePreprocessor,
    context: CallContext,
    trail: &'a Trail,
}

impl<'a> ImageSkill<'a> {
    /// `skill`, called in `context`, recorded by `trail`.
    #[must_use]
    pub fn new(skill: ImagePreprocessor, context: CallContext, trail: &'a Trail) -> Self {
        Self {
            skill,
            context,
            trail,
        }
    }
}

impl Preparer for ImageSkill<'_> {
    fn digest(&self) -> Digest {
        Preparer::digest(&self.skill)
    }

    fn prepare(&self, image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
        let outcome = self.skill.prepare_in(&self.context, image, options);
        let skill = self.skill.skill();
        self.trail
            .called(skill, &outcome.usage, outcome.result.as_ref().err());
        outcome.result
    }
}
