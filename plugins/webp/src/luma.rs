//! Luma of one macroblock: predicted as a whole or tile by tile.

use crate::predict::{Edges, MODES, Mode};
use crate::quantizer::{Levels, Quantizers};
use crate::rate::{self, Rates};
use crate::residuals::Edge;
use crate::tile::{self, Tile};
use crate::tokens::Kind;
use crate::transform;
use lanes::Bytes;

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
        activity + ((self.quantizers.mode_lambda * rate) >> 10)
    }
}

impl Luma {
    /// To be filled.
    pub(crate) fn none() -> Self {
        Self {
            mode: LumaMode::Whole(Mode::Dc),
            mode_rate: 0,
            dc: Levels::none(),
            blocks: [Levels::none(); 16],
            tiles: [Bytes::all(0); 16],
            score: u64::MAX,
        }
    }
}

/// A macroblock that is predicted as a whole, before it is coded.
pub(crate) struct Whole {
    mode: Mode,
    prediction: [Tile; 16],
    /// What is left to be coded, roughly, and the cost of the mode.
    pub(crate) activity: u32,
}

impl Whole {
    /// Predicts in the way that leaves least.
    // Apart from what calls it: in a large function the sandbox's compiler runs out of registers.
    #[inline(never)]
    pub(crate) fn new(source: &[Tile; 16], edges: &Edges<16>, around: &Surroundings<'_>) -> Self {
        let source = source.map(Bytes::to_eights);
        let mut best = Self {
            mode: Mode::Dc,
            prediction: [Bytes::all(0); 16],
            activity: u32::MAX,
        };
        for &mode in around.modes() {
            let prediction = edges.predicted(mode);
            let pairs = source.iter().zip(&prediction);
            let activity = pairs.map(|(one, other)| tile::activity(*one, *other)).sum();
            let activity = around.activity(activity, rate::of_luma(mode));
            if activity < best.activity {
                best = Self {
                    mode,
                    prediction,
                    activity,
                };
            }
        }
        best
    }

    /// Whether it is worth coding both to know which one is better.
    pub(crate) fn may_be_better_than(&self, activity: u32, around: &Surroundings<'_>) -> bool {
        // Where hardly anything is left to be coded, what telling the ways takes decides.
        let little = 32 * around.quantizers.mode_lambda;
        self.activity <= activity.saturating_add(activity / 4).saturating_add(little)
    }

    #[inline(never)]
    pub(crate) fn code(&self, source: &[Tile; 16], around: &Surroundings<'_>, luma: &mut Luma) {
        let Self {
            mode, prediction, ..
        } = self;
        let quantizers = around.quantizers;
        let frequencies: [_; 16] = std::array::from_fn(|at| {
            transform::forward(tile::difference(source[at], prediction[at]))
        });
        let lowest = transform::block(&frequencies.map(|block| block[0].first()));
        let (dc, lowest) = quantizers
            .luma_dc
            .quantized(transform::forward_walsh(lowest));
        let lowest = transform::numbers(transform::inverse_walsh(lowest));
        let mut error = 0;
        for at in 0..16 {
            let (levels, [upper, lower]) = quantizers.luma_rest.quantized(frequencies[at]);
            luma.blocks[at] = levels;
            let residual = transform::inverse([upper.with_first(lowest[at]), lower]);
            luma.tiles[at] = tile::rebuilt(prediction[at], residual);
            error += tile::squared_error(source[at], luma.tiles[at]);
        }
        luma.mode = LumaMode::Whole(*mode);
        luma.mode_rate = rate::of_luma(*mode);
        luma.score = around.score(
            error,
            luma.mode_rate + rate_of_whole(&dc, &luma.blocks, around),
        );
        luma.dc = dc;
    }
}

/// Of all levels.
fn rate_of_whole(dc: &Levels, blocks: &[Levels; 16], around: &Surroundings<'_>) -> u32 {
    let (mut above, mut left) = (around.above, around.left);
    let mut rate = around
        .rates
        .of_block(Kind::LumaDc, usize::from(above.dc + left.dc), dc);
    for (row, left) in blocks.as_chunks::<4>().0.iter().zip(&mut left.luma) {
        for (levels, above) in row.iter().zip(&mut above.luma) {
            rate += around
                .rates
                .of_block(Kind::LumaRest, usize::from(*above + *left), levels);
            *left = u8::from(levels.count > 1);
            *above = *left;
        }
    }
    rate
}
