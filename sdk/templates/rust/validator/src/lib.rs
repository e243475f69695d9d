//! Finds answers that are too long. How long is too long is said in the config of its role:
//!
//! ```toml
//! [[skills.validators]]
//! component = "my-skill"
//! config = { max_words = 40 }
//! ```

use omni_skill::{Attempt, Error, Finding, config};

omni_skill::validator!(validate);

/// Where the config says nothing.
const MAX_WORDS: usize = 60;

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let most = config::get("max_words")?.unwrap_or(MAX_WORDS);
    if most == 0 {
        return Err(Error::InvalidInput(
            "config key `max_words`: no answer has no words".to_owned(),
        ));
    }
    let words = attempt.response.split_whitespace().count();
    if words <= most {
        return Ok(Vec::new());
    }
    let message = format!("the answer has {words} words, and {most} are the most");
    // What the retry is told.
    let hint = format!("Answer in at most {most} words.");
    Ok(vec![
        Finding::warning("my-skill.too-long", message).hint(hint),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attempt, with_config};

    #[test]
    fn counts_words() -> Result<(), Error> {
        let answer = attempt("Name two rivers.", "The Rhine and the Elbe.");
        assert!(validate(&answer)?.is_empty());
        let found = with_config(r#"{"max_words": 4}"#, || validate(&answer))?;
        assert_eq!(found[0].code, "my-skill.too-long");
        Ok(())
    }
}
