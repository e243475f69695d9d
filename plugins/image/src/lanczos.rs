//! Pillow's `convert('L').resize((32, 32), LANCZOS)`, bit for bit, of a picture that flows by.
//!
//! Pillow works in 8-bit samples and 22-bit fixed point: along one axis first, rounded to 8 bits, then along the
//! other. Which one is first shows in the last bit: Pillow 13 begins with the columns where a picture is shrunk more along
//! them than along its rows (older ones always begin with the rows). Sums of integers do not depend on their order, so neither a picture that is turned
//! on the way nor one that is never held as a whole gives another result.

use crate::orientation::Orientation;
use crate::rows::{Row, Rows};

/// The edge of the result, in pixels.
pub(crate) const EDGE: usize = 32;
/// Bits after the point: Pillow's `PRECISION_BITS`, 32 less 8 for the sample and 2 for overshoot.
const PRECISION: u32 = 22;
const HALF: i32 = 1 << (PRECISION - 1);
/// Lobes on each side of the kernel.
const SUPPORT: f64 = 3.0;

/// What one pixel of the result is made of: where its samples start as stored, and their weights.
struct Window {
    start: usize,
    weights: Vec<i32>,
}

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
        Self { start, weights }
    }

    /// The result, of all samples.
    fn apply(&self, samples: &[u8]) -> u8 {
        let samples = &samples[self.start..];
        let pairs = samples.iter().zip(&self.weights);
        let sum: i32 = pairs
            .map(|(sample, weight)| i32::from(*sample) * weight)
            .sum();
        rounded(sum)
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

/// Takes the rows of a picture.
pub(crate) struct Lanczos {
    /// Whether the upright picture's rows are the stored one's columns.
    transpose: bool,
    /// Whether the pass from row to row is the first one.
    down_first: bool,
    /// Along the rows as stored, and from row to row.
    across: Vec<Window>,
    down: Vec<Window>,
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
            luma: vec![0; width],
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
        to_luma(row, &mut luma);
        let across = std::mem::take(&mut self.across);
        let transpose = self.transpose;
        let place = |down: usize, across: usize| match transpose {
            true => (across, down),
            false => (down, across),
        };
        if self.down_first {
            self.add(&luma, |small, down, sums| {
                let column: Vec<u8> = sums.iter().map(|sum| rounded(*sum)).collect();
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
    let pixels = red.iter().zip(green).zip(blue);
    for (luma, ((red, green), blue)) in luma.iter_mut().zip(pixels) {
        let (red, green, blue) = (u32::from(*red), u32::from(*green), u32::from(*blue));
        *luma = ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16) as u8;
    }
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
