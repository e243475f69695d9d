//! Whether two pictures of one size show the same: every pixel of them is compared, in every colour.
//!
//! A perceptual hash proposes; this decides. Two bounds have to hold. No channel of any pixel may differ by more than
//! [`MOST_IN_PIXEL`]: what was drawn, erased, moved or recoloured differs by far more, be it one digit of an invoice.
//! And no tile of 4×4 pixels, two pixels apart, may be brighter or darker by more than [`MOST_IN_TILE`] on average:
//! what encoders do to a picture goes up and down within a tile, and what somebody did goes one way.

/// The most that a channel of a pixel may differ by, of 255.
pub const MOST_IN_PIXEL: u8 = 12;

/// The most that a channel may differ by on average over a tile, of 255.
pub const MOST_IN_TILE: u8 = 2;

/// The edge of the blocks that tiles are made of, two by two, in pixels.
const BLOCK: usize = 2;

/// Whether two pictures of this size, red, green and blue a byte each, show the same.
#[must_use]
pub fn is_alike(width: u32, height: u32, one: &[u8], other: &[u8]) -> bool {
    let (width, height) = (width as usize, height as usize);
    let bytes = width
        .checked_mul(height)
        .and_then(|area| area.checked_mul(3));
    if bytes != Some(one.len()) || one.len() != other.len() || one.is_empty() {
        return false;
    }
    let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) <= MOST_IN_PIXEL;
    one.iter().zip(other).all(near) && tiles_are_alike(width, height, one, other)
}

fn tiles_are_alike(width: usize, height: usize, one: &[u8], other: &[u8]) -> bool {
    let (columns, rows) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    let mut above: Option<Vec<Block>> = None;
    for row in 0..rows {
        let blocks = blocks(row, columns, width, height, one, other);
        // A picture of one row of blocks has tiles of that one.
        let upper = above.as_ref().unwrap_or(&blocks);
        for column in 0..columns {
            let left = column.saturating_sub(1);
            let mut tile = Block::default();
            for block in [upper[left], upper[column], blocks[left], blocks[column]] {
                tile.add(block);
            }
            if tile.differs() {
                return false;
            }
        }
        above = Some(blocks);
    }
    true
}

/// By how much one picture is brighter than the other in a piece of it, channel by channel.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    difference: [i32; 3],
    pixels: i32,
}

impl Block {
    fn add(&mut self, other: Self) {
        self.pixels += other.pixels;
        for (sum, more) in self.difference.iter_mut().zip(other.difference) {
            *sum += more;
        }
    }

    fn differs(&self) -> bool {
        let most = self.pixels * i32::from(MOST_IN_TILE);
        self.difference.iter().any(|sum| sum.abs() > most)
    }
}

fn blocks(
    row: usize,
    columns: usize,
    width: usize,
    height: usize,
    one: &[u8],
    other: &[u8],
) -> Vec<Block> {
    let mut blocks = vec![Block::default(); columns];
    for y in row * BLOCK..(row * BLOCK + BLOCK).min(height) {
        let line = y * width * 3..(y + 1) * width * 3;
        let one = one[line.clone()].as_chunks::<3>().0;
        let other = other[line].as_chunks::<3>().0;
        for (x, (one, other)) in one.iter().zip(other).enumerate() {
            let block = &mut blocks[x / BLOCK];
            block.pixels += 1;
            for channel in 0..3 {
                block.difference[channel] += i32::from(one[channel]) - i32::from(other[channel]);
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grey(width: u32, height: u32) -> Vec<u8> {
        vec![128; (width * height * 3) as usize]
    }

    #[test]
    fn one_pixel_in_one_channel_is_enough_to_differ() {
        for (width, height) in [(1, 1), (1, 7), (7, 1), (9, 5), (64, 64)] {
            let plain = grey(width, height);
            assert!(is_alike(width, height, &plain, &plain));
            for place in 0..plain.len() {
                let mut other = plain.clone();
                other[place] = 128 + MOST_IN_PIXEL + 1;
                assert!(!is_alike(width, height, &plain, &other), "{place}");
            }
        }
    }

    #[test]
    fn a_faint_stain_differs_and_faint_noise_does_not() {
        let plain = grey(32, 32);
        let mut stain = plain.clone();
        let mut noise = plain.clone();
        for y in 8..14 {
            for x in 8..14 {
                stain[(y * 32 + x) * 3 + 1] = 131;
                noise[(y * 32 + x) * 3 + 1] = if (x + y) % 2 == 0 { 138 } else { 118 };
            }
        }
        assert!(!is_alike(32, 32, &plain, &stain));
        assert!(is_alike(32, 32, &plain, &noise));
    }

    #[test]
    fn bytes_that_are_no_picture_of_the_size_are_not_alike() {
        assert!(!is_alike(2, 2, &[0; 12], &[0; 11]));
        assert!(!is_alike(2, 2, &[0; 9], &[0; 9]));
        assert!(!is_alike(0, 0, &[], &[]));
        assert!(!is_alike(u32::MAX, u32::MAX, &[0; 3], &[0; 3]));
    }

    proptest! {
        #[test]
        fn what_is_alike_is_within_the_bounds(
            width in 1u32..12, height in 1u32..12, seed in proptest::collection::vec(-20i16..20, 432),
        ) {
            let plain = grey(width, height);
            let changed: Vec<u8> = plain.iter().zip(&seed)
                .map(|(value, change)| u8::try_from(i16::from(*value) + change).unwrap()).collect();
            let alike = is_alike(width, height, &plain, &changed);
            prop_assert_eq!(alike, is_alike(width, height, &changed, &plain));
            if alike {
                prop_assert!(seed.iter().take(plain.len()).all(|change| change.unsigned_abs() <= u16::from(MOST_IN_PIXEL)));
            }
        }
    }
}
