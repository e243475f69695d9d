//! Tiles of 4×4 pixels: what all work on pixels is made of.

use crate::transform::Block;

/// Sixteen pixels of one plane, row by row.
pub(crate) type Tile = [u8; 16];

#[inline(always)]
pub(crate) fn difference(tile: &Tile, other: &Tile) -> Block {
    std::array::from_fn(|at| i16::from(tile[at]) - i16::from(other[at]))
}

/// What the decoder makes of a prediction and what it is off by.
#[inline(always)]
pub(crate) fn rebuilt(prediction: &Tile, residual: &Block) -> Tile {
    std::array::from_fn(|at| {
        (i16::from(prediction[at]).saturating_add(residual[at])).clamp(0, 255) as u8
    })
}

#[inline(always)]
pub(crate) fn squared_error(tile: &Tile, other: &Tile) -> u32 {
    difference(tile, other)
        .into_iter()
        .map(|by| i32::from(by).pow(2) as u32)
        .sum()
}

/// How much is to be coded of a difference, roughly: the sum of the sizes of its Hadamard transform.
#[inline(always)]
pub(crate) fn activity(tile: &Tile, prediction: &Tile) -> u32 {
    let block = difference(tile, prediction);
    let mut columns = [0_i16; 16];
    for at in 0..4 {
        let [a, b, c, d] = [block[at], block[at + 4], block[at + 8], block[at + 12]];
        let (outer, inner) = ([a + d, a - d], [b + c, b - c]);
        columns[at] = outer[0] + inner[0];
        columns[at + 4] = outer[0] - inner[0];
        columns[at + 8] = outer[1] + inner[1];
        columns[at + 12] = outer[1] - inner[1];
    }
    let mut sum = 0;
    for [a, b, c, d] in columns.as_chunks::<4>().0 {
        let (outer, inner) = ([a + d, a - d], [b + c, b - c]);
        for number in [
            outer[0] + inner[0],
            outer[0] - inner[0],
            outer[1] + inner[1],
            outer[1] - inner[1],
        ] {
            sum += u32::from(number.unsigned_abs());
        }
    }
    sum
}

/// The tile at a column and a row of tiles.
#[inline(always)]
pub(crate) fn cut(plane: &[u8], stride: usize, column: usize, row: usize) -> Tile {
    let mut tile = [0; 16];
    let rows = plane.chunks(stride).skip(row * 4);
    for (out, line) in tile.as_chunks_mut::<4>().0.iter_mut().zip(rows) {
        if let Some(pixels) = line.get(column * 4..).and_then(|rest| rest.first_chunk()) {
            *out = *pixels;
        }
    }
    tile
}

#[inline(always)]
pub(crate) fn bottom(tile: &Tile) -> [u8; 4] {
    [tile[12], tile[13], tile[14], tile[15]]
}

#[inline(always)]
pub(crate) fn right(tile: &Tile) -> [u8; 4] {
    [tile[3], tile[7], tile[11], tile[15]]
}
