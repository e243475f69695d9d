//! How a picture is to be turned, as EXIF says it.

/// One of EXIF's eight. What is stored is mirrored along its own axes first, then transposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orientation {
    /// EXIF's number, from 1 to 8.
    pub(crate) number: u8,
    /// Left and right as stored change places.
    pub(crate) flip_x: bool,
    /// Top and bottom as stored change places.
    pub(crate) flip_y: bool,
    /// Then rows become columns.
    pub(crate) transpose: bool,
}

impl Orientation {
    pub(crate) const UPRIGHT: Self = Self {
        number: 1,
        flip_x: false,
        flip_y: false,
        transpose: false,
    };

    /// By EXIF's number, if it is one of the eight.
    pub(crate) fn from_exif(number: u16) -> Option<Self> {
        let (flip_x, flip_y, transpose) = match number {
            1 => (false, false, false),
            2 => (true, false, false),
            3 => (true, true, false),
            4 => (false, true, false),
            5 => (false, false, true),
            6 => (false, true, true),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => return None,
        };
        Some(Self {
            number: u8::try_from(number).ok()?,
            flip_x,
            flip_y,
            transpose,
        })
    }

    /// The upright size of a picture that is stored with this size.
    pub(crate) fn upright<T>(self, (width, height): (T, T)) -> (T, T) {
        match self.transpose {
            true => (height, width),
            false => (width, height),
        }
    }

    /// The upright picture, of one that is stored with this size and `N` bytes a pixel.
    pub(crate) fn turn<const N: usize>(
        self,
        stored: Vec<u8>,
        (width, height): (usize, usize),
    ) -> Vec<u8> {
        if self == Self::UPRIGHT {
            return stored;
        }
        let (pixels, _) = stored.as_chunks::<N>();
        let (upright_width, upright_height) = self.upright((width, height));
        let mut upright = Vec::with_capacity(stored.len());
        for y in 0..upright_height {
            for x in 0..upright_width {
                let (x, y) = if self.transpose { (y, x) } else { (x, y) };
                let x = if self.flip_x { width - 1 - x } else { x };
                let y = if self.flip_y { height - 1 - y } else { y };
                if let Some(pixel) = pixels.get(y * width + x) {
                    upright.extend_from_slice(pixel);
                }
            }
        }
        upright
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is stored so that this is seen: `ab` above `cd`, with a third column `ef`.
    #[test]
    fn all_eight_are_turned_as_exif_says() {
        // Upright: "abe" above "cdf".
        let stored: [(u16, &[u8], (usize, usize)); 8] = [
            (1, b"abecdf", (3, 2)),
            (2, b"ebafdc", (3, 2)),
            (3, b"fdceba", (3, 2)),
            (4, b"cdfabe", (3, 2)),
            (5, b"acbdef", (2, 3)),
            (6, b"efbdac", (2, 3)),
            (7, b"fedbca", (2, 3)),
            (8, b"cadbfe", (2, 3)),
        ];
        for (number, stored, size) in stored {
            let orientation = Orientation::from_exif(number).unwrap();
            let upright = orientation.turn::<1>(stored.to_vec(), size);
            assert_eq!(upright, b"abecdf", "{number}");
            assert_eq!(orientation.upright(size), (3, 2), "{number}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }
}
