//! A small store of the skill's own, which outlives a call. Needs `[grants.kv]`.
//!
//! A key has 1 to 256 bytes, a value at most 64 KiB; a skill has at most 1000 keys and 1 MiB in all.
//! Natively it lives as long as the test's thread; it is bounded by the host only.

use crate::Error;

/// The value of `key`, or none if it is not there.
///
/// # Errors
/// [`Error::InvalidInput`] for a key that cannot be, [`Error::Failed`] if the host's store fails.
///
/// ```
/// use omni_skill::kv;
/// kv::set("seen", b"1")?;
/// assert_eq!(kv::get("seen")?.as_deref(), Some(&b"1"[..]));
/// assert_eq!(kv::keys("se")?, ["seen"]);
/// assert!(kv::delete("seen")?);
/// assert_eq!(kv::get("seen")?, None);
/// # Ok::<(), omni_skill::Error>(())
/// ```
pub fn get(key: &str) -> Result<Option<Vec<u8>>, Error> {
    store::get(key).map_err(Error::from)
}

/// Puts `value` under `key`; it is on disk when this returns.
///
/// # Errors
/// As [`get`], and if the value is too long or there is no room left.
pub fn set(key: &str, value: &[u8]) -> Result<(), Error> {
    store::set(key, value).map_err(Error::from)
}

/// Removes `key`. Whether it was there.
///
/// # Errors
/// As [`get`].
pub fn delete(key: &str) -> Result<bool, Error> {
    store::delete(key).map_err(Error::from)
}

/// The keys that begin with `prefix`, in the order of their bytes.
///
/// # Errors
/// As [`get`].
pub fn keys(prefix: &str) -> Result<Vec<String>, Error> {
    store::keys(prefix).map_err(Error::from)
}

#[cfg(target_arch = "wasm32")]
use crate::bindings::imports::omni::host::kv as store;

#[cfg(not(target_arch = "wasm32"))]
use crate::testing::store;

impl From<crate::bindings::imports::omni::host::kv::Error> for Error {
    fn from(error: crate::bindings::imports::omni::host::kv::Error) -> Self {
        use crate::bindings::imports::omni::host::kv::Error as Theirs;
        match error {
            Theirs::InvalidInput(text) => Self::InvalidInput(text),
            Theirs::Full(text) | Theirs::Unavailable(text) => Self::Failed(text),
        }
    }
}
