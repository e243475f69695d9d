//! Guests of `tests/guests`, loaded and called without the program around them.

mod folder;
mod server;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use omni_policy::{Capability, Policy};
use omni_skills::types::{Attempt, Request, Score, Stop, TokenStats};
use omni_skills::{CallContext, Error, Outcome, Runtime, RuntimeOptions, Scorer};
use serde_json::Map;

use crate::{guest, target_folder};

pub use folder::Folder;
pub use server::Server;

/// A runtime whose compiled components all tests share.
#[must_use]
pub fn runtime() -> Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let cache = target_folder().join("test-homes").join("components");
    std::fs::create_dir_all(cache.parent().unwrap()).unwrap();
    let open = || Runtime::new(RuntimeOptions { cache: Some(cache) }).unwrap();
    RUNTIME.get_or_init(open).clone()
}

/// A policy of these lines.
#[must_use]
pub fn policy(lines: &str) -> Arc<Policy> {
    let text = format!("skill = \"guest\"\n{lines}\n");
    let path = Path::new("policies/guest.toml");
    Arc::new(Policy::parse(path, &text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

/// Loads the guest `name` under a policy of these lines.
///
/// # Errors
/// If it is refused.
pub fn load(name: &str, lines: &str) -> Result<Scorer, Error> {
    let bytes = std::fs::read(guest(name)).unwrap();
    let skill = runtime().load(name, &bytes, policy(lines), Map::new())?;
    Scorer::try_from(skill)
}

/// Loads the guest `name` to observe it, under a policy of these lines.
#[must_use]
pub fn observe(name: &str, lines: &str) -> Scorer {
    let bytes = std::fs::read(guest(name)).unwrap();
    let skill = runtime().load_observing(name, &bytes, policy(lines), Map::new());
    Scorer::try_from(skill.unwrap()).unwrap()
}

/// Asserts that the guest `name` is refused when it is loaded without any grant, for imports that begin with
/// `import`, with these lines to add.
#[track_caller]
pub fn refused_without_grant(name: &str, import: &str, lines_to_add: &str) {
    let error = load(name, "").unwrap_err();
    assert_eq!(error.code(), "denied.import", "{error}");
    assert!(error.to_string().contains(import), "{error}");
    let help = error.help().unwrap();
    assert!(help.contains(lines_to_add), "{help}");
}

/// Calls a guest with this prompt.
#[must_use]
pub fn call(scorer: &Scorer, context: &CallContext, prompt: &str) -> Outcome<Score> {
    scorer.score_in(context, &attempt(prompt))
}

/// The same in a context of no importance.
#[must_use]
pub fn plain(scorer: &Scorer, prompt: &str) -> Outcome<Score> {
    call(scorer, &CallContext::default(), prompt)
}

/// How often a capability was denied.
#[must_use]
pub fn denied(outcome: &Outcome<Score>, capability: Capability) -> u64 {
    let uses = outcome
        .usage
        .uses
        .iter()
        .filter(|used| used.capability == capability);
    uses.map(|used| used.denied).sum()
}

/// What a guest said, a line a command of its prompt.
#[track_caller]
#[must_use]
pub fn said(outcome: &Outcome<Score>) -> Vec<String> {
    match &outcome.result {
        Ok(score) => score.reasons.clone(),
        Err(error) => panic!("{error}: {:?}", outcome.usage),
    }
}

/// The code of the error that a call ended with.
#[track_caller]
#[must_use]
pub fn code(outcome: &Outcome<Score>) -> &'static str {
    outcome.result.as_ref().unwrap_err().code()
}

fn attempt(prompt: &str) -> Attempt {
    Attempt {
        request: Request {
            history: Vec::new(),
            prompt: prompt.to_owned(),
            images: 0,
            expect: None,
        },
        response: String::new(),
        iteration: 1,
        stop: Stop::End,
        stats: TokenStats {
            count: 0,
            mean_logprob: 0.0,
            min_logprob: 0.0,
            mean_entropy: 0.0,
        },
        findings: Vec::new(),
    }
}
