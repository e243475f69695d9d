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
            Self::Across => across(near, full),
            Self::Down => {
                let bias = 1 + (y % 2) as u16;
                for ((full, near), far) in full.iter_mut().zip(near).zip(far) {
                    *full = ((u16::from(*near) * 3 + u16::from(*far) + bias) >> 2) as u8;
                }
            }
            Self::Both => both(near, far, full),
            Self::Repeat(across, _) => {
                for (full, near) in full.chunks_mut(across).zip(near) {
                    full.fill(*near);
                }
            }
        }
    }
}

fn across(near: &[u8], full: &mut [u8]) {
    let at = |index: usize| u16::from(near[index]);
    let last = near.len() - 1;
    let (pairs, odd) = full.as_chunks_mut::<2>();
    if let Some([left, right]) = pairs.first_mut() {
        *left = near[0];
        *right = ((at(0) * 3 + at(1) + 2) >> 2) as u8;
    }
    for (pair, around) in pairs.iter_mut().skip(1).zip(near.windows(3)) {
        let [before, here, after] = [around[0], around[1], around[2]].map(u16::from);
        *pair = [
            ((here * 3 + before + 1) >> 2) as u8,
            ((here * 3 + after + 2) >> 2) as u8,
        ];
    }
    // The last sample, of which the picture may have one pixel only.
    let end = [((at(last) * 3 + at(last - 1) + 1) >> 2) as u8, near[last]];
    match (odd, pairs.last_mut()) {
        ([odd], _) => *odd = end[0],
        (_, Some(pair)) => *pair = end,
        _ => {}
    }
}

fn both(near: &[u8], far: &[u8], full: &mut [u8]) {
    let sum = |index: usize| u16::from(near[index]) * 3 + u16::from(far[index]);
    let last = near.len() - 1;
    let (pairs, odd) = full.as_chunks_mut::<2>();
    if let Some([left, right]) = pairs.first_mut() {
        *left = ((sum(0) * 4 + 8) >> 4) as u8;
        *right = ((sum(0) * 3 + sum(1) + 7) >> 4) as u8;
    }
    let rows = near.windows(3).zip(far.windows(3));
    for (pair, (near, far)) in pairs.iter_mut().skip(1).zip(rows) {
        let [before, here, after]: [u16; 3] =
            std::array::from_fn(|at| u16::from(near[at]) * 3 + u16::from(far[at]));
        *pair = [
            ((here * 3 + before + 8) >> 4) as u8,
            ((here * 3 + after + 7) >> 4) as u8,
        ];
    }
    let end = [
        ((sum(last) * 3 + sum(last - 1) + 8) >> 4) as u8,
        ((sum(last) * 4 + 7) >> 4) as u8,
    ];
    match (odd, pairs.last_mut()) {
        ([odd], _) => *odd = end[0],
        (_, Some(pair)) => *pair = end,
        _ => {}
    }
}
