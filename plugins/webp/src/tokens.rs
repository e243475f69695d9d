//! Levels as tokens, and the trees of tokens and modes (sections 8.1, 11.2 and 13).

use crate::predict::Mode;
use crate::predict4::WAYS;

/// The kinds of blocks, in the order of the bitstream's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Luma whose lowest frequency is elsewhere.
    LumaRest,
    /// The lowest frequencies of sixteen blocks.
    LumaDc,
    Chroma,
    Luma,
}

impl Kind {
    /// The place of the first level.
    pub(crate) const fn first(self) -> usize {
        matches!(self, Self::LumaRest) as usize
    }
}

pub(crate) const BANDS: usize = 8;

/// What precedes a level: one of 0, one of ±1, a larger one; or none in this block and in neither neighbour. Where one neighbour has
/// levels that is as after ±1, and where both have as after a larger one. The first and the last have the same probabilities
/// (the RFC's context 0), but after a level of 0 a block cannot end.
pub(crate) const CONTEXTS: usize = 4;
pub(crate) const AFTER_ZERO: usize = 0;

/// The context of a block's first level, of which so many neighbours have levels.
#[inline(always)]
pub(crate) const fn first_context(neighbours: usize) -> usize {
    match neighbours {
        0 => 3,
        1 => 1,
        _ => 2,
    }
}

/// The RFC's number of a context.
pub(crate) const fn number_of(context: usize) -> usize {
    context % 3
}

/// Tokens: the levels from 0 to 4, six classes of larger ones, the end.
pub(crate) const TOKENS: usize = 12;
pub(crate) const END: usize = 11;

#[inline(always)]
pub(crate) const fn band(place: usize) -> usize {
    const BAND: [u8; 16] = [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7];
    BAND[place % 16] as usize
}

/// The tokens of the levels below 67, without their signs.
const TOKEN: [u8; 67] = {
    let mut tokens = [0; 67];
    let mut size = 0;
    while size < 67 {
        tokens[size] = match size {
            0..=4 => size as u8,
            5..=6 => 5,
            7..=10 => 6,
            11..=18 => 7,
            19..=34 => 8,
            _ => 9,
        };
        size += 1;
    }
    tokens
};

/// The token of a level without its sign.
#[inline(always)]
pub(crate) const fn of(size: u16) -> usize {
    if size < 67 {
        TOKEN[size as usize] as usize
    } else {
        10
    }
}

/// The probabilities of a token's further bits, and its smallest level.
pub(crate) const fn extra(token: usize) -> (&'static [u8], u16) {
    match token {
        5 => (&[159], 5),
        6 => (&[165, 145], 7),
        7 => (&[173, 148, 140], 11),
        8 => (&[176, 155, 140, 135], 19),
        9 => (&[180, 157, 141, 134, 130], 35),
        10 => (&[254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129], 67),
        _ => (&[], token as u16),
    }
}

/// The ways to the tokens: branches, and whether they are taken.
pub(crate) const PATHS: [&[(usize, bool)]; TOKENS] = [
    &[(0, true), (1, false)],
    &[(0, true), (1, true), (2, false)],
    &[(0, true), (1, true), (2, true), (3, false), (4, false)],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, false),
        (4, true),
        (5, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, false),
        (4, true),
        (5, true),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, false),
        (7, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, false),
        (7, true),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (8, false),
        (9, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (8, false),
        (9, true),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (8, true),
        (10, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (8, true),
        (10, true),
    ],
    &[(0, false)],
];

/// The ways to the ways of predicting a tile.
pub(crate) const WAY_PATHS: [&[(usize, bool)]; WAYS] = [
    &[(0, false)],
    &[(0, true), (1, false)],
    &[(0, true), (1, true), (2, false)],
    &[(0, true), (1, true), (2, true), (3, false), (4, false)],
    &[(0, true), (1, true), (2, true), (3, true), (6, false)],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, false),
        (4, true),
        (5, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, false),
        (4, true),
        (5, true),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (7, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (7, true),
        (8, false),
    ],
    &[
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (6, true),
        (7, true),
        (8, true),
    ],
];

/// That the tiles are predicted one by one: probabilities, and whether they are taken.
pub(crate) const TILES_PATH: &[(u8, bool)] = &[(145, false)];

pub(crate) const fn luma_path(mode: Mode) -> &'static [(u8, bool)] {
    match mode {
        Mode::Dc => &[(145, true), (156, false), (163, false)],
        Mode::Vertical => &[(145, true), (156, false), (163, true)],
        Mode::Horizontal => &[(145, true), (156, true), (128, false)],
        Mode::TrueMotion => &[(145, true), (156, true), (128, true)],
    }
}

pub(crate) const fn chroma_path(mode: Mode) -> &'static [(u8, bool)] {
    match mode {
        Mode::Dc => &[(142, false)],
        Mode::Vertical => &[(142, true), (114, false)],
        Mode::Horizontal => &[(142, true), (114, true), (183, false)],
        Mode::TrueMotion => &[(142, true), (114, true), (183, true)],
    }
}
