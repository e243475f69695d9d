//! What is coded of the picture besides its predictions: kept until all of it is known, since the header tells how likely each
//! token is.

use crate::bool_writer::BoolWriter;
use crate::quantizer::{END, Levels, MOST_SIZE};
use crate::rate;
use crate::tables::{DEFAULT_PROBABILITIES, Probabilities, UPDATE_PROBABILITIES};
use crate::tokens::{self, BANDS, CONTEXTS, Kind, TOKENS};
use crate::writing::Places;

/// Which blocks at a macroblock's edge have levels (section 13.3).
#[derive(Clone, Copy, Default)]
pub(crate) struct Edge {
    pub(crate) luma: [u8; 4],
    pub(crate) chroma: [[u8; 2]; 2],
    pub(crate) dc: u8,
}

impl Edge {
    /// After a macroblock without any levels.
    pub(crate) fn clear(&mut self, has_dc: bool) {
        let dc = if has_dc { 0 } else { self.dc };
        *self = Self {
            dc,
            ..Self::default()
        };
    }
}

/// Goes through the blocks of a macroblock in their order, with the context of each. `visit` tells whether it has levels.
#[inline(always)]
pub(crate) fn walk(
    has_dc: bool,
    above: &mut Edge,
    left: &mut Edge,
    mut visit: impl FnMut(Kind, usize) -> bool,
) {
    let mut step = |kind, above: &mut u8, left: &mut u8| {
        let has = visit(kind, usize::from(*above + *left));
        (*above, *left) = (has.into(), has.into());
    };
    let kind = if has_dc {
        step(Kind::LumaDc, &mut above.dc, &mut left.dc);
        Kind::LumaRest
    } else {
        Kind::Luma
    };
    for left in &mut left.luma {
        for above in &mut above.luma {
            step(kind, above, left);
        }
    }
    for (above, left) in above.chroma.iter_mut().zip(&mut left.chroma) {
        for left in left {
            for above in &mut *above {
                step(Kind::Chroma, above, left);
            }
        }
    }
}

/// How often each token came.
pub(crate) struct Statistics {
    /// By kind, band and [`Levels::steps`].
    steps: [[[u32; 16 * CONTEXTS]; BANDS]; 4],
    /// Those of levels that have no step of their own.
    large: [[[[u32; TOKENS]; CONTEXTS]; BANDS]; 4],
}

impl Statistics {
    pub(crate) fn new() -> Self {
        Self {
            steps: [[[0; 16 * CONTEXTS]; BANDS]; 4],
            large: [[[[0; TOKENS]; CONTEXTS]; BANDS]; 4],
        }
    }

    #[inline(always)]
    fn add(&mut self, kind: Kind, neighbours: usize, levels: &Levels) {
        let counts = &mut self.steps[kind as usize];
        let mut add = |place: usize, step: u8| {
            counts[tokens::band(place)][usize::from(step) % (16 * CONTEXTS)] += 1
        };
        let first = kind.first();
        let context = (tokens::first_context(neighbours) as u8) << 4;
        let count = usize::from(levels.count);
        if count <= first {
            add(first, context | END);
            return;
        }
        add(first, context | levels.steps[first]);
        for place in first + 1..count {
            add(place, levels.steps[place % 16]);
        }
        if let Some(step) = levels.steps.get(count) {
            add(count, step | END);
        }
        if levels.has_large {
            self.add_large(kind, context, levels);
        }
    }

    /// Counts those that were counted as smaller ones again.
    #[cold]
    fn add_large(&mut self, kind: Kind, context: u8, levels: &Levels) {
        for (place, level) in levels.to_array().into_iter().enumerate() {
            let token = tokens::of(level.unsigned_abs());
            if token > tokens::of(MOST_SIZE.into()) {
                let context = if place == kind.first() {
                    context
                } else {
                    levels.steps[place]
                };
                let (band, context) = (tokens::band(place), usize::from(context >> 4) % CONTEXTS);
                self.large[kind as usize][band][context][token] += 1;
                self.steps[kind as usize][band][context << 4 | usize::from(MOST_SIZE)] -= 1;
            }
        }
    }

    /// By context and token.
    fn tokens(&self, kind: usize, band: usize) -> [[u32; TOKENS]; CONTEXTS] {
        let mut counts = self.large[kind][band];
        for (counts, steps) in counts
            .iter_mut()
            .zip(self.steps[kind][band].as_chunks::<16>().0)
        {
            for (size, count) in steps.iter().enumerate() {
                let token = if size == END.into() {
                    tokens::END
                } else {
                    tokens::of(size as u16)
                };
                counts[token] += count;
            }
        }
        counts
    }

    /// The probabilities that are worth being told, and the others as they are by default.
    pub(crate) fn probabilities(&self) -> Probabilities {
        let mut probabilities = DEFAULT_PROBABILITIES;
        for (kind, probabilities) in probabilities.iter_mut().enumerate() {
            for (band, probabilities) in probabilities.iter_mut().enumerate() {
                let counts = self.tokens(kind, band);
                for (context, probabilities) in probabilities.iter_mut().enumerate() {
                    let updates = &UPDATE_PROBABILITIES[kind][band][context];
                    let branches = branches(&counts, context).into_iter().zip(updates);
                    for (probability, (taken, update)) in probabilities.iter_mut().zip(branches) {
                        *probability = worthwhile(*probability, *update, taken);
                    }
                }
            }
        }
        probabilities
    }
}

/// How often each branch was not taken, and taken, in a context of the RFC.
fn branches(counts: &[[u32; TOKENS]; CONTEXTS], number: usize) -> [[u32; 2]; 11] {
    let mut branches = [[0; 2]; 11];
    for (context, counts) in counts.iter().enumerate() {
        if tokens::number_of(context) != number {
            continue;
        }
        for (path, &count) in tokens::PATHS.iter().zip(counts) {
            let skipped = usize::from(context == tokens::AFTER_ZERO);
            for &(branch, yes) in path.iter().skip(skipped) {
                branches[branch][usize::from(yes)] += count;
            }
        }
    }
    branches
}

/// The probability that fits, if it saves more than telling it costs.
fn worthwhile(old: u8, update: u8, [no, yes]: [u32; 2]) -> u8 {
    let total = u64::from(no) + u64::from(yes);
    if total == 0 {
        return old;
    }
    let new = ((u64::from(no) * 256 + total / 2) / total).clamp(1, 255) as u8;
    let cost = |probability| {
        u64::from(no) * u64::from(rate::of(false, probability))
            + u64::from(yes) * u64::from(rate::of(true, probability))
    };
    let telling =
        u64::from(rate::of(true, update) + 8 * 256).saturating_sub(rate::of(false, update).into());
    if cost(new) + telling < cost(old) {
        new
    } else {
        old
    }
}

/// The levels of all blocks that have some.
pub(crate) struct Residuals {
    /// How many levels each block has up to its last one, in the macroblocks that have any.
    counts: Vec<u8>,
    levels: Vec<i16>,
    pub(crate) statistics: Statistics,
}

impl Residuals {
    pub(crate) fn new() -> Self {
        Self {
            counts: Vec::new(),
            levels: Vec::new(),
            statistics: Statistics::new(),
        }
    }

    /// Keeps the blocks of one macroblock, which are in their order.
    #[inline(always)]
    pub(crate) fn push<'a>(
        &mut self,
        has_dc: bool,
        above: &mut Edge,
        left: &mut Edge,
        blocks: impl IntoIterator<Item = &'a Levels>,
    ) {
        let mut blocks = blocks.into_iter();
        walk(has_dc, above, left, |kind, context| {
            let Some(levels) = blocks.next() else {
                return false;
            };
            self.statistics.add(kind, context, levels);
            let count = if usize::from(levels.count) > kind.first() {
                levels.count
            } else {
                0
            };
            self.counts.push(count);
            if count > 0 {
                // All of them, and then fewer: copying what always has the same length takes least.
                let end = self.levels.len() + usize::from(count);
                self.levels.extend_from_slice(&levels.to_array());
                self.levels.truncate(end);
            }
            count > 0
        });
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            counts: self.counts.iter(),
            levels: &self.levels,
        }
    }
}

/// Gives the blocks back in their order.
pub(crate) struct Reader<'a> {
    counts: std::slice::Iter<'a, u8>,
    levels: &'a [i16],
}

impl Reader<'_> {
    /// Writes the blocks of the next macroblock.
    pub(crate) fn write(
        &mut self,
        writer: &mut BoolWriter,
        places: &Places,
        has_dc: bool,
        (above, left): (&mut Edge, &mut Edge),
    ) {
        walk(has_dc, above, left, |kind, context| {
            let count = usize::from(self.counts.next().copied().unwrap_or(0));
            let (levels, rest) = self.levels.split_at_checked(count).unwrap_or_default();
            self.levels = rest;
            places.write(writer, kind, context, levels);
            !levels.is_empty()
        });
    }
}
