//! What skills keep from one call to the next: small values under keys, each skill's apart.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params};

use crate::{Error, Store};

/// Whether a value found room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is on disk.
    Yes,
    /// The skill would keep more than it may. Nothing was changed.
    NoRoom,
}

impl Store {
    /// What `skill` keeps under `key`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn kv_get(&self, skill: &str, key: &str) -> Result<Option<Vec<u8>>, Error> {
        self.connection()
            .query_row(
                "SELECT value FROM kv WHERE skill = :skill AND key = :key",
                named_params! { ":skill": skill, ":key": key },
                |row| row.get(0),
            )
            .optional()
            .map_err(|source| self.error(source))
    }

    /// Keeps `value` under `key`, unless `skill` would then keep more than `most_keys` keys, or more than
    /// `most_bytes` bytes of keys and values.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn kv_set(
        &self,
        skill: &str,
        key: &str,
        value: &[u8],
        most_keys: u64,
        most_bytes: u64,
    ) -> Result<Kept, Error> {
        let fail = |source| self.error(source);
        let mut connection = self.connection();
        // Immediate: what is counted here must still hold when it is written, whoever else writes.
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        transaction
            .execute(
                "INSERT INTO kv (skill, key, value) VALUES (:skill, :key, :value)
                 ON CONFLICT (skill, key) DO UPDATE SET value = excluded.value",
                named_params! { ":skill": skill, ":key": key, ":value": value },
            )
            .map_err(fail)?;
        let (keys, bytes) = size(&transaction, skill).map_err(fail)?;
        if keys > most_keys || bytes > most_bytes {
            // Dropped, the transaction is undone.
            return Ok(Kept::NoRoom);
        }
        transaction.commit().map_err(fail)?;
        Ok(Kept::Yes)
    }

    /// Forgets what `skill` keeps under `key`; whether there was something.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn kv_delete(&self, skill: &str, key: &str) -> Result<bool, Error> {
        self.connection()
            .execute(
                "DELETE FROM kv WHERE skill = :skill AND key = :key",
                named_params! { ":skill": skill, ":key": key },
            )
            .map(|deleted| deleted > 0)
            .map_err(|source| self.error(source))
    }

    /// The keys of `skill` that begin with `prefix`, in the order of their bytes.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn kv_keys(&self, skill: &str, prefix: &str) -> Result<Vec<String>, Error> {
        let connection = self.connection();
        let read = || {
            // Not LIKE: it has wildcards, and is blind to case.
            let mut statement = connection.prepare(
                "SELECT key FROM kv WHERE skill = :skill
                 AND substr(CAST(key AS BLOB), 1, length(CAST(:prefix AS BLOB))) = CAST(:prefix AS BLOB)
                 ORDER BY key",
            )?;
            let parameters = named_params! { ":skill": skill, ":prefix": prefix };
            let keys = statement.query_map(parameters, |row| row.get(0))?;
            keys.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| self.error(source))
    }
}

/// How many keys `skill` has, and how many bytes in keys and values.
fn size(transaction: &Transaction<'_>, skill: &str) -> rusqlite::Result<(u64, u64)> {
    transaction.query_row(
        "SELECT count(*), coalesce(sum(length(CAST(key AS BLOB)) + length(value)), 0)
         FROM kv WHERE skill = :skill",
        named_params! { ":skill": skill },
        |row| {
            let unsigned = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
            Ok((unsigned(0)?, unsigned(1)?))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("omni.db")).unwrap();
        (folder, store)
    }

    #[test]
    fn what_is_kept_is_there_after_a_restart_and_for_its_skill_only() {
        let (folder, store) = store();
        assert_eq!(store.kv_set("one", "k", b"v", 10, 100).unwrap(), Kept::Yes);
        assert_eq!(
            store.kv_set("one", "k", b"\0\xff", 10, 100).unwrap(),
            Kept::Yes
        );
        drop(store);
        let store = Store::open(&folder.path().join("omni.db")).unwrap();
        assert_eq!(
            store.kv_get("one", "k").unwrap().as_deref(),
            Some(&b"\0\xff"[..])
        );
        assert_eq!(store.kv_get("two", "k").unwrap(), None);
        assert!(!store.kv_delete("two", "k").unwrap());
        assert!(store.kv_delete("one", "k").unwrap());
        assert_eq!(store.kv_get("one", "k").unwrap(), None);
    }

    #[test]
    fn too_much_changes_nothing() {
        let (_folder, store) = store();
        assert_eq!(store.kv_set("s", "a", &[0; 50], 2, 100).unwrap(), Kept::Yes);
        assert_eq!(
            store.kv_set("s", "b", &[0; 50], 2, 100).unwrap(),
            Kept::NoRoom
        );
        assert_eq!(store.kv_get("s", "b").unwrap(), None);
        assert_eq!(
            store.kv_set("s", "a", &[1; 100], 2, 100).unwrap(),
            Kept::NoRoom
        );
        assert_eq!(store.kv_get("s", "a").unwrap().unwrap(), [0; 50]);
        assert_eq!(store.kv_set("s", "b", b"", 2, 100).unwrap(), Kept::Yes);
        assert_eq!(store.kv_set("s", "c", b"", 2, 100).unwrap(), Kept::NoRoom);
        assert_eq!(store.kv_set("other", "c", b"", 2, 100).unwrap(), Kept::Yes);
    }

    #[test]
    fn keys_are_found_by_prefix_and_not_by_pattern() {
        let (_folder, store) = store();
        for key in ["b", "a%c", "a", "aéc", "A", "a\0b"] {
            store.kv_set("s", key, b"", 10, 1000).unwrap();
        }
        assert_eq!(
            store.kv_keys("s", "a").unwrap(),
            ["a", "a\0b", "a%c", "aéc"]
        );
        assert_eq!(store.kv_keys("s", "a%").unwrap(), ["a%c"]);
        assert_eq!(store.kv_keys("s", "aé").unwrap(), ["aéc"]);
        assert_eq!(store.kv_keys("s", "").unwrap().len(), 6);
        assert_eq!(store.kv_keys("other", "").unwrap(), [""; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn any_key_and_value_come_back(key in "\\PC{1,40}", value: Vec<u8>) {
            let (_folder, store) = store();
            store.kv_set("s", &key, &value, 10, 1 << 20).unwrap();
            prop_assert_eq!(store.kv_get("s", &key).unwrap(), Some(value));
            prop_assert_eq!(store.kv_keys("s", &key).unwrap(), [key]);
        }
    }
}
