//! Samples of a component between those that are stored, as libjpeg finds them: by a triangle filter at half
//! resolution, else by repetition.

use lanes::{Bytes, Eight};

/// How a component becomes as wide and high as the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upsampling {
    None,
    /// Half as wide.
    Across,
    /// Half as high.
    Down,
    /// Half as wide and high.
    Both,
    /// Each sample this often, across and down.
    Repeat(usize, usize),
}

impl Upsampling {
    /// By how many samples there are to one of the component, and how many a row of it has.
    pub(super) fn of(across: usize, down: usize, width: usize) -> Self {
        match (across, down) {
            (1, 1) => Self::None,
            (2, 1) if width > 2 => Self::Across,
            (1, 2) => Self::Down,
            (2, 2) if width > 2 => Self::Both,
            (across, down) => Self::Repeat(across, down),
        }
    }

    /// For row `y` of the picture: the row of the component, and the one beside it that it is mixed with.
    pub(super) fn rows(self, y: usize, height: usize) -> (usize, usize) {
        let beside = |row: usize| match y % 2 {
            0 => row.saturating_sub(1),
            _ => (row + 1).min(height - 1),
        };
        match self {
            Self::None | Self::Across => (y, y),
            Self::Down | Self::Both => (y / 2, beside(y / 2)),
            Self::Repeat(_, down) => (y / down, y / down),
        }
    }

    /// Fills `full` from the two rows that [`Self::rows`] names, which have the component's width.
    pub(super) fn fill(self, y: usize, near: &[u8], far: &[u8], full: &mut [u8]) {
        match self {
            Self::None => full.copy_from_slice(&near[..full.len()]),
            Self::Across => interpolate(near, None, full),
            Self::Down => {
                let bias = 1 + (y % 2) as u16;
                for ((full, near), far) in full.iter_mut().zip(near).zip(far) {
                    *full = ((u16::from(*near) * 3 + u16::from(*far) + bias) >> 2) as u8;
                }
            }
            Self::Both => interpolate(near, Some(far), full),
            Self::Repeat(across, _) => {
                for (full, near) in full.chunks_mut(across).zip(near) {
                    full.fill(*near);
                }
            }
        }
    }
}

/// Between two samples of a row lie two pixels, each three parts of the nearer and one of the farther. Where rows are mixed as well,
/// a sample is three parts of the row that is near and one of the one that is far.
fn interpolate(near: &[u8], far: Option<&[u8]>, full: &mut [u8]) {
    let width = near.len();
    match far {
        None => {
            let sample = |at: usize| i16::from(near[at]);
            let eight = |at| Eight::at(near, at);
            fill_between(width, sample, eight, ([1, 2], 2), full);
        }
        Some(far) => {
            let sample = |at: usize| i16::from(near[at]) * 3 + i16::from(far[at]);
            let eight = |at| {
                let three = Eight::at(near, at).times(Eight::all(3));
                three.plus(Eight::at(far, at))
            };
            fill_between(width, sample, eight, ([8, 7], 4), full);
        }
    }
}

/// From a row of `width` samples, of which there is one and the eight from one on. `bits` are what the weights come to,
/// `biases` what is added to the left and the right pixel of two before these are taken off.
#[inline(always)]
fn fill_between(
    width: usize,
    sample: impl Fn(usize) -> i16,
    eight: impl Fn(usize) -> Eight,
    (biases, bits): ([i16; 2], u32),
    full: &mut [u8],
) {
    let pixel = |at: usize| {
        let here = at / 2;
        let (beside, bias) = match at % 2 {
            0 => (here.saturating_sub(1), biases[0]),
            _ => ((here + 1).min(width - 1), biases[1]),
        };
        ((sample(here) * 3 + sample(beside) + bias) >> bits) as u8
    };
    // The samples from the second on, eight at a time, where there is one behind them.
    let ends = 2.min(full.len());
    let (left, rest) = full.split_at_mut(ends);
    let (sixteens, _) = rest.as_chunks_mut::<16>();
    let whole = (width.saturating_sub(2) / 8).min(sixteens.len());
    for (number, pixels) in sixteens[..whole].iter_mut().enumerate() {
        let at = 1 + number * 8;
        let here = eight(at).times(Eight::all(3));
        let mixed = |beside: usize, bias: i16| {
            here.plus(eight(beside))
                .plus(Eight::all(bias))
                .shifted(bits)
        };
        let [low, high] = mixed(at - 1, biases[0]).woven(mixed(at + 1, biases[1]));
        *pixels = Bytes::of(low, high).to_array();
    }
    for (at, pixel_of) in left.iter_mut().enumerate() {
        *pixel_of = pixel(at);
    }
    for (at, pixel_of) in rest[whole * 16..].iter_mut().enumerate() {
        *pixel_of = pixel(2 + whole * 16 + at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// libjpeg's `h2v1_fancy_upsample` and `h2v2_fancy_upsample`, a pixel at a time.
    fn pixel(at: usize, near: &[u8], far: Option<&[u8]>) -> u8 {
        let sum = |at: usize| match far {
            None => u32::from(near[at]),
            Some(far) => u32::from(near[at]) * 3 + u32::from(far[at]),
        };
        let here = at / 2;
        let beside = match at % 2 {
            0 => here.saturating_sub(1),
            _ => (here + 1).min(near.len() - 1),
        };
        let mixed = 3 * sum(here) + sum(beside);
        let mean = match (far, at % 2) {
            (None, 0) => (mixed + 1) >> 2,
            (None, _) => (mixed + 2) >> 2,
            (Some(_), 0) => (mixed + 8) >> 4,
            (Some(_), _) => (mixed + 7) >> 4,
        };
        mean as u8
    }

    #[test]
    fn every_width_is_libjpegs() {
        for width in 3..90_usize {
            let row = |seed: usize| -> Vec<u8> {
                let count = width.div_ceil(2);
                (0..count).map(|at| (at * at * seed + at) as u8).collect()
            };
            let (near, far) = (row(37), row(101));
            for far in [None, Some(&far[..])] {
                let mut full = vec![0; width];
                interpolate(&near, far, &mut full);
                let exact: Vec<u8> = (0..width).map(|at| pixel(at, &near, far)).collect();
                assert_eq!(full, exact, "{width}");
            }
        }
    }
}
