//! One macroblock after the other, each predicted from what the decoder will have made of the ones before it.

use crate::chroma::{Chroma, chroma};
use crate::colour::Stripe;
use crate::luma::{Luma, LumaMode, Surroundings, Whole};
use crate::predict::{Edges, Left, Mode};
use crate::predict4::way_of;
use crate::quantizer::Quantizers;
use crate::rate::{self, Rates};
use crate::residuals::{Edge, Residuals};
use crate::tables::DEFAULT_PROBABILITIES;
use crate::tiles::{TileEdges, tiles};

/// How a macroblock is predicted, and whether anything is coded besides.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) luma: LumaMode,
    pub(crate) chroma: Mode,
    pub(crate) empty: bool,
}

impl Head {
    pub(crate) fn has_dc(&self) -> bool {
        matches!(self.luma, LumaMode::Whole(_))
    }
}

/// What goes from one macroblock to the others.
pub(crate) struct Coder {
    pub(crate) quantizers: Quantizers,
    rates: Rates,
    /// The lowest row of what is above.
    luma_above: Vec<u8>,
    chroma_above: [Vec<u8>; 2],
    ways_above: Vec<[u8; 4]>,
    levels_above: Vec<Edge>,
    pub(crate) heads: Vec<Head>,
    pub(crate) residuals: Residuals,
    budget: Budget,
    macroblocks: usize,
}

/// The row above, where there is one.
fn above(row: &[u8], is_first: bool) -> Option<&[u8]> {
    (!is_first).then_some(row)
}

/// What goes from one macroblock to the next one of a row.
#[derive(Default)]
struct Row {
    luma: Option<Left<16>>,
    chroma: Option<[Left<8>; 2]>,
    ways: [u8; 4],
    levels: Edge,
}

impl Coder {
    /// For a picture of so many macroblocks across and down.
    pub(crate) fn new(quantizers: Quantizers, across: usize, down: usize) -> Self {
        Self {
            quantizers,
            rates: Rates::new(&DEFAULT_PROBABILITIES),
            luma_above: vec![0; across * 16],
            chroma_above: [vec![0; across * 8], vec![0; across * 8]],
            ways_above: vec![[0; 4]; across],
            levels_above: vec![Edge::default(); across],
            heads: Vec::with_capacity(across * down),
            residuals: Residuals::new(),
            budget: Budget::new(across * down),
            macroblocks: across * down,
        }
    }

    /// Codes a row of macroblocks.
    pub(crate) fn row(&mut self, stripe: &Stripe, number: usize) {
        let mut row = Row::default();
        // What is tried of a macroblock, in one place for all of them.
        let mut lumas = [Luma::none(), Luma::none()];
        for column in 0..self.levels_above.len() {
            self.macroblock(stripe, column, number == 0, &mut row, &mut lumas);
        }
        // What tokens cost is learned from what there was, ever more rarely.
        if (number + 1).is_power_of_two() {
            self.rates = Rates::new(&self.residuals.statistics.probabilities());
        }
    }

    fn macroblock(
        &mut self,
        stripe: &Stripe,
        column: usize,
        is_first: bool,
        row: &mut Row,
        lumas: &mut [Luma; 2],
    ) {
        let is_frugal = self.budget.is_spent(self.heads.len());
        let around = Surroundings {
            quantizers: &self.quantizers,
            rates: &self.rates,
            above: self.levels_above[column],
            left: row.levels,
            is_frugal,
        };
        let edges = Edges::<16>::new(above(&self.luma_above, is_first), row.luma.as_ref(), column);
        let source = stripe.luma_tiles(column);
        let whole = Whole::new(&source, &edges, &around);
        let [tiled, untiled] = lumas;
        let activity = if is_frugal {
            tiled.score = u64::MAX;
            u32::MAX
        } else {
            let tile_edges = TileEdges {
                right: self.right(column, is_first),
                ways_above: self.ways_above[column],
                ways_left: row.ways,
            };
            tiles(&source, &edges, &tile_edges, &around, tiled)
        };
        untiled.score = u64::MAX;
        if whole.may_be_better_than(activity, &around) {
            whole.code(&source, &around, untiled);
        }
        let luma = if untiled.score < tiled.score {
            untiled
        } else {
            tiled
        };
        let chroma_edges = std::array::from_fn(|plane| {
            let left = row.chroma.as_ref().map(|left| &left[plane]);
            Edges::<8>::new(above(&self.chroma_above[plane], is_first), left, column)
        });
        let chroma_source = stripe.chroma_tiles(column);
        let chroma = chroma(&chroma_source, &chroma_edges, &around);

        row.luma = Some(Left::of(&edges, &luma.tiles, &mut self.luma_above, column));
        let [blue, red] = &mut self.chroma_above;
        row.chroma = Some([
            Left::of(&chroma_edges[0], &chroma.tiles[0], blue, column),
            Left::of(&chroma_edges[1], &chroma.tiles[1], red, column),
        ]);
        (self.ways_above[column], row.ways) = match luma.mode {
            LumaMode::Whole(mode) => ([way_of(mode); 4], [way_of(mode); 4]),
            LumaMode::Tiles(ways) => (ways_below(&ways), ways_beside(&ways)),
        };
        self.keep(luma, &chroma, column, &mut row.levels);
    }

    /// The four pixels above a macroblock and to its right. Beyond the picture the last one goes on.
    fn right(&self, column: usize, is_first: bool) -> [u8; 4] {
        if is_first {
            return [127; 4];
        }
        let end = column * 16 + 16;
        match self
            .luma_above
            .get(end..)
            .and_then(|rest| rest.first_chunk())
        {
            Some(right) => *right,
            None => [self.luma_above[end - 1]; 4],
        }
    }

    fn keep(&mut self, luma: &Luma, chroma: &Chroma, column: usize, left: &mut Edge) {
        let above = &mut self.levels_above[column];
        let has_dc = matches!(luma.mode, LumaMode::Whole(_));
        let first = u8::from(has_dc);
        let empty = luma.dc.count == 0
            && luma.blocks.iter().all(|levels| levels.count <= first)
            && chroma
                .blocks
                .as_flattened()
                .iter()
                .all(|levels| levels.count == 0);
        let head = Head {
            luma: luma.mode,
            chroma: chroma.mode,
            empty,
        };
        self.budget
            .spend(luma.mode_rate + rate::of_chroma(chroma.mode));
        self.heads.push(head);
        if empty && marks_empty(self.macroblocks) {
            above.clear(has_dc);
            left.clear(has_dc);
        } else {
            let dc = has_dc.then_some(&luma.dc);
            let blocks = dc
                .into_iter()
                .chain(&luma.blocks)
                .chain(chroma.blocks.as_flattened());
            self.residuals.push(has_dc, above, left, blocks);
        }
    }
}

fn ways_below(ways: &[u8; 16]) -> [u8; 4] {
    [12, 13, 14, 15].map(|at| ways[at])
}

fn ways_beside(ways: &[u8; 16]) -> [u8; 4] {
    [3, 7, 11, 15].map(|at| ways[at])
}

/// Whether the first partition has room for marking macroblocks that are empty.
pub(crate) fn marks_empty(macroblocks: usize) -> bool {
    macroblocks < 900_000
}

/// How much the first partition may hold: its size has 19 bits (section 9.1), which a large picture can need for its modes.
struct Budget {
    /// In 256ths of a bit, for each macroblock.
    share: u64,
    /// What marking one as empty or not may take.
    mark: u64,
    spent: u64,
}

/// What all macroblocks together may have: less than the partition, for the rest of the header and what coding takes besides.
const MOST_BITS: u64 = 8 * ((1 << 19) - 16_384);

impl Budget {
    fn new(macroblocks: usize) -> Self {
        Self {
            share: MOST_BITS * 256 / macroblocks.max(1) as u64,
            mark: if marks_empty(macroblocks) { 256 } else { 0 },
            spent: 0,
        }
    }

    /// Whether the next one has to be as cheap as can be.
    fn is_spent(&self, macroblocks: usize) -> bool {
        self.spent > self.share * macroblocks as u64 + 256
    }

    fn spend(&mut self, rate: u32) {
        self.spent += self.mark + u64::from(rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_partition_never_overflows() {
        // In 256ths of a bit: sixteen of the dearest modes, and the cheapest ones for luma and chroma, 3.42 bits.
        let (dear, frugal) = (16 * 12 * 256, 876);
        for macroblocks in [1, 1000, 899_999, 900_000, 1 << 20] {
            let mut budget = Budget::new(macroblocks);
            for done in 0..macroblocks {
                budget.spend(if budget.is_spent(done) { frugal } else { dear });
            }
            let bytes = budget.spent / 256 / 8;
            assert!(bytes < (1 << 19) - 8192, "{macroblocks}: {bytes}");
        }
    }
}
