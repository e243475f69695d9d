//! Whether two pictures of one size show the same: every pixel of them is compared, in every colour.
//!
//! A perceptual hash proposes; this decides. Four bounds have to hold, in each of red, green and blue:
//!
//! - No pixel differs by more than [`MOST_IN_PIXEL`]. What was drawn, erased, moved or recoloured differs by far more,
//!   be it one digit of an invoice.
//! - No pixel differs by more than 1 and [`MOST_OVER_NOISE`] times the root mean square of all differences: encoding
//!   anew touches all of a picture, and whoever changes a dot in a large one touches nothing else.
//! - No tile of 4×4 pixels is brighter or darker by more than [`MOST_IN_TILE`] on average, and none of 16×16 by more
//!   than [`MOST_IN_REGION`]: what encoders do to a picture goes up and down, and what somebody did goes one way.
//!
//! They are as wide as what a good encoder does to a photograph, and no wider: text on a plain ground that was encoded
//! anew is mostly refused, since the ringing around letters is as strong as a faint letter.

/// The most that a pixel may differ by, of 255.
pub const MOST_IN_PIXEL: u8 = 16;

/// How many times the root mean square of all differences one of them may be, after 1 of 255 is taken off it.
pub const MOST_OVER_NOISE: u8 = 6;

/// The most that a tile of 4×4 pixels may differ by on average, of 255.
pub const MOST_IN_TILE: u8 = 6;

/// The most that a tile of 16×16 pixels may differ by on average, of 255.
pub const MOST_IN_REGION: u8 = 3;

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
    let pair = Pair {
        width,
        height,
        one,
        other,
    };
    pair.pixels_are_alike()
        && pair.tiles_are_alike(4, MOST_IN_TILE)
        && pair.tiles_are_alike(16, MOST_IN_REGION)
}

/// Two pictures of one size.
struct Pair<'a> {
    width: usize,
    height: usize,
    one: &'a [u8],
    other: &'a [u8],
}

impl Pair<'_> {
    fn pixels_are_alike(&self) -> bool {
        let pixels = self.one.as_chunks::<3>().0.iter();
        let mut largest = [0; 3];
        let mut squares = [0u64; 3];
        for (one, other) in pixels.zip(self.other.as_chunks::<3>().0) {
            for channel in 0..3 {
                let difference = one[channel].abs_diff(other[channel]);
                largest[channel] = largest[channel].max(difference);
                squares[channel] += u64::from(difference).pow(2);
            }
        }
        let pixels = (self.width * self.height) as u64;
        largest.iter().zip(squares).all(|(largest, squares)| {
            let over = u64::from(largest.saturating_sub(1)).pow(2) * pixels;
            *largest <= MOST_IN_PIXEL && over <= u64::from(MOST_OVER_NOISE).pow(2) * squares
        })
    }

    /// Whether no tile of this edge, half an edge apart, differs by more than `most` on average.
    fn tiles_are_alike(&self, edge: usize, most: u8) -> bool {
        // A tile is two by two blocks, each of which belongs to four tiles.
        let block = edge / 2;
        let mut above: Option<Vec<Block>> = None;
        for row in 0..self.height.div_ceil(block) {
            let blocks = self.blocks(row, block);
            // A picture of one row of blocks has tiles of that one.
            let upper = above.as_ref().unwrap_or(&blocks);
            for column in 0..blocks.len() {
                let left = column.saturating_sub(1);
                let mut tile = Block::default();
                for block in [upper[left], upper[column], blocks[left], blocks[column]] {
                    tile.add(block);
                }
                if tile.differs_by_more_than(most) {
                    return false;
                }
            }
            above = Some(blocks);
        }
        true
    }

    fn blocks(&self, row: usize, edge: usize) -> Vec<Block> {
        let mut blocks = vec![Block::default(); self.width.div_ceil(edge)];
        for y in row * edge..(row * edge + edge).min(self.height) {
            let line = y * self.width * 3..(y + 1) * self.width * 3;
            let one = self.one[line.clone()].as_chunks::<3>().0;
            let other = self.other[line].as_chunks::<3>().0;
            for (x, (one, other)) in one.iter().zip(other).enumerate() {
                let block = &mut blocks[x / edge];
                block.pixels += 1;
                for channel in 0..3 {
                    let difference = i32::from(one[channel]) - i32::from(other[channel]);
                    block.difference[channel] += difference;
                }
            }
        }
        blocks
    }
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

    fn differs_by_more_than(&self, most: u8) -> bool {
        let most = self.pixels * i32::from(most);
        self.difference.iter().any(|sum| sum.abs() > most)
    }
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
                // In so small a picture one pixel is all the noise that there is.
                other[place] = 128 + MOST_IN_PIXEL + 1;
                assert!(!is_alike(width, height, &plain, &other), "{place}");
            }
        }
    }

    #[test]
    fn a_faint_stain_differs_and_faint_noise_does_not() {
        let plain = grey(64, 64);
        let changed = |edge: usize, by: &dyn Fn(usize) -> i16| {
            let mut changed = plain.clone();
            for y in 8..8 + edge {
                for x in 8..8 + edge {
                    let value = 128 + by(x + y);
                    changed[(y * 64 + x) * 3 + 1] = u8::try_from(value).unwrap();
                }
            }
            is_alike(64, 64, &plain, &changed)
        };
        assert!(!changed(6, &|_| 7));
        assert!(!changed(24, &|_| 4));
        // One dot in a large picture that is otherwise the very same.
        assert!(!changed(1, &|_| 10));
        assert!(!changed(6, &|_| 5));
        assert!(changed(40, &|_| 2));
        assert!(changed(40, &|place| if place % 2 == 0 { 12 } else { -12 }));
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
            width in 1u32..12, height in 1u32..12, seed in proptest::collection::vec(-18i16..18, 432),
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
