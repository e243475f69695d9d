//! The skill's own settings: `config = { … }` of its role in `omni.toml`. Needs
//! `[grants.config]`.
//!
//! Natively they come from [`testing::with_config`](crate::testing::with_config).

use serde::de::DeserializeOwned;

use crate::Error;

/// The value of `key`, or none if it is not set.
///
/// # Errors
///
/// [`Error::InvalidInput`], naming the key, if the value is not a `T`.
///
/// ```
/// # omni_skill::testing::with_config(r#"{ "threshold": 0.5 }"#, || {
/// let threshold: f32 = omni_skill::config::get("threshold")?.unwrap_or(0.9);
/// assert_eq!(threshold, 0.5);
/// # Ok::<(), omni_skill::Error>(())
/// # }).unwrap();
/// ```
pub fn get<T: DeserializeOwned>(key: &str) -> Result<Option<T>, Error> {
    let Some(json) = read(key) else {
        return Ok(None);
    };
    serde_json::from_str(&json)
        .map(Some)
        .map_err(|error| Error::InvalidInput(format!("config key `{key}`: {error}")))
}

#[cfg(target_arch = "wasm32")]
use crate::bindings::imports::omni::host::config::get as read;

#[cfg(not(target_arch = "wasm32"))]
use crate::testing::read_config as read;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_config;

    #[test]
    fn reads_what_is_set() {
        with_config(r#"{ "n": 3, "words": ["a", "b"] }"#, || {
            assert_eq!(get::<u32>("n"), Ok(Some(3)));
            assert_eq!(
                get::<Vec<String>>("words").unwrap().unwrap().join("+"),
                "a+b"
            );
            assert_eq!(get::<u32>("other"), Ok(None));
        });
        assert_eq!(
            get::<u32>("n"),
            Ok(None),
            "the setting outlived its closure"
        );
    }

    #[test]
    fn names_the_key_of_a_wrong_value() {
        with_config(r#"{ "n": "three" }"#, || {
            let Err(Error::InvalidInput(message)) = get::<u32>("n") else {
                panic!("a string was read as a number");
            };
            assert!(message.contains("`n`"), "{message}");
        });
    }
}
