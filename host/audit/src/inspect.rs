//! Whether a log could be opened, found out without writing anything.

use crate::keyring::Keyring;
use crate::keys::Keys;
use crate::salt::Salt;
use crate::start::Start;
use crate::{Error, Fingerprint, LogOptions, folder};

/// Looks for what would keep [`crate::Log::open`] from opening the log: its end, its key, its salt; also whether
/// others may look into its folders. Returns the key that signs, none if there is none yet.
///
/// # Errors
/// As [`crate::Log::open`], and [`Error::Exposed`].
pub fn inspect(options: &LogOptions) -> Result<Option<Fingerprint>, Error> {
    for path in [&options.folder, &options.keys] {
        if !path.is_dir() {
            continue;
        }
        if let Some(mode) = folder::exposed(path)? {
            let path = path.clone();
            return Err(Error::Exposed { path, mode });
        }
    }
    let _lock = folder::lock_to_read(&options.folder)?;
    let keys = Keys(options.keys.clone());
    let start = Start::find(&options.folder, &mut Keyring::new(keys.clone()))?;
    let key = keys.existing(options.key.as_deref(), start.key.as_ref())?;
    if start.segments > 0 {
        Salt::read(&options.folder)?;
    }
    Ok(key.map(|key| key.fingerprint))
}
