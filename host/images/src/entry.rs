//! What is remembered of a picture beside its files.

use omni_skills::types::{EncodedImage, ImageSource, PreparedImage};
use omni_store::{FoundImage, ImageFile, StoredImage};
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, sha256};
use crate::folder::{Damage, Folder, Part};
use crate::key::Way;

/// What a source was, as the index keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct About {
    source: ImageSource,
    notes: Vec<String>,
}

/// What the index keeps of a source.
pub(crate) fn about(image: &PreparedImage) -> String {
    let about = About {
        source: image.source.clone(),
        notes: image.notes.clone(),
    };
    // Texts and numbers become JSON.
    serde_json::to_string(&about).unwrap_or_default()
}

/// A picture that was just made, with what names it.
pub(crate) struct Fresh {
    /// With its pixels, whoever wants them.
    pub(crate) image: PreparedImage,
    pub(crate) content: Digest,
    pixels_sha256: Digest,
    encoded_sha256: Option<Digest>,
}

impl Fresh {
    pub(crate) fn new(image: PreparedImage, way: &Way) -> Self {
        let pixels_sha256 = sha256(image.pixels.as_deref().unwrap_or_default());
        let encoded_sha256 = image.encoded.as_ref().map(|encoded| sha256(&encoded.bytes));
        Self {
            content: way.content(&image, &pixels_sha256),
            pixels_sha256,
            encoded_sha256,
            image,
        }
    }

    /// Its row, but for the number.
    pub(crate) fn stored(&self, pixels_kept: bool, used_at: i64) -> StoredImage {
        let encoded = self.image.encoded.as_ref().zip(self.encoded_sha256);
        StoredImage {
            id: 0,
            content: self.content,
            width: self.image.width,
            height: self.image.height,
            media_type: encoded.map(|(encoded, _)| encoded.media_type.clone()),
            encoded: encoded.map(|(encoded, sha256)| ImageFile {
                sha256,
                bytes: encoded.bytes.len() as u64,
            }),
            pixels_sha256: self.pixels_sha256,
            pixels_kept,
            used_at,
        }
    }
}

/// The encoded picture and the pixels of a row, each if it is there and `pixels` says that those are wanted.
pub(crate) fn files(
    folder: &Folder,
    image: &StoredImage,
    pixels: bool,
) -> Result<(Option<EncodedImage>, Option<Vec<u8>>), Damage> {
    let encoded = match (&image.encoded, &image.media_type) {
        (Some(file), Some(media_type)) => Some(EncodedImage {
            media_type: media_type.clone(),
            bytes: folder.read(&image.content, Part::Encoded, file)?,
        }),
        _ => None,
    };
    let pixels = pixels
        .then(|| folder.read(&image.content, Part::Pixels, &image.pixels()))
        .transpose()?;
    Ok((encoded, pixels))
}

/// The picture that a key led to, read from its files.
pub(crate) fn whole(
    folder: &Folder,
    found: FoundImage,
    pixels: bool,
) -> Result<PreparedImage, Damage> {
    let About { source, notes } =
        serde_json::from_str(&found.source.about).map_err(|_| Damage::Changed)?;
    let (encoded, pixels) = files(folder, &found.image, pixels)?;
    Ok(PreparedImage {
        width: found.image.width,
        height: found.image.height,
        source,
        pixels,
        encoded,
        hash: found.source.hash,
        notes,
    })
}
