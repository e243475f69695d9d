//! Keeps the folder of compiled components from growing without end.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file that nobody used for so long is removed: of an older version, or of a skill that is gone.
const MAX_AGE: Duration = Duration::from_secs(30 * DAY);
/// The most bytes kept; those used longest ago go first.
const MAX_TOTAL: u64 = 1 << 30;
/// How often a use is written down.
const TOUCH_AFTER: Duration = Duration::from_secs(DAY);
const DAY: u64 = 24 * 60 * 60;

/// Removes from `folder` what is old or too much, but not `new`. What cannot be removed stays.
pub(super) fn sweep(folder: &Path, new: &Path) {
    for path in surplus(compiled(folder), new, SystemTime::now(), MAX_TOTAL) {
        if let Err(error) = fs::remove_file(&path) {
            tracing::debug!("cannot remove {}: {error}", path.display());
        }
    }
}

/// Notes in its time of change that `path` was used.
pub(super) fn touch(path: &Path) {
    let now = SystemTime::now();
    let touched = File::open(path).and_then(|file| {
        if age(now, file.metadata()?.modified()?) > TOUCH_AFTER {
            file.set_modified(now)?;
        }
        Ok(())
    });
    if let Err(error) = touched {
        tracing::debug!("cannot note the use of {}: {error}", path.display());
    }
}

struct Entry {
    path: PathBuf,
    size: u64,
    used: SystemTime,
}

/// The files in `folder` that are ours to remove: compiled components, and what a crash left of writing one.
fn compiled(folder: &Path) -> Vec<Entry> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let path = entry.path();
            let extension = path.extension()?;
            if extension != "cwasm" && extension != PART {
                return None;
            }
            // Of a link, its own: nothing outside the folder is touched.
            let metadata = entry.metadata().ok()?;
            metadata.is_file().then_some(())?;
            Some(Entry {
                size: metadata.len(),
                used: metadata.modified().ok()?,
                path,
            })
        })
        .collect()
}

/// The extension of a file that is being written.
pub(crate) const PART: &str = "cwasm-part";

fn surplus(mut entries: Vec<Entry>, new: &Path, now: SystemTime, most: u64) -> Vec<PathBuf> {
    entries.sort_by_key(|entry| (entry.path != new, age(now, entry.used)));
    let mut total = 0u64;
    let surplus = entries.into_iter().filter(|entry| {
        total = total.saturating_add(entry.size);
        let part = entry.path.extension().is_some_and(|end| end == PART);
        let most_age = if part { TOUCH_AFTER } else { MAX_AGE };
        entry.path != new && (total > most || age(now, entry.used) > most_age)
    });
    surplus.map(|entry| entry.path).collect()
}

/// None where the clock was put back.
fn age(now: SystemTime, used: SystemTime) -> Duration {
    now.duration_since(used).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, days: u64) -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, [0; 10]).unwrap();
        let used = SystemTime::now() - Duration::from_secs(days * DAY + 60);
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(used).unwrap();
        path
    }

    #[test]
    fn what_is_old_goes_and_only_of_ours() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        let kept = [
            file(folder, "new.cwasm", 99),
            file(folder, "used.cwasm", 29),
            file(folder, "digests.json", 99),
            file(folder, "b.cwasm-part", 0),
        ];
        let gone = [
            file(folder, "unused.cwasm", 30),
            file(folder, "a.cwasm-part", 1),
        ];
        sweep(folder, &kept[0]);
        assert!(kept.iter().all(|path| path.exists()));
        assert!(!gone.iter().any(|path| path.exists()));
    }

    #[test]
    fn what_is_too_much_goes_oldest_first() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        let old = file(folder, "old.cwasm", 3);
        let older = file(folder, "older.cwasm", 4);
        let new = file(folder, "new.cwasm", 5);
        let gone = |most| surplus(compiled(folder), &new, SystemTime::now(), most);
        assert_eq!(gone(30), [] as [PathBuf; 0]);
        assert_eq!(gone(29), std::slice::from_ref(&older));
        assert_eq!(gone(10), [old, older]);
    }

    #[test]
    fn a_use_is_noted_once_a_day() {
        let home = tempfile::tempdir().unwrap();
        let used = |path: &Path| path.metadata().unwrap().modified().unwrap();
        let today = file(home.path(), "today.cwasm", 0);
        let before = used(&today);
        touch(&today);
        assert_eq!(used(&today), before);
        let long_ago = file(home.path(), "long-ago.cwasm", 20);
        let before = used(&long_ago);
        touch(&long_ago);
        assert!(used(&long_ago) > before + Duration::from_secs(19 * DAY));
    }
}
