//! When pictures were used, and which have to go.

use rusqlite::{Connection, TransactionBehavior, named_params};

use super::{COLUMNS, StoredImage, stored};
use crate::{Error, Store};

impl Store {
    /// Notes when pictures were last used, in milliseconds since 1970.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn images_used(&self, uses: &[(i64, i64)]) -> Result<(), Error> {
        let fail = |source| self.error(source);
        let mut connection = self.connection();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        for (id, at) in uses {
            transaction
                .prepare_cached("UPDATE images SET used_at = :at WHERE id = :id AND used_at < :at")
                .and_then(|mut statement| statement.execute(named_params! { ":id": id, ":at": at }))
                .map_err(fail)?;
        }
        transaction.commit().map_err(fail)
    }

    /// Pictures last used before a time, the longest unused first, at most `most`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn images_unused_since(&self, before: i64, most: usize) -> Result<Vec<StoredImage>, Error> {
        self.images_where("used_at < :from ORDER BY used_at, id", before, most)
    }

    /// Pictures whose row comes after `id`, at most `most`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn images_after(&self, id: i64, most: usize) -> Result<Vec<StoredImage>, Error> {
        self.images_where("id > :from ORDER BY id", id, most)
    }

    fn images_where(
        &self,
        condition: &str,
        from: i64,
        most: usize,
    ) -> Result<Vec<StoredImage>, Error> {
        let read = |connection: &Connection| {
            let sql = format!("SELECT {COLUMNS} FROM images WHERE {condition} LIMIT :most");
            let mut statement = connection.prepare_cached(&sql)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let parameters = named_params! { ":from": from, ":most": most };
            let images = statement.query_map(parameters, stored)?;
            images.collect::<rusqlite::Result<Vec<_>>>()
        };
        read(&self.connection()).map_err(|source| self.error(source))
    }

    /// When pictures were last thrown away, in milliseconds since 1970; 0 if never.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn images_pruned_at(&self) -> Result<i64, Error> {
        self.connection()
            .query_row("SELECT pruned_at FROM image_totals", [], |row| row.get(0))
            .map_err(|source| self.error(source))
    }

    /// Notes that pictures were thrown away.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_images_pruned_at(&self, at: i64) -> Result<(), Error> {
        self.connection()
            .execute(
                "UPDATE image_totals SET pruned_at = :at",
                named_params! { ":at": at },
            )
            .map(drop)
            .map_err(|source| self.error(source))
    }
}
