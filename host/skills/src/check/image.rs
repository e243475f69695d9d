//! Prepared pictures.

use super::{MAX_REASONS, Output, count, for_people, length};
use crate::text::tame;
use crate::types::{ImageOptions, ImageSource, PreparedImage};

/// The longest name of a format or media type, in bytes.
pub const MAX_FORMAT: usize = 32;
/// Bytes of a SHA-256.
const SHA256: usize = 32;

impl Output for PreparedImage {
    fn bytes(&self) -> usize {
        let encoded = self.encoded.as_ref().map_or(0, |encoded| {
            encoded.bytes.len().saturating_add(encoded.media_type.len())
        });
        let notes: usize = self.notes.iter().map(String::len).sum();
        let pixels = self.pixels.as_ref().map_or(0, Vec::len);
        let source = self.source.format.len() + self.source.pixels_sha256.len();
        pixels + encoded + notes + source
    }

    fn tidy(&mut self) -> Result<(), String> {
        check_source(&self.source)?;
        if self.width == 0 || self.height == 0 {
            let (width, height) = (self.width, self.height);
            return Err(format!("a picture of {width}×{height} pixels"));
        }
        if let Some(pixels) = &self.pixels {
            check_pixels(pixels, self.width, self.height)?;
        }
        if let Some(encoded) = &self.encoded {
            check_name("a media type", &encoded.media_type)?;
            if encoded.bytes.is_empty() {
                return Err("an encoded picture of 0 bytes".to_owned());
            }
        }
        count("notes", self.notes.len(), MAX_REASONS)?;
        let mut notes = self.notes.iter_mut();
        notes.try_for_each(|note| for_people("a note", note))
    }
}

/// Whether it is what was asked for.
pub(crate) fn fits(prepared: &PreparedImage, options: &ImageOptions) -> Result<(), String> {
    let (width, height) = (prepared.width, prepared.height);
    let source = &prepared.source;
    let claimed = u64::from(source.width) * u64::from(source.height);
    if claimed > options.max_pixels {
        let most = options.max_pixels;
        return Err(format!(
            "a picture made of {claimed} pixels, and the most is {most}"
        ));
    }
    if source.frames > options.max_frames {
        let (frames, most) = (source.frames, options.max_frames);
        return Err(format!(
            "a picture made of {frames} frames, and the most is {most}"
        ));
    }
    if width.max(height) > options.max_edge {
        let most = options.max_edge;
        return Err(format!(
            "a picture of {width}×{height} pixels, and the longest edge is {most}"
        ));
    }
    let upright = source.upright();
    if width > upright.0 || height > upright.1 {
        return Err(format!(
            "a picture of {width}×{height} pixels made of {}×{}, and none is enlarged",
            upright.0, upright.1
        ));
    }
    wanted("pixels", prepared.pixels.is_some(), options.pixels)?;
    let encoded = prepared.encoded.is_some();
    wanted("an encoded picture", encoded, options.quality.is_some())
}

fn check_source(source: &ImageSource) -> Result<(), String> {
    check_name("a format", &source.format)?;
    if source.width == 0 || source.height == 0 || source.frames == 0 {
        return Err(format!(
            "a picture made of {} frames of {}×{} pixels",
            source.frames, source.width, source.height
        ));
    }
    if !(1..=8).contains(&source.orientation) {
        let orientation = source.orientation;
        return Err(format!(
            "an orientation of {orientation}, and it is from 1 to 8"
        ));
    }
    match source.pixels_sha256.len() {
        SHA256 => Ok(()),
        bytes => Err(format!("a sha-256 of {bytes} bytes, and it has {SHA256}")),
    }
}

fn check_pixels(pixels: &[u8], width: u32, height: u32) -> Result<(), String> {
    let needed = (u64::from(width) * u64::from(height)).saturating_mul(3);
    let bytes = pixels.len();
    match bytes as u64 == needed {
        true => Ok(()),
        false => Err(format!(
            "{bytes} bytes of pixels for {width}×{height}, which has {needed}"
        )),
    }
}

fn check_name(what: &str, name: &str) -> Result<(), String> {
    length(what, name.len(), MAX_FORMAT)?;
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/.+-".contains(&byte);
    match !name.is_empty() && name.bytes().all(plain) {
        true => Ok(()),
        false => Err(format!("{what} named `{}`", tame(name, MAX_FORMAT))),
    }
}

fn wanted(what: &str, is_there: bool, is_wanted: bool) -> Result<(), String> {
    match (is_there, is_wanted) {
        (true, false) => Err(format!("{what}, which nobody asked for")),
        (false, true) => Err(format!("a picture without {what}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::types::EncodedImage;

    /// 4×2 pixels, made of a picture that stood on its side.
    fn prepared() -> PreparedImage {
        PreparedImage {
            width: 4,
            height: 2,
            source: ImageSource {
                format: "jpeg".to_owned(),
                width: 2,
                height: 4,
                orientation: 6,
                frames: 1,
                pixels_sha256: vec![0; 32],
            },
            pixels: Some(vec![0; 24]),
            encoded: Some(EncodedImage {
                media_type: "image/webp".to_owned(),
                bytes: vec![1],
            }),
            hash: 0,
            notes: vec!["a\u{1b}".to_owned()],
        }
    }

    fn problem(change: impl FnOnce(&mut PreparedImage)) -> String {
        let mut changed = prepared();
        change(&mut changed);
        let result = changed.tidy();
        result
            .and_then(|()| fits(&changed, &ImageOptions::default()))
            .unwrap_err()
    }

    #[test]
    fn a_good_one_passes_with_its_notes_tamed() {
        let mut good = prepared();
        assert_eq!(good.tidy(), Ok(()));
        assert_eq!(good.notes, ["a\\u{1b}"]);
        assert_eq!(fits(&good, &ImageOptions::default()), Ok(()));
    }

    #[test]
    fn sizes_that_do_not_fit_are_told() {
        assert_snapshot!(problem(|image| image.pixels = Some(vec![0; 23])), @"23 bytes of pixels for 4×2, which has 24");
        assert_snapshot!(problem(|image| image.width = 0), @"a picture of 0×2 pixels");
        assert_snapshot!(problem(|image| image.source.pixels_sha256 = vec![0; 31]), @"a sha-256 of 31 bytes, and it has 32");
        assert_snapshot!(problem(|image| image.source.orientation = 9), @"an orientation of 9, and it is from 1 to 8");
        assert_snapshot!(problem(|image| image.source.format = "J\n".to_owned()), @r"a format named `J\n`");
        assert_snapshot!(problem(|image| image.source.orientation = 1), @"a picture of 4×2 pixels made of 2×4, and none is enlarged");
        assert_snapshot!(problem(|image| image.source.frames = 1001), @"a picture made of 1001 frames, and the most is 1000");
        assert_snapshot!(problem(|image| image.source.width = 100_000_000), @"a picture made of 400000000 pixels, and the most is 100000000");
        assert_snapshot!(problem(|image| image.encoded = None), @"a picture without an encoded picture");
        assert_snapshot!(problem(|image| image.pixels = None), @"a picture without pixels");
        let wide = problem(|image| {
            (image.width, image.height) = (513, 1);
            image.pixels = None;
        });
        assert_snapshot!(wide, @"a picture of 513×1 pixels, and the longest edge is 512");
    }

    #[test]
    fn what_nobody_asked_for_is_refused() {
        let options = ImageOptions {
            pixels: false,
            ..ImageOptions::default()
        };
        assert_snapshot!(fits(&prepared(), &options).unwrap_err(), @"pixels, which nobody asked for");
    }

    proptest! {
        #[test]
        fn pixels_that_pass_are_those_of_the_size(width: u32, height: u32, length in 0usize..64) {
            let passes = check_pixels(&vec![0; length], width, height).is_ok();
            prop_assert_eq!(passes, u128::from(width) * u128::from(height) * 3 == length as u128);
        }
    }
}
