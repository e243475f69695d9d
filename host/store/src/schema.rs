//! The file: how it is opened, and its tables by version.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::Error;

/// How long a writer waits for another process. A write takes milliseconds; who waits this long
/// waits for a stuck process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// `MIGRATIONS[n]` brings a file from format n to n + 1. `PRAGMA user_version` holds the format.
const MIGRATIONS: &[&str] = &[
    // 1: runs. `record` is the run record as JSON and is null until the run has ended.
    "CREATE TABLE runs (
        run_id      TEXT PRIMARY KEY,
        started_at  TEXT NOT NULL,
        prompt      TEXT NOT NULL,
        record      TEXT,
        error_code  TEXT,
        error       TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE iterations (
        run_id      TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
        iteration   INTEGER NOT NULL,
        record      TEXT NOT NULL,
        PRIMARY KEY (run_id, iteration)
    ) STRICT, WITHOUT ROWID;",
    // 2: what skills keep.
    "CREATE TABLE kv (
        skill       TEXT NOT NULL,
        key         TEXT NOT NULL,
        value       BLOB NOT NULL,
        PRIMARY KEY (skill, key)
    ) STRICT, WITHOUT ROWID;",
    // 3: what people think of answers. `id` is a UUID of version 7: the newest rating of a run counts.
    "CREATE TABLE feedback (
        id          TEXT PRIMARY KEY,
        run_id      TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
        score       REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        comment     TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_of_run ON feedback (run_id, id);",
    // 4: which prepared pictures lie in the cache. `content` names their files; times are milliseconds since
    // 1970. What there is in all is counted by triggers: a sum over everything would be taken at each new one.
    "CREATE TABLE images (
        id              INTEGER PRIMARY KEY,
        content         BLOB NOT NULL UNIQUE,
        width           INTEGER NOT NULL,
        height          INTEGER NOT NULL,
        media_type      TEXT,
        encoded_sha256  BLOB,
        encoded_bytes   INTEGER,
        pixels_sha256   BLOB NOT NULL,
        pixels_kept     INTEGER NOT NULL,
        bytes           INTEGER NOT NULL,
        used_at         INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX images_by_use ON images (used_at);
    CREATE TABLE image_sources (
        key             BLOB PRIMARY KEY,
        image           INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        link            TEXT NOT NULL CHECK (link IN ('made', 'pixels', 'near')),
        space           BLOB,
        hash            INTEGER NOT NULL,
        about           TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_sources_of ON image_sources (image);
    CREATE TABLE image_bands (
        space           BLOB NOT NULL,
        band            INTEGER NOT NULL,
        value           INTEGER NOT NULL,
        image           INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        hash            INTEGER NOT NULL,
        PRIMARY KEY (space, band, value, image)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_bands_of ON image_bands (image);
    CREATE TABLE image_totals (
        images          INTEGER NOT NULL,
        bytes           INTEGER NOT NULL,
        pruned_at       INTEGER NOT NULL
    ) STRICT;
    INSERT INTO image_totals VALUES (0, 0, 0);
    CREATE TRIGGER image_came AFTER INSERT ON images BEGIN
        UPDATE image_totals SET images = images + 1, bytes = bytes + new.bytes;
    END;
    CREATE TRIGGER image_grew AFTER UPDATE OF bytes ON images BEGIN
        UPDATE image_totals SET bytes = bytes + new.bytes - old.bytes;
    END;
    CREATE TRIGGER image_went AFTER DELETE ON images BEGIN
        UPDATE image_totals SET images = images - 1, bytes = bytes - old.bytes;
    END;",
];

/// Opens the file, sets it up and brings it to the newest format.
pub(crate) fn open(path: &Path) -> Result<Connection, Error> {
    let fail = |source| Error::from_sqlite(path, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    make_owner_only(path).map_err(|error| Error::unusable(path, &error))?;
    let mut connection = Connection::open_with_flags(path, flags).map_err(fail)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(fail)?;
    write_ahead(&connection).map_err(fail)?;
    // FULL: a commit is on disk when it returns. SQLite's WAL default would lose it with the power.
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        .map_err(fail)?;
    migrate(path, &mut connection)?;
    Ok(connection)
}

/// Makes the file, if it is not there, so that its owner alone can read what was asked. SQLite gives
/// its companions the same rights.
fn make_owner_only(path: &Path) -> std::io::Result<()> {
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Turns the write-ahead log on. SQLite asks its busy handler nothing while it does, so whoever opens
/// a new file at the same time as another process has to ask again.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let patience = Instant::now() + BUSY_TIMEOUT;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if is_busy(&error) && Instant::now() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn migrate(path: &Path, connection: &mut Connection) -> Result<(), Error> {
    let fail = |source| Error::from_sqlite(path, source);
    let known = MIGRATIONS.len() as i64;
    if version(connection).map_err(fail)? == known {
        return Ok(());
    }
    // The version is read again under the write lock: another process may have been quicker.
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(fail)?;
    let found = version(&transaction).map_err(fail)?;
    let Some(pending) = usize::try_from(found)
        .ok()
        .and_then(|found| MIGRATIONS.get(found..))
    else {
        return Err(Error::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    };
    for migration in pending {
        transaction.execute_batch(migration).map_err(fail)?;
    }
    transaction
        .pragma_update(None, "user_version", known)
        .map_err(fail)?;
    transaction.commit().map_err(fail)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_twice_and_keeps_its_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("omni.db");
        drop(open(&path).unwrap());
        let connection = open(&path).unwrap();
        assert_eq!(version(&connection).unwrap(), MIGRATIONS.len() as i64);
    }

    #[test]
    fn many_open_a_new_file_at_once() {
        for _ in 0..40 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("omni.db");
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| open(&path).unwrap());
                }
            });
        }
    }

    #[test]
    fn a_new_file_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("omni.db");
        let _open = open(&path).unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn refuses_a_newer_format() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("omni.db");
        open(&path)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let error = open(&path).unwrap_err();
        assert_eq!(error.code(), "store.newer");
        assert!(error.to_string().contains("format 99"), "{error}");
    }

    #[test]
    fn names_a_file_that_is_no_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("omni.db");
        std::fs::write(&path, vec![b'x'; 4096]).unwrap();
        assert_eq!(open(&path).unwrap_err().code(), "store.corrupt");
    }

    #[test]
    fn names_a_folder_that_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let error = open(&folder.path().join("none/omni.db")).unwrap_err();
        assert_eq!(error.code(), "store.unavailable");
    }
}
