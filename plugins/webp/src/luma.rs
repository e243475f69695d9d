//! Luma of one macroblock: predicted as a whole or tile by tile.

use crate::predict::{Edges, MODES, Mode};
use crate::predict4::{Predictions, WAYS};
use crate::quantizer::{Levels, Quantizers};
use crate::rate::{self, Rates};
use crate::residuals::Edge;
use crate::tile::{self, Tile};
use crate::tokens::Kind;
use crate::transform;

/// How it is predicted.
#[derive(Clone, Copy)]
pub(crate) enum LumaMode {
    Whole(Mode),
    /// The way of each tile.
    Tiles([u8; 16]),
}

/// Luma as it will be coded, and decoded.
pub(crate) struct Luma {
    pub(crate) mode: LumaMode,
    /// What telling the mode takes, in 256ths of a bit.
    pub(crate) mode_rate: u32,
    /// The lowest frequencies, where it is predicted as a whole.
    pub(crate) dc: Levels,
    pub(crate) blocks: [Levels; 16],
    pub(crate) tiles: [Tile; 16],
    /// Squared error and bits: the less, the better.
    pub(crate) score: u64,
}

/// What is known of a macroblock before it is coded.
pub(crate) struct Surroundings<'a> {
    pub(crate) quantizers: &'a Quantizers,
    pub(crate) rates: &'a Rates,
    pub(crate) above: Edge,
    pub(crate) left: Edge,
    /// Whether the modes have to be as cheap as can be.
    pub(crate) is_frugal: bool,
}

impl Surroundings<'_> {
    pub(crate) fn score(&self, error: u32, rate: u32) -> u64 {
        (u64::from(error) << 16) + self.quantizers.lambda * u64::from(rate)
    }

    /// Those to choose from.
    pub(crate) fn modes(&self) -> &'static [Mode] {
        if self.is_frugal { &[Mode::Dc] } else { &MODES }
    }

    pub(crate) fn activity(&self, activity: u32, rate: u32) -> u32 {
        activity + ((self.quantizers.mode_lambda * rate) >> 8)
    }
}

/// Predicts the whole in the way that leaves least.
pub(crate) fn whole(source: &[Tile; 16], edges: &Edges<16>, around: &Surroundings<'_>) -> Luma {
    let (mode, prediction) = best_mode(source, edges, around);
    let quantizers = around.quantizers;
    let mut frequencies: [_; 16] = std::array::from_fn(|at| {
        transform::forward(&tile::difference(&source[at], &prediction[at]))
    });
    let mut lowest = transform::forward_walsh(&frequencies.map(|block| block[0]));
    let dc = quantizers.luma_dc.quantized(&mut lowest, 0);
    let lowest = transform::inverse_walsh(&lowest);
    let blocks = frequencies
        .each_mut()
        .map(|block| quantizers.luma.quantized(block, 1));
    let tiles = std::array::from_fn(|at| {
        frequencies[at][0] = lowest[at];
        tile::rebuilt(&prediction[at], &transform::inverse(&frequencies[at]))
    });
    let error = source
        .iter()
        .zip(&tiles)
        .map(|(one, other)| tile::squared_error(one, other))
        .sum();
    let mut rate = rate::of_luma(mode);
    let (mut above, mut left) = (around.above, around.left);
    rate += around
        .rates
        .of_block(Kind::LumaDc, usize::from(above.dc + left.dc), &dc);
    for (row, left) in blocks.as_chunks::<4>().0.iter().zip(&mut left.luma) {
        for (levels, above) in row.iter().zip(&mut above.luma) {
            rate += around
                .rates
                .of_block(Kind::LumaRest, usize::from(*above + *left), levels);
            let has = u8::from(levels.count > 1);
            (*above, *left) = (has, has);
        }
    }
    Luma {
        mode: LumaMode::Whole(mode),
        mode_rate: rate::of_luma(mode),
        dc,
        blocks,
        tiles,
        score: around.score(error, rate),
    }
}

fn best_mode(
    source: &[Tile; 16],
    edges: &Edges<16>,
    around: &Surroundings<'_>,
) -> (Mode, [Tile; 16]) {
    let mut best = (Mode::Dc, [[0; 16]; 16]);
    let mut least = u32::MAX;
    for &mode in around.modes() {
        let prediction = edges.predicted(mode);
        let activity = source
            .iter()
            .zip(&prediction)
            .map(|(one, other)| tile::activity(one, other))
            .sum();
        let cost = around.activity(activity, rate::of_luma(mode));
        if cost < least {
            least = cost;
            best = (mode, prediction);
        }
    }
    best
}

/// What is around the tiles of a macroblock, besides its edges.
pub(crate) struct TileEdges {
    /// The four pixels above it and to its right.
    pub(crate) right: [u8; 4],
    /// How the tiles above and to the left are predicted.
    pub(crate) ways_above: [u8; 4],
    pub(crate) ways_left: [u8; 4],
}

/// Predicts tile by tile. `None` if that is not better than `limit`.
pub(crate) fn tiles(
    source: &[Tile; 16],
    edges: &Edges<16>,
    tile_edges: &TileEdges,
    around: &Surroundings<'_>,
    limit: u64,
) -> Option<Luma> {
    let mut luma = Luma {
        mode: LumaMode::Tiles([0; 16]),
        mode_rate: rate::OF_TILES,
        dc: Levels::default(),
        blocks: [Levels::default(); 16],
        tiles: [[0; 16]; 16],
        score: around.score(0, rate::OF_TILES),
    };
    let mut ways = [0; 16];
    let mut ways_above = tile_edges.ways_above;
    let mut above_levels = around.above.luma;
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
        let mut left_level = around.left.luma[row];
        for column in 0..4 {
            let at = row * 4 + column;
            let edge = std::array::from_fn(|place| match place {
                0..4 => left[3 - place],
                _ => line[column * 4 + place - 4],
            });
            let predictions = Predictions::new(&edge);
            let rates = &rate::OF_WAYS[usize::from(ways_above[column]) % WAYS]
                [usize::from(way_left) % WAYS];
            let mut best = (0, [0; 16]);
            let mut least = u32::MAX;
            for (way, &rate) in rates.iter().enumerate() {
                let prediction = predictions.of(way);
                let cost = around.activity(tile::activity(&source[at], &prediction), rate.into());
                if cost < least {
                    least = cost;
                    best = (way, prediction);
                }
            }
            let (way, prediction) = best;
            let mut block = transform::forward(&tile::difference(&source[at], &prediction));
            let levels = around.quantizers.luma.quantized(&mut block, 0);
            let rebuilt = tile::rebuilt(&prediction, &transform::inverse(&block));
            let error = tile::squared_error(&source[at], &rebuilt);
            let context = usize::from(above_levels[column] + left_level);
            let rate = u32::from(rates[way]) + around.rates.of_block(Kind::Luma, context, &levels);
            luma.score += around.score(error, rate);
            if luma.score >= limit {
                return None;
            }
            luma.mode_rate += u32::from(rates[way]);
            let has = u8::from(levels.count > 0);
            (above_levels[column], left_level) = (has, has);
            (ways_above[column], way_left) = (way as u8, way as u8);
            left = tile::right(&rebuilt);
            next_line[column * 4 + 1..][..4].copy_from_slice(&tile::bottom(&rebuilt));
            ways[at] = way as u8;
            luma.blocks[at] = levels;
            luma.tiles[at] = rebuilt;
        }
        line = next_line;
    }
    luma.mode = LumaMode::Tiles(ways);
    Some(luma)
}
