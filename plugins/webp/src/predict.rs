//! Predictions of whole macroblocks (sections 12.2 and 12.3).

use crate::tile::{Tile, bottom, right};
use lanes::{Bytes, Eight};

/// In the order of the bitstream's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Dc,
    Vertical,
    Horizontal,
    TrueMotion,
}

pub(crate) const MODES: [Mode; 4] = [Mode::Dc, Mode::Vertical, Mode::Horizontal, Mode::TrueMotion];

/// The pixels around a macroblock of `SIDE` pixels.
#[derive(Clone, Copy)]
pub(crate) struct Edges<const SIDE: usize> {
    pub(crate) top: [u8; SIDE],
    pub(crate) left: [u8; SIDE],
    pub(crate) corner: u8,
    pub(crate) has_top: bool,
    pub(crate) has_left: bool,
}

impl<const SIDE: usize> Edges<SIDE> {
    /// Of the macroblock at a column, below `above`, which is the row of pixels there, and to the right of `left`.
    pub(crate) fn new(above: Option<&[u8]>, left: Option<&Left<SIDE>>, column: usize) -> Self {
        let top = above.and_then(|row| row.get(column * SIDE..)?.first_chunk());
        Self {
            top: top.copied().unwrap_or([127; SIDE]),
            left: left.map_or([129; SIDE], |left| left.pixels),
            corner: match (top, left) {
                (None, _) => 127,
                (_, None) => 129,
                (_, Some(left)) => left.corner,
            },
            has_top: top.is_some(),
            has_left: left.is_some(),
        }
    }

    /// The prediction as tiles, row by row.
    #[inline(always)]
    pub(crate) fn predicted<const TILES: usize>(&self, mode: Mode) -> [Tile; TILES] {
        let across = SIDE / 4;
        let four = |pixels: &[u8; SIDE], at: usize| {
            let four = pixels.as_chunks::<4>().0.get(at).copied();
            u64::from(u32::from_le_bytes(four.unwrap_or_default()))
        };
        let top = |tile: usize| -> Tile {
            let word = four(&self.top, tile % across);
            Bytes::of_words(word << 32 | word, word << 32 | word)
        };
        let left = |tile: usize| -> Tile {
            let four = Bytes::of_words(four(&self.left, tile / across), 0);
            four.picked::<0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3>(four)
        };
        match mode {
            Mode::Dc => [Bytes::all(self.mean()); TILES],
            Mode::Vertical => std::array::from_fn(top),
            Mode::Horizontal => std::array::from_fn(left),
            Mode::TrueMotion => std::array::from_fn(|tile| {
                let left = left(tile);
                let slope = top(tile).low().minus(Eight::all(self.corner.into()));
                Bytes::of(left.low().plus(slope), left.high().plus(slope))
            }),
        }
    }

    fn mean(&self) -> u8 {
        let sum = |pixels: &[u8; SIDE]| pixels.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
        let side = SIDE as u32;
        let mean = match (self.has_top, self.has_left) {
            (true, true) => (sum(&self.top) + sum(&self.left) + side) / (2 * side),
            (true, false) => (sum(&self.top) + side / 2) / side,
            (false, true) => (sum(&self.left) + side / 2) / side,
            (false, false) => 128,
        };
        mean as u8
    }
}

/// What the macroblock to the left leaves to the next one.
#[derive(Clone, Copy)]
pub(crate) struct Left<const SIDE: usize> {
    pixels: [u8; SIDE],
    /// The last pixel above it.
    corner: u8,
}

impl<const SIDE: usize> Left<SIDE> {
    /// Of a finished macroblock, whose lowest row becomes what is above the ones below it.
    pub(crate) fn of(edges: &Edges<SIDE>, tiles: &[Tile], above: &mut [u8], column: usize) -> Self {
        let across = SIDE / 4;
        let mut pixels = [0; SIDE];
        for (out, row) in pixels
            .as_chunks_mut::<4>()
            .0
            .iter_mut()
            .zip(tiles.chunks(across))
        {
            if let Some(tile) = row.last() {
                *out = right(*tile);
            }
        }
        if let (Some(above), Some(lowest)) =
            (above.get_mut(column * SIDE..), tiles.chunks(across).last())
        {
            for (out, tile) in above.as_chunks_mut::<4>().0.iter_mut().zip(lowest) {
                *out = bottom(*tile);
            }
        }
        Self {
            pixels,
            corner: edges.top[SIDE - 1],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_around_the_rules_say_what_is() {
        let edges = Edges::<16>::new(None, None, 0);
        let is = |mode, pixel| {
            edges
                .predicted::<16>(mode)
                .into_iter()
                .all(|tile| tile.to_array() == [pixel; 16])
        };
        assert!(is(Mode::Dc, 128));
        assert!(is(Mode::Vertical, 127));
        assert!(is(Mode::Horizontal, 129));
        assert!(is(Mode::TrueMotion, 129));
    }

    #[test]
    fn a_slope_goes_on() {
        let mut above: Vec<u8> = (0..8).collect();
        let first = Edges::<8>::new(Some(&above), None, 0);
        let left = Left {
            pixels: [10, 11, 12, 13, 14, 15, 16, 17],
            corner: 9,
        };
        let edges = Edges::<8>::new(Some(&above), Some(&left), 0);
        let tiles = edges.predicted::<4>(Mode::TrueMotion);
        assert_eq!(tiles[0].to_array()[..4], [1, 2, 3, 4]);
        assert_eq!(tiles[3].to_array()[12..], [12, 13, 14, 15]);
        let next = Left::<8>::of(&first, &tiles, &mut above, 0);
        assert_eq!((next.corner, next.pixels[7]), (7, 15));
        assert_eq!(above, [8, 9, 10, 11, 12, 13, 14, 15]);
    }
}
