//! The lines of a segment from its end to its beginning, in constant memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::record::MAX_LINE;

/// How much is read at once, in bytes.
const CHUNK: u64 = 64 << 10;

/// Whole lines, last first. What follows the last line end is no line.
pub(crate) struct Backwards {
    file: File,
    /// How much of the file stands before `held`.
    begin: u64,
    /// What was read and not yet given out.
    held: Vec<u8>,
    /// Whether `held` ends with a line end, as it does once the first was found.
    at_end: bool,
}

/// What stands before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// A line without its end, and where its end stands.
    Line(Vec<u8>, u64),
    /// Nothing.
    Nothing,
    /// More bytes in a row without a line end than any line has.
    TooLong,
}

impl Backwards {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self::until(file, length))
    }

    /// Only those that end at `end` or before.
    pub(crate) fn until(file: File, end: u64) -> Self {
        Self {
            begin: end,
            file,
            held: Vec::new(),
            at_end: false,
        }
    }

    /// The line before the one that was given out last.
    pub(crate) fn next(&mut self) -> io::Result<Before> {
        loop {
            let searched = self.held.len() - usize::from(self.at_end);
            let found = self.held[..searched]
                .iter()
                .rposition(|byte| *byte == b'\n');
            match found {
                Some(at) if self.at_end => {
                    let end = self.begin + self.held.len() as u64;
                    let line = self.held[at + 1..searched].to_vec();
                    self.held.truncate(at + 1);
                    return Ok(Before::Line(line, end));
                }
                Some(at) => {
                    self.held.truncate(at + 1);
                    self.at_end = true;
                }
                None if searched > MAX_LINE => return Ok(Before::TooLong),
                None if self.begin > 0 => self.read()?,
                None if self.at_end => {
                    let end = self.held.len() as u64;
                    self.held.pop();
                    self.at_end = false;
                    return Ok(Before::Line(std::mem::take(&mut self.held), end));
                }
                None => return Ok(Before::Nothing),
            }
        }
    }

    fn read(&mut self) -> io::Result<()> {
        let size = CHUNK.min(self.begin);
        self.begin -= size;
        self.file.seek(SeekFrom::Start(self.begin))?;
        let mut bytes = Vec::with_capacity(size as usize + self.held.len());
        if (&self.file).take(size).read_to_end(&mut bytes)? as u64 != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.append(&mut self.held);
        self.held = bytes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn lines(bytes: &[u8]) -> (Vec<(Vec<u8>, u64)>, Before) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let mut backwards = Backwards::new(file).unwrap();
        let mut lines = Vec::new();
        loop {
            match backwards.next().unwrap() {
                Before::Line(line, end) => lines.push((line, end)),
                end => return (lines, end),
            }
        }
    }

    #[test]
    fn what_is_too_long_is_not_held() {
        let long = [b'x'; MAX_LINE + 1];
        for bytes in [&[&long[..], b"\n"].concat(), &long.to_vec()] {
            assert_eq!(lines(bytes), (Vec::new(), Before::TooLong));
        }
        let just = [&long[1..], b"\n"].concat();
        assert_eq!(lines(&just).0, [(long[1..].to_vec(), just.len() as u64)]);
    }

    proptest! {
        #[test]
        fn gives_every_line_and_its_end(
            sizes in prop::collection::vec(0..60_000_usize, 0..8),
            rest in 0..9_usize,
        ) {
            let mut bytes = Vec::new();
            let mut expected = Vec::new();
            for (number, size) in sizes.into_iter().enumerate() {
                let line = vec![b'a' + number as u8; size];
                bytes.extend(&line);
                bytes.push(b'\n');
                expected.push((line, bytes.len() as u64));
            }
            bytes.extend(vec![b'z'; rest]);
            expected.reverse();
            let nothing = Before::Nothing;
            prop_assert_eq!(lines(&bytes), (expected, nothing));
        }
    }
}
