//! Pictures whose perceptual hashes differ in few bits, found without looking at all of them.

use rusqlite::{Connection, named_params};

use super::Space;
use crate::{Error, Store};

/// Bits in which two hashes may differ. It has to be less than the number of bands.
const MOST_BITS: u32 = 4;

/// Bits of each band. Two hashes that differ in as few bits as there are bands less one agree in at least one
/// band: there are not enough differing bits for all of them.
const BANDS: [u32; 5] = [13, 13, 13, 13, 12];

/// Rows of a band that are looked at: of many pictures that look the same to the hash, some are enough.
const MOST_ROWS: i64 = 2000;

impl Store {
    /// Pictures of a space whose hash differs from `hash` in at most four bits: at most `most` of them, the
    /// nearest first, the newest first among equals.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn images_like(&self, space: &Space, hash: u64, most: usize) -> Result<Vec<i64>, Error> {
        let mut near = self
            .banded(space, hash)
            .map_err(|source| self.error(source))?;
        near.sort_unstable_by_key(|(id, bits)| (*bits, std::cmp::Reverse(*id)));
        near.dedup();
        near.truncate(most);
        Ok(near.into_iter().map(|(id, _)| id).collect())
    }

    fn banded(&self, space: &Space, hash: u64) -> rusqlite::Result<Vec<(i64, u32)>> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT image, hash FROM image_bands WHERE space = :space AND band = :band AND value = :value
             ORDER BY image DESC LIMIT :most",
        )?;
        let mut near = Vec::new();
        for (band, value) in bands(hash) {
            let mut rows = statement.query(named_params! {
                ":space": space, ":band": band, ":value": value, ":most": MOST_ROWS,
            })?;
            while let Some(row) = rows.next()? {
                let other: i64 = row.get(1)?;
                let bits = (other.cast_unsigned() ^ hash).count_ones();
                if bits <= MOST_BITS {
                    near.push((row.get(0)?, bits));
                }
            }
        }
        Ok(near)
    }
}

/// Lets a picture be found by its hash.
pub(super) fn insert(
    connection: &Connection,
    space: &Space,
    image: i64,
    hash: u64,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT OR IGNORE INTO image_bands (space, band, value, image, hash)
         VALUES (:space, :band, :value, :image, :hash)",
    )?;
    for (band, value) in bands(hash) {
        statement.execute(named_params! {
            ":space": space, ":band": band, ":value": value, ":image": image,
            ":hash": hash.cast_signed(),
        })?;
    }
    Ok(())
}

/// The hash, cut into its bands.
fn bands(hash: u64) -> impl Iterator<Item = (i64, i64)> {
    let mut left = hash;
    BANDS.into_iter().zip(0..).map(move |(bits, band)| {
        let value = left & ((1 << bits) - 1);
        left >>= bits;
        (band, value.cast_signed())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bands_are_the_whole_hash_and_more_than_the_bits() {
        assert_eq!(BANDS.iter().sum::<u32>(), u64::BITS);
        assert!(BANDS.len() > MOST_BITS as usize);
    }

    proptest! {
        #[test]
        fn few_differing_bits_leave_a_band_equal(hash: u64, bits in proptest::collection::vec(0u32..64, 0..=4)) {
            let other = bits.iter().fold(hash, |hash, bit| hash ^ (1 << bit));
            prop_assert!(bands(hash).zip(bands(other)).any(|(one, other)| one == other));
        }
    }
}
