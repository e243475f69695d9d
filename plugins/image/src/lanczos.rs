//! Pillow's `convert('L').resize((32, 32), LANCZOS)`, bit for bit, of a picture that flows by.
//!
//! Pillow works in 8-bit samples and 22-bit fixed point: along one axis first, rounded to 8 bits, then along the
//! other. Which one is first shows in the last bit: Pillow 13 begins with the columns where a picture is shrunk more along
//! them than along its rows (older ones always begin with the rows). Sums of integers do not depend on their order, so neither a picture that is turned
//! on the way nor one that is never held as a whole gives another result.

use crate::orientation::Orientation;
use crate::rows::{Row, Rows};
use lanes::{Eight, Four, by_eights};

/// The edge of the result, in pixels.
pub(crate) const EDGE: usize = 32;
/// Bits after the point: Pillow's `PRECISION_BITS`, 32 less 8 for the sample and 2 for overshoot.
const PRECISION: u32 = 22;
const HALF: i32 = 1 << (PRECISION - 1);
/// How many samples a window may read beyond its last one.
const PADDING: usize = 7;
/// Lobes on each side of the kernel.
const SUPPORT: f64 = 3.0;

/// What one pixel of the result is made of: where its samples start as stored, and their weights.
struct Window {
    start: usize,
    weights: Vec<i32>,
    /// The weights, eight by eight: their low 16 bits as a number with a sign,
    low: Vec<Eight>,
    /// and what is above those, from the first eight to the last that have anything there. Most have nothing.
    high: Vec<Eight>,
    high_from: usize,
}

/// Bits of the low part of a weight.
const LOW: u32 = 16;

impl Window {
    /// One for each pixel of the result, over `size` samples that are stored from the end where `is_flipped`.
    fn all(size: usize, is_flipped: bool) -> Vec<Self> {
        (0..EDGE)
            .map(|index| Self::new(size, is_flipped, index))
            .collect()
    }

    /// Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc`.
    fn new(size: usize, is_flipped: bool, index: usize) -> Self {
        let scale = size as f64 / EDGE as f64;
        let stretch = scale.max(1.0);
        let support = SUPPORT * stretch;
        let center = (index as f64 + 0.5) * scale;
        let start = (center - support + 0.5).max(0.0) as usize;
        let end = ((center + support + 0.5) as usize).min(size);
        let exact: Vec<f64> = (start..end)
            .map(|at| lanczos((at as f64 - center + 0.5) * (1.0 / stretch)))
            .collect();
        let sum: f64 = exact.iter().sum();
        let fixed = |weight: f64| {
            let weight = if sum == 0.0 { weight } else { weight / sum };
            let scaled = weight * f64::from(1 << PRECISION);
            (if scaled < 0.0 {
                scaled - 0.5
            } else {
                scaled + 0.5
            }) as i32
        };
        let mut weights: Vec<i32> = exact.into_iter().map(fixed).collect();
        if is_flipped {
            weights.reverse();
        }
        let start = if is_flipped { size - end } else { start };
        let eights = |of: fn(i32) -> i16| weights.chunks(8).map(move |weights| eight(weights, of));
        let high: Vec<Eight> = eights(high).collect();
        let is_needed = |eight: &Eight| eight.to_array() != [0; 8];
        let high_from = high.iter().position(is_needed).unwrap_or(0);
        let high_to = high.iter().rposition(is_needed).map_or(0, |last| last + 1);
        Self {
            start,
            low: eights(|weight| weight as i16).collect(),
            high: high[high_from..high_to].to_vec(),
            high_from,
            weights,
        }
    }

    /// The result, of all samples and at least [`PADDING`] that do not matter.
    fn apply(&self, samples: &[u8]) -> u8 {
        let (samples, _) = samples[self.start..].as_chunks();
        let low = weighted(samples, &self.low);
        let high = weighted(&samples[self.high_from..], &self.high);
        // Either may wrap, but the sum of all fits into 32 bits.
        rounded(high.wrapping_shl(LOW).wrapping_add(low))
    }

    /// The weight of the sample at `at`, if it has one.
    fn weight(&self, at: usize) -> Option<i32> {
        self.weights.get(at.checked_sub(self.start)?).copied()
    }

    /// Whether the sample at `at` is its last.
    fn ends_at(&self, at: usize) -> bool {
        at + 1 == self.start + self.weights.len()
    }
}

fn weighted(samples: &[[u8; 8]], weights: &[Eight]) -> i32 {
    let product = |samples: &[u8; 8], weights: &Eight| Eight::of_bytes(samples).dot(*weights);
    let (many, few) = weights.as_chunks::<4>();
    let (many_samples, _) = samples.as_chunks::<4>();
    let mut sum = Four::all(0);
    // The sandbox looks at the clock in each turn.
    for (samples, weights) in many_samples.iter().zip(many) {
        let products: [Four; 4] = std::array::from_fn(|at| product(&samples[at], &weights[at]));
        let [a, b, c, d] = products;
        sum = sum.plus(a.plus(b).plus(c.plus(d)));
    }
    for (samples, weights) in samples[many.len() * 4..].iter().zip(few) {
        sum = sum.plus(product(samples, weights));
    }
    sum.sum()
}

/// Up to eight weights; the others are 0.
fn eight(weights: &[i32], part: fn(i32) -> i16) -> Eight {
    let weight = |at: usize| weights.get(at).copied().unwrap_or(0);
    Eight::new(&std::array::from_fn(|at| part(weight(at))))
}

/// What is left of a weight without its low part.
fn high(weight: i32) -> i16 {
    ((weight - i32::from(weight as i16)) >> LOW) as i16
}

/// Takes the rows of a picture.
pub(crate) struct Lanczos {
    /// Whether the upright picture's rows are the stored one's columns.
    transpose: bool,
    /// Whether the pass from row to row is the first one.
    down_first: bool,
    /// Along the rows as stored, and from row to row.
    across: Vec<Window>,
    down: Vec<Window>,
    /// With [`PADDING`] behind it.
    luma: Vec<u8>,
    /// From row to row: a line of sums for each of the 32 results, as wide as the picture where this pass is the first,
    /// else as wide as the result.
    sums: Vec<Vec<i32>>,
    /// By the upright picture's rows.
    small: [[u8; EDGE]; EDGE],
    y: usize,
}

impl Lanczos {
    /// Of a picture that is stored with this size.
    pub(crate) fn new((width, height): (usize, usize), orientation: Orientation) -> Self {
        let upright = orientation.upright((width, height));
        let columns_first = upright.1.max(EDGE) > upright.0.max(EDGE);
        let down_first = orientation.transpose != columns_first;
        let line = if down_first { width } else { EDGE };
        Self {
            transpose: orientation.transpose,
            down_first,
            across: Window::all(width, orientation.flip_x),
            down: Window::all(height, orientation.flip_y),
            luma: vec![0; width + PADDING],
            sums: vec![vec![0; line]; EDGE],
            small: [[0; EDGE]; EDGE],
            y: 0,
        }
    }

    /// The small grey picture, upright.
    pub(crate) fn small(&self) -> &[[u8; EDGE]; EDGE] {
        &self.small
    }

    /// Adds a line to the sums of the results that this row is part of; those that it ends are handed to `done`.
    fn add(&mut self, line: &[u8], mut done: impl FnMut(&mut [[u8; EDGE]; EDGE], usize, &[i32])) {
        for (index, window) in self.down.iter().enumerate() {
            let Some(weight) = window.weight(self.y) else {
                continue;
            };
            let sums = &mut self.sums[index];
            for (sum, sample) in sums.iter_mut().zip(line) {
                *sum += i32::from(*sample) * weight;
            }
            if window.ends_at(self.y) {
                done(&mut self.small, index, sums);
            }
        }
    }
}

impl Rows for Lanczos {
    fn row(&mut self, row: Row<'_>) {
        let mut luma = std::mem::take(&mut self.luma);
        let width = row[0].len();
        to_luma(row, &mut luma[..width]);
        let across = std::mem::take(&mut self.across);
        let transpose = self.transpose;
        let place = |down: usize, across: usize| match transpose {
            true => (across, down),
            false => (down, across),
        };
        if self.down_first {
            self.add(&luma, |small, down, sums| {
                let column = sums.iter().map(|sum| rounded(*sum));
                let column: Vec<u8> = column.chain([0; PADDING]).collect();
                for (index, window) in across.iter().enumerate() {
                    let (y, x) = place(down, index);
                    small[y][x] = window.apply(&column);
                }
            });
        } else {
            let line: [u8; EDGE] = std::array::from_fn(|x| across[x].apply(&luma));
            self.add(&line, |small, down, sums| {
                for (index, sum) in sums.iter().enumerate() {
                    let (y, x) = place(down, index);
                    small[y][x] = rounded(*sum);
                }
            });
        }
        self.across = across;
        self.luma = luma;
        self.y += 1;
    }
}

/// Pillow's `L` of RGB: ITU-R 601-2 in 16-bit fixed point, rounded.
fn to_luma([red, green, blue]: Row<'_>, luma: &mut [u8]) {
    by_eights([red, green, blue], [luma], |[red, green, blue]| {
        // The factors add up to 1, so those of red and blue say how far it is from green to luma.
        let factors = Eight::new(&[19595, 7471, 19595, 7471, 19595, 7471, 19595, 7471]);
        let half = Four::all(0x8000);
        let from_green = red.minus(green).woven(blue.minus(green));
        let [low, high] = from_green.map(|pairs| pairs.dot(factors).plus(half).shifted(16));
        [green.plus(Eight::of(low, high))]
    });
}

fn rounded(sum: i32) -> u8 {
    ((sum + HALF) >> PRECISION).clamp(0, 255) as u8
}

/// Pillow's `lanczos_filter`: a truncated sinc.
fn lanczos(x: f64) -> f64 {
    match (-SUPPORT..SUPPORT).contains(&x) {
        true => sinc(x) * sinc(x / SUPPORT),
        false => 0.0,
    }
}

fn sinc(x: f64) -> f64 {
    if x == 0.0 {
        return 1.0;
    }
    let x = x * std::f64::consts::PI;
    x.sin() / x
}
