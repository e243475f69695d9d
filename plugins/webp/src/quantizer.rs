//! From frequencies to levels and back (sections 9.6 and 14.1).

use crate::tables::{AC_STEPS, DC_STEPS};
use crate::transform::Block;

/// The quantiser's index for a quality: 127 · (1 − ∛q), where q follows libwebp's curve.
#[rustfmt::skip]
const INDEX_OF_QUALITY: [u8; 101] = [
    127, 103, 96, 92, 89, 86, 83, 81, 79, 77, 75, 73, 72, 70, 69, 68, 66, 65, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51,
    51, 50, 49, 48, 48, 47, 46, 45, 45, 44, 43, 43, 42, 41, 41, 40, 40, 39, 38, 38, 37, 37, 36, 36, 35, 35, 34, 33, 33, 32, 32, 31,
    31, 30, 30, 29, 29, 28, 28, 28, 27, 27, 26, 26, 24, 23, 22, 21, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
    3, 2, 1, 0, 0,
];

/// Where each level of the bitstream's order is in a block (section 13).
pub(crate) const ZIGZAG: [u8; 16] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

/// The largest level that a token can say.
const MOST_LEVEL: u32 = 2047;

/// Bits after the point of a step's inverse.
const PRECISION: u32 = 17;

/// How a block of one kind is quantised. All is in the order of the block, not of the bitstream.
pub(crate) struct Quantizer {
    steps: [i16; 16],
    inverses: [u32; 16],
    /// What is added before rounding down.
    biases: [u32; 16],
}

/// Levels in the order of the bitstream.
#[derive(Clone, Copy, Default)]
pub(crate) struct Levels {
    pub(crate) levels: [i16; 16],
    /// How many there are up to the last one that is not 0.
    pub(crate) count: u8,
}

impl Quantizer {
    /// Rounds up from `dc_bias` and `ac_bias` on, in 256ths.
    fn new(dc: u16, ac: u16, dc_bias: u32, ac_bias: u32) -> Self {
        let by_place = |dc: u32, ac: u32| std::array::from_fn(|at| if at == 0 { dc } else { ac });
        let steps = by_place(dc.into(), ac.into());
        let biases = by_place(dc_bias, ac_bias);
        Self {
            steps: steps.map(|step: u32| step as i16),
            inverses: steps.map(|step| (1 << PRECISION) / step),
            biases: biases.map(|bias| bias << (PRECISION - 8)),
        }
    }

    /// The levels from `first` on, and what `block` becomes by them; before `first` it stays.
    #[inline(always)]
    pub(crate) fn quantized(&self, block: &mut Block, first: usize) -> Levels {
        let mut levels = Levels::default();
        for (place, (&at, level)) in ZIGZAG
            .iter()
            .zip(&mut levels.levels)
            .enumerate()
            .skip(first)
        {
            let at = usize::from(at);
            let number = block[at];
            let size = (u32::from(number.unsigned_abs()) * self.inverses[at] + self.biases[at])
                >> PRECISION;
            let size = size.min(MOST_LEVEL) as i16;
            *level = if number < 0 { -size } else { size };
            block[at] = *level * self.steps[at];
            if size != 0 {
                levels.count = place as u8 + 1;
            }
        }
        levels
    }
}

/// One for each kind of block, and what a bit is worth.
pub(crate) struct Quantizers {
    pub(crate) luma: Quantizer,
    pub(crate) luma_dc: Quantizer,
    pub(crate) chroma: Quantizer,
    pub(crate) index: u8,
    pub(crate) filter_level: u8,
    /// The squared error that a 256th of a bit is worth, in 65536ths.
    pub(crate) lambda: u64,
    /// The activity that a bit is worth.
    pub(crate) mode_lambda: u32,
}

impl Quantizers {
    pub(crate) fn new(quality: u8) -> Self {
        let index = INDEX_OF_QUALITY
            .get(usize::from(quality))
            .copied()
            .unwrap_or(0);
        let dc = u16::from(DC_STEPS[usize::from(index) % 128]);
        let ac = AC_STEPS[usize::from(index) % 128];
        let step = u64::from(ac);
        Self {
            luma: Quantizer::new(dc, ac, 96, 110),
            luma_dc: Quantizer::new(2 * dc, (ac * 155 / 100).max(8), 96, 108),
            chroma: Quantizer::new(dc.min(132), ac, 110, 115),
            index,
            filter_level: 0,
            lambda: 6 * step * step,
            mode_lambda: u32::from(ac),
        }
    }

    /// How the index differs for luma's lowest frequencies, those of them, and chroma.
    pub(crate) fn deltas(&self) -> [i8; 5] {
        [0; 5]
    }
}
