//! Which prepared pictures lie in the cache: found by what they were made of, by content, by likeness.
//!
//! The files themselves are `omni-images`'; a row says what they have to hold.

mod age;
mod likeness;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, named_params};

use crate::{Error, Store};

/// A SHA-256.
pub type Sha256 = [u8; 32];

/// Among whom pictures may be like each other: nothing is proposed across two of them.
pub type Space = [u8; 16];

/// Sources of one picture that are remembered. Who re-wraps a picture without end finds it by content
/// each time, and fills nothing.
const MOST_SOURCES: i64 = 64;

/// What a file has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageFile {
    /// SHA-256 of it.
    pub sha256: Sha256,
    /// Its length.
    pub bytes: u64,
}

/// A prepared picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImage {
    /// Its row.
    pub id: i64,
    /// What names its files: a digest of everything that it is.
    pub content: Sha256,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Of the encoded picture.
    pub media_type: Option<String>,
    /// The encoded picture, if one was made.
    pub encoded: Option<ImageFile>,
    /// SHA-256 of its pixels, three bytes each.
    pub pixels_sha256: Sha256,
    /// Whether the pixels lie in a file.
    pub pixels_kept: bool,
    /// When it was last used, in milliseconds since 1970.
    pub used_at: i64,
}

impl StoredImage {
    /// What the file of its pixels has to hold.
    #[must_use]
    pub fn pixels(&self) -> ImageFile {
        ImageFile {
            sha256: self.pixels_sha256,
            bytes: u64::from(self.width) * u64::from(self.height) * 3,
        }
    }

    /// Bytes of its files together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let pixels = if self.pixels_kept {
            self.pixels().bytes
        } else {
            0
        };
        self.encoded.map_or(0, |encoded| encoded.bytes) + pixels
    }
}

/// How a source came to its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageLink {
    /// The picture was made of it.
    Made,
    /// It was made of another source, with the same pixels and the same result.
    Pixels,
    /// It was made of a source that is like it, and belongs to the space.
    Near(Space),
}

/// A source, and how it came to its picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Digest of source, parameters and component.
    pub key: Sha256,
    /// How it came to its picture.
    pub link: ImageLink,
    /// Its own perceptual hash.
    pub hash: u64,
    /// What else is known of it, in the caller's own form.
    pub about: String,
}

/// A picture, and the source that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundImage {
    /// The picture.
    pub image: StoredImage,
    /// The source.
    pub source: Source,
}

/// A picture whose files were just written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImage {
    /// The picture; its `id` is not looked at.
    pub image: StoredImage,
    /// Where it is to be found by likeness, too.
    pub space: Option<Space>,
}

/// What there is in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImageTotals {
    /// Pictures.
    pub images: u64,
    /// Bytes of their files.
    pub bytes: u64,
    /// Sources that a picture was made of, and those that led to one by their pixels or by likeness.
    pub sources: [u64; 3],
    /// The longest unused picture's last use, in milliseconds since 1970.
    pub oldest: Option<i64>,
}

/// The columns that [`stored`] reads, in its order.
pub(super) const COLUMNS: &str = "images.id, content, width, height, media_type, encoded_sha256, encoded_bytes, \
     pixels_sha256, pixels_kept, used_at";

impl Store {
    /// The picture that a key leads to.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn image(&self, key: &Sha256) -> Result<Option<FoundImage>, Error> {
        let find = |connection: &Connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, link, space, image_sources.hash, about
                 FROM image_sources JOIN images ON images.id = image WHERE key = :key"
            ))?;
            let found = statement.query_row(named_params! { ":key": key }, |row| {
                Ok(FoundImage {
                    image: stored(row)?,
                    source: Source {
                        key: *key,
                        link: link(row.get_ref(10)?.as_str()?, row.get(11)?),
                        hash: row.get::<_, i64>(12)?.cast_unsigned(),
                        about: row.get(13)?,
                    },
                })
            });
            found.optional()
        };
        find(&self.connection()).map_err(|source| self.error(source))
    }

    /// The picture of this content.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn image_with(&self, content: &Sha256) -> Result<Option<StoredImage>, Error> {
        let find = |connection: &Connection| {
            let sql = format!("SELECT {COLUMNS} FROM images WHERE content = :content");
            let mut statement = connection.prepare_cached(&sql)?;
            let found = statement.query_row(named_params! { ":content": content }, stored);
            found.optional()
        };
        find(&self.connection()).map_err(|source| self.error(source))
    }

    /// The picture of this row.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn image_numbered(&self, id: i64) -> Result<Option<StoredImage>, Error> {
        let find = |connection: &Connection| {
            let sql = format!("SELECT {COLUMNS} FROM images WHERE id = :id");
            let mut statement = connection.prepare_cached(&sql)?;
            let found = statement.query_row(named_params! { ":id": id }, stored);
            found.optional()
        };
        find(&self.connection()).map_err(|source| self.error(source))
    }

    /// Remembers a picture and the source that it belongs to; a picture that is there is completed, a source
    /// that is there is led anew. Returns the bytes of all files that are now to be there.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep_image(&self, new: &NewImage, source: &Source) -> Result<u64, Error> {
        let fail = |source| self.error(source);
        let mut connection = self.connection();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let id = insert(&transaction, &new.image).map_err(fail)?;
        lead(&transaction, source, id).map_err(fail)?;
        if let Some(space) = new.space {
            likeness::insert(&transaction, &space, id, source.hash).map_err(fail)?;
        }
        let bytes = total_bytes(&transaction).map_err(fail)?;
        transaction.commit().map_err(fail)?;
        Ok(bytes)
    }

    /// Leads one more source to a picture that is there.
    ///
    /// # Errors
    /// If the file cannot be written, or the picture is gone.
    pub fn lead_image(&self, id: i64, source: &Source) -> Result<(), Error> {
        lead(&self.connection(), source, id).map_err(|source| self.error(source))
    }

    /// Forgets pictures, and every source that leads to them.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn forget_images(&self, ids: &[i64]) -> Result<(), Error> {
        let fail = |source| self.error(source);
        let mut connection = self.connection();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        for id in ids {
            transaction
                .prepare_cached("DELETE FROM images WHERE id = :id")
                .and_then(|mut statement| statement.execute(named_params! { ":id": id }))
                .map_err(fail)?;
        }
        transaction.commit().map_err(fail)
    }

    /// Bytes of all files.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn image_bytes(&self) -> Result<u64, Error> {
        total_bytes(&self.connection()).map_err(|source| self.error(source))
    }

    /// What there is in all.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn image_totals(&self) -> Result<ImageTotals, Error> {
        let read = |connection: &Connection| {
            let mut totals = connection.query_row(
                "SELECT images, bytes, (SELECT min(used_at) FROM images) FROM image_totals",
                [],
                |row| {
                    Ok(ImageTotals {
                        images: row.get::<_, i64>(0)?.unsigned_abs(),
                        bytes: row.get::<_, i64>(1)?.unsigned_abs(),
                        oldest: row.get(2)?,
                        ..ImageTotals::default()
                    })
                },
            )?;
            let sql = "SELECT link, count(*) FROM image_sources GROUP BY link";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let place = match link(row.get_ref(0)?.as_str()?, None) {
                    ImageLink::Made => 0,
                    ImageLink::Pixels => 1,
                    ImageLink::Near(_) => 2,
                };
                totals.sources[place] = row.get::<_, i64>(1)?.unsigned_abs();
            }
            Ok(totals)
        };
        read(&self.connection()).map_err(|source| self.error(source))
    }
}

fn insert(connection: &Connection, image: &StoredImage) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO images (content, width, height, media_type, encoded_sha256, encoded_bytes,
                             pixels_sha256, pixels_kept, bytes, used_at)
         VALUES (:content, :width, :height, :media_type, :encoded_sha256, :encoded_bytes,
                 :pixels_sha256, :pixels_kept, :bytes, :used_at)
         ON CONFLICT (content) DO UPDATE SET
             bytes = max(bytes, excluded.bytes),
             pixels_kept = max(pixels_kept, excluded.pixels_kept),
             used_at = max(used_at, excluded.used_at)
         RETURNING id",
    )?;
    let encoded = image.encoded.as_ref();
    let parameters = named_params! {
        ":content": image.content,
        ":width": image.width,
        ":height": image.height,
        ":media_type": image.media_type,
        ":encoded_sha256": encoded.map(|file| file.sha256),
        ":encoded_bytes": encoded.map(|file| file.bytes.cast_signed()),
        ":pixels_sha256": image.pixels_sha256,
        ":pixels_kept": image.pixels_kept,
        ":bytes": image.bytes().cast_signed(),
        ":used_at": image.used_at,
    };
    statement.query_row(parameters, |row| row.get(0))
}

/// Leads a source to the picture `id`, unless enough lead there.
fn lead(connection: &Connection, source: &Source, id: i64) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO image_sources (key, image, link, space, hash, about)
         SELECT :key, :image, :link, :space, :hash, :about
         WHERE (SELECT count(*) FROM image_sources WHERE image = :image) < :most
             OR EXISTS (SELECT 1 FROM image_sources WHERE key = :key)
         ON CONFLICT (key) DO UPDATE SET image = excluded.image, link = excluded.link,
             space = excluded.space, hash = excluded.hash, about = excluded.about",
    )?;
    let (name, space) = match &source.link {
        ImageLink::Made => ("made", None),
        ImageLink::Pixels => ("pixels", None),
        ImageLink::Near(space) => ("near", Some(space)),
    };
    statement.execute(named_params! {
        ":key": source.key,
        ":image": id,
        ":link": name,
        ":space": space,
        ":hash": source.hash.cast_signed(),
        ":about": source.about,
        ":most": MOST_SOURCES,
    })?;
    Ok(())
}

fn total_bytes(connection: &Connection) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM image_totals")?;
    statement.query_row([], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
}

/// A row of [`COLUMNS`].
pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<StoredImage> {
    let encoded = match (row.get(5)?, row.get::<_, Option<i64>>(6)?) {
        (Some(sha256), Some(bytes)) => Some(ImageFile {
            sha256,
            bytes: bytes.unsigned_abs(),
        }),
        _ => None,
    };
    Ok(StoredImage {
        id: row.get(0)?,
        content: row.get(1)?,
        width: row.get(2)?,
        height: row.get(3)?,
        media_type: row.get(4)?,
        encoded,
        pixels_sha256: row.get(7)?,
        pixels_kept: row.get(8)?,
        used_at: row.get(9)?,
    })
}

/// The schema lets no other words in.
fn link(word: &str, space: Option<Space>) -> ImageLink {
    match word {
        "made" => ImageLink::Made,
        "pixels" => ImageLink::Pixels,
        _ => ImageLink::Near(space.unwrap_or_default()),
    }
}
