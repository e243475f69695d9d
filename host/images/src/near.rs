//! The one picture that is like a fresh one, if there is one and no more.

use omni_skills::types::PreparedImage;
use omni_store::{Space, Store, StoredImage};

use crate::entry::{self, Fresh};
use crate::{Error, Images, likeness};

/// Pictures that are compared with a fresh one. Where the hash takes more of them for the same it tells nothing.
const MOST_PROPOSED: usize = 16;

impl Images {
    /// The picture of the space that is like a fresh one, and what is served of it. Of two that are alike nobody can
    /// tell which one it is, and neither is served.
    pub(crate) fn alike(
        &self,
        store: &Store,
        fresh: &Fresh,
        space: &Space,
    ) -> Result<Option<(StoredImage, PreparedImage)>, Error> {
        let proposed = store.images_like(space, fresh.image.hash, MOST_PROPOSED + 1)?;
        if proposed.len() > MOST_PROPOSED {
            return Ok(None);
        }
        let mut found = None;
        for id in proposed {
            let Some(image) = store.image_numbered(id)? else {
                continue;
            };
            if let Some(served) = self.compared(&image, &fresh.image) {
                if found.is_some() {
                    return Ok(None);
                }
                found = Some((image, served));
            }
        }
        Ok(found)
    }

    /// What is served of a picture, if a fresh one is like it.
    fn compared(&self, image: &StoredImage, fresh: &PreparedImage) -> Option<PreparedImage> {
        let same_size = (image.width, image.height) == (fresh.width, fresh.height);
        if !same_size || !image.pixels_kept || self.is_too_old(image) {
            return None;
        }
        let files = entry::files(&self.folder, image, true);
        let (encoded, pixels) = files.map_err(|damage| self.forget(image, damage)).ok()?;
        let (theirs, own) = (pixels?, fresh.pixels.as_deref()?);
        let alike = likeness::is_alike(image.width, image.height, &theirs, own);
        alike.then(|| PreparedImage {
            pixels: Some(theirs),
            encoded,
            ..fresh.clone()
        })
    }
}
