/// Makes the crate an image preprocessor.
///
/// The function is `fn(&[u8], &ImageOptions) -> Result<PreparedImage, Error>`. The host
/// checks what comes back: the size against the options, the pixels against the size.
///
/// ```
/// use omni_skill::{Error, ImageOptions, ImageSource, PreparedImage};
///
/// omni_skill::image_preprocessor!(prepare);
///
/// /// Reads binary PPM, the simplest format there is, and never scales.
/// fn prepare(image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
///     let unsupported = || Error::Unsupported("only binary PPM of depth 255".to_owned());
///     let mut parts = image.splitn(4, |byte| *byte == b'\n');
///     let mut line = || parts.next().and_then(|line| std::str::from_utf8(line).ok());
///     let (Some("P6"), Some(size), Some("255")) = (line(), line(), line()) else {
///         return Err(unsupported());
///     };
///     let (width, height) = size.split_once(' ').ok_or_else(unsupported)?;
///     let size = (width.parse().ok()).zip(height.parse().ok());
///     let (width, height): (u32, u32) = size.ok_or_else(unsupported)?;
///     let pixels = parts.next().unwrap_or_default();
///     if u64::from(width) * u64::from(height) > options.max_pixels {
///         return Err(Error::InvalidInput(format!("{width}×{height} pixels are too many")));
///     }
///     if width.max(height) > options.max_edge {
///         return Err(Error::Unsupported("this example cannot scale".to_owned()));
///     }
///     let source = ImageSource::new("ppm", width, height);
///     let mut prepared = PreparedImage::new(width, height, source);
///     prepared.pixels = options.pixels.then(|| pixels.to_vec());
///     Ok(prepared)
/// }
/// # fn main() {
/// #     let image = b"P6\n2 1\n255\nabcdef";
/// #     let prepared = prepare(image, &omni_skill::testing::image_options()).unwrap();
/// #     assert_eq!((prepared.width, prepared.height), (2, 1));
/// #     assert_eq!(prepared.pixels.as_deref(), Some(&b"abcdef"[..]));
/// # }
/// ```
#[macro_export]
macro_rules! image_preprocessor {
    ($function:path) => {
        $crate::__skill!(
            image_preprocessor,
            $crate::bindings::image_preprocessor::exports::omni::skill::image_preparation::Guest,
            fn prepare(
                image: ::std::vec::Vec<u8>,
                options: $crate::ImageOptions
            ) -> $crate::PreparedImage,
            $function(&image, &options)
        );
    };
}
