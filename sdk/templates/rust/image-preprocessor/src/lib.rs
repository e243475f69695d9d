//! Makes pictures in the simplest format there is (binary PPM) ready for a model: no larger than the host wants them.

use omni_skill::{EncodedImage, Error, ImageHash, ImageOptions, ImageSource, PreparedImage};
use sha2::{Digest, Sha256};

omni_skill::image_preprocessor!(prepare);

fn prepare(image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
    let picture = read(image, options.max_pixels)?;
    let mut source = ImageSource::new("ppm", picture.width, picture.height);
    source.pixels_sha256 = Sha256::digest(&picture.pixels).to_vec();

    let longest = picture.width.max(picture.height);
    let edge = longest.min(options.max_edge.max(1));
    let scaled = |length: u32| (u64::from(length) * u64::from(edge) / u64::from(longest)) as u32;
    let (width, height) = (scaled(picture.width).max(1), scaled(picture.height).max(1));
    let small = picture.scaled(width, height);

    let mut prepared = PreparedImage::new(width, height, source);
    prepared.hash = mean_hash(&small);
    // The quality is of formats that lose something.
    prepared.encoded = options.quality.map(|_| small.encoded());
    prepared.pixels = options.pixels.then_some(small.pixels);
    if options.hash != ImageHash::Mean {
        prepared = prepared.note("the hash is a mean hash, whatever was asked for");
    }
    Ok(prepared)
}

/// Red, green and blue, a byte each, row by row.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

/// `P6`, width, height and 255, a line each, or width and height on one, then the pixels.
fn read(image: &[u8], max_pixels: u64) -> Result<Picture, Error> {
    let unsupported = || Error::Unsupported("only binary PPM of depth 255".to_owned());
    let mut rest = image.strip_prefix(b"P6").ok_or_else(unsupported)?;
    let mut number = || {
        let start = rest.iter().position(u8::is_ascii_digit)?;
        let length = rest[start..].iter().position(u8::is_ascii_whitespace)?;
        let digits = std::str::from_utf8(&rest[start..start + length]).ok()?;
        rest = &rest[start + length + 1..];
        digits.parse::<u32>().ok()
    };
    let (Some(width), Some(height), Some(255)) = (number(), number(), number()) else {
        return Err(unsupported());
    };
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > max_pixels {
        let problem = format!("{width}×{height} pixels, and at most {max_pixels} are allowed");
        return Err(Error::InvalidInput(problem));
    }
    let bytes = usize::try_from(pixels * 3).ok();
    match bytes.and_then(|bytes| rest.get(..bytes)) {
        Some(pixels) => Ok(Picture {
            width,
            height,
            pixels: pixels.to_vec(),
        }),
        None => Err(Error::InvalidInput("the picture is cut off".to_owned())),
    }
}

impl Picture {
    fn encoded(&self) -> EncodedImage {
        let header = format!("P6\n{} {}\n255\n", self.width, self.height);
        EncodedImage {
            media_type: "image/x-portable-pixmap".to_owned(),
            bytes: [header.as_bytes(), &self.pixels].concat(),
        }
    }

    /// Each pixel of the result is the mean of those that it covers.
    fn scaled(&self, width: u32, height: u32) -> Self {
        let covers = |at: u32, of: u32, all: u32| {
            let edge = |at: u32| (u64::from(at) * u64::from(all) / u64::from(of)) as u32;
            edge(at)..edge(at + 1).max(edge(at) + 1)
        };
        let mut pixels = Vec::with_capacity((width * height * 3) as usize);
        for row in 0..height {
            for column in 0..width {
                let mut sums = [0u64; 3];
                let mut count = 0;
                for y in covers(row, height, self.height) {
                    for x in covers(column, width, self.width) {
                        let at = 3 * (y as usize * self.width as usize + x as usize);
                        for (sum, value) in sums.iter_mut().zip(&self.pixels[at..at + 3]) {
                            *sum += u64::from(*value);
                        }
                        count += 1;
                    }
                }
                pixels.extend(sums.map(|sum| (sum / count) as u8));
            }
        }
        Self {
            width,
            height,
            pixels,
        }
    }
}

/// A bit for each of 8×8 parts: whether it is brighter than the mean.
fn mean_hash(picture: &Picture) -> u64 {
    let parts = picture.scaled(8, 8);
    let bright = parts.pixels.chunks(3);
    let bright: Vec<u32> = bright
        .map(|rgb| rgb.iter().map(|value| u32::from(*value)).sum())
        .collect();
    let mean = bright.iter().sum::<u32>() / 64;
    bright
        .iter()
        .fold(0, |hash, value| hash << 1 | u64::from(*value > mean))
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::image_options;

    #[test]
    fn halves_what_is_too_large() -> Result<(), Error> {
        let image = [
            b"P6\n4 2\n255\n".as_slice(),
            &[0, 0, 0, 200, 200, 200].repeat(4),
        ]
        .concat();
        let options = ImageOptions {
            max_edge: 2,
            ..image_options()
        };
        let prepared = prepare(&image, &options)?;
        assert_eq!((prepared.width, prepared.height), (2, 1));
        assert_eq!(prepared.pixels, Some(vec![100; 6]));
        Ok(())
    }
}
