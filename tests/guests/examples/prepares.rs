//! "Decodes" a picture that is a line of text: width, height, then words that make it misbehave: `short` of
//! pixels, `large` as nothing allows, `deaf` to what is asked for, `bomb` in memory.

use omni_skill::{EncodedImage, Error, ImageOptions, ImageSource, PreparedImage};

omni_skill::image_preprocessor!(prepare);

fn prepare(image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
    let line = std::str::from_utf8(image).map_err(|_| unsupported())?;
    let words: Vec<&str> = line.split(' ').collect();
    let [width, height, words @ ..] = words.as_slice() else {
        return Err(unsupported());
    };
    let size = |text: &str| text.parse::<u32>().map_err(|_| unsupported());
    let (width, height) = (size(width)?, size(height)?);
    let (mut kept_width, mut kept_height) = (width, height);
    if !words.contains(&"large") {
        kept_width = width.min(options.max_edge);
        kept_height = height.min(options.max_edge);
    }
    let mut prepared = PreparedImage::new(
        kept_width,
        kept_height,
        ImageSource::new("line", width, height),
    );
    let mut pixels = vec![options.background.red; (kept_width * kept_height * 3) as usize];
    if words.contains(&"short") {
        pixels.pop();
    }
    if words.contains(&"bomb") {
        pixels = vec![1; 1 << 30];
    }
    prepared.pixels = (options.pixels || words.contains(&"deaf")).then_some(pixels);
    prepared.encoded = options.quality.map(|quality| EncodedImage {
        media_type: "image/x-line".to_owned(),
        bytes: vec![quality],
    });
    prepared.hash = 0x0123_4567_89ab_cdef;
    Ok(prepared.note("a flat \u{7}picture"))
}

fn unsupported() -> Error {
    Error::Unsupported("it is no line of text".to_owned())
}
