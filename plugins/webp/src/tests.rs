use std::io::Cursor;

use image_webp::WebPDecoder;
use proptest::prelude::*;

use super::*;

/// The pixels that another decoder sees.
fn decoded(file: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut decoder = WebPDecoder::new(Cursor::new(file)).unwrap();
    assert_eq!(decoder.dimensions(), (width, height));
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut pixels).unwrap();
    pixels
}

/// The mean squared difference.
fn error(rgb: &[u8], width: u32, height: u32, quality: u8) -> f64 {
    let file = encode(rgb, width, height, quality).unwrap();
    let pixels = decoded(&file, width, height);
    assert_eq!(rgb.len(), pixels.len());
    let squares = rgb
        .iter()
        .zip(pixels)
        .map(|(one, other)| f64::from(one.abs_diff(other)).powi(2));
    squares.sum::<f64>() / rgb.len() as f64
}

/// Slopes, edges and some noise, the same on every machine.
fn generated(width: u32, height: u32) -> Vec<u8> {
    let mut noise = 1_u32;
    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = noise >> 28;
            let edge = if (x / 24 + y / 40).is_multiple_of(2) {
                60
            } else {
                0
            };
            rgb.extend(
                [x / 3 + edge + grain, y / 2 + grain, (x + y) / 5 + edge]
                    .map(|part| part.min(255) as u8),
            );
        }
    }
    rgb
}

#[test]
fn what_is_no_picture_is_refused() {
    assert_eq!(encode(&[], 0, 1, 85), Err(Error::Size));
    assert_eq!(encode(&[], MOST_EDGE + 1, 1, 85), Err(Error::Size));
    assert_eq!(encode(&[0; 5], 1, 2, 85), Err(Error::Pixels));
    assert_eq!(encode(&[0; 7], 1, 2, 85), Err(Error::Pixels));
}

#[test]
fn flat_colours_stay() {
    for colour in [[0; 3], [255; 3], [255, 0, 0], [12, 200, 77], [90, 91, 200]] {
        let rgb = colour.repeat(40 * 24);
        for quality in [85, 100] {
            let pixels = decoded(&encode(&rgb, 40, 24, quality).unwrap(), 40, 24);
            for (one, other) in rgb.iter().zip(pixels) {
                assert!(
                    one.abs_diff(other) <= 4,
                    "{colour:?} at {quality}: {one} became {other}"
                );
            }
        }
    }
}

#[test]
fn every_size_is_written() {
    let sizes = [
        (1, 1),
        (1, 2),
        (2, 1),
        (15, 16),
        (16, 17),
        (17, 33),
        (64, 48),
        (MOST_EDGE, 1),
        (1, MOST_EDGE),
    ];
    for (width, height) in sizes {
        let rgb = generated(width, height);
        for (quality, most) in [(0, 700.0), (50, 150.0), (100, 30.0)] {
            let error = error(&rgb, width, height, quality);
            assert!(error < most, "{width}×{height} at {quality}: {error}");
        }
    }
}

#[test]
fn the_better_the_larger() {
    let rgb = generated(160, 96);
    let mut last = (0, f64::MAX);
    for quality in [5, 25, 50, 75, 90, 100] {
        let size = encode(&rgb, 160, 96, quality).unwrap().len();
        let error = error(&rgb, 160, 96, quality);
        assert!(
            size > last.0 && error < last.1,
            "{quality}: {size} bytes, {error}"
        );
        last = (size, error);
    }
    assert!(last.1 < 20.0, "{}", last.1);
}

/// FNV-1a, which is enough to tell files apart.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, &byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

#[test]
fn the_same_pixels_give_the_same_bytes_on_every_machine() {
    let rgb = generated(150, 101);
    for (quality, expected) in [
        (0, 0x672dc665bb59188b),
        (40, 0x132fc089148e22eb),
        (85, 0x89c149823b026a2a),
        (100, 0xc8aa020d11d16bdb),
    ] {
        let file = encode(&rgb, 150, 101, quality).unwrap();
        assert_eq!(
            digest(&file),
            expected,
            "at {quality}: {:#x}",
            digest(&file)
        );
    }
}

#[test]
fn noise_keeps_its_contrast() {
    let mut noise = 7_u32;
    let grain = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        [(noise >> 24) as u8; 3]
    };
    let rgb: Vec<u8> = std::iter::repeat_with(grain)
        .take(96 * 80)
        .flatten()
        .collect();
    for (quality, most) in [(10, 1000.0), (50, 120.0), (85, 12.0), (100, 2.0)] {
        let error = error(&rgb, 96, 80, quality);
        assert!(error < most, "at {quality}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn noise_of_any_size_is_read_by_others(
        (width, height) in (1_u32..70, 1_u32..70),
        quality in 0_u8..=255,
        seed in any::<[u8; 24]>(),
        stretch in 1_u32..40,
    ) {
        // The more it is stretched, the smoother. Grey, since colours are kept for four pixels at once.
        let pixel = |at: u32| seed[(at.wrapping_mul(at / stretch + 7) >> 3) as usize % seed.len()];
        let rgb: Vec<u8> = (0..width * height).flat_map(|at| [pixel(at / stretch); 3]).collect();
        let error = error(&rgb, width, height, quality);
        // What is out of step with its bits differs by thousands.
        let most = 40.0 + 30.0 * f64::from(100 - quality.min(100));
        prop_assert!(error < most, "{} at {}", error, quality);
    }
}
