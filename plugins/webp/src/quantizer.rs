//! From frequencies to levels and back (sections 9.6 and 14.1).

use crate::tables::{AC_STEPS, DC_STEPS};
use crate::transform::{self, Block};
use lanes::{Bytes, Eight};

/// The quantiser's index for a quality: 127 · (1 − ∛q), where q follows libwebp's curve; and one less from 89 to 97, where libwebp
/// gives more to the larger part of most pictures.
#[rustfmt::skip]
const INDEX_OF_QUALITY: [u8; 101] = [
    127, 103, 96, 92, 89, 86, 83, 81, 79, 77, 75, 73, 72, 70, 69, 68, 66, 65, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51,
    51, 50, 49, 48, 48, 47, 46, 45, 45, 44, 43, 43, 42, 41, 41, 40, 40, 39, 38, 38, 37, 37, 36, 36, 35, 35, 34, 33, 33, 32, 32, 31,
    31, 30, 30, 29, 29, 28, 28, 28, 27, 27, 26, 26, 24, 23, 22, 21, 19, 18, 17, 16, 15, 14, 13, 12, 11, 9, 8, 7, 6, 5, 4, 3,
    2, 1, 1, 0, 0,
];

/// How a block of one kind is quantised.
#[derive(Clone, Copy)]
pub(crate) struct Quantizer {
    steps: Block,
    /// What numbers are multiplied by first, so that what follows is exact enough.
    scale: Eight,
    /// In 32768ths.
    inverses: Block,
    /// What is taken off before dividing to the nearest level, for numbers up to `limits`, and above.
    dead: Block,
    dead_above: Block,
    limits: Block,
}

/// Levels in the order of the bitstream (section 13).
#[derive(Clone, Copy)]
pub(crate) struct Levels {
    levels: Block,
    /// What is counted, and looked up, of each level: its size, up to `MOST_SIZE`; and in the upper four bits what precedes it,
    /// as `tokens::CONTEXTS` has it. The first one's is to be added.
    pub(crate) steps: [u8; 16],
    /// How many there are up to the last one that is not 0.
    pub(crate) count: u8,
    /// Whether any is above `MOST_SIZE`.
    pub(crate) has_large: bool,
}

/// The largest size of a level that is told from others. Place 15 is for the end of a block.
pub(crate) const MOST_SIZE: u8 = 14;
pub(crate) const END: u8 = 15;

impl Levels {
    pub(crate) fn none() -> Self {
        Self {
            levels: [Eight::all(0); 2],
            steps: [0; 16],
            count: 0,
            has_large: false,
        }
    }

    /// Of sizes that are not negative, and the same with signs.
    #[inline(always)]
    fn new(sizes: Block, levels: Block) -> Self {
        let [first, second] = Eight::zigzag(sizes);
        let sizes = Bytes::of(first, second);
        let known = sizes.least(Bytes::all(MOST_SIZE));
        let contexts = known.least(Bytes::all(2));
        let before =
            contexts.picked::<16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14>(Bytes::all(0));
        Self {
            levels: Eight::zigzag(levels),
            steps: before.in_upper_half().xor(known).to_array(),
            count: 16 - sizes.filled().leading_zeros() as u8,
            has_large: sizes.xor(known).filled() != 0,
        }
    }

    #[inline(always)]
    pub(crate) fn to_array(self) -> [i16; 16] {
        transform::numbers(self.levels)
    }
}

/// Where levels above 1 are rounded up from, in 256ths. They cost hardly more than the ones below them; the first one does.
const BIAS_ABOVE: u16 = 126;

impl Quantizer {
    /// Of steps, and where the first level begins, in 256ths from the end of its step.
    fn new((dc, dc_bias): (u16, u16), (ac, ac_bias): (u16, u16)) -> Self {
        let by_place = |[dc, ac]: [u16; 2]| {
            transform::block(&std::array::from_fn(
                |at| if at == 0 { dc } else { ac } as i16,
            ))
        };
        // No number is above 2040, or 16320 where no step is below 8: there is room for this.
        let scale = match dc.min(ac) {
            0..8 => 8,
            8..32 => 2,
            _ => 1,
        };
        let steps = [dc * scale, ac * scale];
        let dead = |step: u16, bias: u16| (u32::from(step) * u32::from(128 - bias) / 256) as u16;
        Self {
            steps: by_place([dc, ac]),
            scale: Eight::all(scale as i16),
            inverses: by_place(steps.map(|step| (32_768 + step / 2) / step)),
            dead: by_place([dead(steps[0], dc_bias), dead(steps[1], ac_bias)]),
            dead_above: by_place(steps.map(|step| dead(step, BIAS_ABOVE))),
            limits: by_place(steps.map(|step| step * 3 / 2)),
        }
    }

    /// The same, but the lowest frequency always becomes 0.
    fn without_dc(mut self) -> Self {
        let all_but_first = transform::block(&std::array::from_fn(|at| i16::from(at > 0)));
        self.inverses = [0, 1].map(|half| self.inverses[half].times(all_but_first[half]));
        self
    }

    /// The levels, and what `block` becomes by them.
    #[inline(always)]
    pub(crate) fn quantized(&self, block: Block) -> (Levels, Block) {
        let sizes = [0, 1].map(|half| {
            let number = block[half].size().times(self.scale);
            let dead =
                self.dead[half].unless_above(number, self.limits[half], self.dead_above[half]);
            number.down_to_zero(dead).scaled(self.inverses[half])
        });
        let levels = [0, 1].map(|half| sizes[half].signed_as(block[half]));
        let made = Levels::new(sizes, levels);
        (
            made,
            [0, 1].map(|half| levels[half].times(self.steps[half])),
        )
    }
}

/// One for each kind of block, and what a bit is worth.
pub(crate) struct Quantizers {
    pub(crate) luma: Quantizer,
    /// Luma whose lowest frequencies are elsewhere.
    pub(crate) luma_rest: Quantizer,
    pub(crate) luma_dc: Quantizer,
    pub(crate) chroma: Quantizer,
    pub(crate) index: u8,
    /// How much less the index is for chroma's lowest frequency, where a step is seen most and finer ones cost least.
    pub(crate) chroma_dc_less: u8,
    pub(crate) filter_level: u8,
    /// The squared error that a 256th of a bit is worth, in 65536ths.
    pub(crate) lambda: u64,
    /// The activity that four bits are worth.
    pub(crate) mode_lambda: u32,
}

impl Quantizers {
    pub(crate) fn new(quality: u8) -> Self {
        let index = INDEX_OF_QUALITY
            .get(usize::from(quality))
            .copied()
            .unwrap_or(0);
        let chroma_dc_less = (3 + u16::from(index) * 9 / 32).min(15) as u8;
        let dc_step = |index: u8| u16::from(DC_STEPS[usize::from(index) % 128]);
        let dc = dc_step(index);
        let ac = AC_STEPS[usize::from(index) % 128];
        let chroma_dc = dc_step(index.saturating_sub(chroma_dc_less)).min(132);
        // The biases, the filter and what a bit is worth were found by trying.
        let luma = Quantizer::new((dc, 96), (ac, 96));
        Self {
            luma,
            luma_rest: luma.without_dc(),
            luma_dc: Quantizer::new((2 * dc, 96), ((ac * 155 / 100).max(8), 108)),
            chroma: Quantizer::new((chroma_dc, 128), (ac, 115)),
            index,
            chroma_dc_less,
            filter_level: (ac / 4 * 75 / 64).min(63) as u8,
            lambda: 6 * u64::from(ac) * u64::from(ac),
            mode_lambda: ac.into(),
        }
    }
}
