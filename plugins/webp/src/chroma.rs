//! Chroma of one macroblock.

use crate::luma::Surroundings;
use crate::predict::{Edges, Mode};
use crate::quantizer::Levels;
use crate::rate;
use crate::tile::{self, Tile};
use crate::transform;
use lanes::Bytes;

/// Chroma as it will be coded, and decoded.
pub(crate) struct Chroma {
    pub(crate) mode: Mode,
    pub(crate) blocks: [[Levels; 4]; 2],
    pub(crate) tiles: [[Tile; 4]; 2],
}

/// Predicts both planes in the way that leaves least.
// Apart from what calls it: in a large function the sandbox's compiler runs out of registers.
#[inline(never)]
pub(crate) fn chroma(
    source: &[[Tile; 4]; 2],
    edges: &[Edges<8>; 2],
    around: &Surroundings<'_>,
) -> Chroma {
    let (mode, prediction) = best_mode(source, edges, around);
    let mut chroma = Chroma {
        mode,
        blocks: [[Levels::none(); 4]; 2],
        tiles: prediction,
    };
    for plane in 0..2 {
        for at in 0..4 {
            let prediction = prediction[plane][at];
            let block = transform::forward(tile::difference(source[plane][at], prediction));
            let (levels, block) = around.quantizers.chroma.quantized(block);
            chroma.blocks[plane][at] = levels;
            chroma.tiles[plane][at] = tile::rebuilt(prediction, transform::inverse(block));
        }
    }
    chroma
}

fn best_mode(
    source: &[[Tile; 4]; 2],
    edges: &[Edges<8>; 2],
    around: &Surroundings<'_>,
) -> (Mode, [[Tile; 4]; 2]) {
    let mut best = (Mode::Dc, [[Bytes::all(0); 4]; 2]);
    let mut least = u32::MAX;
    for &mode in around.modes() {
        let prediction = edges.each_ref().map(|edges| edges.predicted::<4>(mode));
        let pairs = source.as_flattened().iter().zip(prediction.as_flattened());
        let activity = pairs
            .map(|(one, other)| tile::activity(one.to_eights(), *other))
            .sum();
        let cost = around.activity(activity, rate::of_chroma(mode));
        if cost < least {
            least = cost;
            best = (mode, prediction);
        }
    }
    best
}
