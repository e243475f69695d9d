//! Predictions of single tiles (section 12.3).

use crate::predict::{Mode, true_motion};
use crate::tile::Tile;

/// The pixels around a tile: the left ones upwards, the corner, the eight above and to the right.
pub(crate) type Edge = [u8; 13];

/// How many ways there are to predict a tile. Their numbers are those of the RFC:
/// 0 the mean, 1 true motion, 2 down, 3 across, 4 down to the left, 5 down to the right, 6 to 9 between these.
pub(crate) const WAYS: usize = 10;

/// All predictions of one tile.
pub(crate) struct Predictions {
    edge: Edge,
    /// `TWO + n` is the mean of pixels n and n + 1, `THREE + n` of n - 1, twice n, and n + 1.
    smooth: [u8; 32],
}

const THREE: u8 = 16;

/// What each pixel of the ways from 2 on is, of `Predictions::smooth`. Entry `PLAIN` is the lowest pixel to the left as it is.
const PLAIN: u8 = 15;
#[rustfmt::skip]
const SOURCES: [[u8; 16]; 8] = {
    const T: u8 = THREE;
    const P: u8 = PLAIN;
    [
        [T+5, T+6, T+7, T+8,  T+5, T+6, T+7, T+8,  T+5, T+6, T+7, T+8,  T+5, T+6, T+7, T+8],
        [T+3, T+3, T+3, T+3,  T+2, T+2, T+2, T+2,  T+1, T+1, T+1, T+1,  T, T, T, T],
        [T+6, T+7, T+8, T+9,  T+7, T+8, T+9, T+10,  T+8, T+9, T+10, T+11,  T+9, T+10, T+11, T+12],
        [T+4, T+5, T+6, T+7,  T+3, T+4, T+5, T+6,  T+2, T+3, T+4, T+5,  T+1, T+2, T+3, T+4],
        [4, 5, 6, 7,  T+4, T+5, T+6, T+7,  T+3, 4, 5, 6,  T+2, T+4, T+5, T+6],
        [5, 6, 7, 8,  T+6, T+7, T+8, T+9,  6, 7, 8, T+10,  T+7, T+8, T+9, T+11],
        [3, T+4, T+5, T+6,  2, T+3, 3, T+4,  1, T+2, 2, T+3,  0, T+1, 1, T+2],
        [2, T+2, 1, T+1,  1, T+1, 0, T,  0, T, P, P,  P, P, P, P],
    ]
};

impl Predictions {
    #[inline(always)]
    pub(crate) fn new(edge: &Edge) -> Self {
        let at = |place: usize| u16::from(edge[place.min(12)]);
        let mut smooth = [0; 32];
        let (twos, threes) = smooth.split_at_mut(THREE.into());
        for (place, (two, three)) in twos.iter_mut().zip(threes).enumerate().take(13) {
            let (before, here, after) = (at(place.saturating_sub(1)), at(place), at(place + 1));
            *two = ((here + after + 1) >> 1) as u8;
            *three = ((before + 2 * here + after + 2) >> 2) as u8;
        }
        smooth[usize::from(PLAIN)] = edge[0];
        Self {
            edge: *edge,
            smooth,
        }
    }

    #[inline(always)]
    pub(crate) fn of(&self, way: usize) -> Tile {
        let [l3, l2, l1, l0, corner, a0, a1, a2, a3, ..] = self.edge;
        match way {
            0 => {
                let sum: u16 = [l3, l2, l1, l0, a0, a1, a2, a3]
                    .into_iter()
                    .map(u16::from)
                    .sum();
                [((sum + 4) >> 3) as u8; 16]
            }
            1 => true_motion([a0, a1, a2, a3], [l0, l1, l2, l3], corner),
            _ => match SOURCES.get(way - 2) {
                Some(sources) => sources.map(|source| self.smooth[usize::from(source) % 32]),
                None => [0; 16],
            },
        }
    }
}

/// What a macroblock that is predicted as a whole is taken for where its neighbours' tiles are predicted (section 11.3).
pub(crate) fn way_of(mode: Mode) -> u8 {
    match mode {
        Mode::Dc => 0,
        Mode::TrueMotion => 1,
        Mode::Vertical => 2,
        Mode::Horizontal => 3,
    }
}
