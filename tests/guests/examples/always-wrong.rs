//! A validator that finds every response wrong, and says what is true instead.
//!
//! Config: `fact` (`"The answer is 42."`), `code` (`"test.wrong"`), `severity`
//! (`"error"`, `"warning"` or `"info"`), `mend` (a mended response), `grammar` (GBNF),
//! `count` (how many such findings: 1), `panic_from` (the iteration from which on it panics instead).

use omni_skill::{Attempt, Error, Finding, Grammar, Severity, config};

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    if config::get::<u32>("panic_from")?.is_some_and(|from| attempt.iteration >= from) {
        panic!("the config says so");
    }
    let severity = match config::get::<String>("severity")?.as_deref() {
        Some("warning") => Severity::Warning,
        Some("info") => Severity::Info,
        _ => Severity::Error,
    };
    let code = config::get("code")?.unwrap_or_else(|| "test.wrong".to_owned());
    let fact = config::get("fact")?.unwrap_or_else(|| "The answer is 42.".to_owned());
    let finding = Finding::new(severity, code, "a test says that this is wrong").fact(fact);
    let finding = Finding {
        mend: config::get("mend")?,
        grammar: config::get("grammar")?.map(Grammar::Gbnf),
        ..finding
    };
    Ok(vec![finding; config::get("count")?.unwrap_or(1)])
}
