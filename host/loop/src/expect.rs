//! What a caller may state about the answer: which keys there are. What they mean is the validators' business.

use serde_json::{Map, Value};

use crate::Error;

/// Every key of an `expect` block.
pub const KEYS: [&str; 11] = [
    "json_schema",
    "number",
    "regex",
    "contains",
    "not_contains",
    "max_words",
    "min_words",
    "one_of",
    "starts_with",
    "ends_with",
    "validator",
];

/// Refuses keys that nobody would check: an expectation that is silently not held is worse than none.
///
/// # Errors
/// [`Error::Expect`] names the key and the nearest known one.
pub fn check(expect: &Map<String, Value>) -> Result<(), Error> {
    let unknown = expect.keys().find(|key| !KEYS.contains(&key.as_str()));
    unknown.map_or(Ok(()), |key| {
        Err(Error::Expect {
            key: key.clone(),
            nearest: omni_settings::nearest(key, KEYS).map(str::to_owned),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_the_nearest() {
        let expect = |key: &str| Map::from_iter([(key.to_owned(), Value::Null)]);
        for key in KEYS {
            check(&expect(key)).unwrap();
        }
        let error = check(&expect("max_word")).unwrap_err();
        assert_eq!(error.code(), "invalid.expect");
        assert!(error.to_string().contains("`max_words`"), "{error}");
    }
}
