//! Keeping what was just prepared, or leading it to what is there already.

use omni_skills::types::PreparedImage;
use omni_store::{FoundImage, ImageLink, ImageSource, NewImage, StoredImage};

use crate::digest::Digest;
use crate::entry::{self, Fresh};
use crate::folder::Part;
use crate::images::Question;
use crate::outcome::Hit;
use crate::{Error, Images};

/// What a fresh picture is to be served as.
pub(crate) enum Kept {
    /// Itself.
    Itself(Hit),
    /// One that is like it.
    Like(Box<PreparedImage>),
}

impl Images {
    /// Keeps a fresh picture, unless the same or one like it is there. `before`: the content that its key led to
    /// until now.
    pub(crate) fn keep(
        &self,
        fresh: &Fresh,
        question: &Question,
        before: Option<Digest>,
    ) -> Result<Kept, Error> {
        let Some(store) = &self.store else {
            return Ok(Kept::Itself(Hit::Miss));
        };
        let Question { key, pixels, space } = question;
        let there = store.image_with(&fresh.content)?;
        let hit = match &there {
            // Its own entry is no hit: one that was not enough, or that another process made meanwhile.
            Some(_) if before == Some(fresh.content) => Hit::Miss,
            Some(image) if self.is_too_old(image) => Hit::Miss,
            Some(image) if leads_to(store.image(key)?, image) => Hit::Miss,
            Some(_) => Hit::Pixels,
            None => Hit::Miss,
        };
        if hit == Hit::Miss
            && let Some(space) = space
            && let Some((image, served)) = self.alike(store, fresh, space)?
        {
            store.lead_image(image.id, &source(fresh, key, ImageLink::Near(*space)))?;
            self.note_use(&image);
            return Ok(Kept::Like(Box::new(served)));
        }
        let kept = there.as_ref().is_some_and(|image| image.pixels_kept);
        let image = fresh.stored(kept || *pixels || space.is_some(), self.now());
        self.write_files(fresh, &image)?;
        let link = match hit {
            Hit::Pixels => ImageLink::Pixels,
            _ => ImageLink::Made,
        };
        let space = *space;
        let bytes = store.keep_image(&NewImage { image, space }, &source(fresh, key, link))?;
        if bytes > self.settings.max_bytes {
            self.shrink(store)?;
        }
        Ok(Kept::Itself(hit))
    }

    fn write_files(&self, fresh: &Fresh, image: &StoredImage) -> Result<(), Error> {
        let write = |part: Part, bytes: &[u8]| {
            if self.folder.has(&image.content, part, bytes.len() as u64) {
                return Ok(());
            }
            let written = self.folder.write(&image.content, part, bytes);
            written.map_err(|error| self.unusable(&error))
        };
        if let Some(encoded) = &fresh.image.encoded {
            write(Part::Encoded, &encoded.bytes)?;
        }
        match &fresh.image.pixels {
            Some(pixels) if image.pixels_kept => write(Part::Pixels, pixels),
            _ => Ok(()),
        }
    }

    pub(crate) fn unusable(&self, error: &std::io::Error) -> Error {
        Error::Cache {
            path: self.folder.path().to_owned(),
            reason: error.to_string(),
        }
    }
}

fn leads_to(found: Option<FoundImage>, image: &StoredImage) -> bool {
    found.is_some_and(|found| found.image.id == image.id)
}

fn source(fresh: &Fresh, key: &Digest, link: ImageLink) -> ImageSource {
    ImageSource {
        key: *key,
        link,
        hash: fresh.image.hash,
        about: entry::about(&fresh.image),
    }
}
