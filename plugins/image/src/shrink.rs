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
        let cells = self.width.div_ceil(self.by.0);
        let end = self.small.len();
        self.small.resize(end + cells * 3, 0);
        let small = &mut self.small[end..];
        for (channel, sums) in self.sums.iter_mut().enumerate() {
            let means = small[channel..].iter_mut().step_by(3);
            means_of(sums, self.first.0, self.by.0, self.rows, means);
            sums.fill(0);
        }
        self.rows = 0;
        self.to_come = self.by.1.min(self.rows_left);
    }
}

/// The mean of each cell: the first one of `first` columns, the others of `by`, or of what is left.
fn means_of<'a>(
    sums: &[u16],
    first: usize,
    by: usize,
    rows: usize,
    mut means: impl Iterator<Item = &'a mut u8>,
) {
    let sum = |columns: &[u16]| columns.iter().map(|sum| u32::from(*sum)).sum::<u32>();
    let (first, rest) = sums.split_at(first);
    if let Some(mean) = means.next() {
        *mean = Division::by(first.len() * rows).rounded(sum(first));
    }
    let division = Division::by(by * rows);
    let (whole, last) = rest.split_at(rest.len() / by * by);
    match by {
        // Of a known width it takes half the time.
        2 => fill::<2>(whole, division, &mut means),
        3 => fill::<3>(whole, division, &mut means),
        4 => fill::<4>(whole, division, &mut means),
        5 => fill::<5>(whole, division, &mut means),
        6 => fill::<6>(whole, division, &mut means),
        7 => fill::<7>(whole, division, &mut means),
        8 => fill::<8>(whole, division, &mut means),
        _ => {
            for (columns, mean) in whole.chunks_exact(by).zip(&mut means) {
                *mean = division.rounded(sum(columns));
            }
        }
    }
    if let (false, Some(mean)) = (last.is_empty(), means.next()) {
        *mean = Division::by(last.len() * rows).rounded(sum(last));
    }
}

fn fill<'a, const BY: usize>(
    sums: &[u16],
    division: Division,
    means: &mut impl Iterator<Item = &'a mut u8>,
) {
    let (cells, _) = sums.as_chunks::<BY>();
    for (columns, mean) in cells.iter().zip(means) {
        let sum = columns.iter().map(|sum| u32::from(*sum)).sum();
        *mean = division.rounded(sum);
    }
}

/// Divides sums of bytes by their number, by multiplying.
#[derive(Clone, Copy)]
struct Division {
    half: u32,
    reciprocal: u64,
}

impl Division {
    /// By a number from 1 to [`MOST`] squared.
    fn by(count: usize) -> Self {
        Self {
            half: count as u32 / 2,
            reciprocal: (1 << 48) / count as u64 + 1,
        }
    }

    /// Exact for as many bytes as are divided by: the reciprocal is too large by less than 1 in 2^48, and what is
    /// divided times what it is divided by is below 2^41.
    #[inline(always)]
    fn rounded(self, sum: u32) -> u8 {
        ((u64::from(sum + self.half) * self.reciprocal) >> 48) as u8
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
            add(sums, channel);
        }
        self.rows += 1;
        self.to_come = self.to_come.saturating_sub(1);
        if self.to_come == 0 {
            self.close_row();
        }
    }
}

/// Adds samples to sums. The sandbox looks at the clock in each turn of a loop, so each has 64 of them.
fn add(sums: &mut [u16], samples: &[u8]) {
    let add = |sums: &mut [u16], samples: &[u8]| {
        for (sum, sample) in sums.iter_mut().zip(samples) {
            *sum = sum.wrapping_add(u16::from(*sample));
        }
    };
    let (many, few) = sums.as_chunks_mut::<64>();
    let (many_samples, few_samples) = samples.as_chunks::<64>();
    for (sums, samples) in many.iter_mut().zip(many_samples) {
        add(sums, samples);
    }
    add(few, few_samples);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_mean_is_rounded_as_a_division_is(count in 1..=MOST * MOST, part in 0.0..=1.0_f64) {
            let sum = (part * count as f64 * 255.0) as u32;
            for sum in sum.saturating_sub(2)..=(sum + 2).min(count as u32 * 255) {
                let exact = (sum + count as u32 / 2) / count as u32;
                prop_assert_eq!(u32::from(Division::by(count).rounded(sum)), exact);
            }
        }
    }
}
