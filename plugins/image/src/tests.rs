//! Whole pictures, most of them as Pillow wrote and decoded them (`tests/generate.py`).

use std::path::PathBuf;

use omni_skill::testing::image_options;
use omni_skill::{Error, ImageHash, ImageOptions, PreparedImage, Rgb};
use proptest::prelude::*;

use crate::prepare;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures"))
}

fn picture(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// All pictures, by name, without those that only say what is expected.
fn pictures() -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !name.contains(".expected.")).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| (name.clone(), picture(&name)))
        .collect()
}

/// Nothing but the pixels, as large as the picture is.
fn whole() -> ImageOptions {
    ImageOptions {
        max_edge: 4000,
        quality: None,
        ..image_options()
    }
}

fn made(image: &[u8], options: &ImageOptions) -> PreparedImage {
    prepare(image, options).unwrap()
}

fn refusal(image: &[u8], options: &ImageOptions) -> String {
    match prepare(image, options).unwrap_err() {
        Error::Unsupported(why) => format!("unsupported: {why}"),
        Error::InvalidInput(why) => format!("invalid: {why}"),
        Error::Failed(why) => panic!("failed: {why}"),
    }
}

/// A PNG with these chunks, whose checksums are right.
fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in chunks {
        let mut checked = kind.to_vec();
        checked.extend_from_slice(content);
        let mut crc = u32::MAX;
        for byte in &checked {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
            }
        }
        png.extend((content.len() as u32).to_be_bytes());
        png.extend(checked);
        png.extend((!crc).to_be_bytes());
    }
    png
}

/// The header of a PNG of 8-bit RGB.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    header
}

#[test]
fn every_picture_is_decoded_as_pillow_does() {
    let mut compared = 0;
    for (name, image) in pictures() {
        let expected = folder().join(format!("{name}.expected.png"));
        if !expected.exists() {
            continue;
        }
        let expected = made(&std::fs::read(expected).unwrap(), &whole());
        let decoded = made(&image, &whole());
        let size = |made: &PreparedImage| (made.width, made.height);
        assert_eq!(size(&decoded), size(&expected), "{name}");
        let differences = decoded
            .pixels
            .unwrap()
            .into_iter()
            .zip(expected.pixels.unwrap());
        let most = differences.map(|(one, other)| one.abs_diff(other)).max();
        // A profile of sRGB is applied too, and rounds.
        let allowed = u8::from(name == "profile.png");
        assert!(most <= Some(allowed), "{name}: {most:?}");
        // The hash is of the pixels before the profile, so it is always the same.
        assert_eq!(decoded.hash, expected.hash, "{name}");
        compared += 1;
    }
    assert!(compared >= 35, "{compared}");
}

#[test]
fn all_eight_orientations_give_the_upright_picture() {
    for kind in ["jpg", "png"] {
        let upright = made(&picture(&format!("turned-1.{kind}")), &whole());
        let pixels = upright.pixels.unwrap();
        for number in 2..=8_u8 {
            let image = picture(&format!("turned-{number}.{kind}"));
            let turned = made(&image, &whole());
            let orientation = crate::orientation::Orientation::from_exif(number.into()).unwrap();
            assert_eq!(turned.source.orientation, number);
            assert_eq!((turned.source.width, turned.source.height), (61, 43));
            assert_eq!((turned.width, turned.height), orientation.upright((61, 43)));
            let expected = orientation.turn::<3>(pixels.clone(), (61, 43));
            assert!(turned.pixels == Some(expected.clone()), "{kind} {number}");

            // The same as of a picture that was stored upright, also where it is shrunk on its way, and so is the hash.
            let small = ImageOptions {
                max_edge: 13,
                ..whole()
            };
            let stored_upright = bitmap(&expected, orientation.upright((61, 43)));
            let (turned, plain) = (made(&image, &small), made(&stored_upright, &small));
            assert!(turned.pixels == plain.pixels, "{kind} {number}");
            assert_eq!(turned.hash, plain.hash, "{kind} {number}");
            let identity = |made: &PreparedImage| made.source.pixels_sha256.clone();
            assert_eq!(
                identity(&turned) == identity(&plain),
                kind == "png",
                "{kind} {number}"
            );
        }
    }
}

/// A BMP of 24 bits.
fn bitmap(pixels: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
    let stride = (width as usize * 3).next_multiple_of(4);
    let size = 54 + stride * height as usize;
    let mut bitmap = b"BM".to_vec();
    for number in [
        size as u32,
        0,
        54,
        40,
        width,
        height,
        24 << 16 | 1,
        0,
        0,
        0,
        0,
        0,
        0,
    ] {
        bitmap.extend(number.to_le_bytes());
    }
    for row in pixels.chunks(width as usize * 3).rev() {
        let mut line: Vec<u8> = row
            .chunks(3)
            .flat_map(|rgb| [rgb[2], rgb[1], rgb[0]])
            .collect();
        line.resize(stride, 0);
        bitmap.extend(line);
    }
    bitmap
}

#[test]
fn the_same_pixels_in_another_wrapping_are_the_same_picture() {
    let of = |name: &str| made(&picture(name), &image_options()).source.pixels_sha256;
    for other in [
        "interlaced.png",
        "sixteen.png",
        "plain.bmp",
        "plain.tiff",
        "lzw.tiff",
        "lossless.webp",
        "turned-1.png",
    ] {
        assert_eq!(of(other), of("plain.png"), "{other}");
    }
    for other in [
        "alpha.png",
        "bit.png",
        "profile.png",
        "444.jpg",
        "turned-2.png",
    ] {
        assert_ne!(of(other), of("plain.png"), "{other}");
    }
    // It does not depend on what is made of the picture.
    let small = ImageOptions {
        max_edge: 7,
        ..whole()
    };
    assert_eq!(
        made(&picture("plain.png"), &small).source.pixels_sha256,
        of("plain.png")
    );
}

#[test]
fn a_jpeg_without_its_metadata_is_the_same_picture() {
    let image = picture("turned-1.jpg");
    // The segment with EXIF data follows the first one.
    let start = image
        .windows(10)
        .position(|window| window.starts_with(b"\xff\xe1") && window.ends_with(b"Exif\0\0"))
        .unwrap();
    let length = usize::from(u16::from_be_bytes([image[start + 2], image[start + 3]]));
    let mut stripped = image.clone();
    stripped.drain(start..start + 2 + length);
    let of = |image: &[u8]| made(image, &image_options()).source.pixels_sha256;
    assert_eq!(of(&stripped), of(&image));
    assert_ne!(of(&picture("turned-3.jpg")), of(&image));
    assert_ne!(of(&picture("420.jpg")), of(&picture("422.jpg")));
}

#[test]
fn the_background_shows_through() {
    let blue = ImageOptions {
        background: Rgb {
            red: 0,
            green: 0,
            blue: 255,
        },
        ..whole()
    };
    for name in ["alpha.png", "grey-alpha.png", "alpha.webp"] {
        let pixels = made(&picture(name), &blue).pixels.unwrap();
        // The gradient begins with next to nothing.
        assert!(
            pixels[0] < 10 && pixels[1] < 10 && pixels[2] > 240,
            "{name}"
        );
    }
}

#[test]
fn frames_are_counted_and_left_out_with_a_note() {
    for (name, frames) in [
        ("moving.gif", 2),
        ("moving.webp", 2),
        ("two.tiff", 2),
        ("still.gif", 1),
    ] {
        let made = made(&picture(name), &image_options());
        // Pillow writes equal frames once.
        assert_eq!(made.source.frames, frames, "{name}");
        let note = format!("only the first of {frames} frames is prepared");
        assert_eq!(
            made.notes,
            if frames > 1 { vec![note] } else { vec![] },
            "{name}"
        );
    }
    let one = ImageOptions {
        max_frames: 1,
        ..image_options()
    };
    assert!(refusal(&picture("moving.gif"), &one).starts_with("invalid: the picture has 2 frames"));
}

#[test]
fn a_gif_of_ten_thousand_frames_is_refused_before_it_is_decoded() {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    for _ in 0..10_000 {
        gif.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
    }
    gif.push(b';');
    assert_eq!(
        refusal(&gif, &image_options()),
        "invalid: the picture has 10000 frames, and the most is 1000"
    );
}

#[test]
fn what_is_asked_for_is_given_and_no_more() {
    let image = picture("420.jpg");
    let bare = ImageOptions {
        pixels: false,
        quality: None,
        ..image_options()
    };
    let prepared = made(&image, &bare);
    assert_eq!((prepared.pixels, prepared.encoded), (None, None));
    let full = made(&image, &image_options());
    let encoded = full.encoded.unwrap();
    assert_eq!(encoded.media_type, "image/webp");
    // What was written can be read again, and is near what was there.
    let read = made(&encoded.bytes, &whole());
    let pixels = full.pixels.unwrap();
    let error: f64 = pixels
        .iter()
        .zip(read.pixels.unwrap())
        .map(|(one, other)| f64::from(one.abs_diff(other)).powi(2))
        .sum();
    assert!(error / (pixels.len() as f64) < 150.0, "{error}");
    for quality in [0, 101] {
        let options = ImageOptions {
            quality: Some(quality),
            ..image_options()
        };
        assert!(refusal(&image, &options).contains("from 1 to 100"));
    }
    let options = ImageOptions {
        max_edge: 0,
        ..image_options()
    };
    assert!(refusal(&image, &options).contains("longest edge"));
}

#[test]
fn every_hash_is_one_of_the_picture() {
    use ImageHash::{Block, DoubleGradient, Gradient, Mean, Median, Phash, VerticalGradient};
    let mut hashes = Vec::new();
    for hash in [
        Phash,
        Mean,
        Median,
        Gradient,
        VerticalGradient,
        DoubleGradient,
        Block,
    ] {
        let of = |name: &str, max_edge| {
            made(
                &picture(name),
                &ImageOptions {
                    hash,
                    max_edge,
                    ..whole()
                },
            )
            .hash
        };
        assert_eq!(of("plain.png", 8), of("plain.png", 4000), "{hash:?}");
        assert!(
            (of("plain.png", 8) ^ of("444.jpg", 8)).count_ones() <= 4,
            "{hash:?}"
        );
        hashes.push(of("plain.png", 8));
    }
    hashes.sort_unstable();
    hashes.dedup();
    assert!(hashes.len() >= 6, "{hashes:x?}");
}

#[test]
fn headers_that_claim_too_much_are_refused_before_anything_is_decoded() {
    let options = image_options();
    let claim = |width, height| png(&[(b"IHDR", &png_header(width, height)), (b"IDAT", b"")]);
    assert!(claim(100_000, 100_000).len() < 60);
    assert_eq!(
        refusal(&claim(100_000, 100_000), &options),
        "invalid: the picture has 100000×100000, that is 10000000000 pixels, and the most is 100000000"
    );
    assert!(refusal(&claim(65_535, 65_535), &options).contains("4294836225 pixels"));
    assert!(refusal(&claim(0, 7), &options).contains("0×7"));
    assert!(
        refusal(
            &claim(u32::MAX, 1),
            &ImageOptions {
                max_pixels: u64::MAX,
                ..options
            }
        )
        .contains("the longest edge is")
    );
    let mut jpeg = picture("420.jpg");
    let frame = jpeg
        .windows(2)
        .position(|window| window == b"\xff\xc0")
        .unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    assert!(refusal(&jpeg, &options).contains("4294836225 pixels"));
    // As many as are allowed, of which there are none.
    assert!(
        refusal(&claim(10_000, 10_000), &options)
            .starts_with("invalid: this png cannot be decoded")
    );
    let mut bitmap = picture("plain.bmp");
    bitmap[18..26].copy_from_slice(&[0x10, 0x27, 0, 0, 0x10, 0x27, 0, 0]);
    assert!(refusal(&bitmap, &options).starts_with("unsupported: this picture takes"));
}

#[test]
fn extreme_shapes_are_prepared() {
    for (width, height) in [(1, 1), (1, 65_535), (65_535, 1)] {
        let image = bitmap(
            &vec![77; width as usize * height as usize * 3],
            (width, height),
        );
        let made = made(&image, &image_options());
        let long = |side: u32| side.min(512);
        assert_eq!((made.width, made.height), (long(width), long(height)));
        assert!(made.pixels.unwrap().iter().all(|sample| *sample == 77));
        assert_eq!(made.hash, 1 << 63);
    }
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_refused_or_whole() {
    for (name, image) in pictures() {
        let full = made(&image, &whole());
        for percent in 0..100 {
            let cut = &image[..image.len() * percent / 100];
            match prepare(cut, &whole()) {
                // What comes after the pixels may be missing; GIF's and TIFF's later frames may too.
                Ok(cut) => assert!(cut.pixels == full.pixels, "{name} at {percent} %"),
                Err(Error::InvalidInput(_) | Error::Unsupported(_)) => {}
                Err(error) => panic!("{name} at {percent} %: {error:?}"),
            }
        }
    }
}

#[test]
fn a_deep_or_endless_exif_is_no_trouble() {
    // A directory that names itself as the next one, and 65,535 entries of which there are none.
    let mut exif = b"II*\0\x08\0\0\0\xff\xff".to_vec();
    exif.extend([8, 0, 0, 0].repeat(4000));
    let mut jpeg = b"\xff\xd8\xff\xe1".to_vec();
    jpeg.extend((exif.len() as u16 + 8).to_be_bytes());
    jpeg.extend(b"Exif\0\0");
    jpeg.extend(&exif);
    jpeg.extend(&picture("420.jpg")[2..]);
    assert_eq!(made(&jpeg, &whole()).source.orientation, 1);

    let mut tiff = picture("two.tiff");
    let first = u32::from_le_bytes(tiff[4..8].try_into().unwrap()) as usize;
    let entries = usize::from(u16::from_le_bytes(
        tiff[first..first + 2].try_into().unwrap(),
    ));
    let next = first + 2 + entries * 12;
    tiff[next..next + 4].copy_from_slice(&(first as u32).to_le_bytes());
    assert!(refusal(&tiff, &image_options()).contains("65536 frames"));
}

#[test]
fn a_progressive_jpeg_of_too_many_scans_is_refused() {
    let image = picture("progressive-grey.jpg");
    let scan = image
        .windows(2)
        .position(|window| window == b"\xff\xda")
        .unwrap();
    let is_marker = |window: &[u8]| window[0] == 0xff && window[1] != 0;
    let length = 2 + image[scan + 2..].windows(2).position(is_marker).unwrap();
    let first = image[scan..scan + length].to_vec();
    let mut bomb = image[..image.len() - 2].to_vec();
    for _ in 0..200 {
        bomb.extend(&first);
    }
    bomb.extend(b"\xff\xd9");
    assert!(refusal(&bomb, &image_options()).contains("more than 100 scans"));
}

proptest! {
    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), mark in 0..8_usize) {
        let marks: [&[u8]; 8] = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x20\0\0\0WEBP", b"BM", b"II*\0", b"MM\0*"];
        let image = [marks[mark], &bytes].concat();
        let small = ImageOptions { max_pixels: 1 << 16, ..image_options() };
        prop_assert!(!matches!(prepare(&image, &small), Err(Error::Failed(_))));
    }

    #[test]
    fn a_changed_byte_is_no_panic(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte: u8) {
        let names = ["420.jpg", "progressive.jpg", "cmyk.jpg", "restarts.jpg", "palette.png", "interlaced.png", "moving.gif", "lossy.webp", "palette.bmp", "lzw.tiff"];
        let mut image = picture(names[which.index(names.len())]);
        let at = at.index(image.len());
        image[at] = byte;
        let small = ImageOptions { max_pixels: 1 << 16, max_edge: 16, ..image_options() };
        prop_assert!(!matches!(prepare(&image, &small), Err(Error::Failed(_))));
    }

    #[test]
    fn shrinking_keeps_a_flat_colour(width in 1..90_u32, height in 1..90_u32, edge in 1..90_u32, colour: u8) {
        let image = bitmap(&vec![colour; (width * height * 3) as usize], (width, height));
        let made = made(&image, &ImageOptions { max_edge: edge, ..whole() });
        prop_assert!(made.pixels.unwrap().iter().all(|sample| *sample == colour));
    }
}

/// The same files as in the sandbox: `tests/tests/image.rs`.
#[test]
fn the_encoded_picture_is_the_same_on_every_machine() {
    for name in ["best.jpg", "alpha.png", "420.jpg"] {
        let encoded = made(&picture(name), &image_options()).encoded.unwrap();
        assert!(
            encoded.bytes == picture(&format!("{name}.expected.webp")),
            "{name}"
        );
    }
}
