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

/// A request as somebody may put it.
#[derive(Debug)]
pub struct Wording {
    /// The request.
    pub prompt: String,
    /// What nothing may be said of: a right answer, or any where the request is none that
    /// the validator knows.
    pub right: String,
    /// What has to be found; none where the request is none that the validator knows.
    pub wrong: Option<String>,
}

/// A validator's wordings, a line each: `[prompt, right, wrong]`, or `[prompt, any]` of
/// what only looks like a request of its kind.
///
/// # Panics
///
/// If a line is neither.
#[must_use]
pub fn wordings(jsonl: &str) -> Vec<Wording> {
    jsonl
        .lines()
        .map(|line| {
            let Ok(mut texts) = serde_json::from_str::<Vec<String>>(line) else {
                panic!("not an array of texts: {line}");
            };
            let wrong = (texts.len() == 3).then(|| texts.pop()).flatten();
            let (Some(right), Some(prompt), None) = (texts.pop(), texts.pop(), texts.pop()) else {
                panic!("not a wording: {line}");
            };
            Wording {
                prompt,
                right,
                wrong,
            }
        })
        .collect()
}

/// The wordings on which a validator says something of a right answer, or nothing of a wrong one, each with that answer.
/// `finds` tells of a request and an answer whether it finds anything.
///
/// # Panics
///
/// If a line of `jsonl` is no wording.
#[must_use]
pub fn misjudged(jsonl: &str, finds: impl Fn(&str, &str) -> bool) -> Vec<(String, String)> {
    let mut misjudged = Vec::new();
    for Wording {
        prompt,
        right,
        wrong,
    } in wordings(jsonl)
    {
        let is_missed = wrong.filter(|wrong| !finds(&prompt, wrong));
        let is_alarm = finds(&prompt, &right).then_some(right);
        misjudged.extend(
            [is_missed, is_alarm]
                .into_iter()
                .flatten()
                .map(|answer| (prompt.clone(), answer)),
        );
    }
    misjudged
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
