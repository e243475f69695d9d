//! For the unit tests of validators. Not there on WebAssembly.

use serde_json::Value;

/// Requests of many kinds, each with a right answer: every validator has to be
/// silent on all of them.
///
/// # Panics
///
/// If the file is not what it should be.
#[must_use]
pub fn others() -> Vec<(String, String)> {
    include_str!("../others.jsonl")
        .lines()
        .map(|line| match serde_json::from_str(line) {
            Ok(Value::Array(pair)) => match &pair[..] {
                [Value::String(prompt), Value::String(response)] => {
                    (prompt.clone(), response.clone())
                }
                _ => panic!("not a request and an answer: {line}"),
            },
            _ => panic!("not a JSON array: {line}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_many() {
        let others = super::others();
        assert!(others.len() >= 150, "{}", others.len());
        let mut prompts: Vec<_> = others.iter().map(|(prompt, _)| prompt).collect();
        prompts.sort();
        prompts.dedup();
        assert_eq!(prompts.len(), others.len(), "a request is there twice");
    }
}
