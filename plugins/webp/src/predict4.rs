//! Predictions of single tiles (section 12.3).

use crate::predict::Mode;
use crate::tile::Tile;
use lanes::Bytes;

/// How many ways there are to predict a tile. Their numbers are those of the RFC:
/// 0 the mean, 1 true motion, 2 down, 3 across, 4 down to the left, 5 down to the right, 6 to 9 between these.
pub(crate) const WAYS: usize = 10;

/// The pixels around a tile: the left ones upwards, the corner, the eight above and to the right, and the last of these again.
#[derive(Clone, Copy)]
pub(crate) struct TileEdge(Bytes);

impl TileEdge {
    /// `left` is from the top.
    #[inline(always)]
    pub(crate) fn new(left: [u8; 4], corner: u8, above: [u8; 8]) -> Self {
        let left = u32::from_be_bytes(left);
        let [.., last] = above;
        let above = u64::from_le_bytes(above);
        let low = u64::from(left) | u64::from(corner) << 32 | above << 40;
        Self(Bytes::of_words(low, above >> 24 | u64::from(last) << 40))
    }

    /// All predictions of the tile.
    #[inline(always)]
    pub(crate) fn predictions(self) -> [Tile; WAYS] {
        let here = self.0;
        let before = here.picked::<0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14>(here);
        let after = here.picked::<1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15>(here);
        // The mean of each pixel and the next one; place 15 is the lowest pixel to the left as it is.
        let twos = here
            .mean(after)
            .picked::<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16>(here);
        // The mean of the one before, twice the pixel, and the next one.
        let rounded_up = before.xor(after).and(Bytes::all(1));
        let threes = here.mean(before.mean(after).minus(rounded_up));
        [
            self.mean(),
            self.true_motion(),
            threes.picked::<5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8>(threes),
            threes.picked::<3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0>(threes),
            threes.picked::<6, 7, 8, 9, 7, 8, 9, 10, 8, 9, 10, 11, 9, 10, 11, 12>(threes),
            threes.picked::<4, 5, 6, 7, 3, 4, 5, 6, 2, 3, 4, 5, 1, 2, 3, 4>(threes),
            twos.picked::<4, 5, 6, 7, 20, 21, 22, 23, 19, 4, 5, 6, 18, 20, 21, 22>(threes),
            twos.picked::<5, 6, 7, 8, 22, 23, 24, 25, 6, 7, 8, 26, 23, 24, 25, 27>(threes),
            twos.picked::<3, 20, 21, 22, 2, 19, 3, 20, 1, 18, 2, 19, 0, 17, 1, 18>(threes),
            twos.picked::<2, 18, 1, 17, 1, 17, 0, 16, 0, 16, 15, 15, 15, 15, 15, 15>(threes),
        ]
    }

    #[inline(always)]
    fn mean(self) -> Tile {
        let used = Bytes::of_words(0xffff_ff00_ffff_ffff, 0xff);
        Bytes::all(((self.0.and(used).sum() + 4) >> 3) as u8)
    }

    #[inline(always)]
    fn true_motion(self) -> Tile {
        let edge = self.0;
        let top = edge.picked::<5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8>(edge);
        let left = edge.picked::<3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0>(edge);
        let corner = edge.picked::<4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4>(edge);
        let slope = top.low().minus(corner.low());
        Bytes::of(left.low().plus(slope), left.high().plus(slope))
    }
}

/// What a macroblock that is predicted as a whole is taken for where its neighbours' tiles are predicted (section 11.3).
pub(crate) fn way_of(mode: Mode) -> u8 {
    match mode {
        Mode::Dc => 0,
        Mode::TrueMotion => 1,
        Mode::Vertical => 2,
        Mode::Horizontal => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_go_where_they_say() {
        let edge = TileEdge::new([50, 60, 70, 80], 40, [30, 31, 32, 33, 34, 35, 36, 37]);
        let tiles = edge.predictions().map(Bytes::to_array);
        assert_eq!(tiles[0], [48; 16]);
        assert_eq!(tiles[1][12..], [70, 71, 72, 73]);
        assert_eq!(tiles[2][..4], [33, 31, 32, 33]);
        assert_eq!(
            [tiles[3][0], tiles[3][4], tiles[3][8], tiles[3][12]],
            [50, 60, 70, 78]
        );
        assert_eq!(
            tiles[4],
            [
                31, 32, 33, 34, 32, 33, 34, 35, 33, 34, 35, 36, 34, 35, 36, 37
            ]
        );
        assert_eq!(
            tiles[5],
            [
                40, 33, 31, 32, 50, 40, 33, 31, 60, 50, 40, 33, 70, 60, 50, 40
            ]
        );
        assert_eq!(
            tiles[6],
            [
                35, 31, 32, 33, 40, 33, 31, 32, 50, 35, 31, 32, 60, 40, 33, 31
            ]
        );
        assert_eq!(
            tiles[7],
            [
                31, 32, 33, 34, 31, 32, 33, 34, 32, 33, 34, 35, 32, 33, 34, 36
            ]
        );
        assert_eq!(
            tiles[8],
            [
                45, 40, 33, 31, 55, 50, 45, 40, 65, 60, 55, 50, 75, 70, 65, 60
            ]
        );
        assert_eq!(
            tiles[9],
            [
                55, 60, 65, 70, 65, 70, 75, 78, 75, 78, 80, 80, 80, 80, 80, 80
            ]
        );
    }
}
