//! Tiles of 4×4 pixels: what all work on pixels is made of.

use crate::transform::Block;
use lanes::{Bytes, Eight};

/// Sixteen pixels of one plane, row by row.
pub(crate) type Tile = Bytes;

#[inline(always)]
pub(crate) fn difference(tile: Tile, other: Tile) -> Block {
    [
        tile.low().minus(other.low()),
        tile.high().minus(other.high()),
    ]
}

/// What the decoder makes of a prediction and what it is off by.
#[inline(always)]
pub(crate) fn rebuilt(prediction: Tile, residual: Block) -> Tile {
    Bytes::of(
        prediction.low().plus(residual[0]),
        prediction.high().plus(residual[1]),
    )
}

#[inline(always)]
pub(crate) fn squared_error(tile: Tile, other: Tile) -> u32 {
    let [upper, lower] = difference(tile, other);
    upper.dot(upper).plus(lower.dot(lower)).sum() as u32
}

/// How much is to be coded of a difference, roughly: half the sum of the sizes of its Hadamard transform.
#[inline(always)]
pub(crate) fn activity(tile: [Eight; 2], prediction: Tile) -> u32 {
    let (upper, lower) = (
        tile[0].minus(prediction.low()),
        tile[1].minus(prediction.high()),
    );
    let [first, second] = upper.plus(lower).halves(upper.minus(lower));
    let [left, right] = first.plus(second).pairs(first.minus(second));
    // The sizes of a sum and of a difference are together twice the larger size of the two.
    let sums = left.plus(right).size().most_of_pairs();
    let differences = left.minus(right).size().most_of_pairs();
    let firsts = Eight::new(&[1, 0, 1, 0, 1, 0, 1, 0]);
    sums.plus(differences).dot(firsts).sum() as u32
}

/// Four tiles side by side, from four rows of a plane.
#[inline(always)]
pub(crate) fn cut(plane: &[u8], stride: usize, start: usize) -> [Tile; 4] {
    let [a, b, c, d] = [0, 1, 2, 3].map(|row| Bytes::of_slice(plane, start + row * stride));
    let low = |one: Bytes, other| {
        one.picked::<0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23>(other)
    };
    let high = |one: Bytes, other| {
        one.picked::<8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31>(other)
    };
    let first = |one: Bytes, other| {
        one.picked::<0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23>(other)
    };
    let second = |one: Bytes, other| {
        one.picked::<8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31>(other)
    };
    let ([e, f], [g, h]) = ([low(a, b), low(c, d)], [high(a, b), high(c, d)]);
    [first(e, f), second(e, f), first(g, h), second(g, h)]
}

/// The lowest row, from the left.
#[inline(always)]
pub(crate) fn bottom(tile: Tile) -> [u8; 4] {
    tile.word::<3>().to_le_bytes()
}

/// The last column, from the top.
#[inline(always)]
pub(crate) fn right(tile: Tile) -> [u8; 4] {
    tile.picked::<3, 7, 11, 15, 3, 7, 11, 15, 3, 7, 11, 15, 3, 7, 11, 15>(tile)
        .word::<0>()
        .to_le_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the definition of a Hadamard transform has it.
    fn plain_activity(tile: &[u8; 16], other: &[u8; 16]) -> u32 {
        let mut sum = 0;
        for (row, column) in
            (0..4_usize).flat_map(|row| (0..4_usize).map(move |column| (row, column)))
        {
            let mut number = 0;
            for at in 0..16 {
                let sign = ((row & (at / 4)).count_ones() + (column & (at % 4)).count_ones()) % 2;
                let difference = i32::from(tile[at]) - i32::from(other[at]);
                number += if sign == 0 { difference } else { -difference };
            }
            sum += number.unsigned_abs();
        }
        sum / 2
    }

    proptest! {
        #[test]
        fn activity_is_half_of_a_hadamard_transform(tile in any::<[u8; 16]>(), other in any::<[u8; 16]>()) {
            let found = activity(Bytes::new(&tile).to_eights(), Bytes::new(&other));
            prop_assert_eq!(found, plain_activity(&tile, &other));
        }
    }

    #[test]
    fn tiles_are_cut_from_rows() {
        let plane: Vec<u8> = (0..128).collect();
        let tiles = cut(&plane, 32, 4).map(Bytes::to_array);
        assert_eq!(
            tiles[0],
            [
                4, 5, 6, 7, 36, 37, 38, 39, 68, 69, 70, 71, 100, 101, 102, 103
            ]
        );
        assert_eq!(tiles[3][12..], [112, 113, 114, 115]);
        let tile = Bytes::new(&tiles[1]);
        assert_eq!(
            (right(tile), bottom(tile)),
            ([11, 43, 75, 107], [104, 105, 106, 107])
        );
    }
}
