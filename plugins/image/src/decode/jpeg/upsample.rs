//! Samples of a component between those that are stored, as libjpeg finds them: by a triangle filter at half
//! resolution, else by repetition.

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
            Self::Across => {
                let samples = near.iter().map(|sample| u16::from(*sample));
                interpolate(&with_ends(samples, near.len()), [1, 2], 2, full);
            }
            Self::Down => {
                let bias = 1 + (y % 2) as u16;
                for ((full, near), far) in full.iter_mut().zip(near).zip(far) {
                    *full = ((u16::from(*near) * 3 + u16::from(*far) + bias) >> 2) as u8;
                }
            }
            Self::Both => {
                let pairs = near.iter().zip(far);
                let sums = pairs.map(|(near, far)| u16::from(*near) * 3 + u16::from(*far));
                interpolate(&with_ends(sums, near.len()), [8, 7], 4, full);
            }
            Self::Repeat(across, _) => {
                for (full, near) in full.chunks_mut(across).zip(near) {
                    full.fill(*near);
                }
            }
        }
    }
}

/// Between two samples of a row lie two pixels, each three parts of the nearer and one of the farther. `sums` are the
/// samples, the first and the last of them twice; `bits` are what their weights come to, `biases` what is added to the left and the
/// right pixel before these are taken off.
fn interpolate(sums: &[u16], biases: [u16; 2], bits: u32, full: &mut [u8]) {
    let mix = |near: u16, far: u16, bias: u16| (near * 3 + far + bias) >> bits;
    let (pairs, odd) = full.as_chunks_mut::<2>();
    let around = sums.iter().zip(&sums[1..]).zip(&sums[2..]);
    for (pair, ((before, here), after)) in pairs.iter_mut().zip(around) {
        let left = mix(*here, *before, biases[0]);
        let right = mix(*here, *after, biases[1]);
        *pair = (left | right << 8).to_le_bytes();
    }
    if let ([odd], [.., before, here, _]) = (odd, sums) {
        *odd = mix(*here, *before, biases[0]) as u8;
    }
}

/// With the first and the last of them twice.
fn with_ends(sums: impl Iterator<Item = u16> + Clone, count: usize) -> Vec<u16> {
    let mut all = Vec::with_capacity(count + 2);
    all.extend(sums.clone().take(1));
    all.extend(sums);
    all.extend(all.last().copied());
    all
}
