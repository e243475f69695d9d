//! What things cost in the bitstream, in 256ths of a bit.

use crate::predict::Mode;
use crate::predict4::WAYS;
use crate::quantizer::Levels;
use crate::tables::{Probabilities, SUBBLOCK_MODE_PROBABILITIES};
use crate::tokens::{self, CONTEXTS, Kind};

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

/// What levels cost, by kind, place, context and size. The last size is the end of the block.
pub(crate) struct Rates([[[[u16; 16]; CONTEXTS]; 16]; 4]);

/// The first size that has no place in `Rates`.
const LARGE: u8 = 15;

impl Rates {
    pub(crate) fn new(probabilities: &Probabilities) -> Self {
        let mut rates = Self([[[[0; 16]; CONTEXTS]; 16]; 4]);
        for (rates, probabilities) in rates.0.iter_mut().zip(probabilities) {
            for (place, rates) in rates.iter_mut().enumerate() {
                let probabilities = &probabilities[tokens::band(place)];
                for (context, rates) in rates.iter_mut().enumerate() {
                    let after_zero = context == tokens::AFTER_ZERO;
                    let probabilities = &probabilities[if after_zero { 0 } else { context }];
                    let of_tokens = tokens::PATHS.map(|path| {
                        let branches = path.iter().skip(usize::from(after_zero));
                        branches
                            .map(|&(branch, yes)| of(yes, probabilities[branch]) as u16)
                            .sum::<u16>()
                    });
                    for (size, rate) in rates.iter_mut().enumerate() {
                        *rate = of_tokens[tokens::of(size as u16)] + OF_REST[size];
                    }
                    rates[usize::from(LARGE)] = of_tokens[tokens::END];
                }
            }
        }
        rates
    }

    /// Of all tokens of a block.
    #[inline(always)]
    pub(crate) fn of_block(&self, kind: Kind, context: usize, levels: &Levels) -> u32 {
        let rates = &self.0[kind as usize];
        let mut sum = 0;
        let mut context = context % CONTEXTS;
        let first = kind.first();
        let count = usize::from(levels.count).max(first);
        for (rates, &size) in rates.iter().zip(&levels.sizes).take(count).skip(first) {
            let rates = &rates[context];
            sum += u32::from(rates[usize::from(size.min(LARGE - 1))]);
            if size >= LARGE {
                // What it costs more than the largest one that is known.
                sum +=
                    u32::from(OF_REST[usize::from(size.min(67))].saturating_sub(OF_REST[14])) + 256;
            }
            context = tokens::next_context(size.into());
        }
        match rates.get(count) {
            Some(rates) => sum + u32::from(rates[context][usize::from(LARGE)]),
            None => sum,
        }
    }
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
