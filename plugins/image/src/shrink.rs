//! Shrinks a picture by whole factors while it flows by: each result is the mean of a cell of pixels.

use crate::orientation::Orientation;
use crate::rows::{Row, Rows};

/// The most rows whose sum 16 bits hold.
pub(crate) const MOST: usize = 257;

/// Cells are counted from the upright picture's left and top, so that a turned picture gives the same as an upright one;
/// the last ones are smaller where the size is no multiple.
pub(crate) struct Shrink {
    width: usize,
    /// How many pixels a cell has, along each axis as stored.
    by: (usize, usize),
    /// How many pixels the first cell has, along each axis as stored.
    first: (usize, usize),
    /// Of each channel, the sums of the columns in the rows of this cell so far.
    sums: [Vec<u16>; 3],
    /// How many rows of this cell are in the sums, and how many are to come.
    rows: usize,
    to_come: usize,
    small: Vec<u8>,
    rows_left: usize,
}

impl Shrink {
    /// Of a picture that is stored with this size, by these factors along the axes as stored, from 1 to [`MOST`].
    pub(crate) fn new(
        (width, height): (usize, usize),
        by: (usize, usize),
        orientation: Orientation,
    ) -> Self {
        let first = |size: usize, by: usize, is_flipped: bool| match (is_flipped, size % by) {
            (true, rest) if rest > 0 => rest,
            _ => by.min(size),
        };
        let first = (
            first(width, by.0, orientation.flip_x),
            first(height, by.1, orientation.flip_y),
        );
        Self {
            width,
            by,
            first,
            sums: [vec![0; width], vec![0; width], vec![0; width]],
            rows: 0,
            to_come: first.1,
            small: Vec::with_capacity(width.div_ceil(by.0) * height.div_ceil(by.1) * 3),
            rows_left: height,
        }
    }

    /// The small picture as stored, three bytes a pixel, and its size.
    pub(crate) fn take(&mut self) -> (Vec<u8>, (usize, usize)) {
        let width = self.width.div_ceil(self.by.0);
        let small = std::mem::take(&mut self.small);
        let height = small.len() / (width * 3);
        (small, (width, height))
    }

    fn close_row(&mut self) {
        let (first, rest) = (self.first.0, self.width - self.first.0);
        let cells = std::iter::once((0, first)).chain((0..rest.div_ceil(self.by.0)).map(|cell| {
            let start = first + cell * self.by.0;
            (start, (start + self.by.0).min(self.width))
        }));
        for (start, end) in cells {
            let count = ((end - start) * self.rows) as u32;
            for sums in &self.sums {
                let sum: u32 = sums[start..end].iter().map(|sum| u32::from(*sum)).sum();
                self.small.push(((sum + count / 2) / count) as u8);
            }
        }
        self.sums.iter_mut().for_each(|sums| sums.fill(0));
        self.rows = 0;
        self.to_come = self.by.1.min(self.rows_left);
    }
}

impl Rows for Shrink {
    fn row(&mut self, row: Row<'_>) {
        self.rows_left = self.rows_left.saturating_sub(1);
        if self.by == (1, 1) {
            let [red, green, blue] = row;
            for ((red, green), blue) in red.iter().zip(green).zip(blue) {
                self.small.extend_from_slice(&[*red, *green, *blue]);
            }
            return;
        }
        for (sums, channel) in self.sums.iter_mut().zip(row) {
            for (sum, sample) in sums.iter_mut().zip(channel) {
                *sum = sum.wrapping_add(u16::from(*sample));
            }
        }
        self.rows += 1;
        self.to_come = self.to_come.saturating_sub(1);
        if self.to_come == 0 {
            self.close_row();
        }
    }
}
