//! Reading every file of the cache, to find those that are not what was written.

use omni_store::StoredImage;
use serde::Serialize;

use crate::digest::hex;
use crate::entry;
use crate::folder::Damage;
use crate::{Error, Images};

/// Pictures that are asked of the index at once.
const AT_ONCE: usize = 256;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Pictures that were looked at.
    pub checked: u64,
    /// Those whose files are other than they were written. They were removed, and will be made again.
    pub corrupt: Vec<String>,
    /// Those whose files are gone. They were removed, too.
    pub missing: u64,
}

impl Images {
    /// Reads every file, and removes each picture whose files are not what was written.
    ///
    /// # Errors
    /// If there is no cache, or its index cannot be read or written.
    pub fn verify(&self) -> Result<Verified, Error> {
        let store = self.index()?;
        let mut verified = Verified::default();
        let mut last = 0;
        loop {
            let images = store.images_after(last, AT_ONCE)?;
            let Some(end) = images.last() else {
                return Ok(verified);
            };
            last = end.id;
            for image in images {
                verified.checked += 1;
                match self.damage(&image) {
                    None => continue,
                    Some(Damage::Gone) => verified.missing += 1,
                    Some(Damage::Changed) => verified.corrupt.push(hex(&image.content)),
                }
                store.forget_images(&[image.id])?;
                self.folder.remove(&image.content);
            }
        }
    }

    fn damage(&self, image: &StoredImage) -> Option<Damage> {
        entry::files(&self.folder, image, image.pixels_kept).err()
    }
}
