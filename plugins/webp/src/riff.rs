//! The file around the frame.

use crate::Error;

/// A RIFF file with `frame` as its only chunk.
pub(crate) fn file(frame: &[u8]) -> Result<Vec<u8>, Error> {
    let padding = frame.len() % 2;
    let chunk = u32::try_from(frame.len()).map_err(|_| Error::TooLarge)?;
    // What follows these four bytes: the kind, the chunk's head, the chunk.
    let content = u32::try_from(frame.len() + padding + 12).map_err(|_| Error::TooLarge)?;
    let mut file = Vec::with_capacity(frame.len() + padding + 20);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&content.to_le_bytes());
    file.extend_from_slice(b"WEBPVP8 ");
    file.extend_from_slice(&chunk.to_le_bytes());
    file.extend_from_slice(frame);
    file.extend(std::iter::repeat_n(0, padding));
    Ok(file)
}
