//! Luma of one macroblock, predicted tile by tile.

use crate::luma::{Luma, LumaMode, Surroundings};
use crate::predict::Edges;
use crate::predict4::{TileEdge, WAYS};
use crate::quantizer::Levels;
use crate::rate;
use crate::tile::{self, Tile};
use crate::tokens::Kind;
use crate::transform;

/// What is around the tiles of a macroblock, besides its edges.
pub(crate) struct TileEdges {
    /// The four pixels above it and to its right.
    pub(crate) right: [u8; 4],
    /// How the tiles above and to the left are predicted.
    pub(crate) ways_above: [u8; 4],
    pub(crate) ways_left: [u8; 4],
}

/// Predicts `luma` tile by tile. Gives what was left to be coded, roughly, and the cost of the ways.
// Apart from what calls it: in a large function the sandbox's compiler runs out of registers.
#[inline(never)]
pub(crate) fn tiles(
    source: &[Tile; 16],
    edges: &Edges<16>,
    tile_edges: &TileEdges,
    around: &Surroundings<'_>,
    luma: &mut Luma,
) -> u32 {
    luma.mode_rate = rate::OF_TILES;
    luma.dc = Levels::none();
    luma.score = around.score(0, rate::OF_TILES);
    let mut activity = 0;
    let mut ways = [0; 16];
    let mut ways_above = tile_edges.ways_above;
    let mut levels_above = around.above.luma;
    // The corner, what is above, and what is to the right of that.
    let mut line = [0; 21];
    line[0] = edges.corner;
    line[1..17].copy_from_slice(&edges.top);
    line[17..].copy_from_slice(&tile_edges.right);
    for row in 0..4 {
        let mut next_line = line;
        let mut left: [u8; 4] = std::array::from_fn(|at| edges.left[row * 4 + at]);
        next_line[0] = left[3];
        let mut way_left = tile_edges.ways_left[row];
        let mut levels_left = around.left.luma[row];
        for column in 0..4 {
            let at = row * 4 + column;
            let above = line
                .get(column * 4 + 1..)
                .and_then(|rest| rest.first_chunk());
            let place = Place {
                source: source[at],
                edge: TileEdge::new(left, line[column * 4], above.copied().unwrap_or_default()),
                rates: &rate::OF_WAYS[usize::from(ways_above[column]) % WAYS]
                    [usize::from(way_left) % WAYS],
                context: usize::from(levels_above[column] + levels_left),
            };
            let coded = place.best(around);
            luma.score += coded.score;
            activity += coded.activity;
            luma.mode_rate += u32::from(place.rates[coded.way % WAYS]);
            levels_left = u8::from(coded.levels.count > 0);
            levels_above[column] = levels_left;
            way_left = coded.way as u8;
            ways_above[column] = way_left;
            left = tile::right(coded.tile);
            next_line[column * 4 + 1..][..4].copy_from_slice(&tile::bottom(coded.tile));
            ways[at] = way_left;
            luma.blocks[at] = coded.levels;
            luma.tiles[at] = coded.tile;
        }
        line = next_line;
    }
    luma.mode = LumaMode::Tiles(ways);
    activity
}

/// One tile before it is coded.
struct Place {
    source: Tile,
    edge: TileEdge,
    /// What each way of predicting it costs.
    rates: &'static [u16; WAYS],
    context: usize,
}

/// A tile in one of the ways.
struct Coded {
    way: usize,
    levels: Levels,
    tile: Tile,
    activity: u32,
    score: u64,
}

impl Place {
    /// Tries the way that leaves least, and the second one if it leaves hardly more.
    #[inline(always)]
    fn best(&self, around: &Surroundings<'_>) -> Coded {
        let predictions = self.edge.predictions();
        let source = self.source.to_eights();
        // Each cost with its way in the lowest bits: to find the least two takes no branch.
        let (mut first, mut second) = (u32::MAX, u32::MAX);
        for (way, (prediction, &rate)) in predictions.iter().zip(self.rates).enumerate() {
            let cost = around.activity(tile::activity(source, *prediction), rate.into());
            let cost = cost << 4 | way as u32;
            second = second.min(first.max(cost));
            first = first.min(cost);
        }
        let code = |cost: u32| {
            let way = cost as usize % 16 % WAYS;
            self.coded(way, predictions[way], around)
        };
        let best = Coded {
            activity: first >> 4,
            ..code(first)
        };
        if second - first > first / 4 {
            return best;
        }
        let other = Coded {
            activity: first >> 4,
            ..code(second)
        };
        if other.score < best.score {
            other
        } else {
            best
        }
    }

    #[inline(never)]
    fn coded(&self, way: usize, prediction: Tile, around: &Surroundings<'_>) -> Coded {
        let block = transform::forward(tile::difference(self.source, prediction));
        let (levels, block) = around.quantizers.luma.quantized(block);
        let tile = tile::rebuilt(prediction, transform::inverse(block));
        let error = tile::squared_error(self.source, tile);
        let rate =
            u32::from(self.rates[way]) + around.rates.of_block(Kind::Luma, self.context, &levels);
        Coded {
            way,
            levels,
            tile,
            activity: 0,
            score: around.score(error, rate),
        }
    }
}
