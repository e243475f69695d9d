//! What the bytes are, by their beginning.

use omni_skill::Error;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
    Bmp,
    Tiff,
}

impl Format {
    /// In lower-case letters.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
        }
    }
}

const READ: [(&[u8], Format); 7] = [
    (b"\xff\xd8\xff", Format::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"BM", Format::Bmp),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
];

/// Formats that are not read, by what they begin with.
const NAMED: [(&[u8], &str); 13] = [
    (b"%PDF-", "PDF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"II+\0", "BigTIFF"),
    (b"MM\0+", "BigTIFF"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "Photoshop"),
    (b"qoif", "QOI"),
    (b"\x76\x2f\x31\x01", "OpenEXR"),
    (b"DDS ", "DDS"),
    (b"FLIF", "FLIF"),
];

/// Brands of the container that HEIC and AVIF share with films.
const BRANDS: [(&[&[u8; 4]], &str); 3] = [
    (&[b"avif", b"avis"], "AVIF"),
    (
        &[
            b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
        ],
        "HEIC",
    ),
    (&[b"crx "], "Canon's raw format"),
];

/// The format of these bytes. One that is not read is refused by its name, where it is known.
pub(crate) fn of(image: &[u8]) -> Result<Format, Error> {
    if image.is_empty() {
        return Err(Error::InvalidInput("the picture has no bytes".to_owned()));
    }
    if image.starts_with(b"RIFF") && image.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    let read = READ.iter().find(|(mark, _)| image.starts_with(mark));
    match (read, named(image)) {
        (Some((_, format)), _) => Ok(*format),
        (_, Some(name)) => Err(unsupported(&format!("{name} is not read"))),
        _ => Err(unsupported("these bytes are no picture that is known")),
    }
}

fn named(image: &[u8]) -> Option<&'static str> {
    if image.get(4..8) == Some(b"ftyp") {
        let brand = image.get(8..12)?;
        let known = BRANDS
            .iter()
            .find(|(brands, _)| brands.iter().any(|known| *known == brand));
        return Some(known.map_or("a film or sound in MP4", |(_, name)| name));
    }
    let begins = NAMED.iter().find(|(mark, _)| image.starts_with(mark));
    begins.map(|(_, name)| *name).or_else(|| {
        // It may begin with a comment, a declaration or a byte order mark.
        let head = String::from_utf8_lossy(&image[..image.len().min(1024)]);
        (head
            .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .starts_with('<')
            && head.contains("<svg"))
        .then_some("SVG")
    })
}

fn unsupported(what: &str) -> Error {
    Error::Unsupported(format!("{what}: JPEG, PNG, GIF, WebP, BMP and TIFF are"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(image: &[u8]) -> String {
        match of(image).unwrap_err() {
            Error::Unsupported(why) | Error::InvalidInput(why) | Error::Failed(why) => why,
        }
    }

    #[test]
    fn what_is_not_read_is_refused_by_name() {
        let named: [(&[u8], &str); 8] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
            (b"\0\0\0\x1cftypisom\0\0\0\0", "MP4"),
            (b"<?xml version='1.0'?>\n<svg xmlns='", "SVG"),
            (b"\xef\xbb\xbf <svg>", "SVG"),
            (b"%PDF-1.7", "PDF"),
            (b"\xff\x0a\x12", "JPEG XL"),
            (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
        ];
        for (image, name) in named {
            assert!(refusal(image).contains(name), "{name}: {}", refusal(image));
        }
        assert!(refusal(b"hello").contains("no picture"));
        assert!(refusal(b"").contains("no bytes"));
        assert!(refusal(b"<html>").contains("no picture"));
    }

    #[test]
    fn a_wave_file_is_no_webp() {
        assert!(of(b"RIFF\0\0\0\0WAVEfmt ").is_err());
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8 "), Ok(Format::WebP));
    }
}
