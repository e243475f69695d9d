//! What things cost in the bitstream, in 256ths of a bit.

use crate::predict::Mode;
use crate::predict4::WAYS;
use crate::quantizer::{END, Levels, MOST_SIZE};
use crate::tables::{Probabilities, SUBBLOCK_MODE_PROBABILITIES};
use crate::tokens::{self, CONTEXTS, Kind, TOKENS};

/// What a no costs, by its likelihood of 256.
const OF_NO: [u16; 257] = {
    let mut costs = [0; 257];
    let mut at = 1;
    while at <= 256 {
        costs[at] = (8 * 256 - log2(at as u64)) as u16;
        at += 1;
    }
    costs[0] = costs[1];
    costs
};

/// In 256ths, rounded; bit by bit, by squaring.
const fn log2(number: u64) -> u32 {
    let mut whole = 0_u32;
    while number >> (whole + 1) > 0 {
        whole += 1;
    }
    let mut rest = (number << 30) >> whole;
    let mut log = whole;
    let mut bit = 0;
    while bit < 9 {
        rest = (rest * rest) >> 30;
        log <<= 1;
        if rest >= 2 << 30 {
            rest >>= 1;
            log += 1;
        }
        bit += 1;
    }
    log.div_ceil(2)
}

pub(crate) const fn of(yes: bool, probability: u8) -> u32 {
    OF_NO[if yes {
        256 - probability as usize
    } else {
        probability as usize
    }] as u32
}

/// What ways of predicting a tile cost, by the one above, the one to the left, and their own.
pub(crate) const OF_WAYS: [[[u16; WAYS]; WAYS]; WAYS] = {
    let mut costs = [[[0; WAYS]; WAYS]; WAYS];
    let mut at = 0;
    while at < WAYS * WAYS * WAYS {
        let (above, left, way) = (at / WAYS / WAYS, at / WAYS % WAYS, at % WAYS);
        let path = tokens::WAY_PATHS[way];
        let mut step = 0;
        while step < path.len() {
            let (branch, yes) = path[step];
            costs[above][left][way] +=
                of(yes, SUBBLOCK_MODE_PROBABILITIES[above][left][branch]) as u16;
            step += 1;
        }
        at += 1;
    }
    costs
};

const fn of_path(path: &[(u8, bool)]) -> u32 {
    let mut cost = 0;
    let mut at = 0;
    while at < path.len() {
        cost += of(path[at].1, path[at].0);
        at += 1;
    }
    cost
}

/// Of predicting a macroblock's luma as a whole.
pub(crate) const fn of_luma(mode: Mode) -> u32 {
    of_path(tokens::luma_path(mode))
}

/// Of predicting its tiles one by one, besides the way of each.
pub(crate) const OF_TILES: u32 = of_path(tokens::TILES_PATH);

pub(crate) const fn of_chroma(mode: Mode) -> u32 {
    of_path(tokens::chroma_path(mode))
}

/// What a level costs besides its token: its sign, and which one of the token's it is.
const OF_REST: [u16; 68] = {
    let mut costs = [0; 68];
    let mut level = 1;
    while level < 68 {
        let (extra, base) = tokens::extra(tokens::of(level));
        let mut cost = 256;
        let mut at = 0;
        while at < extra.len() {
            let bit = (level - base) >> (extra.len() - 1 - at) & 1;
            cost += of(bit == 1, extra[at]);
            at += 1;
        }
        costs[level as usize] = cost as u16;
        level += 1;
    }
    costs
};

/// What levels cost, by kind, place and [`Levels::steps`].
pub(crate) struct Rates([[[u16; 16 * CONTEXTS]; 16]; 4]);

impl Rates {
    pub(crate) fn new(probabilities: &Probabilities) -> Self {
        let mut rates = Self([[[0; 16 * CONTEXTS]; 16]; 4]);
        for (rates, probabilities) in rates.0.iter_mut().zip(probabilities) {
            for (place, rates) in rates.iter_mut().enumerate() {
                let probabilities = &probabilities[tokens::band(place)];
                for (context, rates) in rates.as_chunks_mut::<16>().0.iter_mut().enumerate() {
                    let probabilities = &probabilities[tokens::number_of(context)];
                    let of_tokens = of_tokens(probabilities, context == tokens::AFTER_ZERO);
                    for (size, rate) in rates.iter_mut().enumerate() {
                        *rate = of_tokens[tokens::of(size as u16)] + OF_REST[size];
                    }
                    rates[usize::from(END)] = of_tokens[tokens::END];
                }
            }
        }
        rates
    }

    /// Of all tokens of a block, of which so many neighbours have levels.
    #[inline(always)]
    pub(crate) fn of_block(&self, kind: Kind, neighbours: usize, levels: &Levels) -> u32 {
        let rates = &self.0[kind as usize];
        let at = |place: usize, step: u8| {
            u32::from(rates[place % 16][usize::from(step) % (16 * CONTEXTS)])
        };
        let first = kind.first();
        let context = (tokens::first_context(neighbours) as u8) << 4;
        let count = usize::from(levels.count);
        if count <= first {
            return at(first, context | END);
        }
        let mut sum = at(first, context | levels.steps[first]);
        for place in first + 1..count {
            sum += at(place, levels.steps[place % 16]);
        }
        if let Some(step) = levels.steps.get(count) {
            sum += at(count, step | END);
        }
        if levels.has_large {
            sum + of_large(levels)
        } else {
            sum
        }
    }
}

fn of_tokens(probabilities: &[u8; 11], after_zero: bool) -> [u16; TOKENS] {
    tokens::PATHS.map(|path| {
        let branches = path.iter().skip(usize::from(after_zero));
        branches
            .map(|&(branch, yes)| of(yes, probabilities[branch]) as u16)
            .sum()
    })
}

/// What levels take besides what the largest one that is known takes, roughly.
#[cold]
fn of_large(levels: &Levels) -> u32 {
    let largest = OF_REST[usize::from(MOST_SIZE)];
    let sizes = levels
        .to_array()
        .map(|level| usize::from(level.unsigned_abs()));
    let large = sizes.into_iter().filter(|&size| size > MOST_SIZE.into());
    large
        .map(|size| u32::from(OF_REST[size.min(67)].saturating_sub(largest)) + 256)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_a_logarithm() {
        for probability in 1..=255_u8 {
            let exact = -(f64::from(probability) / 256.0).log2() * 256.0;
            assert!((f64::from(of(false, probability)) - exact).abs() <= 1.0);
        }
        assert_eq!((of(false, 128), of(true, 128)), (256, 256));
    }
}
