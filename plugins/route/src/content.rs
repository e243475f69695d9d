//! What bytes are, by how they begin.

use omni_skill::Attachment;

/// What an attachment holds, and its name for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Picture(&'static str),
    Sound(&'static str),
    /// Known, and of no use to a model.
    Other(&'static str),
    Unknown,
}

use Content::{Other, Picture, Sound, Text, Unknown};

/// By the first bytes. A picture may be one that the image preprocessor refuses: it says why better than can be said here.
const BEGINNINGS: [(&[u8], Content); 32] = [
    (b"\xff\xd8\xff", Picture("JPEG")),
    (b"\x89PNG\r\n\x1a\n", Picture("PNG")),
    (b"GIF87a", Picture("GIF")),
    (b"GIF89a", Picture("GIF")),
    (b"II*\0", Picture("TIFF")),
    (b"MM\0*", Picture("TIFF")),
    (b"II+\0", Picture("TIFF")),
    (b"MM\0+", Picture("TIFF")),
    (b"\xff\x0a", Picture("JPEG XL")),
    (b"\0\0\0\x0cJXL \r\n\x87\n", Picture("JPEG XL")),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Picture("JPEG 2000")),
    (b"\xff\x4f\xff\x51", Picture("JPEG 2000")),
    (b"8BPS", Picture("Photoshop")),
    (b"qoif", Picture("QOI")),
    (b"\x76\x2f\x31\x01", Picture("OpenEXR")),
    (b"fLaC", Sound("FLAC")),
    (b"OggS", Sound("Ogg")),
    (b"ID3", Sound("MP3")),
    (b"FORM", Sound("AIFF")),
    (b"#!AMR", Sound("AMR")),
    (b"caff", Sound("CAF")),
    (b"%PDF-", Other("a PDF")),
    (b"PK\x03\x04", Other("a ZIP archive or an office document")),
    (b"PK\x05\x06", Other("an empty ZIP archive")),
    (b"\x1f\x8b", Other("gzip data")),
    (b"\x28\xb5\x2f\xfd", Other("zstd data")),
    (b"\xfd7zXZ\0", Other("xz data")),
    (b"BZh", Other("bzip2 data")),
    (b"7z\xbc\xaf\x27\x1c", Other("a 7-Zip archive")),
    (b"\x7fELF", Other("a program")),
    (b"\0asm", Other("WebAssembly")),
    (b"SQLite format 3\0", Other("an SQLite database")),
];

/// What follows `RIFF` and a length.
const RIFF: [(&[u8; 4], Content); 3] = [
    (b"WEBP", Picture("WebP")),
    (b"WAVE", Sound("WAV")),
    (b"AVI ", Other("a film")),
];

/// What follows a length and `ftyp`.
const BRANDS: [(&[u8; 4], Content); 10] = [
    (b"avif", Picture("AVIF")),
    (b"avis", Picture("AVIF")),
    (b"heic", Picture("HEIC")),
    (b"heix", Picture("HEIC")),
    (b"heim", Picture("HEIC")),
    (b"hevc", Picture("HEIC")),
    (b"mif1", Picture("HEIC")),
    (b"msf1", Picture("HEIC")),
    (b"M4A ", Sound("M4A")),
    (b"M4B ", Sound("M4A")),
];

/// What the attachment holds.
pub(crate) fn of(attachment: &Attachment) -> Content {
    let head = &attachment.head[..];
    let known = |table: &[(&[u8; 4], Content)], at: usize| {
        let name = head.get(at..at + 4)?;
        let row = table.iter().find(|(known, _)| *known == name);
        row.map(|(_, content)| *content)
    };
    if head.starts_with(b"RIFF") {
        return known(&RIFF, 8).unwrap_or(Unknown);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return known(&BRANDS, 8).unwrap_or(Other("a film"));
    }
    let begins = |(beginning, _): &&(&[u8], Content)| head.starts_with(beginning);
    let is_whole = head.len() as u64 >= attachment.size;
    match BEGINNINGS.iter().find(begins) {
        // Letters alone may as well begin a text: `FORM 27`, `ID3 tags are …`, `OggS`.
        Some((beginning, content)) if !(is_letters(beginning) && is_text(head, is_whole)) => {
            *content
        }
        _ if is_bitmap(head) => Picture("BMP"),
        _ if is_mp3(head) => Sound("MP3"),
        _ if is_aac(head) => Sound("AAC"),
        _ if is_text(head, is_whole) && is_svg(head) => Picture("SVG"),
        _ if is_text(head, is_whole) => Text,
        _ => Unknown,
    }
}

fn is_letters(beginning: &[u8]) -> bool {
    beginning.iter().all(|byte| byte.is_ascii_graphic()) && beginning != b"%PDF-"
}

/// UTF-8 without control characters other than white space. What was cut off may end within a character.
fn is_text(head: &[u8], is_whole: bool) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !is_whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    valid.chars().all(|character| {
        !character.is_control() || matches!(character, '\t' | '\n' | '\r' | '\x0c' | '\x1b')
    })
}

fn is_svg(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let text = head.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"))
}

/// `BM`, a file length, four reserved bytes and the length of one of BMP's headers.
fn is_bitmap(head: &[u8]) -> bool {
    head.starts_with(b"BM") && matches!(head.get(14..18), Some([12..=124, 0, 0, 0]))
}

/// The first bits of an MPEG frame of layer III: eleven set, a version, the layer, a bit rate and a sampling rate that are none of the
/// forbidden ones.
fn is_mp3(head: &[u8]) -> bool {
    matches!(head, [0xff, second, third, ..]
        if second & 0xe6 == 0xe2 && second & 0x18 != 0x08 && third & 0xf0 != 0xf0 && third & 0x0c != 0x0c)
}

/// The first bits of an ADTS frame: twelve set, a version, layer 0.
fn is_aac(head: &[u8]) -> bool {
    matches!(head, [0xff, second, third, ..] if second & 0xf6 == 0xf0 && third & 0x3c < 0x34)
}
