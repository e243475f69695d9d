//! Does what the lines of the prompt say with the skill's store; needs `[grants.kv]`. One reason a line:
//!
//! `set KEY TEXT`, `get KEY`, `delete KEY`, `keys [PREFIX]`, `big KEY LENGTH` (a value of so many bytes),
//! `long LENGTH` (a key of so many bytes), `many COUNT` (so many keys).

use omni_skill::{Attempt, Error, Score, kv};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(0.5);
    for line in attempt.request.prompt.lines() {
        let done = obey(line).unwrap_or_else(|error| format!("{error:?}"));
        score = score.because(done);
    }
    Ok(score)
}

fn obey(line: &str) -> Result<String, Error> {
    let words: Vec<&str> = line.split(' ').collect();
    Ok(match words.as_slice() {
        ["set", key, text] => {
            kv::set(key, text.as_bytes())?;
            "set".to_owned()
        }
        ["get", key] => match kv::get(key)? {
            Some(value) => format!("is {}", String::from_utf8_lossy(&value)),
            None => "none".to_owned(),
        },
        ["delete", key] => kv::delete(key)?.to_string(),
        ["keys", rest @ ..] => kv::keys(&rest.join(" "))?.join(","),
        ["big", key, length] => {
            kv::set(key, &vec![b'x'; number(length)])?;
            "set".to_owned()
        }
        ["long", length] => {
            kv::set(&"k".repeat(number(length)), b"")?;
            "set".to_owned()
        }
        ["many", count] => {
            for index in 0..number(count) {
                kv::set(&format!("many{index}"), b"")?;
            }
            "set".to_owned()
        }
        _ => format!("what is `{line}`?"),
    })
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or(0)
}
