//! A picture on its way through, row by row.

/// A row of pixels as stored, from the left: red, green, blue. All three have the picture's width.
pub(crate) type Row<'a> = [&'a [u8]; 3];

/// What takes the rows of a picture, from the top as stored.
pub(crate) trait Rows {
    /// Takes the next row.
    fn row(&mut self, row: Row<'_>);
}

/// A row in three planes, made of pixels whose channels lie side by side.
pub(crate) struct Planes([Vec<u8>; 3]);

impl Planes {
    /// Room for a row of this width.
    pub(crate) fn new(width: usize) -> Self {
        Self([vec![0; width], vec![0; width], vec![0; width]])
    }

    /// Fills the row from `count` channels a pixel with what `pixel` makes of each.
    pub(crate) fn fill<const N: usize>(
        &mut self,
        samples: &[u8],
        pixel: impl Fn(&[u8; N]) -> [u8; 3],
    ) -> Row<'_> {
        let [red, green, blue] = &mut self.0;
        let (pixels, _) = samples.as_chunks::<N>();
        let planes = red.iter_mut().zip(green.iter_mut()).zip(blue.iter_mut());
        for (((red, green), blue), samples) in planes.zip(pixels) {
            [*red, *green, *blue] = pixel(samples);
        }
        self.row()
    }

    pub(crate) fn row(&self) -> Row<'_> {
        [&self.0[0], &self.0[1], &self.0[2]]
    }
}
