//! What a picture is found by. No two sources, parameters or components share a key.

use omni_skills::types::{ImageHash, ImageOptions, PreparedImage};
use omni_store::Space;

use crate::digest::{Digest, Parts, sha256};

/// All that a result depends on, but for the source.
#[derive(Clone)]
pub(crate) struct Way(Parts);

impl Way {
    /// Of being prepared so, by the component `preparer`. Whether pixels are wanted changes what is handed
    /// over, and nothing in it.
    pub(crate) fn new(options: &ImageOptions, preparer: &Digest) -> Self {
        let ImageOptions {
            max_edge,
            background,
            hash,
            pixels: _,
            quality,
            max_pixels,
            max_frames,
        } = *options;
        let mut parameters = Vec::with_capacity(32);
        parameters.extend(max_edge.to_be_bytes());
        parameters.extend([background.red, background.green, background.blue]);
        parameters.push(number(hash));
        // A quality is at least 1, so 0 is free to say that no encoded picture is wanted.
        parameters.push(quality.unwrap_or(0));
        parameters.extend(max_pixels.to_be_bytes());
        parameters.extend(max_frames.to_be_bytes());
        Self(Parts::of("omni-images 1").with(&parameters).with(preparer))
    }

    /// The key of a source, by its SHA-256.
    pub(crate) fn key(&self, source: &Digest) -> Digest {
        self.0.clone().with(b"source").with(source).digest()
    }

    /// What names a result: the pixels that it was made of, and all that came of them. Two sources whose
    /// results differ in one bit have different ones, whatever the component says of their pixels.
    pub(crate) fn content(&self, image: &PreparedImage, pixels: &Digest) -> Digest {
        let (width, height) = image.source.upright();
        let numbers = [width, height, image.width, image.height].map(u32::to_be_bytes);
        let parts = self.0.clone().with(b"content");
        let parts = parts.with(&image.source.pixels_sha256);
        let parts = parts.with(numbers.as_flattened());
        let parts = parts.with(&image.hash.to_be_bytes()).with(pixels);
        match &image.encoded {
            Some(encoded) => parts
                .with(encoded.media_type.as_bytes())
                .with(&sha256(&encoded.bytes)),
            None => parts,
        }
        .digest()
    }

    /// Among what a caller's pictures may be like each other.
    pub(crate) fn space(&self, caller: &str) -> Space {
        let digest = self.0.clone().with(b"space").with(caller.as_bytes());
        let mut space = Space::default();
        space.copy_from_slice(&digest.digest()[..16]);
        space
    }
}

/// The numbers stay, whatever order the contract lists the hashes in.
fn number(hash: ImageHash) -> u8 {
    match hash {
        ImageHash::Phash => 0,
        ImageHash::Mean => 1,
        ImageHash::Median => 2,
        ImageHash::Gradient => 3,
        ImageHash::VerticalGradient => 4,
        ImageHash::DoubleGradient => 5,
        ImageHash::Block => 6,
    }
}

#[cfg(test)]
mod tests {
    use omni_skills::types::Rgb;
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_parameter_has_a_key_of_its_own() {
        let plain = ImageOptions::default();
        let black = Rgb {
            red: 0,
            green: 0,
            blue: 0,
        };
        let options = [
            plain,
            ImageOptions {
                max_edge: 511,
                ..plain
            },
            ImageOptions {
                background: black,
                ..plain
            },
            ImageOptions {
                hash: ImageHash::Mean,
                ..plain
            },
            ImageOptions {
                quality: None,
                ..plain
            },
            ImageOptions {
                quality: Some(84),
                ..plain
            },
            ImageOptions {
                max_pixels: 1,
                ..plain
            },
            ImageOptions {
                max_frames: 1,
                ..plain
            },
        ];
        let key = |options: &ImageOptions| Way::new(options, &[0; 32]).key(&[1; 32]);
        let keys: BTreeSet<_> = options.iter().map(key).collect();
        assert_eq!(keys.len(), options.len());
        let without = ImageOptions {
            pixels: false,
            ..plain
        };
        assert_eq!(key(&plain), key(&without));
        assert_ne!(key(&plain), Way::new(&plain, &[9; 32]).key(&[1; 32]));
        assert_ne!(key(&plain), Way::new(&plain, &[0; 32]).key(&[2; 32]));
    }

    #[test]
    fn callers_have_spaces_of_their_own() {
        let way = Way::new(&ImageOptions::default(), &[0; 32]);
        assert_ne!(way.space("one"), way.space("two"));
    }
}
